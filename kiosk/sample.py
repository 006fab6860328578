"""The sample event: invented people, so that everything can be tried before there is a list."""

from datetime import datetime
from pathlib import Path

from kiosk.sample_play import Stage, play_evening
from kiosk.sample_transaction import OneTransaction
from matching.events import SAMPLE_SLUG, add_event, list_events
from matching.guest_lists.guests import Guest
from matching.guest_lists.importing import import_into
from matching.guest_lists.sheet import GuestListFile
from matching.guest_lists.understanding import read_guest_list
from matching.model import Event
from matching.people import Listed, list_attendees
from matching.store import Cursor, Store

GUESTS = Path(__file__).parent.parent / "data" / "sample" / "guests.csv"
NAME = "Rozmowa Poznań"


def make_sample(store: Store, *, now: datetime) -> Event:
    """The sample event, its guests and what they talked about before now (aware).

    One that is there already stays as it is.
    """
    guest_list = read_guest_list(GuestListFile(GUESTS.name, GUESTS.read_bytes()), "utf-8")

    def work(change: Cursor) -> Event:
        within = OneTransaction(change)
        for event in list_events(within):
            if event.is_sample:
                return event
        event = add_event(change, slug=SAMPLE_SLUG, name=NAME, now=now, is_sample=True)
        import_into(change, event, guest_list, now=now)
        people = _by_ticket(guest_list.guests, list_attendees(within, event))
        play_evening(Stage(within, event, people, now))
        return event

    return store.write(work)


def _by_ticket(guests: list[Guest], people: list[Listed]) -> dict[str, Listed]:
    """Two have one name and two have one address, but nobody shares both; some cancelled."""
    found = {(person.name, person.email): person for person in people}
    return {
        source.rpartition(":")[2]: found[guest.name, guest.email]
        for guest in guests
        for source in guest.sources
        if (guest.name, guest.email) in found
    }
