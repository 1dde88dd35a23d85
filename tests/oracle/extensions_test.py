#!/usr/bin/env python3
"""Compares what src/catalog/extension_contents.cpp says of extensions with a server that has them.

    extensions_test.py EXTENSION_CONTENTS_CPP
"""

import re
import sys

from ephemeral_postgres import Server, ServerError, Session

TEXT = r'("(?:[^"]|"\s*")*")'
ENTRY = re.compile(r"\{" + r",\s*".join([TEXT] * 5) + r"\}")

# Of newer versions than 14 alone, so that the list leaves them out.
NEWER = {"gbtreekey2"}

MEMBERS = """
SELECT kind, name FROM (
  SELECT objid, 'type' AS kind, typname AS name FROM pg_type JOIN pg_depend ON objid = oid
   WHERE classid = 'pg_type'::regclass AND deptype = 'e' AND refobjid = {0} AND typcategory <> 'A' AND typrelid = 0
  UNION ALL SELECT objid, 'function', proname FROM pg_proc JOIN pg_depend ON objid = oid
   WHERE classid = 'pg_proc'::regclass AND deptype = 'e' AND refobjid = {0}
  UNION ALL SELECT objid, 'operator class', opcname FROM pg_opclass JOIN pg_depend ON objid = oid
   WHERE classid = 'pg_opclass'::regclass AND deptype = 'e' AND refobjid = {0}) members
"""


def contents(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for entry in ENTRY.finditer(text):
        name, needs, *lists = ("".join(re.findall(r'"([^"]*)"', part)) for part in entry.groups())
        yield name, needs, dict(zip(("type", "function", "operator class"), (words.split() for words in lists)))


def wrong_needs(session, name, needs):
    rows = session.run(
        "SELECT unnest(requires) FROM pg_available_extension_versions JOIN pg_available_extensions USING (name) "
        "WHERE name = '%s' AND version = default_version" % name
    ).rows
    if {row[0] for row in rows} != ({needs} - {""}):
        yield "%s does not need '%s'" % (name, needs)


def wrong_members(session, name, said):
    session.run('CREATE EXTENSION "%s" CASCADE' % name)
    oid = session.run("SELECT oid FROM pg_extension WHERE extname = '%s'" % name).rows[0][0]
    found = {kind: set() for kind in said}
    for kind, member in session.run(MEMBERS.format(oid)).rows:
        found[kind].add(member)
    for kind, names in said.items():
        yield from ("%s has no %s %s" % (name, kind, member) for member in sorted(set(names) - found[kind]))
    # Of functions the list leaves out those that nobody calls.
    yield from ("%s has the type %s" % (name, member) for member in sorted(found["type"] - set(said["type"]) - NEWER))


def main():
    checked, wrong = 0, []
    try:
        with Server() as server:
            session = Session(server)
            shipped = {row[0] for row in session.run("SELECT name FROM pg_available_extensions").rows}
            for name, needs, said in contents(sys.argv[1]):
                if name in shipped:
                    wrong += wrong_needs(session, name, needs)
                    wrong += wrong_members(session, name, said)
                    checked += 1
            session.close()
    except ServerError as error:
        print(error, file=sys.stderr)
        return 2
    print("".join(line + "\n" for line in wrong), end="")
    print("Postgres %d: %d extensions, %d wrong" % (server.version, checked, len(wrong)))
    return 1 if wrong or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
