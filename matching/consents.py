"""What a person agreed to. Unknown is no, the latest decision counts, nothing is overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.model import ConsentKind
from matching.store import Cursor, Store

TEXT_VERSION = "2026-11-28"


@dataclass(frozen=True)
class Decision:
    """One yes or no of a person; consent_id is made by the client, the same again is one fact."""

    consent_id: UUID
    person_id: UUID
    kind: ConsentKind
    is_given: bool
    language: str


def decide(store: Store, decision: Decision, *, source: str, now: datetime) -> None:
    """Keep a decision made at a kiosk or on a page; now: aware moment of receipt."""
    store.write(lambda change: keep_decisions(change, [decision], source=source, now=now))


def keep_decisions(
    change: Cursor, decisions: Sequence[Decision], *, source: str, now: datetime
) -> None:
    """Keep many decisions inside the caller's transaction."""
    if not decisions:
        return
    change.run(
        "consents/put_consents",
        consent_ids=[decision.consent_id for decision in decisions],
        person_ids=[decision.person_id for decision in decisions],
        kinds=[decision.kind for decision in decisions],
        given=[decision.is_given for decision in decisions],
        languages=[decision.language for decision in decisions],
        moments=[now] * len(decisions),
        text_version=TEXT_VERSION,
        source=source,
    )


def answers_of(reader: Store | Cursor, person_id: UUID) -> dict[ConsentKind, bool]:
    """The person's latest answer to each question that they were ever asked."""
    rows = reader.rows("consents/find_consents", person_id=person_id)
    return {ConsentKind(row["kind"]): bool(row["is_given"]) for row in rows}


def has_agreed(store: Store, person_id: UUID, kind: ConsentKind) -> bool:
    """Whether the person's latest decision about this is yes; entry only outweighs the others."""
    given = answers_of(store, person_id)
    if kind is not ConsentKind.ENTRY_ONLY and given.get(ConsentKind.ENTRY_ONLY):
        return False
    return given.get(kind, False)


def was_asked(store: Store, person_id: UUID, kind: ConsentKind) -> bool:
    """Whether the person has ever answered this question."""
    return said(store, person_id, kind) is not None


def said(reader: Store | Cursor, person_id: UUID, kind: ConsentKind) -> bool | None:
    """The person's latest answer to this question alone; None where they were never asked."""
    return answers_of(reader, person_id).get(kind)
