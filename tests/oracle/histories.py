"""Histories in SQL, the way psql sends them: what a server refuses of one, and what a file says that it refuses.

A statement stands on lines of its own. psql names the line that it ends on, so nothing here has to cut SQL apart.
"""

import os
import re
import subprocess
import tempfile

from ephemeral_postgres import DATABASE_USER, ServerError

_CONDITION = r"(>=|<) (\d+)"
_REFUSED = re.compile(r"-- refused: (\w{5})(?: \(%s\))?$" % _CONDITION)
_PG = re.compile(r"-- pg: %s$" % _CONDITION)
_ERROR = re.compile(r"psql:.*:(\d+): ERROR:  (\w{5}): (.*)")


def _holds(comparison, number, version):
    return version >= int(number) if comparison == ">=" else version < int(number)


class History:
    def __init__(self, path):
        self.name = os.path.basename(path)
        with open(path, encoding="utf-8") as file:
            self.text = file.read()
        self.lines = self.text.split("\n")

    def applies_to(self, version):
        condition = _PG.match(self.lines[0])
        return not condition or _holds(condition[1], condition[2], version)

    def expected(self, version):
        """SQLSTATE by the line that a refused statement ends on."""
        result, end = {}, 0
        for number, line in enumerate(self.lines, 1):
            refused = _REFUSED.match(line)
            if not refused:
                if line.startswith("-- refused"):
                    raise ValueError("%s:%d: no SQLSTATE, or a condition not understood" % (self.name, number))
                end = number
            elif not refused[2] or _holds(refused[2], refused[3], version):
                result[end] = refused[1]
        return result


def refusals(server, text):
    """(SQLSTATE, message) by line, of `text` on a new database of `server`."""
    database = "history"
    _psql(server, "postgres", "-qc", "CREATE DATABASE %s TEMPLATE template0" % database)
    try:
        with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            done = _psql(server, database, "-v", "VERBOSITY=verbose", "-qf", file.name)
        found = (_ERROR.match(line) for line in done.stderr.splitlines())
        return {int(error[1]): (error[2], error[3]) for error in found if error}
    finally:
        _psql(server, "postgres", "-qc", "DROP DATABASE %s" % database)
        _drop_roles(server)


def _drop_roles(server):
    """Roles outlive the database that they were made in."""
    roles = _psql(server, "postgres", "-Atqc",
                  r"SELECT quote_ident(rolname) FROM pg_roles WHERE rolname !~ '^pg_' AND rolname <> '%s'"
                  % DATABASE_USER).stdout.split("\n")[:-1]
    for role in roles:
        _psql(server, "postgres", "-qc", "DROP ROLE " + role)


def _psql(server, database, *arguments):
    done = subprocess.run([server.psql, "-X", *arguments, *server.connection(database)], capture_output=True,
                          text=True, encoding="utf-8", stdin=subprocess.DEVNULL,
                          env={**os.environ, "PGCLIENTENCODING": "UTF8", "PGOPTIONS": "-c client_min_messages=error"})
    if done.returncode != 0:
        raise ServerError("psql failed: " + done.stderr.strip())
    return done
