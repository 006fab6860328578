"""*Ready to send?* Findings in words, each with the page where it is mended."""

from dataclasses import dataclass

from kiosk.dashboard.mail.machine import check_mail_machine
from kiosk.dashboard.visit import StaffVisit
from matching.mailing.nouns import MailKind
from matching.mailing.readiness import Reach, check_addresses, check_kind
from matching.readiness import Finding, State

MENDS = {
    "guests": "/staff/import",
    "email": "/staff/guests",
    "when": "/staff/set-up",
    "open": "/staff/events",
}


@dataclass(frozen=True)
class Line:
    """One check as it is read. mend: path of the page where it is mended, or ''"""

    finding: Finding
    title: str
    sentence: str
    mend: str
    mend_text: str


def lines_for_all(visit: StaffVisit) -> list[Line]:
    """What matters for mails of every kind, the machine first."""
    found = [
        *check_mail_machine(visit.settings),
        *check_addresses(visit.store, visit.the_event()),
    ]
    return [_line(visit, one) for one in found]


def lines_for(visit: StaffVisit, kind: MailKind, reach: Reach) -> list[Line]:
    """What matters for this kind only, as far as it is not done."""
    found = check_kind(visit.store, visit.the_event(), kind, reach=reach, now=visit.now)
    return [_line(visit, one, kind) for one in found if one.state is not State.DONE]


def _line(visit: StaffVisit, finding: Finding, kind: MailKind | None = None) -> Line:
    text, check = visit.text, finding.check
    mend = "" if finding.state is State.DONE else MENDS.get(check, "")
    return Line(
        finding=finding,
        title=text(f"mailing.check_{check}"),
        sentence=_sentence(visit, finding, kind),
        mend=mend,
        mend_text=text(f"mailing.mend_{check}") if mend else "",
    )


def _sentence(visit: StaffVisit, finding: Finding, kind: MailKind | None) -> str:
    """What a check found, in words; of the reach each kind has words of its own."""
    ending = finding.case or finding.state
    if finding.check == "reach":
        return visit.text(f"mailing.nobody_{kind}")
    server = visit.settings.mail
    values = {"host": server.host, "sender": server.address} if server else {}
    if finding.check == "address":
        values = {"address": visit.settings.public_url or ""}
    return visit.text(f"mailing.found_{finding.check}_{ending}", count=finding.count, **values)
