"""Names that nobody has: after five within ten minutes only the desk helps at this kiosk."""

import threading
import time

import streamlit as st

from kiosk.session import View

TRIES = 5
SECONDS = 600
MOST_PLACES = 1000

_lock = threading.Lock()
_misses: dict[str, list[float]] = {}


def may_try(view: View) -> bool:
    """Whether another name may be tried here; a reload of the page does not help."""
    with _lock:
        return len(_recent(_place(view))) < TRIES


def note_miss(view: View) -> None:
    """One more name that was not found."""
    with _lock:
        place = _place(view)
        if len(_misses) >= MOST_PLACES:
            _misses.clear()
        _misses[place] = [*_recent(place), time.monotonic()]


def _place(view: View) -> str:
    return f"{st.context.ip_address} {view.session.setup.number}"


def _recent(place: str) -> list[float]:
    since = time.monotonic() - SECONDS
    return [miss for miss in _misses.get(place, []) if miss > since]
