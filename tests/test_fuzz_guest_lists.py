"""Guest lists that were made to break us: one sentence each, nothing changed, never for long."""

import io
import random
import zipfile
from pathlib import Path

import pytest
from fuzzing import attempts, bounded, changed, words
from openpyxl import Workbook
from talks import everything

from matching.guest_lists import errors
from matching.guest_lists.errors import GuestListError
from matching.guest_lists.importing import ImportOptions, rehearse
from matching.guest_lists.sheet import GuestListFile
from matching.guest_lists.understanding import read_guest_list

FOLDER = Path(__file__).parent / "guest_lists"
SEEDS = [file.read_bytes() for file in sorted(FOLDER.iterdir()) if file.is_file()]
HEADERS = ("Imię i nazwisko", "E-mail", "Firma", "Telefon", "Status", "Order code", "Language")
PARTS = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml")


def taken(data: bytes, store, event, encoding: str | None = None) -> None:
    """Read it and say what an import would do; one sentence where it cannot be read."""
    said = ""
    try:
        guests = read_guest_list(GuestListFile("list", data), encoding)
        rehearse(store, guests, event, ImportOptions(), None)
    except GuestListError as error:
        said = str(error)
    assert "\n" not in said
    assert len(said) < 400


def made_up_csv(chance: random.Random) -> bytes:
    """Known columns with what nobody expects in them."""
    columns = chance.sample(HEADERS, chance.randrange(1, len(HEADERS)))
    delimiter = chance.choice(",;\t|")
    lines = [columns, *([words(chance) for _ in columns] for _ in range(chance.randrange(6)))]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    encoding = chance.choice(("utf-8", "cp1250", "utf-16", "utf-32", "iso8859-2", "utf-7"))
    return text.encode(encoding, "replace")


def repacked(data: bytes, chance: random.Random) -> bytes:
    """A workbook one part of which is broken, in a package that is whole."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = [name for name in old.namelist() if name in PARTS] or old.namelist()
        broken = chance.choice(names)
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, changed(content, chance) if name == broken else content)
    return out.getvalue()


def test_no_broken_list_is_an_error_or_changes_anything(store, event, chance):
    before = everything(store)
    books = [data for data in SEEDS if data.startswith(b"PK")]
    for one in attempts(chance):
        way = one.randrange(4)
        if way == 0:
            data = made_up_csv(one)
        elif way == 1:
            data = repacked(one.choice(books), one)
        else:
            data = changed(one.choice(SEEDS), one, SEEDS)
        encoding = one.choice((None, None, None, "cp1250", "utf-16", "no-such", "idna", "zip"))
        with bounded(data):
            taken(data, store, event, encoding)
    assert everything(store) == before


# Bombs


def workbook(parts: dict[str, str]) -> bytes:
    """A small workbook with some parts replaced."""
    book, out, again = Workbook(), io.BytesIO(), io.BytesIO()
    book.active.append(["Imię i nazwisko", "E-mail"])
    book.active.append(["Anna Nowak", "anna@example.org"])
    book.save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name) or old.read(name))
    return again.getvalue()


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    "{rows}</sheetData></worksheet>"
)
CELL = '<c t="inlineStr"><is><t>{}</t></is></c>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def sheet_of(rows: str, head: str = "") -> bytes:
    return workbook({"xl/worksheets/sheet1.xml": head + SHEET.format(rows=rows)})


def row_of(*cells: str) -> str:
    return "<row>" + "".join(CELL.format(cell) for cell in cells) + "</row>"


def test_entities_that_laugh_a_billion_times_are_no_list():
    data = sheet_of(row_of("Imię i nazwisko", "E-mail") + row_of("&a11;", "x@y.pl"), LAUGHS)

    with bounded(data), pytest.raises(GuestListError):
        read_guest_list(GuestListFile("list", data))


def test_a_list_cannot_read_a_file_of_this_computer():
    data = sheet_of(row_of("Imię i nazwisko", "E-mail") + row_of("&e;", "x@y.pl"), OUTSIDE)

    with bounded(data):
        try:
            guests = read_guest_list(GuestListFile("list", data)).guests
        except GuestListError:
            return
    assert "root" not in repr(guests)


HEAD = row_of("Imię i nazwisko", "E-mail")
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:x\r\nEND:VCARD\r\n"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (lambda: sheet_of(row_of(*["1"] * 300) * 25_000), errors.ListTooLargeError),
        (lambda: sheet_of(HEAD + "<row/>" * 150_000), None),
        (lambda: sheet_of(HEAD + '<row><c r="XFD9"><v>1</v></c></row>' * 20_000), None),
        (b"Name;E-mail\n" + (b";" * 400 + b"\n") * 40_000, errors.ListTooLongError),
        (b"a," * 9_000_000, errors.ListTooLongError),
        (b"\n" * 15_000_000, errors.EmptyListError),
        (b"Name,E-mail\n" + b"x,y\n" * 4_000_000, errors.ListTooLongError),
        (b"Name,E-mail\n" + b"A" * 2_000_000 + b",a@example.org\n", errors.ListTooLongError),
        (b"[" + b'{"name":"x"},' * 150_000 + b'{"name":"x"}]', errors.ListTooLongError),
        (CARD * 2000, None),
    ],
    ids=[
        "cells", "empty rows", "far columns", "columns", "one line", "lines", "guests",
        "a giant cell", "records", "cards",
    ],
)  # fmt: skip
def test_a_list_of_millions_is_read_or_refused_in_bounded_time_and_memory(data, error):
    data = data() if callable(data) else data  # the large ones are made only where they are tried
    with bounded(data[:100]):
        if error is None:
            read_guest_list(GuestListFile("list", data))
            return
        with pytest.raises(error):
            read_guest_list(GuestListFile("list", data))


def test_a_package_that_lies_about_its_size_is_not_unpacked_beyond_what_it_says():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", bytes(100_000_000))
    data = bytearray(out.getvalue())
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = (1000).to_bytes(4, "little")

    with bounded(bytes(data[:200])), pytest.raises(GuestListError):
        read_guest_list(GuestListFile("list", bytes(data)))
