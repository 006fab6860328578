"""How an introduction begins: an idea that its introducer answers, or one of their own."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from matching.conversations import DAYS_OPEN
from matching.conversations.views import Reader
from matching.errors import AlreadyIntroducedError, CannotIntroduceError, EventClosedError
from matching.introductions.nouns import Idea, NewIntroduction, State
from matching.introductions.standing import (
    SIDES,
    SILENCE,
    YES,
    is_in_time,
    kind_said,
    party,
    state_of,
)
from matching.model import Event
from matching.store import Cursor, Row, Store

IDEAS_AT_MOST = 3


def ideas_for(store: Store, event: Event, attendee_id: UUID, *, now: datetime) -> list[Idea]:
    """Whom this attendee could introduce to each other, the best first, at most three.

    Both have agreed to be suggested, both are connected with this attendee, and they have neither
    talked with each other nor said that they need not. Nobody unknown gets any.
    """
    found = ideas_for_each(store, event, [attendee_id], now=now)
    return found.get(attendee_id, [])[:IDEAS_AT_MOST]


def ideas_for_each(
    reader: Reader, event: Event, attendee_ids: Sequence[UUID], *, now: datetime
) -> dict[UUID, list[Idea]]:
    """The same for many, by attendee, all that each has; whoever has none is not there."""
    found = defaultdict[UUID, list[Idea]](list)
    for row in _list_ideas(reader, event, attendee_ids, now):
        idea = Idea(one=party(row, "lower"), other=party(row, "higher"))
        found[row["introducer_id"]].append(idea)
    return dict(found)


def answer_idea(store: Store, new: NewIntroduction, *, is_yes: bool, now: datetime) -> UUID:
    """Keep what the introducer says to an idea: a yes lets both sides be asked, a no ends it
    for this introducer: another who knows both can still introduce them.

    now: aware moment of receipt
    Returns the id of the introduction. Raises AlreadyIntroducedError, CannotIntroduceError also
    where the idea has lapsed; then nothing is kept. The same id again is the same answer.
    """

    def check(change: Cursor) -> None:
        ideas = _list_ideas(change, new.event, [new.introducer_id], now)
        if _sides(new) not in [(row["lower_id"], row["higher_id"]) for row in ideas]:
            raise CannotIntroduceError

    said = kind_said(is_yes)
    return store.write(lambda change: _keep(change, new, check, origin="idea", said=said, now=now))


def propose(store: Store, new: NewIntroduction, *, now: datetime) -> UUID:
    """Introduce two of one's own connections to each other, while the event is open.

    now: aware moment of receipt
    The two are asked only if both have agreed to be suggested and neither has said that they need
    not meet, at whatever event; else nobody is, and the introducer is not told.
    Returns the id of the introduction. Raises EventClosedError, AlreadyIntroducedError,
    CannotIntroduceError; then nothing is kept. The same id again is the same introduction.
    """

    def check(_: Cursor) -> None:
        if new.event.is_between:
            raise CannotIntroduceError
        if not new.event.is_open(now):
            raise EventClosedError

    return store.write(lambda change: _keep(change, new, check, origin="own", said=YES, now=now))


def _keep(
    change: Cursor,
    new: NewIntroduction,
    check: Callable[[Cursor], None],
    *,
    origin: str,
    said: str,
    now: datetime,
) -> UUID:
    decision_id = uuid5(new.introduction_id, "/".join(map(str, (new.introducer_id, *_sides(new)))))
    known = change.row("introductions/has_decision", decision_id=decision_id)
    if known is not None:
        return UUID(str(known["introduction_id"]))
    earlier_id = _find_earlier(change, new, now)
    check(change)
    introduction_id = earlier_id or _begin(change, new, decision_id, origin, now)
    change.run(
        "introductions/put_decision",
        decision_id=decision_id,
        introduction_id=introduction_id,
        attendee_id=new.introducer_id,
        kind=said,
        channel=new.channel,
        kiosk=new.kiosk,
        now_utc=now,
    )
    return introduction_id


def _find_earlier(change: Cursor, new: NewIntroduction, now: datetime) -> UUID | None:
    """The one of this pair that can be begun anew; None where a further one begins.

    Where its introducer has said no, or took a yes back, another can introduce the pair.
    Whoever is not connected with both learns nothing, not even that there is one already.
    """
    if not change.rows("introductions/find_pair", **_who(new), introducer_id=new.introducer_id):
        raise CannotIntroduceError
    earlier = change.rows("introductions/list_of_pair", **_who(new))
    if any(row["introducer_kind"] == YES for row in earlier):
        raise AlreadyIntroducedError
    free = (row["introduction_id"] for row in earlier if _is_free(row, new.introducer_id, now))
    return next(free, None)


def _is_free(earlier: Row, introducer_id: UUID, now: datetime) -> bool:
    """One that this introducer took back ("this was not me"), and can begin themselves.

    If both sides have agreed already, it is made at once: only where they could still be asked.
    """
    have_agreed = all(earlier[f"{side}_kind"] == YES for side in SIDES)
    return (
        earlier["introducer_id"] == introducer_id
        and earlier["introducer_kind"] == SILENCE
        and is_in_time(earlier, now)
        and (not have_agreed or state_of(earlier, now) is State.WAITING)
    )


def _begin(
    change: Cursor, new: NewIntroduction, spare_id: UUID, origin: str, now: datetime
) -> UUID:
    """The client's id, but for one that stands for somebody else's introduction."""
    taken = change.row("introductions/has_introduction", introduction_id=new.introduction_id)
    introduction_id = spare_id if taken else new.introduction_id
    change.run(
        "introductions/put_introduction",
        **_who(new),
        introduction_id=introduction_id,
        introducer_id=new.introducer_id,
        origin=origin,
        now_utc=now,
    )
    return introduction_id


def _sides(new: NewIntroduction) -> tuple[UUID, UUID]:
    lower_id, higher_id = sorted([new.one_id, new.other_id])
    return lower_id, higher_id


def _who(new: NewIntroduction) -> dict[str, UUID]:
    lower_id, higher_id = _sides(new)
    return {"event_id": new.event.event_id, "lower_id": lower_id, "higher_id": higher_id}


def _list_ideas(
    reader: Reader, event: Event, attendee_ids: Sequence[UUID], now: datetime
) -> Sequence[Row]:
    return reader.rows(
        "introductions/list_ideas",
        event_id=event.event_id,
        attendee_ids=[*attendee_ids],
        since_utc=now - timedelta(days=DAYS_OPEN),
    )
