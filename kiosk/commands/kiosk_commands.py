"""Kiosks on the command line."""

import argparse

from kiosk.clock import utc_now
from kiosk.settings import Settings
from matching.kiosks import new_code
from matching.store import Store


def enrol(settings: Settings, wish: argparse.Namespace) -> int:
    """Print a code that makes one browser a kiosk within a day."""
    with Store.open(settings.database) as store:
        code = new_code(
            store,
            name=wish.name,
            mode=wish.mode,
            key=settings.key("kiosk codes"),
            actor="cli",
            now=utc_now(),
        )
    print(code)
    return 0
