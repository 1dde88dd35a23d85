"""What holds for the rules as a set."""

import re
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import rule_set  # noqa: E402

# Rules of other tools that are wider than ours, so that several of ours answer to them.
WIDER = {"eugene:E1"}  # any constraint that is valid at once
MANUAL = "https://www.postgresql.org/docs/"
PRISMAS_MANUAL = "https://www.prisma.io/docs/"


def check_source(rule, root):
    rule_id = rule.path.stem.replace("_", "-")
    if rule.id != rule_id:
        yield f"its id is {rule.id!r}, its file says {rule_id!r}"
    if rule.info.get("group") != rule.path.parent.name:
        yield f"its group is {rule.info.get('group')!r}, its folder says {rule.path.parent.name!r}"
    if re.match(r"(no|ban|prefer|require|disallow)-", rule.id):
        yield "its id says what to do, and not what the hazard is"
    if not rule.info.get("summary"):
        yield "has no summary"
    version = re.search(r"project\(lockstep VERSION ([\d.]+)", (root / "CMakeLists.txt").read_text()).group(1)
    number = lambda text: [int(part) for part in text.split(".")]
    if number(rule.info.get("since", "999")) > number(version):
        yield "is younger than the project"


def check_comment(rule):
    if list(rule.comment) != rule_set.SECTIONS:
        yield f"its comment has the sections {list(rule.comment)}, not {rule_set.SECTIONS}"
    for section, text in rule.comment.items():
        if not text:
            yield f"says nothing under {section}"
    manual, name = (PRISMAS_MANUAL, "Prisma's") if rule.of_project else (MANUAL, "Postgres'")
    if not rule.comment.get("See", "").startswith(manual):
        yield f"See leads not to {name} manual"


def check_fixture(rule):
    if rule.cases is None:
        yield "has no fixture"
        return
    for doc in ("bad", "good"):
        if not any(case.doc == doc for case in rule.cases):
            yield f"has no {doc} case"
    titles = [case.title for case in rule.cases]
    for title in {title for title in titles if titles.count(title) > 1}:
        yield f"has two cases titled {title!r}"


def check_aliases(rules):
    owners = defaultdict(list)
    ids = {rule.id for rule in rules}
    for rule in rules:
        for alias in rule.aliases:
            owners[alias].append(rule.id)
            tool, _, name = alias.partition(":")
            if not tool or not name:
                yield f"{rule.id}: the alias {alias!r} names no tool"
            if name in ids and name != rule.id:
                yield f"{rule.id}: the alias {alias!r} is the id of another rule of ours"
    for alias, of in owners.items():
        if len(of) > 1 and (alias not in WIDER or len(of) != len(set(of))):
            yield f"{alias} is an alias of {', '.join(of)}"


def check_packs(rules, root):
    ids = [rule.id for rule in rules]
    for path in sorted((root / "rules.d").glob("*.toml")):
        pack = rule_set.read_pack(path)
        for rule_id in pack.keys() - set(ids):
            yield f"{path.name} has {rule_id}, which is no rule"
        if path.stem == rule_set.PACK:
            if list(pack) != sorted(pack):
                yield f"{path.name} is not in order"
            for rule_id in set(ids) - pack.keys():
                yield f"{rule_id} is not in {path.name}; say \"off\" where it shall not run"


def problems(root=rule_set.ROOT):
    rules = rule_set.read_rules(root)
    found = []
    for rule in rules:
        for check in (check_source(rule, root), check_comment(rule), check_fixture(rule)):
            found += [f"{rule.path.stem}: {problem}" for problem in check]
    for fixture in sorted((root / "tests/fixtures").glob("*/*.*")):
        rule_id = fixture.parent.name
        if rule_id not in {rule.id for rule in rules}:
            found.append(f"{fixture.name}: its folder is called like no rule")
        elif not re.search(rf"^-- rule: {rule_id}$", fixture.read_text(encoding="utf-8"), re.M):
            found.append(f"{fixture.name}: says that it is another rule's")
    return found + list(check_aliases(rules)) + list(check_packs(rules, root))
