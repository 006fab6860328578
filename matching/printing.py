"""What was printed for an event: badges, spare badges, the paper list; and what is not yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from matching import audit
from matching.model import Event
from matching.people import Listed, list_attendees
from matching.store import Cursor, Store


class PrintKind(StrEnum):
    """What a file to print holds."""

    BADGES = "badges"
    SPARE_BADGES = "spare_badges"
    PAPER_LIST = "paper_list"


@dataclass(frozen=True)
class Printed:
    """The latest file of a kind. pieces: badges, or people on the list."""

    kind: PrintKind
    pieces: int
    printed_at_utc: datetime


def note_print(
    store: Store,
    event: Event,
    kind: PrintKind,
    *,
    pieces: int,
    codes: Sequence[str] = (),
    actor: str,
    now: datetime,
) -> None:
    """Remember that a file to print was handed out. codes: of the badges in it"""

    def keep(change: Cursor) -> None:
        change.run(
            "printing/put_print",
            print_id=uuid4(),
            event_id=event.event_id,
            kind=kind,
            pieces=pieces,
            now_utc=now,
        )
        if codes:
            change.run("printing/put_badges", codes=list(dict.fromkeys(codes)), now_utc=now)
        audit.note(
            change,
            actor=actor,
            act=f"printed_{kind}",
            now=now,
            event_id=event.event_id,
            detail=str(pieces),
        )

    store.write(keep)


def prints_of(store: Store, event: Event) -> dict[PrintKind, Printed]:
    """The latest file of each kind that was ever printed for this event."""
    rows = store.rows("printing/list_prints", event_id=event.event_id)
    found = [Printed(**row | {"kind": PrintKind(row["kind"])}) for row in rows]
    return {printed.kind: printed for printed in found}


def expected_with_badge(store: Store, event: Event) -> list[Listed]:
    """Everybody who is expected and has a badge, in the order of a Polish phone book."""
    people = list_attendees(store, event)
    return [person for person in people if person.code and person.status == "expected"]


def not_printed_yet(store: Store, event: Event) -> list[Listed]:
    """Those of them whose present badge was never printed, for whatever event of the series."""
    rows = store.rows("printing/list_printed_codes", series_id=event.series_id)
    printed = {row["code"] for row in rows}
    return [person for person in expected_with_badge(store, event) if person.code not in printed]


def later_than(store: Store, event: Event, moment: datetime) -> int:
    """How many who are expected came to the list, or got another badge, after this moment."""
    row = store.row("printing/count_later", event_id=event.event_id, since_utc=moment)
    return int(row["guests"]) if row else 0
