"""The picture of an event, from the tables of the store."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from matching.answer_check.vulgar import has_vulgar_word
from matching.answer_check.words import words_of
from matching.model import Event
from matching.names import fold
from matching.store import Cursor, Row
from matching.suggestions.memory import Memory, Nodes
from matching.suggestions.nouns import Node, Picture, Relation, Tie, Wish
from matching.terms import CHIP, chip_terms, items_of, terms_in

DAYS_BETWEEN_PROPOSALS = 30  # of one pair, at different events
LONGEST_TOLD = 120  # characters
PHONE_DIGITS = 7
_CONTACT = re.compile(r"@|://|\bwww\.|\.(com|eu|net|org|pl)\b", re.IGNORECASE)
_PASSAGES = {"admissions", "passages"}  # of a state: who came and went
_VISITORS = {"visitor": 1, "member": 2}
_REPLIES = {"met": Relation.MET, "declined": Relation.DECLINED, "introduced": Relation.OTHER}


def picture_of(
    reader: Cursor, event: Event, *, now: datetime, memory: Memory | None = None
) -> Picture:
    """Everybody who takes part in more than the entry, and what is known between them.

    The ids are those of attendees; now: aware; memory: of this event, else all is read anew
    """
    memory = memory or Memory()
    state = _state_without_passages(reader, event)
    is_known = memory.state == state
    digests = memory.digests if is_known else _digests(reader, event)
    _remember_nodes(reader, event, memory, digests)
    if not is_known:
        memory.ties = [*_ties(reader, event, [row for row, _, _ in memory.nodes.values()], now)]
        memory.state = state
    return Picture([node for _, _, node in memory.nodes.values()], memory.ties)


def _state_without_passages(reader: Cursor, event: Event) -> Row:
    """By which one sees that nobody can have learned anything or got to know anybody since."""
    state = reader.row("suggestions/find_state", event_id=event.event_id) or {}
    return {name: value for name, value in state.items() if name not in _PASSAGES}


def _digests(reader: Cursor, event: Event) -> dict[UUID, str]:
    rows = reader.rows("suggestions/list_digests", event_id=event.event_id)
    return {row["about_id"]: row["digest"] for row in rows}


def _remember_nodes(reader: Cursor, event: Event, memory: Memory, digests: dict[UUID, str]) -> None:
    """Make anew the nodes of those of whom anything changed."""
    known = memory.nodes
    found = reader.rows("suggestions/list_buckets", event_id=event.event_id)
    buckets = {row["bucket"]: row["digest"] for row in found}
    stale = {bucket for bucket, _ in buckets.items() ^ memory.buckets.items()}
    values = {"event_id": event.event_id, "buckets": sorted(stale)}
    people = {row["attendee_id"]: row for row in reader.rows("suggestions/list_people", **values)}
    gone = {
        one for one, (_, _, node) in known.items() if node.id[:2] in stale and one not in people
    }
    learned = {one for one, _ in digests.items() ^ memory.digests.items()} & known.keys() - gone
    rows = {one: known[one][0] for one in learned} | people
    changed = {
        one: (row, digests.get(one, ""))
        for one, row in rows.items()
        if one not in known or known[one][:2] != (row, digests.get(one, ""))
    }
    fresh = _fresh_nodes(reader, event, known, changed)
    memory.nodes = {one: kept for one, kept in known.items() if one not in gone} | fresh
    memory.buckets, memory.digests = buckets, digests


def _fresh_nodes(
    reader: Cursor, event: Event, known: Nodes, changed: Mapping[UUID, tuple[Row, str]]
) -> Nodes:
    """changed: of each attendee the row and the digest; what was learned may be remembered."""
    asked = [
        one
        for one, basis in changed.items()
        if basis[1] and (one not in known or known[one][1:2] != basis[1:])
    ]
    learned = _learned_about(reader, event, asked)
    for one, (_, digest) in changed.items():
        if digest and one not in learned:
            learned[one] = [wish for wish in known[one][2].wishes if wish.is_learned]
    return {
        one: (row, digest, _node(row, learned.get(one, [])))
        for one, (row, digest) in changed.items()
    }


def _learned_about(
    reader: Cursor, event: Event, attendee_ids: list[UUID]
) -> dict[UUID, list[Wish]]:
    found: dict[UUID, list[Wish]] = defaultdict(list)
    if attendee_ids:
        values = {"event_id": event.event_id, "attendee_ids": attendee_ids}
        for row in reader.rows("suggestions/list_learned", **values):
            found[row["about_id"]] += _learned(row)
    return found


def _node(row: Row, learned: list[Wish]) -> Node:
    return Node(
        id=str(row["attendee_id"]),
        company=fold(row["company"]),
        group=row["sector"],
        language=row["language"],
        wishes=[*declared(row["offers"], row["needs"], row["language"]), *learned],
        is_here=row["is_here"],
        visitor=_VISITORS.get(row["role"], 0),
        may_be_named=row["may_be_named"],
    )


def declared(offers: str, needs: str, language: str) -> list[Wish]:
    """The terms of what a person says of themselves, with the entry each stands in."""
    return [
        Wish(term, is_need, tellable(item))
        for text, is_need in ((offers, False), (needs, True))
        for item in items_of(text)
        for term in sorted(terms_in(item, language))
    ]


@lru_cache(maxsize=1 << 14)
def tellable(entry: str) -> str:
    """An entry as a stranger may be told it at a kiosk, or "" for one with a contact in it (P3),
    a vulgar one, and one that is too long for a door; then a chip speaks for it, or nothing."""
    is_contact = bool(_CONTACT.search(entry)) or sum(map(str.isdigit, entry)) >= PHONE_DIGITS
    is_fit = len(entry) <= LONGEST_TOLD and not has_vulgar_word(words_of(entry).tokens)
    return entry if is_fit and not is_contact else ""


def learned_terms(row: Row) -> frozenset[str]:
    """The terms of what was written about somebody: words, chips, language."""
    return terms_in(row["words"], row["language"]) | chip_terms(row["chips"].split())


def _learned(row: Row) -> Iterable[Wish]:
    """May rank; a chip may also be worded once the person written about released the answer."""
    source = str(row["answer_id"] or "")
    for term in sorted(learned_terms(row)):
        told = source if term.startswith(CHIP) else ""
        yield Wish(term, row["is_need"], is_learned=True, source=told)


def _ties(reader: Cursor, event: Event, people: list[Row], now: datetime) -> Iterable[Tie]:
    for row in reader.rows("suggestions/list_talks", event_id=event.event_id):
        relation = Relation.CONNECTED if row["is_connected"] else Relation.MET
        yield Tie(row["one_id"], row["other_id"], relation, (row["conversation_id"],))
    for row in reader.rows("suggestions/list_replies", event_id=event.event_id):
        yield Tie(str(row["one_id"]), str(row["other_id"]), _REPLIES[row["kind"]])
    since = now - timedelta(days=DAYS_BETWEEN_PROPOSALS)
    lately = reader.rows("suggestions/list_proposed", event_id=event.event_id, since_utc=since)
    for row in lately:
        yield Tie(str(row["one_id"]), str(row["other_id"]), Relation.OTHER)
    if reader.rows("suggestions/members_know_each_other", series_id=event.series_id):
        members = sorted(str(row["attendee_id"]) for row in people if row["role"] == "member")
        for place, one in enumerate(members):
            for other in members[place + 1 :]:
                yield Tie(one, other, Relation.MET)
