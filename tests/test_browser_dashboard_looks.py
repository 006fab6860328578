"""Every page of the dashboard's menu at a laptop and a phone, in both languages, measured.

In short form every other page is looked at on the laptop in Polish, the rest on a phone in English;
`make looks` looks at all of them in all four ways.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from barriers import found_by_axe
from browser import LAPTOP, PIN, picture
from chance import IS_FULL
from live_server import LiveServer
from playwright.sync_api import Browser, Page

from kiosk.clock import utc_now
from kiosk.dashboard.navigation import NAVIGATION, Item
from kiosk.sample import make_sample
from kiosk.texts import languages, text

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

PAGES = [item for group in NAVIGATION for item in group.items]
SIZES = {"laptop": LAPTOP, "phone": (390, 844)}
WAYS = list(itertools.product(SIZES, languages()))
LOOKS = [
    (size, language, item)
    for place, item in enumerate(PAGES)
    for size, language in (WAYS if IS_FULL else [(("laptop", "pl"), ("phone", "en"))[place % 2]])
]
SMALLEST_TARGET = 43.5  # 44 pixels, less what rounding takes

_SMALL = """smallest => [...document.querySelectorAll("main button, main a.button, main select, "
  + "main input:not([type=hidden], [type=checkbox], [type=radio]), main summary")]
  .filter(node => node.checkVisibility())
  .map(node => [node.outerHTML.slice(0, 90), node.getBoundingClientRect().height])
  .filter(([, height]) => height > 0 && height < smallest)"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The sample's evening, with an address that phones reach."""
    folder: Path = tmp_path_factory.mktemp("sample")
    started = LiveServer(
        folder,
        prepare=lambda store: make_sample(store, now=utc_now()),
        environment={"ROZMOWA_PIN": PIN, "ROZMOWA_PUBLIC_URL": "https://rozmowa.example"},
    )
    started.start()
    yield started
    started.kill()


@pytest.fixture(scope="module")
def page(chromium: Browser, server: LiveServer) -> Iterator[Page]:
    """The organiser, signed in; nothing in the console may complain, nobody else may be asked."""
    context = chromium.new_context(locale="pl-PL")
    opened, complaints, strangers = context.new_page(), [], []
    opened.on("console", lambda said: complaints.append(f"{opened.url}: {said.text}"))
    opened.on("request", lambda asked: strangers.append(asked.url))
    opened.goto(f"{server.url}/staff")
    opened.locator("#pin").fill(PIN)
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/staff")
    yield opened
    context.close()
    assert complaints == []
    assert [url for url in strangers if not url.startswith((server.url, "data:"))] == []


@pytest.mark.parametrize(
    ("size", "language", "item"),
    LOOKS,
    ids=[f"{item.path} {size} {language}" for size, language, item in LOOKS],
)
def test_a_page_has_no_barrier_fits_and_can_be_tapped(
    page: Page, server: LiveServer, size: str, language: str, item: Item
) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    answer = page.goto(f"{server.url}{item.path}?lang={language}", wait_until="networkidle")

    assert answer.status == 200
    name = item.path.strip("/").replace("/", "-")
    picture(page, f"dashboard-{name}-{language}-{size}")
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls aside"
    assert page.evaluate(_SMALL, SMALLEST_TARGET) == []
    found = found_by_axe(page)
    assert [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found] == []
    assert text(language, item.key) in page.content()
