"""Every route of the one table, asked as its own reader or as anybody."""

import re
from uuid import UUID

import httpx
from asgi_browser import Browser
from cast import NOW

from kiosk import setup
from kiosk.access import Entry
from kiosk.routes import ACCESS
from kiosk.server import Server
from kiosk.setup import KioskSetup
from matching.kiosks import Kiosk, put_kiosk

SOME_ID = "3f0e7c1a-0000-4000-8000-000000000001"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ALL = [(entry, method) for entry in ACCESS for method in entry.methods]
THAT_CHANGE = [(entry, method) for entry, method in ALL if method not in SAFE]


def name(entry: Entry, method: str) -> str:
    return f"{method} {entry.path}"


def path_of(entry: Entry, filled: str = SOME_ID) -> str:
    """An address of this route."""
    return re.sub(r"\{[^}]*\}", filled, entry.path)


def ask(client: Browser, entry: Entry, method: str, **options: object) -> httpx.Response:
    """One request of it."""
    return client.send(method, path_of(entry), **options)


def be_kiosk(client: Browser, running: Server, number: int = 1) -> None:
    """Give a browser the cookie of an enrolled kiosk."""
    kiosk = Kiosk(UUID(int=number), number, "", "both")
    running.store.write(lambda change: put_kiosk(change, kiosk, now=NOW))
    its_setup = setup.enrolled(KioskSetup(number=number), kiosk)
    client.keep(setup.COOKIE, setup.to_cookie(its_setup, running.settings.key("kiosk cookie")))
