"""One kind of mail: how far it is, what a person must decide, what became of the others."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import page_entry
from kiosk.dashboard.mail.failures import ADDRESS_WRONG, failure_in_words, meaning_of
from kiosk.dashboard.mail.standing import HERE, kind_in, minutes_for, standing_of
from kiosk.dashboard.pages import page, part
from kiosk.dashboard.visit import StaffVisit
from matching.mailing.figures import dropped_why, names_of
from matching.mailing.nouns import Mail, MailKind, MailState
from matching.mailing.outbox import list_mails
from matching.mailing.readiness import reach_of

MOST_LISTED = 50  # of each state; the others come when these are decided


@dataclass(frozen=True)
class Shown:
    """A mail for which a person decides.

    name: '' where it stands on no list (P14); code: of the mail server, '' where it sent none
    is_address_wrong: another address would help
    """

    mail: Mail
    name: str
    meaning: str
    code: str
    is_address_wrong: bool

    @property
    def guest(self) -> str:
        """The guest's page."""
        return f"/staff/guests/{self.mail.attendee_id}"


def show(visit: StaffVisit, request: Request) -> Response:
    """The whole page."""
    kind = kind_in(request)
    reached = reach_of(visit.store, visit.the_event(), now=visit.now)
    reminder = standing_of(visit, MailKind.REMINDER)
    values = _values(visit, kind)
    return page(
        visit,
        "mail_kind.html",
        reach=reached.get(kind),
        plans_reminder=kind is MailKind.MATCHES
        and values["standing"].stage in {"done", "decide"}
        and reminder.stage == "none",
        **values,
    )


def show_part(visit: StaffVisit, request: Request) -> Response:
    """What changes on it while mails are sent."""
    return part(visit, request, "mail_kind_part.html", **_values(visit, kind_in(request)))


def _values(visit: StaffVisit, kind: MailKind) -> dict[str, Any]:
    event, standing = visit.the_event(), standing_of(visit, kind)
    states = (MailState.FAILED, MailState.UNCERTAIN)
    mails = [one for one in list_mails(visit.store, event, states) if one.kind is kind]
    names = names_of(visit.store, mails)
    return {
        "standing": standing,
        "failed": _shown(visit, mails, MailState.FAILED, names),
        "uncertain": _shown(visit, mails, MailState.UNCERTAIN, names),
        "most": MOST_LISTED,
        "dropped": dropped_why(visit.store, event, kind)
        if standing.counts[MailState.DROPPED]
        else {},
        "minutes": minutes_for(visit, standing.waiting),
        "trouble": visit.running.mail_trouble() if standing.waiting else "",
        "has_server": visit.settings.mail is not None,
    }


def _shown(
    visit: StaffVisit, mails: list[Mail], state: MailState, names: dict[UUID, str]
) -> list[Shown]:
    """Those in a state, in the order of names, so that none moves while one decides."""
    text, places = visit.text, {attendee_id: place for place, attendee_id in enumerate(names)}
    found = sorted(
        (one for one in mails if one.state is state),
        key=lambda one: places.get(one.attendee_id, len(places)),
    )
    return [
        Shown(
            mail=one,
            name=names.get(one.attendee_id, ""),
            meaning=failure_in_words(one.failure, text),
            code=one.failure if one.failure[:1].isdigit() else "",
            is_address_wrong=meaning_of(one.failure) in ADDRESS_WRONG,
        )
        for one in found
    ]


ENTRIES = [
    page_entry(f"{HERE}/{{kind}}", show, Access.ORGANISER, "one kind of mail"),
    page_entry(f"{HERE}/{{kind}}/part", show_part, Access.ORGANISER, "what changes on that page"),
]
