"""What makes code weak in general, besides what bandit looks for in `make check`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from live_server import ROOT

SOURCES = [
    file for folder in ("kiosk", "matching") for file in sorted((ROOT / folder).rglob("*.py"))
]
SECRET = re.compile(r"(^|_)(secret|password|pin|token|signature|digest|mac|set_up_key)$")


def nodes(kind: type) -> Iterator[tuple[Path, ast.AST]]:
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, kind):
                yield file, node


def name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return name_of(node.func)
    return getattr(node, "attr", getattr(node, "id", ""))


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant)


def test_no_secret_is_compared_letter_by_letter():
    """== tells by its time how many letters are right; hmac.compare_digest does not."""
    for file, node in nodes(ast.Compare):
        sides = [node.left, *node.comparators]
        if not any(isinstance(way, ast.Eq | ast.NotEq) for way in node.ops):
            continue
        if any(SECRET.search(name_of(side)) for side in sides) and not any(map(is_text, sides)):
            raise AssertionError(f"{file}:{node.lineno} {ast.unparse(node)}")


def test_an_assert_only_tells_the_type_checker_what_holds():
    """So that nothing depends on whether Python keeps asserts."""
    for file, node in nodes(ast.Assert):
        told = node.test
        narrows = isinstance(told, ast.Compare) and all(
            isinstance(way, ast.Is | ast.IsNot) for way in told.ops
        )
        is_instance = isinstance(told, ast.Call) and name_of(told) == "isinstance"
        assert narrows or is_instance, f"{file}:{node.lineno} {ast.unparse(node)}"


def test_every_silence_names_one_rule_and_gives_its_reason():
    for file in SOURCES:
        for line in file.read_text(encoding="utf-8").splitlines():
            if "nosec" in line:
                assert re.search(r"# nosec B\d{3} # \w.{5,}$", line), f"{file}: {line.strip()}"
