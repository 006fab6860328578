"""A chapter of BNI's kind that meets on Fridays at seven, across the end of summer time."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from matching.chapters import (
    AttendanceRow,
    AttendeeRole,
    RoleChange,
    attendance_of,
    change_role,
    next_meeting,
    set_members_know_each_other,
)
from matching.check_in import check_in
from matching.consents import Decision, decide
from matching.events import find_event, set_event
from matching.guest_lists.importing import ImportOptions, event_for_import, import_guest_list
from matching.guest_lists.sheet import GuestListFile
from matching.model import CheckIn, ConsentKind, Direction, Event, Scan, Source
from matching.people import Listed, list_attendees
from matching.store import Store

# Friday, 23 October 2026, seven in Warsaw; that weekend summer time ends.
FIRST = datetime(2026, 10, 23, 5, tzinfo=UTC)
SECOND = datetime(2026, 10, 30, 6, tzinfo=UTC)
THIRD = datetime(2026, 11, 6, 6, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ACTOR = "staff:test"

LIST = """Name;Email;Role;Substitute for
Anna Nowak;anna@example.org;member;
Bartek Wójcik;bartek@example.org;member;
Celina O'Connor;celina@example.org;member;
Dawid Kruk;dawid@example.org;visitor;
Ewa Mazur;ewa@example.org;substitute;Celina O'Connor
Filip Wrona;filip@example.org;staff;
"""


class Chapter:
    """The chapter and its first meeting, in short words."""

    def __init__(self, store: Store, text: str = LIST, *, begins: datetime = FIRST) -> None:
        self.store = store
        before = begins - 48 * HOUR
        self.take(text, "chapter-2026-10-23", now=before)
        event = find_event(store, "chapter-2026-10-23")
        self.first = set_event(store, event, name=f"Śniadanie {begins:%d.%m}", opens_at=begins)
        set_members_know_each_other(store, self.first, do_they=True, actor=ACTOR, now=before)

    def take(self, text: str, slug: str, *, now: datetime) -> None:
        """Import a list into an event."""
        import_guest_list(
            self.store,
            GuestListFile("list.csv", text.encode()),
            event=event_for_import(self.store, slug, "list.csv"),
            options=ImportOptions(),
            now=now,
        )

    def next(self, event: Event, *, now: datetime) -> Event:
        """The one tap."""
        return next_meeting(self.store, event, actor=ACTOR, now=now)

    def who(self, event: Event, name: str) -> Listed:
        """The one on this meeting's list whose name begins so."""
        [found] = [one for one in list_attendees(self.store, event) if one.name.startswith(name)]
        return found

    def names(self, event: Event) -> list[tuple[str, str]]:
        """Who is on the list as what."""
        return [(one.name.split()[0], one.role) for one in list_attendees(self.store, event)]

    def come(self, event: Event, name: str, *, at: datetime, code: str | None = None) -> CheckIn:
        """Somebody shows their badge."""
        shown = code or self.who(event, name).code
        scan = Scan(uuid4(), event, shown, 1, Direction.IN, Source.CAMERA, at)
        return check_in(self.store, scan, now=at)

    def role(
        self,
        event: Event,
        name: str,
        role: str,
        *,
        now: datetime,
        of: str = "",
        id: UUID | None = None,
    ) -> None:
        """Staff say as what somebody comes."""
        change = RoleChange(
            id or uuid4(),
            self.who(event, name).attendee_id,
            AttendeeRole(role),
            self.who(event, of).person_id if of else None,
        )
        change_role(self.store, event, change, actor=ACTOR, now=now)

    def sheet(self, event: Event, *, now: datetime) -> dict[str, AttendanceRow]:
        """The attendance sheet by first name."""
        rows = attendance_of(self.store, event, now=now)
        return {row.name.split()[0] if row.name else "": row for row in rows}

    def consent(self, event: Event, name: str, kind: ConsentKind, *, now: datetime) -> None:
        """Somebody says yes to a question."""
        person_id = self.who(event, name).person_id
        decide(self.store, Decision(uuid4(), person_id, kind, True, "pl"), source="kiosk", now=now)
