"""Tables for the organiser: what stands in them, what never does, and that no cell is a formula."""

import codecs
import csv
import io
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import duckdb
import pytest
from cast import NOW, invite, make_event, rows, show_badge
from live_server import ROOT
from openpyxl import load_workbook
from talks import ANNA_LEARNED, BARTEK_LEARNED, admit, answer, begin_talk, connect

from matching.consents import Decision, decide
from matching.contacts import ContactField, Sharing, share
from matching.exports import EXPORTS, FORMATS, Export, Kind, Line, export_named
from matching.exports.cells import guarded
from matching.exports.describing import described
from matching.follow_ups import Promise, PromiseKind, keep_promise
from matching.guest_lists.importing import ImportOptions, import_guest_list
from matching.guest_lists.sheet import GuestListFile
from matching.model import ConsentKind

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "|calc",
    "%PATH%",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\xa0=1+1",
    "\x00=1+1",
    "\u200b=1+1",
    "\u202e=1+1",
    "\ufeff=1+1",
    "\ufffe=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    "-2+3+cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org","x")',
    '"=1+1"',
    "Kwiaty,=1+1",
    "Kwiaty; =1+1",
    "+48-601-234-567",
]
HARMLESS = [
    "+48 601 234 567",
    "+48601234567",
    "(22) 123 45 67",
    "-5",
    "12,5",
    "100%",
    "Anna Nowak",
    "anna@example.org",
    "Rabat 5-10%",
    "Zażółć gęślą jaźń",
    "O'Connor",
]
SIX = datetime.fromisoformat("2026-11-23 18:00")  # NOW at the place
DANGEROUS = "=+-@|%＝＋－＠｜％"


def written(export: Export, lines: list[Line], form: str) -> bytes:
    return b"".join(FORMATS[form](export, lines))


def read_csv(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(codecs.BOM_UTF8)
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def read_xlsx(content: bytes) -> list[dict[str, object]]:
    head, *lines = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def read_parquet(content: bytes, folder: Path) -> list[dict[str, object]]:
    path = folder / "table.parquet"
    path.write_bytes(content)
    found = duckdb.read_parquet(str(path))
    return [dict(zip(found.columns, line, strict=True)) for line in found.fetchall()]


def table(store, event, name: str) -> list[dict[str, object]]:
    export = export_named(name)
    names = [column.name for column in export.columns]
    return [dict(zip(names, line, strict=True)) for line in export.lines(store, event, NOW)]


def agree(store, person, kind: ConsentKind, is_given: bool = True) -> None:
    decision = Decision(uuid4(), person.person_id, kind, is_given, "pl")
    decide(store, decision, source="page", now=NOW)


def set_field(store, person, field: str, value: str) -> None:
    with store._cursor() as cursor:
        sql = f"UPDATE person SET {field} = $1 WHERE person_id = $2"  # noqa: S608  # our name
        cursor.execute(sql, [value, person.person_id]).fetchall()


# What stands in them


def test_everybody_on_the_list_is_among_the_people(store, event, anna, bartek):
    agree(store, anna, ConsentKind.SUGGEST)
    agree(store, anna, ConsentKind.MAIL, is_given=False)

    first, second = table(store, event, "people")

    assert (first["name"], first["email"], first["status"]) == (
        "Anna Nowak",
        "anna@example.org",
        "expected",
    )
    assert (first["may_suggest"], first["may_mail"]) == (True, False)
    assert (second["name"], second["may_suggest"], second["may_mail"]) == (
        "Bartek Wójcik",
        None,
        None,
    )
    assert first["created_at"] == SIX


def test_admissions_stand_in_the_order_of_arrival_at_the_places_time(store, event, anna, bartek):
    show_badge(store, event, bartek.code, kiosk=3)
    show_badge(store, event, anna.code, at=timedelta(minutes=5))

    lines = table(store, event, "admissions")

    assert [(line["name"], line["kiosk"], line["source"]) for line in lines] == [
        ("Bartek Wójcik", 3, "camera"),
        ("Anna Nowak", 1, "camera"),
    ]
    assert lines[1]["admitted_at"] == SIX + timedelta(minutes=5)


def test_a_connection_is_two_names_and_a_time(store, event, anna, bartek, celina):
    conversation = connect(store, event, anna, bartek)
    admit(store, event, celina)
    begin_talk(store, event, bartek, celina)

    [line] = table(store, event, "connections")

    assert {line["one_name"], line["other_name"]} == {"Anna Nowak", "Bartek Wójcik"}
    assert line["conversation_id"] == str(conversation.conversation_id)
    assert line["connected_at"] == SIX


def test_a_promise_is_told_without_its_author_and_only_between_two_who_are_connected(
    store, event, anna, bartek, celina
):
    connected = connect(store, event, anna, bartek)
    admit(store, event, celina)
    open_talk = begin_talk(store, event, bartek, celina)
    for talk in (connected, open_talk):
        promised = Promise(
            uuid4(),
            talk.conversation_id,
            bartek.attendee_id,
            PromiseKind.COFFEE,
            date(2026, 11, 27),
        )
        keep_promise(store, promised, now=NOW)

    [line] = table(store, event, "promises")

    assert (line["kind"], line["due_on"], line["is_kept"]) == ("coffee", date(2026, 11, 27), False)
    assert str(bartek.attendee_id) not in map(str, line.values())


def test_a_promise_that_was_taken_back_is_not_there(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    for kind in (PromiseKind.COFFEE, None):
        promised = Promise(uuid4(), talk.conversation_id, anna.attendee_id, kind, None)
        keep_promise(store, promised, now=NOW)

    assert table(store, event, "promises") == []


def test_the_attendance_sheet_tells_who_came(store, event, anna, bartek):
    show_badge(store, event, anna.code)

    presence = {line["name"]: line["presence"] for line in table(store, event, "attendance")}

    assert presence["Anna Nowak"] == "present"


def test_another_event_is_another_table(store, event, anna, bartek):
    connect(store, event, anna, bartek)
    other = make_event(store, "other")

    for export in EXPORTS:
        assert export.lines(store, other, NOW) == []


# What never stands in them


def test_of_entry_only_there_is_a_line_without_name_or_word(store, event, anna, bartek):
    connect(store, event, anna, bartek)
    for field in ("phone", "company", "job_title", "sector", "offers", "needs"):
        set_field(store, anna, field, f"secret {field}")
    agree(store, anna, ConsentKind.SUGGEST)
    agree(store, anna, ConsentKind.ENTRY_ONLY)

    for export in EXPORTS:
        lines = export.lines(store, event, NOW)
        told = " ".join(str(value) for line in lines for value in line)
        assert "Nowak" not in told, export.name
        assert "anna@" not in told, export.name
        assert "secret" not in told, export.name
        assert len(lines) == {"people": 2, "admissions": 2, "attendance": 2}.get(
            export.name, len(lines)
        )
    [hidden] = [line for line in table(store, event, "people") if line["is_entry_only"]]
    assert hidden["attendee_id"] == str(anna.attendee_id)
    assert (hidden["may_suggest"], hidden["may_mail"]) == (False, False)


def test_no_answer_and_no_contact_is_in_any_table(store, event, anna, bartek):
    admit(store, event, anna, bartek)
    talk = begin_talk(store, event, anna, bartek)
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, bartek, BARTEK_LEARNED)
    shared = Sharing(uuid4(), talk.conversation_id, anna.attendee_id, (ContactField.EMAIL,))
    share(store, shared, now=NOW)

    for export in EXPORTS:
        told = str(export.lines(store, event, NOW))
        assert ANNA_LEARNED not in told
        assert BARTEK_LEARNED not in told
        assert anna.code not in told
        assert export.name == "people" or "anna@" not in told


def test_no_table_counts_or_orders_people_by_their_contacts(store, event, anna, bartek, celina):
    """P9: the only numbers are kiosks, and connections stand as they came about."""
    numbers = {
        column.name for export in EXPORTS for column in export.columns if column.kind is Kind.NUMBER
    }
    connect(store, event, anna, bartek)
    admit(store, event, celina)
    talk = begin_talk(store, event, celina, bartek)
    answer(store, talk, celina, ANNA_LEARNED, at=timedelta(minutes=9))
    answer(store, talk, bartek, BARTEK_LEARNED + " i szyje żagle", at=timedelta(minutes=9))

    times = [line["connected_at"] for line in table(store, event, "connections")]

    assert numbers == {"kiosk"}
    assert len(times) == 2
    assert times == sorted(times)


# Formulas


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_file_begins_like_a_formula(text):
    cell = guarded(text)

    assert cell.strip("\"' ")[0] not in DANGEROUS or "'" in cell
    for between in ",;":
        for piece in cell.split(between):
            assert piece.strip()[0] not in DANGEROUS
    assert all(letter.isprintable() for letter in cell)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_formula_stays_as_it_is(text):
    assert guarded(text) == text


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_in_a_name_is_text_in_every_format(store, event, tmp_path, text):
    invite(store, event, text, company=text)
    if store.is_shared:
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")  # PostgreSQL keeps no NUL
    export = export_named("people")
    lines = export.lines(store, event, NOW)

    [from_csv] = read_csv(written(export, lines, "csv"))
    workbook = load_workbook(io.BytesIO(written(export, lines, "xlsx")))
    [from_parquet] = read_parquet(written(export, lines, "parquet"), tmp_path)

    assert from_csv["name"] == from_csv["company"] == guarded(text)
    cells = [cell for row in workbook.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "d"}
    assert all(cell.quotePrefix for cell in cells if cell.data_type == "s")
    [name] = [row[2].value for row in workbook.active.iter_rows(min_row=2)]
    assert name == from_parquet["name"]
    assert name.lstrip("'") == guarded(text).replace(";'", ";").replace("; '", "; ").replace(
        ",'", ","
    ).lstrip("'")


@pytest.mark.parametrize("odd", ["\ufffe", "\uffff"])
def test_a_name_that_no_workbook_can_hold_spoils_no_workbook(store, event, odd):
    invite(store, event, f"Anna{odd} Nowak")

    export = export_named("people")
    content = b"".join(FORMATS["xlsx"](export, export.lines(store, event, NOW)))

    names = [row[2].value for row in load_workbook(io.BytesIO(content)).active.rows]
    assert names == ["name", "Anna Nowak"]


def test_hostile_words_break_no_line_and_no_file(store, event, tmp_path):
    hostile = '"\r\n;a;"b"\ud800\x00\x1b[31m\u2028' + "x" * 40_000
    invite(store, event, "Anna", company=hostile.replace("\ud800", ""))
    export = export_named("people")
    lines = export.lines(store, event, NOW)
    with_half = [tuple(hostile if value == "Anna" else value for value in line) for line in lines]

    for some in (lines, with_half):
        [from_csv] = read_csv(written(export, some, "csv"))
        [from_xlsx] = read_xlsx(written(export, some, "xlsx"))
        [from_parquet] = read_parquet(written(export, some, "parquet"), tmp_path)
        assert from_csv["company"].startswith('" ;a;"b"')
        assert from_xlsx["status"] == from_parquet["status"] == from_csv["status"] == "expected"


# Formats


def test_all_formats_tell_the_same(store, event, tmp_path, anna, bartek):
    connect(store, event, anna, bartek)
    agree(store, anna, ConsentKind.MAIL)
    for export in EXPORTS:
        lines = export.lines(store, event, NOW)
        names = [column.name for column in export.columns]
        kinds = {column.name: column.kind for column in export.columns}
        as_parquet = read_parquet(written(export, lines, "parquet"), tmp_path)

        assert [list(line) for line in read_csv(written(export, lines, "csv"))] == [names] * len(
            lines
        )
        assert [tuple(line.values()) for line in as_parquet] == lines
        for line, told in zip(lines, read_xlsx(written(export, lines, "xlsx")), strict=True):
            for name, value in zip(names, line, strict=True):
                if kinds[name] is Kind.YES_NO and value is not None:
                    value = "yes" if value else "no"
                assert told[name] == (None if value == "" else value)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_an_empty_table_still_has_its_columns(tmp_path, export, form):
    content = written(export, [], form)
    names = [column.name for column in export.columns]

    if form == "csv":
        assert content.decode("utf-8-sig").strip().split(";") == names
    elif form == "xlsx":
        [head] = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        assert list(head) == names
    else:
        (tmp_path / "t.parquet").write_bytes(content)
        found = duckdb.read_parquet(str(tmp_path / "t.parquet"))
        assert found.columns == names
        assert found.fetchall() == []


def test_nothing_of_a_file_stays_on_disk(store, event, anna, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    export = export_named("people")

    for form in FORMATS:
        assert written(export, export.lines(store, event, NOW), form)

    assert list(tmp_path.rglob("*")) == []


def test_the_people_of_a_csv_file_can_be_imported_again(store, event, anna, bartek):
    set_field(store, anna, "offers", "Kwiaty\n- bukiety")
    set_field(store, anna, "phone", "+48 601 234 567")
    export = export_named("people")
    content = written(export, export.lines(store, event, NOW), "csv")
    other = make_event(store, "other")

    report = import_guest_list(
        store, GuestListFile("people.csv", content), event=other, options=ImportOptions(), now=NOW
    )

    assert (report.imported, report.bad_rows) == (2, [])
    again = {line["name"]: line for line in table(store, other, "people")}
    assert again["Anna Nowak"]["phone"] == "+48 601 234 567"
    assert again["Anna Nowak"]["email"] == "anna@example.org"
    assert again["Anna Nowak"]["offers"] == "Kwiaty; '- bukiety"
    assert again["Bartek Wójcik"]["role"] == "visitor"
    kinds = rows(store, "SELECT DISTINCT kind FROM consent")
    assert kinds == []


# The page


def test_the_page_of_the_columns_is_written_from_them():
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")

    assert page == described(), "run python -m matching.exports"


def test_every_column_is_explained_and_named_once():
    for export in EXPORTS:
        names = [column.name for column in export.columns]
        assert len(set(names)) == len(names) <= 26
        assert all(column.meaning.endswith(".") for column in export.columns)
