"""Builds the program from release archives in a folder, as where neither distribution nor cargo has them.

The archives are packed from what this machine has, so their hashes differ from the pinned ones and are
given. The archives' own build files are not at hand: those here define the same targets.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import unittest

# Archive, folder of headers, build file.
HEADER_ARCHIVES = {
    "CLI11": ("v2.4.2.tar.gz", "CLI", "CLI11 CLI11::CLI11"),
    "nlohmann_json": ("json.tar.xz", "nlohmann", "nlohmann_json nlohmann_json::nlohmann_json"),
    "fmt": ("10.2.1.tar.gz", "fmt", "fmt-header-only fmt::fmt-header-only"),
    "tomlplusplus": ("v3.4.0.tar.gz", "toml++", None),
    "RapidJSON": ("24b5e7a8b27f42fa16b96fc70aade9106cf7102f.tar.gz", "rapidjson", None),
}
PARSER_ARCHIVE = "18.1.0.tar.gz"

BUILD_FILE = """\
cmake_minimum_required(VERSION 3.25)
project({name} LANGUAGES CXX)
add_library({target} INTERFACE)
add_library({alias} ALIAS {target})
target_include_directories({target} INTERFACE ${{CMAKE_CURRENT_SOURCE_DIR}}/include)
target_compile_definitions({target} INTERFACE $<$<STREQUAL:{target},fmt-header-only>:FMT_HEADER_ONLY=1>)
"""

options = None


def pack(archive, name, folders, build_file=None):
    with tarfile.open(archive, "w:" + archive.rsplit(".", 1)[1]) as tar:
        for source, inside in folders:
            tar.add(source, os.path.join(name, inside))
        if build_file:
            with tempfile.NamedTemporaryFile("w") as text:
                text.write(build_file)
                text.flush()
                tar.add(text.name, os.path.join(name, "CMakeLists.txt"))


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def header_folder(name):
    for prefix in ("/usr/local/include", "/usr/include"):
        if os.path.isdir(os.path.join(prefix, name)):
            return os.path.join(prefix, name)
    raise FileNotFoundError("no headers of %s on this machine" % name)


def make_mirror(mirror):
    """Packs the archives; the options that accept them."""
    parser = os.path.join(mirror, PARSER_ARCHIVE)
    pack(parser, "libpg_query", [(options.libpg_query, "")])
    hashes = {"libpg_query": sha256(parser)}
    for name, (file, headers, targets) in HEADER_ARCHIVES.items():
        archive = os.path.join(mirror, file)
        build_file = None
        if targets:
            target, alias = targets.split()
            build_file = BUILD_FILE.format(name=name, target=target, alias=alias)
        pack(archive, name, [(header_folder(headers), os.path.join("include", headers))], build_file)
        hashes[name] = sha256(archive)
    return ["-DLOCKSTEP_%s_SHA256=%s" % (name.upper(), value) for name, value in hashes.items()]


class Archives(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.mirror = os.path.join(cls.folder.name, "mirror")
        os.mkdir(cls.mirror)
        cls.accepted = make_mirror(cls.mirror)

    def configure(self, *arguments, mirror=None):
        build = tempfile.mkdtemp(dir=self.folder.name)
        command = ["cmake", "-S", options.source, "-B", build, "-G", "Ninja", "-DLOCKSTEP_DEVELOPER=OFF",
                   "-DLOCKSTEP_INSTALL=OFF", "-DLOCKSTEP_ARCHIVE_MIRROR=" + (mirror or self.mirror)]
        return build, subprocess.run(command + list(arguments), capture_output=True, text=True)

    def test_everything_from_archives(self):
        build, run = self.configure("-DLOCKSTEP_FETCH=ON", *self.accepted)
        self.assertEqual(run.returncode, 0, run.stderr)
        for name in ["libpg_query", *HEADER_ARCHIVES]:
            self.assertTrue(os.listdir(os.path.join(build, "_deps", name.lower() + "-src")), name)
        with open(os.path.join(build, "compile_commands.json")) as commands:
            self.assertNotIn(options.libpg_query + "/", commands.read())
        subprocess.run(["cmake", "--build", build], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([os.path.join(build, "lockstep"), "--version"], check=True)

    def test_parser_from_its_archive_without_cargo(self):
        build, run = self.configure("-DLOCKSTEP_CARGO=false", *self.accepted)
        self.assertEqual(run.returncode, 0, run.stderr)
        unpacked = os.path.join(build, "_deps/libpg_query-src")
        self.assertEqual(sorted(os.listdir(unpacked)), sorted(os.listdir(options.libpg_query)))
        self.assertFalse(os.path.exists(os.path.join(build, "_deps/cli11-src")))

    def test_other_bytes_are_refused(self):
        _, run = self.configure("-DLOCKSTEP_FETCH=ON")
        self.assertNotEqual(run.returncode, 0)
        self.assertRegex(" ".join(run.stderr.split()),
                         r"libpg_query: \S+/18\.1\.0\.tar\.gz has the SHA-256 [0-9a-f]{64}, expected is 2d3486cf")

    def test_a_missing_archive_is_named(self):
        _, run = self.configure("-DLOCKSTEP_FETCH=ON", mirror=self.folder.name)
        self.assertNotEqual(run.returncode, 0)
        self.assertRegex(" ".join(run.stderr.split()), r"18\.1\.0\.tar\.gz is missing; it is https://github\.com/")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", required=True, help="lockstep's sources")
    parser.add_argument("--libpg-query", required=True, help="libpg_query's sources")
    options, rest = parser.parse_known_args()
    unittest.main(argv=sys.argv[:1] + rest)
