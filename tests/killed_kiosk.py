"""A process that admits people until it is killed; what it prints was acknowledged.

killed_kiosk.py DATABASE SEED THREADS THRESHOLD prints `attendee_id scan_id` after each
check_in. THRESHOLD is the size of the log from which on DuckDB makes a checkpoint. Scan ids
follow from the seed and the attendee: the same seed sends the same scans again.
"""

import random
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid5

from matching.check_in import check_in
from matching.events import find_event
from matching.model import Direction, Event, Scan, Source
from matching.people import Listed, list_attendees
from matching.store import Store

_printing = threading.Lock()


def scan_id_of(seed: int, attendee_id: UUID) -> UUID:
    """The id under which this attendee's badge is shown in the run of this seed."""
    return uuid5(attendee_id, str(seed))


def admit(store: Store, event: Event, people: list[Listed], seed: int) -> None:
    """Show one badge after the other."""
    for person in people:
        scan = Scan(
            scan_id=scan_id_of(seed, person.attendee_id),
            event=event,
            code=person.code,
            kiosk=1,
            direction=Direction.IN,
            source=Source.CAMERA,
            happened_at=datetime.now(UTC),
        )
        check_in(store, scan, now=datetime.now(UTC))
        with _printing:
            sys.stdout.write(f"{person.attendee_id} {scan.scan_id}\n")
            sys.stdout.flush()


def main(database: Path, seed: int, threads: int, threshold: str) -> None:
    """Admit everybody in the order of the seed, by so many threads."""
    store = Store.open(database)
    with store._cursor() as cursor:
        cursor.execute("SET GLOBAL checkpoint_threshold = $1", [threshold]).fetchall()
    event = find_event(store, "evening")
    people = list_attendees(store, event)
    random.Random(seed).shuffle(people)
    kiosks = [
        threading.Thread(target=admit, args=(store, event, people[start::threads], seed))
        for start in range(threads)
    ]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for kiosk in kiosks:
        kiosk.start()
    for kiosk in kiosks:
        kiosk.join()
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
