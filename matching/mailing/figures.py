"""What came of an event's mails: numbers, and whom a person must decide about; never who did
nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.mailing.nouns import Mail, MailKind
from matching.measures import Promises
from matching.measures.depth import count_promises
from matching.model import Event
from matching.store import Cursor, Store


@dataclass(frozen=True)
class MailFigures:
    """Of the mail after the event.

    reacted: of those who were sent it, people who did something by its links or on their own page
    since then; silent: the others
    """

    promises: Promises
    reacted: int
    silent: int


def figures_of_mails(store: Store, event: Event, *, now: datetime) -> MailFigures:
    """As things stand at this moment; now: aware."""

    def read(reader: Cursor) -> MailFigures:
        row = reader.row("mailing/count_reactions", event_id=event.event_id)
        assert row is not None  # an aggregate has one row
        promises = count_promises(reader, event, now=now)
        return MailFigures(promises, row["reacted"], row["sent"] - row["reacted"])

    return store.read(read)


def dropped_why(store: Store, event: Event, kind: MailKind) -> Mapping[str, int]:
    """Mails that were not sent, by the reason that the data tells today."""
    rows = store.rows("mailing/count_dropped", event_id=event.event_id, kind=kind)
    return {row["reason"]: row["mails"] for row in rows}


def names_of(store: Store, mails: Sequence[Mail]) -> dict[UUID, str]:
    """Whose mails these are, by attendee, in the order of a Polish phone book.

    Whoever takes part in the entry only stands on no list, so on this one neither (P14).
    """
    ids = [mail.attendee_id for mail in mails]
    rows = store.rows("mailing/list_people_of_mails", attendee_ids=ids) if ids else []
    return {row["attendee_id"]: row["name"] for row in rows}
