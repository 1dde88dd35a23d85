"""`lockstep init`: what it recognises, what it would write, and that it writes over nothing."""

import json
import tomllib

import case
from case import Case


class Init(Case):
    def setUp(self):
        super().setUp()
        self.git("init", "--quiet", "--initial-branch", "main")
        self.project()

    def init(self, *arguments, **options):
        run = self.run_program("init", *arguments, **options)
        self.assertEqual((run.returncode, run.stderr.decode()), (0, ""))
        return run.stdout.decode()

    def read(self, path):
        return (self.root / path).read_text()

    def test_shows_and_writes_nothing(self):
        output = self.init()
        for line in ("lockstep.toml: new", ".pre-commit-config.yaml: new", ".github/workflows/lockstep.yml: new"):
            self.assertIn(line + "\n", output)
        self.assertTrue(output.endswith("\n`lockstep init --write` writes what is new\n"))
        self.assertFalse((self.root / "lockstep.toml").exists())

    def test_writes(self):
        self.assertEqual(self.init("--write"), "lockstep.toml: written\n.pre-commit-config.yaml: written\n"
                                               ".github/workflows/lockstep.yml: written\n")
        self.assertIn('# schema = "prisma/schema.prisma"\n# migrations = "prisma/migrations"\n# 2 migrations',
                      self.read("lockstep.toml"))
        self.assertEqual(len(self.findings("--all")), 1, "and the configuration is a good one")

    def test_every_commented_line_may_be_uncommented(self):
        self.init("--write")
        lines = [line.removeprefix("# ") for line in self.read("lockstep.toml").splitlines()]
        keys = ("schema", "migrations", "prisma", "start-after", "extends", "postgres", "baseline", "small", "hot",
                "drop-index", "rule =", "object", "reason", "[")
        text = "\n".join(line for line in lines if line.startswith(keys))
        config = tomllib.loads(text)
        self.assertEqual(config["start-after"], "20250201000000_drop_note")
        self.assertEqual(config["migrations"], "prisma/migrations")
        self.assertEqual(config["tables"], {"small": ["countries"], "hot": ["orders"]})
        self.write("lockstep.toml", text)
        self.run_program("baseline")
        self.assertEqual(self.findings("--all", code=0), [])

    def test_writes_over_nothing(self):
        self.write("lockstep.toml", "postgres = 15\n")
        self.assertIn("lockstep.toml: exists, is kept as it is (--force writes over it)\n", self.init("--write"))
        self.assertEqual(self.read("lockstep.toml"), "postgres = 15\n")
        self.assertIn("lockstep.toml: written anew\n", self.init("--write", "--force"))
        self.assertIn("extends", self.read("lockstep.toml"))

    def test_postgres_of_images(self):
        self.write("docker-compose.yml", "services:\n  db:\n    image: postgres:16-alpine\n")
        self.assertIn("    # docker-compose.yml has Postgres 16.\n    postgres = 16\n", self.init())
        self.write(".github/workflows/ci.yml", "services:\n  db:\n    image: 'postgres:16'\n")
        self.assertIn("\n    postgres = 16\n", self.init())
        self.write(".github/workflows/ci.yml", "services:\n  db:\n    image: postgres:15\n")
        output = self.init()
        self.assertIn("# .github/workflows/ci.yml has Postgres 15.\n    # postgres = 16\n", output)

    def test_unsupported_postgres_is_only_told(self):
        self.write("compose.yaml", "image: postgres:12\n")
        self.assertIn("    # compose.yaml has Postgres 12.\n    # postgres = 12\n", self.init())

    def test_prisma_version(self):
        self.assertIn("of an unknown version of Prisma", self.init())
        self.assertIn('\n    # prisma = "7.4.0"\n', self.init())
        self.write("package.json", json.dumps({"devDependencies": {"prisma": "6.19.0"}}))
        self.assertIn("    # 2 migrations, of Prisma 6.19.0\n", self.init())

    def test_hooks_of_others_get_lines_and_keep_theirs(self):
        for path, line in ((".pre-commit-config.yaml", "entry: lockstep check --staged"),
                           ("lefthook.yml", "run: lockstep lint {staged_files}")):
            self.write(path, "mine\n")
            output = self.init("--write", "--force")
            self.assertIn(f"{path}: add to it\n", output)
            self.assertIn(line, output)
            self.assertEqual(self.read(path), "mine\n")
            (self.root / path).unlink()

    def test_twice(self):
        self.init("--write")
        for arguments in [], ["--write"]:
            self.assertIn(".pre-commit-config.yaml: calls lockstep already\n.github", self.init(*arguments))

    def test_all_or_nothing(self):
        self.write(".github", "x")
        self.assertTrue(self.complaint("init", "--write").endswith(".github/workflows: not a directory"))
        self.assertFalse((self.root / "lockstep.toml").exists())
        self.assertFalse((self.root / ".pre-commit-config.yaml").exists())

    def test_husky(self):
        self.write(".husky/pre-push", "true\n")
        self.assertIn(".husky/pre-commit: written\n", self.init("--write"))
        self.assertEqual(self.read(".husky/pre-commit"), "lockstep lint --staged\n")
        self.write(".husky/pre-commit", "npm test\n")
        self.assertIn(".husky/pre-commit: add to it\n    lockstep lint --staged\n", self.init("--write", "--force"))
        self.assertEqual(self.read(".husky/pre-commit"), "npm test\n")

    def test_gitlab(self):
        self.write(".gitlab-ci.yml", "test:\n  image: postgres:17\n")
        output = self.init("--write")
        self.assertIn(".gitlab-ci.yml: add to it\n    lockstep:\n", output)
        self.assertFalse((self.root / ".github").exists())
        self.assertIn("\npostgres = 17\n", self.read("lockstep.toml"))

    def test_in_a_package_of_a_monorepo(self):
        self.project("apps/shop/prisma")
        output = self.init(cwd="apps/shop")
        self.assertIn("lockstep.toml: new\n", output)
        self.assertIn("../../.github/workflows/lockstep.yml: new\n", output)
        self.assertIn('# schema = "prisma/schema.prisma"', output)

    def test_several_projects(self):
        self.project("apps/shop/prisma")
        self.project("apps/mail/prisma")
        (self.root / "prisma/schema.prisma").unlink()
        output = self.init()
        self.assertIn('# schema = "apps/mail/prisma/schema.prisma"', output)
        self.assertNotIn("start-after", output)

    def test_mistakes(self):
        self.assertEqual(self.complaint("init", "--force"), "--force: nothing is written; give --write, too")
        (self.root / "prisma/schema.prisma").unlink()
        for migration in (self.root / "prisma/migrations").iterdir():
            (migration / "migration.sql").unlink()
        self.assertTrue(self.complaint("init").startswith(".: no project with a Prisma schema or migrations found; "))


if __name__ == "__main__":
    case.main()
