"""Runs the built program in git repositories with real histories: bases, clones, CI environments, the index.
Called as `git_test.py PROGRAM [unittest's arguments]`.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from repository import Repository, environment  # noqa: E402

PROGRAM = ""

LOCK = 'provider = "postgresql"\n'
SCHEMA = 'datasource db {\n  provider = "postgresql"\n}\n\nmodel Order {\n  id Int @id\n}\n'
SCHEMA_WITH_NOTE = SCHEMA.replace("  id Int @id\n", "  id Int @id\n  note String?\n")
CREATE = 'CREATE TABLE "Order" ("id" INTEGER NOT NULL, PRIMARY KEY ("id"));\n'
ADD_NOTE = 'ALTER TABLE "Order" ADD COLUMN "note" TEXT;\n'
DROP_NOTE = 'ALTER TABLE "Order" DROP COLUMN "note";\n'
FIRST, SECOND, THIRD = "20240501100000_init", "20240502100000_add_note", "20240503100000_drop_note"


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="lockstep-")).resolve()
        self.addCleanup(shutil.rmtree, self.root)

    def migration(self, repository, name, sql, folder="prisma"):
        repository.write(f"{folder}/migrations/{name}/migration.sql", sql)

    def project(self, path="project", folder="prisma"):
        """A repository whose main has a schema and its first migration."""
        repository = Repository(self.root / path)
        repository.write(f"{folder}/schema.prisma", SCHEMA)
        repository.write(f"{folder}/migrations/migration_lock.toml", LOCK)
        self.migration(repository, FIRST, CREATE, folder)
        repository.commit("first")
        return repository

    def branch(self, repository, name="feature"):
        repository.git("switch", "--quiet", "--create", name)

    def run_program(self, repository, *arguments, cwd="", **variables):
        return subprocess.run([PROGRAM, *arguments], cwd=repository.root / cwd, env=environment(**variables),
                              capture_output=True, timeout=60)

    def findings(self, repository, *arguments, **options):
        """(file, rule) of each finding."""
        run = self.run_program(repository, *arguments, "--format", "json", **options)
        self.assertIn(run.returncode, (0, 1), run.stderr.decode())
        return [(each["file"], each["rule"]) for each in json.loads(run.stdout)["findings"]]

    def rules(self, repository, *arguments, **options):
        return [rule for _, rule in self.findings(repository, *arguments, **options)]

    def complaint(self, repository, *arguments, **options):
        run = self.run_program(repository, *arguments, **options)
        self.assertEqual((run.returncode, run.stdout), (2, b""), run.stderr.decode())
        return run.stderr.decode()


class Check(Case):
    def test_one_report_and_one_exit_code(self):
        repository = self.project()
        self.branch(repository)
        repository.write("prisma/schema.prisma", SCHEMA_WITH_NOTE)
        run = self.run_program(repository, "check")
        self.assertEqual(run.returncode, 1, run.stderr.decode())
        self.assertIn("prisma/schema.prisma:7:3", run.stdout.decode())
        self.assertIn("[schema-without-migration]", run.stdout.decode())
        self.assertEqual(self.rules(repository, "lint"), [])
        self.migration(repository, SECOND, ADD_NOTE)
        run = self.run_program(repository, "check")
        self.assertEqual(run.returncode, 0, run.stdout.decode())
        self.assertIn("1 migration new since the last commit", run.stdout.decode())

    def test_lint_and_gate_together(self):
        repository = self.project()
        self.branch(repository)
        self.migration(repository, FIRST, CREATE + "-- edited\n")
        self.migration(repository, THIRD, DROP_NOTE)
        self.assertEqual(self.rules(repository, "check"), ["migration-edited", "drop-column", "statement-fails"])

    def test_all_formats(self):
        repository = self.project()
        self.branch(repository)
        repository.git("rm", "-r", "--quiet", f"prisma/migrations/{FIRST}")
        for name in "text", "json", "sarif", "github":
            run = self.run_program(repository, "check", "--format", name)
            self.assertEqual(run.returncode, 1, run.stderr.decode())
            self.assertIn(b"migration-edited", run.stdout)

    def test_allowed_by_configuration(self):
        repository = self.project()
        repository.write("lockstep.toml", f'[[allow]]\nrule = "migration-edited"\nmigration = "{FIRST}"\n'
                                          'reason = "failed everywhere"\n')
        repository.commit("allow")
        self.branch(repository)
        self.migration(repository, FIRST, CREATE + "-- edited\n")
        self.assertEqual(self.rules(repository, "check"), [])

    def test_what_the_database_does_not_see(self):
        repository = self.project()
        self.branch(repository)
        repository.write("prisma/schema.prisma", "// orders\n" + SCHEMA.replace("  id Int @id\n", """\
  /// the number
  number   Int    @id   @map("id")
  @@map("Order")
""").replace("model Order {", "model Purchase {"))
        self.assertEqual(self.rules(repository, "check"), [])
        self.assertEqual(self.rules(repository, "check", "--strict-hash"), ["schema-without-migration"])
        repository.write("prisma/schema.prisma", SCHEMA.replace("Int @id", "BigInt @id"))
        self.assertEqual(self.rules(repository, "check"), ["schema-without-migration"])

    def test_what_became_of_the_base(self):
        repository = self.project()
        self.migration(repository, SECOND, ADD_NOTE)
        repository.commit("second")
        self.branch(repository)
        repository.git("mv", f"prisma/migrations/{SECOND}", f"prisma/migrations/{THIRD}")
        self.assertEqual(self.rules(repository, "check"), ["migration-edited"])
        repository.git("rm", "-r", "--quiet", "-f", f"prisma/migrations/{THIRD}")
        self.assertEqual(self.rules(repository, "check"), ["migration-edited"])
        self.migration(repository, "20240501110000_before", "SELECT 1;\n")
        self.assertEqual(sorted(self.rules(repository, "check")), ["migration-edited", "migration-out-of-order"])

    def test_schema_that_is_gone_or_broken(self):
        repository = self.project()
        self.branch(repository)
        place = "prisma/schema.prisma"
        repository.write(place, SCHEMA + "garbage\n")
        self.assertIn(f"{place}:8: cannot be read as a Prisma schema: this line begins no block",
                      self.complaint(repository, "check"))
        repository.write(place, SCHEMA.removesuffix("}\n"))
        self.assertIn(f'{place}:5: cannot be read as a Prisma schema: model "Order" is not closed',
                      self.complaint(repository, "check"))
        (repository.root / place).unlink()
        self.assertIn(f"{place}: is gone, and main has it", self.complaint(repository, "check"))
        (repository.root / place).mkdir()
        self.assertIn(f"{place}: is gone, and main has it", self.complaint(repository, "check"))
        (repository.root / place).rmdir()
        self.assertEqual(self.rules(repository, "check", "--staged"), [])
        repository.git("add", "--all")
        self.complaint(repository, "check", "--staged")
        repository.git("commit", "--quiet", "--message", "gone")
        self.assertIn(f"{place}: is gone, and main has it", self.complaint(repository, "check"))

    def test_schema_folder_that_is_gone(self):
        repository = self.project()
        repository.git("rm", "--quiet", "prisma/schema.prisma")
        repository.write("prisma/schema/order.prisma", SCHEMA)
        repository.commit("folder")
        self.branch(repository)
        shutil.rmtree(repository.root / "prisma/schema")
        self.assertIn("prisma/schema/order.prisma: is gone, and main has it", self.complaint(repository, "check"))

    def test_lock_file(self):
        repository = self.project()
        self.branch(repository)
        lock = repository.write("prisma/migrations/migration_lock.toml", 'provider = "mysql"\n')
        self.assertEqual(self.rules(repository, "check", "--migrations", "prisma/migrations"), ["lock-file"])
        lock.unlink()
        self.assertEqual(self.rules(repository, "check"), [])
        self.migration(repository, SECOND, ADD_NOTE)
        self.assertEqual(self.rules(repository, "check"), ["lock-file"])

    def test_migrations_for_another_database(self):
        repository = self.project()
        repository.write("prisma/migrations/migration_lock.toml", 'provider = "mysql"\n')
        self.assertEqual(self.rules(repository, "check"), ["lock-file"])
        for command in ("lint",), ("lint", "--all"):
            self.assertIn("prisma/migrations/migration_lock.toml: the migrations are for mysql, not Postgres",
                          self.complaint(repository, *command))
        repository.commit("mysql")
        for command in ("check",), ("lint",), ("lint", "--all"):
            self.assertIn("prisma/migrations/migration_lock.toml: the migrations are for mysql, not Postgres",
                          self.complaint(repository, *command))

    def test_client_of_an_older_schema(self):
        repository = self.project()
        repository.write(".gitignore", "node_modules\n")
        repository.write("node_modules/.prisma/client/schema.prisma", SCHEMA)
        self.migration(repository, SECOND, ADD_NOTE)
        repository.write("prisma/schema.prisma", SCHEMA_WITH_NOTE)
        repository.commit("second")
        self.assertEqual(self.rules(repository, "check"), ["client-older-than-schema"])

    def test_outside_of_git(self):
        folder = self.root / "plain"
        (folder / "prisma/migrations" / FIRST).mkdir(parents=True)
        (folder / "prisma/schema.prisma").write_text(SCHEMA)
        (folder / "prisma/migrations" / FIRST / "migration.sql").write_text(CREATE)
        run = subprocess.run([PROGRAM, "check"], cwd=folder, env=environment(), capture_output=True, timeout=60)
        self.assertEqual((run.returncode, run.stdout), (2, b""))
        self.assertIn(b"this is no git checkout", run.stderr)

    def test_line_ends_alone_are_no_edit(self):
        repository = self.project()
        self.branch(repository)
        self.migration(repository, FIRST, CREATE.replace("\n", "\r\n"))
        self.assertEqual(self.rules(repository, "check"), [])

    def test_main_moved_on(self):
        repository = self.project()
        self.branch(repository)
        self.migration(repository, SECOND, ADD_NOTE)
        repository.commit("second")
        repository.git("switch", "--quiet", "main")
        self.migration(repository, THIRD, 'CREATE TABLE "Cart" ("id" INTEGER NOT NULL, PRIMARY KEY ("id"));\n')
        repository.commit("third")
        repository.git("switch", "--quiet", "feature")
        self.assertEqual(self.findings(repository, "check"),
                         [(f"prisma/migrations/{SECOND}/migration.sql", "migration-out-of-order")])

    def test_two_projects_of_a_monorepo(self):
        repository = self.project(folder="apps/a b/prisma")
        repository.write("apps/größe/prisma/schema.prisma", SCHEMA)
        repository.write("apps/größe/prisma/migrations/migration_lock.toml", LOCK)
        self.migration(repository, FIRST, CREATE, "apps/größe/prisma")
        repository.commit("second project")
        self.branch(repository)
        repository.write("apps/größe/prisma/schema.prisma", SCHEMA_WITH_NOTE)
        expected = [("apps/größe/prisma/schema.prisma", "schema-without-migration")]
        self.assertEqual(self.findings(repository, "check"), expected)
        self.assertEqual(self.findings(repository, "check", cwd="apps/größe"), expected)
        self.assertEqual(self.rules(repository, "check", cwd="apps/a b"), [])


class Allowances(Case):
    """With a base removed-while-still-used speaks of a drop, without one drop-column or drop-table does."""

    def dropped(self, comment="", table=False):
        repository = self.project(f"project{len(list(self.root.iterdir()))}")
        repository.write("prisma/schema.prisma", SCHEMA_WITH_NOTE)
        self.migration(repository, SECOND, ADD_NOTE)
        repository.commit("second")
        self.branch(repository)
        repository.write("prisma/schema.prisma", SCHEMA if not table else SCHEMA[:SCHEMA.index("model")])
        self.migration(repository, THIRD, comment + ('DROP TABLE "Order";\n' if table else DROP_NOTE))
        return repository

    def test_comments(self):
        for rule in "drop-column", "ban-drop-column", "squawk:ban-drop-column", "removed-while-still-used":
            repository = self.dropped(f"-- lockstep: allow {rule} -- nothing reads it\n")
            for command in ("check",), ("lint",), ("lint", "--all"), ("lint", "prisma/migrations"):
                self.assertEqual(self.rules(repository, *command), [], (rule, command))
        for rule in "drop-table", "removed-while-still-used":
            repository = self.dropped(f"-- lockstep: allow {rule} -- nothing reads it\n", table=True)
            for command in ("check",), ("lint", "--all"):
                self.assertEqual(self.rules(repository, *command), [], (rule, command))
        repository = self.dropped("-- squawk-ignore ban-drop-column\n")
        self.assertEqual(self.rules(repository, "check"), [])

    def test_configuration(self):
        repository = self.dropped()
        self.assertEqual(self.rules(repository, "check"), ["removed-while-still-used"])
        self.assertEqual(self.rules(repository, "lint", "--all"), ["drop-column"])
        for rule in "drop-column", "removed-while-still-used":
            repository.write("lockstep.toml", f'[[allow]]\nrule = "{rule}"\nmigration = "{THIRD}"\n'
                                              'reason = "nothing reads it"\n')
            for command in ("check",), ("lint", "--all"):
                self.assertEqual(self.rules(repository, *command), [], (rule, command))

    def test_a_rule_that_is_off(self):
        """It turns off what it says, and not what the release at the base says."""
        repository = self.dropped()
        self.assertEqual(self.rules(repository, "check", "--ignore", "drop-column"), ["removed-while-still-used"])


class Repositories(Case):
    def changed(self, repository):
        repository.write("prisma/schema.prisma", SCHEMA_WITH_NOTE)
        return repository

    def test_detached_head(self):
        repository = self.project()
        repository.git("switch", "--quiet", "--detach")
        self.assertEqual(self.rules(self.changed(repository), "check"), ["schema-without-migration"])

    def test_detached_head_with_its_own_branch_alone(self):
        origin = self.project("origin")
        self.branch(origin, "feat")
        for command in (["init", "--quiet"], ["remote", "add", "origin", str(origin.root)],
                        ["fetch", "--quiet", "origin", "feat"], ["checkout", "--quiet", "FETCH_HEAD"]):
            (self.root / "clone").mkdir(exist_ok=True)
            subprocess.run(["git", *command], cwd=self.root / "clone", env=environment(), check=True)
        clone = Repository.__new__(Repository)
        clone.root = self.root / "clone"
        self.assertIn("cannot tell which branch is the default one", self.complaint(clone, "check"))

    def test_worktree(self):
        repository = self.project()
        repository.git("worktree", "add", "--quiet", "-b", "feature", str(self.root / "other tree"))
        other = Repository.__new__(Repository)
        other.root = self.root / "other tree"
        self.assertEqual(self.rules(self.changed(other), "check"), ["schema-without-migration"])

    def test_submodule(self):
        self.project("inner")
        outer = Repository(self.root / "outer")
        outer.commit("first")
        outer.git("submodule", "--quiet", "add", str(self.root / "inner"), "db")
        outer.commit("submodule")
        inner = Repository.__new__(Repository)
        inner.root = outer.root / "db"
        self.assertEqual(self.rules(self.changed(inner), "check"), ["schema-without-migration"])

    def test_without_a_commit(self):
        repository = Repository(self.root / "new")
        repository.write("prisma/schema.prisma", SCHEMA)
        repository.write("prisma/migrations/migration_lock.toml", LOCK)
        self.migration(repository, FIRST, CREATE)
        for command in ("lint",), ("check",):
            run = self.run_program(repository, *command)
            self.assertIn(b"1 migration new since the last commit", run.stdout, run.stderr)
        run = self.run_program(repository, "check", "--staged")
        self.assertEqual((run.returncode, run.stdout), (0, b"no findings in 0 staged migrations: 0 statements\n"))
        repository.git("add", "--all")
        self.assertIn(b"in 1 staged migration:", self.run_program(repository, "check", "--staged").stdout)
        self.assertIn("git knows no commit `main`", self.complaint(repository, "check", "--base", "main"))

    def test_base_without_the_folder(self):
        repository = Repository(self.root / "new")
        repository.write("README.md", "x")
        repository.commit("first")
        self.branch(repository)
        repository.write("prisma/schema.prisma", SCHEMA)
        repository.write("prisma/migrations/migration_lock.toml", LOCK)
        self.migration(repository, FIRST, CREATE)
        for base in b"the last commit", b"main":
            for command in "lint", "check":
                run = self.run_program(repository, command)
                self.assertEqual((run.returncode, run.stderr), (0, b""), run.stdout)
                self.assertIn(b"1 migration new since " + base, run.stdout)
            repository.commit("second")

    def test_moved_folder(self):
        """It is the same history: nothing in it is new."""
        for staged in [], ["--staged"]:
            repository = self.project(f"moved{len(staged)}")
            self.migration(repository, SECOND, DROP_NOTE)
            repository.commit("second")
            self.branch(repository)
            repository.git("mv", "prisma", "db")
            self.assertEqual(self.rules(repository, "check", *staged), [])
            self.migration(repository, SECOND, DROP_NOTE + "-- edited\n", "db")
            self.migration(repository, THIRD, "SELECT 1;\n", "db")
            repository.git("add", "--all")
            self.assertEqual(self.findings(repository, "check", *staged),
                             [(f"db/migrations/{SECOND}/migration.sql", "drop-column"),
                              (f"db/migrations/{SECOND}/migration.sql", "statement-fails"),
                              (f"db/migrations/{SECOND}/migration.sql", "migration-edited")])

    def test_merge_of_main(self):
        repository = self.project()
        self.branch(repository)
        self.migration(repository, THIRD, "SELECT 1;\n")
        repository.commit("third")
        repository.git("switch", "--quiet", "main")
        self.migration(repository, SECOND, DROP_NOTE)
        repository.commit("second")
        repository.git("switch", "--quiet", "feature")
        repository.git("merge", "--quiet", "--message", "merge", "main")
        run = self.run_program(repository, "check")
        self.assertEqual(run.returncode, 0, run.stdout)
        self.assertIn(b"1 migration new since main", run.stdout)

    def test_unknown_base(self):
        repository = self.project()
        for base in "nope", "origin/main", "--all", "0" * 40:
            self.assertIn("git knows no commit `", self.complaint(repository, "lint", f"--base={base}"))

    def test_settings_of_a_person(self):
        """What git is told to do for people changes nothing for us."""
        repository = self.project()
        self.branch(repository)
        self.migration(repository, FIRST, CREATE + "-- edited\n", "prisma")
        self.migration(repository, SECOND, ADD_NOTE)
        repository.commit("second")
        for name, value in {"color.ui": "always", "diff.renames": "copies", "diff.relative": "true",
                            "diff.noprefix": "true", "log.showSignature": "true", "core.quotePath": "true",
                            "diff.external": "false", "status.showUntrackedFiles": "no"}.items():
            repository.git("config", name, value)
        for cwd in "", "prisma/migrations":
            self.assertEqual(self.rules(repository, "check", cwd=cwd), ["migration-edited"])

    def test_programs_of_a_repository(self):
        repository = self.project()
        hook = repository.write(".git/monitor", f"#!/bin/sh\ntouch '{self.root}/was run'\n")
        hook.chmod(0o755)
        repository.git("config", "core.fsmonitor", str(hook))
        (self.root / "was run").unlink(missing_ok=True)
        for staged in [], ["--staged"]:
            self.run_program(repository, "check", *staged)
        self.assertFalse((self.root / "was run").exists())

    def test_names_that_git_would_quote(self):
        repository = self.project(folder='my "db" für/prisma')
        self.branch(repository)
        self.migration(repository, FIRST, CREATE + "-- edited\n", 'my "db" für/prisma')
        self.assertEqual(self.findings(repository, "check"),
                         [(f'my "db" für/prisma/migrations/{FIRST}/migration.sql', "migration-edited")])

    def test_shallow_clone(self):
        repository = self.project()
        repository.write("README.md", "x")
        repository.commit("second")
        repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.root}", str(self.root / "clone"))
        clone = Repository.__new__(Repository)
        clone.root = self.root / "clone"
        clone.git("fetch", "--quiet", "--depth", "1", "origin", "main")
        said = self.complaint(clone, "check", GITHUB_WORKSPACE=str(clone.root), GITHUB_BASE_REF="release")
        self.assertIn("git knows no commit `origin/release`; fetch the whole history: `fetch-depth: 0`", said)
        # As actions/checkout leaves it for a pull request: https://github.com/actions/checkout
        clone.git("switch", "--quiet", "--detach")
        for reference in clone.git("for-each-ref", "--format=%(refname)").split():
            clone.git("update-ref", "--no-deref", "-d", reference)
        said = self.complaint(clone, "check", GITHUB_BASE_REF="main")
        self.assertIn("git knows no commit `origin/main`; fetch the whole history: `fetch-depth: 0`", said)
        self.assertIn("`fetch-depth: 0`", self.complaint(clone, "check"))


class ContinuousIntegration(Case):
    """The base is told by the environment: the branch's own default would be `main`."""

    def setUp(self):
        super().setUp()
        self.repository = self.project()
        git = self.repository.git
        git("update-ref", "refs/remotes/origin/main", "HEAD")
        git("switch", "--quiet", "--create", "release")
        self.migration(self.repository, SECOND, ADD_NOTE)
        self.repository.commit("second")
        self.before = git("rev-parse", "HEAD")
        git("update-ref", "refs/remotes/origin/release", "HEAD")
        git("switch", "--quiet", "--create", "feature")
        self.migration(self.repository, THIRD, DROP_NOTE)
        self.repository.commit("third")

    def scope(self, **variables):
        run = self.run_program(self.repository, "lint", **variables)
        self.assertIn(run.returncode, (0, 1), run.stderr.decode())
        return run.stdout.decode()

    def event(self, content):
        path = self.root / "event.json"
        path.write_text(json.dumps(content))
        return str(path)

    def test_none(self):
        self.assertIn("2 migrations new since origin/main", self.scope())

    def test_pull_request_on_github(self):
        self.assertIn("1 migration new since origin/release",
                      self.scope(GITHUB_WORKSPACE=str(self.repository.root), GITHUB_BASE_REF="release"))

    def test_push_to_the_default_branch_on_github(self):
        event = self.event({"before": self.before, "repository": {"default_branch": "feature"}})
        self.assertIn(f"1 migration new since {self.before[:12]}",
                      self.scope(GITHUB_WORKSPACE=str(self.repository.root), GITHUB_REF_NAME="feature",
                                 GITHUB_EVENT_PATH=event))

    def test_push_to_another_branch_on_github(self):
        event = self.event({"before": self.before, "repository": {"default_branch": "main"}})
        self.assertIn("2 migrations new since origin/main",
                      self.scope(GITHUB_WORKSPACE=str(self.repository.root), GITHUB_REF_NAME="feature",
                                 GITHUB_EVENT_PATH=event))

    def test_merge_queue_on_github(self):
        event = self.event({"merge_group": {"base_sha": self.before}})
        self.assertIn("1 migration new", self.scope(GITHUB_WORKSPACE=str(self.repository.root), GITHUB_EVENT_PATH=event))

    def test_merge_request_on_gitlab(self):
        self.assertIn("1 migration new", self.scope(CI_PROJECT_DIR=str(self.repository.root),
                                                    CI_MERGE_REQUEST_DIFF_BASE_SHA=self.before))

    def test_merged_results_on_gitlab(self):
        """What the target branch has got since the branch left it is in the checkout, and not new."""
        first = self.repository.git("rev-parse", "main")
        self.assertIn("1 migration new", self.scope(CI_PROJECT_DIR=str(self.repository.root),
                                                    CI_MERGE_REQUEST_DIFF_BASE_SHA=first,
                                                    CI_MERGE_REQUEST_TARGET_BRANCH_SHA=self.before))

    def test_new_branch_on_gitlab(self):
        self.assertIn("2 migrations new since origin/main",
                      self.scope(CI_PROJECT_DIR=str(self.repository.root), CI_COMMIT_BRANCH="main",
                                 CI_DEFAULT_BRANCH="main", CI_COMMIT_BEFORE_SHA="0" * 40))

    def test_push_to_the_default_branch_on_gitlab(self):
        self.assertIn("1 migration new", self.scope(CI_PROJECT_DIR=str(self.repository.root), CI_COMMIT_BRANCH="feature",
                                                    CI_DEFAULT_BRANCH="feature", CI_COMMIT_BEFORE_SHA=self.before))

    def test_of_another_repository(self):
        self.assertIn("2 migrations new since origin/main",
                      self.scope(GITHUB_WORKSPACE=str(self.root / "elsewhere"), GITHUB_BASE_REF="release"))

    def test_variables_alone(self):
        """In a container, where nobody tells the folder."""
        expected = "1 migration new since origin/release"
        self.assertIn(expected, self.scope(GITHUB_BASE_REF="release"))
        self.assertIn(expected, self.scope(CI_MERGE_REQUEST_TARGET_BRANCH_NAME="release"))
        self.assertIn("1 migration new", self.scope(CI_MERGE_REQUEST_DIFF_BASE_SHA=self.before))

    def test_empty_base(self):
        run = self.run_program(self.repository, "lint", "--base", "", GITHUB_BASE_REF="release")
        self.assertIn("1 migration new since origin/release", run.stdout.decode(), run.stderr)

    def test_base_wins(self):
        run = self.run_program(self.repository, "lint", "--base", "HEAD", GITHUB_BASE_REF="release",
                               GITHUB_WORKSPACE=str(self.repository.root))
        self.assertIn("0 migrations new since HEAD", run.stdout.decode())


class Staged(Case):
    def setUp(self):
        super().setUp()
        self.repository = self.project()
        self.branch(self.repository)
        self.migration(self.repository, SECOND, ADD_NOTE)
        self.repository.commit("second")

    def test_what_the_commit_adds(self):
        self.migration(self.repository, THIRD, DROP_NOTE)
        self.assertEqual(self.rules(self.repository, "lint", "--staged"), [])
        self.repository.git("add", "--all")
        self.assertEqual(self.rules(self.repository, "lint", "--staged"), ["drop-column"])

    def test_not_what_was_committed_before(self):
        self.migration(self.repository, THIRD, DROP_NOTE)
        self.repository.commit("third")
        self.assertEqual(self.rules(self.repository, "lint"), ["drop-column"])
        self.assertEqual(self.rules(self.repository, "lint", "--staged"), [])

    def test_bytes_of_the_index(self):
        self.migration(self.repository, THIRD, DROP_NOTE)
        self.repository.git("add", "--all")
        self.migration(self.repository, THIRD, "SELECT 1;\n")
        self.assertEqual(self.rules(self.repository, "lint", "--staged"), ["drop-column"])
        shutil.rmtree(self.repository.root / "prisma/migrations" / THIRD)
        self.assertEqual(self.rules(self.repository, "lint", "--staged"), ["drop-column"])

    def test_schema_of_the_index(self):
        repository = self.project("second")
        self.branch(repository)
        repository.write("prisma/schema.prisma", SCHEMA_WITH_NOTE)
        self.assertEqual(self.rules(repository, "check", "--staged"), [])
        repository.git("add", "--all")
        repository.write("prisma/schema.prisma", SCHEMA)
        self.assertEqual(self.rules(repository, "check", "--staged"), ["schema-without-migration"])

    def test_seeds_of_the_index(self):
        repository = self.project("seeded")
        self.branch(repository)
        password = "ALTER ROLE app PASSWORD 'kaffee-9-tassen';\n"
        repository.write("prisma/seed-app.sql", password)
        repository.write("prisma/seeds/app.sql", password)
        self.assertEqual(self.rules(repository, "check", "--staged"), [])
        repository.git("add", "--all")
        repository.write("prisma/seed-app.sql", "SELECT 1;\n")
        self.assertEqual(self.findings(repository, "check", "--staged"),
                         [("prisma/seed-app.sql", "secret-in-sql"), ("prisma/seeds/app.sql", "secret-in-sql")])

    def test_nothing_in_the_index(self):
        """As a hook of CI finds it: what is committed is all that can be meant."""
        self.migration(self.repository, THIRD, DROP_NOTE)
        self.repository.commit("third")
        self.assertIn("drop-column", self.rules(self.repository, "check", "--staged"))
        self.repository.write("README.md", "x")
        self.repository.git("add", "--all")
        self.assertNotIn("drop-column", self.rules(self.repository, "check", "--staged"))

    def test_as_a_hook(self):
        """`git commit PATH` gives the hook an index of its own."""
        command = f"'{PROGRAM}' lint --staged --quiet --fail-on note"
        hook = self.repository.write(".git/hooks/pre-commit", f"#!/bin/sh\nexec {command} >&2\n")
        hook.chmod(0o755)
        self.migration(self.repository, THIRD, DROP_NOTE)
        self.repository.write("README.md", "x")
        self.repository.git("add", "--all")
        self.repository.git("commit", "--quiet", "--message", "only this", "README.md")
        with self.assertRaises(subprocess.CalledProcessError) as failed:
            self.repository.git("commit", "--quiet", "--message", "all", "--all")
        self.assertIn(b"[drop-column]", failed.exception.stderr)

    def test_odd_entries_of_the_index(self):
        """A file that is only announced, one that is left out of the work tree, one that is in conflict."""
        self.migration(self.repository, THIRD, DROP_NOTE)
        self.repository.git("add", "--intent-to-add", f"prisma/migrations/{THIRD}")
        self.assertEqual(self.rules(self.repository, "lint", "--staged"), [])
        self.repository.git("add", "--all")
        self.repository.git("update-index", "--skip-worktree", f"prisma/migrations/{THIRD}/migration.sql")
        shutil.rmtree(self.repository.root / "prisma/migrations" / THIRD)
        self.assertEqual(self.rules(self.repository, "lint", "--staged"), ["drop-column"])

    def test_conflict(self):
        self.repository.git("switch", "--quiet", "main")
        self.migration(self.repository, SECOND, DROP_NOTE)
        self.repository.commit("other second")
        with self.assertRaises(subprocess.CalledProcessError):
            self.repository.git("merge", "--quiet", "feature")
        for command in "lint", "check":
            self.assertIn(f"prisma/migrations/{SECOND}/migration.sql: is unmerged",
                          self.complaint(self.repository, command, "--staged"))

    def test_beside_paths(self):
        self.assertIn("--staged: contradicts --all and paths", self.complaint(self.repository, "lint", "--staged", "--all"))


if __name__ == "__main__":
    PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()
