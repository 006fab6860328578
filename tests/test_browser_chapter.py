"""Three weeks of a chapter in a real browser: the organiser's laptop and phone, a member's page."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from barriers import OPENED, TROUBLES, found_by_axe
from browser import LAPTOP, PIN, picture
from cast import NOW
from chance import ways
from chapter import HOUR, MINUTE, Chapter
from live_server import LiveServer
from playwright.sync_api import Browser, Page, expect
from talks import ANNA_LEARNED, BARTEK_LEARNED, answer, begin_talk

from kiosk import links
from kiosk.settings import load_settings
from matching.follow_ups import Promise, PromiseKind, keep_promise
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

SIZES = {"phone": (390, 844), "laptop": LAPTOP}
SMALLEST_TARGET = 44
LEARNED = "Szuka wspólniczki do drugiej sadowni pod Grójcem."


def fill(store: Store) -> dict[str, UUID]:
    """Two Fridays are over, the third is on; Anna and Bartek have talked at the first.

    Returns who is which person.
    """
    begins = datetime.now(UTC) - timedelta(days=14, hours=3)
    chapter = Chapter(store, begins=begins)
    meeting = chapter.first
    for week, late in enumerate(("Bartek", "Celina", "Celina")):
        at = begins + timedelta(weeks=week)
        for name in {"Anna", "Celina"} | ({"Bartek"} if week != 1 else set()):
            chapter.come(meeting, name, at=at + (40 * MINUTE if name == late else MINUTE))
        if week == 0:
            _talk(chapter, at + HOUR - NOW)
        if week < 2:
            meeting = chapter.next(meeting, now=at + 2 * HOUR)
    return {name: chapter.who(meeting, name).person_id for name in ("Anna", "Bartek")}


def _talk(chapter: Chapter, at: timedelta) -> None:
    anna, bartek = (chapter.who(chapter.first, name) for name in ("Anna", "Bartek"))
    talk = begin_talk(chapter.store, chapter.first, anna, bartek, at=at)
    for author, words in ((anna, ANNA_LEARNED), (bartek, BARTEK_LEARNED)):
        answer(chapter.store, talk, author, words, at=at)
    promise = Promise(uuid4(), talk.conversation_id, anna.attendee_id, PromiseKind.COFFEE, None)
    keep_promise(chapter.store, promise, now=NOW + at)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("chapter")
    running = LiveServer(folder, prepare=fill, environment={"ROZMOWA_PIN": PIN})
    running.be_public()
    try:
        running.start()
        yield running
    finally:
        running.kill()


def own_page(server: LiveServer, name: str) -> str:
    """The address of a member's own page."""
    settings = load_settings({"ROZMOWA_DATA": str(server.folder)})
    token = links.personal_token(settings, server.prepared[name], now=datetime.now(UTC))
    return f"{server.url}{links.PERSONAL_PATH}{token}"


def look_at(page: Page, name: str, smallest: int) -> None:
    """No barrier in either language and size, which take turns in short form, and a picture."""
    for language, size in ways(("en", "pl"), SIZES):
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{page.url.partition('?')[0]}?lang={language}")
        page.evaluate(OPENED)
        found = found_by_axe(page)
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], name
        assert page.evaluate(TROUBLES, smallest) == [], name
        picture(page, f"chapter-{name}-{language}-{size}")


def test_an_organiser_and_two_members_go_through_three_weeks(chromium: Browser, server: LiveServer):
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="pl-PL")
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.url}/sign-in")
    page.locator("input[type=password]").fill(PIN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff")

    page.goto(f"{server.url}/staff/chapter/attendance")
    look_at(page, "attendance", SMALLEST_TARGET)
    page.get_by_role("link", name="Celina").first.click()
    look_at(page, "person", SMALLEST_TARGET)
    page.get_by_label("Kwota").fill("35,50")
    page.get_by_role("button", name="Zapłacone").click()
    expect(page.get_by_text("Zapłacone · 35,50").first).to_be_visible()

    page.goto(f"{server.url}/staff/chapter")
    look_at(page, "series", SMALLEST_TARGET)
    page.get_by_role("button", name="Utwórz następne spotkanie").dblclick()
    expect(page.get_by_role("status")).to_contain_text("Jest następne spotkanie")
    expect(page.locator("#next-title + p")).to_contain_text("dopiero się zacznie")
    expect(page.locator(".meetings li")).to_have_count(4)

    page.goto(own_page(server, "Anna") + "/people")
    look_at(page, "people", 48)
    page.get_by_role("button", name="Oznacz jako dotrzymaną").click()
    expect(page.get_by_text("Obietnica dotrzymana")).to_be_visible()
    page.get_by_label("Z kim to rozmowa?").select_option(label="Bartek Wójcik")
    page.get_by_role("button", name="Dalej do pytania").click()
    page.locator("textarea").fill(LEARNED)
    page.locator(".push button").click()
    expect(page.locator("main")).to_have_attribute("data-screen", "phone-waiting")
    page.goto(own_page(server, "Bartek"))
    expect(page.get_by_text("Między spotkaniami")).to_be_visible()
    expect(page.get_by_text(LEARNED)).to_have_count(0)
    context.close()
    assert [url for url in asked if not url.startswith((server.url, "data:"))] == []
