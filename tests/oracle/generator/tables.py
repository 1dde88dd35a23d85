"""CREATE TABLE in its forms, and DROP TABLE."""

from . import words
from .history import statement
from .model import Column, Constraint, Relation

_ACTIONS = ("", "", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON DELETE RESTRICT ON UPDATE CASCADE",
            " ON UPDATE SET DEFAULT", " DEFERRABLE INITIALLY DEFERRED", " MATCH FULL")


def column_definition(history, name, table):
    """(Column, its SQL)."""
    chance = history.chance
    if chance.one_in(8):
        column = Column(name, "int", not_null=True, default=True, special="serial")
        return column, "%s %s" % (name, chance.pick(("serial", "bigserial")))
    if chance.one_in(9):
        column = Column(name, chance.pick(("int", "bigint")), not_null=True, special="identity")
        return column, "%s %s GENERATED %s AS IDENTITY" % (name, column.type, chance.pick(("ALWAYS", "BY DEFAULT")))
    own_name, written = history.type_name()
    column = Column(name, own_name)
    sql = "%s %s" % (name, written or own_name)
    base = history.column(table, lambda other: other.special != "generated")
    if base and chance.one_in(14):
        expression, column.type = words.expression(base)
        column.special, column.source = "generated", base.name
        return column, "%s %s GENERATED ALWAYS AS %s STORED" % (name, column.type, expression)
    if chance.one_in(4) and own_name in words.TEXTS:
        sql += ' COLLATE "C"' if chance.one_in(4) else ""
    if chance.one_in(3):
        column.not_null = True
        sql += " NOT NULL"
    if chance.one_in(3):
        column.default = True
        sql += " DEFAULT " + history.default_of(own_name)
    return column, sql + inline_constraint(history, column, table)


def add_constraint(history, table, name, kind, columns, refers=None, refers_columns=()):
    if name in words.CONSTRAINTS and (table.has_constraint(name) or (
            kind in ("primary", "unique") and history.model.taken(table.schema, name))):
        history.doubt()
    table.constraints.append(Constraint(name, kind, columns, refers, refers_columns))


def key_fits(column):
    return words.has_order(column.type)


def reference_clause(history, columns, table):
    """(REFERENCES ..., the table, its columns) for columns of these types, or None."""
    if history.chance.one_in(12):
        return _wrong_reference(history, columns)
    for other in history.chance.some(history.model.tables() + [table], 4):
        for key in history.chance.some(other.keys(), 3):
            types = [other.column(name).type for name in key if other.column(name)]
            if len(types) == len(columns) and other.temporary == table.temporary and all(
                    words.comparable(column.type, type_name) for column, type_name in zip(columns, types)):
                named = table.name if other is table else history.reference(other)
                return "REFERENCES %s (%s)%s" % (named, ", ".join(key), history.chance.pick(_ACTIONS)), other, key
    return None


def _wrong_reference(history, columns):
    """To any columns of any table: mostly no key, or of unlike types."""
    other = history.table(lambda table: len(table.columns) >= len(columns))
    if not other:
        return None
    history.doubt()
    key = [column.name for column in other.columns[:len(columns)]]
    return "REFERENCES %s (%s)" % (history.reference(other), ", ".join(key)), other, key


def inline_constraint(history, column, table):
    chance = history.chance
    if chance.one_in(10) and key_fits(column) and not table.primary_key():
        column.not_null = True
        add_constraint(history, table, words.implicit(table.name, "pkey"), "primary", [column.name])
        return " PRIMARY KEY"
    if chance.one_in(10) and key_fits(column):
        add_constraint(history, table, words.implicit(table.name, column.name, "key"), "unique", [column.name])
        return " UNIQUE"
    if chance.one_in(12):
        name = chance.pick(words.CONSTRAINTS)
        add_constraint(history, table, name, "check", [column.name])
        return " CONSTRAINT %s CHECK (%s)" % (name, words.predicate(column))
    if chance.one_in(6):
        reference = reference_clause(history, [column], table)
        if reference:
            add_constraint(history, table, words.implicit(table.name, column.name, "fkey"), "foreign", [column.name],
                           reference[1], reference[2])
            return " " + reference[0]
    return ""


def table_constraint(history, table):
    """A constraint of its own for a table that has its columns, or None."""
    chance = history.chance
    columns = chance.some([column for column in table.columns if key_fits(column)], 2)
    if not columns:
        return None
    names = [column.name for column in columns]
    name = chance.pick(words.CONSTRAINTS) if chance.one_in(2) else None
    prefix = "CONSTRAINT %s " % name if name else ""
    kind = chance.weighted(((3, "primary"), (4, "unique"), (4, "check"), (4, "foreign"), (1, "exclude")))
    if kind == "primary" and table.primary_key() and not chance.one_in(8):
        kind = "unique"
    if kind in ("primary", "unique"):
        return prefix + _key(history, table, kind, names, name)
    if kind == "check":
        made_up = words.implicit(table.name, *(names if len(names) == 1 else []), "check")
        add_constraint(history, table, name or made_up, "check", names)
        return "%sCHECK (%s)" % (prefix, " OR ".join(words.predicate(column) for column in columns))
    if kind == "exclude":
        add_constraint(history, table, name or words.implicit(table.name, names[0], "excl"), "exclude", names[:1])
        return "%sEXCLUDE (%s WITH =)" % (prefix, names[0])
    reference = reference_clause(history, columns, table)
    if not reference:
        return None
    add_constraint(history, table, name or words.implicit(table.name, *names, "fkey"), "foreign", names,
                   reference[1], reference[2])
    return "%sFOREIGN KEY (%s) %s" % (prefix, ", ".join(names), reference[0])


def _key(history, table, kind, names, name):
    if kind == "primary":
        if table.primary_key():
            history.doubt()
        for column in table.columns:
            column.not_null = column.not_null or column.name in names
    if table.strategy and table.strategy[1] not in names:
        if history.chance.one_in(6):
            history.doubt()
        else:
            names = names + [table.strategy[1]]
    made_up = ("pkey",) if kind == "primary" else names + ["key"]
    add_constraint(history, table, name or words.implicit(table.name, *made_up), kind, names)
    tail = history.chance.weighted(((8, ""), (1, " DEFERRABLE"), (1, " WITH (fillfactor = 70)")))
    return "%s (%s)%s" % ("PRIMARY KEY" if kind == "primary" else "UNIQUE", ", ".join(names), tail)


def _tail(history, table):
    chance = history.chance
    parents = [other for other in history.model.tables() if other.kind == "table" and not other.partition and
               not other.temporary and not any(column.name == mine.name and column.type != mine.type
                                               for column in other.columns for mine in table.columns)]
    if parents and chance.one_in(10) and not table.temporary:
        parent = chance.pick(parents)
        table.parent = parent
        mine = {column.name for column in table.columns}
        table.columns = [column for column in parent.columns if column.name not in mine] + table.columns
        return " INHERITS (%s)" % history.name_of(parent, words.TABLES)
    keyed = {name for constraint in table.constraints if constraint.kind in ("primary", "unique", "exclude")
             for name in constraint.columns}
    if not keyed and not table.temporary and chance.one_in(5):
        column = history.column(table, lambda column: column.special is None and column.type in
                                words.NUMBERS[:3] + words.TEXTS[:1] + words.TIMES[:1])
        if column:
            table.kind = "partitioned"
            table.strategy = (chance.pick(("RANGE", "LIST", "HASH")), column.name)
            return " PARTITION BY %s (%s)" % table.strategy
    return chance.weighted(((8, ""), (1, " WITH (fillfactor = 80)"), (1, " WITH (autovacuum_enabled = false)")))


@statement(18)
def create_table(history):
    chance = history.chance
    schema, name, written = history.new_name(words.TABLES, with_types=True)
    table = Relation(schema, name, "table", [])
    persistence = chance.weighted(((12, ""), (1, "UNLOGGED "), (1, "TEMP ")))
    if persistence == "TEMP " and "." not in written:
        table.temporary = True
    elif persistence:
        persistence = "UNLOGGED " if persistence == "TEMP " else persistence
    parts = []
    for column_name in chance.some(words.COLUMNS, 5):
        column, sql = column_definition(history, column_name, table)
        table.columns.append(column)
        parts.append(sql)
    like = history.table() if chance.one_in(15) else None
    if like and not {column.name for column in like.columns} & {column.name for column in table.columns}:
        table.columns += [Column(other.name, other.type, other.not_null) for other in like.columns]
        parts.append("LIKE %s %s" % (history.reference(like), chance.pick(
            ("INCLUDING ALL", "", "INCLUDING DEFAULTS INCLUDING CONSTRAINTS", "INCLUDING ALL EXCLUDING INDEXES"))))
    for _ in range(chance.below(3)):
        constraint = table_constraint(history, table)
        parts += [constraint] if constraint else []
    tail = _tail(history, table)
    exists = "IF NOT EXISTS " if chance.one_in(8) else ""
    if history.sure:
        history.model.relations.append(table)
    elif exists:
        history.trust()
    return "CREATE %sTABLE %s%s (%s)%s" % (persistence, exists, written, ", ".join(parts), tail)


def _bound(history, parent):
    """FOR VALUES ... that overlaps no other, mostly."""
    strategy, key = parent.strategy
    at = parent.parts
    if history.chance.one_in(12) and at > 0:
        at -= 1
        history.doubt()
    column = parent.column(key)
    if strategy == "HASH":
        if at > 3:
            history.doubt()
        return "FOR VALUES WITH (MODULUS 4, REMAINDER %d)" % at
    if column is None or column.type in words.NUMBERS:
        low, high = str(at * 10), str(at * 10 + 10)
    elif column.type in words.TEXTS:
        low, high = "'%s'" % chr(97 + at), "'%s'" % chr(98 + at)
    else:
        low, high = "'%d-01-01'" % (2020 + at), "'%d-01-01'" % (2021 + at)
    return "FOR VALUES FROM (%s) TO (%s)" % (low, high) if strategy == "RANGE" else "FOR VALUES IN (%s)" % low


@statement(7)
def create_partition(history):
    parent = history.table(lambda table: table.kind == "partitioned")
    if not parent:
        return None
    schema, name, written = history.new_name(words.TABLES, with_types=True)
    part = Relation(schema, name, "table", [Column(column.name, column.type, column.not_null, column.default)
                                            for column in parent.columns])
    default = parent.strategy[0] != "HASH" and history.chance.one_in(8)
    bound = "DEFAULT" if default else _bound(history, parent)
    parent_name = history.name_of(parent, words.TABLES)
    if history.sure:
        part.parent, part.partition = parent, True
        parent.parts += 1
        history.model.relations.append(part)
    return "CREATE TABLE %s PARTITION OF %s %s" % (written, parent_name, bound)


@statement(3)
def attach_or_detach(history):
    chance = history.chance
    part = history.table(lambda table: table.partition)
    if part and chance.one_in(2):
        parent, parent_name = part.parent, history.reference(part.parent)
        if history.sure:
            part.parent, part.partition = None, False
        return "ALTER TABLE %s DETACH PARTITION %s" % (parent_name, history.reference(part))
    parent = history.table(lambda table: table.kind == "partitioned")
    if not parent:
        return None
    shape = {(column.name, column.type) for column in parent.columns}
    part = history.table(lambda table: table.kind == "table" and not table.parent and
                         {(column.name, column.type) for column in table.columns} == shape)
    if not part:
        return None
    bound = _bound(history, parent)
    if history.sure:
        part.parent, part.partition = parent, True
        parent.parts += 1
    return "ALTER TABLE %s ATTACH PARTITION %s %s" % (history.reference(parent), history.reference(part), bound)


@statement(3)
def create_table_as(history):
    chance = history.chance
    source = history.table()
    if not source or not source.columns:
        return None
    schema, name, written = history.new_name(words.TABLES, with_types=True)
    columns = chance.some(source.columns, 3)
    listed = ", ".join(column.name for column in columns)
    source_name = history.name_of(source, words.TABLES)
    if history.sure:
        history.model.relations.append(
            Relation(schema, name, "table", [Column(column.name, column.type) for column in columns]))
    if chance.one_in(3):
        return "SELECT %s INTO %s FROM %s" % (listed, written, source_name)
    tail = " WITH NO DATA" if chance.one_in(3) else ""
    return "CREATE TABLE %s AS SELECT %s FROM %s%s" % (written, listed, source_name, tail)


@statement(4)
def drop_table(history):
    table = history.table()
    if not table:
        return None
    model = history.model
    name, exists, suffix = history.name_of(table, words.TABLES), history.if_exists(), history.suffix()
    family = model.family(table)
    held = any(model.views_of(member) or [1 for other, _ in model.references_to(member) if other not in family]
               for member in family) or (model.children(table) and table.kind == "table")
    if held and suffix != " CASCADE":
        history.doubt()
    if history.sure:
        model.drop_relation(table)
    return "DROP TABLE %s%s%s" % (exists, name, suffix)
