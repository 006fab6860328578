"""The door of a kiosk: a browser that knows a code of the dashboard becomes one."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kiosk import server, setup
from kiosk.clock import utc_now
from kiosk.dashboard.pages import stranger_page
from kiosk.dashboard.visit import staff_language
from kiosk.enrolment import setup_of
from kiosk.phone.forms import Form
from kiosk.request_bodies import read_body
from kiosk.trying import Trying
from kiosk.wrong_tries import WrongTries, asked_to_wait
from matching.errors import EnrolmentCodeError
from matching.kiosks import enrol

LONGEST_FORM = 1024
_A_YEAR = 31_536_000

wrong_tries = WrongTries()


def show_form(request: Request) -> Response:
    """What this browser is not yet, and a field for the code; ?code= fills it in."""
    return _page(request, typed=request.query_params.get("code", "")[:20])


async def send_code(request: Request) -> Response:
    """Make this browser a kiosk."""
    form = Form(await read_body(request, largest=LONGEST_FORM) or b"")
    running, now = server.running(), utc_now()
    address = request.client.host if request.client else ""
    trying = Trying(running, "kiosk", wrong_tries, address, now)
    trying = await run_in_threadpool(trying.begin)
    if trying.minutes:
        page = _page(request, problem="enrol.locked", minutes=trying.minutes, status=429)
        return asked_to_wait(page, trying.minutes)
    key, typed = running.settings.key("kiosk codes"), form.one("code")
    try:
        kiosk = await run_in_threadpool(enrol, running.store, typed, key=key, now=now)
    except EnrolmentCodeError:
        return _page(request, typed=typed[:20], problem="enrol.wrong", status=422)
    await run_in_threadpool(trying.was_right)
    answer = RedirectResponse("/", status_code=303)
    answer.set_cookie(
        setup.COOKIE,
        setup.to_cookie(
            setup.enrolled(setup_of(request, running), kiosk), running.settings.key("kiosk cookie")
        ),
        max_age=_A_YEAR,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


def _page(
    request: Request, *, typed: str = "", problem: str = "", minutes: int = 0, status: int = 200
) -> Response:
    return stranger_page(
        "enrol.html",
        language=staff_language(request),
        status=status,
        typed=typed,
        problem=problem,
        minutes=minutes,
    )
