"""Mails of an event: each kind in the order of its life, whether they can go, what came of it."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.mail.checks import Line, lines_for, lines_for_all
from kiosk.dashboard.mail.standing import HERE, Standing
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.set_up.first_event import about_an_event
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from matching.mailing.figures import figures_of_mails
from matching.mailing.nouns import MailKind, MailState
from matching.mailing.outbox import mailings_of
from matching.mailing.readiness import Reach, reach_of, whose_turn
from matching.readiness import State

BUSY = {"moving", "paused", "decide"}  # another mail begins when this one is done


@dataclass(frozen=True)
class Card:
    """One kind of mail: how it stands, how many it reaches, what is to be known before.

    is_next: it is the one to send now
    """

    standing: Standing
    reach: Reach
    lines: list[Line]
    is_next: bool


def show(visit: StaffVisit, _request: Request) -> Response:
    """The whole page."""
    event, lines = visit.the_event(), lines_for_all(visit)
    mailings = mailings_of(visit.store, event)
    standings = {kind: Standing(kind, mailings.get(kind), visit.now) for kind in MailKind}
    states = [line.finding.state for line in lines]
    return page(
        visit,
        "mail.html",
        cards=_cards(visit, standings),
        links=standings[MailKind.LINK],
        lines=lines,
        has_server=visit.settings.mail is not None,
        missing=states.count(State.MISSING),
        notes=states.count(State.NOTE),
        trouble=visit.running.mail_trouble(),
        figures=figures_of_mails(visit.store, event, now=visit.now),
        sent=sum(one.counts[MailState.SENT] for one in standings.values()),
        refused=sum(one.counts[MailState.FAILED] for one in standings.values()),
    )


def _cards(visit: StaffVisit, standings: dict[MailKind, Standing]) -> list[Card]:
    reached = reach_of(visit.store, visit.the_event(), now=visit.now)
    is_busy = any(one.stage in BUSY for one in standings.values())
    turn = None if is_busy else whose_turn(reached)
    return [
        Card(standings[kind], reach, lines_for(visit, kind, reach), kind is turn)
        for kind, reach in reached.items()
    ]


def try_again(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Wake the sender, such as after the mail server was mended."""
    visit.running.send_soon()
    kind = form.one("kind")
    path = f"{HERE}/{kind}" if kind in list(MailKind) else HERE
    return back(visit, path, said="mailing.trying")


ENTRIES = [
    page_entry(HERE, about_an_event(show), Access.ORGANISER, "mails of an event"),
    form_entry(f"{HERE}/try-again", try_again, Access.ORGANISER, "wake the sender of mails"),
]
