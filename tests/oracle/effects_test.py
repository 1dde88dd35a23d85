#!/usr/bin/env python3
"""Asks the effects table and a real server the same questions; any difference is a failure.

    effects_test.py --effects-of PROGRAM [--only TEXT] [--show] [CASES.sql ...]

How a case is written and what is compared: README.md beside this file.
"""

import argparse
import glob
import os
import re
import subprocess
import sys

from ephemeral_postgres import Server, ServerError, Session

MODES = {"AccessShareLock": "ACCESS SHARE", "RowShareLock": "ROW SHARE", "RowExclusiveLock": "ROW EXCLUSIVE",
         "ShareUpdateExclusiveLock": "SHARE UPDATE EXCLUSIVE", "ShareLock": "SHARE",
         "ShareRowExclusiveLock": "SHARE ROW EXCLUSIVE", "ExclusiveLock": "EXCLUSIVE",
         "AccessExclusiveLock": "ACCESS EXCLUSIVE"}
STRENGTH = {mode: strength for strength, mode in enumerate([""] + list(MODES.values()))}
REFUSED_IN_TRANSACTION = "25001"
UTC_ZONES = {"UTC", "Etc/UTC", "GMT"}
TABLES = "rpvmf"  # pg_class.relkind of what holds rows or stands for it


class Case:
    def __init__(self, file, line, name, shared_setup):
        self.where = "%s:%d: %s" % (os.path.basename(file), line, name)
        self.shared_setup = shared_setup
        self.directives = {}
        self.lines = []

    def finish(self):
        body = "\n".join(self.lines).strip()
        assert body.endswith(";"), self.where + ": the last statement has no semicolon"
        setup, separator, statement = body[:-1].rpartition(";\n")
        self.own_setup = (setup + separator).lstrip()
        self.setup = self.shared_setup + self.own_setup
        self.statement = statement.strip()
        return self

    def applies_to(self, version):
        condition = self.directives.get("pg")
        if not condition:
            return True
        comparison, number = condition.split()
        return {">=": version >= int(number), "<": version < int(number)}[comparison]


def read_cases(path):
    cases, shared, current = [], [], None
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file.read().split("\n"), 1):
            directive = re.match(r"-- (case|pg|timezone|blocker|planner): (.*)", line)
            if directive and directive[1] == "case":
                current = Case(path, number, directive[2], "\n".join(shared) + "\n")
                cases.append(current)
            elif directive and current:
                current.directives[directive[1]] = directive[2]
            elif not line.startswith("--"):
                (current.lines if current else shared).append(line)
    return [case.finish() for case in cases]


class Facts:
    """What a statement does: as the effects table says, or as a server showed."""

    def __init__(self):
        self.locks = {}    # relation -> mode
        self.work = set()  # (kind, table)
        self.refused = False
        self.certain = True

    def forget_scans(self, case):
        """Of tables that a plan reads, which is not ours to say."""
        planned = case.directives.get("planner", "").split()
        self.work = {(kind, table) for kind, table in self.work if kind != "scan" or table not in planned}

    def lock(self, relation, mode):
        if STRENGTH[mode] > STRENGTH[self.locks.get(relation, "")]:
            self.locks[relation] = mode


# ---- the effects table ----------------------------------------------------------------------------


def claim(program, case, version, history=True):
    script = (case.setup if history else "") + case.statement + ";\n"
    command = [program, "--postgres", str(version)]
    if case.directives.get("timezone", "UTC") not in UTC_ZONES:
        command.append("--zone-not-utc")
    if not history:
        command.append("--no-history")
    done = subprocess.run(command, input=script, capture_output=True, text=True)
    if done.returncode != 0:
        raise ServerError("%s failed: %s" % (program, done.stderr.strip()))
    facts = Facts()
    for line in done.stdout.splitlines():
        word, *rest = line.split("\t")
        if word == "lock":
            facts.lock(rest[1], rest[0])
        elif word == "work":
            facts.work.add((rest[0], rest[1]))
        elif word == "refused":
            facts.refused = True
        elif word == "uncertain":
            facts.certain = False
    facts.forget_scans(case)
    return facts


# ---- a server -------------------------------------------------------------------------------------

# What commits by itself is watched from outside: with these, every transaction sleeps for a moment
# in its commit, with all its locks still held. https://www.postgresql.org/docs/current/runtime-config-wal.html
SLOW_COMMIT = "SET synchronous_commit = on; SET commit_delay = 100000; SET commit_siblings = 0"

CLEAR = """
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', name);
  END LOOP;
END $$;
CREATE SCHEMA public
"""

# The check of a foreign key is a join whose plan depends on sizes: with these, it reads the referencing
# table and looks each row up in the referenced one.
SETTINGS = {"enable_hashjoin": "off", "enable_mergejoin": "off", "enable_bitmapscan": "off"}

RELATIONS = """
SELECT c.oid, c.relkind, CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname,
       coalesce(pg_relation_filenode(c.oid), 0), coalesce(i.indrelid, d.refobjid, 0),
       CASE WHEN c.relkind IN ('r', 'm') THEN pg_relation_size(c.oid) ELSE 0 END
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_index i ON i.indexrelid = c.oid
LEFT JOIN pg_depend d ON c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid
  AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND c.relkind <> 'c'
"""
LOCKS = "SELECT relation, mode FROM pg_locks WHERE locktype = 'relation' AND pid = %s"
SCANS = "SELECT relid, seq_scan FROM pg_stat_xact_user_tables WHERE seq_scan > 0"


class Relation:
    def __init__(self, row):
        self.oid, self.kind, self.name, self.file, self.owner, size = row
        self.empty = size == "0"


class Observer:
    """Runs the cases on one server, in one database that is cleared where a case left something."""

    def __init__(self, server):
        self.server = server
        self.admin = Session(server)
        self._must(self.admin, "CREATE ROLE somebody")
        self._must(self.admin, "CREATE DATABASE droppable")
        self.sessions = []
        self.holds = None  # the shared setup that the database holds, with nothing besides

    def close(self):
        self._close_sessions()
        self.admin.close()

    @staticmethod
    def _must(session, sql):
        result = session.run(sql)
        if "ERROR:" in result.text or not result.ok:
            raise ServerError("setup failed: " + result.text)
        return result

    def _session(self, number):
        while len(self.sessions) <= number:
            self.sessions.append(Session(self.server, "work"))
        return self.sessions[number]

    def _close_sessions(self):
        for session in self.sessions:
            session.close()
        self.sessions = []

    def _prepare(self, case):
        if not self.sessions:
            self._must(self.admin, "DROP DATABASE IF EXISTS work")
            self._must(self.admin, "CREATE DATABASE work")
            self._session(0)
        if self.holds != case.shared_setup:
            self._must(self.sessions[0], CLEAR)
            self._must(self.sessions[0], case.shared_setup + "SELECT 1")
            self.holds = case.shared_setup
        if case.own_setup:
            self.holds = None
            self._must(self.sessions[0], case.own_setup + "SELECT 1")

    def observe(self, case):
        try:
            self._prepare(case)
            return self._observe(case)
        except ServerError:
            self._close_sessions()  # whatever state they are in
            self.holds = None
            raise

    def _observe(self, case):
        runner = self.sessions[0]
        self.before = {relation.oid: relation for relation in self._relations(runner)}
        facts = Facts()
        self._must(runner, "BEGIN")
        if "timezone" in case.directives:
            self._must(runner, "SET LOCAL timezone = '%s'" % case.directives["timezone"])
        earlier = self._scans(runner)  # the counters may still hold what went before
        result = runner.run(case.statement)
        facts.refused = result.sqlstate == REFUSED_IN_TRANSACTION
        if facts.refused:
            self._must(runner, "ROLLBACK")
            self.holds = None
            self._outside(case, facts, runner)
        elif not result.ok:
            raise ServerError("the server says %s %s" % (result.sqlstate, result.text))
        else:
            self._add_locks(facts, runner.run(LOCKS % runner.pid).rows)
            scans = {oid: count - earlier.get(oid, 0) for oid, count in self._scans(runner).items()}
            self._add_work(facts, self._relations(runner), scans)
            self._must(runner, "ROLLBACK")
        facts.forget_scans(case)
        return facts

    def _relations(self, session):
        return [Relation(row) for row in self._must(session, RELATIONS).rows]

    def _scans(self, session):
        return {oid: int(count) for oid, count in self._must(session, SCANS).rows}

    def _outside(self, case, facts, runner):
        watcher, blocker = self._session(1), self._session(2)
        self._fsync(runner, "on")  # or commits would not sleep
        self._must(runner, SLOW_COMMIT)
        if "blocker" in case.directives:
            self._must(blocker, "BEGIN; " + case.directives["blocker"])
        runner.send(case.statement)
        if "blocker" in case.directives:
            self._wait_until_blocked(runner, watcher)
            self._add_locks(facts, watcher.run(LOCKS % runner.pid).rows)
            self._must(blocker, "ROLLBACK")
        while not runner.answered(0.001):
            self._add_locks(facts, watcher.run(LOCKS % runner.pid).rows)
        result = runner.receive()
        self._fsync(runner, "off")
        self._must(runner, "RESET ALL")
        if not result.ok:
            raise ServerError("the server says %s %s" % (result.sqlstate, result.text))
        self._add_work(facts, self._relations(watcher), {})

    @staticmethod
    def _wait_until_blocked(runner, watcher):
        while not watcher.run("SELECT 1 FROM pg_locks WHERE NOT granted AND pid = %s" % runner.pid).rows:
            if runner.answered(0.01):
                raise ServerError("the statement did not wait for the blocker")

    def _fsync(self, session, value):
        self._must(self.admin, "ALTER SYSTEM SET fsync = " + value)
        self._must(self.admin, "SELECT pg_reload_conf()")
        while session.run("SHOW fsync").rows != [[value]]:
            pass

    def _add_locks(self, facts, rows):
        for oid, mode in rows:
            if oid in self.before:
                facts.lock(self.before[oid].name, MODES[mode])

    def _add_work(self, facts, after, scans):
        """Work on what was there before, from new files on disk and counted sequential scans."""
        before = {relation.name: relation for relation in self.before.values()}
        passes = dict(scans)
        replaced = set()  # tables with a new file: their indexes are new too
        for relation in after:
            old = self.before.get(relation.oid)
            if relation.kind in "rm" and old and old.file != relation.file:
                replaced.add(relation.oid)
                if not relation.empty or old.empty:  # else it was truncated
                    facts.work.add(("rewrite", old.name))
        for relation in after:
            table = self.before.get(relation.owner)
            if relation.kind != "i" or not table or table.oid in replaced:
                continue
            old = self.before.get(relation.oid) or before.get(relation.name)
            if not old or old.file != relation.file:
                facts.work.add(("index_rebuild" if old else "index_build", table.name))
                passes[table.oid] = passes.get(table.oid, 0) - 1  # each build reads its table once
        for oid, count in passes.items():
            if count > 0 and oid in self.before and oid not in replaced:
                facts.work.add(("scan", self.before[oid].name))

    def is_partitioned(self, name):
        return any(relation.name == name and relation.kind == "p" for relation in self.before.values())

    def owner_of(self, name):
        """For an index or an owned sequence the table; else None."""
        for relation in self.before.values():
            if relation.name == name and relation.kind not in TABLES:
                return self.before[relation.owner].name if relation.owner in self.before else None
        return None


# ---- comparing ------------------------------------------------------------------------------------


def relevant(locks, claimed, observer):
    """Without locks on indexes and owned sequences that add nothing to the lock on their table."""
    kept = {}
    for name, mode in locks.items():
        table = observer.owner_of(name)
        if not table or name in claimed or STRENGTH[mode] > STRENGTH[locks.get(table, "")]:
            kept[name] = mode
    return kept


def differences(said, shown, observer):
    result = []
    seen = relevant(shown.locks, said.locks, observer)
    for name in sorted(set(said.locks) | set(seen)):
        ours, theirs = said.locks.get(name, "no lock"), seen.get(name, "no lock")
        if ours != theirs and (said.certain or STRENGTH[seen.get(name, "")] > STRENGTH[said.locks.get(name, "")]):
            result.append("%s on %s, the server %s" % (ours, name, theirs))
    if said.refused != shown.refused:
        result.append("%s in a transaction block, the server %s it" %
                      ("refused" if said.refused else "allowed", "refuses" if shown.refused else "allows"))
    for kind, table in sorted(said.work ^ shown.work):
        if said.certain or (kind, table) in shown.work:  # what is uncertain may not happen
            result.append("%s of %s: %s" % (kind, table,
                                            "only the server" if (kind, table) in shown.work else "only the table"))
    return result


def differences_without_history(said, shown, observer):
    """A claim made without knowing the tables may be uncertain, but not certain and wrong: as far as
    it goes, for it doesn't know of partitions and other tables."""
    if not said.certain or any(observer.is_partitioned(name) for name in said.locks):
        return []
    result = ["without history: %s on %s, the server %s" % (mode, name, shown.locks.get(name, "no lock"))
              for name, mode in said.locks.items() if shown.locks.get(name) != mode]
    return result + ["without history: %s is certain and wrong" % kind
                     for kind in sorted({kind for kind, _ in said.work} ^ {kind for kind, _ in shown.work})]


def describe(facts):
    parts = ["%s %s" % (mode, name) for name, mode in facts.locks.items()]
    parts += ["%s(%s)" % work for work in sorted(facts.work)]
    parts += ["25001"] if facts.refused else []
    parts += [] if facts.certain else ["uncertain"]
    return ", ".join(parts) or "nothing"


def check(case, arguments, observer):
    shown = observer.observe(case)
    if arguments.show or not arguments.effects_of:
        print("%s\n    server: %s" % (case.where, describe(shown)))
    if not arguments.effects_of:
        return []
    said = claim(arguments.effects_of, case, observer.server.version)
    if arguments.show:
        print("    table:  " + describe(said))
    found = differences(said, shown, observer)
    blind = claim(arguments.effects_of, case, observer.server.version, history=False)
    return found + differences_without_history(blind, shown, observer)


def main():
    parser = argparse.ArgumentParser(description="effects table against a real server")
    parser.add_argument("--effects-of", help="the program that prints an Effect; without it the server is only shown")
    parser.add_argument("--only", default="", help="cases whose place or name contains this")
    parser.add_argument("--show", action="store_true", help="print both sides of every case")
    parser.add_argument("cases", nargs="*", help="default: effects/*.sql beside this file")
    arguments = parser.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    files = arguments.cases or sorted(glob.glob(os.path.join(here, "effects", "*.sql")))
    cases = [case for file in files for case in read_cases(file) if arguments.only in case.where]
    failed = 0
    try:
        with Server(SETTINGS) as server:
            observer = Observer(server)
            cases = [case for case in cases if case.applies_to(server.version)]
            for case in cases:
                try:
                    found = check(case, arguments, observer)
                except ServerError as error:
                    found = [str(error)]
                if found:
                    failed += 1
                    print("FAILED %s\n    %s;" % (case.where, case.statement.replace("\n", "\n    ")))
                    print("".join("    %s\n" % line for line in found), end="")
            observer.close()
    except ServerError as error:
        print(error, file=sys.stderr)
        return 2
    print("Postgres %d: %d cases, %d failed" % (server.version, len(cases), failed))
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
