"""How an introduction stands, for all and for one of its sides."""

from datetime import datetime, timedelta
from uuid import UUID

from matching.conversations import DAYS_OPEN
from matching.introductions.nouns import Party, State
from matching.store import Row

SIDES = ("lower", "higher")
YES, NO, SILENCE = "yes", "no", "none"


def kind_said(is_yes: bool) -> str:
    """How a decision is written down."""
    return YES if is_yes else NO


def is_in_time(row: Row, now: datetime) -> bool:
    """Whether its 7 days are not over."""
    proposed_at: datetime = row["proposed_at_utc"]
    return now < proposed_at + timedelta(days=DAYS_OPEN)


def state_of(row: Row, now: datetime) -> State:
    """How it really stands, which is told to nobody but once it is made.

    row: of the view introduction_standing
    """
    said = {row[f"{who}_kind"] for who in ("introducer", *SIDES)}
    if NO in said or not row["all_take_part"] or _was_put_off(row):
        return State.OVER
    if said == {YES}:
        return State.MADE
    if not is_in_time(row, now) or not _can_be_asked(row):
        return State.OVER
    return State.ASKING if row["introducer_kind"] == YES else State.WAITING


def side_of(row: Row, attendee_id: UUID) -> str | None:
    """Which of the two this attendee is; None for anybody else."""
    return next((side for side in SIDES if row[f"{side}_id"] == attendee_id), None)


def other_side(side: str) -> str:
    """The one opposite."""
    return SIDES[1 - SIDES.index(side)]


def can_decide(row: Row, side: str, now: datetime) -> bool:
    """Whether this side can say something, whatever the other has said to it meanwhile.

    If the question went with the other's no, it would tell that no.
    """
    others = row[f"{other_side(side)}_refused_at_utc"]
    return (
        row["introducer_kind"] == YES
        and row[f"{side}_kind"] != NO
        and row[f"{side}_refused_at_utc"] is None
        and (others is None or others > row["proposed_at_utc"])
        and row["all_take_part"]
        and is_in_time(row, now)
        and _can_be_asked(row)
    )


def party(row: Row, who: str) -> Party:
    """One of the three; who: introducer, lower or higher."""
    return Party(row[f"{who}_id"], row[f"{who}_name"], row[f"{who}_company"])


def _can_be_asked(row: Row) -> bool:
    """Both may be named, the introducer still knows both (P6), and the two have not met."""
    return row["both_may_be_suggested"] and row["knows_both"] and not row["are_connected"]


def _was_put_off(row: Row) -> bool:
    """One of the two said elsewhere that they need not meet the other, before it was made."""
    made_at = row["made_at_utc"]
    moments = (row[f"{side}_refused_at_utc"] for side in SIDES)
    return any(moment and (made_at is None or moment <= made_at) for moment in moments)
