"""lockstep.toml and the baseline, from outside: what they change about a run, and mistakes in them."""

import json
import os
import subprocess
import unittest

import case
from case import CREATE, DROP_COLUMN, Case

INIT = "20250101000000_init"
DROP = "20250201000000_drop_note"


class Config(Case):
    def setUp(self):
        super().setUp()
        self.project()

    def severities(self, config, *arguments, code):
        """{rule: severity} of the findings under this configuration."""
        self.write("lockstep.toml", config)
        report = json.loads(self.lint("--format", "json", *arguments, code=code))
        return {finding["rule"]: finding["severity"] for finding in report["findings"]}

    def mistake(self, config):
        self.write("lockstep.toml", config)
        return self.complaint("lint")


class Packs(Config):
    def test_a_pack_of_the_project(self):
        self.write("rules.d/team.toml", '[rules]\ndrop-column = "note"\n')
        self.assertEqual(self.severities('extends = ["recommended", "rules.d/team.toml"]\n', code=0),
                         {"drop-column": "note"})
        self.assertEqual(self.severities('extends = ["rules.d/team.toml", "recommended"]\n', code=1),
                         {"drop-column": "error"}, "the last one wins")

    def test_only_a_pack_of_the_project(self):
        self.write("rules.d/team.toml", '[rules.drop-table]\nseverity = "error"\n')
        self.assertEqual(self.severities('extends = "rules.d/team.toml"\n', code=0), {})

    def test_the_configuration_has_the_last_word(self):
        self.write("rules.d/team.toml", '[rules]\ndrop-column = "note"\n')
        self.assertEqual(self.severities('extends = "rules.d/team.toml"\n[rules]\ndrop-column = "warning"\n', code=0),
                         {"drop-column": "warning"})

    def test_mistakes(self):
        self.assertEqual(self.mistake('\nextends = "recomended"\n'),
                         "lockstep.toml:2: unknown pack `recomended`; did you mean `recommended`?")
        self.assertEqual(self.mistake('extends = [\n"recommended",\n"rules.d/none.toml"]\n'),
                         "lockstep.toml:3: there is no pack `rules.d/none.toml`; correct the path")
        self.assertEqual(self.mistake("extends = []\n"),
                         'lockstep.toml:1: `extends` is empty; write extends = "recommended"')
        self.write("rules.d/team.toml", '[rules]\ndrop-colum = "note"\n')
        self.assertEqual(self.mistake('extends = "rules.d/team.toml"\n'),
                         "rules.d/team.toml:2: no rule is called `drop-colum`; did you mean `drop-column`?")


class Options(Config):
    SIZE = '[rules.too-many-blocking-statements]\nseverity = "warning"\n'

    def test_an_option_changes_its_rule(self):
        many = "".join(f'ALTER TABLE "orders" ADD COLUMN "c{i}" INTEGER;\n' for i in range(12))
        self.migration("20250301000000_many", many)
        rule = "too-many-blocking-statements"
        select = ("--select", rule)
        self.assertIn(rule, self.severities(self.SIZE + "max = 3\n", *select, code=0))
        self.assertEqual(self.severities(self.SIZE + "max = 100\n", *select, code=0), {})

    def test_mistakes(self):
        self.assertEqual(self.mistake("[rules.drop-column]\nseverty = 'off'\n"),
                         "lockstep.toml:2: `drop-column` has no option `severty`; did you mean `severity`?")
        self.assertEqual(self.mistake(self.SIZE + "mxa = 3\n"),
                         "lockstep.toml:3: `too-many-blocking-statements` has no option `mxa`; use one of max, severity")
        self.assertEqual(self.mistake(self.SIZE + "max = -1\n"),
                         "lockstep.toml:3: `max` must be 0 or more; write max = 10")
        self.assertTrue(self.mistake(self.SIZE + "max = 'many'\n").startswith(
            "lockstep.toml:3: `max` has a value of the wrong kind; write max = "))


class Overrides(Config):
    def test_by_glob(self):
        for glob, expected in (("prisma/migrations/20250201*", {}), ("**/20250201*/*.sql", {}), ("prisma", {}),
                               ("prisma/migrations/20250101*", {"drop-column": "error"})):
            config = f'[[overrides]]\npaths = ["{glob}"]\nrules.drop-column.severity = "off"\n'
            self.assertEqual(self.severities(config, code=1 if expected else 0), expected, glob)

    def test_the_last_one_wins(self):
        config = '[[overrides]]\npaths = "prisma"\nrules.drop-column = "off"\n'
        config += '[[overrides]]\npaths = "**/20250201*"\nrules.drop-column = "note"\n'
        self.assertEqual(self.severities(config, code=0), {"drop-column": "note"})

    def test_paths_are_seen_from_the_configuration(self):
        self.project("apps/shop/prisma")
        self.write("apps/shop/lockstep.toml", '[[overrides]]\npaths = "prisma"\nrules.drop-column = "off"\n')
        self.assertEqual(self.findings(code=0, cwd="apps/shop"), [])
        self.write("ci/lockstep.toml", '[[overrides]]\npaths = "prisma"\nrules.drop-column = "off"\n')
        self.assertEqual(len(self.findings("--config", "../../ci/lockstep.toml", cwd="apps/shop")), 1)

    def test_ignored_and_not_selected_rules_stay_off(self):
        config = '[[overrides]]\npaths = "prisma"\nrules.drop-column = "warning"\n'
        self.assertEqual(self.severities(config, "--ignore", "drop-column", code=0), {})
        self.assertEqual(self.severities(config, "--select", "drop-table", code=0), {})

    def test_mistakes(self):
        self.assertEqual(self.mistake('[[overrides]]\npaths = "x"\nrules.drop-colum = "off"\n'),
                         "lockstep.toml:3: no rule is called `drop-colum`; did you mean `drop-column`?")
        self.assertEqual(self.mistake('[[overrides]]\npaths = "x"\nrules.drop-column.limit = 1\n'),
                         "lockstep.toml:3: `drop-column` has no option `limit`; use one of severity")


class Tables(Config):
    def test_nobody_waits_for_a_small_one(self):
        self.migration("20250301000000_index", 'CREATE INDEX "i" ON "orders" ("total");\n')
        rule = "create-index-not-concurrent"
        self.assertIn(rule, self.severities("", code=1))
        for name in ("orders", "ord*", "public.orders", "public.*"):
            self.assertNotIn(rule, self.severities(f'[tables]\nsmall = ["{name}"]\n', code=1), name)
        for name in ("order", "audit.*", "Orders"):
            self.assertIn(rule, self.severities(f'[tables]\nsmall = "{name}"\n', code=1), name)

    def test_a_lock_timeout_for_hot_ones_only(self):
        config = '[rules]\nlock-timeout-missing = "warning"\n'
        select = ("--select", "lock-timeout-missing")
        self.assertEqual(len(self.severities(config, *select, code=0)), 1)
        self.assertEqual(len(self.severities(config + '[tables]\nhot = "orders"\n', *select, code=0)), 1)
        self.assertEqual(self.severities(config + '[tables]\nhot = "carts"\n', *select, code=0), {})


class StartAfter(Config):
    def test_older_ones_are_only_replayed(self):
        self.write("lockstep.toml", f'start-after = "{DROP}"\n')
        self.assertIn("no findings in 0 migrations", self.lint("--all", code=0))
        self.migration("20250301000000_drop_total", 'ALTER TABLE "orders" DROP COLUMN "total";\n')
        output = self.lint("--all", code=1)
        self.assertIn("1 error in 1 migration: 1 statement, 2 older files only replayed", output)

    def test_a_file_that_is_named_is_reported_on(self):
        self.write("lockstep.toml", f'start-after = "{DROP}"\n')
        self.assertEqual(len(self.findings(f"prisma/migrations/{DROP}")), 1)
        self.assertEqual(self.findings("prisma/migrations", code=0), [])

    def test_staged_ones_too(self):
        self.git("init", "--quiet", "--initial-branch", "main")
        self.git("add", "--all")
        self.write("lockstep.toml", f'start-after = "{INIT}"\n')
        select = ("--staged", "--select", "drop-column")
        self.assertEqual(len(self.findings(*select)), 1)
        self.write("lockstep.toml", f'start-after = "{DROP}"\n')
        self.assertEqual(self.findings(*select, code=0), [])

    def test_a_name_of_no_migration(self):
        for name, advice in (("nope", "correct `start-after`"), ("99999999999999_last", "correct `start-after`"),
                             (DROP + "s", f'did you mean start-after = "{DROP}"?')):
            self.assertEqual(self.mistake(f'start-after = "{name}"\n'),
                             f"lockstep.toml:1: no migration is called `{name}`; {advice}")


class NoFile(Config):
    """What stands where a file is expected, and is none."""

    def test_configuration(self):
        (self.root / "lockstep.toml").mkdir()
        expected = "lockstep.toml: is a folder, not a file; name a file in it"
        for command in "lint", "rules", "init", "baseline":
            self.assertEqual(self.complaint(command), expected)
        (self.root / "lockstep.toml").rmdir()
        os.mkfifo(self.root / "lockstep.toml")
        self.assertEqual(self.complaint("lint"), "lockstep.toml: not a regular file")

    def test_devices(self):
        self.assertEqual(self.complaint("lint", "/dev/zero"), "/dev/zero: not a regular file")
        self.assertIn("dev/zero: not a regular file", self.complaint("rules", "--config", "/dev/zero"))
        self.assertIn("dev/full: not a regular file", self.mistake('baseline = "/dev/full"\n'))

    def test_pipe_that_is_named(self):
        self.assertEqual(len(self.findings("/dev/stdin", stdin=DROP_COLUMN.encode())), 1)

    def test_schema(self):
        (self.root / "prisma/schema.prisma").unlink()
        os.mkfifo(self.root / "prisma/schema.prisma")
        self.assertTrue(self.complaint("lint").endswith("prisma/schema.prisma: not a regular file"))

    def test_migration(self):
        path = self.root / f"prisma/migrations/{DROP}/migration.sql"
        path.unlink()
        os.mkfifo(path)
        self.assertEqual(self.complaint("lint"), f"prisma/migrations/{DROP}/migration.sql: not a regular file")
        path.unlink()
        path.symlink_to("migration.sql")
        self.assertEqual(self.complaint("lint"),
                         f"prisma/migrations/{DROP}/migration.sql: too many levels of symbolic links")

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_closed_folders(self):
        for folder in f"prisma/migrations/{DROP}", "prisma/migrations", "prisma":
            (self.root / folder).chmod(0)
            try:
                self.assertTrue(self.complaint("lint").endswith(": permission denied"), folder)
            finally:
                (self.root / folder).chmod(0o755)

    def test_current_folder(self):
        command = 'mkdir gone; cd gone; rmdir ../gone; exec "$0" "$@"'
        for name in "lint", "rules", "init", "baseline":
            run = subprocess.run(["sh", "-c", command, case.PROGRAM, name], cwd=self.root, capture_output=True, timeout=60)
            self.assertEqual((run.returncode, run.stdout, run.stderr),
                             (2, b"", b"lockstep: the current folder: no such file or folder; go to another one\n"))


class Baseline(Config):
    NAMED = 'baseline = "lockstep-baseline.json"\n'

    def baseline(self, *arguments, **options):
        run = self.run_program("baseline", *arguments, **options)
        self.assertEqual((run.returncode, run.stderr.decode()), (0, ""))
        return run.stdout.decode()

    def entries(self):
        return json.loads((self.root / "lockstep-baseline.json").read_text())["findings"]

    def test_accepts_what_is_there_and_no_more(self):
        self.write("lockstep.toml", self.NAMED)
        self.assertEqual(self.baseline(), "lockstep-baseline.json: 1 finding, 1 new, 0 gone\n")
        self.assertIn("no findings in 2 migrations: 2 statements, 1 finding in the baseline", self.lint(code=0))
        self.migration("20250301000000_drop_total", 'ALTER TABLE "orders" DROP COLUMN "total";\n')
        self.assertEqual(len(self.findings()), 1)

    def test_what_it_holds(self):
        self.baseline()
        text = (self.root / "lockstep-baseline.json").read_text()
        self.assertEqual([{**entry, "fingerprint": ""} for entry in self.entries()],
                         [{"migration": DROP, "rule": "drop-column", "object": "orders.note", "fingerprint": ""}])
        self.assertEqual(text.count("\n"), 6, "a line for each entry")
        self.baseline()
        self.assertEqual((self.root / "lockstep-baseline.json").read_text(), text)

    def test_says_what_to_configure(self):
        self.assertIn('write baseline = "lockstep-baseline.json" into lockstep.toml', self.baseline())
        self.assertEqual(len(self.findings()), 1, "until then it counts for nothing")

    def test_moved_lines_change_nothing_and_another_migration_everything(self):
        self.write("lockstep.toml", self.NAMED)
        self.baseline()
        self.migration(DROP, "-- a comment\n\n" + DROP_COLUMN)
        self.assertEqual(self.findings(code=0), [])
        self.migration("20250301000000_again", 'ALTER TABLE "orders" ADD COLUMN "note" TEXT;\n')
        self.migration("20250401000000_same", DROP_COLUMN)
        self.assertEqual(len(self.findings()), 1)

    def test_stale_entries_are_said_and_dropped(self):
        self.write("lockstep.toml", self.NAMED)
        self.baseline()
        self.migration(DROP, "SELECT 1;\n")
        run = self.run_program("lint")
        self.assertEqual((run.returncode, run.stderr.decode()),
                         (0, "lockstep: lockstep-baseline.json: 1 of its entries matches nothing any more; "
                             "`lockstep baseline --update` drops it\n"))
        self.lint("--ignore", "drop-column", code=0)
        self.migration("20250301000000_drop_total", 'ALTER TABLE "orders" DROP COLUMN "total";\n')
        self.assertEqual(self.baseline("--update"), "lockstep-baseline.json: 0 findings, 0 new, 1 gone\n")
        self.assertEqual(len(self.findings()), 1, "an update accepts nothing new")

    def test_of_a_part_keeps_the_rest(self):
        self.migration("20250301000000_drop_total", 'ALTER TABLE "orders" DROP COLUMN "total";\n')
        self.baseline()
        self.migration(DROP, "SELECT 1;\n")
        self.baseline(f"prisma/migrations/{INIT}")
        self.assertEqual(len(self.entries()), 2)
        self.baseline(f"prisma/migrations/{DROP}")
        self.assertEqual([entry["object"] for entry in self.entries()], ["orders.total"])

    def test_entries_of_a_removed_migration_go(self):
        self.baseline()
        (self.root / f"prisma/migrations/{DROP}/migration.sql").unlink()
        (self.root / f"prisma/migrations/{DROP}").rmdir()
        self.assertEqual(self.baseline("--update"), "lockstep-baseline.json: 0 findings, 0 new, 1 gone\n"
                         'write baseline = "lockstep-baseline.json" into lockstep.toml, above its first [table]\n')

    def test_allowed_findings_are_not_in_it(self):
        self.write("lockstep.toml", '[[allow]]\nrule = "drop-column"\nobject = "orders.note"\nreason = "x"\n')
        self.baseline()
        self.assertEqual(self.entries(), [])

    def test_is_where_the_configuration_says(self):
        self.project("apps/shop/prisma")
        self.write("apps/shop/lockstep.toml", 'baseline = "../../accepted/known.json"\n')
        (self.root / "accepted").mkdir()
        self.assertEqual(self.baseline(cwd="apps/shop"), "../../accepted/known.json: 1 finding, 1 new, 0 gone\n")
        self.assertEqual(self.findings(code=0, cwd="apps/shop"), [])

    def test_suppressed_results_of_sarif(self):
        self.write("lockstep.toml", self.NAMED)
        self.baseline()
        results = json.loads(self.lint("--format", "sarif", "--sarif-suppressed", code=0))["runs"][0]["results"]
        self.assertEqual([result["suppressions"][0]["justification"] for result in results],
                         ["in lockstep-baseline.json"])

    def test_mistakes(self):
        self.assertEqual(self.mistake(self.NAMED), "lockstep.toml:1: there is no baseline `lockstep-baseline.json`; "
                                                   "`lockstep baseline` writes it")
        for text in ("", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [{"rule": "x"}]}',
                     '{"version": 1}'):
            self.write("lockstep-baseline.json", text)
            self.assertEqual(self.complaint("lint"), "lockstep-baseline.json: is no baseline of lockstep; "
                                                     "remove it, and `lockstep baseline` writes it anew")
        self.assertEqual(self.complaint("baseline", "-"), "-: standard input has no baseline; name files or folders")


if __name__ == "__main__":
    case.main()
