"""Every reason is looked at again: it is told only while the rows that prove it say so (P10)."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from uuid import UUID

from matching.store import Cursor, Row
from matching.suggestions.event_picture import declared, learned_terms
from matching.suggestions.nouns import Reason, ReasonKind


@dataclass(frozen=True)
class Told:
    """A reason as it may be told now; name: of the acquaintance."""

    kind: ReasonKind
    term: str = ""
    words: str = ""
    name: str = ""


@dataclass(frozen=True)
class _Proofs:
    """What stands now. terms: of answers that were released; names: of whom may be named."""

    terms: Mapping[UUID, Collection[str]]
    names: Mapping[UUID, str]
    connected: Set[UUID]


def told_now(reader: Cursor, rows: Sequence[Row]) -> list[tuple[Told, ...]]:
    """The reasons of each row that still stand, in three queries however many rows there are.

    rows: with reasons as a list has them, suggested_id, and sector, offers, needs, language of the
    person, the reader's own with my_ before
    """
    kept = [[_reason(entry) for entry in json.loads(row["reasons"])] for row in rows]
    proofs = _proofs_of(reader, [reason for reasons in kept for reason in reasons])
    return [
        tuple(told for reason in reasons for told in _standing(proofs, row, reason))
        for row, reasons in zip(rows, kept, strict=True)
    ]


def _reason(entry: dict[str, object]) -> Reason:
    proof = entry.pop("proof")
    assert isinstance(proof, list)
    kind = ReasonKind(str(entry.pop("kind")))
    return Reason(kind, proof=tuple(map(str, proof)), **{k: str(v) for k, v in entry.items()})


def _proofs_of(reader: Cursor, reasons: Iterable[Reason]) -> _Proofs:
    answers, people, talks = set[str](), set[str](), set[str]()
    for reason in reasons:
        if reason.kind is ReasonKind.ACQUAINTANCE:
            people.add(reason.acquaintance)
            talks.update(reason.proof)
        elif reason.kind in {ReasonKind.THEY_SEEK, ReasonKind.THEY_OFFER}:
            answers.update(proof for proof in reason.proof if "/" not in proof)
    released = _rows(reader, "suggestions/list_released", answer_ids=answers)
    named = _rows(reader, "suggestions/list_acquaintances", attendee_ids=people)
    connected = _rows(reader, "suggestions/list_connected", conversation_ids=talks)
    return _Proofs(
        terms={row["answer_id"]: learned_terms(row) for row in released},
        names={row["attendee_id"]: row["name"] for row in named},
        connected={row["conversation_id"] for row in connected},
    )


def _rows(reader: Cursor, query: str, **ids: Collection[str]) -> list[Row]:
    values = {name: [UUID(one) for one in sorted(some)] for name, some in ids.items()}
    return reader.rows(query, **values) if all(values.values()) else []


def _standing(proofs: _Proofs, row: Row, reason: Reason) -> Iterable[Told]:
    """The reason, if the rows that prove it still say so."""
    kind = reason.kind
    if kind in {ReasonKind.THEY_SEEK, ReasonKind.THEY_OFFER}:
        if all(_is_worded(proofs, row, proof, reason) for proof in reason.proof):
            yield Told(kind, term=reason.term, words=reason.words)
    elif kind is ReasonKind.ACQUAINTANCE:
        name = proofs.names.get(UUID(reason.acquaintance))
        if name is not None and proofs.connected >= set(map(UUID, reason.proof)):
            yield Told(kind, name=name)
    elif kind is ReasonKind.NOT_MET or _is_group(row, kind, reason.words):
        yield Told(kind, words=reason.words)


def _is_group(row: Row, kind: ReasonKind, group: str) -> bool:
    is_same = row["sector"] == row["my_sector"]
    is_told = kind is ReasonKind.SAME_GROUP if is_same else kind is ReasonKind.OTHER_GROUP
    return bool(is_told and row["my_sector"] and row["sector"] == group)


def _is_worded(proofs: _Proofs, row: Row, proof: str, reason: Reason) -> bool:
    """Whether this proof still holds the term: a list entry such as 'id/needs', or an answer."""
    owner, _, column = proof.partition("/")
    if not column:
        return reason.term in proofs.terms.get(UUID(owner), ())
    is_theirs = owner == str(row["suggested_id"])
    names = {name: name if is_theirs else f"my_{name}" for name in ("offers", "needs", "language")}
    wishes = declared(**{name: row[column] for name, column in names.items()})
    return any(
        wish.term == reason.term
        and wish.is_need == (column == "needs")
        and (not is_theirs or wish.words == reason.words)
        for wish in wishes
    )
