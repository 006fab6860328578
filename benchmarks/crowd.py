"""Many invented guests for measuring, imported as an organiser would."""

import csv
import io
from datetime import UTC, datetime

from matching.events import current_event
from matching.guest_lists.importing import ImportOptions, event_for_import, import_guest_list
from matching.guest_lists.sheet import GuestListFile
from matching.model import Event
from matching.people import Listed, list_attendees
from matching.store import Store

GIVEN = ["Małgorzata", "Bartłomiej", "Łucja", "Anna", "Krzysztof", "Siobhán", "Jürgen", "Zofia"]
FAMILY = ["Wiśniewska-Brzęczyszczykiewicz", "Nowak", "Żółć", "Wójcik", "O'Connor", "Kowalska"]


def crowd_csv(count: int) -> bytes:
    """A guest list of so many people, all different."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["Name", "Email", "Company", "Job title", "Offers", "Needs"])
    for number in range(count):
        given, family = GIVEN[number % len(GIVEN)], FAMILY[number % len(FAMILY)]
        name = f"{given} {family} {number}"
        rows.writerow(
            [name, f"guest{number}@example.org", f"Firma {number % 97}", "", "chleb", "transport"]
        )
    return text.getvalue().encode()


def gather(store: Store, count: int) -> tuple[Event, list[Listed]]:
    """An event with so many guests."""
    now = datetime.now(UTC)
    file = GuestListFile("crowd.csv", crowd_csv(count))
    place = event_for_import(store, None, file.name)
    import_guest_list(store, file, event=place, options=ImportOptions(), now=now)
    event = current_event(store)
    return event, list_attendees(store, event)
