#!/usr/bin/env python3
"""The life of the ephemeral Postgres server of src/server: gone at the end, however that comes.

usage: cluster_test.py --probe PROGRAM
"""

import argparse
import glob
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROBE = None


def alive(pid):
    try:
        with open("/proc/%d/stat" % pid, encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def children(pid):
    with open("/proc/%d/task/%d/children" % (pid, pid), encoding="ascii") as file:
        return [int(child) for child in file.read().split()]


def within(seconds, condition):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


class Probe:
    def __init__(self, cache, *arguments):
        environment = {**os.environ, "XDG_CACHE_HOME": cache}
        self.process = subprocess.Popen([PROBE, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, env=environment)
        self.said = {}
        for line in self.process.stdout:
            key, _, value = line.strip().partition(" ")
            self.said[key] = value
            if key in ("seconds", "error"):
                break

    @property
    def folder(self):
        return self.said["folder"]

    def guardian(self):
        return children(self.process.pid)[0]

    def postmaster(self):
        with open(os.path.join(self.folder, "data", "postmaster.pid"), encoding="ascii") as file:
            return int(file.readline())

    def end(self):
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(timeout=30)


class ClusterTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cache = tempfile.mkdtemp(prefix="cluster-test-")
        os.chmod(cls.cache, 0o700)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.cache)

    def start(self, *arguments):
        probe = Probe(self.cache, *arguments)
        self.addCleanup(lambda: probe.process.poll() is None and probe.process.kill())
        return probe

    def test_goes_with_a_normal_end(self):
        probe = self.start()
        postmaster = probe.postmaster()
        self.assertTrue(alive(postmaster))
        self.assertEqual(probe.end(), 0)
        self.assertFalse(os.path.exists(probe.folder))
        self.assertFalse(alive(postmaster))

    def test_starts_fast_from_the_prepared_folder(self):
        self.start().end()
        self.assertTrue(glob.glob(self.cache + "/lockstep/cluster-*"))
        fastest = min(float(self.start_and_end().said["seconds"]) for _ in range(3))
        self.assertLess(fastest, 1)

    def start_and_end(self):
        probe = self.start()
        probe.end()
        return probe

    def test_goes_with_us_by_any_signal(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
            with self.subTest(signal=number):
                probe = self.start()
                postmaster = probe.postmaster()
                probe.process.send_signal(number)
                self.assertEqual(probe.end(), -number)
                self.assertTrue(within(10, lambda: not os.path.exists(probe.folder)))
                self.assertTrue(within(10, lambda: not alive(postmaster)))

    def test_goes_when_the_whole_group_is_told_to(self):
        probe = self.start()
        guardian = probe.guardian()
        for pid in (guardian, probe.process.pid):
            os.kill(pid, signal.SIGTERM)
        probe.end()
        self.assertTrue(within(10, lambda: not os.path.exists(probe.folder)))

    def test_the_next_run_clears_what_a_killed_guardian_left(self):
        probe = self.start()
        postmaster = probe.postmaster()
        for pid in (probe.guardian(), probe.process.pid):
            os.kill(pid, signal.SIGKILL)
        probe.end()
        self.assertTrue(within(10, lambda: not alive(postmaster)))
        self.assertTrue(os.path.exists(probe.folder))
        beside = self.start()
        self.assertFalse(os.path.exists(probe.folder))
        other = self.start()
        self.assertTrue(os.path.exists(beside.folder), "a living one is nobody's to clear")
        other.end()
        beside.end()

    def test_two_at_once_do_not_keep_each_other(self):
        first = self.start()
        second = self.start()
        first.end()
        self.assertFalse(os.path.exists(first.folder))
        self.assertTrue(alive(second.postmaster()))
        second.end()

    def test_a_damaged_prepared_folder_is_made_anew(self):
        self.start().end()
        for control in glob.glob(self.cache + "/lockstep/cluster-*/global/pg_control"):
            with open(control, "wb"):
                pass
        probe = self.start()
        self.assertIn("version", probe.said)
        probe.end()

    def test_failures_are_told(self):
        probe = self.start("/nowhere")
        self.assertIn("holds no postgres", probe.said["error"])
        self.assertEqual(probe.end(), 2)

    def test_a_failed_start_tells_what_the_server_said(self):
        programs = tempfile.mkdtemp(prefix="cluster-test-")
        self.addCleanup(shutil.rmtree, programs)
        os.chmod(programs, 0o755)
        with open(os.path.join(programs, "postgres"), "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n[ \"$1\" = --version ] && echo 'postgres (PostgreSQL) 15.1' && exit\n"
                       "echo 'FATAL:  no luck today' >&2; exit 1\n")
        with open(os.path.join(programs, "initdb"), "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\nmkdir \"$2\"\n")
        for name in ("postgres", "initdb"):
            os.chmod(os.path.join(programs, name), 0o755)
        before = set(glob.glob("/dev/shm/lockstep-*"))
        probe = self.start(programs)
        self.assertIn("no luck today", probe.said["error"])
        self.assertEqual(probe.end(), 2)
        self.assertFalse(set(glob.glob("/dev/shm/lockstep-*")) - before)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--probe", required=True)
    options, rest = parser.parse_known_args()
    PROBE = options.probe
    unittest.main(argv=sys.argv[:1] + rest)
