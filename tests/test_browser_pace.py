"""Where many kiosks share the server, each sends fewer frames, and badges still come first."""

from collections.abc import Callable, Iterator

import pytest
from browser import Kiosk, evening
from cast import invite, make_event
from live_server import LiveServer
from playwright.sync_api import Route

from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

PACE_MS = 4000
WATCHED_MS = 6000  # without a pace: 12 frames and more
AT_ONCE = 4


def fill(store: Store) -> dict[str, Listed]:
    event = make_event(store)
    names = {"anna": "Anna Nowak", "bartek": "Bartek Wójcik"}
    return {key: invite(store, event, name, language="pl") for key, name in names.items()}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with evening(tmp_path_factory.mktemp("evening"), fill) as running:
        yield running


def test_a_kiosk_that_is_told_to_wait_sends_fewer_frames_and_greets_the_next_badge(
    open_kiosk: Callable[..., Kiosk], server: LiveServer
) -> None:
    kiosk, posts = open_kiosk(server), []

    def crowded(route: Route) -> None:
        posts.append(route.request)
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "x-rozmowa-pace": str(PACE_MS)})

    kiosk.page.route("**/api/scan", crowded)
    kiosk.hold(server.prepared["anna"].code)  # a hand that trembles: each look sees a change
    kiosk.expect_text("Anna Nowak")
    posts.clear()
    kiosk.page.wait_for_timeout(WATCHED_MS)

    assert len(posts) <= AT_ONCE + WATCHED_MS / PACE_MS

    kiosk.hold(None)
    kiosk.hold(server.prepared["bartek"].code)
    kiosk.expect_text("Bartek Wójcik")
