"""The paper list for the day the power fails."""

import io
import re

import pypdf
import pytest

from kiosk.badges import PaperListTexts, PaperRow, draw_paper_list
from matching.badge_codes import in_groups, new_badge_code

TEXTS = PaperListTexts(
    heading="Lista na wypadek braku prądu",
    here="Jest",
    time="Godzina",
    name="Imię i nazwisko",
    company="Firma",
    code="Kod",
    page="strona {page} z {pages}",
)
NAMES = ["Ćwik Żaneta", "Małgorzata Wiśniewska-Brzęczyszczykiewicz", "Łucja Śliwińska", "Li"]


def rows(count: int) -> list[PaperRow]:
    return [
        PaperRow(
            name=f"{NAMES[place % len(NAMES)]} {place}",
            company="Przedsiębiorstwo Źdźbło i Gżegżółka Sp. z o.o.",
            code=new_badge_code(),
            note="zastępuje: Anna Nowak" if place % 3 == 0 else "",
        )
        for place in range(count)
    ]


def printed(guests: list[PaperRow]) -> pypdf.PdfReader:
    pdf = draw_paper_list(
        guests,
        event_name="Śniadanie w Gęsi",
        printed_at="Wydruk: 23.11.2026, 18:24",
        language="pl",
        texts=TEXTS,
    )
    return pypdf.PdfReader(io.BytesIO(pdf))


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_of(reader: pypdf.PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in reader.pages))


def test_every_guest_stands_on_the_list_in_order_with_name_company_and_code() -> None:
    guests = rows(70)
    text = text_of(printed(guests))
    places = [text.index(in_groups(guest.code).replace(" ", "")) for guest in guests]
    assert places == sorted(places)
    for guest in guests:
        assert squeezed(guest.name) in text
        assert squeezed(guest.company) in text
        assert squeezed(guest.note) in text


def test_codes_are_printed_in_groups_of_four() -> None:
    guests = rows(3)
    text = printed(guests).pages[0].extract_text()
    for guest in guests:
        assert in_groups(guest.code) in text


def test_the_head_and_the_page_number_are_on_every_page() -> None:
    pages = printed(rows(70)).pages
    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert f"strona {number} z 3" in text
        for words in ("Śniadanie w Gęsi", "Jest", "Godzina", "Firma", "Kod", TEXTS.heading):
            assert words in text


@pytest.mark.parametrize(("guests", "pages"), [(0, 1), (1, 1), (28, 1), (29, 2)])
def test_a_list_has_as_many_pages_as_it_needs(guests: int, pages: int) -> None:
    assert len(printed(rows(guests)).pages) == pages


def test_every_guest_has_a_box_to_tick() -> None:
    content = printed(rows(5)).pages[0].get_contents()
    assert content is not None
    boxes = re.findall(rb"\bre\b", content.get_data())
    assert len(boxes) == 5


def test_the_page_is_a4_in_polish_and_names_no_font_but_ours() -> None:
    reader = printed(rows(3))
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    assert reader.root_object["/Lang"] == "pl"
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    for font in (entry.get_object() for entry in fonts):
        assert "Atkinson" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]


def test_hard_words_stop_no_list() -> None:
    words = ["<b>x</b>\n", "李 👩‍💻", "Wolfeschlegelstein" * 8, "", "\ud800", "{page}"]
    guests = [PaperRow(name=w, company=w, code=new_badge_code(), note=w) for w in words]
    text = text_of(printed(guests))
    assert "Wolfeschlegelstein" * 8 in text
    assert "<b>x</b>" in text
