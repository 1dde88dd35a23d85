#!/usr/bin/env python3
"""tools/new-rule makes a rule that compiles, and that every test calls unwritten."""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import rule_set_checks
from rule_set_checks import rule_set

OPTIONS = None


class NewRule(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for name in ("src/rules", "rules.d", "tests/fixtures"):
            shutil.copytree(rule_set.ROOT / name, self.root / name)
        shutil.copy(rule_set.ROOT / "CMakeLists.txt", self.root)

    def new_rule(self, *arguments):
        tool = rule_set.ROOT / "tools/new-rule"
        return subprocess.run([sys.executable, tool, "--root", self.root, *arguments], capture_output=True, text=True)

    def test_is_red_until_it_is_written(self):
        self.assertEqual(rule_set_checks.problems(self.root), [])
        self.assertEqual(self.new_rule("stray-hazard", "--group", "transaction").returncode, 0)
        problems = rule_set_checks.problems(self.root)
        self.assertTrue(problems)
        self.assertTrue(all(problem.startswith("stray_hazard: ") for problem in problems), problems)
        fixture = rule_set.fixture_of(self.root, "stray-hazard")
        run = subprocess.run([OPTIONS.fixtures_test, fixture], capture_output=True, text=True)
        self.assertNotEqual(run.returncode, 0)

    def test_its_fixture_is_red_with_a_rule_that_finds_nothing(self):
        self.new_rule("stray-hazard")
        fixture = rule_set.fixture_of(self.root, "stray-hazard")
        text = fixture.read_text().replace("stray-hazard", "drop-table")
        fixture.write_text(text)
        run = subprocess.run([OPTIONS.fixtures_test, fixture], capture_output=True, text=True)
        self.assertNotEqual(run.returncode, 0)
        self.assertIn('not found: 1 [drop-table] "part of the message"', run.stdout)

    def test_compiles(self):
        self.new_rule("stray-hazard")
        commands = json.loads(OPTIONS.compile_commands.read_text())
        model = next(entry for entry in commands if entry["file"].endswith("data_loss/drop_table.cpp"))
        command = [word for word in model["command"].split() if "ccache" not in word]
        command = command[: command.index("-o")] + ["-fsyntax-only", str(self.root / "src/rules/locking/stray_hazard.cpp")]
        subprocess.run(command, cwd=model["directory"], check=True)

    def test_refuses_what_is_there_and_what_is_no_id(self):
        self.assertIn("there is such a rule", self.new_rule("drop-table").stderr)
        self.assertIn("lower case words", self.new_rule("Drop_Table").stderr)
        self.assertEqual(rule_set_checks.problems(self.root), [])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--fixtures-test", type=Path, required=True)
    parser.add_argument("--compile-commands", type=Path, required=True)
    OPTIONS, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])
