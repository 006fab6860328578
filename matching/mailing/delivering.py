"""From the outbox to the sender, one mail after the other: claimed before it is handed in, settled
afterwards.

A claim is on disk before SMTP speaks, so that a mail whose sender died is found as one of which
nobody knows whether it arrived. What a mail says is read for several at once; where anybody
changed anything since, it is read again within the claim.
"""

import random
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from matching.audit import note
from matching.events import list_events
from matching.mailing.contents import contents
from matching.mailing.nouns import Content, Mail, MailState
from matching.mailing.outbox.deciding import mail_of
from matching.mailing.shown import note_shown
from matching.model import Event
from matching.store import Cursor, Store

FEWEST, USUAL, MOST = 20, 200, 400  # mails whose contents are read together
SECONDS_FRESH = 10.0  # what a mail says may depend on the time too
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 30  # with these waits that is about a day


@dataclass(frozen=True)
class Claimed:
    """A mail that nobody else hands in. mail: with this attempt counted"""

    mail: Mail
    event: Event
    content: Content


@dataclass(frozen=True)
class Outcome:
    """What became of it.

    state: sent, failed, uncertain, or queued: it was not handed in and is tried again
    failure: a code; is_charged: False where the mail is not the reason, so it is tried again
        at once and as often
    """

    state: MailState
    failure: str = ""
    is_charged: bool = True


@dataclass(frozen=True)
class Done:
    """A claimed mail with its outcome, which nobody has written down yet."""

    claimed: Claimed
    outcome: Outcome


@dataclass(frozen=True)
class _Chunk:
    """Due mails of one mailing, what they say, and the moment at which that was so."""

    event: Event | None
    mails: tuple[Mail, ...]
    contents: Mapping[UUID, Content]
    commits: int
    read_at: float


@dataclass(frozen=True)
class Waiting:
    """Mails that are queued and not paused. next_at_utc: when the first may go, None without any"""

    mails: int
    next_at_utc: datetime | None


def waiting(store: Store) -> Waiting:
    """How many mails still wait."""
    row = store.row("mailing/find_next_time")
    assert row is not None  # an aggregate has one row
    return Waiting(row["waiting"], row["next_at_utc"])


def interrupted(store: Store, *, now: datetime) -> int:
    """At the start, before anything is sent: whatever was being sent is uncertain now; how many."""
    return _note_uncertain(store, "interrupted", now)


def restored(store: Store, *, now: datetime, but: Collection[UUID] = ()) -> int:
    """An older copy is in place: what waited then may have been sent since; how many.

    but: mails of which it is known how far they are
    """
    return _note_uncertain(store, "restored", now, but=list(but))


def _note_uncertain(store: Store, why: str, now: datetime, **values: object) -> int:
    def work(change: Cursor) -> int:
        count = len(change.rows(f"mailing/note_{why}", now_utc=now, **values))
        if count:
            note(change, actor="upkeep", act="mails_interrupted", now=now, detail=str(count))
        return count

    return store.write(work)


class Delivery:
    """One sender's way through the outbox. clock: aware moments"""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock
        self._chunk = _Chunk(None, (), {}, -1, float("-inf"))
        self._size = USUAL // 2

    def has_due(self) -> bool:
        """Whether a mail waits to be claimed; what it says is read then."""
        is_young = time.monotonic() - self._chunk.read_at < SECONDS_FRESH
        # Where others write too, what one mail says is read again within its claim anyway.
        is_same = self._store.is_shared or self._store.commits == self._chunk.commits
        if not (self._chunk.mails and is_young and is_same):
            # While others write, most of what is read for many is read in vain.
            self._size = max(FEWEST, self._size // 2) if self._chunk.mails else self._size * 2
            self._size = min(MOST, self._size)
            self._chunk = self._read()
        return bool(self._chunk.mails)

    def _read(self) -> _Chunk:
        """The mails that come next and belong together; counted before, so that no change since
        is missed."""
        commits, read_at, now = self._store.commits, time.monotonic(), self._clock()

        def read(reader: Cursor) -> _Chunk:
            rows = reader.rows("mailing/list_due", now_utc=now, wanted=self._size)
            mails = [mail_of(row) for row in rows]
            if not mails:
                return _Chunk(None, (), {}, commits, read_at)
            first = mails[0]
            kin = [m for m in mails if (m.event_id, m.kind) == (first.event_id, first.kind)]
            event = events[first.event_id]
            ids = [mail.attendee_id for mail in kin]
            found = contents(reader, event, first.kind, now=now, attendee_ids=ids)
            return _Chunk(event, tuple(kin), found, commits, read_at)

        events = {event.event_id: event for event in list_events(self._store)}
        return self._store.read(read)

    def claim(self, done: Done | None = None) -> Claimed | None:
        """Write down what became of the last mail and take the next, in one transaction.

        None where none of those that has_due saw may be sent any more; there may be others.
        """
        chunk, now = self._chunk, self._clock()

        def work(change: Cursor) -> tuple[Claimed | None, int, bool]:
            is_same = self._store.commits == chunk.commits
            if done:
                _settle(change, done, now)
            for place, mail in enumerate(chunk.mails, 1):
                claimed = _claimed_now(change, chunk, mail, now, is_same=is_same)
                # What one mail says takes long to read while everybody waits: no second one.
                if claimed or not is_same:
                    return claimed, place, is_same
            return None, len(chunk.mails), is_same

        claimed, tried, is_same = self._store.write(work)
        commits = chunk.commits + 1 if is_same else chunk.commits
        self._chunk = replace(chunk, mails=chunk.mails[tried:], commits=commits)
        return claimed

    def settle(self, done: Done) -> None:
        """Write down what became of a mail, and claim none."""
        chunk, now = self._chunk, self._clock()

        def work(change: Cursor) -> bool:
            _settle(change, done, now)
            return self._store.commits == chunk.commits

        if self._store.write(work):
            self._chunk = replace(chunk, commits=chunk.commits + 1)

    def upcoming(self) -> Claimed | None:
        """What the next claim gives, if nothing changes until then; nothing is claimed yet."""
        chunk = self._chunk
        for mail in chunk.mails:
            if chunk.event and (content := chunk.contents.get(mail.attendee_id)):
                return Claimed(mail, chunk.event, content)
        return None


def _claimed_now(
    change: Cursor, chunk: _Chunk, mail: Mail, now: datetime, *, is_same: bool
) -> Claimed | None:
    """Claim it with what it says at this moment; one that must not be sent any more is dropped."""
    assert chunk.event is not None  # there is a mail of it
    event, content = chunk.event, chunk.contents.get(mail.attendee_id)
    if not is_same:
        row = change.row("mailing/find_due", mail_id=mail.mail_id, now_utc=now)
        if row is None:
            return None  # paused, claimed by another, erased
        mail, event = mail_of(row), _event_now(change, event)  # of another record, closed since
        ids = [mail.attendee_id]
        content = contents(change, event, mail.kind, now=now, attendee_ids=ids).get(ids[0])
    if content is None:
        change.run("mailing/drop_mail", mail_id=mail.mail_id, now_utc=now)
        return None
    return _claim(change, event, mail, content, now)


def _event_now(change: Cursor, event: Event) -> Event:
    rows = change.rows("events/list_events")
    return next((Event(**row) for row in rows if row["event_id"] == event.event_id), event)


def _claim(change: Cursor, event: Event, mail: Mail, content: Content, now: datetime) -> Claimed:
    change.run("mailing/note_sending", mail_id=mail.mail_id)
    note_shown(change, event, content, now=now)
    claimed = replace(mail, state=MailState.SENDING, attempts=mail.attempts + 1)
    return Claimed(claimed, event, content)


def _settle(change: Cursor, done: Done, now: datetime) -> None:
    """Nothing happens to a mail that was erased meanwhile."""
    mail, outcome = done.claimed.mail, done.outcome
    state, attempts, next_at = outcome.state, mail.attempts, mail.next_at_utc
    if state is MailState.QUEUED and not outcome.is_charged:
        attempts -= 1
    elif state is MailState.QUEUED and attempts >= MOST_ATTEMPTS:
        state = MailState.FAILED
    elif state is MailState.QUEUED:
        next_at = now + wait_after(attempts)
    change.run(
        "mailing/settle",
        mail_id=mail.mail_id,
        attempt=mail.attempts,
        state=state,
        failure=outcome.failure,
        attempts=attempts,
        next_at_utc=next_at,
        settled_at_utc=None if state is MailState.QUEUED else now,
    )


def wait_after(attempts: int) -> timedelta:
    """A minute after the first, twice as long after each further one, at most an hour; a part of
    it by chance, so that not all come again in the same moment."""
    longest = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempts - 1, 20))
    apart = random.uniform(0.75, 1.25)  # nosec B311 # a pause, no secret
    return timedelta(seconds=longest.total_seconds() * apart)
