"""Fixtures of the set-up pages: an organiser's and a staff member's laptop, signed in.

pytest_plugins = ["set_up_fixtures"]; a module defines `store` itself as the running server's.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from asgi_browser import Browser
from clocks import Clock
from set_up_pages import Laptop
from starlette.applications import Starlette

from kiosk import server
from kiosk.routes import ROUTES
from kiosk.server import Server
from kiosk.settings import load_settings
from kiosk.staff_door import keep_in_cookie
from matching.staff import Role, begin_session

URL = "https://rozmowa.example.org"


@pytest.fixture
def page_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """It stands still until a test moves it."""
    fake = Clock()
    monkeypatch.setattr("kiosk.dashboard.visit.utc_now", fake)
    return fake


@pytest.fixture
def environment() -> dict[str, str]:
    """What this test's server is told beside its folder and its PIN."""
    return {"ROZMOWA_PUBLIC_URL": URL}


@pytest.fixture
def set_up_server(
    tmp_path: Path, page_clock: Clock, environment: dict[str, str]
) -> Iterator[Server]:
    """The server of this process."""
    settings = {"ROZMOWA_DATA": str(tmp_path), "ROZMOWA_PIN": "4321"} | environment
    yield server.start(load_settings(settings))
    server.stop()


@pytest.fixture
def laptop_portal() -> Iterator[BlockingPortal]:
    """Where the requests run."""
    with start_blocking_portal() as opened:
        yield opened


def _laptop(set_up_server: Server, laptop_portal: BlockingPortal, role: Role) -> Laptop:
    key = begin_session(set_up_server.store, name="", role=role, door="", now=datetime.now(UTC))
    carrier = _Carrier()
    keep_in_cookie(carrier, set_up_server, key, is_encrypted=False)
    browser = Browser(laptop_portal, Starlette(routes=ROUTES), url="http://testserver")
    browser._client.cookies.set(carrier.name, carrier.value)
    browser._client.headers["accept-language"] = "pl"
    return Laptop(browser)


class _Carrier:
    """Takes the cookie that a sign-in would set."""

    name = value = ""

    def set_cookie(self, name: str, value: str, **_: Any) -> None:
        self.name, self.value = name, value


@pytest.fixture
def organiser_laptop(set_up_server: Server, laptop_portal: BlockingPortal) -> Iterator[Laptop]:
    """The organiser's laptop, in Polish."""
    laptop = _laptop(set_up_server, laptop_portal, Role.ORGANISER)
    with laptop.browser:
        yield laptop


@pytest.fixture
def staff_laptop(set_up_server: Server, laptop_portal: BlockingPortal) -> Iterator[Laptop]:
    """A phone of the staff, in Polish."""
    laptop = _laptop(set_up_server, laptop_portal, Role.STAFF)
    with laptop.browser:
        yield laptop
