"""Registering on a phone, in both languages, readable for everybody."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from barriers import found_by_axe
from browser import picture
from cast import make_event
from live_server import LiveServer
from playwright.sync_api import Browser, Page, expect

from kiosk.routes.register_guard import NOTE, first_note, written
from kiosk.settings import load_settings
from kiosk.texts import text
from matching.event_plan import EventPlan, set_plan
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
SMALLEST_TARGET = 44
PAGE = "/register/evening"

_TOO_SMALL = """smallest => [...document.querySelectorAll("a, button, summary, .pills label, \
textarea, input:not([type=hidden]):not(.pills input):not(.unseen input)")]
  .filter((node) => node.checkVisibility())
  .map((node) => [node.textContent || node.name, node.getBoundingClientRect()])
  .filter(([, box]) => box.height < smallest - 0.5 || box.width < smallest - 0.5)
  .map(([words, box]) => `${words} ${box.width}x${box.height}`)"""


def prepare(store: Store) -> None:
    event, now = make_event(store), datetime.now(UTC)
    plan = EventPlan(
        place="Kino Muza",
        starts_at_utc=now + timedelta(days=9),
        registration_is_open=True,
        capacity=40,
    )
    set_plan(store, event, plan, actor="cli", now=now)


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[LiveServer]:
    started = LiveServer(tmp_path_factory.mktemp("register"), prepare=prepare)
    started.start()
    yield started
    started.kill()


def check(page: Page, name: str) -> None:
    """Nothing for axe, nothing too wide or too small for a finger."""
    picture(page, f"register-{name}")
    found = found_by_axe(page)
    assert [one["id"] for one in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert page.evaluate(_TOO_SMALL, SMALLEST_TARGET) == []


def just_now(page: Page, server: LiveServer) -> None:
    """However slow this computer is, the form was shown this moment."""
    settings = load_settings({"ROZMOWA_DATA": str(server.folder)})
    note = written(settings, first_note(datetime.now(UTC) + timedelta(minutes=1)))
    page.locator(f"[name={NOTE}]").evaluate("(field, note) => { field.value = note; }", note)


@pytest.mark.parametrize("language", ["pl", "en"])
def test_somebody_registers_on_a_phone(server: LiveServer, chromium: Browser, language: str):
    with chromium.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(f"{server.url}{PAGE}?lang={language}")
        check(page, f"form-{language}")
        send = page.get_by_role("button", name=text(language, "register.send"))

        # Too fast for a person, and without a name: the page asks, and forgets nothing.
        page.get_by_label(text(language, "register.email"), exact=True).fill("anna@example.org")
        page.locator("summary").first.click()
        page.locator(".chips label").nth(2).click()
        just_now(page, server)
        page.get_by_label(text(language, "consent.yes")).first.check()
        send.click()
        expect(page.get_by_text(text(language, "register.name_missing"))).to_be_visible()
        check(page, f"again-{language}")
        page.get_by_label(text(language, "register.name"), exact=True).fill(f"Anna {language}")
        page.get_by_label(text(language, "register.confirm")).check()
        send.click()

        expect(page.locator("main")).to_have_attribute("data-screen", "register-thanks")
        assert page.url == f"{server.url}{PAGE}/thanks?lang={language}"
        check(page, f"thanks-{language}")


def test_the_form_stands_well_on_a_laptop(server: LiveServer, chromium: Browser):
    with chromium.new_context(viewport=LAPTOP) as context:
        page = context.new_page()
        page.goto(f"{server.url}{PAGE}?lang=pl")
        check(page, "laptop")
