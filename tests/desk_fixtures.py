"""Strangers, staff and the organiser before our routes; pytest_plugins = ["desk_fixtures"]."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from asgi_browser import Browser
from desks import PIN, URL
from starlette.applications import Starlette
from starlette.middleware import Middleware

from kiosk import server, staff_door
from kiosk.clock import utc_now
from kiosk.guard import Guard
from kiosk.routes import ROUTES
from kiosk.server import Server
from kiosk.settings import load_settings
from matching.staff import Role, invite
from matching.store import Store

OpenBrowser = Callable[..., Browser]


@pytest.fixture
def running(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server of this process, with a PIN, over the test's own store."""
    staff_door.wrong_tries.__init__()
    settings = load_settings({"ROZMOWA_DATA": str(tmp_path), "ROZMOWA_PIN": PIN})
    started = Server(settings, store)
    monkeypatch.setattr(server, "_servers", [started])
    return started


@pytest.fixture(scope="module")
def portal() -> Iterator[BlockingPortal]:
    """The server's event loop."""
    with start_blocking_portal() as started:
        yield started


@pytest.fixture
def browser(running: Server, portal: BlockingPortal) -> Iterator[OpenBrowser]:
    """Opens browsers of other addresses."""
    with ExitStack() as stack:

        def open_browser(address: str = "192.0.2.7", *, url: str = URL) -> Browser:
            app = Starlette(routes=ROUTES, middleware=[Middleware(Guard)])
            return stack.enter_context(Browser(portal, app, address=address, url=url))

        yield open_browser


@pytest.fixture
def stranger(browser: OpenBrowser) -> Browser:
    """Somebody who is not signed in."""
    return browser()


@pytest.fixture
def organiser(browser: OpenBrowser) -> Browser:
    """The organiser, signed in with the PIN."""
    opened = browser("127.0.0.1")
    assert opened.post("/sign-in", data={"pin": PIN}).status_code == 303
    return opened


@pytest.fixture
def staff(browser: OpenBrowser, running: Server) -> Browser:
    """A phone of the staff, signed in by an invitation."""
    key = invite(running.store, name="Wejście", role=Role.STAFF, actor="cli", now=utc_now())
    opened = browser("192.0.2.8")
    assert opened.post(f"/invitation/{key}").status_code == 303
    return opened
