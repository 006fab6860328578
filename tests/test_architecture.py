"""The arrows of the house: streamlit_app → kiosk → matching → files of data."""

import ast
import re
from pathlib import Path

import pytest
from live_server import ROOT

RULES = ROOT / "matching"
KNOW_A_DATABASE = {RULES / "workbench.py", *(RULES / "engines").glob("*.py")}
TEMPLATES = sorted((ROOT / "kiosk").rglob("*.html"))
# What reaches a page unescaped: our own drawings, a part that the same engine has rendered, and
# attributes without a value of anybody's.
DRAWN = {"qr", "label", "part"}
UNESCAPED = re.compile(r"([\w.]+|'[^']*')\s*\|\s*safe\b")


def modules(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def imported(file: Path) -> set[str]:
    """First words of everything a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            names.add((node.module or "").split(".")[0])
    return names


def test_the_rules_know_no_face():
    for file in modules("matching"):
        assert not imported(file) & {"kiosk", "streamlit", "streamlit_app", "starlette"}, file


def test_the_face_knows_no_database():
    for file in [*modules("kiosk"), ROOT / "streamlit_app.py"]:
        assert "duckdb" not in imported(file), file


def test_only_the_engines_and_the_workbench_know_a_database():
    packages = {"duckdb", "psycopg", "psycopg_pool"}
    knowing = {file for file in modules("matching") if packages & set(imported(file))}
    assert knowing <= KNOW_A_DATABASE


def test_the_face_holds_no_sql():
    words = ("SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM")
    for file in modules("kiosk"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not any(word in node.value for word in words), (file, node.value)


def test_nobody_imports_the_server_file_and_it_knows_the_face_only():
    for file in modules("kiosk", "matching", "benchmarks"):
        assert "streamlit_app" not in imported(file), file
    assert imported(ROOT / "streamlit_app.py") <= {"kiosk", "streamlit", "starlette"}


def test_no_page_of_the_dashboard_knows_the_table_of_routes():
    for file in modules("kiosk/dashboard"):
        assert "from kiosk.routes" not in file.read_text(encoding="utf-8"), file


def test_neither_the_face_nor_the_rules_know_tests_or_benchmarks():
    tests = {file.stem for file in (ROOT / "tests").glob("*.py")}
    for file in modules("kiosk", "matching"):
        assert not imported(file) & (tests | {"tests", "benchmarks"}), file


def test_data_is_only_files():
    tracked = [file for file in (ROOT / "data").rglob("*") if "local" not in file.parts]

    assert [file for file in tracked if file.suffix in {".py", ".pyc"}] == []


def test_no_page_allows_markup_or_script_from_text():
    forbidden = ("unsafe_allow_html", "unsafe_allow_javascript")
    for file in modules("kiosk"):
        text = file.read_text(encoding="utf-8")
        assert not any(word in text for word in forbidden), file


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_what_guests_wrote_reaches_a_page_as_plain_text_only(file):
    """The engine escapes all values but those that a template calls safe: our own drawings."""
    template = file.read_text(encoding="utf-8")

    unescaped = UNESCAPED.findall(template)
    assert len(unescaped) == len(re.findall(r"\|\s*safe\b", template))
    assert {name for name in unescaped if not name.startswith("'")} <= DRAWN
    assert "autoescape" not in template
    assert " style=" not in template
    assert "javascript:" not in template


def test_no_script_of_the_kiosk_writes_markup():
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
    for file in sorted((ROOT / "kiosk").rglob("*.js")):
        text = file.read_text(encoding="utf-8")
        for word in forbidden:
            assert word not in text, f"{word} in {file.name}"


def test_nothing_we_serve_names_an_address_outside():
    """P12; the names of XML vocabularies are no addresses that anybody asks."""
    for suffix in ("js", "css"):
        for file in sorted((ROOT / "kiosk").rglob(f"*.{suffix}")):
            text = file.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
            assert "http://" not in text, file.name
            assert "https://" not in text, file.name
            assert "//cdn" not in text, file.name


def test_the_client_clock_is_never_a_scans_time():
    """Only the age from a steady clock is believed, so a wrong clock changes nothing."""
    for file in sorted((ROOT / "kiosk" / "components").glob("*.js")):
        if "age_ms" in file.read_text(encoding="utf-8"):
            assert "Date.now" not in file.read_text(encoding="utf-8"), file.name
