"""Builds the program from release archives in a folder, as where neither distribution nor cargo has them.

The archives are packed from what this machine has, so their hashes differ from the pinned ones and are
given. The archives' own build files are not at hand: those here define the same targets.
"""

import argparse
import hashlib
import os
import shutil
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
GRAMMAR_ARCHIVE = "e28805549b400bb0507348246b76fae0a0ba29e2.tar.gz"
# Archive, folder that the sources stand in; each has an option of its name.
SOURCE_ARCHIVES = {
    "libpg_query": ("18.1.0.tar.gz", ""),
    "tree_sitter": ("v0.27.1.tar.gz", "lib"),
    "tree_sitter_prisma": (GRAMMAR_ARCHIVE, ""),
}

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
    hashes = {}
    for name, (file, inside) in SOURCE_ARCHIVES.items():
        archive = os.path.join(mirror, file)
        pack(archive, name, [(getattr(options, name), inside)])
        hashes[name] = sha256(archive)
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
        command = ["cmake", "-S", options.source, "-B", build, "-G", "Ninja", "-DLOCKSTEP_DEVELOPER=OFF", "-DCMAKE_CXX_FLAGS=-O0", "-DCMAKE_C_FLAGS=-O0",
                   "-DLOCKSTEP_INSTALL=OFF", "-DLOCKSTEP_ARCHIVE_MIRROR=" + (mirror or self.mirror)]
        return build, subprocess.run(command + list(arguments), capture_output=True, text=True)

    def test_everything_from_archives(self):
        build, run = self.configure("-DLOCKSTEP_FETCH=ON", *self.accepted)
        self.assertEqual(run.returncode, 0, run.stderr)
        for name in [*SOURCE_ARCHIVES, *HEADER_ARCHIVES]:
            self.assertTrue(os.listdir(os.path.join(build, "_deps", name.lower() + "-src")), name)
        with open(os.path.join(build, "compile_commands.json")) as commands:
            text = commands.read()
        for name in SOURCE_ARCHIVES:
            self.assertNotIn(getattr(options, name) + "/", text)
        # Among them they include all that is fetched.
        objects = ["src/%s/CMakeFiles/%s.dir/%s.cpp.o" % each for each in (
            ("parser", "lockstep_parser", "raw_parse"), ("parser", "lockstep_parser", "prisma_line"),
            ("project", "lockstep_project", "config"), ("reporters", "lockstep_reporters", "json"),
            ("support", "lockstep_support", "text"), ("cli", "lockstep", "baselines"), ("cli", "lockstep", "options"))]
        subprocess.run(["cmake", "--build", build, "--target", "pg_query", "tree_sitter", *objects],
                       check=True, stdout=subprocess.DEVNULL)

    def test_parsers_from_their_archives_without_cargo(self):
        build, run = self.configure("-DLOCKSTEP_CARGO=false", *self.accepted)
        self.assertEqual(run.returncode, 0, run.stderr)
        for name, (_, inside) in SOURCE_ARCHIVES.items():
            unpacked = os.path.join(build, "_deps", name + "-src", inside)
            self.assertEqual(sorted(os.listdir(unpacked)), sorted(os.listdir(getattr(options, name))))
        self.assertFalse(os.path.exists(os.path.join(build, "_deps/cli11-src")))

    def test_other_bytes_are_refused(self):
        _, run = self.configure("-DLOCKSTEP_FETCH=ON")
        self.assertNotEqual(run.returncode, 0)
        self.assertRegex(" ".join(run.stderr.split()),
                         r"libpg_query: \S+/18\.1\.0\.tar\.gz has the SHA-256 [0-9a-f]{64}, expected is 2d3486cf")

    def test_another_grammar_is_refused(self):
        with tempfile.TemporaryDirectory() as mirror:
            shutil.copytree(self.mirror, mirror, dirs_exist_ok=True)
            source = os.path.join(mirror, "src")
            shutil.copytree(os.path.join(options.tree_sitter_prisma, "src"), source)
            with open(os.path.join(source, "parser.c"), "a") as grammar:
                grammar.write("\n")
            pack(os.path.join(mirror, GRAMMAR_ARCHIVE), "tree_sitter_prisma", [(source, "src")])
            _, run = self.configure("-DLOCKSTEP_CARGO=false", *self.accepted, mirror=mirror)
        self.assertNotEqual(run.returncode, 0)
        self.assertRegex(" ".join(run.stderr.split()),
                         r"tree_sitter_prisma: src/parser\.c has the SHA-256 [0-9a-f]{64}, expected is 550ceb34")

    def test_a_missing_archive_is_named(self):
        _, run = self.configure("-DLOCKSTEP_FETCH=ON", mirror=self.folder.name)
        self.assertNotEqual(run.returncode, 0)
        self.assertRegex(" ".join(run.stderr.split()), r"18\.1\.0\.tar\.gz is missing; it is https://github\.com/")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", required=True, help="lockstep's sources")
    for name in SOURCE_ARCHIVES:
        parser.add_argument("--" + name.replace("_", "-"), required=True, help="its sources")
    options, rest = parser.parse_known_args()
    unittest.main(argv=sys.argv[:1] + rest)
