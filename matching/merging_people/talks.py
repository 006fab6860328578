"""What two places on one list had with others: conversations, replies, introductions."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from matching.conversations.endings import end_conversation
from matching.store import Cursor, Row

_ROLES = ("introducer_id", "lower_id", "higher_id")


def join_talks(change: Cursor, *, kept_id: UUID, gone_id: UUID) -> None:
    """Conversations of the gone one with others go on as the kept one's, each as it stood.

    A pair may then have two that stand: what was answered in either stays answered there. The one
    that connects them is the last, so that the pair does not begin anew.
    """
    talks = change.rows("merging_people/list_conversations", attendee_ids=[kept_id, gone_id])
    pairs: dict[frozenset[UUID], list[Row]] = defaultdict(list)
    for talk in talks:
        pairs[_pair(talk, kept_id, gone_id)].append(talk)
    for pair, found in pairs.items():
        if len(pair) == 1:
            _end(change, found)
        elif any(gone_id in (talk["lower_id"], talk["higher_id"]) for talk in found):
            _put_again(change, sorted(found, key=_standing), kept_id, gone_id)


def _pair(row: Row, kept_id: UUID, gone_id: UUID) -> frozenset[UUID]:
    return frozenset(_now(row[side], kept_id, gone_id) for side in ("lower_id", "higher_id"))


def _now(attendee_id: UUID, kept_id: UUID, gone_id: UUID) -> UUID:
    return kept_id if attendee_id == gone_id else attendee_id


def _standing(talk: Row) -> tuple[Any, ...]:
    """Ended ones first, then those that wait for an answer, then those that connect."""
    is_standing = (not talk["is_ended"], talk["is_connected"])
    return (*is_standing, talk["started_at_utc"], str(talk["conversation_id"]))


def _end(change: Cursor, talks: Iterable[Row]) -> None:
    """Nobody talks with themselves: the words go, and the conversation with them."""
    for talk in talks:
        end_conversation(change, talk["conversation_id"])
        for what in ("conversation", "end", "phone_codes"):
            change.run(f"merging_people/forget_{what}", conversation_id=talk["conversation_id"])


def _put_again(change: Cursor, talks: list[Row], kept_id: UUID, gone_id: UUID) -> None:
    for talk in talks:
        change.run("merging_people/forget_conversation", conversation_id=talk["conversation_id"])
    for turn, talk in enumerate(talks):
        sides = [
            (_now(talk[f"{side}_id"], kept_id, gone_id), talk[f"{side}_prompt"])
            for side in ("lower", "higher")
        ]
        (lower_id, lower_prompt), (higher_id, higher_prompt) = sorted(sides)
        change.run(
            "conversations/put_conversation",
            conversation_id=talk["conversation_id"],
            event_id=talk["event_id"],
            lower_id=lower_id,
            higher_id=higher_id,
            turn=turn,
            starter_id=_now(talk["starter_id"], kept_id, gone_id),
            lower_prompt=lower_prompt,
            higher_prompt=higher_prompt,
            kiosk=talk["kiosk"],
            now_utc=talk["started_at_utc"],
        )


def join_replies(change: Cursor, *, kept_id: UUID, gone_id: UUID) -> None:
    """What was said to suggestions, in the order in which it was said; the latest counts."""
    both = {"attendee_ids": [kept_id, gone_id]}
    replies = change.rows("merging_people/list_replies", **both)
    change.run("merging_people/forget_replies", **both)
    places: dict[tuple[UUID, UUID], int] = defaultdict(int)
    for reply in replies:
        author_id, about_id = (
            _now(reply[name], kept_id, gone_id) for name in ("author_id", "about_id")
        )
        if author_id == about_id:
            continue
        place = places[author_id, about_id]
        places[author_id, about_id] += 1
        at = reply.pop("replied_at_utc")
        change.run(
            "suggestions/put_reply",
            **reply | {"author_id": author_id, "about_id": about_id, "place": place, "now_utc": at},
        )


def join_introductions(change: Cursor, *, kept_id: UUID, gone_id: UUID) -> None:
    """Introductions go on with the kept one; one that needed both of them has no sense any more."""
    found = change.rows("merging_people/list_introductions", attendee_id=gone_id)
    for row in found:
        change.run("merging_people/forget_introduction", introduction_id=row["introduction_id"])
    for row in found:
        people = {role: _now(row[role], kept_id, gone_id) for role in _ROLES}
        if len(set(people.values())) < len(_ROLES):
            change.run("merging_people/forget_decisions", introduction_id=row["introduction_id"])
            continue
        lower_id, higher_id = sorted([people["lower_id"], people["higher_id"]])
        change.run(
            "introductions/put_introduction",
            introduction_id=row["introduction_id"],
            event_id=row["event_id"],
            introducer_id=people["introducer_id"],
            lower_id=lower_id,
            higher_id=higher_id,
            origin=row["origin"],
            now_utc=row["proposed_at_utc"],
        )
