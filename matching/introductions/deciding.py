"""A side says yes or no."""

from datetime import datetime
from uuid import uuid5

from matching.errors import (
    AlreadyIntroducedError,
    IntroductionClosedError,
    UnknownIntroductionError,
)
from matching.introductions.nouns import Decision, State
from matching.introductions.standing import (
    YES,
    can_decide,
    kind_said,
    side_of,
    state_of,
)
from matching.store import Cursor, Row, Store


def decide(store: Store, decision: Decision, *, now: datetime) -> bool:
    """Keep what a side says; the latest counts until all have agreed, a no is for good.

    now: aware moment of receipt
    Returns whether the introduction is made now; after a yes, False tells nothing of the other.
    Raises UnknownIntroductionError, IntroductionClosedError, and AlreadyIntroducedError for a no
    to one that is made; then nothing is kept. The same id again is the same decision.
    """

    def keep(change: Cursor) -> bool:
        row = _find(change, decision)
        decision_id = uuid5(
            decision.decision_id, f"{decision.introduction_id}/{decision.attendee_id}"
        )
        is_known = change.row("introductions/has_decision", decision_id=decision_id) is not None
        if not is_known and _is_new(row, decision, now):
            change.run(
                "introductions/put_decision",
                decision_id=decision_id,
                introduction_id=decision.introduction_id,
                attendee_id=decision.attendee_id,
                kind=kind_said(decision.is_yes),
                channel=decision.channel,
                kiosk=decision.kiosk,
                now_utc=now,
            )
        return state_of(_find(change, decision), now) is State.MADE

    return store.write(keep)


def _find(change: Cursor, decision: Decision) -> Row:
    row = change.row("introductions/find_introduction", introduction_id=decision.introduction_id)
    if row is None or side_of(row, decision.attendee_id) is None or row["introducer_kind"] != YES:
        raise UnknownIntroductionError
    return row


def _is_new(row: Row, decision: Decision, now: datetime) -> bool:
    """Whether it changes what this side has said."""
    if state_of(row, now) is State.MADE:
        if not decision.is_yes:
            raise AlreadyIntroducedError
        return False
    side = side_of(row, decision.attendee_id)
    assert side is not None
    if not can_decide(row, side, now):
        raise IntroductionClosedError
    return bool(row[f"{side}_kind"] != kind_said(decision.is_yes))
