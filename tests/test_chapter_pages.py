"""Three weeks of a chapter, over the pages of the organiser, of staff and of two members."""

from uuid import uuid4

import pytest
from asgi_browser import Browser
from cast import make_event, rows
from chapter import FIRST, HOUR, MINUTE, SECOND, THIRD, Chapter
from own_pages import OwnPage
from phones import Phone
from set_up_pages import problems_on
from starlette.applications import Starlette
from talks import choose_entry_only, everything

from kiosk import links
from kiosk.routes import ROUTES
from matching.chapters import Presence, meetings_of, series_of
from matching.events import current_event, find_event
from matching.follow_ups import Promise, PromiseKind, keep_promise
from matching.store import Store

pytest_plugins = ["set_up_fixtures"]

PAGE, SHEET = "/staff/chapter", "/staff/chapter/attendance"
URL = "https://rozmowa.example.org"
LEARNED = "Pomaga sadownikom dowieźć owoce do miasta"
LEARNED_BACK = "Uczy księgowości w szkole wieczorowej"


@pytest.fixture
def store(set_up_server) -> Store:
    """The running server's."""
    return set_up_server.store


@pytest.fixture
def chapter(store, page_clock, monkeypatch) -> Chapter:
    """The chapter on the morning of its first meeting; one clock for all pages."""
    for module in ("kiosk.routes.visitors", "kiosk.phone.visits", "kiosk.routes.phone"):
        monkeypatch.setattr(f"{module}.utc_now", page_clock)
    page_clock.now = FIRST
    return Chapter(store)


@pytest.fixture
def page_of(set_up_server, laptop_portal, chapter):
    """Somebody's own page, for as long as a link works."""

    def open_page(name: str) -> OwnPage:
        person_id = chapter.who(chapter.first, name).person_id
        token = links.personal_token(set_up_server.settings, person_id, now=FIRST)
        browser = Browser(laptop_portal, Starlette(routes=ROUTES), url=URL)
        return OwnPage(browser, links.PERSONAL_PATH + token)

    return open_page


def person(chapter: Chapter, event, name: str) -> str:
    return f"{PAGE}/person/{chapter.who(event, name).attendee_id}"


def talked(page: OwnPage, partner, words: str) -> None:
    answer = page.fill("/people", "talk", partner=str(partner.person_id))
    link = answer.headers["location"].removeprefix(URL)
    assert Phone(page._browser, link).press("answer", words=words).status_code in {200, 303}


def test_three_weeks_of_a_chapter(
    store, chapter, page_clock, organiser_laptop, staff_laptop, page_of
):
    # The first Friday: a visitor pays, one came instead of a member.
    first = chapter.first
    organiser_laptop.look(f"{PAGE}?event={first.slug}")
    dawid = person(chapter, first, "Dawid")
    staff_laptop.after(
        staff_laptop.send(f"{dawid}/role", on=dawid, role="visitor", through="nowak")
    )
    shown = staff_laptop.after(
        staff_laptop.send(f"{dawid}/payment", on=dawid, paid="yes", amount="35,50")
    )
    assert "Zaprasza: Anna Nowak" in shown.text
    assert "Zapłacone · 35,50" in shown.text
    for name, at in (("Anna", FIRST), ("Ewa", FIRST), ("Bartek", FIRST + 20 * MINUTE)):
        chapter.come(first, name, at=at)
    page_clock.now = FIRST + HOUR
    sheet = organiser_laptop.look(SHEET).text
    for words in ("Zastępstwo: Ewa Mazur", "Za: Celina O&#39;Connor", "35,50", "Spóźnienie"):
        assert words in sheet

    # One tap, and one more by mistake.
    page = organiser_laptop.after(organiser_laptop.send(f"{PAGE}/next", on=PAGE))
    assert "Śniadanie 30.10" in page.text
    assert "pt., 30 października, 07:00" in page.text
    organiser_laptop.send(f"{PAGE}/next", event=first.slug)
    second = current_event(store)
    assert second.opens_at_utc == SECOND
    assert len(meetings_of(store, first.series_id)) == 2

    # Between the meetings Anna and Bartek talk, and both write.
    page_clock.now = FIRST + 72 * HOUR
    talked(page_of("Anna"), chapter.who(first, "Bartek"), LEARNED)
    assert LEARNED not in page_of("Bartek").look().text
    talked(page_of("Bartek"), chapter.who(first, "Anna"), LEARNED_BACK)
    assert LEARNED in page_of("Bartek").look().text

    # The second Friday, with last week's badges; the visitor joins.
    page_clock.now = SECOND
    for name in ("Anna", "Bartek", "Celina"):
        chapter.come(second, name, at=SECOND, code=chapter.who(first, name).code)
    chapter.take("Name;Email\nDawid Kruk;dawid@example.org\n", second.slug, now=SECOND)
    dawid = person(chapter, second, "Dawid")
    organiser_laptop.after(organiser_laptop.send(f"{dawid}/role", on=dawid, role="member"))
    page_clock.now = SECOND + 2 * HOUR
    organiser_laptop.after(organiser_laptop.send(f"{PAGE}/next", on=PAGE))
    third = current_event(store)

    # The third Friday: the new member is expected, the table of weeks tells all.
    assert third.opens_at_utc == THIRD
    assert ("Dawid", "member") in chapter.names(third)
    page_clock.now = THIRD + HOUR
    over = organiser_laptop.look(SHEET).text.partition("Ostatnie spotkania")[2]
    assert over.index("pt., 23 paź") < over.index("pt., 30 paź") < over.index("pt., 6 lis")
    assert "poza listą" not in over  # Dawid was a visitor of the first
    people = page_of("Anna").look("/people").text
    assert LEARNED in people
    assert "Między spotkaniami" in people


def test_both_pages_open_in_both_languages_and_without_a_count_that_orders(
    chapter, organiser_laptop
):
    for path in (PAGE, SHEET, person(chapter, chapter.first, "Anna")):
        for language in ("pl", "en"):
            page = organiser_laptop.look(f"{path}?lang={language}&event={chapter.first.slug}")
            assert page.status_code == 200
            assert f'<html lang="{language}">' in page.text


def test_for_staff_there_is_no_sheet_but_the_one_at_the_door(chapter, staff_laptop, store):
    before = everything(store)
    for path in (PAGE, SHEET):
        assert staff_laptop.look(path).status_code == 404
    for path in (f"{PAGE}/next", f"{PAGE}/know", f"{PAGE}/members", f"{SHEET}/grace"):
        assert staff_laptop.send(path, event=chapter.first.slug).status_code == 404
    shown = staff_laptop.look(person(chapter, chapter.first, "Anna"))

    assert shown.status_code == 200
    assert "Bartek" not in shown.text
    assert everything(store) == before


def test_a_meeting_that_is_still_to_come_offers_no_next_one(chapter, page_clock, organiser_laptop):
    page_clock.now = FIRST - HOUR
    page = organiser_laptop.look(PAGE)

    assert "To spotkanie dopiero się zacznie: pt., 23 października, 07:00" in page.text
    refused = organiser_laptop.send(f"{PAGE}/next", event=chapter.first.slug)
    assert refused.status_code == 422


def test_without_members_the_page_says_so_and_one_tap_makes_them(
    store, page_clock, organiser_laptop
):
    page_clock.now = FIRST
    Chapter(store, "Name\nAnna Nowak\nJan Lis\n")

    assert "Nikt na tej liście nie należy do grupy" in organiser_laptop.look(PAGE).text
    page = organiser_laptop.after(organiser_laptop.send(f"{PAGE}/members", on=PAGE))

    assert "Do grupy dołączają 2 osoby." in page.text
    assert "Nikt na tej liście" not in page.text


def test_that_members_know_each_other_is_set_with_one_tap(chapter, store, organiser_laptop):
    page = organiser_laptop.after(organiser_laptop.send(f"{PAGE}/know", on=PAGE, answer="no"))

    assert "osoby z grupy dopiero się poznają" in page.text
    assert not series_of(store, chapter.first).members_know_each_other
    assert (
        organiser_laptop.send(f"{PAGE}/know", event=chapter.first.slug, answer="x").status_code
        == 404
    )


def test_a_name_that_nobody_has_or_several_have_is_asked_for_again(
    chapter, store, organiser_laptop
):
    dawid, before = person(chapter, chapter.first, "Dawid"), everything(store)
    for through, sentence in (
        ("Zenon Nikt", "tak się nie nazywa"),
        ("an", "Wpisz co najmniej 4 litery"),
        ("Dawid Kruk", "tak się nie nazywa"),  # a visitor invites nobody
    ):
        page = organiser_laptop.send(f"{dawid}/role", on=dawid, role="visitor", through=through)
        assert page.status_code == 422
        assert sentence in problems_on(page)["through"]
        assert f'value="{through}"' in page.text
    assert everything(store) == before


def test_an_amount_in_words_is_asked_for_again(chapter, store, staff_laptop):
    dawid = person(chapter, chapter.first, "Dawid")
    page = staff_laptop.send(f"{dawid}/payment", on=dawid, paid="yes", amount="trzydzieści")

    assert page.status_code == 422
    assert "Wpisz kwotę cyframi" in problems_on(page)["amount"]
    assert 'value="trzydzieści"' in page.text
    assert rows(store, "SELECT count(*) FROM door_payment") == [(0,)]


def test_a_payment_is_taken_back_and_the_page_says_on_whose_phone(chapter, store, staff_laptop):
    dawid = person(chapter, chapter.first, "Dawid")
    form = {"paid": "yes", "amount": "", "shown": str(uuid4())}
    for _ in range(2):  # sent twice is once
        staff_laptop.after(staff_laptop.send(f"{dawid}/payment", **form))
    page = staff_laptop.after(staff_laptop.send(f"{dawid}/payment", on=dawid, paid="no"))

    assert "Wpłata cofnięta" in page.text
    assert rows(store, "SELECT is_paid FROM door_payment ORDER BY place") == [(True,), (False,)]


def test_a_wrong_grace_is_asked_for_again_and_a_right_one_kept(
    chapter, page_clock, organiser_laptop
):
    for minutes in ("-1", "abc", "241", ""):
        page = organiser_laptop.send(f"{SHEET}/grace", on=SHEET, minutes=minutes)
        assert page.status_code == 422
        assert "od 0 do 240" in problems_on(page)["minutes"]
    chapter.come(chapter.first, "Anna", at=FIRST + 8 * MINUTE)
    page_clock.now = FIRST + HOUR

    organiser_laptop.after(organiser_laptop.send(f"{SHEET}/grace", on=SHEET, minutes="10"))

    sheet = chapter.sheet(chapter.first, now=page_clock.now)
    assert sheet["Anna"].presence is Presence.PRESENT


def test_made_up_addresses_and_forms_change_nothing(chapter, store, organiser_laptop):
    elsewhere = make_event(store, "other")
    before = everything(store)
    for path in (f"{PAGE}/person/x", f"{PAGE}/person/{uuid4()}"):
        assert organiser_laptop.look(f"{path}?event={chapter.first.slug}").status_code == 404
        assert organiser_laptop.send(f"{path}/role", role="member").status_code == 404
    anna = person(chapter, chapter.first, "Anna")
    assert (
        organiser_laptop.send(f"{anna}/role", role="queen", shown=str(uuid4())).status_code == 404
    )
    assert organiser_laptop.send(f"{anna}/role", role="member").status_code == 404
    assert organiser_laptop.send(f"{anna}/payment", paid="maybe").status_code == 404
    assert organiser_laptop.send(f"{PAGE}/next", event="no-such").status_code == 404
    assert organiser_laptop.look(f"{anna}?event={elsewhere.slug}").status_code == 404
    assert everything(store) == before


def test_whoever_takes_part_in_the_entry_only_is_on_no_page_by_name(
    chapter, store, organiser_laptop
):
    choose_entry_only(store, chapter.who(chapter.first, "Celina"))

    sheet = organiser_laptop.look(SHEET).text

    assert "Celina" not in sheet
    assert "Tylko wejście, bez nazwiska" in sheet


def test_a_promise_of_a_one_to_one_is_kept_at_the_next_meeting(store, chapter, page_clock, page_of):
    talked(page_of("Anna"), chapter.who(chapter.first, "Bartek"), LEARNED)
    talked(page_of("Bartek"), chapter.who(chapter.first, "Anna"), LEARNED_BACK)
    [(talk_id, me)] = rows(
        store, "SELECT conversation_id, author_id FROM answer WHERE words LIKE 'Pomaga%'"
    )
    promise = Promise(uuid4(), talk_id, me, PromiseKind.ARTICLE, None, channel="page")
    keep_promise(store, promise, now=FIRST)
    page_clock.now = SECOND

    page_of("Anna").fill("/people", "kept", kept="yes")

    assert rows(store, "SELECT promise_id FROM promise_kept") == [(promise.promise_id,)]
    assert find_event(store, chapter.first.slug).closed_at_utc is None
