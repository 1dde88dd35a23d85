"""Runs the built program from outside, as people and machines do: arguments in; bytes, files and exit
codes out. What the tests of this folder share; each is called as `TEST PROGRAM [unittest's arguments]`.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = ""

CREATE = 'CREATE TABLE "orders" ("id" BIGINT PRIMARY KEY, "note" TEXT, "total" INTEGER);\n'
DROP_COLUMN = 'ALTER TABLE "orders" DROP COLUMN "note";\n'
FINE = 'CREATE TABLE "things" ("id" BIGINT PRIMARY KEY);\n'


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="lockstep-")).resolve()
        self.addCleanup(shutil.rmtree, self.root)

    def write(self, path, text=""):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def migration(self, name, sql, folder="prisma/migrations"):
        return self.write(f"{folder}/{name}/migration.sql", sql)

    def project(self, folder="prisma"):
        self.write(f"{folder}/schema.prisma")
        self.migration("20250101000000_init", CREATE, f"{folder}/migrations")
        self.migration("20250201000000_drop_note", DROP_COLUMN, f"{folder}/migrations")

    def run_program(self, *arguments, cwd="", stdin=b"", env=None):
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        environment.update(env or {})
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.root / cwd, input=stdin, env=environment,
                              capture_output=True, timeout=60)

    def lint(self, *arguments, code, **options):
        """Standard output of a run that ends with this code and says nothing else."""
        run = self.run_program("lint", *arguments, **options)
        self.assertEqual((run.returncode, run.stderr.decode()), (code, ""), run.stdout.decode())
        return run.stdout.decode()

    def findings(self, *arguments, code=1, **options):
        """(file, rule) of each finding."""
        report = json.loads(self.lint("--format", "json", *arguments, code=code, **options))
        return [(finding["file"], finding["rule"]) for finding in report["findings"]]

    def complaint(self, *arguments, **options):
        """The one line on standard error of a run that could not tell."""
        run = self.run_program(*arguments, **options)
        error = run.stderr.decode()
        self.assertEqual((run.returncode, run.stdout), (2, b""), error)
        self.assertTrue(error.startswith("lockstep: ") and error.endswith("\n") and error.count("\n") == 1, error)
        return error[len("lockstep: "):-1]

    def git(self, *arguments):
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments],
                       cwd=self.root, env=environment, check=True, capture_output=True)

    def commit(self, message="change"):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)


def main():
    global PROGRAM
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
