"""What programs read: rules give it, this writes it as JSON."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from kiosk.api.problems import ProblemError
from kiosk.api.table import Call
from matching.audit import note
from matching.events import list_events
from matching.interfaces import facts
from matching.interfaces.people import PersonOut
from matching.interfaces.people import list_people as people_of
from matching.measures import figures_of
from matching.model import Event
from matching.store import Cursor
from matching.suggestions import Suggestion, Told, suggestions_for

Item = TypeVar("Item")
CHIP = "chip:"


def moment(value: datetime | None) -> str | None:
    """As RFC 3339 has it, in UTC."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else None


def events(call: Call) -> Any:
    """All events, oldest first."""
    return {"items": [_event(event) for event in list_events(call.store)]}


def people(call: Call) -> Any:
    """A page of the list of an event; that a program began to read it is on record."""
    event = call.event()
    if call.after is None:
        call.store.write(lambda change: _note_reading(change, call, event))

    def read(after: UUID | None, wanted: int) -> list[PersonOut]:
        return people_of(call.store, event, after=after, wanted=wanted)

    return _page(call, read, _person, key=lambda person: person.attendee_id)


def _note_reading(change: Cursor, call: Call, event: Event) -> None:
    note(change, actor=call.actor, act="people_read", event_id=event.event_id, now=call.now)


def connections(call: Call) -> Any:
    """A page of the connections that stand."""
    event = call.event()

    def read(after: UUID | None, wanted: int) -> list[facts.ConnectionOut]:
        return facts.list_connections(call.store, event, after=after, wanted=wanted)

    return _page(call, read, _connection, key=lambda connection: connection.id)


def admissions(call: Call) -> Any:
    """Admissions since the one that the program has read last."""
    event, after, wanted = call.event(), call.after, call.wanted
    found = facts.list_admissions(call.store, event, after=after, wanted=wanted + 1)
    shown, has_more = found[:wanted], len(found) > wanted
    reached = facts.read_on_from(shown, after=after, is_last=not has_more, now=call.now)
    return {
        "items": [_admission(one) for one in shown],
        "next": str(reached) if reached else None,
        "has_more": has_more,
    }


def suggestions(call: Call) -> Any:
    """Whom an attendee could meet next, as that guest would be shown it at this moment."""
    event, attendee_id = call.event(), call.id("attendee_id")
    if not facts.has_attendee(call.store, event, attendee_id):
        raise ProblemError(404, "unknown_attendee", "Nobody at this event has that id.")
    found = suggestions_for(call.store, event, attendee_id, now=call.now)
    return {"items": [_suggestion(one) for one in found]}


def figures(call: Call) -> Any:
    """All figures of an event as its live page has them."""
    found = asdict(figures_of(call.store, call.event(), now=call.now))
    return {"at": moment(found.pop("at_utc")), **found}


def _page(
    call: Call,
    read: Callable[[UUID | None, int], Sequence[Item]],
    write: Callable[[Item], Any],
    *,
    key: Callable[[Item], UUID],
) -> Any:
    found = read(call.after, call.wanted + 1)
    shown, has_more = found[: call.wanted], len(found) > call.wanted
    return {
        "items": [write(one) for one in shown],
        "next": str(key(shown[-1])) if has_more else None,
        "has_more": has_more,
    }


def _event(event: Event) -> Any:
    return {
        "id": str(event.event_id),
        "slug": event.slug,
        "name": event.name,
        "time_zone": event.time_zone,
        "language": event.language,
        "is_sample": event.is_sample,
        "opens_at": moment(event.opens_at_utc),
        "closed_at": moment(event.closed_at_utc),
    }


def _person(person: PersonOut) -> Any:
    return {
        "attendee_id": str(person.attendee_id),
        "person_id": str(person.person_id),
        "ids": list(person.ids),
        "role": person.role,
        "status": person.status,
        "is_blocked": person.is_blocked,
        "language": person.language,
        "admitted_at": moment(person.admitted_at_utc),
        "consents": {
            "suggest": person.may_be_suggested,
            "mail": person.may_be_mailed,
            "entry_only": person.entry_only,
        },
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "company": person.company,
        "job_title": person.job_title,
        "sector": person.sector,
    }


def _admission(one: facts.AdmissionOut) -> Any:
    return {
        "id": str(one.id),
        "attendee_id": str(one.attendee_id),
        "person_id": str(one.person_id),
        "kiosk": one.kiosk,
        "admitted_at": moment(one.admitted_at_utc),
        "undone_at": moment(one.undone_at_utc),
    }


def _connection(one: facts.ConnectionOut) -> Any:
    return {
        "id": str(one.id),
        "attendee_ids": [str(one.lower_id), str(one.higher_id)],
        "connected_at": moment(one.connected_at_utc),
    }


def _suggestion(one: Suggestion) -> Any:
    """No name and no word of anybody: who is meant says the id, why says a code."""
    return {
        "attendee_id": str(one.attendee_id),
        "is_here": one.is_here,
        "question": one.prompt_id,
        "reasons": [_reason(told) for told in one.reasons],
    }


def _reason(told: Told) -> Any:
    chip = told.term.removeprefix(CHIP) if told.term.startswith(CHIP) else None
    return {"code": told.kind, "chip": chip}
