"""Names, types and expressions that statements are made of."""

LONG = "a_name_of_more_than_sixty_three_bytes_that_is_cut_by_the_server_itself"
LONG_TOO = "a_name_of_more_than_sixty_three_bytes_that_is_cut_by_the_server_as_well"


def _names(common, rare):
    """To be picked from: rare ones one time in twelve or so."""
    return common * 4 + rare


TABLES = _names(("a", "b", "items", "orders", "users", '"Order"', '"User Item"'),
                ("événements", '"日本語の表の名前はとても長いので切り詰められますよ"',
                 "another_table_whose_name_takes_nearly_all_of_the_bytes_there", LONG))
COLUMNS = _names(("id", "n", "name", "state", "kind", "parent_id", '"userId"', '"createdAt"'),
                 ("größe", "a_column_whose_name_is_so_long_that_names_of_keys_are_cut", LONG_TOO))
CONSTRAINTS = _names(("c1", "c2", "fk", "uq", '"Check It"'), (LONG,))
INDEXES = _names(("i1", "i2", "i3", '"Idx"'), ("an_index_whose_name_takes_nearly_all_of_the_bytes_that_fit", LONG_TOO))
VIEWS = _names(("v", "w", '"View"', "orders"), ("überblick",))
SEQUENCES = ("s1", "s2", '"Seq"', "a_id_seq")
TYPES = _names(("mood", "status", "level", '"Kind"', "orders"), ("zustand_größe",))
FUNCTIONS = ("f", "g", '"Touch"')
SCHEMAS = ("public", "app", '"Other Schema"')
VALUES = ("on", "off", "New", "x y", "größer", "")
POLICIES = ("p1", "p2", '"Own rows"')
TRIGGERS = ("t1", "t2", '"Trigger"')

NUMBERS = ("int", "bigint", "smallint", "numeric(8, 2)", "real")
TEXTS = ("text", "varchar(20)", "char(3)")
TIMES = ("date", "timestamp(3)", "timestamptz")
OTHERS = ("boolean", "uuid", "jsonb", "int[]", "text[]", "bytea", "inet", "interval")
BUILT_IN = NUMBERS + TEXTS + TIMES + OTHERS
WRONG_TYPES = ("missing", "varchar(0)", "string", "public.nothing", "int(11)")

_LITERALS = {"boolean": ("true", "false"), "uuid": ("gen_random_uuid()",), "jsonb": ("'{}'", "'[]'::jsonb"),
             "int[]": ("'{}'", "ARRAY[1, 2]"), "text[]": ("ARRAY[]::text[]", "'{a,b}'"), "bytea": ("'\\x00'",),
             "inet": ("'127.0.0.1'",), "interval": ("'1 day'",)}


def implicit(*parts):
    """The name that Postgres makes up of these, where it isn't too long."""
    name = "_".join(part.strip('"') for part in parts)
    return name if name.replace(" ", "") == name and name.lower() == name else '"%s"' % name


def literals(type_name):
    """Defaults that a column of the type takes."""
    if type_name in NUMBERS:
        return ("0", "1 + 1", "'7'", "length('abc')")
    if type_name in TEXTS:
        return ("'x'", "''", "'a' || 'b'", "upper('c')")
    if type_name in TIMES:
        return ("now()", "CURRENT_TIMESTAMP", "'2020-01-01'")
    return _LITERALS.get(type_name, ("NULL",))


def predicate(column):
    """A condition on the column."""
    if column.type in NUMBERS or column.special in ("identity", "serial"):
        return "%s > 0" % column.name
    if column.type in TEXTS:
        return "length(%s) > 1" % column.name
    if column.type == "boolean":
        return column.name
    return "%s IS NOT NULL" % column.name


def expression(column):
    """Something that can be indexed and computed from the column, and its type."""
    if column.type in ("int", "bigint", "smallint"):
        return "(%s + 1)" % column.name, column.type
    if column.type in NUMBERS:
        return "abs(%s)" % column.name, column.type
    if column.type == "text":
        return "lower(%s)" % column.name, "text"
    return "(%s IS NULL)" % column.name, "boolean"


def has_order(type_name):
    """Whether a btree index takes the type."""
    return type_name not in ("json", "point")


def comparable(left, right):
    """Whether a foreign key may go from one type to the other."""
    exact = ("int", "bigint", "smallint")
    return left == right or (left in exact and right in exact) or (left in TEXTS[:2] and right in TEXTS[:2])
