"""Which of two records says what the one record will say, and which consents stand."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from matching.model import ConsentKind
from matching.names import fold
from matching.people_editing import FIELDS
from matching.store import Row
from matching.terms import items_of

USUAL_ROLE = "visitor"
_ENTRIES = ("offers", "needs")


@dataclass(frozen=True)
class FieldChoice:
    """A field that the two records fill differently; takes_other: whose words are kept."""

    name: str
    kept: str
    other: str
    takes_other: bool

    @property
    def result(self) -> str:
        """What the one record will say."""
        if self.is_joined:
            return _joined(self.kept, self.other)
        return self.other if self.takes_other else self.kept

    @property
    def is_joined(self) -> bool:
        """Lists of entries are put together, nothing has to be chosen."""
        return self.name in _ENTRIES


def choices_between(
    kept: Row,
    other: Row,
    *,
    edited: Collection[str] = (),
    edited_other: Collection[str] = (),
    takes_other: Collection[str] | None = None,
) -> list[FieldChoice]:
    """The fields in which two records differ, in the order of a record.

    Words outweigh a blank, words typed here outweigh those of a list, else the kept record's stay.
    edited, edited_other: fields typed by hand; takes_other: what the organiser chose, else as above
    """
    return [
        FieldChoice(
            name,
            kept[name],
            other[name],
            _other_wins(name, kept, other, edited, edited_other)
            if takes_other is None or not (kept[name] and other[name])
            else name in takes_other,
        )
        for name in FIELDS
        if kept[name] != other[name]
    ]


def _other_wins(
    name: str, kept: Row, other: Row, edited: Collection[str], edited_other: Collection[str]
) -> bool:
    if not (kept[name] and other[name]):
        return bool(other[name])
    return name in edited_other and name not in edited


def _joined(one: str, other: str) -> str:
    """The entries of both, each once, however it is written."""
    entries: dict[str, str] = {}
    for entry in (*items_of(one), *items_of(other)):
        entries.setdefault(fold(entry), entry)
    return "; ".join(entries.values())


def protective(decisions: Collection[Row]) -> dict[ConsentKind, bool]:
    """What stands of what two records decided: a no, but for entry only, where a yes does.

    A question that only one was asked has that answer; one that neither was asked has none.
    """
    said: dict[ConsentKind, list[bool]] = {}
    for row in decisions:
        said.setdefault(ConsentKind(row["kind"]), []).append(row["is_given"])
    return {
        kind: any(given) if kind is ConsentKind.ENTRY_ONLY else all(given)
        for kind, given in said.items()
    }


def joined_seat(kept: Row, other: Row) -> Row:
    """One place on a list made of two: expected if either is; any role outweighs a visitor's."""
    source = other if kept["role"] == USUAL_ROLE != other["role"] else kept
    statuses = {kept["status"], other["status"]}
    extra = {**json.loads(other["extra"]), **json.loads(kept["extra"])}
    return {
        "attendee_id": kept["attendee_id"],
        "role": source["role"],
        "substitute_for": source["substitute_for"],
        "status": "expected" if "expected" in statuses else "cancelled",
        "ticket_type": kept["ticket_type"] or other["ticket_type"],
        "extra": json.dumps(extra, ensure_ascii=False),
    }
