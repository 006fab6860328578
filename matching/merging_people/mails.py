"""Mails to two records of one person: none is sent twice, and a refusal of either stands."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from matching.mailing.nouns import MailKind, MailState
from matching.mailing.refusals import DESK
from matching.store import Cursor, Row

# Of two mails of which a person gets one, the one that is furthest stays.
_FURTHEST = (
    MailState.SENT,
    MailState.SENDING,
    MailState.UNCERTAIN,
    MailState.QUEUED,
    MailState.FAILED,
    MailState.DROPPED,
)


def join_mails(change: Cursor, *, kept_id: UUID, gone_id: UUID) -> None:
    """Every mail is the kept one's. Of two of a kind one goes; links, asked for, all stay.

    A mail keeps its id: whoever is sending it at this moment finds it again.
    """
    both = {"person_ids": [kept_id, gone_id]}
    found = change.rows("merging_people/list_mails", **both)
    change.run("merging_people/forget_mails", **both)
    seats = {
        row["event_id"]: row["attendee_id"]
        for row in change.rows("people/list_attendances", person_id=kept_id)
    }
    kinds: dict[tuple[UUID, str], list[Row]] = defaultdict(list)
    for mail in found:
        kinds[mail["event_id"], mail["kind"]].append(mail)
    for (event_id, kind), mails in kinds.items():
        mails.sort(key=lambda mail: _FURTHEST.index(MailState(mail["state"])))
        stay = mails if kind == MailKind.LINK else mails[:1]
        stay.sort(key=lambda mail: (mail["queued_at_utc"], str(mail["mail_id"])))
        for place, mail in enumerate(stay):
            now = {
                "person_id": kept_id,
                "attendee_id": seats.get(event_id, mail["attendee_id"]),
                "place": place,
            }
            change.run("merging_people/put_mail", **mail | now)


def join_refusals(change: Cursor, *, kept_id: UUID, gone_id: UUID) -> None:
    """All decisions in their order, but a refusal that stood for either comes last: it stands.

    One's own comes after the desk's, which staff can take back.
    """
    both = {"person_ids": [kept_id, gone_id]}
    found = change.rows("merging_people/list_refusals", **both)
    change.run("merging_people/forget_refusals", **both)
    latest = {(row["person_id"], row["kind"]): row["refusal_id"] for row in found}

    def stands(row: Row) -> tuple[bool, bool]:
        is_latest = latest[row["person_id"], row["kind"]] == row["refusal_id"]
        is_standing = bool(is_latest and row["is_refused"])
        return is_standing, is_standing and row["source"] != DESK

    places: dict[str, int] = defaultdict(int)
    for row in sorted(found, key=stands):
        now: dict[str, Any] = {"person_id": kept_id, "place": places[row["kind"]]}
        places[row["kind"]] += 1
        change.run("merging_people/put_refusal", **row | now)
