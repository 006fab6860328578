"""What a guest says to a suggestion: met already, or rather not. Neither is ever told anybody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from matching.errors import UnknownSuggestionError
from matching.model import Event
from matching.store import Cursor, Store


class ReplyKind(StrEnum):
    """NONE takes an earlier reply back."""

    DECLINED = "declined"
    MET = "met"
    NONE = "none"


@dataclass(frozen=True)
class Reply:
    """reply_id: made by the client, the same again is one fact; author, about: attendees.

    channel: kiosk, after a badge was shown there, or page
    """

    reply_id: UUID
    event: Event
    author_id: UUID
    about_id: UUID
    kind: ReplyKind
    kiosk: int | None = None
    channel: str = "kiosk"


def reply_to_suggestion(store: Store, reply: Reply, *, now: datetime) -> None:
    """Keep it; the pair is then suggested to neither of the two, at no event of the series.

    now: aware moment of receipt
    Raises UnknownSuggestionError where the two do not take part in the event, are one, or the id
    is that of somebody else's reply.
    """

    def keep(change: Cursor) -> None:
        known = change.row("suggestions/has_reply", reply_id=reply.reply_id)
        if known is not None:
            if known["author_id"] != reply.author_id:
                raise UnknownSuggestionError
            return
        ids = [reply.author_id, reply.about_id]
        pair = change.rows("suggestions/find_pair", event_id=reply.event.event_id, attendee_ids=ids)
        if len(pair) != len(ids):
            raise UnknownSuggestionError
        _put(change, reply, now)

    store.write(keep)


def _put(change: Cursor, reply: Reply, now: datetime) -> None:
    latest = change.row(
        "suggestions/find_reply", author_id=reply.author_id, about_id=reply.about_id
    )
    if latest is not None and latest["kind"] == reply.kind:
        return
    change.run(
        "suggestions/put_reply",
        reply_id=reply.reply_id,
        event_id=reply.event.event_id,
        author_id=reply.author_id,
        about_id=reply.about_id,
        kind=reply.kind,
        place=latest["place"] + 1 if latest else 0,
        channel=reply.channel,
        kiosk=reply.kiosk,
        now_utc=now,
    )
