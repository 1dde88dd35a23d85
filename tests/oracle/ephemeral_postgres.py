"""A Postgres server of its own for a test: a temporary cluster on a unix socket, gone afterwards.

Raises ServerError where no server can be had: a test that asks a real server fails without one.
"""

import glob
import os
import pwd
import select
import shutil
import signal
import subprocess
import tempfile
import time

DATABASE_USER = "lockstep"


class ServerError(Exception):
    pass


def _version_of(folder):
    try:
        return tuple(int(part) for part in os.path.basename(os.path.dirname(folder)).split("."))
    except ValueError:
        return (0,)


def _folders():
    """Folders that may hold the server's programs, the best first."""
    chosen = os.environ.get("LOCKSTEP_POSTGRES_BIN")
    if chosen:
        return [chosen]
    on_path = shutil.which("postgres")
    folders = [os.path.dirname(os.path.realpath(on_path))] if on_path else []
    return folders + sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=_version_of, reverse=True)


def find_programs():
    for folder in _folders():
        if all(os.access(os.path.join(folder, name), os.X_OK) for name in ("initdb", "postgres")):
            beside = os.path.join(folder, "psql")
            psql = beside if os.access(beside, os.X_OK) else shutil.which("psql")
            if not psql:
                raise ServerError("no psql beside %s or on PATH" % folder)
            return folder, psql
    raise ServerError("no Postgres server found: set LOCKSTEP_POSTGRES_BIN to its bin folder")


def _unprivileged_user():
    """Postgres refuses to run as root: another user to be, or None."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerError("running as root, and there is no user postgres or nobody to run the server as")


class Server:
    """`with Server() as server:` starts one and stops it, whatever happens inside."""

    def __init__(self, settings=None):
        self.bin, self.psql = find_programs()
        self.settings = settings or {}
        self.user = _unprivileged_user()
        self.folder = None
        self.process = None
        self.version = 0

    def __enter__(self):
        signal.signal(signal.SIGTERM, lambda *_: exit(2))  # so that __exit__ runs
        self.folder = tempfile.mkdtemp(prefix="lockstep-oracle-")
        try:
            if self.user:
                os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
            self._init()
            self._start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # fast shutdown
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None

    def _as_user(self):
        if not self.user:
            return {}
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}

    def _init(self):
        command = [os.path.join(self.bin, "initdb"), "-D", os.path.join(self.folder, "data"), "-U", DATABASE_USER,
                   "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", **self._as_user())
        if done.returncode != 0:
            raise ServerError("initdb failed: " + done.stderr.strip())

    def _start(self):
        settings = {"listen_addresses": "", "unix_socket_directories": self.folder, "fsync": "off",
                    "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off",
                    "max_connections": "10", "shared_buffers": "16MB", "timezone": "UTC", **self.settings}
        data = os.path.join(self.folder, "data")
        with open(os.path.join(data, "postgresql.conf"), "a", encoding="utf-8") as file:
            file.writelines("%s = '%s'\n" % setting for setting in settings.items())
        command = [os.path.join(self.bin, "postgres"), "-D", data]
        log_path = os.path.join(self.folder, "log")
        with open(log_path, "wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/",
                                            **self._as_user())
        deadline = time.monotonic() + 60
        while True:
            done = self._ask_once("SHOW server_version_num")
            if done.returncode == 0:
                self.version = int(done.stdout) // 10000
                return
            if self.process.poll() is not None or time.monotonic() > deadline:
                with open(log_path, encoding="utf-8", errors="replace") as log:
                    raise ServerError("the server did not start: " + log.read().strip())
            time.sleep(0.05)

    def connection(self, database="postgres"):
        return ["-h", self.folder, "-U", DATABASE_USER, "-d", database]

    def _ask_once(self, sql):
        return subprocess.run([self.psql, "-XAtqc", sql] + self.connection(), capture_output=True, text=True)


class Result:
    def __init__(self, sqlstate, rows, text):
        self.sqlstate = sqlstate
        self.rows = rows
        self.text = text

    @property
    def ok(self):
        return self.sqlstate == "00000"


class Session:
    """One connection: psql kept open on pipes."""

    _MARK = "--end-of-answer--"

    def __init__(self, server, database="postgres"):
        command = [server.psql, "-XAtq", "-F", "\t", "-v", "ON_ERROR_STOP=0", "-v", "VERBOSITY=terse"]
        self.process = subprocess.Popen(command + server.connection(database), stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0)
        self.buffer = b""
        self.pid = int(self.run("SELECT pg_backend_pid()").rows[0][0])

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()

    def send(self, sql):
        text = "%s;\n\\echo %s:SQLSTATE\n" % (sql.rstrip().rstrip(";"), self._MARK)
        self.process.stdin.write(text.encode())

    def answered(self, timeout):
        """Whether the whole answer to what was sent is there within `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while not self._complete():
            left = deadline - time.monotonic()
            if left < 0 or not select.select([self.process.stdout], [], [], left)[0]:
                return False
            data = os.read(self.process.stdout.fileno(), 65536)
            if not data:
                raise ServerError("psql ended: " + self.buffer.decode(errors="replace"))
            self.buffer += data
        return True

    def _complete(self):
        at = self.buffer.rfind(self._MARK.encode())
        return at >= 0 and self.buffer.endswith(b"\n")

    def receive(self, timeout=60):
        if not self.answered(timeout):
            raise ServerError("no answer within %d s" % timeout)
        text, _, state = self.buffer.decode().rpartition(self._MARK)
        self.buffer = b""
        rows = [line.split("\t") for line in text.splitlines() if line]
        return Result(state.strip(), rows, text.strip())

    def run(self, sql, timeout=60):
        self.send(sql)
        return self.receive(timeout)
