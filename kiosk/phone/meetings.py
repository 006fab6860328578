"""Whom to meet on somebody's own page: suggestions and introductions, as the templates show them.

Nothing here holds a contact (P3), and a "no" of anybody is nowhere (P8).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from kiosk.links import PERSONAL_LINK_DAYS
from kiosk.phone.talks import Stage, Talk
from kiosk.reasons import question_of, reason_lines
from kiosk.texts import texts_in
from matching.conversations import DAYS_OPEN, Conversation, State
from matching.introductions import (
    Idea,
    Introduction,
    OwnIntroduction,
    asked,
    ideas_for,
    introduced_by,
    made_for,
)
from matching.model import Event
from matching.people import attendances_of
from matching.store import Store
from matching.suggestions import Suggestion, look_at_suggestions, suggestions_for

SHOWN = 3


@dataclass(frozen=True)
class Part:
    """A recent event that a person takes part in, the newest first.

    is_to_meet: running, or where none is, still to come
    has_ideas: they may be asked whom they could introduce; also for a week after the last event
    """

    event: Event
    attendee_id: UUID
    is_to_meet: bool
    has_ideas: bool


class Find(Protocol):
    """Where the suggestions of a part come from: noted or unnoted."""

    def __call__(
        self, store: Store, part: Part, *, wanted: int, now: datetime
    ) -> list[Suggestion]: ...


@dataclass(frozen=True)
class Worth:
    """A suggestion in the reader's words; work: job and company; where: "" outside the event.

    is_from_desk: staff thought of it
    """

    attendee_id: UUID
    name: str
    work: str
    where: str
    reasons: list[str]
    question: str
    is_from_desk: bool


@dataclass(frozen=True)
class Meeting:
    """All that one event brings; made: with a question to begin with."""

    part: Part
    people: list[Worth]
    made: list[tuple[Introduction, str]]
    asked: list[Introduction]
    ideas: list[Idea]
    begun: list[OwnIntroduction]


@dataclass(frozen=True)
class Introducing:
    """Whom the reader could introduce the other of a talk to, and whom they have; None: nobody."""

    choices: list[tuple[UUID, str]]
    begun: list[tuple[str, OwnIntroduction]]


def parts_of(
    store: Store, person_id: UUID, events: Mapping[UUID, Event], *, now: datetime
) -> list[Part]:
    """The events that are not long over; events: all there are, the oldest first."""
    mine = attendances_of(store, person_id)
    meetings = [event for event in reversed([*events.values()]) if not event.is_between]
    newest_first = [event for event in meetings if event.event_id in mine]
    recent = [one for one in newest_first if not _is_over(one, now, days=PERSONAL_LINK_DAYS)]
    standing = [event for event in recent if not _is_over(event, now)]
    to_meet = [event for event in standing if event.is_open(now)] or standing
    just_over = [event for event in recent if not _is_over(event, now, days=DAYS_OPEN)]
    with_ideas = to_meet or just_over[:1]
    return [
        Part(event, mine[event.event_id], event in to_meet, event in with_ideas) for event in recent
    ]


def _is_over(event: Event, now: datetime, *, days: int = 0) -> bool:
    """Whether it was closed so many days ago."""
    return event.closed_at_utc is not None and event.closed_at_utc + timedelta(days=days) <= now


def is_asked(store: Store, part: Part, *, now: datetime) -> bool:
    """Whether somebody could introduce the reader, and waits for their word."""
    return bool(asked(store, part.event, part.attendee_id, now=now))


def noted(store: Store, part: Part, *, wanted: int, now: datetime) -> list[Suggestion]:
    """Suggestions that count as proposed from now on."""
    return suggestions_for(store, part.event, part.attendee_id, now=now, wanted=wanted)


def unnoted(store: Store, part: Part, *, wanted: int, now: datetime) -> list[Suggestion]:
    """The same where perhaps a program looks; nothing is noted."""
    return look_at_suggestions(store, part.attendee_id, wanted=wanted)


def read_meeting(
    store: Store, part: Part, *, language: str, now: datetime, find: Find | None
) -> Meeting:
    """What stands at this moment. find: None where the reader has not agreed to be suggested"""
    who = store, part.event, part.attendee_id
    made, waiting = made_for(*who, now=now), asked(*who, now=now)
    is_running = part.event.is_open(now)
    found = _suggestions(store, part, made + waiting, now, find) if find else []
    return Meeting(
        part=part,
        people=[_worth(one, language, is_running=is_running) for one in found],
        made=[(one, question_of(one.prompt_id, language)) for one in made],
        asked=waiting,
        ideas=ideas_for(*who, now=now) if part.has_ideas else [],
        begun=introduced_by(*who, now=now),
    )


def _suggestions(
    store: Store, part: Part, introductions: Sequence[Introduction], now: datetime, find: Find
) -> list[Suggestion]:
    """Without those whom the page shows above, as somebody introduces them.

    No more are asked for than are shown: whoever is asked for may count as proposed.
    """
    above, wanted = {one.other.attendee_id for one in introductions}, SHOWN
    while part.is_to_meet:
        found = find(store, part, wanted=wanted, now=now)
        new = [one for one in found if one.attendee_id not in above]
        if len(new) == SHOWN or len(found) < wanted:
            return new
        wanted += SHOWN - len(new)
    return []


def introducing_of(
    store: Store, talk: Talk, every: Sequence[Conversation], *, now: datetime
) -> Introducing | None:
    """What the page of a talk offers, while its event is open; every: all talks of the reader."""
    if talk.stage is not Stage.CONNECTED or talk.event.is_between:
        return None
    me, other = talk.conversation.me.attendee_id, talk.conversation.other.attendee_id
    own = introduced_by(store, talk.event, me, now=now)
    sides = [(one.one, one.other, one) for one in own] + [(one.other, one.one, one) for one in own]
    begun = [(to.name, one) for who, to, one in sides if who.attendee_id == other]
    taken = {to.attendee_id for who, to, _ in sides if who.attendee_id == other} | {other}
    choices = {
        one.other.attendee_id: one.other.name
        for one in every
        if one.event_id == talk.event.event_id
        and one.state is State.CONNECTED
        and one.other.attendee_id not in taken
    }
    offered = list(choices.items()) if talk.event.is_open(now) else []
    return Introducing(offered, begun) if offered or begun else None


def _worth(one: Suggestion, language: str, *, is_running: bool) -> Worth:
    text = texts_in(language)
    where = [text("own_meet.here" if one.is_here else "own_meet.coming")] if is_running else []
    if one.place:
        where.append(text("own_meet.place", place=one.place))
    return Worth(
        attendee_id=one.attendee_id,
        name=one.name,
        work=", ".join(filter(None, [one.job_title, one.company])),
        where=" · ".join(where),
        reasons=reason_lines(one.reasons, text, language),
        question=question_of(one.prompt_id, language),
        is_from_desk=one.is_from_desk,
    )
