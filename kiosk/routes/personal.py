"""Somebody's own page: their conversations, what their badge did, their consents.

Only with a signed link, never with a badge (P13). A GET changes nothing.
"""

from collections.abc import Sequence
from itertools import groupby
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kiosk import server
from kiosk.chip_labels import chip_labels
from kiosk.links import PERSONAL_LINK_DAYS, answer_link
from kiosk.paging import page_of
from kiosk.phone import render
from kiosk.phone.badge_lines import act_lines
from kiosk.phone.meetings import introducing_of, is_asked, parts_of
from kiosk.phone.talks import Talk, read_details, read_talk
from kiosk.routes.visitors import (
    Visitor,
    conversation_of,
    show,
    today_at,
    visitor_of,
)
from matching.answers import LONGEST
from matching.badge_history import ACTS_A_PAGE, list_acts
from matching.consents import answers_of, has_agreed
from matching.conversations import Conversation
from matching.follow_ups import PromiseKind
from matching.mailing.refusals import RefusalKind, has_refused
from matching.model import ConsentKind, Event

TALKS_A_PAGE = 20


def show_talks(request: Request) -> Response:
    """The visitor's conversations by event, newest first, 20 a page; below them the consents."""
    return show(_talks, request)


def show_talk(request: Request) -> Response:
    """One conversation with all that may be done about it."""
    return show(_one_talk, request)


def show_question(request: Request) -> Response:
    """Whether the answer shall really be withdrawn, and what that undoes."""
    return show(_question, request)


def show_badge(request: Request) -> Response:
    """What was done with the visitor's badge, each with "this was not me"."""
    return show(_badge, request)


def _talks(request: Request) -> Response:
    visitor, page = visitor_of(request), page_of(request)
    every = visitor.conversations()
    return render(
        "personal.html",
        language=visitor.language,
        visitor=visitor,
        groups=_by_event(visitor, every[page * TALKS_A_PAGE : (page + 1) * TALKS_A_PAGE]),
        answer_address=lambda talk: _answer_address(talk.conversation),
        consents=(consents := consents_of(visitor)),
        mails=_mails(visitor),
        meet=_meet(visitor) if ConsentKind.SUGGEST in consents else None,
        shown=uuid4(),
        days=PERSONAL_LINK_DAYS,
        page=page,
        page_address=lambda number: visitor.address(page=number),
        has_more=len(every) > (page + 1) * TALKS_A_PAGE,
    )


def _one_talk(request: Request) -> Response:
    visitor = visitor_of(request)
    return talk_page(visitor, conversation_of(request, visitor))


def talk_page(
    visitor: Visitor, conversation: Conversation, *, problem: dict[str, str] | None = None
) -> Response:
    """The page of one conversation.

    problem: a form that was not kept, as {form, message, words, second_try}; shown where it was
    """
    talk = _talk(visitor, conversation)
    details = read_details(visitor.store, talk, language=visitor.language)
    return render(
        "personal_talk.html",
        language=visitor.language,
        status=422 if problem else 200,
        visitor=visitor,
        talk=talk,
        details=details,
        step=lambda name: visitor.address("talk", talk.conversation_id, name),
        shared_labels=", ".join(visitor.text(f"share.{field}") for field in details.shared or ()),
        labels=lambda chips: chip_labels(chips, visitor.language),
        answer_address=_answer_address(conversation),
        kinds=[*PromiseKind],
        today=today_at(talk.event, visitor.now),
        introducing=introducing_of(visitor.store, talk, visitor.conversations(), now=visitor.now),
        longest=LONGEST,
        shown=uuid4(),
        problem=problem,
    )


def _question(request: Request) -> Response:
    visitor = visitor_of(request)
    conversation = conversation_of(request, visitor)
    # The address of another act is in the browser once its form was not kept.
    if request.path_params["act"] != "withdraw":
        return RedirectResponse(visitor.address("talk", conversation.conversation_id), 303)
    return render(
        "personal_withdraw.html",
        language=visitor.language,
        visitor=visitor,
        talk=_talk(visitor, conversation),
    )


def _badge(request: Request) -> Response:
    visitor, page = visitor_of(request), page_of(request)
    acts = list_acts(visitor.store, visitor.owner.person_id, page=page)
    events, language = visitor.events, visitor.language
    return render(
        "personal_badge.html",
        language=language,
        visitor=visitor,
        acts=[(act, act_lines(act, events[act.event_id], language)) for act in acts],
        page=page,
        page_address=lambda number: visitor.address("badge", page=number),
        has_more=len(acts) == ACTS_A_PAGE,
    )


def _meet(visitor: Visitor) -> str | None:
    """The key of the sentence that leads to the people to meet; None where there is nothing."""
    parts = parts_of(visitor.store, visitor.owner.person_id, visitor.events, now=visitor.now)
    if any(is_asked(visitor.store, part, now=visitor.now) for part in parts):
        return "own_intro.waits"
    return "own_meet.lead" if any(part.is_to_meet for part in parts) else None


def _mails(visitor: Visitor) -> dict[str, bool]:
    """Whether the visitor wants no mails at all, and whether reminders come with the others."""
    store, person_id = visitor.store, visitor.owner.person_id
    return {
        "none": has_refused(store, person_id, RefusalKind.ALL),
        "some": has_agreed(store, person_id, ConsentKind.MAIL),
        "reminders": not has_refused(store, person_id, RefusalKind.REMINDER),
    }


def consents_of(visitor: Visitor) -> dict[ConsentKind, bool | None]:
    """What the visitor agreed to, None where they were never asked; entry only comes alone."""
    answers = answers_of(visitor.store, visitor.owner.person_id)
    if answers.get(ConsentKind.ENTRY_ONLY):
        return {ConsentKind.ENTRY_ONLY: True}
    return {kind: answers.get(kind) for kind in ConsentKind}


def _by_event(visitor: Visitor, part: Sequence[Conversation]) -> list[tuple[Event, list[Talk]]]:
    """Conversations under their events, the event of the newest one first."""
    order = {one.event_id: place for place, one in reversed(list(enumerate(part)))}
    ordered = sorted(part, key=lambda one: order[one.event_id])
    groups = groupby(ordered, key=lambda one: one.event_id)
    talks = [[_talk(visitor, one) for one in group] for _, group in groups]
    return [(group[0].event, group) for group in talks]


def _talk(visitor: Visitor, conversation: Conversation) -> Talk:
    event = visitor.events[conversation.event_id]
    return read_talk(visitor.store, conversation, event, language=visitor.language)


def _answer_address(conversation: Conversation) -> str | None:
    return answer_link(
        server.running().settings,
        conversation_id=conversation.conversation_id,
        attendee_id=conversation.me.attendee_id,
    )
