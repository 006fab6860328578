"""Names that nobody has: after five of one guest only the desk helps.

A hundred within ten minutes at one kiosk are somebody who guesses: then the desk helps everybody.
"""

import threading
import time

import streamlit as st

from kiosk.session import View

TRIES_OF_A_GUEST = 5
TRIES_AT_A_KIOSK = 100
SECONDS = 600
MOST_PLACES = 1000

_lock = threading.Lock()
_misses: dict[str, list[float]] = {}


def may_try(view: View) -> bool:
    """Whether this guest may try another name here."""
    with _lock:
        is_guessing = len(_recent(_place(view))) >= TRIES_AT_A_KIOSK
    return view.visit.misses < TRIES_OF_A_GUEST and not is_guessing


def note_miss(view: View) -> None:
    """One more name that was not found."""
    view.visit.misses += 1
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
