"""The public page on which somebody registers for an event: no account, no script, no cookie."""

from dataclasses import dataclass, replace
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kiosk import server
from kiosk.access import Access, Entry
from kiosk.clock import utc_now
from kiosk.own_link_address import own_link_address
from kiosk.phone import HEADERS, NothingHereError, calmly_anywhere, language_of, render
from kiosk.phone.forms import LARGEST_FORM, Form
from kiosk.registration_address import REGISTRATION_PATH, registration_path
from kiosk.request_bodies import read_body
from kiosk.routes import register_guard as guard
from kiosk.routes.register_form import QUESTIONS, Draft, draft_of, empty_draft, problem_text
from kiosk.server import Server
from kiosk.texts import Text, day_and_time, texts_in
from kiosk.wrong_tries import asked_to_wait
from matching.chips import load_chips
from matching.errors import (
    RegistrationClosedError,
    RegistrationFullError,
    UnknownEventError,
)
from matching.event_plan import EventPlan, plan_of
from matching.events import find_event
from matching.model import Event
from matching.registration import Registration, Standing, places_of, register, standing_of
from matching.registration_fields import (
    LANGUAGES,
    LONGEST,
    LONGEST_WORDS,
    MOST_CHIPS,
    problems_of,
)

TOO_LARGE, INVALID, TOO_MANY, CONFLICT = 413, 422, 429, 409

forms_sent = guard.no_forms_sent()


@dataclass(frozen=True)
class Guest:
    """Somebody at the registration page of an event."""

    request: Request
    running: Server
    event: Event
    plan: EventPlan
    language: str
    now: datetime

    @property
    def text(self) -> Text:
        """Sentences in the page's language."""
        return texts_in(self.language)

    @property
    def address(self) -> str:
        """Where the request came from, for the limit on forms."""
        return self.request.client.host if self.request.client else ""

    def when(self) -> str:
        """Day and time in words, "" where nobody has said."""
        starts = self.plan.starts_at_utc
        return self._in_words(starts) if starts else ""

    def until(self) -> str:
        """By when one can register, "" without an end."""
        closes = self.plan.registration_closes_at_utc
        return self._in_words(closes) if closes else ""

    def _in_words(self, moment: datetime) -> str:
        return day_and_time(moment, language=self.language, time_zone=self.event.time_zone)


def show_form(request: Request) -> Response:
    """The empty form, or that the event is full or takes no registrations."""
    return calmly_anywhere(_form, request)


def show_thanks(request: Request) -> Response:
    """What everybody reads who has sent the form; it says nothing about them."""
    return calmly_anywhere(_thanks, request)


async def send_form(request: Request) -> Response:
    """Put somebody on the list, or show the form again with all that was typed."""
    body = await read_body(request, largest=LARGEST_FORM)

    def with_form(request: Request) -> Response:
        if body is None:
            raise NothingHereError(TOO_LARGE)
        return _sent(request, Form(body))

    return await run_in_threadpool(calmly_anywhere, with_form, request)


def _guest_of(request: Request) -> Guest:
    """Raises NothingHereError where the event was never open to everybody."""
    running, now = server.running(), utc_now()
    try:
        event = find_event(running.store, request.path_params["slug"])
    except UnknownEventError:
        raise NothingHereError from None
    plan = plan_of(running.store, event)
    if not plan.registration_is_open and not places_of(running.store, event).registered:
        raise NothingHereError
    return Guest(request, running, event, plan, language_of(request), now)


def _form(request: Request) -> Response:
    guest = _guest_of(request)
    standing = standing_of(guest.running.store, guest.event, now=guest.now)
    if standing is not Standing.OPEN:
        return _standing_page(guest, standing)
    return _form_page(guest, empty_draft(guest.language), guard.first_note(guest.now))


def _thanks(request: Request) -> Response:
    guest = _guest_of(request)
    return render(
        "register_thanks.html",
        language=guest.language,
        guest=guest,
        here=_here(guest),
        own_link=own_link_address(guest.language),
    )


def _sent(request: Request, form: Form) -> Response:
    guest, draft = _guest_of(request), draft_of(form)
    note = guard.read(guest.running.settings, form)
    minutes = forms_sent.minutes_locked(guest.address, now=guest.now)
    if minutes:
        wait = guest.text("register.wait", count=minutes)
        again = note or guard.first_note(guest.now)
        page = _form_page(guest, draft, again, notice=wait, status=TOO_MANY)
        return asked_to_wait(page, minutes)
    forms_sent.note(guest.address, now=guest.now)
    doubt = guard.doubt_about(note, form, now=guest.now)
    draft = _with_problems(guest, draft)
    if doubt is not None:
        notice = guest.text(f"register.doubt_{doubt}")
        again = guard.after(note, doubt, guest.now)
        return _form_page(guest, draft, again, notice=notice, status=INVALID)
    assert note is not None  # else there is a doubt
    if draft.problems:
        notice = guest.text("register.look_again")
        return _form_page(guest, draft, note, notice=notice, status=INVALID)
    return _kept(guest, draft, note)


def _with_problems(guest: Guest, draft: Draft) -> Draft:
    found = problems_of(draft.typed)
    return replace(draft, problems={one.field: problem_text(one, guest.text) for one in found})


def _kept(guest: Guest, draft: Draft, note: guard.FormNote) -> Response:
    registration = Registration(note.form_id, guest.event, draft.typed, draft.decided())
    key = guest.running.settings.key("suppression")
    try:
        register(guest.running.store, registration, key=key, now=guest.now)
    except RegistrationFullError:
        return _standing_page(guest, Standing.FULL, status=CONFLICT)
    except RegistrationClosedError:
        return _standing_page(guest, Standing.CLOSED, status=CONFLICT)
    return RedirectResponse(
        f"{registration_path(guest.event)}/thanks?lang={guest.language}", 303, headers=HEADERS
    )


def _form_page(
    guest: Guest, draft: Draft, note: guard.FormNote, *, notice: str = "", status: int = 200
) -> Response:
    chips = [(chip.chip_id, chip.labels[guest.language]) for chip in load_chips().values()]
    return render(
        "register.html",
        language=guest.language,
        status=status,
        guest=guest,
        draft=draft,
        typed=draft.typed,
        note=guard.written(guest.running.settings, note),
        asks_tick=note.doubt is guard.Doubt.PROGRAM,
        notice=notice,
        chips=chips,
        questions=QUESTIONS,
        spoken=[(one, guest.text(f"register.language_{one}")) for one in LANGUAGES],
        longest=LONGEST | {"words": LONGEST_WORDS},
        most_chips=MOST_CHIPS,
        guard=guard,
    )


def _standing_page(guest: Guest, standing: Standing, *, status: int = 200) -> Response:
    return render(
        "register_over.html",
        language=guest.language,
        status=status,
        guest=guest,
        standing=standing,
        here=_here(guest),
    )


def _here(guest: Guest) -> str:
    return f"{registration_path(guest.event)}?lang={guest.language}"


_PAGE = REGISTRATION_PATH + "{slug}"
ENTRIES = [
    Entry(_PAGE, show_form, Access.EVERYONE, title="register for an event"),
    Entry(_PAGE, send_form, Access.EVERYONE, ("POST",), "register for an event"),
    Entry(f"{_PAGE}/thanks", show_thanks, Access.EVERYONE, title="thanks for registering"),
]
