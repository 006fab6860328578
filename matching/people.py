"""The people on an event's list: finding one by name or code, and their badges."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.audit import note
from matching.badge_codes import new_badge_code, typed_badge_code
from matching.errors import AmbiguousPersonError, NotASpareBadgeError, UnknownPersonError
from matching.model import Event
from matching.names import email_key, fold, name_key
from matching.store import Cursor, Store

SHORTEST_SEARCH = 4


@dataclass(frozen=True)
class Listed:
    """One line of the guest list.

    name_key: the folded words of the name, see matching.names
    code: the valid badge issued last, None if there is none
    """

    attendee_id: UUID
    person_id: UUID
    name: str
    name_key: str
    family_name: str
    email: str
    company: str
    job_title: str
    language: str
    is_blocked: bool
    role: str
    status: str
    code: str | None
    admitted_at_utc: datetime | None
    admitted_kiosk: int | None


def list_attendees(store: Store, event: Event) -> list[Listed]:
    """Everybody on the list, cancelled ones too, in the order of a Polish phone book."""
    rows = store.rows("people/list_attendees", event_id=event.event_id)
    return [Listed(**row) for row in rows]


def entry_only_ids(store: Store, event: Event) -> frozenset[UUID]:
    """Attendees whose names stand on no list (P14); at the door a search still finds them."""
    rows = store.rows("people/list_entry_only", event_id=event.event_id)
    return frozenset(row["attendee_id"] for row in rows)


def attendances_of(store: Store, person_id: UUID) -> dict[UUID, UUID]:
    """As which attendee the person is on the list of which event, by the event's id."""
    rows = store.rows("people/list_attendances", person_id=person_id)
    return {row["event_id"]: row["attendee_id"] for row in rows}


def search(store: Store, event: Event, text: str) -> list[Listed]:
    """For staff: people whose name or company holds all the words, or whose code or address it is.

    text: at least 4 letters or digits, else nobody is found (a list must not be browsed)
    An address is found from its beginning only, as "gmail" would list half the guests.
    """
    if not is_long_enough(text):
        return []
    code, words, address = typed_badge_code(text), fold(text).split(), email_key(text)
    return [
        person for person in list_attendees(store, event) if _fits(person, words, code, address)
    ]


def is_long_enough(text: str) -> bool:
    """Whether a search has at least 4 letters or digits."""
    return len(fold(text).replace(" ", "")) >= SHORTEST_SEARCH


def _fits(person: Listed, words: list[str], code: str | None, address: str) -> bool:
    if code is not None:
        return person.code == code
    text = f"{person.name_key} {fold(person.company)}"
    return all(word in text for word in words) or email_key(person.email).startswith(address)


def hints_between(people: Sequence[Listed], everybody: Sequence[Listed]) -> dict[UUID, str]:
    """What tells namesakes apart for those who may not see addresses, by attendee.

    Only where somebody else on the list has the same name and company: the first letter and the
    domain of the address, such as a…@example.org.
    """
    names = {person.name_key for person in people}
    alike = Counter(_looks_like(one) for one in everybody if one.name_key in names)
    return {
        person.attendee_id: _masked(person.email)
        for person in people
        if person.email and alike[_looks_like(person)] > 1
    }


def _looks_like(person: Listed) -> tuple[str, str]:
    return person.name_key, fold(person.company)


def _masked(email: str) -> str:
    box, _, domain = email.partition("@")
    return f"{box[:1]}…@{domain}"


def find_by_code_or_email(store: Store, event: Event, text: str) -> Listed:
    """Whom the organiser means. Raises UnknownPersonError, AmbiguousPersonError."""
    code, email = typed_badge_code(text), email_key(text)
    found = [
        person
        for person in list_attendees(store, event)
        if (person.code == code if code else email_key(person.email) == email != "")
    ]
    if not found:
        raise UnknownPersonError
    if len(found) > 1:
        raise AmbiguousPersonError(len(found))
    return found[0]


def find_by_name(store: Store, event: Event, name: str, *, email: str | None = None) -> list[UUID]:
    """Attendee ids of those with exactly this full name; nothing is ever completed.

    Diacritics, case, hyphens and the order of the words do not matter. Where several have the
    name, the e-mail decides between them.
    """
    rows = store.rows("people/find_by_name", event_id=event.event_id, name_key=name_key(name))
    if email is not None:
        rows = [row for row in rows if row["email_key"] == email_key(email) != ""]
    return [row["attendee_id"] for row in rows]


def new_spare_badges(store: Store, event: Event, count: int, *, now: datetime) -> list[str]:
    """Codes of new badges that belong to nobody yet, valid in the event's series."""
    codes = [new_badge_code() for _ in range(count)]
    store.write(lambda change: _issue(change, event, codes, None, now))
    return codes


def replace_badge(
    store: Store, event: Event, person_id: UUID, *, actor: str = "cli", now: datetime
) -> str:
    """A new code for a person; all earlier ones end in the same moment."""
    code = new_badge_code()

    def change_badges(change: Cursor) -> None:
        change.run("badges/end_badges", person_id=person_id, now_utc=now)
        _issue(change, event, [code], person_id, now)
        note(
            change,
            actor=actor,
            act="badge_replaced",
            now=now,
            event_id=event.event_id,
            subject_id=person_id,
        )

    store.write(change_badges)
    return code


def assign_spare_badge(
    store: Store,
    event: Event,
    person_id: UUID,
    typed_code: str,
    *,
    actor: str = "cli",
    now: datetime,
) -> str:
    """Give a free spare badge to a person and end the earlier ones.

    Raises NotASpareBadgeError; then everything is as before.
    """
    code = typed_badge_code(typed_code)

    def change_badges(change: Cursor) -> None:
        change.run("badges/end_badges", person_id=person_id, now_utc=now)
        given = change.row(
            "badges/assign_spare", code=code, series_id=event.series_id, person_id=person_id
        )
        if given is None:
            raise NotASpareBadgeError
        note(
            change,
            actor=actor,
            act="spare_badge_given",
            now=now,
            event_id=event.event_id,
            subject_id=person_id,
        )

    if code is None:
        raise NotASpareBadgeError
    store.write(change_badges)
    return code


def set_blocked(
    store: Store, person_id: UUID, *, is_blocked: bool, actor: str = "cli", now: datetime
) -> None:
    """Refuse a person's badge at all events of the series, or let it work again."""

    def change_block(change: Cursor) -> None:
        change.run("people/set_blocked", person_id=person_id, is_blocked=is_blocked)
        act = "person_blocked" if is_blocked else "person_unblocked"
        note(change, actor=actor, act=act, now=now, subject_id=person_id)

    store.write(change_block)


def _issue(
    change: Cursor, event: Event, codes: list[str], person_id: UUID | None, now: datetime
) -> None:
    change.run(
        "badges/put_badges",
        codes=codes,
        series_id=event.series_id,
        person_id=person_id,
        now_utc=now,
    )
