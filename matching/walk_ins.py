"""Somebody comes who is not on the list: added and admitted in one go.

At a staff phone always, at a kiosk where the organiser allowed it. The same form is one guest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from rapidfuzz import fuzz

from matching.audit import note
from matching.check_in import check_in_within
from matching.consents import Decision, keep_decisions
from matching.errors import EventClosedError, UnknownPersonError, WalkInsNotAllowedError
from matching.model import CheckIn, ConsentKind, Direction, Event, Scan, Source
from matching.names import email_key, name_key
from matching.people_editing import PersonFields, cleaned, put_on_list, put_person
from matching.store import Cursor, Row, Store

ROLE = "visitor"
MOST_ALIKE = 8
_ALIKE = 90  # of 100, two spellings of one name


@dataclass(frozen=True)
class WalkIn:
    """What a form says of a guest who is not on the list.

    form_id: made with the form, the same again is the same guest
    decided: what the guest said when asked; whoever was not asked has said nothing
    asked_in: in which language the guest read or heard the questions
    kiosk: number of the kiosk, None for a staff device
    at_kiosk: whether the guest typed it there, then the organiser must have allowed it
    """

    form_id: UUID
    event: Event
    fields: PersonFields
    decided: Mapping[ConsentKind, bool] = field(default_factory=dict)
    asked_in: str = ""
    kiosk: int | None = None
    at_kiosk: bool = False


@dataclass(frozen=True)
class LetIn:
    """Who came in by a form, and what came of it."""

    attendee_id: UUID
    check_in: CheckIn


@dataclass(frozen=True)
class Alike:
    """Somebody of the series who could be meant; without attendee_id they are not on the list."""

    person_id: UUID
    attendee_id: UUID | None
    name: str
    company: str
    email: str


def are_allowed_at_kiosks(store: Store, event: Event) -> bool:
    """Whether a kiosk lets in who is not on the list; unknown is no."""
    row = store.row("walk_ins/find_setting", event_id=event.event_id)
    return bool(row and row["at_kiosks"])


def allow_at_kiosks(
    store: Store, event: Event, *, is_allowed: bool, actor: str, now: datetime
) -> None:
    """The organiser's choice for this event."""

    def keep(change: Cursor) -> None:
        change.run("walk_ins/put_setting", event_id=event.event_id, at_kiosks=is_allowed)
        note(
            change,
            actor=actor,
            act="walk_ins_at_kiosks",
            now=now,
            event_id=event.event_id,
            detail="yes" if is_allowed else "no",
        )

    store.write(keep)


def who_is_alike(store: Store, event: Event, typed: PersonFields) -> list[Alike]:
    """Who of the series could be meant by this name and address, the surest first, at most 8."""
    wanted, address = name_key(typed.name), email_key(typed.email)
    people = store.rows("walk_ins/list_persons", series_id=event.series_id, event_id=event.event_id)
    alike = [
        (-likeness, place)
        for place, row in enumerate(people)
        if (likeness := _likeness(row, wanted, address))
    ]
    return [
        Alike(**{name: people[place][name] for name in Alike.__dataclass_fields__})
        for _, place in sorted(alike)[:MOST_ALIKE]
    ]


def _likeness(row: Row, wanted: str, address: str) -> float:
    """0 for somebody else; a shared address or name counts most."""
    if address and row["email_key"] == address:
        return 300
    if row["name_key"] == wanted:
        return 200
    one, other = set(row["name_key"].split()), set(wanted.split())
    if min(len(one), len(other)) > 1 and (one <= other or other <= one):
        return 150
    likeness: float = fuzz.ratio(row["name_key"], wanted, score_cutoff=_ALIKE)
    return likeness


def guest_of_form(store: Store, form_id: UUID) -> UUID | None:
    """The attendee whom this form let in; None for one that was never sent."""
    row = store.row("walk_ins/find_walk_in", form_id=form_id)
    return row["attendee_id"] if row else None


def welcome(store: Store, walk_in: WalkIn, *, actor: str, now: datetime) -> LetIn:
    """Add a visitor with a badge and admit them, all in one transaction.

    now: aware moment of receipt
    Raises PersonFieldError, and for a kiosk WalkInsNotAllowedError and EventClosedError; then
    nothing is kept.
    """

    def work(change: Cursor) -> LetIn:
        if walk_in.at_kiosk:
            _check_kiosk(change, walk_in.event, now)
        known = change.row("walk_ins/find_walk_in", form_id=walk_in.form_id)
        if known is not None:
            return LetIn(known["attendee_id"], _admit(change, walk_in, known["attendee_id"], now))
        person_id = put_person(change, walk_in.event, told, now=now)
        _keep_decisions(change, walk_in, person_id, now)
        return _let_in(change, walk_in, person_id, actor, now)

    told = cleaned(walk_in.fields)
    return store.write(work)


def welcome_known(
    store: Store, event: Event, person_id: UUID, *, form_id: UUID, actor: str, now: datetime
) -> LetIn:
    """Put somebody of the series on tonight's list and admit them.

    Raises UnknownPersonError; then nothing is kept.
    """
    walk_in = WalkIn(form_id, event, PersonFields(""))

    def work(change: Cursor) -> LetIn:
        known = change.row("walk_ins/find_walk_in", form_id=form_id)
        if known is not None:
            return LetIn(known["attendee_id"], _admit(change, walk_in, known["attendee_id"], now))
        return _let_in(change, walk_in, person_id, actor, now)

    return store.write(work)


def _check_kiosk(change: Cursor, event: Event, now: datetime) -> None:
    setting = change.row("walk_ins/find_setting", event_id=event.event_id)
    if setting is None or not setting["at_kiosks"]:
        raise WalkInsNotAllowedError
    if not event.is_open(now):
        raise EventClosedError


def _let_in(change: Cursor, walk_in: WalkIn, person_id: UUID, actor: str, now: datetime) -> LetIn:
    event = walk_in.event
    attendee_id = put_on_list(change, event, person_id, role=ROLE, now=now)
    change.run(
        "walk_ins/put_walk_in",
        form_id=walk_in.form_id,
        event_id=event.event_id,
        attendee_id=attendee_id,
        kiosk=walk_in.kiosk,
        now_utc=now,
    )
    note(
        change,
        actor=actor,
        act="walk_in",
        now=now,
        event_id=event.event_id,
        subject_id=attendee_id,
    )
    return LetIn(attendee_id, _admit(change, walk_in, attendee_id, now))


def _admit(change: Cursor, walk_in: WalkIn, attendee_id: UUID, now: datetime) -> CheckIn:
    """The scan's id follows from the form's, so a form sent again is the same scan too."""
    scan = Scan(
        scan_id=uuid5(walk_in.form_id, "admission"),
        event=walk_in.event,
        code=None,
        kiosk=walk_in.kiosk,
        direction=Direction.IN,
        source=Source.NAME if walk_in.at_kiosk else Source.STAFF,
        happened_at=now,
        attendee_id=attendee_id,
        anyway=not walk_in.at_kiosk,
    )
    answer = check_in_within(change, scan, now=now)
    if answer.attendee is None:
        raise UnknownPersonError
    return answer


def _keep_decisions(change: Cursor, walk_in: WalkIn, person_id: UUID, now: datetime) -> None:
    language = walk_in.asked_in or walk_in.fields.language or walk_in.event.language
    decisions = [
        Decision(uuid5(walk_in.form_id, kind), person_id, kind, is_given, language)
        for kind, is_given in walk_in.decided.items()
    ]
    keep_decisions(change, decisions, source="walk_in", now=now)
