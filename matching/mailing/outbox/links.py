"""The link to one's own page: queued as often as somebody asks, but not again and again."""

from datetime import datetime, timedelta
from uuid import UUID

from matching.audit import note
from matching.mailing.contents import contents
from matching.mailing.nouns import MailKind, MailState
from matching.mailing.outbox.queueing import Batch, queue
from matching.model import Event
from matching.store import Cursor, Row, Store

AGAIN_AFTER = timedelta(minutes=10)
_ON_THEIR_WAY = {MailState.QUEUED, MailState.SENDING}


def queue_link(store: Store, event: Event, attendee_id: UUID, *, actor: str, now: datetime) -> bool:
    """Queue the link to one's own page; False where one is on its way or was sent just now.

    False also for somebody who cannot get one, such as the invented people of the sample.
    now: aware
    """
    if event.is_sample:
        return False
    found = contents(store, event, MailKind.LINK, now=now, attendee_ids=[attendee_id])
    content = found.get(attendee_id)
    if content is None:
        return False
    person_id = content.recipient.person_id

    def work(change: Cursor) -> bool:
        ids = {"event_id": event.event_id, "person_id": person_id}
        latest = change.row("mailing/find_latest_link", **ids)
        if latest and _is_enough(latest, now):
            return False
        place = latest["place"] + 1 if latest else 0
        queue(change, Batch(event.event_id, MailKind.LINK, True, now, place), [content])
        note(
            change,
            actor=actor,
            act="mail_link_queued",
            now=now,
            event_id=event.event_id,
            subject_id=person_id,
        )
        return True

    return store.write(work)


def _is_enough(latest: Row, now: datetime) -> bool:
    is_young: bool = latest["queued_at_utc"] > now - AGAIN_AFTER
    return is_young or MailState(latest["state"]) in _ON_THEIR_WAY
