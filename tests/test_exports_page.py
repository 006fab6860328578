"""Exports on the dashboard and on the command line: for the organiser only, each on record."""

import io
from pathlib import Path

import pytest
from cast import invite, make_event, rows
from command_line import kiosk, kiosk_process
from openpyxl import load_workbook

from matching.exports import EXPORTS, FORMATS
from matching.store import Store

pytest_plugins = ["desk_fixtures"]

HERE = "/staff/exports"
TABLES = [export.name for export in EXPORTS]


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_page_offers_every_table_in_every_format(organiser, event, anna, language):
    page = organiser.get(f"{HERE}?lang={language}")

    assert page.status_code == 200
    for table in TABLES:
        assert f'name="table" value="{table}"' in page.text
    assert page.text.count('name="as"') == len(TABLES) * len(FORMATS)
    assert "Nowak" not in page.text


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("table", TABLES)
def test_each_download_is_a_file_with_a_name_and_a_line_in_the_log(
    organiser, store, event, anna, table, form
):
    sent = organiser.post(HERE, data={"table": table, "as": form})

    count = {"people": 1, "attendance": 1}.get(table, 0)
    assert sent.status_code == 200
    assert sent.headers["content-disposition"].startswith(f'attachment; filename="evening-{table}-')
    assert sent.headers["content-disposition"].endswith(f'.{form}"')
    assert sent.headers["cache-control"] == "no-store"
    assert sent.content[:4] == {
        "csv": b"\xef\xbb\xbf" + sent.content[3:4],
        "xlsx": b"PK\x03\x04",
    }.get(form, b"PAR1")
    [line] = rows(store, "SELECT actor, detail, event_id FROM audit WHERE act = 'exported'")
    assert line[0].startswith("staff:")
    assert line[1:] == (f"{table}.{form} {count}", event.event_id)


def test_a_workbook_holds_the_people(organiser, event, anna, bartek):
    sent = organiser.post(HERE, data={"table": "people", "as": "xlsx"})

    lines = list(load_workbook(io.BytesIO(sent.content)).active.iter_rows(values_only=True))
    assert [line[2] for line in lines] == ["name", "Anna Nowak", "Bartek Wójcik"]


def test_staff_and_strangers_have_no_exports(staff, stranger, store, event, anna):
    for somebody in (staff, stranger):
        assert somebody.get(HERE).status_code == 404
        sent = somebody.post(HERE, data={"table": "people", "as": "csv"})
        assert sent.status_code in {403, 404}
        assert b"Nowak" not in sent.content
    assert rows(store, "SELECT count(*) FROM audit WHERE act = 'exported'") == [(0,)]


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"table": "people"},
        {"as": "csv"},
        {"table": "../people", "as": "csv"},
        {"table": "answers", "as": "csv"},
        {"table": "people", "as": "exe"},
    ],
)
def test_a_table_that_does_not_exist_is_nothing(organiser, store, event, wish):
    assert organiser.post(HERE, data=wish).status_code == 404
    assert rows(store, "SELECT count(*) FROM audit WHERE act = 'exported'") == [(0,)]


def test_a_download_from_another_site_is_refused(organiser, event, anna):
    sent = organiser.post(
        HERE, data={"table": "people", "as": "csv"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert sent.status_code == 403
    assert b"Nowak" not in sent.content


def test_without_an_event_there_is_nothing_to_take(organiser):
    assert organiser.get(HERE).status_code == 404


# The command line


def with_anna(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    with Store.open(folder / "rozmowa.duckdb") as store:
        invite(store, make_event(store), "Anna Nowak", email="anna@example.org")


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_line_writes_a_file_and_a_line_in_the_log(tmp_path, form):
    with_anna(tmp_path)
    target = tmp_path / f"people.{form}"

    done = kiosk(tmp_path, "export", "--table", "people", "--format", form, "--out", target)

    assert (done.code, done.out) == (0, f"1 lines: {target}\n")
    assert target.read_bytes()[:3] in {b"\xef\xbb\xbf", b"PK\x03", b"PAR"}
    with Store.open(tmp_path / "rozmowa.duckdb") as store:
        sql = "SELECT actor, detail FROM audit WHERE act = 'exported'"
        assert rows(store, sql) == [("cli", f"people.{form} 1")]


def test_without_a_file_the_table_goes_to_the_standard_output(tmp_path):
    with_anna(tmp_path)

    done = kiosk_process(tmp_path, "export", "--table", "people")

    assert done.code == 0
    assert "Anna Nowak;anna@example.org" in done.out


def test_a_table_or_folder_that_does_not_exist_is_bad_input(tmp_path):
    with_anna(tmp_path)
    nowhere = tmp_path / "no" / "people.csv"

    assert kiosk(tmp_path, "export", "--table", "answers").code == 2
    done = kiosk(tmp_path, "export", "--table", "people", "--out", nowhere)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
