"""The shell steps of action.yml, run as GitHub's runner does it: each by bash in a file of its own, inputs in
its environment. Called as `action_test.py PROGRAM [unittest's arguments]`.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import yaml  # Debian: python3-yaml

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ""
CREATE = 'CREATE TABLE "orders" ("id" BIGINT PRIMARY KEY, "note" TEXT);\n'
SCHEMA = 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n'


def shell_steps(path):
    return [step for step in yaml.safe_load(path.read_text())["runs"]["steps"] if "run" in step]


class Action(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lockstep-")
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        self.files = {name: self.root / "runner" / name.lower()
                      for name in ("GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")}
        (self.root / "runner/temp").mkdir(parents=True)
        for path in self.files.values():
            path.touch()
        self.action = yaml.safe_load((ROOT / "action.yml").read_text())
        self.inputs = {name: given["default"] for name, given in self.action["inputs"].items()}

    def write(self, path, text="", executable=False):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        if executable:
            target.chmod(0o755)
        return target

    def git(self, *arguments):
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments],
                       cwd=self.root / "project", env=environment, check=True, capture_output=True)

    def commit(self):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "change")

    def project(self, sql):
        """A repository whose branch adds a migration to what main has."""
        self.write("project/prisma/schema.prisma", SCHEMA)
        self.write("project/prisma/migrations/migration_lock.toml", 'provider = "postgresql"\n')
        self.write("project/prisma/migrations/20250101000000_init/migration.sql", CREATE)
        self.git("init", "--quiet", "--initial-branch", "main")
        self.commit()
        self.git("switch", "--quiet", "--create", "change")
        self.write("project/prisma/migrations/20250201000000_next/migration.sql", sql)
        self.commit()

    def evaluate(self, text):
        return re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: self.inputs[match[1]], text)

    def step(self, number, path=os.environ["PATH"], action_path=ROOT):
        step = shell_steps(ROOT / "action.yml")[number]
        script = self.write("runner/step.sh", step["run"])
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))}
        environment |= {name: str(path) for name, path in self.files.items()}
        environment |= {name: self.evaluate(value) for name, value in step.get("env", {}).items()}
        environment |= {"PATH": path, "GITHUB_ACTION_PATH": str(action_path), "RUNNER_TEMP": str(self.root / "runner/temp")}
        folder = self.root / "project" / self.evaluate(step.get("working-directory", "."))
        folder.mkdir(parents=True, exist_ok=True)
        return subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", script], cwd=folder, text=True,
                              env=environment, capture_output=True, timeout=60)

    def check(self):
        done = self.step(1, path=f"{Path(PROGRAM).parent}:{os.environ['PATH']}")
        output = self.files["GITHUB_OUTPUT"].read_text()
        return done, output.removeprefix("sarif=").rstrip("\n")


class Shape(Action):
    def test_no_input_reaches_a_script_but_by_its_environment(self):
        for step in shell_steps(ROOT / "action.yml"):
            self.assertNotIn("${{", step["run"], step["name"])

    def test_every_input_is_used(self):
        text = (ROOT / "action.yml").read_text()
        for name in self.action["inputs"]:
            self.assertRegex(text, rf"inputs\.{name}\b")

    def test_the_upload_gets_what_the_check_wrote(self):
        upload = self.action["runs"]["steps"][-1]
        self.assertTrue(upload["uses"].startswith("github/codeql-action/upload-sarif@v"))
        self.assertIn("failure()", upload["if"], "findings fail the step before")
        self.assertEqual(upload["with"]["sarif_file"], self.action["outputs"]["sarif"]["value"])


class Build(Action):
    def test_one_that_is_there_is_taken(self):
        self.write("bin/lockstep", "#!/bin/sh\n", executable=True)
        self.write("bin/cmake", "#!/bin/sh\nexit 1\n", executable=True)
        done = self.step(0, path=f"{self.root / 'bin'}:/usr/bin:/bin")
        self.assertEqual((done.returncode, self.files["GITHUB_PATH"].read_text()), (0, ""), done.stderr)

    def test_else_it_is_built(self):
        log = self.root / "log"
        self.write("bin/cmake", f'#!/bin/sh\necho "cmake $*" >>{log}\n', executable=True)
        self.write("bin/sudo", '#!/bin/sh\n"$@"\n', executable=True)
        action = self.root / "an action"
        self.write("an action/tools/setup", f'#!/bin/sh\necho "setup $*" >>{log}\n', executable=True)
        done = self.step(0, path=f"{self.root / 'bin'}:/usr/bin:/bin", action_path=action)
        build = self.root / "runner/temp/lockstep-build"
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(log.read_text().splitlines(), [
            "setup build",
            f"cmake -S {action} -B {build} -G Ninja -DCMAKE_BUILD_TYPE=Release -DLOCKSTEP_DEVELOPER=OFF",
            f"cmake --build {build} --target lockstep"])
        self.assertEqual(self.files["GITHUB_PATH"].read_text(), f"{build}\n")

    def test_a_build_that_fails_fails_the_step(self):
        self.write("bin/cmake", "#!/bin/sh\nexit 1\n", executable=True)
        self.write("bin/sudo", '#!/bin/sh\n"$@"\n', executable=True)
        self.write("action/tools/setup", "#!/bin/sh\n", executable=True)
        done = self.step(0, path=f"{self.root / 'bin'}:/usr/bin:/bin", action_path=self.root / "action")
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(self.files["GITHUB_PATH"].read_text(), "")


class Check(Action):
    NEW = "prisma/migrations/20250201000000_next/migration.sql"

    def test_findings(self):
        self.project('ALTER TABLE "orders" DROP COLUMN "note";\n')
        self.inputs["base"] = "main"
        done, sarif = self.check()
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(f"::error file={self.NEW},line=1,", done.stdout)
        results = json.loads(Path(sarif).read_text())["runs"][0]["results"]
        self.assertIn("drop-column", [result["ruleId"] for result in results])
        self.assertTrue(self.files["GITHUB_STEP_SUMMARY"].read_text().startswith("### lockstep: 1 error"))

    def test_nothing_found(self):
        self.project('CREATE TABLE "things" ("id" BIGINT PRIMARY KEY);\n')
        self.inputs["base"] = "main"
        done, sarif = self.check()
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        self.assertEqual(json.loads(Path(sarif).read_text())["runs"][0]["results"], [])

    def test_a_project_in_a_folder_and_a_configuration(self):
        self.project('ALTER TABLE "orders" DROP COLUMN "note";\n')
        self.write("project/ci/lockstep.toml", '[rules]\ndrop-column = "warning"\n')
        self.inputs |= {"base": "main", "working-directory": "prisma", "config": "../ci/lockstep.toml"}
        self.assertEqual(self.check()[0].returncode, 0)
        self.inputs["fail-on"] = "warning"
        self.assertEqual(self.check()[0].returncode, 1)

    def test_could_not_tell(self):
        self.project(CREATE)
        self.inputs["base"] = "no-such-branch"
        done, sarif = self.check()
        self.assertEqual((done.returncode, sarif), (2, ""))
        self.assertIn("no-such-branch", done.stderr)


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
