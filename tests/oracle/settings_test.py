#!/usr/bin/env python3
"""Compares what replay says of SET with a server: each setting of pg_settings with values good and bad.

    settings_test.py --replay-check PROGRAM
"""

import argparse
import os
import subprocess
import sys
import tempfile

from ephemeral_postgres import Server, ServerError, Session

SETTINGS = """
SELECT name, vartype, reset_val, coalesce(unit, ''), min_val, max_val FROM pg_settings
WHERE name !~ '[.]' AND name NOT IN ('session_authorization', 'transaction_isolation', 'transaction_read_only')
ORDER BY name
"""

NUMBERS = ("integer", "real")


def quoted(value):
    return "'%s'" % value.replace("'", "''")


def values(kind, reset, unit, least, most):
    if kind == "bool":
        return [reset, "yes", "of", "maybe"]
    if kind not in NUMBERS:
        return [reset]
    # The bounds as they are, and well beyond them.
    bounds = [least, most, "%d" % (float(least) - 100)]
    if kind == "integer" and float(most) < 2 ** 31 - 1:
        bounds.append("%d" % (float(most) + 100))
    return bounds + ["soon", "5 furlongs"] + (["5s", "5 seconds"] if unit in ("ms", "s", "min") else [])


def statements(rows):
    for name, kind, reset, unit, least, most in rows:
        for value in values(kind, reset or "", unit, least, most):
            yield "SET LOCAL %s = %s;" % (name, quoted(value))
        yield "SET LOCAL %s = DEFAULT;" % name
        yield "SET LOCAL %s_and_more = 1;" % name


def main():
    parser = argparse.ArgumentParser(description="settings against a real server")
    parser.add_argument("--replay-check", required=True)
    arguments = parser.parse_args()
    try:
        with Server() as server:
            session = Session(server)
            rows = session.run(SETTINGS).rows
            session.close()
    except ServerError as error:
        print(error, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        history = os.path.join(folder, "settings.sql")
        with open(history, "w", encoding="utf-8") as file:
            file.write("\n".join(statements(rows)) + "\n")
        command = [arguments.replay_check, "--as", "psql", history]
        if os.environ.get("LOCKSTEP_POSTGRES_BIN"):
            command += ["--postgres-bin", os.environ["LOCKSTEP_POSTGRES_BIN"]]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    print(run.stdout, end="")
    print(run.stderr, end="", file=sys.stderr)
    # What the server alone refuses, replay doesn't know for sure.
    false_refusals = [line for line in run.stdout.splitlines() if "the server takes it" in line]
    print("%d settings, %d false refusals" % (len(rows), len(false_refusals)))
    return 1 if false_refusals or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
