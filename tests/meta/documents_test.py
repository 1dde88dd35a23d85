"""Each block of code in the README and in docs/, run as a reader would. Called as
`documents_test.py PROGRAM [unittest's arguments]`. The demo of the README is tools/readme-demo's.
"""

import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import yaml  # Debian: python3-yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/cli"))
from repository import Repository, environment  # noqa: E402

PROGRAM = ""
DOCUMENTS = ("README.md", "docs/where-it-runs.md", "docs/configuration.md")
NAMED = "prisma/migrations/20260901120000_add_index/migration.sql"


def blocks(language):
    """Document, line and text of each fenced block."""
    for document in DOCUMENTS:
        text = (ROOT / document).read_text()
        for match in re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            if match[1] == language:
                yield f"{document}:{text.count(chr(10), 0, match.start()) + 1}", match[2]


class Documents(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lockstep-")
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()

    def project(self, name):
        """A branch with a migration that its base doesn't have, and a stub of each program that isn't ours."""
        repository = Repository(self.root / name)
        repository.write("prisma/schema.prisma", 'datasource db {\n  provider = "postgresql"\n}\n')
        repository.write("prisma/migrations/migration_lock.toml", 'provider = "postgresql"\n')
        repository.write("prisma/migrations/20260101090000_init/migration.sql",
                         'CREATE TABLE "orders" ("id" BIGINT PRIMARY KEY, "note" TEXT);\n')
        repository.commit()
        repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
        repository.git("switch", "--quiet", "--create", "change")
        repository.write(NAMED, 'CREATE INDEX "orders_note_idx" ON "orders"("note");\n')
        repository.commit()
        repository.write("migration.sql", "SELECT 1;\n")
        stubs = self.root / "stubs"
        stubs.mkdir(exist_ok=True)
        for program in ("gh",):
            (stubs / program).write_text("#!/bin/sh\n")
            (stubs / program).chmod(0o755)
        return repository

    def bash(self, repository, script):
        path = f"{Path(PROGRAM).parent}:{self.root / 'stubs'}:{os.environ['PATH']}"
        return subprocess.run(["bash", "-c", script], cwd=repository.root, text=True, capture_output=True, timeout=60,
                              env=environment(PATH=path, GITHUB_BASE_REF="main", PULL_REQUEST="1"))

    def assert_tells(self, run, place):
        """Findings or none, and nothing that it could not understand."""
        self.assertIn(run.returncode, (0, 1), f"{place}: {run.stdout}{run.stderr}")
        self.assertEqual(run.stderr, "", place)

    def test_commands(self):
        for index, (place, text) in enumerate(blocks("sh")):
            if "tools/demo" in text:  # a stage of tools/test, and the test install.files
                continue
            repository = self.project(f"sh{index}")
            scripts = [text] if "$status" in text or "status:" in text else text.splitlines()
            for script in scripts:
                with self.subTest(place=place, script=script):
                    self.assert_tells(self.bash(repository, script), place)

    def test_workflows(self):
        inputs = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
        for index, (place, text) in enumerate(blocks("yaml")):
            block = yaml.safe_load(text)
            steps = block.get("steps", []) + block.get("jobs", {}).get("lockstep", {}).get("steps", [])
            repository = self.project(f"workflow{index}")
            for step in steps:
                with self.subTest(place=place, step=step):
                    if "run" in step:
                        self.assert_tells(self.bash(repository, step["run"]), place)
                    elif step["uses"].startswith("OWNER/lockstep@"):
                        self.assertLessEqual(set(step.get("with", {})), set(inputs))
                    else:
                        self.assertRegex(step["uses"], r"^(actions/checkout|github/codeql-action/upload-sarif)@v4$")

    def test_hooks(self):  # tests/hooks runs them
        hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
        named = {hook["id"] for _, text in blocks("yaml") for repo in yaml.safe_load(text).get("repos", [])
                 for hook in repo["hooks"]}
        self.assertEqual(named, hooks)

    def test_configurations(self):
        for index, (place, text) in enumerate(blocks("toml")):
            with self.subTest(place=place):
                repository = self.project(f"toml{index}")
                self.bash(repository, "lockstep baseline")
                repository.write("lockstep.toml", text)
                for pack in re.findall(r"rules\.d/[\w-]+\.toml", text):
                    repository.write(pack)
                for name in re.findall(r'^start-after = "(.*)"', text, re.MULTILINE):
                    repository.write(f"prisma/migrations/{name}/migration.sql", "SELECT 1;\n")
                self.assert_tells(self.bash(repository, "lockstep lint --all"), place)

    def test_sql(self):
        for index, (place, text) in enumerate(blocks("sql")):
            with self.subTest(place=place):
                repository = self.project(f"sql{index}")
                repository.write("migration.sql", text)
                run = self.bash(repository, "lockstep lint migration.sql")
                self.assertEqual((run.returncode, run.stderr), (0, ""), run.stdout)
                self.assertIn("1 finding allowed", run.stdout)

    def test_links(self):
        for document in ("README.md", "CONTRIBUTING.md", *DOCUMENTS):
            for target in re.findall(r"\]\((?!https?://)([^)#]+)", (ROOT / document).read_text()):
                self.assertTrue(((ROOT / document).parent / target).exists(), f"{document}: {target}")


if __name__ == "__main__":
    PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()
