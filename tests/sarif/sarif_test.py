"""SARIF before three judges: the standard's schema, Microsoft's validator with its rules for GitHub, and what
code scanning's documentation asks for. Judged are the golden files, which reporters_test compares with what is
written, and runs over the examples: those of examples, and the files of all rules' cases. Called as `sarif_test.py PROGRAM TOOLS [unittest's arguments]`; TOOLS is
the folder that tests/sarif/fetch fills.
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/golden"))
import validate  # noqa: E402

PROGRAM = TOOLS = None


def tool(name):
    path = TOOLS / name
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing; tests/sarif/fetch brings it, with npm (Debian: npm)")
    return path


def by_schema(*paths):
    return validate.problems(tool("sarif-2.1.0-rtm.5.json"), *paths)


def by_code_scanning(*paths):
    return validate.problems(ROOT / "tests/sarif/code_scanning.schema.json", *paths)


def by_validator(*paths):
    """Its exit status is 0 whatever it finds: what it found is in a report of its own."""
    program = tool("Sarif.Multitool")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.sarif")
        # It asks for a library of locales otherwise.
        environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        run = subprocess.run([program, "validate", *paths, "--rule-kind", "Sarif;Ghas", "--level", "Error",
                              "--output", report], env=environment, capture_output=True, text=True)
        if run.returncode != 0 or f"Done. {len(paths)} files scanned." not in run.stdout:
            return [run.stdout + run.stderr]
        results = validate.load(report)["runs"][0]["results"]
        return [f"{result['ruleId']}: {result['message']}" for result in results]


class Sarif(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.files = sorted((ROOT / "tests/golden").glob("*.sarif"))
        cls.lint("fixtures", *sorted((ROOT / "tests/fixtures").glob("*/*.sql")))
        for example in sorted((ROOT / "examples").iterdir()):
            cls.lint(example.name, example)

    @classmethod
    def lint(cls, name, *paths):
        report = cls.folder / f"{name}.sarif"
        run = subprocess.run([PROGRAM, "lint", "--all", "--sarif-suppressed", "--format", "sarif", "--output", report,
                              *paths], cwd=ROOT)
        assert run.returncode == 1, f"{name} has findings"
        cls.files.append(report)

    def broken(self, change):
        """A copy of the last file with a change in its first result."""
        sarif = json.loads(self.files[-1].read_text())
        change(sarif["runs"][0]["results"][0])
        path = self.folder / "broken.sarif"
        path.write_text(json.dumps(sarif))
        return path

    def test_schema(self):
        self.assertEqual(by_schema(*self.files), [])
        self.assertNotEqual(by_schema(self.broken(lambda result: result.pop("message"))), [])

    def test_code_scanning(self):
        self.assertEqual(by_code_scanning(*self.files), [])
        self.assertNotEqual(by_code_scanning(self.broken(lambda result: result.pop("partialFingerprints"))), [])

    def test_validator(self):
        self.assertEqual(by_validator(*self.files), [])
        self.assertNotEqual(by_validator(self.broken(lambda result: result.update(ruleIndex=900))), [])


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    TOOLS = Path(sys.argv.pop(1))
    unittest.main()
