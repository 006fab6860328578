"""A real kiosk before two server processes, of which one is killed. In full: make capacity."""

import time
from collections.abc import Callable

import pytest
from browser import Kiosk
from chance import IS_FULL
from fronts import Front, House, visits
from playwright.sync_api import expect

pytest_plugins = ["front_fixtures", "browser_fixtures"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not IS_FULL, reason="with ROZMOWA_TEST_FULL=1: make capacity"),
]

FRAMES = "/api/scan"
WITHIN = 30_000  # milliseconds


class Behind:
    """What a browser knows of the house: the proxy's address."""

    def __init__(self, front: Front, house: House) -> None:
        self.url, self.port = front.url, front.port
        self._house = house

    def kiosk_cookie(self, query: str = "") -> dict[str, str]:
        """Of an enrolled kiosk, for this address."""
        return self._house.processes[0].kiosk_cookie(query) | {"url": self.url}


def test_a_kiosk_whose_process_is_killed_greets_the_next_badge_without_a_reload(
    open_kiosk: Callable[..., Kiosk], front: Front, house: House
) -> None:
    before = [visits(process, FRAMES) for process in house.processes]
    kiosk = open_kiosk(Behind(front, house), "?kiosk=3&mode=door", ignore_https_errors=True)
    kiosk.expect_screen("welcome")
    kiosk.page.evaluate("window.neverReloaded = true")
    kiosk.hold(next(house.guests).code)
    kiosk.expect_screen("greeting", within=WITHIN)
    kiosk.expect_screen("welcome", within=WITHIN)
    kiosk.hold(None)

    after = [visits(process, FRAMES) for process in house.processes]
    its_own = house.processes[after[0] == before[0]]
    its_own.kill()
    began = time.monotonic()
    kiosk.hold(next(house.guests).code)
    kiosk.expect_screen("greeting", within=WITHIN)
    print(f"{front.kind}: a browser greeted {time.monotonic() - began:.1f} s after the kill")
    expect(kiosk.page.locator(".offline")).to_be_hidden(timeout=WITHIN)
    assert kiosk.page.evaluate("window.neverReloaded") is True
    its_own.start()
