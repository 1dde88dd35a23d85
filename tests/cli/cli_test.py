"""The command line as a whole: what is found where, options, outputs, git."""

import json
import os
import pty
import subprocess
import tempfile
import unittest
from pathlib import Path

import case
from case import CREATE, DROP_COLUMN, FINE, Case


class StandardInput(Case):
    def test_findings(self):
        output = self.lint("-", code=1, stdin=DROP_COLUMN.encode())
        self.assertIn("stdin:1:", output)
        self.assertIn("[drop-column]", output)

    def test_clean(self):
        self.assertIn("no findings in 1 file", self.lint("-", code=0, stdin=FINE.encode()))

    def test_named_as_a_migration_follows_the_older_ones(self):
        self.migration("20250101000000_init", CREATE)
        self.migration("20250301000000_later", DROP_COLUMN)
        name = "prisma/migrations/20250201000000_new/migration.sql"
        report = json.loads(self.lint("--format", "json", "--stdin-name", name, "-", code=1, stdin=DROP_COLUMN.encode()))
        self.assertEqual([finding["file"] for finding in report["findings"]], [name])
        self.assertEqual(report["findings"][0]["migration"], "20250201000000_new")
        output = self.lint("--stdin-name", name, "-", code=1, stdin=DROP_COLUMN.encode())
        self.assertIn("1 older file only replayed", output)

    def test_named_outside_of_any_folder(self):
        self.assertEqual(self.findings("--stdin-name", "none/x.sql", "-", stdin=DROP_COLUMN.encode()),
                         [("none/x.sql", "drop-column")])

    def test_beside_other_paths(self):
        self.assertEqual(self.complaint("lint", "-", "x.sql"),
                         "-: standard input beside other paths; lint them in a run of their own")
        self.assertEqual(self.complaint("lint", "--stdin-name", "x.sql"),
                         "--stdin-name: standard input isn't read; give - as the path")


class Refused(Case):
    """A migration that Postgres refuses, as the tool that runs it would stop there."""

    def setUp(self):
        super().setUp()
        self.write("prisma/schema.prisma")
        self.migration("20250101000000_init", CREATE)
        self.migration("20250201000000_again", FINE + CREATE)
        self.migration("20250301000000_next", FINE)

    def run_lint(self, *arguments):
        run = self.run_program("lint", "--all", "--format", "json", *arguments)
        report = json.loads(run.stdout)
        return ([(f["migration"], f["rule"]) for f in report["findings"]], report["summary"]["files"], run.stderr.decode())

    def test_what_is_behind_is_left_out(self):
        self.migration("20250401000000_drop", DROP_COLUMN)
        findings, files, said = self.run_lint()
        self.assertEqual(findings, [("20250201000000_again", "statement-fails")])
        self.assertEqual(files, 2)
        self.assertEqual(said, "lockstep: 20250201000000_again: Postgres refuses a statement of it; 2 migrations behind it "
                               "left out, `--keep-going` goes on\n")
        self.assertEqual(self.run_lint("--quiet")[2], "")

    def test_going_on_as_if_it_were_not_there(self):
        self.migration("20250401000000_drop", DROP_COLUMN)
        findings, files, said = self.run_lint("--keep-going", "--prisma", "6.19")
        # `things` is made by the third one, since the second is undone as a whole.
        self.assertEqual(findings, [("20250201000000_again", "statement-fails"), ("20250401000000_drop", "drop-column")])
        self.assertEqual(files, 4)
        self.assertIn("20250201000000_again: Postgres refuses a statement of it; what it undoes", said)

    def test_where_each_statement_commits_the_others_stay(self):
        findings, _, _ = self.run_lint("--keep-going", "--runner", "psql")
        self.assertEqual(findings, [("20250201000000_again", "statement-fails"), ("20250301000000_next", "statement-fails")])

    def test_of_an_older_file_it_is_said_once(self):
        path = "prisma/migrations/20250301000000_next/migration.sql"
        run = self.run_program("lint", "--runner", "psql", path)
        self.assertEqual(run.returncode, 1)
        self.assertEqual(run.stderr.decode(),
                         'lockstep: 20250201000000_again: on an empty database Postgres would refuse a statement of it: '
                         'relation "orders" already exists (42P07); what later migrations name may exist unseen\n')


class Paths(Case):
    def test_single_file(self):
        self.write("x.sql", DROP_COLUMN)
        self.assertEqual(self.findings("x.sql"), [("x.sql", "drop-column")])

    def test_single_files_are_histories_of_their_own(self):
        self.write("a.sql", CREATE)
        self.write("b.sql", CREATE)
        self.assertEqual(self.findings("b.sql", "./a.sql", "a.sql", code=0), [])

    def test_file_of_a_migrations_folder_follows_the_older_ones(self):
        self.project()
        path = "prisma/migrations/20250201000000_drop_note/migration.sql"
        output = self.lint(path, code=1)
        self.assertIn("1 older file only replayed", output)
        self.assertEqual(self.findings(path), [(path, "drop-column")])

    def test_folder_of_one_migration(self):
        self.project()
        self.assertEqual(self.findings("prisma/migrations/20250201000000_drop_note"),
                         [("prisma/migrations/20250201000000_drop_note/migration.sql", "drop-column")])

    def test_folder_of_migrations(self):
        self.project()
        self.assertIn("in 2 migrations: 2 statements", self.lint("prisma/migrations/", code=1))

    def test_folder_of_a_project(self):
        self.project("apps/shop/prisma")
        self.assertEqual(len(self.findings("apps")), 1)
        self.assertEqual(len(self.findings("apps", "apps/shop")), 1)

    def test_folder_of_a_project_without_migrations(self):
        self.write("db/lockstep.toml", 'migrations = "m"\n')
        self.write("db/m/x")
        self.complaint("lint", "db")

    def test_two_folders_are_two_histories(self):
        self.migration("1_init", CREATE, "a")
        self.migration("1_init", CREATE, "b")
        self.migration("2_drop", DROP_COLUMN, "b")
        self.assertEqual(self.findings("b", "a"), [("b/2_drop/migration.sql", "drop-column")])

    def test_folder_and_file_in_it(self):
        self.project()
        self.assertEqual(len(self.findings("prisma/migrations", "prisma/migrations/20250201000000_drop_note/migration.sql")), 1)

    def test_flat_files(self):
        self.write("db/001_init.sql", CREATE)
        self.write("db/002_drop.sql", DROP_COLUMN)
        self.assertEqual(self.findings("db"), [("db/002_drop.sql", "drop-column")])
        self.assertIn("1 older file only replayed", self.lint("db/002_drop.sql", code=1))

    def test_any_sql_files_of_a_folder(self):
        self.write("db/create.sql", CREATE)
        self.assertIn("in 1 file", self.lint("db", code=0))

    def test_absolute_path_outside_is_kept(self):
        with tempfile.TemporaryDirectory() as other:
            path = Path(other).resolve() / "x.sql"
            path.write_text(DROP_COLUMN)
            self.assertEqual(self.findings(path), [(str(path), "drop-column")])

    def test_relative_path_outside(self):
        self.write("x.sql", DROP_COLUMN)
        self.write("inner/y")
        self.assertEqual(self.findings("../x.sql", cwd="inner"), [("../x.sql", "drop-column")])

    def test_bom_crlf_and_empty(self):
        self.write("bom.sql", b"\xef\xbb\xbf" + FINE.encode())
        self.write("crlf.sql", FINE.replace("\n", "\r\n"))
        self.write("empty.sql", "")
        self.assertIn("no findings in 3 files", self.lint("bom.sql", "crlf.sql", "empty.sql", code=0))
        self.assertIn("no findings in 1 file", self.lint("-", code=0))

    def test_names_with_spaces_and_beyond_ascii(self):
        self.migration("20240101000000_init", CREATE, "my project/prisma/migrations")
        self.migration("20250101000000_größe ändern", DROP_COLUMN, "my project/prisma/migrations")
        self.assertEqual(self.findings("my project/prisma/migrations"),
                         [("my project/prisma/migrations/20250101000000_größe ändern/migration.sql", "drop-column")])

    def test_order_of_paths_changes_nothing(self):
        self.write("a.sql", DROP_COLUMN)
        self.write("b.sql", DROP_COLUMN)
        self.assertEqual(self.lint("a.sql", "b.sql", code=1), self.lint("b.sql", "a.sql", code=1))

    def test_missing(self):
        self.assertEqual(self.complaint("lint", "none.sql"), "none.sql: no such file or folder; check the path")
        self.write("x.sql", DROP_COLUMN)
        self.complaint("lint", "x.sql", "none.sql")

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_unreadable(self):
        self.write("x.sql", FINE).chmod(0)
        self.assertEqual(self.complaint("lint", "x.sql"), "x.sql: permission denied")

    def test_folder_without_migrations(self):
        self.write("src/x.ts")
        self.assertEqual(self.complaint("lint", "src"),
                         "src: no migrations in this folder; name a folder of <name>/migration.sql, or a .sql file")


class Discovery(Case):
    EXPECTED = [("prisma/migrations/20250201000000_drop_note/migration.sql", "drop-column")]

    def test_from_the_top_and_from_a_subfolder(self):
        self.project()
        self.write("src/deep/x.ts")
        self.assertEqual(self.findings(), self.EXPECTED)
        output = self.lint(cwd="src/deep", code=1)
        self.assertIn("../../prisma/migrations/20250201000000_drop_note/migration.sql:1:", output)

    def test_machines_get_paths_from_the_top_of_the_checkout(self):
        self.git("init", "--quiet")
        self.project()
        self.write("prisma/migrations/migration_lock.toml", 'provider = "postgresql"\n')
        self.write("src/x.ts")
        self.assertEqual(self.findings(cwd="src"), self.EXPECTED)

    def test_monorepo(self):
        self.project("apps/a/prisma")
        self.project("apps/b/prisma")
        self.write("apps/b/lockstep.toml", '[rules.drop-column]\nseverity = "off"\n')
        self.write("node_modules/x/prisma/schema.prisma")
        self.assertEqual([file for file, _ in self.findings()],
                         ["apps/a/prisma/migrations/20250201000000_drop_note/migration.sql"])

    def test_nothing_found(self):
        self.assertEqual(self.complaint("lint"),
                         ".: no migrations found; name a file or folder, or set `migrations` in lockstep.toml")

    def test_options(self):
        self.project("db")
        self.migration("0_init", CREATE, "other")
        self.migration("1_x", DROP_COLUMN, "other")
        drop = "db/migrations/20250201000000_drop_note/migration.sql"
        self.assertEqual(self.findings("--schema", "db/schema.prisma"), [(drop, "drop-column")])
        self.assertEqual(self.findings("--migrations", "other", "--migrations", "db/migrations"),
                         [(drop, "drop-column"), ("other/1_x/migration.sql", "drop-column")])
        self.assertEqual(self.complaint("lint", "--migrations", "nix"), "nix: no such folder; check --migrations")
        self.assertEqual(self.complaint("lint", "--schema", "nix"), "nix: no such file or folder; check --schema")

    def test_prisma_version_of_the_lock_file(self):
        self.project()
        self.write("package-lock.json", '{"packages": {"node_modules/prisma": {"version": "6.19.3"}}}')
        run = self.run_program("lint", "--verbose")
        self.assertEqual(run.stderr.decode(),
                         "lockstep: prisma/migrations: 2 reported on, 0 only replayed; prisma 6.19.3, Postgres 14, no lockstep.toml\n")

    def test_prisma_version_of_the_schema(self):
        """Prisma 7 takes no `url` in the datasource, so a schema with one is of Prisma 6 or older."""
        self.project()
        self.write("prisma/migrations/3_x/migration.sql",
                   "ALTER TABLE t RENAME COLUMN a TO b;\nCREATE INDEX i ON t (b);\n")
        for url, prisma in (("", "prisma of an unknown version"), ('url = env("DATABASE_URL")\n', "prisma 6")):
            self.write("prisma/schema.prisma", f'datasource db {{\nprovider = "postgresql"\n{url}}}\n')
            run = self.run_program("lint", "--all", "--verbose")
            self.assertIn(f"only replayed; {prisma}, Postgres", run.stderr.decode())


class Configuration(Case):
    def setUp(self):
        super().setUp()
        self.project()

    def test_severity(self):
        self.write("lockstep.toml", '[rules.drop-column]\nseverity = "warning"\n')
        self.assertEqual(len(self.findings(code=0)), 1)
        self.lint("--fail-on", "warning", code=1)

    def test_peers_names(self):
        self.write("lockstep.toml", '[rules."squawk:ban-drop-column"]\nseverity = "off"\n')
        self.assertEqual(self.findings(code=0), [])

    def test_allowances(self):
        for place in ('migration = "20250201000000_drop_note"', 'object = "orders.note"'):
            self.write("lockstep.toml", f'[[allow]]\nrule = "drop-column"\n{place}\nreason = "read by nobody"\n')
            output = self.lint(code=0)
            self.assertIn("1 finding allowed", output)
        self.write("lockstep.toml", '[[allow]]\nrule = "drop-column"\nobject = "orders.id"\nreason = "x"\n')
        self.lint(code=1)

    def test_suppressed_results_of_sarif(self):
        self.write("lockstep.toml", '[[allow]]\nrule = "drop-column"\nobject = "orders.note"\nreason = "unread"\n')
        for option, count in ((), 0), (("--sarif-suppressed",), 1):
            report = json.loads(self.lint("--format", "sarif", *option, code=0))
            self.assertEqual(len(report["runs"][0]["results"]), count)

    def test_reasons_show_no_secret(self):
        token = "gh" + "p_" + "h8Kq2ZpX7vLw4RtYbN1sT6mD3fGcJ9uE5aQx"
        options = ("--format", "sarif", "--sarif-suppressed", "--select", "drop-column")
        self.write("lockstep.toml", f'[[allow]]\nrule = "drop-column"\nobject = "orders.note"\nreason = "{token}"\n')
        by_configuration = self.lint(*options, code=0)
        by_comment = self.lint("-", *options, code=0, stdin=f"-- lockstep: allow drop-column -- {token}\n{DROP_COLUMN}".encode())
        for report in by_configuration, by_comment:
            self.assertIn('"justification": "' + "*" * len(token), report)
            self.assertNotIn(token, report)

    def test_applies_to_paths_and_standard_input(self):
        self.write("lockstep.toml", '[rules.drop-column]\nseverity = "off"\n')
        self.assertEqual(self.findings("prisma/migrations", code=0), [])
        self.assertEqual(self.findings("-", code=0, stdin=DROP_COLUMN.encode()), [])

    def test_given_file(self):
        self.write("ci/strict.toml", 'migrations = "../prisma/migrations"\n[rules.drop-column]\nseverity = "note"\n')
        self.assertEqual(len(self.findings("--config", "ci/strict.toml", code=0)), 1)
        self.assertEqual(self.complaint("lint", "--config", "none.toml"), "none.toml: no such file or folder; check the path")

    def test_mistakes(self):
        cases = {
            'postgress = 15': "lockstep.toml:1: unknown key `postgress`; did you mean `postgres`?",
            'postgres = 12': "lockstep.toml:1: Postgres 12 is not supported; use a major version from 14 to 18",
            '\n[rules.drop-colum]\nseverity = "off"': "lockstep.toml:2: no rule is called `drop-colum`; did you mean `drop-column`?",
            '[[allow]]\nrule = "drop-colum"\nobject = "x"\nreason = "y"':
                "lockstep.toml:1: no rule is called `drop-colum`; did you mean `drop-column`?",
            'migrations = "nix"': "lockstep.toml:1: there is no folder `nix`; correct the path",
            'migrations = "."': "lockstep.toml:1: there are no migrations in `.`; correct the path",
            'migrations = []': 'lockstep.toml:1: `migrations` is empty; write migrations = "prisma/migrations"',
        }
        for text, expected in cases.items():
            self.write("lockstep.toml", text + "\n")
            self.assertEqual(self.complaint("lint"), expected)

    def test_broken_toml(self):
        self.write("lockstep.toml", "postgres = 15\nrunner = \n")
        self.assertTrue(self.complaint("lint").startswith("lockstep.toml:2: "))

    def test_more_than_a_stack_holds(self):
        too_many = "more than 100 dots in a line; break it into several lines"
        for text in ("a." * 20000 + "a = 1", "[" + "a." * 20000 + "a]", "x = {" + '"=" . ' * 20000 + "a = 1}"):
            self.write("lockstep.toml", "postgres = 15\n" + text + "\n")
            self.assertEqual(self.complaint("lint"), "lockstep.toml:2: " + too_many)
        self.write("lockstep.toml", "x = [" + ("\n{" + "a." * 100 + "a = [") * 120 + "\n")
        self.assertTrue(self.complaint("lint").startswith("lockstep.toml:"))
        self.write("lockstep.toml", "#" * (1 << 20) + "\n")
        self.assertEqual(self.complaint("lint"), "lockstep.toml: larger than 1 MiB; keep settings alone in it")

    def test_names_make_no_line_of_their_own(self):
        self.write("lockstep.toml", 'schema = "x\\n::error::pwn\\u001b[2J\\u202e##[error]"\n')
        self.assertEqual(self.complaint("lint"), "lockstep.toml:1: there is no schema "
                         "`x\\n::error::pwn\\x1b[2J\\u{202e}\\x23#[error]`; correct the path")
        self.write("lockstep.toml")
        self.complaint("lint", "x\n::error::pwn")
        self.complaint("lint", "--format", "x\n::error::pwn")
        self.complaint("x\n::error::pwn")


class Options(Case):
    def setUp(self):
        super().setUp()
        self.write("x.sql", DROP_COLUMN + "DROP TABLE \"carts\";\n")

    def test_select_and_ignore(self):
        rules = lambda *options, code=1: [rule for _, rule in self.findings(*options, "x.sql", code=code)]
        self.assertEqual(rules("--select", "drop-table"), ["drop-table"])
        self.assertEqual(rules("--select", "drop-table,drop-column", "--ignore", "drop-column"), ["drop-table"])
        self.assertEqual(rules("--ignore", "drop-table", "--ignore", "drop-column", code=0), [])
        self.assertEqual(self.complaint("lint", "--select", "drop-tabel", "x.sql"),
                         "--select: no rule is called `drop-tabel`; did you mean `drop-table`?")
        self.assertEqual(self.complaint("lint", "--ignore", "drop-table,nothing-like-it", "x.sql"),
                         "--ignore: no rule is called `nothing-like-it`; `lockstep rules` lists them")

    def test_wrong_values(self):
        cases = {
            ("--format", "xml"): "--format: unknown format `xml`; use one of text, json, sarif, github, markdown",
            ("--format", "jsn"): "--format: unknown format `jsn`; did you mean `json`?",
            ("--postgres", "13"): "--postgres: Postgres 13 is not supported; use a major version from 14 to 18",
            ("--postgres", "x"): "--postgres: `x` is no major version of Postgres; use a number from 14 to 18",
            ("--runner", "psq"): "--runner: unknown runner `psq`; did you mean `psql`?",
            ("--prisma", "new"): "--prisma: `new` is no version of Prisma; write it like 7.4.0",
            ("--fail-on", "off"): "--fail-on: unknown severity `off`; use one of error, warning, note",
            ("--formt", "text"): "--formt: unknown option; did you mean `--format`?",
            ("--formt=text",): "--formt: unknown option; did you mean `--format`?",
            ("--all", "--base", "x"): "--all: contradicts --base; give one of them",
        }
        for options, expected in cases.items():
            self.assertEqual(self.complaint("lint", *options, "x.sql"), expected)

    def test_value_missing(self):
        self.assertTrue(self.complaint("lint", "x.sql", "--base").startswith("--base"))

    def test_base_outside_git(self):
        self.assertEqual(self.complaint("lint", "--base", "main", "x.sql"),
                         "--base: this is no git checkout; leave it out to report on everything")

    def test_commands(self):
        self.assertEqual(self.complaint("lnt"), "lnt: unknown command; did you mean `lint`?")
        self.assertEqual(self.complaint("version", "x"), "x: one argument too many; see lockstep version --help")
        run = self.run_program()
        self.assertEqual((run.returncode, run.stdout), (2, b""))
        self.assertIn(b"Usage", run.stderr)

    def test_help_and_version(self):
        for arguments in (("--help",), ("lint", "--help"), ("explain", "-h")):
            run = self.run_program(*arguments)
            self.assertEqual((run.returncode, run.stderr), (0, b""))
            self.assertIn(b"Usage: lockstep", run.stdout)
        version = self.run_program("version")
        self.assertRegex(version.stdout.decode(), r"^lockstep \d+\.\d+\.\d+\n$")
        self.assertEqual(self.run_program("--version").stdout, version.stdout)

    def test_quiet_and_statistics(self):
        self.assertEqual(len(self.lint("--quiet", "x.sql", code=1).splitlines()), 2)
        self.assertRegex(self.lint("--statistics", "x.sql", code=1), r"(?m)^ *1 +drop-table ")


class Outputs(Case):
    def setUp(self):
        super().setUp()
        self.write("x.sql", DROP_COLUMN)

    def test_several(self):
        output = self.lint("--format", "sarif", "--output", "out.sarif", "--format", "json", "--output", "out.json",
                           "--format", "github", "x.sql", code=1)
        self.assertTrue(output.startswith("::error file=x.sql,line=1"), output)
        self.assertEqual(json.loads((self.root / "out.sarif").read_text())["version"], "2.1.0")
        self.assertEqual(len(json.loads((self.root / "out.json").read_text())["findings"]), 1)
        self.assertEqual(sorted(path.name for path in self.root.iterdir()), ["out.json", "out.sarif", "x.sql"])

    def test_output_alone_is_text(self):
        self.assertEqual(self.lint("--output", "out.txt", "x.sql", code=1), "")
        self.assertIn("[drop-column]", (self.root / "out.txt").read_text())

    def test_output_before_its_format(self):
        self.assertEqual(self.lint("--output", "out.json", "--format", "json", "x.sql", code=1), "")
        json.loads((self.root / "out.json").read_text())

    def test_dash_is_standard_output(self):
        json.loads(self.lint("--format", "json", "--output", "-", "x.sql", code=1))

    def test_two_in_one_place(self):
        advice = "two reports in one place; give each --format an --output of its own"
        self.assertEqual(self.complaint("lint", "--format", "text", "--format", "json", "x.sql"), f"--format: {advice}")
        self.assertEqual(self.complaint("lint", "--output", "a", "--output", "a", "x.sql"), f"a: {advice}")

    def test_unwritable_leaves_nothing(self):
        self.write("old.json", "old")
        error = self.complaint("lint", "--format", "json", "--output", "old.json", "--format", "sarif", "--output",
                               "none/out.sarif", "x.sql")
        self.assertTrue(error.startswith("none/out.sarif: "), error)
        self.assertEqual((self.root / "old.json").read_text(), "old")
        self.assertEqual(sorted(path.name for path in self.root.iterdir()), ["old.json", "x.sql"])

    def test_folder_as_output(self):
        self.assertEqual(self.complaint("lint", "--output", ".", "x.sql"), ".: is a folder, not a file; name a file in it")

    def test_error_leaves_no_output(self):
        self.complaint("lint", "--output", "out.txt", "x.sql", "none.sql")
        self.assertFalse((self.root / "out.txt").exists())

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full")
    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            run = subprocess.run([case.PROGRAM, "lint", "x.sql"], cwd=self.root, stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(run.returncode, 2)
        self.assertIn(b"lockstep: standard output: ", run.stderr)

    def test_a_limit_to_the_size_of_files(self):
        run = subprocess.run(["sh", "-c", 'ulimit -f 1; exec "$0" lint --format sarif --output out.sarif x.sql', case.PROGRAM],
                             cwd=self.root, capture_output=True)
        self.assertEqual(run.returncode, 2, run.stderr)
        self.assertFalse((self.root / "out.sarif").exists())

    def test_same_bytes_every_time(self):
        for format_name in "text", "json", "sarif", "github":
            self.assertEqual(self.lint("--format", format_name, "x.sql", code=1),
                             self.lint("--format", format_name, "x.sql", code=1))

    def on_terminal(self, *arguments, **environment):
        """Standard output of a run that has a terminal there."""
        leader, follower = pty.openpty()
        variables = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
        subprocess.run([case.PROGRAM, "lint", "x.sql", *arguments], cwd=self.root, stdout=follower, stdin=subprocess.DEVNULL,
                       env={**variables, "TERM": "xterm", **environment}, timeout=60)
        os.close(follower)
        output = b""
        try:
            while chunk := os.read(leader, 65536):
                output += chunk
        except OSError:  # how Linux says that nobody writes any more
            pass
        os.close(leader)
        return output.decode()

    def test_colours_only_on_a_terminal_that_wants_them(self):
        self.assertNotIn("\x1b", self.lint("x.sql", code=1))
        self.assertIn("\x1b[", self.on_terminal())
        self.assertNotIn("\x1b", self.on_terminal(NO_COLOR="1"))
        self.assertIn("\x1b[", self.on_terminal(NO_COLOR=""))
        self.assertNotIn("\x1b", self.on_terminal(TERM="dumb"))
        self.assertNotIn("\x1b", self.on_terminal("--no-color"))
        self.assertNotIn("\x1b", self.on_terminal("--format", "json"))


class Git(Case):
    NEW = "prisma/migrations/20250301000000_drop \"ünd\"/migration.sql"

    def setUp(self):
        super().setUp()
        self.git("init", "--quiet", "--initial-branch=main")
        self.project()
        self.write("lockstep.toml", '[rules.folder]\nseverity = "off"\n')  # git_test.py has names and lock files
        self.write("src/x.ts")
        self.commit()

    def branch(self):
        self.git("switch", "--quiet", "--create", "feature")
        self.write(self.NEW, 'ALTER TABLE "orders" DROP COLUMN "total";\n')

    def test_configuration_is_read_even_so(self):
        self.write("lockstep.toml", "postgres = 13\n")
        self.complaint("lint")
        self.write("lockstep.toml", "")
        report = json.loads(self.lint("--format", "sarif", code=0))
        self.assertTrue(report["runs"][0]["tool"]["driver"]["rules"])

    def test_nothing_new(self):
        self.assertEqual(self.lint(code=0),
                         "no findings in 0 migrations new since the last commit (--all reports on all 2): 0 statements\n")

    def test_not_committed(self):
        self.write(self.NEW, 'ALTER TABLE "orders" DROP COLUMN "total";\n')
        self.assertEqual(self.findings(), [(self.NEW, "drop-column")])
        self.assertIn("1 error in 1 migration new since the last commit: 1 statement, 2 older files only replayed",
                      self.lint(code=1))

    def test_branch(self):
        self.branch()
        self.commit()
        self.assertEqual(self.findings(), [(self.NEW, "drop-column")])
        self.assertIn("1 migration new since main", self.lint(code=1))
        self.assertEqual(self.findings(cwd="src"), [(self.NEW, "drop-column")])

    def test_detached(self):
        self.branch()
        self.commit()
        self.git("switch", "--quiet", "--detach")
        self.assertEqual(self.findings(), [(self.NEW, "drop-column")])

    def test_remote(self):
        self.git("update-ref", "refs/remotes/origin/main", "HEAD")
        self.write(self.NEW, 'ALTER TABLE "orders" DROP COLUMN "total";\n')
        self.commit()
        self.assertIn("1 migration new since origin/main", self.lint(code=1))

    def test_edited_after_the_base(self):
        path = "prisma/migrations/20250201000000_drop_note/migration.sql"
        self.write(path, DROP_COLUMN + "-- edited\n")
        self.assertEqual(self.findings(), [(path, "drop-column")])

    def test_all(self):
        self.assertEqual(len(self.findings("--all")), 1)
        self.assertIn("in 2 migrations: ", self.lint("--all", code=1))

    def test_paths_are_reported_on_whatever_git_says(self):
        self.assertEqual(len(self.findings("prisma/migrations")), 1)

    def test_base(self):
        self.git("tag", "first")
        self.branch()
        self.commit()
        self.git("switch", "--quiet", "main")
        self.git("merge", "--quiet", "feature")
        self.assertEqual(self.findings("--base", "first"), [(self.NEW, "drop-column")])
        self.assertEqual(self.findings("--base", "first", "prisma/migrations"), [(self.NEW, "drop-column")])
        self.assertIn("1 migration new since first", self.lint("--base", "first", code=1))
        self.assertEqual(self.complaint("lint", "--base", "nix"),
                         "prisma/migrations: git knows no commit `nix`; "
                         "fetch it, name another --base, or report on everything with --all")

    def test_unknown_default_branch(self):
        self.git("branch", "--move", "trunk")
        self.git("branch", "other")
        self.assertEqual(self.complaint("lint"),
                         "prisma/migrations: cannot tell which branch is the default one; "
                         "name it with --base, or report on everything with --all")

    def test_called_by_a_hook(self):
        self.write(self.NEW, 'ALTER TABLE "orders" DROP COLUMN "total";\n')
        self.assertEqual(self.findings(cwd="src", env={"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index"}),
                         [(self.NEW, "drop-column")])

    def test_no_git_program(self):
        error = self.complaint("lint", env={"PATH": str(self.root)})
        self.assertEqual(error, "prisma/migrations: git: program not found; install it, or report on everything with --all")

    def test_work_tree_of_its_own(self):
        self.git("worktree", "add", "--quiet", "-b", "side", "side")
        self.write("side/" + self.NEW, 'ALTER TABLE "orders" DROP COLUMN "total";\n')
        self.assertEqual(self.findings(cwd="side"), [(self.NEW, "drop-column")])


class Rules(Case):
    def test_list(self):
        text = self.run_program("rules").stdout.decode()
        self.assertRegex(text, r"(?m)^data_loss\n(.*\n)*  drop-column +error  ")
        rules = json.loads(self.run_program("rules", "--format", "json").stdout)
        self.assertEqual([rule["id"] for rule in rules], sorted(rule["id"] for rule in rules))
        for rule in rules:
            self.assertEqual(list(rule), ["id", "group", "severity", "summary", "since", "aliases"])
        self.assertEqual(self.complaint("rules", "--format", "sarif"), "--format: unknown format `sarif`; use one of text, json")

    def test_list_of_the_project(self):
        def severity(rule, *arguments):
            rules = json.loads(self.run_program("rules", "--format", "json", *arguments).stdout)
            return next(each["severity"] for each in rules if each["id"] == rule)
        self.assertEqual(severity("lock-timeout-missing"), "off")
        self.assertEqual(severity("lock-timeout-missing", "--pack", "strict"), "warning")
        self.assertEqual(severity("drop-column", "--pack", "strict"), "error")
        self.write("other.toml", '[rules.drop-column]\nseverity = "note"\n')
        self.assertEqual(severity("drop-column", "--config", "other.toml"), "note")
        self.write("lockstep.toml", 'extends = ["recommended", "strict"]\n[rules.drop-column]\nseverity = "off"\n')
        self.assertEqual(severity("lock-timeout-missing"), "warning")
        self.assertEqual(severity("drop-column"), "off")
        self.assertEqual(severity("drop-column", "--pack", "recommended"), "error")
        self.assertEqual(self.complaint("rules", "--pack", "strct"), "--pack: unknown pack `strct`; did you mean `strict`?")

    def test_explain(self):
        run = self.run_program("explain", "drop-column")
        self.assertEqual((run.returncode, run.stderr), (0, b""))
        self.assertIn(b"drop-column", run.stdout)
        self.assertEqual(self.run_program("explain", "squawk:ban-drop-column").stdout, run.stdout)
        self.assertEqual(self.complaint("explain", "drop-colum"), "no rule is called `drop-colum`; did you mean `drop-column`?")
        self.assertEqual(self.complaint("explain"), "RULE is required; see lockstep --help")


if __name__ == "__main__":
    case.main()
