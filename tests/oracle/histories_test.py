#!/usr/bin/env python3
"""Whether a real server refuses just those statements of the hand-written histories that they say it does.

    histories_test.py [--postgres-bin DIR] [--only TEXT] [HISTORY.sql ...]

How a history is written: README.md beside this file.
"""

import argparse
import glob
import os
import sys

from ephemeral_postgres import Server, ServerError
from histories import History, refusals


def differences(history, server):
    expected = history.expected(server.version)
    found = refusals(server, history.text)
    for line in sorted(set(expected) | set(found)):
        wanted = expected.get(line, "not refused")
        sqlstate, message = found.get(line, ("not refused", ""))
        if wanted != sqlstate:
            yield "%s:%d: %s, the server says %s %s" % (history.name, line, wanted, sqlstate, message)


def main():
    parser = argparse.ArgumentParser(description="hand-written histories against a real server")
    parser.add_argument("--postgres-bin", help="folder of the server's programs, instead of $LOCKSTEP_POSTGRES_BIN")
    parser.add_argument("--only", default="", help="histories whose name contains this")
    parser.add_argument("histories", nargs="*", help="default: histories/*.sql beside this file")
    arguments = parser.parse_args()
    if arguments.postgres_bin:
        os.environ["LOCKSTEP_POSTGRES_BIN"] = arguments.postgres_bin
    here = os.path.dirname(os.path.abspath(__file__))
    files = arguments.histories or sorted(glob.glob(os.path.join(here, "histories", "*.sql")))
    histories = [history for history in map(History, files) if arguments.only in history.name]
    failed = statements = 0
    try:
        with Server() as server:
            histories = [history for history in histories if history.applies_to(server.version)]
            for history in histories:
                statements += len(history.expected(server.version))
                for difference in differences(history, server):
                    failed += 1
                    print("FAILED " + difference)
    except (ServerError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print("Postgres %d: %d histories, %d statements refused, %d differences" %
          (server.version, len(histories), statements, failed))
    return 1 if failed or not histories else 0


if __name__ == "__main__":
    sys.exit(main())
