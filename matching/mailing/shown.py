"""What a mail proposes counts as proposed, as on a kiosk and on a page."""

from datetime import datetime
from uuid import UUID

from matching.mailing.nouns import Content, MatchMail
from matching.model import Event
from matching.store import Cursor
from matching.suggestions import note_proposed


def note_shown(change: Cursor, event: Event, content: Content, *, now: datetime) -> None:
    """Note the suggestions of a mail that goes out, in the transaction that claims it; now: aware.

    Said again it changes nothing.
    """
    if not isinstance(content, MatchMail) or not content.suggested:
        return
    rows = change.rows(
        "mailing/list_persons", attendee_ids=[one.attendee_id for one in content.suggested]
    )
    me: UUID = content.recipient.person_id
    note_proposed(change, event, [(me, row["person_id"]) for row in rows], now=now)
