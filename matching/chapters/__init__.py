"""A chapter: a series that meets week after week, its members, and what happens in between."""

from matching.chapters.attendance import (
    AttendanceRow,
    MemberLine,
    Presence,
    SeriesSheet,
    attendance_of,
    attendance_over,
    grace_of,
    late_from_of,
    set_grace,
)
from matching.chapters.between import (
    NewTalk,
    Partner,
    between_events,
    partners_of,
    talk_between,
)
from matching.chapters.kept_promises import Keeping, is_kept, say_kept
from matching.chapters.meetings import (
    Outlook,
    following_id,
    meetings_of,
    next_meeting,
    outlook_of,
)
from matching.chapters.payments import (
    NotedPayment,
    Payment,
    amount_in,
    note_payment,
    payments_of,
)
from matching.chapters.relationships import (
    Learning,
    OwnPromise,
    Relationship,
    relationships_of,
)
from matching.chapters.roles import (
    AttendeeRole,
    RoleChange,
    change_role,
    host_named,
    hosts_of,
)
from matching.chapters.series import (
    Series,
    make_all_members,
    series_of,
    set_members_know_each_other,
)

__all__ = [
    "AttendanceRow",
    "AttendeeRole",
    "Keeping",
    "Learning",
    "MemberLine",
    "NewTalk",
    "NotedPayment",
    "Outlook",
    "OwnPromise",
    "Partner",
    "Payment",
    "Presence",
    "Relationship",
    "RoleChange",
    "Series",
    "SeriesSheet",
    "amount_in",
    "attendance_of",
    "attendance_over",
    "between_events",
    "change_role",
    "following_id",
    "grace_of",
    "host_named",
    "hosts_of",
    "is_kept",
    "late_from_of",
    "make_all_members",
    "meetings_of",
    "next_meeting",
    "note_payment",
    "outlook_of",
    "partners_of",
    "payments_of",
    "relationships_of",
    "say_kept",
    "series_of",
    "set_grace",
    "set_members_know_each_other",
    "talk_between",
]
