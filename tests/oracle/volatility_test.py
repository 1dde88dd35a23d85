#!/usr/bin/env python3
"""Compares the list of built-in functions and their volatility with a server's pg_proc.

    volatility_test.py --effects-of PROGRAM
"""

import argparse
import subprocess
import sys

from ephemeral_postgres import Server, ServerError, Session

# What an expression of a migration may call, and the least settled of each name's overloads.
FUNCTIONS = r"""
SELECT proname, max(position(provolatile IN 'isv'))
FROM pg_proc LEFT JOIN pg_description ON objoid = pg_proc.oid AND classoid = 'pg_proc'::regclass
WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f'
  AND NOT (proargtypes::oid[] && array['internal', 'cstring']::regtype[]::oid[])
  AND prorettype NOT IN (SELECT oid FROM pg_type
                         WHERE typname IN ('internal', 'cstring', 'trigger', 'event_trigger') OR typname LIKE '%\_handler')
  AND coalesce(description, '') !~ '^(implementation of|I/O|less-equal-greater|hash$|equal$|\(?internal|statistics:|ordering support|larger of|smaller of|aggregate |convert .* regproc)'
  AND proname !~ '^(binary_upgrade_|pg_stat_get_|pg_isolation_test)|(_in|_out|_recv|_send|typmodin|typmodout|_support|_accum|_combine|_validator|transfn)$|^(int|float)[248]+_'
GROUP BY proname
"""

# Volatile in one overload that no default calls: timezone(text, timetz) until 14, ts_rewrite(tsquery, text).
EXCEPTIONS = {"timezone", "ts_rewrite"}


def main():
    parser = argparse.ArgumentParser(description="built-in functions against a real server")
    parser.add_argument("--effects-of", required=True)
    arguments = parser.parse_args()
    try:
        with Server() as server:
            session = Session(server)
            shown = {name: "isv"[int(volatility) - 1] for name, volatility in session.run(FUNCTIONS).rows}
            session.close()
    except ServerError as error:
        print(error, file=sys.stderr)
        return 2
    command = [arguments.effects_of, "--functions", "--postgres", str(server.version)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    said = {name: volatility for volatility, name in (line.split("\t") for line in lines)}

    wrong = ["%s is not in the list" % name for name in sorted(set(shown) - set(said))]
    for name in sorted(set(said) & set(shown) - EXCEPTIONS):
        # The list is one for all versions: a function may have become more settled.
        if "isv".index(shown[name]) > "isv".index(said[name]) or (said[name] == "v") != (shown[name] == "v"):
            wrong.append("%s is %s, in the list %s" % (name, shown[name], said[name]))
    print("".join(line + "\n" for line in wrong), end="")
    print("Postgres %d: %d functions, %d wrong" % (server.version, len(shown), len(wrong)))
    return 1 if wrong or not shown else 0


if __name__ == "__main__":
    sys.exit(main())
