"""Whom to meet, on somebody's own page in a real browser: no barriers, no JavaScript needed."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from barriers import found_by_axe
from browser import evening, picture
from cast import LONG_NAME, NOW, invite, make_event
from evening import Evening
from kiosk_acts import say_it_is_right
from live_server import LiveServer
from playwright.sync_api import Browser, Page, expect
from talks import connect
from test_browser_personal_page import PUBLIC, SMALLEST_TARGET, TROUBLES, own_page
from test_personal_meet import describe

from matching.conversations import Conversation
from matching.introductions import propose
from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
GUESTS = {
    "Celina O'Connor": ("Żagle i Wiatr", "szefowa pracowni", "Marketing", "księgowość po ludzku"),
    LONG_NAME: ("Sady Wiśniewskich", "sadowniczka", "Owoce prosto z sadu", "podatki w rolnictwie"),
    "Dawid Kowal": ("Kuźnia", "kowal artystyczny", "Bramy i balustrady", "Strona internetowa"),
    "Ewa Lis": ("Lisia Nora", "graficzka", "Strona internetowa", "Księgowość"),
    "Filip Żak": ("", "", "Prawo", ""),
}


def fill(store: Store) -> tuple[Listed, Conversation, Listed]:
    """Anna gets suggestions, is asked, was introduced, could introduce, and has introduced.

    Somebody else has not agreed to be suggested.
    """
    event, since = make_event(store), datetime.now(UTC) - NOW - timedelta(hours=1)
    anna, bartek = (
        invite(store, event, name, company=company, language="pl")
        for name, company in (("Anna Nowak", "Biuro Nowak"), ("Bartek Wójcik", "Rachmistrz"))
    )
    others = [invite(store, event, name, language="pl") for name in GUESTS]
    e = Evening(store, event, anna, bartek, others[0])
    describe(e, anna, offers="Księgowość; Podatki", needs="Strona internetowa; Marketing")
    for one, (company, job_title, offers, needs) in zip(others, GUESTS.values(), strict=True):
        extra = json.dumps({"Stolik": "7"} if one is others[0] else {})
        about = {"company": company, "job_title": job_title, "offers": offers, "needs": needs}
        describe(e, one, extra=extra, **about)
    talk = connect(store, event, anna, bartek)
    say_it_is_right(store, talk, anna)
    for one in (anna, bartek, *others):
        e.agree(one, at=since)
    made, asked, idea, begun = (
        invite(store, event, name, company=company)
        for name, company in (
            ("Grzegorz Sęk", "Tartak"),
            ("Halina Mróz", "Lodziarnia Mróz"),
            ("Iza Gaj", "Szkółka drzew"),
            ("Józef Pył", "Młyn"),
        )
    )
    for one in (made, asked, idea, begun):
        e.agree(one, at=since)
    for friend, known in ((bartek, made), (bartek, asked), (anna, idea), (anna, begun)):
        e.know(friend, known)
    describe(e, idea, needs="Hodowla pszczół")
    describe(e, begun, offers="Hodowla pszczół")
    now = NOW + since
    introduced = propose(store, e.new(bartek, anna, made), now=now)
    for side in (anna, made):
        e.say(introduced, side, at=since)
    propose(store, e.new(bartek, anna, asked), now=now)
    propose(store, e.new(anna, bartek, begun), now=now)
    return anna, talk, invite(store, event, "Lena Cicha")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("people")
    with evening(folder, fill, ROZMOWA_PUBLIC_URL=PUBLIC) as running:
        yield running


def open_people(page: Page, address: str) -> None:
    """The page of people, once the server has worked out the lists."""
    suggestions = page.get_by_role("button", name=re.compile("Raczej nie|rather not"))
    for _ in range(40):
        page.goto(address)
        if suggestions.count() == 3:
            return
        page.wait_for_timeout(250)
    raise AssertionError("no suggestions")


@pytest.mark.parametrize("language", ["pl", "en"])
def test_no_page_of_people_holds_a_barrier(chromium: Browser, server: LiveServer, language):
    anna, talk, quiet = server.prepared
    context = chromium.new_context(viewport=PHONE)
    page, home = context.new_page(), own_page(server, anna)
    open_people(page, f"{home}/meet?lang={language}")
    addresses = {
        "people": f"{home}/meet",
        "lead": home,
        "introduce": f"{home}/talk/{talk.conversation_id}",
        "nobody": f"{own_page(server, quiet)}/meet",
    }
    for name, address in addresses.items():
        page.goto(f"{address}?lang={language}")
        found = found_by_axe(page)
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], name
        assert page.evaluate(TROUBLES, SMALLEST_TARGET) == [], name
        picture(page, f"personal-{name}-{language}")
    context.close()


def test_a_guest_says_who_to_meet_and_agrees_without_javascript(
    chromium: Browser, server: LiveServer
):
    anna, _, _ = server.prepared
    context = chromium.new_context(viewport=PHONE, locale="pl-PL", java_script_enabled=False)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    open_people(page, own_page(server, anna) + "/meet")
    page.get_by_role("link", name="Wszystkie rozmowy").click()
    page.get_by_role("link", name="Zobacz, kto to jest").click()

    first = page.locator("article h3[id]").first.inner_text()
    page.get_by_role("button", name="Raczej nie").first.click()
    expect(page.get_by_role("status")).to_contain_text("Nikt się o tym nie dowie")
    expect(page.get_by_role("heading", name=first)).to_have_count(0)

    page.get_by_role("button", name="Tak, chętnie").first.click()
    expect(page.get_by_role("status")).to_contain_text("Gdy będą dwa „tak”")
    expect(page.get_by_text("może Cię przedstawić", exact=False)).to_have_count(0)
    context.close()
    assert [url for url in asked if not url.startswith(("http://localhost", "data:"))] == []
