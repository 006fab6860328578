"""Files that are broken, strange or hostile: one sentence, never a traceback, nothing changed."""

import io
import unicodedata
import zipfile
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.events import list_events
from matching.guest_lists import errors
from matching.guest_lists.encodings import decode
from matching.guest_lists.importing import ImportOptions, NewEvent, import_guest_list
from matching.guest_lists.sheet import GuestListFile
from matching.guest_lists.understanding import read_guest_list
from matching.guest_lists.words import is_thing, role_of, status_of
from matching.store import Store


def read(data: bytes | str, encoding: str | None = None):
    raw = data.encode() if isinstance(data, str) else data
    return read_guest_list(GuestListFile("list", raw), encoding)


def packed(names: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in names.items():
            package.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", errors.EmptyListError),
        (b"\xef\xbb\xbf \r\n", errors.EmptyListError),
        (b";;;\n;;;\n", errors.EmptyListError),
        (b"Kawa,Herbata\n1,2\n", errors.NoHeaderError),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), errors.ForeignFormatError),
        (b"%PDF-1.7 ...", errors.ForeignFormatError),
        (bytes(range(256)) * 20, errors.ForeignFormatError),
        (b"<html><table></table>", errors.ForeignFormatError),
        (b"{]", errors.UnreadableListError),
        (b"[" * 100_000, errors.UnreadableListError),
        (b"[1, 2]", errors.ForeignFormatError),
        (b'{"event": {"orders": [{"positions": 5}]}}', errors.UnreadableListError),
        (b"PK\x03\x04garbage", errors.UnreadableListError),
        (packed({"content.xml": b"<a/>"}), errors.ForeignFormatError),
        (packed({"xl/workbook.xml": b"<broken"}), errors.UnreadableListError),
        (lambda: packed({"xl/workbook.xml": bytes(401_000_000)}), errors.ListTooLargeError),
        (b'Name,Email\nAnna,a@example.org\n"Bartek,b@example.org\nCela,c@example.org\n',
         errors.OpenQuoteError),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_one_sentence(data, error):
    raw = data() if callable(data) else data  # the large one is made only where it is tried
    with pytest.raises(error) as caught:
        read(raw)
    assert "\n" not in str(caught.value)
    assert str(caught.value)


def test_a_broken_file_changes_nothing():
    now = datetime(2026, 11, 23, tzinfo=UTC)
    with Store.open() as store:
        with pytest.raises(errors.OpenQuoteError, match="line 2"):
            import_guest_list(
                store,
                GuestListFile("l.csv", b'Name\n"Anna\nBartek\n'),
                event=NewEvent("l", "L"),
                options=ImportOptions(),
                now=now,
            )
        assert list_events(store) == []


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13", "a\0b", ""])
def test_an_encoding_that_is_none_is_told(encoding):
    if not encoding:
        assert read("Name\nAnna\n", encoding).encoding == "utf-8"
        return
    with pytest.raises(errors.UnknownEncodingError):
        read("Name\nAnna\n", encoding)


def test_a_named_encoding_wins_and_is_told_when_it_is_wrong():
    assert read("Name\nŻaneta\n".encode("cp852"), "cp852").guests[0].name == "Żaneta"
    with pytest.raises(errors.WrongEncodingError):
        read("Name\nŻaneta\n".encode("cp1250"), "utf-8")


@pytest.mark.parametrize(
    "encoding", ["cp1250", "iso8859-2", "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"]
)
def test_polish_letters_decide_between_encodings(encoding):
    text = "Imię i nazwisko;Firma\nŚwiętosława Źdźbło;Wąż\n"
    decoded = decode(text.encode(encoding), None)
    assert decoded.text == text
    assert not decoded.in_doubt


def test_an_encoding_that_the_letters_cannot_decide_is_marked_as_doubtful():
    assert decode("Name\nPeña\n".encode("cp1252"), None).in_doubt


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_at_all_make_a_traceback(data):
    for prefix in (b"", b"Name,Email\n", b"BEGIN:VCARD\n", b"PK\x03\x04", b'{"event":'):
        with suppress(errors.GuestListError):
            read(prefix + data)


names = st.text(st.characters(codec="utf-8", categories=("Lu", "Ll")), min_size=1, max_size=30)


@settings(max_examples=50, deadline=None)
@given(st.lists(names, min_size=1, max_size=5, unique=True), st.sampled_from(["utf-8", "utf-16"]))
def test_every_name_of_letters_comes_through(people, encoding):
    text = "Uczestnik;E-mail\n" + "".join(f'"{name}";p@example.org\n' for name in people)
    found = [guest.name for guest in read(text.encode(encoding)).guests]
    assert found == [unicodedata.normalize("NFC", name) for name in people]


def test_invisible_and_direction_characters_are_taken_out():
    guest = read("Name,Company\nAn\u200bna\u202e Ma\u0000k,Ma\u00adki\u2066\n").guests[0]
    assert (guest.name, guest.company) == ("Anna Mak", "Maki")


def test_a_formula_is_data_only():
    guest = read("Name,Company\nAnna Mak,'=cmd|' /C calc'!A0\n").guests[0]
    assert guest.company == "=cmd|' /C calc'!A0"


def test_a_text_that_is_too_long_is_cut_and_its_line_named():
    guest = read(f"Name,Email\n{'A' * 300},a@example.org\n").guests[0]
    assert (len(guest.name), guest.remarks) == (120, ["text_too_long"])


def test_a_row_with_more_cells_than_columns_is_named():
    assert read("Name,Email\nAnna,a@example.org,,\nB,b@example.org,x\n").guests[1].remarks == [
        "too_many_columns"
    ]


@pytest.mark.parametrize(
    ("cells", "name", "family"),
    [
        ('Name\n"Kowalska-Nowak, Anna Maria"', "Anna Maria Kowalska-Nowak", "Kowalska-Nowak"),
        ('Name\n"Anna Kowalska, PhD"', "Anna Kowalska, PhD", "PhD"),
        ("Nazwisko i imię\nKowalska Anna", "Anna Kowalska", "Kowalska"),
        ("Vorname,Name\nJürgen,Größmann", "Jürgen Größmann", "Größmann"),
        ("First name,Last name\nZoë,van der Heuvel", "Zoë van der Heuvel", "van der Heuvel"),
    ],
)
def test_names_are_put_in_order(cells, name, family):
    guest = read(cells).guests[0]
    assert (guest.name, guest.family_name) == (name, family)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    guest = read(f"Imię{delimiter}Nazwisko{delimiter}Firma\nAnna{delimiter}Mak{delimiter}M").guests[
        0
    ]
    assert (guest.name, guest.company) == ("Anna Mak", "M")


def test_an_id_that_only_counts_rows_identifies_nobody():
    assert read("ID,Name\n1,Anna\n2,Bartek\n").guests[0].sources == ()
    assert read("ID,Name\nx7,Anna\nx9,Bartek\n").guests[0].sources == ("id:x7",)


def test_questions_about_diet_and_parking_are_no_needs():
    found = read("Name,Do you have special dietary needs?,Potrzebuję faktury\nAnna,nuts,tak\n")
    assert found.guests[0].needs == ""
    assert len(found.unknown_columns) == 2


def test_a_choice_with_a_column_of_its_own_is_told_by_its_name():
    text = "Name,Czego szukasz? – Klienci,Czego szukasz? – Dostawcy,Czego szukasz? – Wiedza\n"
    assert read(text + "Anna,Tak,Nie,Tak\n").guests[0].needs == "Klienci; Wiedza"


def test_an_unknown_status_lets_in_and_is_named():
    guest = read("Name,Status\nAnna,quux\n").guests[0]
    assert (guest.refusal, guest.remarks) == ("", ["unknown_status"])


@pytest.mark.parametrize(
    "product", ["Parking", "Bilet parkingowy", "T-shirt M", "Nocleg 22/23", "Catering"]
)
def test_things_are_no_people(product):
    assert is_thing(product)


@pytest.mark.parametrize(
    "product", ["Bilet + parking", "Śniadanie biznesowe", "Ticket incl. T-shirt", "Standard", "VIP"]
)
def test_tickets_with_extras_are_people(product):
    assert not is_thing(product)


def test_words_mean_the_same_in_all_three_languages():
    assert {status_of(word) for word in ("c", "Anulowane", "storniert")} == {"cancelled"}
    assert {status_of(word) for word in ("TO_BE_PAID", "Opłacona", "bezahlt", "p")} == {"valid"}
    assert [role_of(word) for word in ("Członkini", "gość", "Zastępstwo", "Prelegentka")] == [
        "member", "visitor", "substitute", "speaker",
    ]  # fmt: skip


def test_a_status_that_tells_a_role_is_a_role():
    guest = read("Name,Status\nAnna,członek\n").guests[0]
    assert (guest.role, guest.refusal, guest.remarks) == ("member", "", [])
