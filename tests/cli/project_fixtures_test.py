"""Runs the fixtures of rules that look at a project: builds a git repository for each case and runs the program
in it. Called as `project_fixtures_test.py PROGRAM FIXTURE`; tests/fixtures/README.md tells the grammar.
"""

import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import repository  # noqa: E402

LOCK_FILE = "prisma/migrations/migration_lock.toml"
MARKS = ("at base", "unchanged", "missing", "uncommitted")
GONE = ("at base", "missing")  # a finding about such a file stands at its begin


@dataclass
class Section:
    path: str
    mark: str
    lines: list = field(default_factory=list)

    @property
    def text(self):
        return "\n".join(self.lines).strip("\n") + "\n" if any(self.lines) else ""


@dataclass
class Case:
    title: str
    command: str = "check --base main"
    sections: list = field(default_factory=list)
    expected: list = field(default_factory=list)  # (file, line, column, rule, parts of message and advice, severity)


def read_expectation(section, text):
    column, rule, message = re.fullmatch(r'(\d+) \[([\w-]+)\](?: "(.*)")?', text).groups()
    line = 1 if section.mark in GONE else len("\n".join(section.lines).lstrip("\n").splitlines()) + 1
    return [section.path, line, int(column), rule, message or "", [], ""]


def read_cases(text):
    cases = []
    for line in text.splitlines():
        word, _, rest = line.partition(": ")
        if word == "-- case":
            cases.append(Case(re.sub(r"\s*\(doc: (bad|good)\)$", "", rest)))
        elif not cases or line == "-- expect-none" or word in ("-- rule", "-- fixed"):
            continue
        elif word == "-- run":
            cases[-1].command = rest
        elif word == "-- file":
            path, mark = re.fullmatch(r"(.*?)(?: \((%s)\))?" % "|".join(MARKS), rest).groups()
            cases[-1].sections.append(Section(path, mark or ""))
        elif word == "-- expect":
            cases[-1].expected.append(read_expectation(cases[-1].sections[-1], rest))
        elif word == "-- severity":
            cases[-1].expected[-1][6] = rest
        elif word == "-- advice":
            cases[-1].expected[-1][5].append(rest)
        elif cases[-1].sections:
            cases[-1].sections[-1].lines.append(line)
    return cases


def build(case, root):
    """`main` has what is at the base; a branch, and at last the work tree, what the case says besides."""
    git = repository.Repository(root)
    if not any(section.path == LOCK_FILE for section in case.sections):
        git.write(LOCK_FILE, 'provider = "postgresql"\n')
    for section in case.sections:
        if section.mark in ("at base", "unchanged"):
            git.write(section.path, section.text)
    git.commit("base", time="2024-06-01T00:00:00Z")
    git.git("switch", "--quiet", "--create", "feature")
    now = {section.path for section in case.sections if section.mark in ("", "unchanged", "uncommitted")}
    for section in case.sections:
        if section.mark == "at base" and section.path not in now:
            git.git("rm", "--quiet", section.path)
    for section in case.sections:
        if section.mark == "missing":
            (root / section.path).parent.mkdir(parents=True, exist_ok=True)
        elif section.mark == "":
            git.write(section.path, section.text)
    git.commit("change", time="2024-07-01T00:00:00Z")
    for section in case.sections:
        if section.mark == "uncommitted":
            git.write(section.path, section.text)
    return git


class Fixture(unittest.TestCase):
    maxDiff = None

    def __init__(self, program, case):
        super().__init__("run_case")
        self.program = program
        self.case = case

    def __str__(self):
        return self.case.title

    def run_case(self):
        root = Path(tempfile.mkdtemp(prefix="lockstep-")).resolve()
        self.addCleanup(shutil.rmtree, root)
        build(self.case, root)
        command = [self.program, *shlex.split(self.case.command), "--format", "json"]
        run = subprocess.run(command, cwd=root, env=repository.environment(), capture_output=True, timeout=60)
        self.assertIn(run.returncode, (0, 1), run.stderr.decode())
        findings = json.loads(run.stdout)["findings"]
        seen = [(each["file"], each["line"], each["column"], each["rule"]) for each in findings]
        expected = [tuple(each[:4]) for each in self.case.expected]
        self.assertEqual(sorted(seen), sorted(expected), json.dumps(findings, indent=1))
        for finding in findings:
            place = (finding["file"], finding["line"], finding["column"], finding["rule"])
            *_, message, advice, severity = next(each for each in self.case.expected if tuple(each[:4]) == place)
            self.assertIn(message, finding["message"])
            self.assertTrue(finding["advice"])
            self.assertIn(severity, finding["severity"])
            for part in advice:
                self.assertIn(part, finding["advice"])


def main():
    program, fixture = sys.argv[1:3]
    cases = read_cases(Path(fixture).read_text(encoding="utf-8"))
    suite = unittest.TestSuite(Fixture(str(Path(program).resolve()), case) for case in cases)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    return 0 if cases and result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
