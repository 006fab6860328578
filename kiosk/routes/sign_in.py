"""The door of the staff page: a form without JavaScript, and the cookie it gives."""

from html import escape
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kiosk import server, staff_session
from kiosk.clock import utc_now
from kiosk.routes.bodies import is_from_here, read_body
from kiosk.texts import Text, texts_in

LONGEST_FORM = 2048

_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
@font-face {{ font-family: Atkinson; font-weight: 400; src: url(/fonts/atkinson-400.ttf); }}
@font-face {{ font-family: Atkinson; font-weight: 700; src: url(/fonts/atkinson-700.ttf); }}
@font-face {{ font-family: Newsreader; font-weight: 200 800; src: url(/fonts/newsreader.ttf); }}
body {{ margin: 0; min-height: 100vh; display: grid; place-items: center; background: #F3F6FC;
  color: #10173A; font: 21px/1.4 Atkinson, sans-serif; }}
main {{ width: min(26rem, calc(100vw - 40px)); }}
h1 {{ font: 600 39px/1.14 Newsreader, serif; margin: 0 0 20px; }}
label {{ display: block; font-weight: 700; }}
input, button {{ width: 100%; box-sizing: border-box; font: inherit; min-height: 64px; }}
input {{ margin: 8px 0 20px; padding: 0 18px; border: 3px solid #7180A8; border-radius: 20px;
  background: #fff; color: inherit; }}
button {{ border: 0; border-radius: 999px; background: #1E3FAE; color: #fff; font-weight: 700; }}
:focus-visible {{ outline: 5px solid #10173A; outline-offset: 4px; }}
p[role=alert] {{ padding: 12px 18px; border-radius: 20px; background: #FBE6EA; color: #A51C38; }}
</style></head>
<body><main><h1>{title}</h1>{message}{form}</main></body></html>"""

_FORM = """<form method="post" action="/sign-in"><label for="pin">{label}</label>
<input id="pin" name="pin" type="password" inputmode="numeric" autocomplete="current-password"
 autofocus required maxlength="200"><button>{go}</button></form>"""


async def show_form(request: Request) -> Response:
    """The PIN form, or what to do where no PIN is set."""
    text = texts_in(_language(request))
    message = "" if server.running().staff_pin() else text("staff.pin_none")
    return _page(request, text, message, status=200)


async def sign_in(request: Request) -> Response:
    """Set the cookie for the right PIN; after five wrong ones wait."""
    # Read first: from here on nothing awaits, so tries that come at once are counted one by one.
    body = (await read_body(request, largest=LONGEST_FORM) or b"").decode("utf-8", "replace")
    text, running, now = texts_in(_language(request)), server.running(), utc_now()
    pin, address = running.staff_pin(), request.client.host if request.client else ""
    if pin is None or not is_from_here(request):
        return _page(request, text, text("staff.pin_none"), status=403)
    minutes = staff_session.wrong_tries.minutes_locked(address, now=now)
    if minutes:
        return _page(request, text, text("staff.pin_locked", minutes=minutes), status=429)
    form = parse_qs(body)
    if not staff_session.is_right_pin(form.get("pin", [""])[0], pin):
        staff_session.wrong_tries.note(address, now=now)
        return _page(request, text, text("staff.pin_wrong"), status=401)
    answer = RedirectResponse("/staff", status_code=303)
    answer.set_cookie(
        staff_session.COOKIE,
        staff_session.new_session(running.settings, pin),
        max_age=staff_session.HOURS_VALID * 3600,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return answer


async def sign_out(request: Request) -> Response:
    """Forget the cookie."""
    answer = RedirectResponse("/", status_code=303)
    if is_from_here(request):
        answer.delete_cookie(staff_session.COOKIE)
    return answer


def _language(request: Request) -> str:
    wanted = request.headers.get("accept-language", "")[:2].lower()
    return wanted if wanted in {"pl", "en"} else server.running().settings.language


def _page(request: Request, text: Text, message: str, *, status: int) -> HTMLResponse:
    has_form = server.running().staff_pin() is not None and status != 429
    form = _FORM.format(label=escape(text("staff.pin_label")), go=escape(text("staff.pin_go")))
    return HTMLResponse(
        _PAGE.format(
            language=_language(request),
            title=escape(text("staff.pin_title")),
            message=f'<p role="alert">{escape(message)}</p>' if message else "",
            form=form if has_form else "",
        ),
        status_code=status,
    )
