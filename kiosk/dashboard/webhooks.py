"""Addresses that are told of admissions and connections: named and removed, and their outboxes."""

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.courier import secret_of
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone import NothingHereError
from kiosk.phone.forms import Form
from matching.errors import WebhookAddressError, WebhookKindError
from matching.interfaces.webhooks import (
    LONGEST_URL,
    Kind,
    Webhook,
    add_webhook,
    end_webhook,
    list_webhooks,
    send_again,
)

HERE = "/staff/webhooks"


def show(visit: StaffVisit, _request: Request) -> Response:
    """All addresses of the event, and a form for one more."""
    return _page(visit)


def add(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Tell one more address; what it checks signatures with is shown once."""
    kinds = [kind for kind in Kind if kind in form.many("kinds")]
    try:
        webhook_id = add_webhook(
            visit.store,
            visit.the_event(),
            url=form.one("url"),
            kinds=kinds,
            actor=visit.actor,
            now=visit.now,
        )
    except WebhookAddressError:
        return _page(visit, form, url_problem=visit.text("api.url_wrong"))
    except WebhookKindError:
        return _page(visit, form, kind_problem=visit.text("api.kinds_none"))
    return _page(visit, secret=secret_of(visit.settings.key, webhook_id))


def remove(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Tell an address nothing any more."""
    webhook = _of(visit, form)
    end_webhook(visit.store, webhook.webhook_id, reason="removed", actor=visit.actor, now=visit.now)
    return back(visit, HERE, said="api.removed")


def again(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Send what was given up once more."""
    webhook = _of(visit, form)
    count = send_again(visit.store, webhook.webhook_id, actor=visit.actor, now=visit.now)
    return back(visit, HERE, said="api.sent_again", count=count)


def _of(visit: StaffVisit, form: Form) -> Webhook:
    """Which of the event's addresses is meant. Raises NothingHereError."""
    for webhook in list_webhooks(visit.store, visit.the_event()):
        if webhook.webhook_id == form.id("webhook"):
            return webhook
    raise NothingHereError


def _page(
    visit: StaffVisit,
    form: Form | None = None,
    *,
    secret: str = "",
    url_problem: str = "",
    kind_problem: str = "",
) -> Response:
    """form: what was sent and could not be kept; it stays in the fields."""
    return page(
        visit,
        "webhooks.html",
        status=422 if form else 200,
        webhooks=list_webhooks(visit.store, visit.the_event()),
        kinds=[*Kind],
        longest=LONGEST_URL,
        secret=secret,
        typed_url=form.one("url") if form else "",
        chosen=form.many("kinds") if form else (),
        url_problem=url_problem,
        kind_problem=kind_problem,
    )


ENTRIES = [
    page_entry(HERE, show, Access.ORGANISER, "addresses that are told what happens"),
    form_entry(HERE, add, Access.ORGANISER, "tell one more address"),
    form_entry(f"{HERE}/remove", remove, Access.ORGANISER, "remove an address"),
    form_entry(f"{HERE}/again", again, Access.ORGANISER, "send again"),
]
