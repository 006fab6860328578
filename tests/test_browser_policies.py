"""No page of ours wants more than its content policy allows: a real browser would say so."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from browser import PIN, Kiosk, broken_policies, evening
from cast import invite, make_event
from live_server import LiveServer
from playwright.sync_api import Browser, Page

from kiosk import links
from kiosk.settings import load_settings
from matching.event_plan import EventPlan, set_plan
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

STRANGERS = ("/register/evening", "/k", "/my-page", "/sign-in", "/enrol", "/no-such-page")
ORGANISERS = (
    "/staff", "/staff/guests", "/staff/live", "/staff/import", "/staff/mail/matches/preview",
    "/staff/print", "/staff/kiosks", "/staff/no-such-page",
)  # fmt: skip


def prepared(store: Store) -> object:
    now = datetime.now(UTC)
    event = make_event(store)
    set_plan(store, event, EventPlan(registration_is_open=True), actor="cli", now=now)
    return invite(store, event, "Anna Nowak", email="anna@example.org")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    url = "https://rozmowa.example.org"
    folder = tmp_path_factory.mktemp("policies")
    with evening(folder, prepared, ROZMOWA_PUBLIC_URL=url) as running:
        yield running


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page on which nothing may break its policy."""
    context = chromium.new_context()
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda one: said.extend(broken_policies(one.text)))
    yield opened
    context.close()
    assert said == []


def test_pages_for_strangers_and_guests_keep_their_policy(server: LiveServer, page: Page) -> None:
    settings = load_settings({"ROZMOWA_DATA": str(server.folder)})
    token = links.personal_token(settings, server.prepared.person_id, now=datetime.now(UTC))
    for path in (*STRANGERS, links.PERSONAL_PATH + token):
        page.goto(server.url + path)
        assert page.locator("[data-screen]").count() == 1, path


def test_the_dashboard_keeps_its_policy(server: LiveServer, page: Page) -> None:
    page.goto(f"{server.url}/sign-in")
    page.locator('input[name="pin"]').fill(PIN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff")
    for path in ORGANISERS:
        page.goto(server.url + path)
        page.wait_for_load_state("networkidle")
        assert page.locator("[data-screen]").count() >= 1, path


def test_a_kiosk_keeps_its_policy_from_the_welcome_to_the_help(open_kiosk, server) -> None:
    kiosk: Kiosk = open_kiosk(server, "?kiosk=2")
    kiosk.hold(server.prepared.code)
    kiosk.wait_for_heading("Anna Nowak")
    kiosk.back_to_welcome()
    kiosk.tap("help")
    kiosk.expect_screen("help")


def test_a_page_of_ours_runs_no_script_that_somebody_smuggled_in(
    open_kiosk, server: LiveServer
) -> None:
    kiosk: Kiosk = open_kiosk(server, "?kiosk=2")
    ran = kiosk.page.evaluate(
        """() => new Promise((resolve) => setTimeout(() => {
          const refused = [];
          const attempt = (work) => { try { work(); } catch (error) { refused.push(error.name); } };
          attempt(() => { eval("window.smuggled = 1"); });
          const image = "<img src=x onerror='window.smuggled = 2'>";
          attempt(() => { document.body.innerHTML += image; });
          const script = document.createElement("script");
          attempt(() => { script.textContent = "window.smuggled = 3"; });
          attempt(() => document.body.append(script));
          setTimeout(() => resolve([window.smuggled ?? null, refused.length]), 200);
        }))"""
    )
    kiosk.errors.clear()
    assert ran[0] is None
    assert ran[1] >= 2
