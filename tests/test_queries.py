"""Every query runs on the migrated schema, says what it takes, and is used."""

import re
from pathlib import Path

import pytest
from live_server import ROOT

from matching.store import QUERY_FOLDER
from matching.workbench import Workbench

FILES = sorted(QUERY_FOLDER.rglob("*.sql"))
NAMES = [str(file.relative_to(QUERY_FOLDER)).removesuffix(".sql") for file in FILES]
TWINS = [file for file in FILES if file.stem.endswith(".postgresql")]
PARAMETER = re.compile(r"\$([a-z_]+)")
USE = re.compile(r'"([a-z_]+/[a-z_]+)"')
PUT_TOGETHER = re.compile(r'f"([a-z_]+/[a-z_]*)\{')


def header_and_body(file: Path) -> tuple[str, str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    length = next(place for place, line in enumerate(lines) if not line.startswith("--"))
    return "\n".join(lines[:length]), "\n".join(lines[length:])


def part(header: str, name: str) -> str:
    """The part of a header that begins with this word, up to the next one."""
    found = re.search(rf"^-- {name}(.*?)(?=^-- [A-Z][a-z]+  |\Z)", header, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_the_header_says_question_parameters_rows_and_order(file):
    header, body = header_and_body(file)

    assert re.match(r"-- .+[?.]$", header.splitlines()[0])
    for name in ("Takes", "Returns", "Order"):
        assert part(header, name).strip(), name
    assert set(PARAMETER.findall(part(header, "Takes"))) == set(PARAMETER.findall(body))


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_the_query_can_be_explained_on_the_migrated_schema(store, file):
    _, body = header_and_body(file)
    twin = file.with_suffix(f".{store.engine.dialect}.sql")
    if store.engine.dialect != "duckdb" if file.parent.name == "workbench" else twin.exists():
        pytest.skip("another text runs on this database")
    if file in TWINS and store.engine.dialect == "duckdb":
        pytest.skip("the twin of another database")

    # Every parameter is a null: the planner then checks names and types.
    explained = PARAMETER.sub("NULL", body).rstrip().rstrip(";")
    is_of_workbench = file.parent.name == "workbench"
    with Workbench() if is_of_workbench else store._cursor() as opened:
        run = opened._connection.execute if is_of_workbench else opened.execute
        assert run(f"EXPLAIN {explained}").fetchall()


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_the_query_is_one_statement_without_string_formatting(file):
    _, body = header_and_body(file)

    assert ";" not in body
    assert "{" not in body
    assert "%s" not in body


def test_every_query_is_used_and_every_used_query_exists():
    folders = {path.name for path in QUERY_FOLDER.iterdir()}
    code = "\n".join(
        file.read_text(encoding="utf-8")
        for folder in ("matching", "kiosk", "benchmarks")
        for file in (ROOT / folder).rglob("*.py")
    )
    used = {name for name in USE.findall(code) if name.split("/")[0] in folders}
    beginnings = tuple(PUT_TOGETHER.findall(code))

    assert used <= set(NAMES)
    names = {name.removesuffix(".postgresql") for name in NAMES}
    assert [name for name in names - used if not name.startswith(beginnings)] == []


def test_a_query_lies_in_the_folder_of_a_module_or_of_a_noun():
    nouns = {"badges"}
    modules = {path.stem for path in (ROOT / "matching").iterdir()}

    assert {path.name for path in QUERY_FOLDER.iterdir()} <= modules | nouns
