"""Mailings: what the organiser sets going, pauses and cancels, and how far it is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from matching.audit import note
from matching.errors import SampleMailError
from matching.events import list_events
from matching.mailing.contents import contents
from matching.mailing.nouns import Content, MailKind, MailState
from matching.mailing.outbox.queueing import Batch, queue
from matching.model import Event
from matching.store import Cursor, Row, Store


@dataclass(frozen=True)
class Mailing:
    """What the organiser set going, of one kind. counts: mails by state, none is 0

    begins_at_utc: from then on; filled_at_utc: None before its mails were queued
    """

    kind: MailKind
    with_links: bool
    begins_at_utc: datetime
    filled_at_utc: datetime | None
    paused_at_utc: datetime | None
    counts: Mapping[MailState, int]


def start_mailing(
    store: Store,
    event: Event,
    kind: MailKind,
    *,
    with_links: bool,
    actor: str,
    now: datetime,
    begins_at: datetime | None = None,
) -> int:
    """Set a mailing going, and queue its mails where it begins now; how many are new.

    Started again it queues only for those who have none, or whose mail was dropped: who has been
    written to gets no second.
    begins_at: None for now; all aware
    Raises SampleMailError for an event of invented people.
    """
    if event.is_sample:
        raise SampleMailError
    begins = begins_at or now
    # Read before the write, so that nobody waits for it; whoever withdraws meanwhile is found out
    # when their mail is claimed.
    found = contents(store, event, kind, now=now) if begins <= now else {}

    def work(change: Cursor) -> int:
        change.run(
            "mailing/put_mailing",
            event_id=event.event_id,
            kind=kind,
            with_links=with_links,
            begins_at_utc=begins,
            actor=actor,
            now_utc=now,
        )
        count = 0
        if begins <= now:
            batch = Batch(event.event_id, kind, with_links, now)
            count = _fill(change, batch, list(found.values()))
        _note(change, event, kind, act="mailing_started", actor=actor, now=now)
        return count

    return store.write(work)


def _fill(change: Cursor, batch: Batch, found: Sequence[Content]) -> int:
    ids = {"event_id": batch.event_id, "kind": batch.kind}
    change.run("mailing/note_filled", **ids, now_utc=batch.now)
    return queue(change, batch, found)


def fill_due_mailings(store: Store, *, now: datetime) -> int:
    """Queue the mails of mailings whose time has come; how many."""
    rows = store.rows("mailing/list_unfilled", now_utc=now)
    if not rows:
        return 0
    events = {event.event_id: event for event in list_events(store)}
    return sum(_fill_due(store, events[row["event_id"]], row, now) for row in rows)


def _fill_due(store: Store, event: Event, row: Row, now: datetime) -> int:
    kind = MailKind(row["kind"])
    found = list(contents(store, event, kind, now=now).values())

    def work(change: Cursor) -> int:
        if row not in change.rows("mailing/list_unfilled", now_utc=now):
            return 0  # cancelled or put off meanwhile
        return _fill(change, Batch(event.event_id, kind, row["with_links"], now), found)

    return store.write(work)


def pause_mailing(store: Store, event: Event, kind: MailKind, *, actor: str, now: datetime) -> None:
    """Send none of its mails until resumed; one that is being sent is finished."""
    _set_paused(store, event, kind, actor=actor, now=now, is_paused=True)


def resume_mailing(
    store: Store, event: Event, kind: MailKind, *, actor: str, now: datetime
) -> None:
    """Go on."""
    _set_paused(store, event, kind, actor=actor, now=now, is_paused=False)


def _set_paused(
    store: Store, event: Event, kind: MailKind, *, actor: str, now: datetime, is_paused: bool
) -> None:
    def work(change: Cursor) -> None:
        ids = {"event_id": event.event_id, "kind": kind}
        if change.row("mailing/set_paused", **ids, paused_at_utc=now if is_paused else None):
            act = "mailing_paused" if is_paused else "mailing_resumed"
            _note(change, event, kind, act=act, actor=actor, now=now)

    store.write(work)


def cancel_mailing(
    store: Store, event: Event, kind: MailKind, *, actor: str, now: datetime
) -> None:
    """Forget a mailing of which no mail was queued yet, such as a reminder for next week."""

    def work(change: Cursor) -> None:
        if change.row("mailing/forget_mailing", event_id=event.event_id, kind=kind):
            _note(change, event, kind, act="mailing_cancelled", actor=actor, now=now)

    store.write(work)


def _note(
    change: Cursor, event: Event, kind: MailKind, *, act: str, actor: str, now: datetime
) -> None:
    note(change, actor=actor, act=act, now=now, event_id=event.event_id, detail=kind)


def mailings_of(reader: Store | Cursor, event: Event) -> dict[MailKind, Mailing]:
    """How the event's mailings stand; also of links, which have no start."""
    counted = reader.rows("mailing/count_mails", event_id=event.event_id)
    counts: dict[MailKind, dict[MailState, int]] = defaultdict(lambda: dict.fromkeys(MailState, 0))
    for row in counted:
        counts[MailKind(row["kind"])][MailState(row["state"])] = row["mails"]
    rows = reader.rows("mailing/list_mailings", event_id=event.event_id)
    found = [Mailing(**row | _counted(MailKind(row["kind"]), counts)) for row in rows]
    if MailKind.LINK in counts:
        since = min(row["since_utc"] for row in counted if row["kind"] == MailKind.LINK)
        found.append(Mailing(MailKind.LINK, True, since, since, None, counts[MailKind.LINK]))
    return {mailing.kind: mailing for mailing in found}


def _counted(
    kind: MailKind, counts: Mapping[MailKind, Mapping[MailState, int]]
) -> dict[str, object]:
    return {"kind": kind, "counts": counts[kind]}
