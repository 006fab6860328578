"""The codes of an event."""

import argparse

from kiosk.clock import utc_now
from kiosk.settings import Settings
from matching.events import current_event
from matching.people import list_attendees, new_spare_badges
from matching.store import Store


def codes(settings: Settings, wish: argparse.Namespace) -> int:
    """Name, code, e-mail, tab-separated; with --new the codes of new spare badges, one a line."""
    with Store.open(settings.database) as store:
        event = current_event(store, wish.event or settings.event)
        if wish.new:
            print("\n".join(new_spare_badges(store, event, wish.new, now=utc_now())))
            return 0
        for person in list_attendees(store, event):
            if person.code:
                print(f"{person.name}\t{person.code}\t{person.email}")
    return 0
