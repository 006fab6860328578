"""Names that nobody has: after five within ten minutes only the desk helps at this kiosk."""

import time

from kiosk.session import View

TRIES = 5
SECONDS = 600


def may_try(view: View) -> bool:
    """Whether another name may be tried here."""
    since = time.monotonic() - SECONDS
    view.session.misses = [miss for miss in view.session.misses if miss > since]
    return len(view.session.misses) < TRIES


def note_miss(view: View) -> None:
    """One more name that was not found."""
    view.session.misses.append(time.monotonic())
