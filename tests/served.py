"""A server of this process over a test's own store, which may be on either database."""

from pathlib import Path

import pytest

from kiosk import server
from kiosk.server import Server
from kiosk.settings import load_settings
from matching.store import Store

URL = "https://rozmowa.example.org"


def served(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """With a public address, until the end of the test."""
    settings = {"ROZMOWA_DATA": str(folder), "ROZMOWA_PIN": "4321", "ROZMOWA_PUBLIC_URL": URL}
    started = Server(load_settings(settings), store)
    monkeypatch.setattr(server, "_servers", [started])
    return started
