"""Sending: a page that says to how many, from whom and how long; pause, resume, take back."""

from datetime import datetime
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.mail.checks import Line, lines_for, lines_for_all
from kiosk.dashboard.mail.machine import Links, links_end, links_of
from kiosk.dashboard.mail.once import once
from kiosk.dashboard.mail.standing import (
    HERE,
    minutes_for,
    rate_of,
    standing_of,
    started_kind_in,
)
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.said import Said
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from matching.event_plan import plan_of
from matching.mailing.nouns import MailKind
from matching.mailing.outbox import (
    cancel_mailing,
    pause_mailing,
    resume_mailing,
    start_mailing,
)
from matching.mailing.readiness import reach_of, reminder_time
from matching.readiness import State

LATER = "later"
UNPROCESSABLE = 422


def show(visit: StaffVisit, request: Request) -> Response:
    """What would be sent; nothing is sent yet."""
    return _page(visit, started_kind_in(request))


def _page(visit: StaffVisit, kind: MailKind, *, problem: str = "") -> Response:
    reach = reach_of(visit.store, visit.the_event(), now=visit.now)[kind]
    lines = [*lines_for_all(visit), *lines_for(visit, kind, reach)]
    return page(
        visit,
        "mail_send.html",
        status=UNPROCESSABLE if problem else 200,
        standing=standing_of(visit, kind),
        reach=reach,
        lines=[line for line in lines if _is_news(line)],
        server=visit.settings.mail,
        rate=f"{rate_of(visit):g}",
        minutes=minutes_for(visit, reach.new),
        links=links_of(visit.settings),
        links_end=links_end(visit.now),
        later=_later(visit, kind),
        form_id=uuid4(),
        problem=problem,
    )


def _is_news(line: Line) -> bool:
    """Whether it stands in the way, and the form above does not ask about it anyhow."""
    return line.finding.state is not State.DONE and line.finding.check != "address"


def _later(visit: StaffVisit, kind: MailKind) -> datetime | None:
    """When a reminder would be sent by itself; None for other kinds, and once that is past."""
    if kind is not MailKind.REMINDER:
        return None
    event = visit.the_event()
    return reminder_time(event, plan_of(visit.store, event), now=visit.now)


def send(visit: StaffVisit, request: Request, form: Form) -> Response:
    """Set the mailing going, now or a week after the event."""
    kind, with_links = started_kind_in(request), _with_links(visit, form.one("links"))
    if visit.settings.mail is None or visit.the_event().is_sample:
        return _page(visit, kind)
    if with_links is None:
        return _page(visit, kind, problem=visit.text("mailing.links_undecided"))
    begins_at = _later(visit, kind) if form.one("when") == LATER else None

    def start() -> Said:
        return _start(visit, kind, with_links=with_links, begins_at=begins_at)

    said = once(form.id("form"), start)
    return back(visit, f"{HERE}/{kind}", said=said.key, **said.values)


def _with_links(visit: StaffVisit, chosen: str) -> bool | None:
    """None where the organiser has to decide and did not."""
    offered = links_of(visit.settings)
    if offered is Links.WITH:
        return True
    if chosen == Links.WITHOUT:
        return False
    return True if offered is Links.CHOOSE and chosen == Links.WITH else None


def _start(
    visit: StaffVisit, kind: MailKind, *, with_links: bool, begins_at: datetime | None
) -> Said:
    count = start_mailing(
        visit.store,
        visit.the_event(),
        kind,
        with_links=with_links,
        actor=visit.actor,
        now=visit.now,
        begins_at=begins_at,
    )
    visit.running.send_soon()
    if begins_at is not None:
        return Said("mailing.planned")
    return Said("mailing.started", {"count": count}) if count else Said("mailing.nobody_new")


def pause(visit: StaffVisit, request: Request, _form: Form) -> Response:
    """Send no more until resumed."""
    kind = started_kind_in(request)
    pause_mailing(visit.store, visit.the_event(), kind, actor=visit.actor, now=visit.now)
    return back(visit, f"{HERE}/{kind}")


def resume(visit: StaffVisit, request: Request, _form: Form) -> Response:
    """Go on."""
    kind = started_kind_in(request)
    resume_mailing(visit.store, visit.the_event(), kind, actor=visit.actor, now=visit.now)
    visit.running.send_soon()
    return back(visit, f"{HERE}/{kind}")


def cancel(visit: StaffVisit, request: Request, _form: Form) -> Response:
    """Take back what was planned for later."""
    kind = started_kind_in(request)
    cancel_mailing(visit.store, visit.the_event(), kind, actor=visit.actor, now=visit.now)
    return back(visit, f"{HERE}/{kind}", said="mailing.cancelled")


ENTRIES = [
    page_entry(f"{HERE}/{{kind}}/send", show, Access.ORGANISER, "before mails are sent"),
    form_entry(f"{HERE}/{{kind}}/send", send, Access.ORGANISER, "send mails of one kind"),
    form_entry(f"{HERE}/{{kind}}/pause", pause, Access.ORGANISER, "pause sending"),
    form_entry(f"{HERE}/{{kind}}/resume", resume, Access.ORGANISER, "go on sending"),
    form_entry(f"{HERE}/{{kind}}/cancel", cancel, Access.ORGANISER, "take back what is planned"),
]
