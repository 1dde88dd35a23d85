#!/usr/bin/env python3
"""Drops statements from a history while a command still exits with 1, and prints what is left.

    reduce_history.py --check 'COMMAND {}' FILE

The command gets the name of a file in place of {}. A statement ends with the line that ends it outside of quotes
and bodies; comments stay with the statement behind them, a line `-- refused:` is left out.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile

_TOKEN = re.compile(r"""
    --[^\n]* | /\*.*?\*/                        # comments (nested ones aren't known)
  | [eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*'   # strings
  | "(?:[^"]|"")*"
  | (\$\w*\$).*?\1                              # bodies in dollar quotes
  | \b(?:BEGIN\s+ATOMIC|CASE|END)\b
  | [();] | .
    """, re.VERBOSE | re.DOTALL | re.IGNORECASE)


def split(text):
    """Statements with their line ends; psql's rules, as far as histories need them."""
    text = re.sub(r"^-- refused:.*\n", "", text, flags=re.MULTILINE)
    result, begin, depth, atomic = [], 0, 0, 0
    for token in _TOKEN.finditer(text):
        word = token[0].upper()
        if word in "()":
            depth += 1 if word == "(" else -1
        elif word.startswith("BEGIN") or (atomic and word == "CASE"):
            atomic += 1
        elif atomic and word == "END":
            atomic -= 1
        elif word == ";" and depth <= 0 and not atomic:
            end = text.find("\n", token.end()) + 1 or len(text)
            if text[token.end():end].strip():
                end = token.end()  # another statement stands on the line
            result.append(text[begin:end])
            begin, depth = end, 0
    return result + ([text[begin:]] if text[begin:].strip() else [])


def reduce(statements, fails):
    """Delta debugging: leaves out ever smaller runs of statements, as long as what is left still fails."""
    size = max(len(statements) // 2, 1)
    while True:
        at, before = 0, len(statements)
        while at < len(statements):
            left = statements[:at] + statements[at + size:]
            if left and fails(left):
                statements = left
            else:
                at += size
        if size == 1 and len(statements) == before:
            return statements
        size = max(size // 2, 1)


def checker(command):
    def fails(statements):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "history.sql")
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.writelines(statements)
            words = [word.replace("{}", path) for word in shlex.split(command)]
            return subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 1
    return fails


def main():
    parser = argparse.ArgumentParser(description="a smaller history that a command still finds fault with")
    parser.add_argument("--check", required=True, help="the command; {} stands for the file")
    parser.add_argument("file")
    arguments = parser.parse_args()
    with open(arguments.file, encoding="utf-8") as file:
        statements = split(file.read())
    fails = checker(arguments.check)
    if not fails(statements):
        print("the command doesn't exit with 1 on the whole history", file=sys.stderr)
        return 2
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write("".join(reduce(statements, fails)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
