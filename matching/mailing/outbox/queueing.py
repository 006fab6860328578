"""Mails into the outbox: an id each that follows from the mail, so that none is there twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.mailing.nouns import Content, MailKind, mail_id_of
from matching.store import Cursor, Row


@dataclass(frozen=True)
class Batch:
    """Mails of one kind. place: 0, or of a link which it is; now: aware"""

    event_id: UUID
    kind: MailKind
    with_links: bool
    now: datetime
    place: int = 0


def queue(change: Cursor, batch: Batch, contents: Iterable[Content]) -> int:
    """Queue a mail for each who has none, and again what was dropped; how many that are.

    A link that was dropped stays so: whoever asks again gets one of their own.
    """
    recipients = [content.recipient for content in contents]
    persons = [one.person_id for one in recipients]
    common = {
        "event_id": batch.event_id,
        "kind": batch.kind,
        "with_links": batch.with_links,
        "now_utc": batch.now,
    }
    again: list[Row] = []
    if batch.kind is not MailKind.LINK:
        again = change.rows("mailing/revive_dropped", **common, person_ids=persons)
    new = change.rows(
        "mailing/put_mails",
        **common,
        place=batch.place,
        mail_ids=[mail_id_of(batch.event_id, one, batch.kind, batch.place) for one in persons],
        person_ids=persons,
        attendee_ids=[one.attendee_id for one in recipients],
    )
    return len(again) + len(new)
