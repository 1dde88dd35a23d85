"""ALTER TABLE: commands of every form, one to three a statement."""

from . import words
from .history import statement
from .model import Column
from .tables import column_definition, table_constraint

_COMMANDS = []  # (weight, function of a History and a Relation)


def _command(weight):
    def register(maker):
        _COMMANDS.append((weight, maker))
        return maker
    return register


@statement(28)
def alter_table(history):
    chance = history.chance
    table = history.table(lambda table: table.columns)
    if not table:
        return None
    name = history.name_of(table, words.TABLES)
    only = "ONLY " if chance.one_in(25) else ""
    if table.parent and chance.one_in(2):
        history.doubt()
    commands = []
    for _ in range(chance.weighted(((6, 1), (2, 2), (1, 3)))):
        command = chance.weighted(_COMMANDS)(history, table)
        commands += [command] if command else []
    if not commands:
        return None
    return "ALTER TABLE %s%s%s %s" % (history.if_exists(), only, name, ", ".join(commands))


@_command(8)
def _add_column(history, table):
    name = history.chance.pick(words.COLUMNS)
    column, sql = column_definition(history, name, table)
    exists = "IF NOT EXISTS " if history.chance.one_in(6) else ""
    if table.column(name):
        if not exists:
            history.doubt()
    elif history.sure:
        for member in history.model.family(table):
            if not member.column(name):
                member.columns.append(Column(name, column.type, column.not_null, column.default, column.special))
        table.column(name).source = column.source
    return "ADD COLUMN %s%s" % (exists, sql)


@_command(4)
def _drop_column(history, table):
    column = history.column(table)
    if not column:
        return None
    model, suffix = history.model, history.suffix()
    name = history.column_name(column)
    held = model.views_of(table, column.name) or table.parent or any(
        column.name in constraint.refers_columns for _, constraint in model.references_to(table)) or any(
        other.source == column.name for other in table.columns)
    if (held and suffix != " CASCADE") or (table.strategy and table.strategy[1] == column.name):
        history.doubt()
    if history.sure:
        model.drop_column(table, column.name)
    return "DROP COLUMN %s%s%s" % (history.if_exists(), name, suffix)


@_command(5)
def _set_type(history, table):
    column = history.column(table, lambda column: column.special != "generated")
    if not column:
        return None
    groups = [group for group in (words.NUMBERS, words.TEXTS, words.TIMES) if column.type in group]
    target = history.chance.pick(groups[0] if groups and not history.chance.one_in(4) else words.BUILT_IN)
    using = ""
    if not groups or target not in groups[0]:
        using = " USING %s::text::%s" % (column.name, target) if history.chance.percent(70) else ""
        if column.default or (not using and target not in words.TEXTS):
            history.doubt()
    if history.model.views_of(table, column.name) or any(other.source == column.name for other in table.columns):
        history.doubt()
    if history.sure:
        column.type = target
    return "ALTER COLUMN %s %s %s%s" % (history.column_name(column),
                                        history.chance.pick(("TYPE", "SET DATA TYPE")), target, using)


@_command(6)
def _default_or_null(history, table):
    column = history.column(table)
    if not column:
        return None
    name = history.column_name(column)
    action = history.chance.pick(("SET DEFAULT", "DROP DEFAULT", "SET NOT NULL", "DROP NOT NULL"))
    if column.special in ("identity", "generated") and "DEFAULT" in action:
        history.doubt()
    primary = table.primary_key()
    if action == "DROP NOT NULL" and (column.special == "identity" or (primary and column.name in primary.columns)):
        history.doubt()
    if history.sure:
        column.not_null = action == "SET NOT NULL" if "NULL" in action else column.not_null
        column.default = action == "SET DEFAULT" if "DEFAULT" in action else column.default
    value = " " + history.default_of(column.type) if action == "SET DEFAULT" else ""
    return "ALTER COLUMN %s %s%s" % (name, action, value)


@_command(8)
def _add_constraint(history, table):
    constraint = table_constraint(history, table)
    if not constraint:
        return None
    kind = table.constraints[-1].kind
    tail = " NOT VALID" if kind in ("check", "foreign") and history.chance.one_in(4) else ""
    if not history.sure:
        table.constraints.pop()
    return "ADD %s%s" % (constraint, tail)


@_command(3)
def _using_index(history, table):
    indexes = [index for index in history.model.indexes if index.table is table and index.unique]
    if not indexes:
        return None
    index = history.chance.pick(indexes)
    if not index.plain or table.strategy:
        history.doubt()
    kind = "UNIQUE" if table.primary_key() else history.chance.pick(("UNIQUE", "PRIMARY KEY"))
    if history.sure:
        history.model.indexes.remove(index)
    return "ADD CONSTRAINT %s %s USING INDEX %s" % (index.name, kind, index.name)


@_command(4)
def _on_constraint(history, table):
    if not table.constraints:
        return None
    chance, constraint = history.chance, history.chance.pick(table.constraints)
    name = chance.pick(words.CONSTRAINTS) if history.astray() else constraint.name
    if name not in words.CONSTRAINTS and len(name) > 40:
        history.doubt()  # the implicit name is a shortened one
    kind = chance.weighted(((5, "DROP"), (2, "VALIDATE"), (1, "ALTER")))
    if kind == "DROP":
        suffix = history.suffix()
        if suffix != " CASCADE" and any(set(reference.refers_columns) == set(constraint.columns) for _, reference in
                                        history.model.references_to(table)) and constraint.kind != "check":
            history.doubt()
        if history.sure:
            table.constraints.remove(constraint)
        return "DROP CONSTRAINT %s%s%s" % (history.if_exists(), name, suffix)
    if kind == "VALIDATE" and constraint.kind not in ("check", "foreign"):
        history.doubt()
    if kind == "ALTER" and constraint.kind != "foreign":
        history.doubt()
    return "%s CONSTRAINT %s%s" % (kind, name, " DEFERRABLE INITIALLY DEFERRED" if kind == "ALTER" else "")


@_command(2)
def _identity(history, table):
    column = history.column(table, lambda column: column.type in ("int", "bigint", "smallint"))
    if not column:
        return None
    action = history.chance.pick(("ADD GENERATED ALWAYS AS IDENTITY", "SET GENERATED BY DEFAULT", "DROP IDENTITY",
                                  "DROP IDENTITY IF EXISTS"))
    is_identity = column.special == "identity"
    if action.startswith("ADD"):
        if is_identity or column.default or not column.not_null or column.special:
            history.doubt()
    elif not is_identity and not action.endswith("EXISTS"):
        history.doubt()
    if history.sure:
        column.special = "identity" if action.startswith("ADD") else None if "DROP" in action and is_identity \
            else column.special
    return "ALTER COLUMN %s %s" % (column.name, action)


@_command(1)
def _drop_expression(history, table):
    column = history.column(table, lambda column: column.special == "generated" or history.chance.one_in(5))
    if not column:
        return None
    if column.special != "generated":
        history.doubt()
    else:
        column.special, column.source = None, None
    return "ALTER COLUMN %s DROP EXPRESSION" % column.name


@_command(4)
def _setting(history, table):
    column = history.column(table)
    settings = ["ENABLE ROW LEVEL SECURITY", "FORCE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY",
                "REPLICA IDENTITY FULL", "REPLICA IDENTITY NOTHING", "SET (fillfactor = 60)", "RESET (fillfactor)",
                "DISABLE TRIGGER USER", "OWNER TO CURRENT_USER", "SET WITHOUT CLUSTER", "SET UNLOGGED", "SET LOGGED"]
    if column:
        settings += ["ALTER COLUMN %s SET STATISTICS 100" % column.name,
                     "ALTER COLUMN %s SET (n_distinct = 5)" % column.name]
        if column.type in words.TEXTS[:2]:
            settings += ["ALTER COLUMN %s SET STORAGE EXTERNAL" % column.name,
                         "ALTER COLUMN %s SET COMPRESSION pglz" % column.name]
    setting = history.chance.pick(settings)
    if table.strategy and ("fillfactor" in setting or "LOGGED" in setting or "CLUSTER" in setting):
        history.doubt()
    return setting


@_command(2)
def _inherit(history, table):
    if table.parent:
        if table.partition:
            return None
        parent = table.parent
        if history.sure:
            table.parent = None
        return "NO INHERIT %s" % history.reference(parent)
    mine = {(column.name, column.type) for column in table.columns}
    parent = history.table(lambda other: other is not table and other.kind == "table" and not other.partition and
                           {(column.name, column.type) for column in other.columns} <= mine)
    if not parent or table in history.model.family(parent):
        return None
    if any(constraint.kind == "check" for constraint in parent.constraints) or any(
            column.not_null and not table.column(column.name).not_null for column in parent.columns):
        history.doubt()
    if history.sure:
        table.parent = parent
    return "INHERIT %s" % history.reference(parent)


@statement(7)
def rename_part(history):
    chance, table = history.chance, history.table(lambda table: table.columns)
    if not table:
        return None
    name = history.name_of(table, words.TABLES)
    if table.constraints and chance.one_in(4):
        constraint, new = chance.pick(table.constraints), chance.pick(words.CONSTRAINTS)
        if table.has_constraint(new):
            history.doubt()
        old, constraint.name = constraint.name, new if history.sure else constraint.name
        return "ALTER TABLE %s RENAME CONSTRAINT %s TO %s" % (name, old, new)
    column, new = history.column(table), chance.pick(words.COLUMNS)
    if any(member.column(new) for member in history.model.family(table)) or table.parent:
        history.doubt()
    old = history.column_name(column)
    if history.sure:
        history.model.rename_column(table, column.name, new)
    return "ALTER TABLE %s RENAME COLUMN %s TO %s" % (name, old, new)


@statement(6)
def rename_or_move(history):
    chance, model = history.chance, history.model
    table = history.table()
    if not table:
        return None
    name = history.name_of(table, words.TABLES)
    if chance.one_in(3):
        schema = chance.pick(words.SCHEMAS)
        if schema not in model.schemas or table.temporary or schema == table.schema or model.taken(
                schema, table.name, with_types=True):
            history.doubt()
        if history.sure:
            table.schema = schema
            for index in model.indexes:
                index.schema = schema if index.table is table else index.schema
        return "ALTER TABLE %s%s SET SCHEMA %s" % (history.if_exists(), name, schema)
    new = chance.pick(words.TABLES)
    if model.taken(table.schema, new, with_types=True):
        history.doubt()
    if history.sure:
        table.name = new
    return "ALTER TABLE %s%s RENAME TO %s" % (history.if_exists(), name, new)
