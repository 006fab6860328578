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
from matching.suggestions.memory import Memory
from matching.suggestions.nouns import Node, Picture, Relation, Tie, Wish
from matching.terms import CHIP, chip_terms, items_of, terms_in

DAYS_BETWEEN_PROPOSALS = 30  # of one pair, at different events
LONGEST_TOLD = 120  # characters
PHONE_DIGITS = 7
_CONTACT = re.compile(r"@|://|\bwww\.|\.(com|eu|net|org|pl)\b", re.IGNORECASE)
_VISITORS = {"visitor": 1, "member": 2}
_REPLIES = {"met": Relation.MET, "declined": Relation.DECLINED, "introduced": Relation.OTHER}


def picture_of(
    reader: Cursor, event: Event, *, now: datetime, memory: Memory | None = None
) -> Picture:
    """Everybody who takes part in more than the entry, and what is known between them.

    The ids are those of attendees; now: aware; memory: of this event, else all is read anew
    """
    people = reader.rows("suggestions/list_people", event_id=event.event_id)
    nodes = _nodes(reader, event, people, memory or Memory())
    return Picture(nodes, [*_ties(reader, event, people, now)])


def _nodes(reader: Cursor, event: Event, people: list[Row], memory: Memory) -> list[Node]:
    """Those of whom nothing changed are remembered."""
    digests = {
        row["about_id"]: row["digest"]
        for row in reader.rows("suggestions/list_digests", event_id=event.event_id)
    }
    made_from = {row["attendee_id"]: (row, digests.get(row["attendee_id"], "")) for row in people}
    known = memory.nodes
    changed = [one for one, basis in made_from.items() if known.get(one, ())[:2] != basis]
    learned = _learned_about(reader, event, changed)
    fresh = {one: _node(made_from[one][0], learned[one]) for one in changed}
    memory.nodes = {
        one: (*basis, fresh[one] if one in fresh else known[one][2])
        for one, basis in made_from.items()
    }
    return [node for _, _, node in memory.nodes.values()]


def _learned_about(
    reader: Cursor, event: Event, attendee_ids: list[UUID]
) -> Mapping[UUID, list[Wish]]:
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
