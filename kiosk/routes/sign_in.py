"""The doors of the dashboard: the PIN or password, the first set-up, an invitation, the way out."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kiosk import server, staff_door
from kiosk.clock import utc_now
from kiosk.dashboard.pages import stranger_page
from kiosk.dashboard.visit import staff_language
from kiosk.phone.forms import Form
from kiosk.request_bodies import read_body
from kiosk.server import Server
from kiosk.texts import texts_in
from kiosk.trying import Trying
from kiosk.wrong_tries import asked_to_wait
from matching.errors import InvitationOverError, PasswordLengthError
from matching.staff import (
    SHORTEST_PASSWORD,
    accept_invitation,
    end_session,
    find_invitation,
    set_password,
)

LONGEST_FORM = 2048
HOME = "/staff"


async def show_form(request: Request) -> Response:
    """The PIN form, or what to do where nothing opens the dashboard yet."""
    return await run_in_threadpool(_sign_in_page, request)


async def sign_in(request: Request) -> Response:
    """Set the cookie for the right PIN or password; after five wrong ones wait."""
    form, address = await _form(request), _address(request)
    running, now = server.running(), utc_now()
    if not await run_in_threadpool(staff_door.doors, running):
        return await _sign_in_again(request, "staff.pin_none", status=403)
    # Counted before it is compared, so that tries at once all count.
    trying = Trying(running, "staff", staff_door.wrong_tries, address, now)
    trying = await run_in_threadpool(trying.begin)
    if trying.minutes:
        minutes = trying.minutes
        page = await _sign_in_again(request, "staff.pin_locked", minutes=minutes, status=429)
        return asked_to_wait(page, minutes)
    door = await run_in_threadpool(staff_door.opened_by, running, form.one("pin"))
    if door is None:
        return await _sign_in_again(request, "staff.pin_wrong", status=401)
    await run_in_threadpool(trying.was_right)
    key = await run_in_threadpool(staff_door.organiser_key, running, door)
    return _signed_in(request, running, key)


async def show_set_up(request: Request) -> Response:
    """The form for the first password, behind the link on the console."""
    if not await _is_set_up_link(request):
        return _nothing(request)
    return _set_up_page(request)


async def set_up(request: Request) -> Response:
    """Keep the first password, and sign this browser in; the link then opens nothing."""
    form, running = await _form(request), server.running()
    if not await _is_set_up_link(request):
        return _nothing(request)
    words = form.one("password")

    def keep() -> str:
        set_password(running.store, words, actor="cli", now=utc_now())
        door = staff_door.opened_by(running, words)
        assert door is not None  # it was set this moment
        return staff_door.organiser_key(running, door)

    try:
        key = await run_in_threadpool(keep)
    except PasswordLengthError:
        return _set_up_page(request, problem="dash.password_length", status=422)
    return _signed_in(request, running, key)


async def show_invitation(request: Request) -> Response:
    """What an invitation offers; only the button uses it up, not a look or a link preview."""
    running, key = server.running(), request.path_params["key"]
    found = await run_in_threadpool(find_invitation, running.store, key, now=utc_now())
    if found is None:
        return _invitation_over(request)
    return _page(
        request,
        "invitation",
        title="dash.invitation_title",
        lead=f"dash.invitation_{found.role}",
        form="invitation",
    )


async def use_invitation(request: Request) -> Response:
    """Sign this browser in, once."""
    running, key = server.running(), request.path_params["key"]
    try:
        own = await run_in_threadpool(accept_invitation, running.store, key, now=utc_now())
    except InvitationOverError:
        return _invitation_over(request)
    return _signed_in(request, running, own)


async def sign_out(request: Request) -> Response:
    """End the session and forget the cookie."""
    answer = RedirectResponse("/sign-in", status_code=303)
    running = server.running()
    session = await run_in_threadpool(staff_door.session_of, request, running)
    if session is not None:
        await run_in_threadpool(
            end_session, running.store, session.session_id, actor=session.actor, now=utc_now()
        )
    answer.delete_cookie(staff_door.COOKIE)
    return answer


def _signed_in(request: Request, running: Server, key: str) -> Response:
    answer = RedirectResponse(HOME, status_code=303)
    is_encrypted = request.url.scheme == "https"
    staff_door.keep_in_cookie(answer, running, key, is_encrypted=is_encrypted)
    return answer


async def _form(request: Request) -> Form:
    return Form(await read_body(request, largest=LONGEST_FORM) or b"")


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


async def _is_set_up_link(request: Request) -> bool:
    key = request.path_params["key"]
    return await run_in_threadpool(server.running().is_set_up_key, key)


async def _sign_in_again(
    request: Request, problem: str, *, status: int, minutes: int = 0
) -> Response:
    """The page with what was wrong. It asks the database, which may be away."""
    return await run_in_threadpool(
        _sign_in_page, request, problem=problem, status=status, minutes=minutes
    )


def _sign_in_page(
    request: Request, *, problem: str = "", status: int = 200, minutes: int = 0
) -> Response:
    has_door = bool(staff_door.doors(server.running()))
    text = texts_in(staff_language(request))
    return _page(
        request,
        "sign-in",
        title="staff.pin_title",
        lead="" if has_door or problem else "staff.pin_none",
        form="pin" if has_door and status != 429 else "",
        problem=text(problem, minutes=minutes) if problem else "",
        status=status,
    )


def _set_up_page(request: Request, *, problem: str = "", status: int = 200) -> Response:
    text = texts_in(staff_language(request))
    return _page(
        request,
        "set-up",
        title="dash.set_up_title",
        lead="dash.set_up_text",
        form="password",
        problem=text(problem, letters=SHORTEST_PASSWORD) if problem else "",
        status=status,
    )


def _invitation_over(request: Request) -> Response:
    return _page(
        request,
        "invitation-over",
        title="dash.invitation_title",
        lead="dash.invitation_over",
        form="",
        status=404,
    )


def _nothing(request: Request) -> Response:
    return stranger_page("stranger.html", language=staff_language(request), status=404)


def _page(
    request: Request,
    screen: str,
    *,
    title: str,
    lead: str,
    form: str,
    problem: str = "",
    status: int = 200,
) -> Response:
    language = staff_language(request)
    text = texts_in(language)
    return stranger_page(
        "sign_in.html",
        language=language,
        status=status,
        screen=screen,
        title=text(title),
        lead=text(lead) if lead else "",
        form=form,
        problem=problem,
        shortest=SHORTEST_PASSWORD,
    )
