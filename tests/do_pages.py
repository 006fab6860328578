"""Pages behind the links of a mail, as somebody on a phone uses them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from cast import NOW
from own_pages import OwnPage, forms_of

from kiosk.mail.addresses import DO, MailAct
from matching.conversations import Conversation
from matching.follow_ups import KeptPromise, promise_of
from matching.people import Listed
from matching.store import Store

PROMISE_ACTS = (MailAct.KEPT, MailAct.LATER, MailAct.DROP)
TALK_ACTS = (*PROMISE_ACTS, MailAct.CONFIRM, MailAct.CORRECT, MailAct.WITHDRAW)
TOMORROW = NOW.date() + timedelta(days=1)


def do(act: str, subject: Conversation | UUID | str) -> str:
    """The path of a link below somebody's own page."""
    return f"/{DO}/{act}/{getattr(subject, 'conversation_id', subject)}"


def form_on(page: httpx.Response, place: int = 0) -> dict[str, Any]:
    """One of the page's own forms, which are sent to where the page is."""
    return forms_of(page)[""][place]


def press(page: OwnPage, path: str, place: int = 0, **fields: Any) -> httpx.Response:
    """Open a link and send the form on its page; then whatever page that leads to."""
    sent = page.send(path, form_on(page.look(path), place) | fields)
    if sent.status_code != 303:
        return sent
    return page.look(sent.headers["location"].removeprefix(page.path))


def promised(store: Store, talk: Conversation, who: Listed) -> KeptPromise | None:
    """What stands."""
    return promise_of(store, talk.conversation_id, author_id=who.attendee_id)
