"""What each of the three is shown. A no is in none of it, nor that something is over."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from matching.conversations.views import Reader
from matching.introductions.nouns import Introduction, OwnIntroduction, OwnSide, State
from matching.introductions.standing import (
    SIDES,
    SILENCE,
    YES,
    can_decide,
    is_in_time,
    other_side,
    party,
    side_of,
    state_of,
)
from matching.model import Event
from matching.prompts import choose_prompt
from matching.store import Row, Store


def asked(store: Store, event: Event, attendee_id: UUID, *, now: datetime) -> list[Introduction]:
    """To whom this attendee may let themselves be introduced, the newest first.

    Only where they have not decided; it stays when the other has said no. Nobody unknown gets any.
    """
    return asked_each(store, event, [attendee_id], now=now).get(attendee_id, [])


def asked_each(
    reader: Reader, event: Event, attendee_ids: Sequence[UUID], *, now: datetime
) -> dict[UUID, list[Introduction]]:
    """The same for many, by attendee; whoever is asked nothing has none."""

    def is_asked(row: Row, side: str) -> bool:
        return row[f"{side}_kind"] == SILENCE and can_decide(row, side, now)

    return _of_sides(reader, event, attendee_ids, is_asked)


def made_for(store: Store, event: Event, attendee_id: UUID, *, now: datetime) -> list[Introduction]:
    """To whom this attendee was introduced, all having agreed, until the two are connected."""

    def is_made(row: Row, _side: str) -> bool:
        return state_of(row, now) is State.MADE and not row["are_connected"]

    return _of_sides(store, event, [attendee_id], is_made).get(attendee_id, [])


def own_side(
    store: Store, introduction_id: UUID, attendee_id: UUID, *, now: datetime
) -> OwnSide | None:
    """How this attendee stands to it, while they can say something or all have agreed.

    None for everybody else, and once it is over, also by their own no.
    """
    row = store.row("introductions/find_introduction", introduction_id=introduction_id)
    side = side_of(row, attendee_id) if row else None
    if row is None or side is None:
        return None
    is_made = state_of(row, now) is State.MADE
    if not is_made and not can_decide(row, side, now):
        return None
    return OwnSide(_as_seen_by(row, side), row[f"{side}_kind"] == YES, is_made)


def introduced_by(
    store: Store, event: Event, attendee_id: UUID, *, now: datetime
) -> list[OwnIntroduction]:
    """What this attendee agreed to bring about, the newest first.

    State.MADE, or State.ASKING until the 7 days are over, also where nobody will be asked or a
    side has said no. What is over is not listed.
    """
    mine = (
        (row, state_for_introducer(row, now))
        for row in _list(store, event, [attendee_id])
        if row["introducer_id"] == attendee_id
    )
    return [
        OwnIntroduction(row["introduction_id"], party(row, "lower"), party(row, "higher"), state)
        for row, state in mine
        if state is not State.OVER
    ]


def state_for_introducer(row: Row, now: datetime) -> State:
    """How an introduction stands as its introducer may know it: of a side's no it tells nothing.

    row: of the view introduction_standing
    """
    if row["introducer_kind"] != YES or not row["all_take_part"]:
        return State.OVER
    if state_of(row, now) is State.MADE:
        return State.MADE
    return State.ASKING if row["knows_both"] and is_in_time(row, now) else State.OVER


def _of_sides(
    reader: Reader,
    event: Event,
    attendee_ids: Sequence[UUID],
    is_shown: Callable[[Row, str], bool],
) -> dict[UUID, list[Introduction]]:
    found = defaultdict[UUID, list[Introduction]](list)
    wanted = set(attendee_ids)
    for row in _list(reader, event, attendee_ids):
        for side in SIDES:
            if row[f"{side}_id"] in wanted and is_shown(row, side):
                found[row[f"{side}_id"]].append(_as_seen_by(row, side))
    return dict(found)


def _as_seen_by(row: Row, side: str) -> Introduction:
    prompt = choose_prompt(used=(), other=None, seed=str(row["introduction_id"]))
    return Introduction(
        introduction_id=row["introduction_id"],
        introducer=party(row, "introducer"),
        other=party(row, other_side(side)),
        prompt_id=prompt.prompt_id,
    )


def _list(reader: Reader, event: Event, attendee_ids: Sequence[UUID]) -> list[Row]:
    return reader.rows(
        "introductions/list_of_attendees",
        event_id=event.event_id,
        attendee_ids=[*attendee_ids],
    )
