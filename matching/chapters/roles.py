"""As what somebody comes to a meeting, and through whom: said by hand, and kept as facts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from matching import audit
from matching.conversations.views import Reader
from matching.errors import AmbiguousPersonError, RoleError, UnknownPersonError
from matching.model import Event
from matching.names import fold
from matching.people import is_long_enough
from matching.store import Cursor, Row, Store


class AttendeeRole(StrEnum):
    """As what somebody comes; the values are stable, lists and exports have them."""

    MEMBER = "member"
    VISITOR = "visitor"
    SUBSTITUTE = "substitute"
    SPEAKER = "speaker"
    STAFF = "staff"


@dataclass(frozen=True)
class RoleChange:
    """What staff say of an attendee.

    change_id: made by the client, the same again is the same change
    of_person_id: who invited the visitor, or whom the substitute stands in for: a person of the
      series; None where nobody knows
    """

    change_id: UUID
    attendee_id: UUID
    role: AttendeeRole
    of_person_id: UUID | None = None


def change_role(
    store: Store, event: Event, change: RoleChange, *, actor: str, now: datetime
) -> None:
    """Keep as what somebody comes; a list that is imported later does not change it back.

    Whoever invites or is represented must be on the list of the meeting as a member.
    Raises RoleError; then nothing is kept.
    """

    def keep(inside: Cursor) -> None:
        if inside.row("chapters/has_role_change", change_id=change.change_id):
            return
        attendee = _checked(inside, event, change)
        keep_change(
            inside,
            change.change_id,
            attendee,
            role=change.role,
            of=change.of_person_id,
            actor=actor,
            now=now,
        )
        audit.note(
            inside,
            actor=actor,
            act="role_changed",
            now=now,
            event_id=event.event_id,
            subject_id=change.attendee_id,
            detail=change.role,
        )

    store.write(keep)


def hosts_of(reader: Reader, event: Event) -> list[tuple[UUID, str]]:
    """Who can have invited somebody, or be represented: members of the meeting, by person and name.

    In the order of a Polish phone book; without those who take part in the entry only (P14).
    """
    rows = reader.rows("chapters/list_hosts", event_id=event.event_id)
    return [(row["person_id"], row["name"]) for row in rows]


def host_named(reader: Reader, event: Event, text: str) -> UUID | None:
    """The one member whose name holds all the words; None for an empty text.

    text: at least 4 letters, so that nobody browses the list
    Raises UnknownPersonError, AmbiguousPersonError.
    """
    if not text.strip():
        return None
    words = fold(text).split() if is_long_enough(text) else []
    found = [
        person_id
        for person_id, name in hosts_of(reader, event)
        if words and all(word in fold(name) for word in words)
    ]
    if not found:
        raise UnknownPersonError
    if len(found) > 1:
        raise AmbiguousPersonError(len(found))
    return found[0]


def keep_change(
    change: Cursor,
    change_id: UUID,
    attendee: Row,
    *,
    role: str,
    of: UUID | None,
    actor: str,
    now: datetime,
) -> None:
    """Append the fact and bring the list up to date, inside the caller's transaction.

    attendee: event_id, attendee_id
    """
    change.run(
        "chapters/put_role_change",
        change_id=change_id,
        event_id=attendee["event_id"],
        attendee_id=attendee["attendee_id"],
        role=role,
        of_person_id=of,
        actor=actor,
        now_utc=now,
    )
    change.run("chapters/set_role", attendee_id=attendee["attendee_id"], role=role)


def _checked(change: Cursor, event: Event, wanted: RoleChange) -> Row:
    attendee = change.row("chapters/find_attendee", attendee_id=wanted.attendee_id)
    if attendee is None or attendee["event_id"] != event.event_id:
        raise RoleError
    if wanted.of_person_id is None:
        return attendee
    is_through = wanted.role in (AttendeeRole.VISITOR, AttendeeRole.SUBSTITUTE)
    is_own = wanted.of_person_id == attendee["person_id"]
    if not is_through or is_own or wanted.of_person_id not in dict(hosts_of(change, event)):
        raise RoleError
    return attendee
