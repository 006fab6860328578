"""The people of the tests, and short ways to bring them to an event."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from matching.badge_codes import new_badge_code
from matching.check_in import check_in
from matching.events import add_event
from matching.model import CheckIn, Direction, Event, Scan, Source
from matching.names import email_key, family_name_of, name_key
from matching.people import Listed, list_attendees
from matching.store import Cursor, Store

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
    attendee = store.write(
        lambda change: _insert(change, event, name, email, company, language, status, blocked)
    )
    return listed(store, event, attendee)


def invite_many(store: Store, event: Event, count: int) -> list[Listed]:
    """So many people with badges, in the order of the list."""
    store.write(
        lambda change: [
            _insert(change, event, f"Gość {place:04}", "", "", "", "expected", False)
            for place in range(count)
        ]
    )
    return list_attendees(store, event)


def _insert(
    change: Cursor,
    event: Event,
    name: str,
    email: str,
    company: str,
    language: str,
    status: str,
    blocked: bool,
) -> UUID:
    person, attendee, now = uuid4(), uuid4(), NOW.replace(tzinfo=None)
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
    return attendee


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
    scan = scan_of(event, code, kiosk=kiosk, direction=direction, at=at, scan_id=scan_id)
    return check_in(store, scan, now=NOW + at)


def scan_of(
    event: Event,
    code: str | None,
    *,
    kiosk: int | None = 1,
    direction: Direction = Direction.IN,
    at: timedelta = timedelta(),
    scan_id: UUID | None = None,
) -> Scan:
    """What a kiosk's camera reports of a badge held before it at NOW plus so much."""
    return Scan(
        scan_id=scan_id or uuid4(),
        event=event,
        code=code,
        kiosk=kiosk,
        direction=direction,
        source=Source.CAMERA,
        happened_at=NOW + at,
    )


_SIZES = {
    "duckdb": """
        SELECT table_name, estimated_size FROM duckdb_tables()
        WHERE schema_name = 'main' AND NOT temporary AND database_name = current_database()""",
    "postgresql": """
        SELECT relname::text, pg_relation_size(oid) FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace""",
}


def table_names(store: Store) -> list[str]:
    """All our tables, views left out."""
    return list(_sizes(store))


def used_tables(store: Store) -> list[str]:
    """Those that have held anything since they were made; the others are empty for sure."""
    return [name for name, size in _sizes(store).items() if size]


def _sizes(store: Store) -> dict[str, int]:
    """Of each table as its database reckons it, without looking into any."""
    return dict(sorted(rows(store, _SIZES[store.engine.dialect])))


def table_columns(store: Store) -> list[tuple[str, str, str]]:
    """Table, column and type of every column of our tables, in the tables' order."""
    sql = (
        "SELECT table_name, column_name, upper(data_type) FROM information_schema.columns"
        " WHERE table_schema IN ('main', 'public') ORDER BY ordinal_position"
    )
    tables = set(table_names(store))
    return [column for column in rows(store, sql) if column[0] in tables]


def rows(store: Store, sql: str) -> list[tuple]:
    """What the tables really hold, beside all rules."""
    with store._cursor() as cursor:
        return cursor.execute(sql).fetchall()
