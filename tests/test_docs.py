"""README and docs say what is true."""

import re
from pathlib import Path

import pytest

from benchmarks.arrivals import table
from kiosk.__main__ import _parser
from kiosk.dashboard import live_board
from kiosk.dashboard.live_drawings import ALL_NAMED
from kiosk.settings import NAMES, PREFIX
from matching.measures import HELP_AFTER_MINUTES

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_table_of_kiosks_is_the_one_the_simulation_prints():
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = re.search(r"<!-- arrivals -->\n(.*?)\n<!-- /arrivals -->", readme, re.DOTALL)

    assert shown is not None
    assert shown.group(1) == table()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_written_down_exists(page):
    commands = _parser()._subparsers._group_actions[0].choices
    named = set(re.findall(r"python -m kiosk ([a-z]+(?:-[a-z]+)*)", page.read_text("utf-8")))

    assert named <= set(commands)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_that_is_written_down_exists(page):
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE))

    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_linked_to_is_there(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_every_setting_is_documented():
    operations = (ROOT / "docs" / "operations.md").read_text("utf-8")

    assert all(f"`{PREFIX}{name}`" in operations for name in NAMES)


def test_measures_name_the_numbers_that_the_code_has():
    words = (ROOT / "docs" / "measures.md").read_text("utf-8")

    for sentence in (
        f"A guest is listed after {HELP_AFTER_MINUTES} such minutes",
        f"crowds of more than {ALL_NAMED}",
        f"more than {live_board.MOST_DRAWN} people are not drawn",
        f"every {live_board.LOOK_SECONDS:g} seconds at most",
        f"every {live_board.ANYWAY_SECONDS:g} seconds because time goes by",
    ):
        assert sentence in words
