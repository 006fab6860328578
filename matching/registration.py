"""Somebody registers for an event by themselves, without an account.

Whoever looks at the answer never learns whether the person was known before: the same name and
address again changes nothing, and a full or closed event says so to everybody.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4, uuid5

from matching.audit import note
from matching.consents import Decision, keep_decisions
from matching.errors import RefusedError, RegistrationClosedError, RegistrationFullError
from matching.event_plan import plan_of
from matching.model import ConsentKind, Event
from matching.names import email_key, name_key
from matching.people_editing import (
    FIELDS,
    PersonFields,
    protect,
    put_on_list,
    put_person,
)
from matching.privacy import suppressed_among
from matching.registration_fields import Typed, told_by
from matching.store import Cursor, Row, Store

SOURCE = "registration"
ACTOR = "self"
MEMBER, VISITOR = "member", "visitor"
CANCELLED_AGAIN = "registered_again"
MOST_CANCELLED = 50


class Standing(StrEnum):
    """Whether an event takes registrations at this moment."""

    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"


@dataclass(frozen=True)
class Places:
    """taken: everybody who is expected; registered: those of them who came by the form

    capacity: None without end
    """

    taken: int
    registered: int
    capacity: int | None

    @property
    def are_gone(self) -> bool:
        """Whether nobody more fits in."""
        return self.capacity is not None and self.taken >= self.capacity


@dataclass(frozen=True)
class Registration:
    """A form as it was sent.

    form_id: made when the form was shown; with the same name and address it is the same fact
    typed: what the fields hold, as typed
    decided: what the person said when asked; whoever said nothing is not in it
    """

    form_id: UUID
    event: Event
    typed: Typed
    decided: Mapping[ConsentKind, bool]


@dataclass(frozen=True)
class CancelledAgain:
    """Somebody whose place was cancelled wants to come after all; name "" for entry only."""

    attendee_id: UUID
    name: str
    noted_at_utc: datetime


def places_of(reader: Store | Cursor, event: Event) -> Places:
    """How many places there are and who has them."""
    row = reader.row("registration/count_places", event_id=event.event_id, source=f"{SOURCE}:%")
    assert row is not None  # an aggregate has one row
    return Places(**row, capacity=plan_of(reader, event).capacity)


def standing_of(reader: Store | Cursor, event: Event, *, now: datetime) -> Standing:
    """Whether somebody can register now (aware). Closed outweighs full."""
    is_over = event.closed_at_utc is not None and event.closed_at_utc <= now
    if is_over or not plan_of(reader, event).takes_registrations(now):
        return Standing.CLOSED
    return Standing.FULL if places_of(reader, event).are_gone else Standing.OPEN


def register(store: Store, registration: Registration, *, key: bytes, now: datetime) -> None:
    """Put somebody on the list of the event; when this returns, it is on disk.

    key: of the suppression list, settings.key("suppression")
    now: aware moment of receipt
    Nothing is told about who was on the list before. A form sent again is one registration.
    Raises RegistrationFieldError, RegistrationClosedError, RegistrationFullError; then nothing
    is kept.
    """
    told = told_by(registration.typed)
    source_id = _source_id(registration.form_id, told)

    def keep(change: Cursor) -> None:
        event = registration.event
        if change.row("registration/has_form", event_id=event.event_id, source_id=source_id):
            return
        _check_standing(change, event, now)
        known = _find(change, event, told)
        if known is not None and known["attendee_id"] is not None:
            _note_known(change, event, known, now)
            return
        decided = registration.decided
        if known is None:
            person_id, role = _put_new(change, event, told, now), VISITOR
            if suppressed_among(change, [(told.name, told.email)], key=key):
                decided = _without_yes(decided, [*ConsentKind])
        else:
            person_id, role = known["person_id"], MEMBER if known["was_member"] else VISITOR
            decided = _without_yes(decided, _asked_before(change, person_id))
        _let_on_the_list(change, event, person_id, role, source_id, now)
        _decide(change, registration, person_id, decided, told.language, now)

    store.write(keep)


def list_cancelled_again(store: Store, event: Event) -> list[CancelledAgain]:
    """Who registered although their place is cancelled: for the organiser to decide, at most 50."""
    rows = store.rows(
        "registration/list_cancelled_again",
        event_id=event.event_id,
        kind=CANCELLED_AGAIN,
        wanted=MOST_CANCELLED,
    )
    return [CancelledAgain(**row) for row in rows]


def _source_id(form_id: UUID, told: PersonFields) -> str:
    """By which ticket the list knows the registration: another name on the same form is another."""
    return f"{SOURCE}:{uuid5(form_id, name_key(told.name) + email_key(told.email)).hex}"


def _check_standing(change: Cursor, event: Event, now: datetime) -> None:
    refusals: dict[Standing, type[RefusedError]] = {
        Standing.CLOSED: RegistrationClosedError,
        Standing.FULL: RegistrationFullError,
    }
    refusal = refusals.get(standing_of(change, event, now=now))
    if refusal is not None:
        raise refusal


def _find(change: Cursor, event: Event, told: PersonFields) -> Row | None:
    return change.row(
        "registration/find_known",
        series_id=event.series_id,
        event_id=event.event_id,
        name_key=name_key(told.name),
        email_key=email_key(told.email),
    )


def _note_known(change: Cursor, event: Event, known: Row, now: datetime) -> None:
    """Nothing changes; but a cancelled place is for the organiser to look at."""
    if known["status"] == "cancelled":
        change.run(
            "desk/put_note",
            note_id=uuid4(),
            event_id=event.event_id,
            attendee_id=known["attendee_id"],
            kiosk=None,
            kind=CANCELLED_AGAIN,
            now_utc=now,
        )


def _put_new(change: Cursor, event: Event, told: PersonFields, now: datetime) -> UUID:
    person_id = put_person(change, event, told, now=now)
    typed = tuple(name for name in FIELDS if getattr(told, name))
    protect(change, person_id, typed, now=now)
    return person_id


def _let_on_the_list(
    change: Cursor, event: Event, person_id: UUID, role: str, source_id: str, now: datetime
) -> None:
    attendee_id = put_on_list(change, event, person_id, role=role, now=now)
    change.run(
        "guest_lists/put_tickets",
        event_id=event.event_id,
        source_ids=[source_id],
        attendee_ids=[attendee_id],
    )
    note(
        change,
        actor=ACTOR,
        act="registered",
        now=now,
        event_id=event.event_id,
        subject_id=attendee_id,
    )


def _asked_before(change: Cursor, person_id: UUID) -> set[ConsentKind]:
    rows = change.rows("consents/find_consents", person_id=person_id)
    return {ConsentKind(row["kind"]) for row in rows}


def _without_yes(
    decided: Mapping[ConsentKind, bool], kinds: Collection[ConsentKind]
) -> dict[ConsentKind, bool]:
    """Anybody can type a name and an address, so what opens something needs more than the form."""
    return {
        kind: is_given
        for kind, is_given in decided.items()
        if kind is ConsentKind.ENTRY_ONLY or not is_given or kind not in kinds
    }


def _decide(
    change: Cursor,
    registration: Registration,
    person_id: UUID,
    decided: Mapping[ConsentKind, bool],
    language: str,
    now: datetime,
) -> None:
    if decided.get(ConsentKind.ENTRY_ONLY):
        decided = {ConsentKind.ENTRY_ONLY: True}
    decisions = [
        Decision(uuid4(), person_id, kind, is_given, language or registration.event.language)
        for kind, is_given in decided.items()
    ]
    keep_decisions(change, decisions, source=SOURCE, now=now)
