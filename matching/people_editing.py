"""The record of a person, typed by hand: added, put on a list, changed; imports keep out of it."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from uuid import UUID, uuid4

from matching.audit import note
from matching.badge_codes import new_badge_code
from matching.errors import PersonFieldError, UnknownPersonError
from matching.guest_lists.cleaning import LONGEST_EMAIL, clean, clean_lines, email_in
from matching.model import Event
from matching.names import email_key, family_name_of, name_key
from matching.store import Cursor, Row, Store

LONGEST = {"name": 120, "email": LONGEST_EMAIL, "phone": 40, "offers": 600, "needs": 600}
LONGEST_FIELD = 120
LANGUAGES = ("", "pl", "en")
_LINES = ("offers", "needs")


@dataclass(frozen=True)
class PersonFields:
    """What a person's record says; '' where it says nothing.

    offers, needs: entries with ; between them
    """

    name: str
    email: str = ""
    phone: str = ""
    company: str = ""
    job_title: str = ""
    sector: str = ""
    language: str = ""
    offers: str = ""
    needs: str = ""


FIELDS = tuple(field.name for field in fields(PersonFields))


@dataclass(frozen=True)
class Known:
    """A person of the series, with their place on the list of one event, if they have any."""

    person_id: UUID
    attendee_id: UUID | None
    is_blocked: bool
    fields: PersonFields


def cleaned(typed: PersonFields) -> PersonFields:
    """As it is kept: one form of letters, single spaces. Raises PersonFieldError."""
    told = {
        name: clean_lines(words) if name in _LINES else clean(words)
        for name, words in asdict(typed).items()
    }
    for name, words in told.items():
        if len(words) > LONGEST.get(name, LONGEST_FIELD):
            raise PersonFieldError(name)
    if not any(letter.isalpha() for letter in told["name"]):
        raise PersonFieldError("name")
    if told["email"] and email_in(told["email"]) != told["email"]:
        raise PersonFieldError("email")
    if told["language"] not in LANGUAGES:
        raise PersonFieldError("language")
    return PersonFields(**told)


def find_person(store: Store, event: Event, person_id: UUID) -> Known:
    """A person of the event's series, invited to the event or not. Raises UnknownPersonError."""
    return known_in(store, event, person_id)


def known_in(reader: Store | Cursor, event: Event, person_id: UUID) -> Known:
    """The same inside a transaction."""
    row = reader.row(
        "people_editing/find_person",
        person_id=person_id,
        event_id=event.event_id,
        series_id=event.series_id,
    )
    if row is None:
        raise UnknownPersonError
    return _known(row)


def _known(row: Row) -> Known:
    return Known(
        person_id=row["person_id"],
        attendee_id=row["attendee_id"],
        is_blocked=row["is_blocked"],
        fields=PersonFields(**{name: row[name] for name in FIELDS}),
    )


def add_person(
    store: Store,
    event: Event,
    typed: PersonFields,
    *,
    role: str = "visitor",
    actor: str,
    now: datetime,
) -> UUID:
    """A new person on the event's list, with a badge. Raises PersonFieldError.

    Returns the attendee's id.
    """

    def add(change: Cursor) -> UUID:
        person_id = put_person(change, event, told, now=now)
        attendee_id = put_on_list(change, event, person_id, role=role, now=now)
        note(
            change,
            actor=actor,
            act="person_added",
            now=now,
            event_id=event.event_id,
            subject_id=person_id,
        )
        return attendee_id

    told = cleaned(typed)
    return store.write(add)


def put_person(change: Cursor, event: Event, told: PersonFields, *, now: datetime) -> UUID:
    """A new person of the series with a badge; told: cleaned."""
    person_id = uuid4()
    change.run(
        "guest_lists/put_persons",
        series_id=event.series_id,
        now_utc=now,
        **_columns(person_id, told, family_name_of(told.name)),
    )
    change.run(
        "guest_lists/put_badges",
        series_id=event.series_id,
        now_utc=now,
        codes=[new_badge_code()],
        person_ids=[person_id],
    )
    return person_id


def _columns(person_id: UUID, told: PersonFields, family_name: str) -> dict[str, list[object]]:
    return {
        "person_ids": [person_id],
        "names": [told.name],
        "family_names": [family_name],
        "name_keys": [name_key(told.name)],
        "emails": [told.email],
        "email_keys": [email_key(told.email)],
        "phones": [told.phone],
        "companies": [told.company],
        "job_titles": [told.job_title],
        "sectors": [told.sector],
        "languages": [told.language],
        "all_offers": [told.offers],
        "all_needs": [told.needs],
    }


def put_on_list(change: Cursor, event: Event, person_id: UUID, *, role: str, now: datetime) -> UUID:
    """Somebody of the series comes to this event; who is on its list already stays as they are."""
    known = known_in(change, event, person_id)
    if known.attendee_id is not None:
        return known.attendee_id
    attendee_id = uuid4()
    change.run(
        "guest_lists/put_attendees",
        event_id=event.event_id,
        now_utc=now,
        attendee_ids=[attendee_id],
        person_ids=[person_id],
        roles=[role],
        substituted=[""],
        statuses=["expected"],
        ticket_types=[""],
        extras=["{}"],
    )
    return attendee_id


def edit_person(
    store: Store,
    event: Event,
    person_id: UUID,
    typed: PersonFields,
    *,
    actor: str,
    now: datetime,
) -> tuple[str, ...]:
    """Change a record; what changed is from now on safe from imports.

    Returns the names of the fields that changed. Raises UnknownPersonError, PersonFieldError.
    """

    def edit(change: Cursor) -> tuple[str, ...]:
        before = known_in(change, event, person_id).fields
        changed = tuple(one for one in FIELDS if getattr(told, one) != getattr(before, one))
        if changed:
            keep_fields(change, person_id, told)
            protect(change, person_id, changed, now=now)
            note(
                change,
                actor=actor,
                act="person_edited",
                now=now,
                event_id=event.event_id,
                subject_id=person_id,
                detail=" ".join(changed),
            )
        return changed

    told = cleaned(typed)
    return store.write(edit)


def keep_fields(change: Cursor, person_id: UUID, told: PersonFields) -> None:
    """Write a record; the part of the name that lists are sorted by stays where it still is one."""
    row = change.row("people_editing/find_family_name", person_id=person_id)
    family = row["family_name"] if row else ""
    still = family if family and family in told.name else family_name_of(told.name)
    change.run("guest_lists/set_persons", **_columns(person_id, told, still))


def protect(change: Cursor, person_id: UUID, names: tuple[str, ...], *, now: datetime) -> None:
    """From now on no import writes over these fields."""
    if names:
        change.run("people_editing/put_edits", person_id=person_id, fields=list(names), now_utc=now)


def with_needs(typed: PersonFields, needs: tuple[str, ...]) -> PersonFields:
    """The same with entries of what they look for."""
    return replace(typed, needs="; ".join(needs))
