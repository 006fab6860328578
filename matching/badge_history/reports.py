"""This was not me: what somebody else did with a badge is taken back."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from matching.answers.keeping import withdraw_in
from matching.badge_history.acts import Act, ActKind, all_acts
from matching.consents import Decision, keep_decisions
from matching.conversations.endings import end_conversation
from matching.model import ConsentKind
from matching.store import Cursor, Store

_OPPOSITE = UUID("5b0f4a0e-64f5-4a57-9d0a-3c1f6a1f7e02")


def report_act(store: Store, person_id: UUID, act_id: UUID, *, now: datetime) -> bool:
    """Its owner says "this was not me": staff see a note, and what can be undone is undone.

    An answer is withdrawn, a conversation ended as if it had been declined, connected or not. A
    yes becomes a no, one to an introduction silence, a promise is dropped, a contact shared no
    more, a note on what somebody seeks emptied, a confirmation or correction forgotten. A phone
    code opens nothing any more, and what was done by link in its conversation since is taken
    back. A scan, a no to an introduction, and what was changed since, only leave the note. All of
    it is kept, or nothing. Again is the same report.
    now: aware moment of receipt
    Returns False where this badge did no such act, or it is gone already; then nothing is kept.
    """

    def report(change: Cursor) -> bool:
        acts = all_acts(change, person_id)
        found = [act for act in acts if act.act_id == act_id]
        for act in found:
            _note(change, act, now)
            for one in [act, *_done_with(act, acts)]:
                if one.is_standing:
                    _TAKE_BACK[one.kind](change, one, now)
        return bool(found)

    return store.write(report)


def _note(change: Cursor, act: Act, now: datetime) -> None:
    """The note has the id of the act, so a second report is the same note."""
    change.run(
        "desk/put_note",
        note_id=act.act_id,
        event_id=act.event_id,
        attendee_id=act.attendee_id,
        kiosk=act.kiosk,
        kind="not_me",
        now_utc=now,
    )


def _done_with(code: Act, acts: Sequence[Act]) -> list[Act]:
    """What was done by link in the conversation of a phone code, from then on."""
    if code.kind is not ActKind.PHONE_CODE or not code.is_standing:
        return []
    return [
        act
        for act in acts
        if act.is_by_link
        and (act.conversation_id, act.attendee_id) == (code.conversation_id, code.attendee_id)
        and act.happened_at_utc >= code.happened_at_utc
    ]


def _end_conversation(change: Cursor, act: Act, _now: datetime) -> None:
    """Connected or not: what somebody else began in the owner's name is not kept."""
    assert act.conversation_id is not None
    end_conversation(change, act.conversation_id)


def _revoke(change: Cursor, act: Act, now: datetime) -> None:
    change.run("phone_codes/revoke_code", phone_code_id=act.act_id, now_utc=now)
    change.run("phone_codes/forget_typed_codes", phone_code_id=act.act_id)


def _withdraw(change: Cursor, act: Act, _now: datetime) -> None:
    assert act.conversation_id is not None  # an answer has one
    assert act.attendee_id is not None
    withdraw_in(change, act.conversation_id, act.attendee_id)


def _replace(change: Cursor, act: Act, now: datetime) -> None:
    """Promising or sharing nothing is a fact of its own."""
    change.run(
        f"badge_history/take_back_{act.kind}",
        act_id=act.act_id,
        opposite_id=uuid5(_OPPOSITE, str(act.act_id)),
        now_utc=now,
    )


def _fall_silent(change: Cursor, act: Act, now: datetime) -> None:
    """Whoever introduces, or is introduced, can still say what they want; a no is for good."""
    change.run(
        "badge_history/take_back_decision",
        act_id=act.act_id,
        opposite_id=uuid5(_OPPOSITE, str(act.act_id)),
        now_utc=now,
    )


def _erase(change: Cursor, act: Act, _now: datetime) -> None:
    """Other people's words about others just go."""
    change.run(f"badge_history/take_back_{act.kind}", act_id=act.act_id)


def _say_no(change: Cursor, act: Act, now: datetime) -> None:
    """Only a yes that still stands: a later decision is the owner's own, and no yes is guessed."""
    given = change.row("badge_history/find_consent", consent_id=act.act_id)
    assert given is not None
    decision = Decision(
        consent_id=uuid5(_OPPOSITE, str(act.act_id)),
        person_id=given["person_id"],
        kind=ConsentKind(act.detail),
        is_given=False,
        language=given["language"],
    )
    keep_decisions(change, [decision], source="page", now=now)


# Who went through a door cannot be undone from afar: the desk looks at it.
_TAKE_BACK: dict[ActKind, Callable[[Cursor, Act, datetime], None]] = {
    ActKind.CONVERSATION: _end_conversation,
    ActKind.PARTNER: _end_conversation,
    ActKind.PHONE_CODE: _revoke,
    ActKind.ANSWER: _withdraw,
    ActKind.PROMISE: _replace,
    ActKind.SHARING: _replace,
    ActKind.SEEKING: _erase,
    ActKind.CONFIRMATION: _erase,
    ActKind.CORRECTION: _erase,
    ActKind.CONSENT: _say_no,
    ActKind.REPLY: _replace,
    ActKind.INTRODUCTION: _fall_silent,
    ActKind.DECISION: _fall_silent,
}
