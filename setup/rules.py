"""The page of all rules: `.venv/bin/python setup/rules.py > docs/rules.md`."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from validators.findings import CODES
from validators.profile import FOLDER, profile_ids, read_profile
from validators.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validators.profile_model import Profile

TESTS = Path(__file__).parents[1] / "tests" / "validators"
HEAD = """\
# All rules

Made from the rule registry, the profiles and the tests by `.venv/bin/python setup/rules.py > docs/rules.md`; a test
holds it to them. A row is a finding code and a rule that raises it. A rule speaks only where a profile asks for it; the
page and the passage that ask for it stand with the profile, and so does a weight that differs from the usual one.

| code | rule | source, by profile | severity | tests |
| --- | --- | --- | --- | --- |
"""
EXAMPLES_HEAD = """
## What raises each code, and what does not

Each is a dossier in `tests/validators/codes_of_*.py`; `tests/validators/test_every_code.py` weighs all three.

| code | raised by | not by: just beside the border | not by: what looks like it |
| --- | --- | --- | --- |
"""
RULES_HEAD = """
## What each rule asks

| rule | asks |
| --- | --- |
"""
COMMON = "reading.uncertain"


def page() -> str:
    """The whole of docs/rules.md."""
    profiles = [read_profile(FOLDER / f"{name}.toml") for name in profile_ids()]
    tests = tests_by_code()
    rows = [
        _row(code, _cell(code, profiles, tests[code], name), name)
        for code in CODES
        for name in sorted(RULES)
        if code in RULES[name].raises and code != COMMON
    ]
    doubt = sorted(name for name in RULES if COMMON in RULES[name].raises)
    general = "every requirement: a value that decides it was read with less certainty than the profile's minimum"
    rows.append(_row(COMMON, f"{general} | {CODES[COMMON]} | {_named(tests[COMMON])}", ", ".join(doubt)))
    asked = [f"| {name} | {_text((RULES[name].weigh.__doc__ or '').splitlines()[0])} |" for name in sorted(RULES)]
    shown = [f"| {code} | {' | '.join(_text(said) for said in examples()[code])} |" for code in CODES]
    tables = ((HEAD, rows), (EXAMPLES_HEAD, shown), (RULES_HEAD, asked))
    return "".join(head + "\n".join(table) + "\n" for head, table in tables)


def examples() -> dict[str, list[str]]:
    """For each code what the three dossiers are that hold its rule to it."""
    sys.path.insert(0, str(TESTS))
    found = import_module("every_code").EXAMPLES
    return {code: [said for said, _ in three] for code, three in found.items()}


def tests_by_code() -> dict[str, list[tuple[str, str]]]:
    """For each code the tests (file and name) that name it: in their body, their parameters, or a constant they use."""
    found: dict[str, list[tuple[str, str]]] = {code: [] for code in CODES}
    for path in sorted(TESTS.glob("test_*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: set(_strings(node.value))
            for node in module.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in module.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
                said = set(_strings(node)).union(*(constants.get(name, set()) for name in used))
                for code in said & set(CODES):
                    found[code].append((path.name, node.name))
    return found


def _strings(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _row(code: str, cells: str, name: str) -> str:
    return f"| {code} | {name} | {cells} |"


def _cell(code: str, profiles: Iterable[Profile], tests: list[tuple[str, str]], name: str) -> str:
    asking = [(profile, r) for profile in profiles for r in profile.requirements if r.ask.rule == name]
    sources: dict[str, list[str]] = {}
    for profile, requirement in asking:
        until = f" (until {requirement.until})" if requirement.until else ""
        sources.setdefault(_text(f"{requirement.source}{until}"), []).append(profile.id)
    told = [f"*{', '.join(dict.fromkeys(names))}*: {source}" for source, names in sources.items()]
    changed = sorted({f"{p.id}: {r.severity[code]}" for p, r in asking if code in r.severity})
    return f"{'<br>'.join(told)} | {'<br>'.join([CODES[code], *changed])} | {_named(tests)}"


def _named(tests: Iterable[tuple[str, str]]) -> str:
    return "<br>".join(f"[{name.removeprefix('test_')}](../tests/validators/{file})" for file, name in tests)


def _text(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(page())
