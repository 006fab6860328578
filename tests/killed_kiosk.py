"""A process that admits people or takes their answers until it is killed.

killed_kiosk.py DATABASE SEED THREADS THRESHOLD ACT prints what was acknowledged. For ACT admit
that is `attendee_id scan_id` after each check_in, for ACT talk `attendee_id answer_id` after each
answer or revision. THRESHOLD is the size of the log from which on DuckDB makes a checkpoint;
PostgreSQL has its own ways. Ids
follow from the seed and the attendee: the same seed sends the same again.
"""

import random
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid5

from cast import NOW
from places import place_of
from talks import begin_talk, new_answer

from matching.answers import record_answer, revise_answer
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


def answer_id_of(seed: int, attendee_id: UUID, version: str) -> UUID:
    """The id of what this attendee writes in the run of this seed; version: first or revised."""
    return uuid5(attendee_id, f"{seed} {version}")


def talk(store: Store, event: Event, people: list[Listed], seed: int) -> None:
    """Two by two: the first answers and writes it anew, then the second answers."""
    for anna, bartek in zip(people[::2], people[1::2], strict=False):
        conversation = begin_talk(
            store, event, anna, bartek, conversation_id=uuid5(anna.attendee_id, str(seed))
        )
        for author, version, way in (
            (anna, "first", record_answer),
            (anna, "revised", revise_answer),
            (bartek, "first", record_answer),
        ):
            answer_id = answer_id_of(seed, author.attendee_id, version)
            words = f"Uczy przedmiotu {version} {author.attendee_id}"
            written = new_answer(
                store, conversation, author, words, answer_id=answer_id, is_second_try=True
            )
            way(store, written, now=NOW)
            with _printing:
                sys.stdout.write(f"{author.attendee_id} {answer_id}\n")
                sys.stdout.flush()


ACTS = {"admit": admit, "talk": talk}


def main(database: Path | str, seed: int, threads: int, threshold: str, act: str) -> None:
    """Let everybody act in the order of the seed, by so many threads."""
    store = Store.open(database)
    if not store.is_shared:
        with store._cursor() as cursor:
            cursor.execute("SET GLOBAL checkpoint_threshold = $1", [threshold]).fetchall()
    event = find_event(store, "evening")
    people = [
        person
        for person in list_attendees(store, event)
        if act == "admit" or person.admitted_at_utc is not None
    ]
    random.Random(seed).shuffle(people)
    kiosks = [
        threading.Thread(target=ACTS[act], args=(store, event, people[start::threads], seed))
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
    main(place_of(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
