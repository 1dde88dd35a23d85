"""Functions, and what hangs on a table by name: triggers, policies, rules."""

from . import words
from .history import statement
from .model import Function

_BODIES = {"int": "SELECT 1", "text": "SELECT 'x'::text", "boolean": "SELECT true"}
_ARGUMENTS = ("", "int", "text", "a int, b int DEFAULT 1", "VARIADIC int[]")


def _signature(arguments):
    return {"a int, b int DEFAULT 1": "int, int", "VARIADIC int[]": "int[]"}.get(arguments, arguments)


@statement(5)
def create_function(history):
    chance, model = history.chance, history.model
    schema, name, written = history.new_name(words.FUNCTIONS)
    kind = chance.weighted(((4, "trigger"), (4, "function"), (1, "procedure")))
    arguments = "" if kind == "trigger" else chance.pick(_ARGUMENTS)
    same = [function for function in model.functions if function.schema == schema and function.name == name and
            function.arguments == _signature(arguments)]
    replace = "OR REPLACE " if chance.one_in(2) else ""
    if same and (not replace or same[0].kind != kind or kind == "function"):
        history.doubt()
    if history.sure and not same:
        model.functions.append(Function(schema, name, _signature(arguments), kind))
    if kind == "trigger":
        return ("CREATE %sFUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$" %
                (replace, written))
    if kind == "procedure":
        return "CREATE %sPROCEDURE %s(%s) LANGUAGE sql AS 'SELECT 1'" % (replace, written, arguments)
    returns = chance.pick(sorted(_BODIES))
    return "CREATE %sFUNCTION %s(%s) RETURNS %s LANGUAGE sql %s AS $$ %s $$" % (
        replace, written, arguments, returns, chance.pick(("IMMUTABLE", "STABLE", "VOLATILE")), _BODIES[returns])


@statement(3)
def change_function(history):
    chance, model = history.chance, history.model
    if not model.functions:
        return None
    function = chance.pick(model.functions)
    word = "PROCEDURE" if function.kind == "procedure" else "FUNCTION"
    name = "%s(%s)" % (history.name_of(function, words.FUNCTIONS), function.arguments)
    if chance.one_in(3):
        new = chance.pick(words.FUNCTIONS)
        if any(other.schema == function.schema and other.name == new and other.arguments == function.arguments
               for other in model.functions):
            history.doubt()
        function.name = new if history.sure else function.name
        return "ALTER %s %s RENAME TO %s" % (word, name, new)
    suffix = history.suffix()
    users = [(table, trigger) for table in model.tables() for trigger in table.triggers if trigger[1] is function]
    if users and suffix != " CASCADE":
        history.doubt()
    if history.sure:
        model.functions.remove(function)
        for table, trigger in users:
            table.triggers.remove(trigger)
    return "DROP %s %s%s%s" % (word, history.if_exists(), name, suffix)


@statement(5)
def trigger(history):
    chance, model = history.chance, history.model
    functions = [function for function in model.functions if function.kind == "trigger"]
    table = history.table(lambda table: table.columns)
    if not table or not functions:
        return None
    name = chance.pick(words.TRIGGERS)
    made = next((known for known in table.triggers if known[0] == name), None)
    table_name = history.name_of(table, words.TABLES)
    if made and chance.one_in(2):
        action = chance.pick(("DROP", "RENAME", "DISABLE"))
        if action == "DROP":
            if history.sure:
                table.triggers.remove(made)
            return "DROP TRIGGER %s%s ON %s" % (history.if_exists(), name, table_name)
        if action == "DISABLE":
            return "ALTER TABLE %s DISABLE TRIGGER %s" % (table_name, name)
        new = chance.pick(words.TRIGGERS)
        if any(known[0] == new for known in table.triggers):
            history.doubt()
        if history.sure:
            table.triggers[table.triggers.index(made)] = (new, made[1])
        return "ALTER TRIGGER %s ON %s RENAME TO %s" % (name, table_name, new)
    if made:
        history.doubt()
    function = chance.pick(functions)
    column = history.column(table)
    timing = chance.pick((
        "BEFORE INSERT ON %s FOR EACH ROW", "AFTER UPDATE OF {0} ON %s FOR EACH ROW",
        "AFTER DELETE ON %s FOR EACH STATEMENT",
        "BEFORE UPDATE ON %s FOR EACH ROW WHEN (OLD.{0} IS DISTINCT FROM NEW.{0})")).format(column.name)
    if history.sure:
        table.triggers.append((name, function))
    return "CREATE TRIGGER %s %s EXECUTE FUNCTION %s()" % (name, timing % table_name, history.reference(function))


@statement(4)
def policy(history):
    chance = history.chance
    table = history.table(lambda table: table.columns)
    if not table:
        return None
    name, table_name = chance.pick(words.POLICIES), history.name_of(table, words.TABLES)
    condition = words.predicate(history.column(table))
    if name not in table.policies:
        if history.sure:
            table.policies.append(name)
        return "CREATE POLICY %s ON %s %s" % (name, table_name, chance.pick(
            ("USING (%s)", "FOR SELECT USING (%s)", "AS RESTRICTIVE FOR ALL TO PUBLIC USING (%s) WITH CHECK (true)",
             "FOR INSERT TO CURRENT_USER WITH CHECK (%s)")) % condition)
    if chance.one_in(2):
        if history.sure:
            table.policies.remove(name)
        return "DROP POLICY %s%s ON %s" % (history.if_exists(), name, table_name)
    if chance.one_in(2):
        new = chance.pick(words.POLICIES)
        if new in table.policies:
            history.doubt()
        if history.sure:
            table.policies[table.policies.index(name)] = new
        return "ALTER POLICY %s ON %s RENAME TO %s" % (name, table_name, new)
    return "ALTER POLICY %s ON %s TO PUBLIC" % (name, table_name)


@statement(1)
def rule(history):
    table = history.table(lambda table: not table.triggers)
    if not table:
        return None
    return "CREATE OR REPLACE RULE r AS ON %s TO %s DO %s" % (
        history.chance.pick(("INSERT", "UPDATE", "DELETE")), history.name_of(table, words.TABLES),
        history.chance.pick(("INSTEAD NOTHING", "ALSO SELECT 1", "ALSO NOTIFY changed")))
