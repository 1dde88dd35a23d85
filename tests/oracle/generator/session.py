"""Schemas, settings, transactions, privileges, comments, DO blocks and other statements around the objects."""

import copy

from . import words
from .history import statement
from .model import Object


@statement(3)
def schema(history):
    chance, model = history.chance, history.model
    name = chance.pick(words.SCHEMAS[1:])
    if name not in model.schemas:
        model.schemas.append(name)
        return "CREATE SCHEMA %s%s" % ("IF NOT EXISTS " if chance.one_in(4) else "", name)
    if chance.one_in(3):
        exists = "IF NOT EXISTS " if chance.one_in(2) else history.doubt() or ""
        return "CREATE SCHEMA %s%s" % (exists, name)
    if not chance.one_in(3):
        return None
    suffix = history.suffix()
    inside = [thing for kind in (model.relations, model.sequences, model.types, model.functions, model.statistics)
              for thing in kind if thing.schema == name]
    if inside and suffix != " CASCADE":
        history.doubt()
    if history.sure:
        _drop_schema(model, name)
    return "DROP SCHEMA %s%s%s" % (history.if_exists(), name, suffix)


def _drop_schema(model, name):
    for relation in [relation for relation in model.relations if relation.schema == name]:
        model.drop_relation(relation)
    for user_type in [user_type for user_type in model.types if user_type.schema == name]:
        for relation, column in model.users_of(user_type):
            model.drop_column(relation, column.name)
    for kind in ("sequences", "types", "functions", "statistics"):
        setattr(model, kind, [thing for thing in getattr(model, kind) if thing.schema != name])
    model.schemas.remove(name)


@statement(3)
def search_path(history):
    chance, model = history.chance, history.model
    if chance.one_in(3):
        model.path = ["public"]
        return "RESET search_path"
    path = chance.some(words.SCHEMAS, 3)
    if not set(path) & set(model.schemas):
        return None
    model.path = path
    return "SET search_path TO " + ", ".join(path)


@statement(7)
def begin(history):
    if history.transaction:
        return None
    history.transaction.append((None, copy.deepcopy(history.model)))
    return history.chance.pick(("BEGIN", "BEGIN", "START TRANSACTION"))


@statement(4)
def savepoint(history):
    if not history.transaction or history.model.failed:
        return None
    name = history.chance.pick(("sp1", "sp2"))
    history.transaction.append((name, copy.deepcopy(history.model)))
    return "SAVEPOINT " + name


@statement(5)
def back_to_savepoint(history):
    chance = history.chance
    names = [name for name, _ in history.transaction[1:]]
    if not names:
        return None
    name = chance.pick(names)
    at = max(number for number, mark in enumerate(history.transaction) if mark[0] == name)
    if history.model.failed or chance.one_in(2):
        history.model = copy.deepcopy(history.transaction[at][1])
        del history.transaction[at + 1:]
        return "ROLLBACK TO SAVEPOINT " + name
    del history.transaction[at:]
    return "RELEASE SAVEPOINT " + name


@statement(5)
def comment(history):
    chance, model = history.chance, history.model
    text = chance.pick(("'about it'", "'größer'", "''", "NULL"))
    kind = chance.pick(("relation", "relation", "column", "column", "constraint", "index", "type", "schema"))
    relation = chance.pick(model.relations) if model.relations else None
    if kind == "schema":
        return "COMMENT ON SCHEMA %s IS %s" % (chance.pick(model.schemas), text)
    if kind == "type" and model.types:
        return "COMMENT ON TYPE %s IS %s" % (history.reference(chance.pick(model.types)), text)
    if kind == "index" and model.indexes:
        return "COMMENT ON INDEX %s IS %s" % (history.name_of(chance.pick(model.indexes), words.INDEXES), text)
    if not relation:
        return None
    name = history.name_of(relation, words.TABLES)
    if kind == "column" and relation.columns:
        return "COMMENT ON COLUMN %s.%s IS %s" % (name, history.column_name(chance.pick(relation.columns)), text)
    if kind == "constraint" and relation.constraints:
        return "COMMENT ON CONSTRAINT %s ON %s IS %s" % (chance.pick(relation.constraints).name, name, text)
    word = {"view": "VIEW", "materialized": "MATERIALIZED VIEW"}.get(relation.kind, "TABLE")
    return "COMMENT ON %s %s IS %s" % (word, name, text)


@statement(3)
def grant(history):
    chance, model = history.chance, history.model
    relation = chance.pick(model.relations) if model.relations else None
    if not relation or chance.one_in(5):
        return chance.pick(("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC",
                            "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
                            "GRANT USAGE ON SCHEMA public TO PUBLIC",
                            "GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC"))
    name = history.name_of(relation, words.TABLES)
    column = history.column(relation)
    if column and chance.one_in(3):
        return "GRANT SELECT (%s) ON %s TO PUBLIC" % (history.column_name(column), name)
    return chance.pick(("GRANT SELECT, INSERT ON %s TO PUBLIC", "REVOKE SELECT ON %s FROM PUBLIC",
                        "GRANT ALL ON TABLE %s TO CURRENT_USER")) % name


@statement(2)
def statistics(history):
    chance, model = history.chance, history.model
    if model.statistics and chance.one_in(3):
        dropped = model.statistics.pop()
        return "DROP STATISTICS IF EXISTS %s.%s" % (dropped.schema, dropped.name)
    table = history.table(lambda table: len(table.columns) > 1)
    if not table:
        return None
    columns = [column.name for column in chance.some(table.columns, 3)]
    if len(columns) < 2:
        history.doubt()
    made = Object("public", chance.pick(("st1", "st2")))
    if any(known.name == made.name for known in model.statistics):
        history.doubt()
    if history.sure:
        model.statistics.append(made)
    return "CREATE STATISTICS public.%s ON %s FROM %s" % (made.name, ", ".join(columns), history.reference(table))


@statement(1)
def publication(history):
    chance, model = history.chance, history.model
    table = history.table(lambda table: not table.temporary)
    name = chance.pick(("pub", '"Pub"'))
    if name in model.publications and chance.one_in(2):
        model.publications.remove(name)
        return "DROP PUBLICATION " + name
    if not table:
        return None
    if name in model.publications:
        return "ALTER PUBLICATION %s SET TABLE %s" % (name, history.reference(table))
    model.publications.append(name)
    return "CREATE PUBLICATION %s FOR TABLE %s" % (name, history.name_of(table, words.TABLES))


@statement(1)
def extension(history):
    name = history.chance.pick(("citext", "pg_trgm", "btree_gist"))
    if name in history.model.extensions:
        return history.chance.pick(("CREATE EXTENSION IF NOT EXISTS %s", "DROP EXTENSION IF EXISTS %s CASCADE")) % name
    history.model.extensions.append(name)
    return "CREATE EXTENSION IF NOT EXISTS %s SCHEMA public" % name


@statement(3)
def write_rows(history):
    """Tables stay empty, so that only names and types can be wrong."""
    chance = history.chance
    table = history.table(lambda table: table.columns)
    if not table:
        return None
    name, column = history.name_of(table, words.TABLES), history.column(table)
    if chance.one_in(2):
        return "DELETE FROM %s WHERE %s" % (name, words.predicate(column))
    if column.special:
        history.doubt()
    return "UPDATE %s SET %s = NULL" % (name, history.column_name(column))


@statement(4)
def do_block(history):
    chance, model = history.chance, history.model
    table = history.table()
    if chance.one_in(2) or not table:
        enum = chance.pick(words.TYPES)
        handler = chance.weighted(((5, "duplicate_object"), (1, "duplicate_table"), (1, "OTHERS")))
        if model.type_taken("public", enum) and handler == "duplicate_table":
            history.doubt()
        return ("DO $$ BEGIN CREATE TYPE public.%s AS ENUM ('on', 'off'); EXCEPTION WHEN %s THEN NULL; END $$" %
                (enum, handler))
    column = chance.pick(words.COLUMNS)
    schema_name, table_name, column_name = (name.strip('"') for name in (table.schema, table.name, column))
    if chance.one_in(3):
        return ("DO $$ BEGIN EXECUTE format('COMMENT ON TABLE %%I.%%I IS %%L', '%s', '%s', 'said by a block'); END $$" %
                (schema_name, table_name))
    return ("DO $$ BEGIN IF %sEXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = '%s' AND "
            "table_name = '%s' AND column_name = '%s') THEN COMMENT ON TABLE %s.%s IS 'from a block'; END IF; END $$" %
            (chance.pick(("", "NOT ")), schema_name, table_name, column_name, table.schema, table.name))
