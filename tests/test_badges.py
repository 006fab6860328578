"""Badges are read back from the paper they would be printed on, at 300 dpi."""

import io
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pypdf
import pytest
import zxingcpp
from PIL import Image

from kiosk.badges import (
    DEFAULT_LAYOUT,
    LAYOUTS,
    BadgeFace,
    NotABadgeCodeError,
    UnknownLayoutError,
    draw_badge_pictures,
    draw_badges,
    split_by_initial,
)
from kiosk.badges.typefaces import UNKNOWN_LETTER, drawable
from matching.badge_codes import in_groups, new_badge_code

DPI = 300
PIXELS_PER_MM = DPI / 25.4
POLISH_LETTERS = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
EVENT = "Śniadanie biznesowe Gęś i Żaba, Bydgoszcz, jesień 2026"
COMPANY = (
    "Przedsiębiorstwo Wielobranżowe Źdźbło i Gżegżółka Spółka z ograniczoną odpowiedzialnością"
)
JOB_TITLE = "Współwłaścicielka i dyrektorka do spraw sprzedaży międzynarodowej"
FIRST_NAMES = [
    "Małgorzata",
    "Władysława Konstancja",
    "Świętosława Bronisława",
    "Przemysław Krzysztof",
    "Aleksandra Wawrzyniec",
    "Gwidon",
    "Ździsława Żywia",
    "Mieczysław Bogusław Maksymilian",
    "Li",
    "Łucja Ósmosława",
]
FAMILY_NAMES = [
    "Wiśniewska-Brzęczyszczykiewicz",
    "Grzegżółka-Szczebrzeszyńska",
    "Konstantynopolitańczykowianeczkowska",
    "Szczepaniak-Błaszczykiewiczowska",
    "Źdźbłowska-Gżegżółkiewicz",
    "Pawlikowska-Jasnorzewska",
    "Niedźwiedzińska-Pszczółkowska",
    "Skłodowska-Curie",
    "Chrząszczyżewoszycka",
    "Wawrzyszkiewicz-Ćwiąkalska",
    "Jędrzejewicz-Święcicka",
    "Dzięciołowska-Łękołodzka",
    "Mickiewicz",
    "Rozwadowska-Krzyżanowska",
    "Przybyszewska-Świeściakowa",
    "Trzebiatowska-Jutrzenka von Hohenlohe",
    "Wyszczelska-Gęstwińska",
    "Ogińska-Wyczółkowska",
    "Żółć",
    "Wielowieyska-Trzcińska",
]
HARD_WORDS = [
    "<b>Jan</b>\nKow&alski",
    "李小龍 ב\u202eשלום 👩‍💻",
    "Wolfeschlegelsteinhausenbergerdorff" * 4,
    "Anna " * 60,
    "-" * 80,
    "\x00\ud800\ufeff",
    "Łódź\t\u0301 e\u0301",
    "",
    "   ",
    "A",
]


def longest_faces() -> list[BadgeFace]:
    return [
        BadgeFace(
            code=new_badge_code(),
            name=f"{first} {family}",
            family_name=family,
            company=COMPANY,
            job_title=JOB_TITLE,
            event_name=EVENT,
        )
        for first, family in product(FIRST_NAMES, FAMILY_NAMES)
    ]


def hard_faces() -> list[BadgeFace]:
    return [
        BadgeFace(new_badge_code(), name=words, company=words, job_title=words, event_name=words)
        for words in HARD_WORDS
    ]


def rasterised(pdf: bytes, folder: Path) -> list[np.ndarray]:
    """Grey pages as a printer at 300 dpi would lay them down."""
    assert shutil.which("pdftoppm"), "pdftoppm is missing: install poppler-utils"
    (folder / "badges.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(DPI), "-gray", "badges.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    return [np.asarray(Image.open(page)) for page in sorted(folder.glob("page-*.pgm"))]


def cards(pages: list[np.ndarray], *, layout: str) -> Iterator[np.ndarray]:
    """Every badge cut out of its page, row by row."""
    sheet = LAYOUTS[layout]
    wide, high = sheet.design.width, sheet.design.height
    left = (sheet.width - sheet.columns * wide) / 2
    top = (sheet.height - sheet.rows * high) / 2
    for page in pages:
        for row, column in product(range(sheet.rows), range(sheet.columns)):
            yield part(page, left + column * wide, top + row * high, wide, high)


def part(page: np.ndarray, x: float, y: float, width: float, height: float) -> np.ndarray:
    x0, y0, x1, y1 = (round(mm * PIXELS_PER_MM) for mm in (x, y, x + width, y + height))
    return page[y0:y1, x0:x1]


def coarse(half: np.ndarray) -> np.ndarray:
    """Mean grey of squares of 12 pixels, about one millimetre."""
    down, across = half.shape[0] // 12, half.shape[1] // 12
    squares = half[: down * 12, : across * 12].reshape(down, 12, across, 12)
    return squares.mean(axis=(1, 3))


def read(picture: np.ndarray) -> list[str]:
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [barcode.text for barcode in found]


def is_quiet_zone_white(card: np.ndarray, *, layout: str) -> bool:
    """Four modules on every side of the code hold nothing; a pixel at each border is left out."""
    design = LAYOUTS[layout].design
    side = design.symbol_side + 2 * design.quiet
    corner = (design.symbol_x - design.quiet, design.symbol_y - design.quiet)
    zone = part(card, *corner, side, side).copy()
    inner = round(design.quiet * PIXELS_PER_MM) - 1
    zone[inner:-inner, inner:-inner] = 255
    return bool((zone[1:-1, 1:-1] > 250).all())


def is_edge_white(card: np.ndarray) -> bool:
    edge = round(3 * PIXELS_PER_MM)
    framed = card.copy()
    framed[edge:-edge, edge:-edge] = 255
    return bool((framed > 250).all())


def words_of(pdf: bytes) -> list[str]:
    """The text of each page without white space, as a copy and paste would give it."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return ["".join(page.extract_text().split()) for page in pages]


def test_every_badge_of_200_people_with_the_longest_names_is_read(tmp_path: Path) -> None:
    faces = longest_faces()
    pages = rasterised(draw_badges(faces, layout=DEFAULT_LAYOUT), tmp_path)
    assert len(faces) == 200
    assert len(pages) == 20
    for face, card in zip(faces, cards(pages, layout=DEFAULT_LAYOUT), strict=True):
        assert read(card) == [face.code], face.name
        assert is_quiet_zone_white(card, layout=DEFAULT_LAYOUT), face.name
        assert is_edge_white(card), face.name


@pytest.mark.parametrize("layout", ["a6", "a7", "label"])
def test_every_badge_of_a_single_layout_is_read(layout: str, tmp_path: Path) -> None:
    faces = longest_faces()[::20] + hard_faces()[2:4]
    pages = rasterised(draw_badges(faces, layout=layout), tmp_path)
    for face, card in zip(faces, cards(pages, layout=layout), strict=True):
        assert read(card) == [face.code], face.name
        assert is_quiet_zone_white(card, layout=layout), face.name
        assert is_edge_white(card), face.name


def test_a_folded_badge_is_read_on_its_front_and_on_its_back(tmp_path: Path) -> None:
    faces = longest_faces()[::25]
    pages = rasterised(draw_badges(faces, layout="fold"), tmp_path)
    for face, page in zip(faces, pages, strict=True):
        back, front = page[: len(page) // 2], page[len(page) // 2 :]
        assert read(front) == read(back) == [face.code]
        # Coarse, as rasterising turned letters moves them aside by up to two pixels.
        difference = np.abs(coarse(front) - coarse(np.rot90(back, 2)))
        assert difference.max() < 80
        assert np.abs(coarse(front) - coarse(back)).max() > 150


@pytest.mark.parametrize("layout", LAYOUTS)
def test_words_that_the_font_cannot_draw_stop_no_print(layout: str, tmp_path: Path) -> None:
    faces = hard_faces()[: 10 if layout == DEFAULT_LAYOUT else 3]
    pages = rasterised(draw_badges(faces, layout=layout), tmp_path)
    read_codes = {code for page in pages for code in read(page)}
    assert read_codes == {face.code for face in faces}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_code_is_at_least_22_mm_wide_with_its_quiet_zone_on_the_badge(layout: str) -> None:
    design = LAYOUTS[layout].design
    assert design.symbol_side >= 22
    assert design.symbol_side + 2 * design.quiet >= 30
    assert design.symbol_x - design.quiet >= 0
    assert design.symbol_x + design.symbol_side + design.quiet <= design.width
    assert design.symbol_y + design.symbol_side + design.quiet <= design.height


def test_the_code_is_a_small_one_that_bears_damage(tmp_path: Path) -> None:
    path = draw_badge_pictures(longest_faces()[:1], tmp_path)[0]
    found = zxingcpp.read_barcodes(np.asarray(Image.open(path).convert("L")))[0]
    # 22 characters fit version 2 at level Q in alphanumeric mode only.
    assert (found.extra["Version"], found.extra["ECLevel"]) == ("2", "Q")


def test_names_company_role_and_code_can_be_copied_from_the_pdf() -> None:
    faces = longest_faces()[:10]
    text = words_of(draw_badges(faces, layout=DEFAULT_LAYOUT))[0]
    for face in faces:
        for words in (face.name, face.company, face.job_title, face.event_name):
            assert "".join(words.split()) in text
        assert in_groups(face.code).replace(" ", "") in text


def test_every_polish_letter_is_drawn_by_our_own_font() -> None:
    assert drawable(POLISH_LETTERS) == POLISH_LETTERS
    face = BadgeFace(new_badge_code(), name=POLISH_LETTERS)
    assert POLISH_LETTERS in words_of(draw_badges([face], layout="a6"))[0]


def test_a_very_long_name_is_never_cut_off() -> None:
    for name in (HARD_WORDS[2], HARD_WORDS[3]):
        face = BadgeFace(new_badge_code(), name=name, company=COMPANY)
        for layout in LAYOUTS:
            assert "".join(name.split()) in words_of(draw_badges([face], layout=layout))[0]


def test_a_shorter_name_is_set_larger() -> None:
    sizes = []
    for name in ("Ewa Lis", "Małgorzata Wiśniewska-Brzęczyszczykiewicz", HARD_WORDS[2]):
        page = pypdf.PdfReader(
            io.BytesIO(draw_badges([BadgeFace(new_badge_code(), name=name)], layout="a7"))
        ).pages[0]
        found: list[float] = []
        page.extract_text(visitor_text=lambda _t, _c, _m, _f, size, found=found: found.append(size))
        sizes.append(max(found))
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3


def test_all_fonts_are_embedded_and_helvetica_is_not_named() -> None:
    for layout in LAYOUTS:
        reader = pypdf.PdfReader(io.BytesIO(draw_badges(longest_faces()[:3], layout=layout)))
        objects = [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]
        fonts = [o for o in objects if isinstance(o, dict) and o.get("/Type") == "/Font"]
        assert fonts
        for font in fonts:
            assert "Atkinson" in font["/BaseFont"]
            assert "/FontFile2" in font["/FontDescriptor"]


def test_a_thousand_badges_take_less_than_six_seconds() -> None:
    faces = longest_faces() * 5
    began = time.process_time()
    draw_badges(faces, layout=DEFAULT_LAYOUT)
    assert time.process_time() - began < 6


def test_a_spare_badge_has_a_line_to_write_a_name_on(tmp_path: Path) -> None:
    face = BadgeFace(new_badge_code(), name="", event_name=EVENT)
    card = next(cards(rasterised(draw_badges([face], layout="label"), tmp_path), layout="label"))
    words = LAYOUTS["label"].design.words
    place = part(card, words.x + 1, words.y, words.width - 2, words.height)
    assert (place.min(axis=0) < 255).all()
    assert read(card) == [face.code]


def test_an_empty_list_gives_an_empty_page() -> None:
    assert words_of(draw_badges([], layout=DEFAULT_LAYOUT)) == [""]


def test_an_unknown_layout_is_refused_with_the_names_of_the_known() -> None:
    with pytest.raises(UnknownLayoutError, match="a4-90x54") as refusal:
        draw_badges([], layout="a3")
    assert refusal.value.code == "unknown_layout"


def test_what_is_no_badge_code_is_not_printed() -> None:
    code = new_badge_code()
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    for text in (wrong, "", "https://example.org", code.lower()):
        with pytest.raises(NotABadgeCodeError):
            BadgeFace(code=text, name="Anna Nowak")


def test_pictures_for_mails_are_read_and_their_names_tell_nobody(tmp_path: Path) -> None:
    faces = longest_faces()[::25] + hard_faces()
    paths = draw_badge_pictures(faces, tmp_path / "pictures")
    for face, path in zip(faces, paths, strict=True):
        picture = Image.open(path)
        assert picture.size == (900, 540)
        assert read(np.asarray(picture.convert("L"))) == [face.code]
        assert path.name == f"badge-{in_groups(face.code).replace(' ', '-')}.png"


def test_a_picture_shows_both_halves_of_the_ring_on_white(tmp_path: Path) -> None:
    path = draw_badge_pictures(longest_faces()[:1], tmp_path)[0]
    pixels = np.asarray(Image.open(path).convert("RGB")).astype(int)
    for colour in ((0x1E, 0x3F, 0xAE), (0xC4, 0x6A, 0x00), (0, 0, 0)):
        assert (np.abs(pixels - colour).sum(axis=2) < 30).sum() > 30
    assert (pixels == 255).all(axis=2).mean() > 0.5


def test_decomposed_and_foreign_letters_are_drawn_as_near_as_the_font_can() -> None:
    assert drawable("Z\u0307o\u0301łc\u0301") == "Żółć"
    assert drawable(" Jan\r\n\tKow\u00adalski\u200b ") == "Jan Kowalski"
    assert drawable("Trũng") == "Trung"
    assert drawable("李") == UNKNOWN_LETTER


def test_two_tables_share_the_guests_by_the_first_letter_without_diacritics() -> None:
    names = ["Adamski", "Ćwik", "Kot", "Łęcka", "Lis", "Śliwa", "Żak", "d'Arc", "Олена", ""]
    faces = [BadgeFace(new_badge_code(), name="x", family_name=name) for name in names]
    piles = split_by_initial(faces, lambda face: face.family_name)
    assert [face.family_name for face in piles["A-K"]] == ["Adamski", "Ćwik", "Kot", "d'Arc"]
    assert [face.family_name for face in piles["L-Z"]] == [
        "Łęcka",
        "Lis",
        "Śliwa",
        "Żak",
        "Олена",
        "",
    ]


def test_printing_again_keeps_the_code(tmp_path: Path) -> None:
    face = longest_faces()[0]
    moved = replace(face, name="Zofia Lis", company="")
    pages = rasterised(draw_badges([face, moved], layout="a7"), tmp_path)
    assert [read(page) for page in pages] == [[face.code], [face.code]]
