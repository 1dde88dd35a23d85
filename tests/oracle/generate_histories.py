#!/usr/bin/env python3
"""Random histories of DDL, valid and invalid, for replay_check: the same seed writes the same bytes.

    generate_histories.py --seed N --statements M [--out DIR]

Writes a file for each history to DIR, else all to standard output, each behind a line `-- history: name`.
With --check it asks a real server instead, and prints how many statements it refuses, by SQLSTATE.
"""

import argparse
import collections
import os
import sys

from ephemeral_postgres import Server, ServerError
from generator import alter, objects, programs, session, tables  # noqa: F401: each registers its statements
from generator.chance import Chance
from generator.history import History
from histories import refusals


def generate(seed, statements):
    """Pairs (name, text) of histories with about as many statements together."""
    chance = Chance(seed)
    number = 0
    while statements > 0:
        length = chance.between(20, 60)
        number += 1
        statements -= length
        yield "seed-%d-%04d" % (seed, number), History(chance).write(length)


def write(histories, folder):
    if not folder:
        for name, text in histories:
            sys.stdout.write("-- history: %s\n%s" % (name, text))
        return
    os.makedirs(folder, exist_ok=True)
    for name, text in histories:
        with open(os.path.join(folder, name + ".sql"), "w", encoding="utf-8", newline="") as file:
            file.write(text)


def check(histories, show):
    """What a server makes of the statements."""
    count, states = 0, collections.Counter()
    with Server() as server:
        for name, text in histories:
            lines = text.split("\n")
            count += len(lines) - 1
            for line, (sqlstate, message) in sorted(refusals(server, text).items()):
                states[sqlstate] += 1
                if show == sqlstate:
                    print("%s:%d: %s\n    %s" % (name, line, message, lines[line - 1]))
    refused = sum(states.values())
    print("Postgres %d: %d statements, %.1f %% succeed" % (server.version, count, 100 - 100 * refused / count))
    for sqlstate, times in states.most_common():
        print("%6d %s" % (times, sqlstate))


def main():
    parser = argparse.ArgumentParser(description="random histories of DDL")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--statements", type=int, required=True, help="of all histories together, about")
    parser.add_argument("--out", help="folder for a file a history")
    parser.add_argument("--check", action="store_true", help="ask a server")
    parser.add_argument("--show", help="with --check: print what is refused with this SQLSTATE")
    arguments = parser.parse_args()
    histories = generate(arguments.seed, arguments.statements)
    if not arguments.check:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        write(histories, arguments.out)
        return 0
    try:
        check(histories, arguments.show)
    except ServerError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
