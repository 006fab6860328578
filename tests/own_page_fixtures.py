"""Fixtures of somebody's own page, beside those of phone_fixtures."""

from collections.abc import Callable

import pytest
from asgi_browser import Browser
from cast import NOW
from clocks import Clock
from own_pages import OwnPage
from talks import connect

from kiosk import links
from kiosk.routes import visitors
from kiosk.server import Server
from matching.conversations import Conversation
from matching.model import Event
from matching.people import Listed
from matching.store import Store


@pytest.fixture
def page_of(
    phone_server: Server, open_browser: Callable[..., Browser], clock: Clock, monkeypatch
) -> Callable[[Listed], OwnPage]:
    """Somebody's own page, with the link that staff gave them."""
    monkeypatch.setattr(visitors, "utc_now", clock)

    def open_page(who: Listed) -> OwnPage:
        token = links.personal_token(phone_server.settings, who.person_id, now=NOW)
        return OwnPage(open_browser(), links.PERSONAL_PATH + token)

    return open_page


@pytest.fixture
def connected(store: Store, event: Event, anna: Listed, bartek: Listed) -> Conversation:
    """Anna and Bartek have talked, both have answered."""
    return connect(store, event, anna, bartek)
