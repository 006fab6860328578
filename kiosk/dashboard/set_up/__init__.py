"""Setting an event up: which there are, where and when, the agenda, the questions, the guests."""

from kiosk.dashboard.set_up import agenda, basics, events, guests, questions

ENTRIES = [
    *events.ENTRIES,
    *basics.ENTRIES,
    *agenda.ENTRIES,
    *questions.ENTRIES,
    *guests.ENTRIES,
]
