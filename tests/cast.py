"""The people of the tests, and short ways to bring them to an event."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from matching.badge_codes import new_badge_code
from matching.check_in import check_in
from matching.events import add_event
from matching.model import CheckIn, Direction, Event, Scan, Source
from matching.names import email_key, family_name_of, name_key
from matching.people import Listed, list_attendees
from matching.store import Store

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
LONG_NAME = "Małgorzata Wiśniewska-Brzęczyszczykiewicz"


def make_event(store: Store, slug: str = "evening", **options: object) -> Event:
    """An open event that is a series of its own."""
    return store.write(lambda c: add_event(c, slug=slug, name=slug.title(), now=NOW, **options))


def invite(
    store: Store,
    event: Event,
    name: str,
    *,
    email: str = "",
    company: str = "",
    language: str = "",
    status: str = "expected",
    blocked: bool = False,
) -> Listed:
    """Put somebody on the guest list with a badge of their own."""
    person, attendee, now = uuid4(), uuid4(), NOW.replace(tzinfo=None)

    def insert(change: object) -> None:
        run = change._cursor.execute
        run(
            "INSERT INTO person VALUES ($1,$2,$3,$4,$5,$6,$7,'',$8,'','',$9,'','',$10,$11)",
            [
                person,
                event.series_id,
                name,
                family_name_of(name),
                name_key(name),
                email,
                email_key(email),
                company,
                language,
                blocked,
                now,
            ],
        ).fetchall()
        run(
            "INSERT INTO attendee VALUES ($1,$2,$3,'visitor','',$4,'','{}',$5)",
            [attendee, event.event_id, person, status, now],
        ).fetchall()
        run(
            "INSERT INTO badge VALUES ($1,$2,$3,$4,NULL)",
            [new_badge_code(), event.series_id, person, now],
        ).fetchall()

    store.write(insert)
    return listed(store, event, attendee)


def listed(store: Store, event: Event, attendee_id: UUID) -> Listed:
    """The person's line on the list as it is now."""
    people = {person.attendee_id: person for person in list_attendees(store, event)}
    return people[attendee_id]


def show_badge(
    store: Store,
    event: Event,
    code: str | None,
    *,
    kiosk: int | None = 1,
    direction: Direction = Direction.IN,
    at: timedelta = timedelta(),
    scan_id: UUID | None = None,
) -> CheckIn:
    """Hold a badge before a kiosk's camera at NOW plus so much."""
    scan = Scan(
        scan_id=scan_id or uuid4(),
        event=event,
        code=code,
        kiosk=kiosk,
        direction=direction,
        source=Source.CAMERA,
        happened_at=NOW + at,
    )
    return check_in(store, scan, now=NOW + at)
