"""Fixtures of the phone tests; they take them with pytest_plugins = ["phone_fixtures"].

A module defines `store` itself as the running server's, so that the cast comes to its event.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from asgi_browser import Browser
from cast import NOW
from clocks import Clock
from phones import Phone, path_of
from starlette.applications import Starlette
from starlette.middleware import Middleware
from talks import admit, begin_talk

from kiosk import server
from kiosk.guard import Guard
from kiosk.phone import visits
from kiosk.routes import ROUTES, phone
from kiosk.server import Server
from kiosk.settings import load_settings
from matching.conversations import Conversation
from matching.model import Event
from matching.people import Listed
from matching.phone_codes import PhoneCode, give_phone_code
from matching.store import Store

URL = "https://rozmowa.example.org"


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """It stands still until a test moves it."""
    fake = Clock()
    for module in (visits, phone):
        monkeypatch.setattr(module, "utc_now", fake)
    return fake


@pytest.fixture
def phone_server(tmp_path: Path, clock: Clock, monkeypatch) -> Iterator[Server]:
    """The server of this process with a public address."""
    monkeypatch.setattr(phone, "wrong_codes", phone.no_wrong_codes())
    settings = {"ROZMOWA_DATA": str(tmp_path), "ROZMOWA_PUBLIC_URL": URL}
    yield server.start(load_settings(settings))
    server.stop()


@pytest.fixture(scope="module")
def phone_portal() -> Iterator[BlockingPortal]:
    """The server's event loop."""
    with start_blocking_portal() as started:
        yield started


@pytest.fixture
def open_browser(phone_portal: BlockingPortal) -> Iterator[Callable[..., Browser]]:
    """Opens browsers of other addresses."""
    app = Starlette(routes=ROUTES, middleware=[Middleware(Guard)])
    with ExitStack() as stack:
        yield lambda address="192.0.2.7": stack.enter_context(
            Browser(phone_portal, app, address=address, url=URL)
        )


@pytest.fixture
def talk(store: Store, event: Event, anna: Listed, bartek: Listed) -> Conversation:
    """Anna and Bartek have talked, nobody has answered."""
    admit(store, event, anna, bartek)
    return begin_talk(store, event, anna, bartek)


@pytest.fixture
def pick_up(phone_server: Server, open_browser) -> Callable[..., Phone]:
    """Somebody's phone with the link of a conversation."""

    def open_phone(who: Listed, talk: Conversation) -> Phone:
        return Phone(open_browser(), path_of(phone_server, who, talk))

    return open_phone


@pytest.fixture
def phone_code(store: Store, phone_server: Server, talk: Conversation, bartek: Listed) -> PhoneCode:
    """Opens the talk for Bartek, or for whoever held his badge."""
    return give_phone_code(
        store,
        conversation_id=talk.conversation_id,
        attendee_id=bartek.attendee_id,
        kiosk=2,
        key=phone_server.settings.key("typed code"),
        now=NOW,
    )


@pytest.fixture
def typed_code(phone_code: PhoneCode) -> str:
    """The same to type."""
    return phone_code.typed
