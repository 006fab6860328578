"""Whom somebody could still meet: an introduction or an idea for one, or two suggestions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from matching.conversations import DAYS_OPEN
from matching.introductions import Introduction, asked_each, ideas_for_each
from matching.mailing.nouns import IdeaOffered, IntroductionOffered, Suggested
from matching.model import Event
from matching.store import Cursor, Row
from matching.suggestions import ReasonKind, Told, shown_as, told_now

SUGGESTED_AT_MOST = 2


@dataclass(frozen=True)
class Offer:
    """One of the two at most."""

    introduction: IntroductionOffered | None = None
    idea: IdeaOffered | None = None


def offers_for(
    reader: Cursor, event: Event, attendee_ids: Sequence[UUID], *, now: datetime
) -> dict[UUID, Offer]:
    """By attendee: the newest introduction that waits for their word, else their best idea."""
    candidates = _candidates(reader, event, attendee_ids, now)
    sides = [row["attendee_id"] for row in candidates if row["is_side"]]
    asked = asked_each(reader, event, sides, now=now) if sides else {}
    newest = {attendee_id: found[0] for attendee_id, found in asked.items()}
    reasons = _reasons_for(reader, newest)
    offers = {
        attendee_id: Offer(introduction=_offered(one, reasons.get(attendee_id, ())))
        for attendee_id, one in newest.items()
    }
    between = [row["attendee_id"] for row in candidates if row["is_between"]]
    others = [one for one in between if one not in offers]
    if others and _can_still_introduce(event, now):
        for attendee_id, ideas in ideas_for_each(reader, event, others, now=now).items():
            offers[attendee_id] = Offer(idea=IdeaOffered(ideas[0].one.name, ideas[0].other.name))
    return offers


def _candidates(
    reader: Cursor, event: Event, attendee_ids: Sequence[UUID], now: datetime
) -> list[Row]:
    """Few have any, and what really stands is asked with many tables."""
    return reader.rows(
        "mailing/list_candidates",
        event_id=event.event_id,
        attendee_ids=[*attendee_ids],
        since_utc=now - timedelta(days=DAYS_OPEN),
    )


def suggested_to(reader: Cursor, attendee_ids: Sequence[UUID]) -> dict[UUID, tuple[Suggested, ...]]:
    """By attendee, at most two, each with what may be told of it now (P10)."""
    if not attendee_ids:
        return {}
    rows = reader.rows("suggestions/list_standing", attendee_ids=[*attendee_ids])
    by_reader = groupby(rows, key=lambda row: row["attendee_id"])
    best = [row for _, found in by_reader for row in [*found][:SUGGESTED_AT_MOST]]
    shown = zip(best, shown_as(reader, best), strict=True)
    return {
        attendee_id: tuple(
            Suggested(
                attendee_id=one.attendee_id,
                name=one.name,
                company=one.company,
                job_title=one.job_title,
                reasons=one.reasons,
                prompt_id=one.prompt_id,
            )
            for _, one in found
        )
        for attendee_id, found in groupby(shown, key=lambda pair: pair[0]["attendee_id"])
    }


def _can_still_introduce(event: Event, now: datetime) -> bool:
    """As on the personal page: until a week after the event."""
    closed_at = event.closed_at_utc
    return closed_at is None or now < closed_at + timedelta(days=DAYS_OPEN)


def _offered(one: Introduction, reasons: tuple[Told, ...]) -> IntroductionOffered:
    return IntroductionOffered(
        introduction_id=one.introduction_id,
        introducer_name=one.introducer.name,
        name=one.other.name,
        company=one.other.company,
        reasons=reasons,
    )


def _reasons_for(
    reader: Cursor, offered: Mapping[UUID, Introduction]
) -> dict[UUID, tuple[Told, ...]]:
    """Beside that somebody knows both: what the reader's list says of the other, and still holds.

    That the introducer is an acquaintance of both is said already.
    """
    if not offered:
        return {}
    rows = reader.rows(
        "mailing/list_pair_reasons",
        attendee_ids=[*offered],
        other_ids=[one.other.attendee_id for one in offered.values()],
    )
    told = zip(rows, told_now(reader, rows), strict=True)
    return {row["attendee_id"]: _beside(offered, row, reasons) for row, reasons in told}


def _beside(
    offered: Mapping[UUID, Introduction], row: Row, reasons: tuple[Told, ...]
) -> tuple[Told, ...]:
    introducer = offered[row["attendee_id"]].introducer.name
    return tuple(
        one
        for one in reasons
        if one.kind is not ReasonKind.NOT_MET
        and not (one.kind is ReasonKind.ACQUAINTANCE and one.name == introducer)
    )
