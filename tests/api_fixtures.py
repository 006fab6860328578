"""Fixtures of the tests of the API: a server, tonight's event with the cast, programs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import invite, make_event
from programs import Office, Program, an_office

from kiosk.api import rates
from matching.model import Event
from matching.people import Listed


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A server of this process, and whoever has a token."""
    monkeypatch.setattr(rates, "rates", rates.Rates())
    with an_office(tmp_path) as opened:
        yield opened


@pytest.fixture
def event(office: Office) -> Event:
    """Tonight's event, on the server."""
    return make_event(office.store)


@pytest.fixture
def anna(office: Office, event: Event) -> Listed:
    return invite(office.store, event, "Anna Nowak", email="anna@example.org", language="pl")


@pytest.fixture
def bartek(office: Office, event: Event) -> Listed:
    return invite(office.store, event, "Bartek Wójcik", email="bartek@example.org", language="pl")


@pytest.fixture
def program(office: Office) -> Program:
    """A program that may do everything."""
    return office.program()
