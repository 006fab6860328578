"""What a person decides about a mail: it arrived, or it is to be sent once more."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matching.audit import note
from matching.errors import UnknownMailError
from matching.mailing.nouns import Mail, MailKind, MailState
from matching.model import Event
from matching.store import Cursor, Row, Store


def list_mails(reader: Store | Cursor, event: Event, states: Sequence[MailState]) -> list[Mail]:
    """Mails in these states, the latest first."""
    rows = reader.rows("mailing/list_mails", event_id=event.event_id, states=list(states))
    return [mail_of(row) for row in rows]


def mail_of(row: Row) -> Mail:
    """The noun of a row of the outbox."""
    return Mail(**row | {"kind": MailKind(row["kind"]), "state": MailState(row["state"])})


def resolve(store: Store, mail_id: UUID, *, has_arrived: bool, actor: str, now: datetime) -> None:
    """A person decides about an uncertain mail: it counts as sent, or is queued once more.

    Raises UnknownMailError for one that is not uncertain.
    """

    def work(change: Cursor) -> None:
        if has_arrived:
            found = change.row("mailing/note_arrived", mail_id=mail_id, now_utc=now)
        else:
            found = _queue_again(change, mail_id, MailState.UNCERTAIN, now)
        _note(
            change, found, act="mail_arrived" if has_arrived else "mail_again", actor=actor, now=now
        )

    store.write(work)


def send_again(store: Store, mail_id: UUID, *, actor: str, now: datetime) -> None:
    """Queue a failed mail once more, such as after its address was corrected.

    Raises UnknownMailError for one that has not failed.
    """

    def work(change: Cursor) -> None:
        found = _queue_again(change, mail_id, MailState.FAILED, now)
        _note(change, found, act="mail_again", actor=actor, now=now)

    store.write(work)


def _queue_again(change: Cursor, mail_id: UUID, state: MailState, now: datetime) -> Row | None:
    return change.row("mailing/queue_again", mail_id=mail_id, state=state, now_utc=now)


def _note(change: Cursor, found: Row | None, *, act: str, actor: str, now: datetime) -> None:
    if found is None:
        raise UnknownMailError
    note(
        change,
        actor=actor,
        act=act,
        now=now,
        event_id=found["event_id"],
        subject_id=found["person_id"],
    )
