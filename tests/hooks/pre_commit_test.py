"""The hooks of .pre-commit-hooks.yaml, run by the real pre-commit in a scratch repository. pre-commit builds
lockstep from a copy of this repository, by pip. Called as `pre_commit_test.py [unittest's arguments]`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import venv
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
CREATE = 'CREATE TABLE "orders" ("id" BIGINT PRIMARY KEY, "note" TEXT, "total" INTEGER);\n'
SCHEMA = 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n'


def run(*command, cwd, check=True, **environment):
    done = subprocess.run([str(part) for part in command], cwd=cwd, env={**os.environ, **environment}, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if check and done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))} ends with {done.returncode}:\n{done.stdout}")
    return done


class Hooks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = Path(tempfile.mkdtemp(prefix="lockstep-hooks-")).resolve()
        cls.addClassCleanup(shutil.rmtree, cls.root)
        cls.environment = {
            "PRE_COMMIT_HOME": str(cls.root / "pre-commit"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "SKBUILD_CMAKE_BUILD_TYPE": "None",  # sooner built, and no different for a hook
        }
        for person in ("AUTHOR", "COMMITTER"):
            cls.environment |= {f"GIT_{person}_NAME": "t", f"GIT_{person}_EMAIL": "t@example.org"}
        cls.pre_commit = cls.find_pre_commit()
        cls.hooks = cls.root / "lockstep"
        ignored = shutil.ignore_patterns(".git", "build")
        shutil.copytree(SOURCE, cls.hooks, ignore=ignored)
        cls.commit_all(cls.hooks)
        cls.revision = cls.run_in(cls.hooks, "git", "rev-parse", "HEAD").stdout.strip()

    @classmethod
    def find_pre_commit(cls):
        found = shutil.which("pre-commit")
        if found:
            return found
        try:
            venv.create(cls.root / "venv", with_pip=True)
        except subprocess.CalledProcessError as error:
            raise AssertionError("no venv here (Debian: python3-venv), and no pre-commit") from error
        program = cls.root / "venv/bin/pre-commit"
        run(program.parent / "pip", "install", "--quiet", "--disable-pip-version-check", "pre-commit", cwd=cls.root)
        return program

    @classmethod
    def run_in(cls, folder, *command, check=True):
        return run(*command, cwd=folder, check=check, **cls.environment)

    @classmethod
    def commit_all(cls, folder):
        if not (folder / ".git").exists():
            cls.run_in(folder, "git", "init", "--quiet", "--initial-branch", "main")
        cls.run_in(folder, "git", "add", "--all")
        cls.run_in(folder, "git", "commit", "--quiet", "--no-verify", "--message", "change")

    def setUp(self):
        self.project = Path(tempfile.mkdtemp(dir=self.root))
        self.write(".pre-commit-config.yaml", f"repos:\n  - repo: {self.hooks}\n    rev: {self.revision}\n"
                                              "    hooks:\n      - id: lockstep-lint\n      - id: lockstep-check\n")
        self.write("prisma/schema.prisma", SCHEMA)
        self.write("prisma/migrations/migration_lock.toml", 'provider = "postgresql"\n')
        self.migration("20250101000000_init", CREATE)
        self.migration("20250201000000_drop_note", 'ALTER TABLE "orders" DROP COLUMN "note";\n')
        self.commit_all(self.project)
        self.run_in(self.project, self.pre_commit, "install")

    def write(self, path, text):
        target = self.project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def migration(self, name, sql):
        self.write(f"prisma/migrations/{name}/migration.sql", sql)

    def commit(self):
        """A commit as a developer makes it, by whom the hooks are run."""
        self.run_in(self.project, "git", "add", "--all")
        return self.run_in(self.project, "git", "commit", "--message", "change", check=False)

    def test_a_harmless_migration_passes(self):
        self.migration("20250301000000_things", 'CREATE TABLE "things" ("id" BIGINT PRIMARY KEY);\n')
        done = self.commit()
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout, r"(?m)^lockstep lint\.+Passed$")
        self.assertRegex(done.stdout, r"(?m)^lockstep check\.+Passed$")

    def test_only_the_changed_migration_is_reported(self):
        self.migration("20250301000000_drop_total", 'ALTER TABLE "orders" DROP COLUMN "total";\n')
        done = self.commit()
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertRegex(done.stdout, r"(?m)^lockstep lint\.+Failed$")
        self.assertIn("prisma/migrations/20250301000000_drop_total/migration.sql:1:", done.stdout)
        self.assertNotIn("20250201000000_drop_note", done.stdout)

    def test_a_commit_without_migrations_lints_nothing(self):
        self.write("README.md", "# x\n")
        done = self.commit()
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(done.stdout.count("(no files to check)Skipped"), 1, done.stdout)
        self.assertRegex(done.stdout, r"(?m)^lockstep check\.+Passed$")

    def fails_the_check(self, done):
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertRegex(done.stdout, r"(?m)^lockstep check\.+Failed$")

    def test_a_schema_without_a_migration_fails_the_check(self):
        self.write("prisma/schema.prisma", SCHEMA + "model Thing {\n  id Int @id\n}\n")
        self.fails_the_check(self.commit())

    def test_a_migration_that_nobody_added_fails_the_check(self):
        self.write("prisma/schema.prisma", SCHEMA + "model Thing {\n  id Int @id\n}\n")
        self.migration("20250301000000_thing", 'CREATE TABLE "Thing" ("id" INTEGER PRIMARY KEY);\n')
        self.run_in(self.project, "git", "add", "prisma/schema.prisma")
        self.fails_the_check(self.run_in(self.project, "git", "commit", "--message", "change", check=False))

    def test_a_migration_that_is_deleted_fails_the_check(self):
        shutil.rmtree(self.project / "prisma/migrations/20250201000000_drop_note")
        self.fails_the_check(self.commit())

    def test_a_secret_in_a_seed_fails_the_check(self):
        self.write("prisma/seed.sql", "ALTER ROLE app PASSWORD 'kaffee-9-tassen';\n")
        done = self.commit()
        self.fails_the_check(done)
        self.assertNotIn("kaffee-9-tassen", done.stdout)

    def test_all_files_of_a_branch(self):
        """As CI calls it, with nothing added to the index."""
        self.run_in(self.project, "git", "switch", "--quiet", "--create", "feature")
        self.write("prisma/schema.prisma", SCHEMA + "model Thing {\n  id Int @id\n}\n")
        self.commit_all(self.project)
        self.fails_the_check(self.run_in(self.project, self.pre_commit, "run", "--all-files", "lockstep-check",
                                         check=False))


if __name__ == "__main__":
    unittest.main()
