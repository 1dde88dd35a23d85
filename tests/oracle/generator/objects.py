"""Indexes, views, sequences and types."""

from . import words
from .history import statement
from .model import Column, Index, Object, Relation, UserType


@statement(12)
def create_index(history):
    chance, model = history.chance, history.model
    owners = [relation for relation in model.relations if relation.kind != "view" and relation.columns]
    if not owners:
        return None
    table = chance.pick(owners)
    schema, name = table.schema, chance.pick(words.INDEXES)
    exists = "IF NOT EXISTS " if chance.one_in(8) else ""
    named = bool(exists) or not chance.one_in(4)
    if named and model.taken(schema, name) and not exists:
        history.doubt()
    columns = chance.some(table.columns, 3)
    method = chance.weighted(((14, ""), (1, " USING hash"), (1, " USING gin"), (1, " USING brin")))
    if method == " USING gin":
        columns = [column for column in columns if column.type in ("jsonb", "int[]", "text[]")][:1]
    if method == " USING hash":
        columns = columns[:1]
    if not columns:
        return None
    plain, keys = True, []
    for column in columns:
        key = history.column_name(column)
        if not method and chance.one_in(7):
            key, plain = words.expression(column)[0], False
        elif not method and chance.one_in(6):
            key, plain = key + chance.pick((" DESC", " DESC NULLS LAST", " NULLS FIRST")), False
        elif not method and column.type in words.TEXTS[:2] and chance.one_in(6):
            key, plain = key + chance.pick((" text_pattern_ops", ' COLLATE "C"')), False
        keys.append(key)
    unique = "UNIQUE " if not method and chance.one_in(4) else ""
    if unique and table.strategy and table.strategy[1] not in [column.name for column in columns]:
        history.doubt()
    concurrently = "CONCURRENTLY " if chance.one_in(12) else ""
    if concurrently and (history.transaction or table.strategy):
        history.doubt()
    tail = ""
    if not method and chance.one_in(8):
        tail += " INCLUDE (%s)" % chance.pick(table.columns).name
    if chance.one_in(6):
        tail += " WHERE " + words.predicate(chance.pick(table.columns))
        plain = False
    relation = history.name_of(table, words.TABLES)
    if history.sure and named and not model.taken(schema, name):
        model.indexes.append(Index(schema, name, table, [column.name for column in columns], bool(unique), plain))
    return "CREATE %sINDEX %s%s%sON %s%s (%s)%s" % (unique, concurrently, exists, name + " " if named else "", relation,
                                                 method, ", ".join(keys), tail)


@statement(5)
def change_index(history):
    chance, model = history.chance, history.model
    if not model.indexes:
        return None
    index = chance.pick(model.indexes)
    name = history.name_of(index, words.INDEXES)
    action = chance.weighted(((5, "DROP"), (2, "RENAME"), (1, "SET"), (1, "CLUSTER")))
    if action == "DROP":
        concurrently = "CONCURRENTLY " if chance.one_in(10) else ""
        if concurrently and history.transaction:
            history.doubt()
        if history.sure:
            model.indexes.remove(index)
        return "DROP INDEX %s%s%s" % (concurrently, history.if_exists(), name)
    if action == "RENAME":
        new = chance.pick(words.INDEXES)
        if model.taken(index.schema, new):
            history.doubt()
        if history.sure:
            index.name = new
        return "ALTER INDEX %s RENAME TO %s" % (name, new)
    if action == "SET":
        return "ALTER INDEX %s SET (fillfactor = 75)" % name
    if index.table.strategy or not index.table.is_table:
        return None
    return "ALTER TABLE %s CLUSTER ON %s" % (history.reference(index.table), index.name)


@statement(8)
def create_view(history):
    chance, model = history.chance, history.model
    sources = [relation for relation in model.relations if relation.columns]
    if not sources:
        return None
    materialized = chance.one_in(4)
    source = chance.pick(sources)
    views = [view for view in model.views() if view.kind == "view"]
    if views and chance.one_in(6):
        return _replace_view(history, chance.pick(views))
    schema, name, written = history.new_name(words.VIEWS, with_types=True)
    columns = chance.some(source.columns, 3)
    view = Relation(schema, name, "materialized" if materialized else "view",
                    [Column(column.name, column.type) for column in columns])
    view.reads = [(source, column.name) for column in columns]
    outputs = [column.name for column in columns]
    if chance.one_in(5):
        expression, type_name = words.expression(columns[0])
        outputs.append("%s AS computed" % expression)
        view.columns.append(Column("computed", type_name))
    where = ""
    if chance.one_in(3):
        tested = chance.pick(source.columns)
        where = " WHERE " + words.predicate(tested)
        view.reads.append((source, tested.name))
    query = "SELECT %s FROM %s%s" % (", ".join(outputs), history.name_of(source, words.TABLES + words.VIEWS), where)
    if history.sure:
        model.relations.append(view)
    if materialized:
        return "CREATE MATERIALIZED VIEW %s AS %s%s" % (written, query, " WITH NO DATA" if chance.one_in(4) else "")
    return "CREATE %sVIEW %s AS %s" % ("OR REPLACE " if chance.one_in(4) else "", written, query)


def _replace_view(history, view):
    """It may gain columns at the end, and nothing else."""
    source = view.reads[0][0]
    names = [name for read, name in view.reads if read is source and view.column(name)]
    if history.chance.one_in(3) or [column.name for column in view.columns] != names[:len(view.columns)]:
        history.doubt()
        names = names[1:] or names
    elif history.chance.one_in(2):
        names += [column.name for column in source.columns if column.name not in names][:1]
    if history.sure:
        view.columns = [Column(name, source.column(name).type) for name in names]
        view.reads = [(source, name) for name in names]
    return "CREATE OR REPLACE VIEW %s AS SELECT %s FROM %s" % (
        history.reference(view), ", ".join(dict.fromkeys(names)), history.reference(source))


@statement(5)
def change_view(history):
    chance, model = history.chance, history.model
    if not model.views():
        return None
    view = chance.pick(model.views())
    kind = "MATERIALIZED VIEW" if view.kind == "materialized" else "VIEW"
    name = history.name_of(view, words.VIEWS)
    action = chance.weighted(((4, "DROP"), (2, "RENAME"), (1, "COLUMN"), (1, "REFRESH"), (1, "SCHEMA")))
    if action == "DROP":
        suffix = history.suffix()
        if model.views_of(view) and suffix != " CASCADE":
            history.doubt()
        if history.sure:
            model.drop_relation(view)
        return "DROP %s %s%s%s" % (kind, history.if_exists(), name, suffix)
    if action == "REFRESH":
        if view.kind == "view":
            return None
        return "REFRESH MATERIALIZED VIEW " + name
    if action == "COLUMN":
        column, new = chance.pick(view.columns), chance.pick(words.COLUMNS)
        if view.column(new):
            history.doubt()
        old = column.name
        if history.sure:
            model.rename_column(view, old, new)
        return "ALTER %s %s RENAME COLUMN %s TO %s" % (kind, name, old, new)
    new = chance.pick(words.VIEWS if action == "RENAME" else words.SCHEMAS)
    schema, new_name = (view.schema, new) if action == "RENAME" else (new, view.name)
    if schema not in model.schemas or model.taken(schema, new_name, with_types=True):
        history.doubt()
    if history.sure:
        view.schema, view.name = schema, new_name
        for index in model.indexes:
            index.schema = schema if index.table is view else index.schema
    return "ALTER %s %s %s %s" % (kind, name, "RENAME TO" if action == "RENAME" else "SET SCHEMA", new)


@statement(5)
def sequence(history):
    chance, model = history.chance, history.model
    if not model.sequences or chance.one_in(3):
        schema, name, written = history.new_name(words.SEQUENCES)
        if history.sure:
            model.sequences.append(Object(schema, name))
        return "CREATE SEQUENCE %s%s%s" % (
            "IF NOT EXISTS " if chance.one_in(8) else "", written,
            chance.pick(("", " START 10", " INCREMENT BY -1", " AS smallint MAXVALUE 100 CYCLE", " INCREMENT 0",
                         " AS int MINVALUE 5 CACHE 3")))
    made = chance.pick(model.sequences)
    name = history.name_of(made, words.SEQUENCES)
    action = chance.pick(("DROP", "ALTER", "OWNED", "RENAME", "DEFAULT"))
    if action == "DROP":
        suffix = history.suffix()
        if history.sure:
            model.sequences.remove(made)
        return "DROP SEQUENCE %s%s%s" % (history.if_exists(), name, suffix)
    if action == "RENAME":
        new = chance.pick(words.SEQUENCES)
        if model.taken(made.schema, new):
            history.doubt()
        if history.sure:
            made.name = new
        return "ALTER SEQUENCE %s RENAME TO %s" % (name, new)
    if action == "ALTER":
        return "ALTER SEQUENCE %s %s" % (name, chance.pick(("INCREMENT 5", "RESTART WITH 3", "AS bigint", "NO CYCLE",
                                                            "MAXVALUE 1000", "OWNED BY NONE")))
    table = history.table(lambda table: table.schema == made.schema or chance.one_in(4))
    column = table and history.column(table, lambda column: column.type in words.NUMBERS[:3])
    if not column:
        return None
    if action == "OWNED":
        if table.schema != made.schema:
            history.doubt()
        return "ALTER SEQUENCE %s OWNED BY %s.%s" % (name, history.reference(table), column.name)
    if column.special:
        history.doubt()
    column.default = column.default or history.sure
    return "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT nextval('%s')" % (history.reference(table), column.name, name)


@statement(9)
def create_type(history):
    chance, model = history.chance, history.model
    schema, name, written = history.new_name(words.TYPES, with_types=True)
    kind = chance.weighted(((5, "enum"), (3, "domain"), (2, "composite"), (1, "range")))
    if kind == "enum":
        parts = chance.some(words.VALUES, 4)
        sql = "CREATE TYPE %s AS ENUM (%s)" % (written, ", ".join("'%s'" % value for value in parts))
    elif kind == "domain":
        base = chance.pick(words.NUMBERS + words.TEXTS)
        parts = [base]
        sql = "CREATE DOMAIN %s AS %s%s" % (written, base, chance.pick(
            ("", " NOT NULL", " CHECK (VALUE IS NOT NULL)", " DEFAULT NULL", " CONSTRAINT c1 CHECK (VALUE <> '5')")))
    elif kind == "composite":
        parts = chance.some(words.COLUMNS, 3)
        sql = "CREATE TYPE %s AS (%s)" % (written, ", ".join("%s %s" % (part, chance.pick(words.BUILT_IN))
                                                             for part in parts))
    else:
        parts = []
        sql = "CREATE TYPE %s AS RANGE (subtype = %s)" % (written, chance.pick(("int", "text", "date")))
    if history.sure:
        model.types.append(UserType(schema, name, kind, parts))
    return sql


@statement(6)
def alter_enum(history):
    chance, enums = history.chance, history.model.types_of("enum")
    if not enums:
        return None
    enum, value = chance.pick(enums), chance.pick(words.VALUES)
    name = history.name_of(enum, words.TYPES)
    if chance.one_in(4):
        old = chance.pick(enum.parts)
        if value in enum.parts:
            history.doubt()
        if history.sure:
            enum.parts[enum.parts.index(old)] = value
        return "ALTER TYPE %s RENAME VALUE '%s' TO '%s'" % (name, old, value)
    exists = "IF NOT EXISTS " if chance.one_in(4) else ""
    if value in enum.parts and not exists:
        history.doubt()
    place = ""
    if chance.one_in(2):
        place = " %s '%s'" % (chance.pick(("BEFORE", "AFTER")), chance.pick(enum.parts))
    if history.sure and value not in enum.parts:
        enum.parts.append(value)
    return "ALTER TYPE %s ADD VALUE %s'%s'%s" % (name, exists, value, place)


@statement(5)
def change_type(history):
    chance, model = history.chance, history.model
    if not model.types:
        return None
    changed = chance.pick(model.types)
    name = history.name_of(changed, words.TYPES)
    word = "DOMAIN" if changed.kind == "domain" else "TYPE"
    action = chance.weighted(((3, "DROP"), (2, "RENAME"), (1, "SCHEMA"), (3, "OWN")))
    users = model.users_of(changed)
    if action == "DROP":
        suffix = history.suffix()
        if users and suffix != " CASCADE":
            history.doubt()
        if history.sure:
            model.types.remove(changed)
            for relation, column in users:
                model.drop_column(relation, column.name)
        return "DROP %s %s%s%s" % (word, history.if_exists(), name, suffix)
    if action == "RENAME":
        new = chance.pick(words.TYPES)
        if model.type_taken(changed.schema, new):
            history.doubt()
        if history.sure:
            for _, column in users:
                column.type = column.type.replace(changed.name, new)
            changed.name = new
        return "ALTER %s %s RENAME TO %s" % (word, name, new)
    if action == "SCHEMA":
        schema = chance.pick(words.SCHEMAS)
        if schema not in model.schemas or model.taken(schema, changed.name, with_types=True):
            history.doubt()
        changed.schema = schema if history.sure else changed.schema
        return "ALTER %s %s SET SCHEMA %s" % (word, name, schema)
    return _change_own(history, changed, name)


def _change_own(history, changed, name):
    """What only types of this kind have."""
    chance = history.chance
    if changed.kind == "domain":
        return "ALTER DOMAIN %s %s" % (name, chance.pick(
            ("ADD CONSTRAINT c2 CHECK (VALUE <> '7') NOT VALID", "ADD CHECK (VALUE <> '8')", "DROP CONSTRAINT c1",
             "DROP CONSTRAINT IF EXISTS c2", "SET NOT NULL", "DROP NOT NULL", "SET DEFAULT '6'", "DROP DEFAULT",
             "VALIDATE CONSTRAINT c2", "RENAME CONSTRAINT c1 TO c2")))
    if changed.kind != "composite":
        return None
    attribute = chance.pick(words.COLUMNS)
    if attribute in changed.parts:
        if len(changed.parts) == 1:
            return None
        if history.sure:
            changed.parts.remove(attribute)
        return "ALTER TYPE %s DROP ATTRIBUTE %s" % (name, attribute)
    if chance.one_in(4):
        old = chance.pick(changed.parts)
        if history.sure:
            changed.parts[changed.parts.index(old)] = attribute
        return "ALTER TYPE %s RENAME ATTRIBUTE %s TO %s" % (name, old, attribute)
    if history.sure:
        changed.parts.append(attribute)
    return "ALTER TYPE %s ADD ATTRIBUTE %s %s" % (name, attribute, chance.pick(words.BUILT_IN))
