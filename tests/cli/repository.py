"""A git repository that a test makes, and the environment that it runs programs in."""

import os
import subprocess

# What would make git or lockstep look at another repository than the test's.
FOREIGN = ("GIT_", "GITHUB_", "CI_", "GITLAB_")


def environment(**more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **more}


class Repository:
    def __init__(self, root, branch="main"):
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", f"--initial-branch={branch}")

    def git(self, *arguments, **more):
        names = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "protocol.file.allow=always")
        run = subprocess.run(["git", *names, *arguments], cwd=self.root, env=environment(**more), check=True,
                             capture_output=True)
        return run.stdout.decode().strip()

    def write(self, path, text=""):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def commit(self, message="change", time=None):
        times = {"GIT_AUTHOR_DATE": time, "GIT_COMMITTER_DATE": time} if time else {}
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, **times)
