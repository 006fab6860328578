"""Fixtures of the kiosk without a browser; pytest_plugins = ["panel_fixtures"]."""

from uuid import uuid4

import pytest
from cast import NOW
from panel import PHONE, Panel, come_in, run

from kiosk.server import Server
from kiosk.settings import load_settings
from matching.consents import Decision, keep_decisions
from matching.model import ConsentKind


@pytest.fixture
def server(store, tmp_path) -> Server:
    """A house that phones can reach."""
    environment = {"ROZMOWA_DATA": str(tmp_path), "ROZMOWA_PUBLIC_URL": "https://rozmowa.example"}
    return Server(load_settings(environment), store)


@pytest.fixture
def panel(server, event, anna, bartek, celina) -> Panel:
    """A kiosk for both; Anna, Bartek and Celina came in a while ago and have phone numbers."""
    for guest in (anna, bartek, celina):
        come_in(server.store, event, guest)
    run(server.store, "UPDATE person SET phone = $1, company = 'Sad Owocowy'", [PHONE])
    return Panel(server, event)


@pytest.fixture
def were_asked(panel: Panel, anna, bartek, celina) -> None:
    """They answered both questions at an earlier visit."""
    decisions = [
        Decision(uuid4(), guest.person_id, kind, False, "pl")
        for guest in (anna, bartek, celina)
        for kind in (ConsentKind.SUGGEST, ConsentKind.MAIL)
    ]
    panel.store.write(lambda change: keep_decisions(change, decisions, source="page", now=NOW))
