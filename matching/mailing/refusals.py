"""Who wants no mails, or no reminder. A refusal of all is a no to the consent as well."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from matching import consents
from matching.audit import note
from matching.consents import Decision, keep_decisions
from matching.model import ConsentKind
from matching.store import Cursor, Store

DESK = "desk"
_A_MOMENT = timedelta(microseconds=1)


class RefusalKind(StrEnum):
    """all: no mail but one's own link on request; reminder: no reminder of promises."""

    ALL = "all"
    REMINDER = "reminder"


@dataclass(frozen=True)
class Refusal:
    """refusal_id: made by the client, the same again is the same; source: mail, page or desk"""

    refusal_id: UUID
    person_id: UUID
    kind: RefusalKind
    is_refused: bool
    source: str


def refuse(store: Store, refusal: Refusal, *, now: datetime, actor: str = "self") -> bool:
    """Keep it; False where there is no such person. Said again it changes nothing.

    actor: staff, for what was said at the desk, which is on record
    """

    def keep(change: Cursor) -> bool:
        person = change.row("mailing/find_refuser", person_id=refusal.person_id)
        if person is None:
            return False
        if change.row("mailing/has_refusal", refusal_id=refusal.refusal_id):
            return True
        said_at = _after_all_before(change, refusal.person_id, now)
        is_new = _keep(change, refusal, said_at)
        if refusal.kind is RefusalKind.ALL and refusal.is_refused:
            _refuse_consent(change, refusal, person["language"], said_at)
        if is_new and refusal.source == DESK:
            _note(change, refusal, actor, now)
        return True

    return store.write(keep)


def decide_mails(store: Store, decision: Decision, *, now: datetime) -> None:
    """The answer to "Shall we mail you?" on one's own page; a yes also lifts a refusal of all."""

    def keep(change: Cursor) -> None:
        said_at = _after_all_before(change, decision.person_id, now)
        keep_decisions(change, [decision], source="page", now=said_at)
        if decision.is_given and change.row("mailing/find_refuser", person_id=decision.person_id):
            lifted = Refusal(
                refusal_id=uuid5(decision.consent_id, "refusal"),
                person_id=decision.person_id,
                kind=RefusalKind.ALL,
                is_refused=False,
                source="page",
            )
            _keep(change, lifted, said_at)

    assert decision.kind is ConsentKind.MAIL
    store.write(keep)


def has_refused(reader: Store | Cursor, person_id: UUID, kind: RefusalKind) -> bool:
    """Whether the latest word is a refusal."""
    return refusal_source(reader, person_id, kind) is not None


def refusal_source(reader: Store | Cursor, person_id: UUID, kind: RefusalKind) -> str | None:
    """Where it was said, if the latest word is a refusal: mail, page or desk."""
    row = reader.row("mailing/find_refusal", person_id=person_id, kind=kind)
    return row["source"] if row else None


def record_of(store: Store, person_id: UUID) -> UUID:
    """The record that stands for this one today: a mail may be older than the joining of two."""
    row = store.row("mailing/find_joined", person_id=person_id)
    assert row is not None  # there is one in any case
    found: UUID = row["person_id"]
    return found


def _after_all_before(change: Cursor, person_id: UUID, now: datetime) -> datetime:
    """Now, unless the clock was set back since this person last spoke about mails: the word that
    comes last is the one that counts."""
    row = change.row("mailing/find_last_word", person_id=person_id)
    if row is None or row["said_at_utc"] < now:
        return now
    last: datetime = row["said_at_utc"]
    return last + _A_MOMENT


def _keep(change: Cursor, refusal: Refusal, now: datetime) -> bool:
    """Append it, unless it changes nothing; whether it was new."""
    if not _is_news(refusal, refusal_source(change, refusal.person_id, refusal.kind)):
        return False
    change.run(
        "mailing/put_refusal",
        refusal_id=refusal.refusal_id,
        person_id=refusal.person_id,
        kind=refusal.kind,
        is_refused=refusal.is_refused,
        source=refusal.source,
        now_utc=now,
    )
    return True


def _is_news(refusal: Refusal, standing: str | None) -> bool:
    """Staff take back only what staff wrote down; a guest's own no is said also after theirs."""
    if standing is None:
        return refusal.is_refused
    if standing == DESK:
        return not (refusal.is_refused and refusal.source == DESK)
    return not refusal.is_refused and refusal.source != DESK


def _refuse_consent(change: Cursor, refusal: Refusal, language: str, now: datetime) -> None:
    """A no, also where it was never asked: whoever wants no mails need not be asked for them."""
    if consents.said(change, refusal.person_id, ConsentKind.MAIL) is False:
        return
    consent_id = uuid5(refusal.refusal_id, "consent")
    decision = Decision(consent_id, refusal.person_id, ConsentKind.MAIL, False, language)
    keep_decisions(change, [decision], source=refusal.source, now=now)


def _note(change: Cursor, refusal: Refusal, actor: str, now: datetime) -> None:
    act = "mails_refused" if refusal.is_refused else "mails_allowed"
    note(change, actor=actor, act=act, now=now, subject_id=refusal.person_id)
