"""The rules as files: sources, fixtures and packs. Shared by rule-docs, new-rule and tests/meta."""

import json
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = ["What", "When", "Why", "Do", "Allow", "See"]
PACK = "recommended"


@dataclass
class Case:
    title: str
    doc: str  # "bad", "good" or ""
    files: list = field(default_factory=list)  # (name, sql); the name of a lone file is empty
    messages: list = field(default_factory=list)  # of the findings that are expected
    fixes: set = field(default_factory=set)  # "safe", "unsafe"


@dataclass
class Rule:
    path: Path
    comment: dict
    info: dict
    aliases: list
    cases: list = None  # None: there is no fixture
    options: list = field(default_factory=list)  # (name, default as TOML, summary)
    of_project: bool = False  # it looks at a whole project, and not at statements

    @property
    def id(self):
        return self.info.get("id", "")

    @property
    def fix(self):
        kinds = set().union(*(case.fixes for case in self.cases or []))
        return " or ".join(sorted(kinds)) if kinds else "none"


def read_comment(text):
    """The sections of the comment on top of a source: `/// What:  ...`."""
    sections, current = {}, None
    for line in text.splitlines():
        if not line.startswith("///"):
            break
        words = line[3:].strip()
        if match := re.match(r"(\w+):\s*(.*)", line[4:]):
            current, words = match.groups()
        if current:
            sections[current] = (sections.get(current, "") + " " + words).strip()
    return sections


def read_info(text):
    block = re.search(r"constexpr RuleInfo kInfo\{(.*?)\n\};", text, re.S)
    return dict(re.findall(r'\.(\w+) = "(.*?)"', block.group(1))) if block else {}


def read_aliases(text):
    block = re.search(r"kAliases\[\] = \{(.*?)\};", text, re.S)
    return re.findall(r'"(.*?)"', block.group(1)) if block else []


def read_options(text):
    block = re.search(r"RuleOption kOptions\[\] = \{(.*?)\};\nconstexpr", text, re.S)
    options = []
    for option in re.split(r"(?=\.name = )", block.group(1))[1:] if block else []:
        strings = {name: value.replace('\\"', '"') for name, value in
                   re.findall(r'\.(\w+) = "((?:[^"\\]|\\.)*)"', option)}
        kind = re.search(r"\.kind = OptionKind::(\w+)", option)
        default = {
            "flag": "true" if ".flag = true" in option else "false",
            "number": (re.findall(r"\.number = (-?\d+)", option) or ["0"])[0],
            "text": json.dumps(strings.get("text", "")),
            "list": json.dumps([part for part in strings.get("text", "").split(", ") if part]),
        }[kind.group(1) if kind else "flag"]
        options.append((strings["name"], default, strings["summary"]))
    return options


def read_cases(text):
    """The cases of a fixture; its grammar is told in tests/fixtures/README.md."""
    cases = []
    for line in text.splitlines():
        words = line.strip()
        if words.startswith("-- case:"):
            title = words[8:].strip()
            mark = re.search(r"\s*\(doc: (bad|good)\)$", title)
            cases.append(Case(title[: mark.start()] if mark else title, mark.group(1) if mark else ""))
        elif not cases:
            continue
        elif words.startswith("-- file:"):
            cases[-1].files.append((words[8:].replace("(replayed)", "").strip(), []))
        elif words.startswith("-- expect:"):
            cases[-1].messages += re.findall(r'"(.*)"$', words)
        elif words.startswith("-- fixed (unsafe):"):
            cases[-1].fixes.add("unsafe")
        elif words.startswith("-- fixed:"):
            if words != "-- fixed: none":
                cases[-1].fixes.add("safe")
        elif not re.match(r"-- (expect-none$|pg:|runner:|run:|label:|severity:|advice:)", words):
            if not cases[-1].files:
                cases[-1].files.append(("", []))
            cases[-1].files[-1][1].append(line)
    for case in cases:
        case.files = [(name, "\n".join(lines).strip()) for name, lines in case.files]
    return cases


def sources(root):
    return sorted((root / "src/rules").glob("*/*.cpp"), key=lambda path: path.stem.replace("_", "-"))


def fixture_of(root, rule_id):
    """A rule that looks at a project has a fixture of another kind; one of statements may have both."""
    folder = root / "tests/fixtures" / rule_id
    project, statements = folder / f"{rule_id}.project", folder / f"{rule_id}.sql"
    return project if project.exists() and not statements.exists() else statements


def read_rules(root=ROOT):
    rules = []
    for path in sources(root):
        text = path.read_text(encoding="utf-8")
        rule = Rule(path, read_comment(text), read_info(text), read_aliases(text), options=read_options(text))
        fixture = fixture_of(root, path.stem.replace("_", "-"))
        if fixture.exists():
            rule.cases = read_cases(fixture.read_text(encoding="utf-8"))
            rule.of_project = fixture.suffix == ".project"
        rules.append(rule)
    return rules


def read_pack(path):
    return tomllib.loads(path.read_text(encoding="utf-8")).get("rules", {})
