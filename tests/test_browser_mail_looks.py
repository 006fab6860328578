"""Mails as a browser shows them: nothing too wide, too small or too pale, in the light and dark."""

from collections.abc import Iterator

import pytest
from barriers import TROUBLES, found_by_axe
from chance import IS_FULL
from letters import ALL, letter_of
from playwright.sync_api import Browser, Page

from kiosk.mail.composing import compose
from kiosk.mail.example import html_to_look_at

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

TOUCHED = 44  # px
WINDOWS = [(760, "light"), (390, "dark"), (390, "light"), (760, "dark")]  # all in make looks
# What a mail program shows is no page of its own: it gives the landmark and the heading's rank.
PAGE_RULES = {"landmark-one-main", "region", "page-has-heading-one", "aria-allowed-role"}


@pytest.fixture(params=WINDOWS if IS_FULL else WINDOWS[:2])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A window that shows a mail; whatever it asks for from outside is told."""
    width, scheme = request.param
    viewport = {"width": width, "height": 900}
    context = chromium.new_context(viewport=viewport, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    yield page
    context.close()
    assert [url for url in asked if not url.startswith("data:")] == []


@pytest.mark.parametrize(("name", "language"), ALL)
def test_a_mail_can_be_read_and_touched(page, name, language):
    page.set_content(html_to_look_at(compose(letter_of(name, language))))

    troubles = page.evaluate(TROUBLES, 0)
    buttons = page.locator(".button a").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    found = found_by_axe(page)

    assert troubles == []
    assert all(height >= TOUCHED for height in buttons)
    assert [one["id"] for one in found if one["id"] not in PAGE_RULES] == []
