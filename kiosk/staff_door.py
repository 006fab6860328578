"""How staff get in: what opens the dashboard today, and whose cookie a request brings."""

import hmac

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import HTTPConnection
from starlette.responses import Response

from kiosk.clock import utc_now
from kiosk.server import Server
from kiosk.wrong_tries import WrongTries
from matching.staff import (
    HOURS_VALID,
    Role,
    StaffSession,
    begin_session,
    find_session,
    is_right_password,
    password_door,
)

COOKIE = "rozmowa_staff"

wrong_tries = WrongTries()


def doors(running: Server) -> frozenset[str]:
    """What opens the dashboard today; a changed PIN or password signs everybody out."""
    pin = running.staff_pin()
    found = (_pin_door(running, pin) if pin else None, password_door(running.store))
    return frozenset(door for door in found if door)


def opened_by(running: Server, typed: str) -> str | None:
    """The door that this PIN or password opens; takes up to 0.2 s of a processor."""
    pin = running.staff_pin()
    if pin and hmac.compare_digest(typed.strip().encode(), pin.encode()):
        return _pin_door(running, pin)
    return password_door(running.store) if is_right_password(running.store, typed) else None


def _pin_door(running: Server, pin: str) -> str:
    return "pin:" + hmac.new(running.settings.key("staff door"), pin.encode(), "sha256").hexdigest()


def organiser_key(running: Server, door: str) -> str:
    """A new session of the organiser, who knew what opens this door."""
    return begin_session(running.store, name="", role=Role.ORGANISER, door=door, now=utc_now())


def keep_in_cookie(answer: Response, running: Server, key: str, *, is_encrypted: bool) -> None:
    """Let the browser bring the session's key, signed, from now on."""
    answer.set_cookie(
        COOKIE,
        str(_signer(running).dumps(key)),
        max_age=HOURS_VALID * 3600,
        httponly=True,
        samesite="strict",
        secure=is_encrypted,
    )


def session_of(request: HTTPConnection, running: Server) -> StaffSession | None:
    """The session whose key the request brings, while it stands."""
    key = key_of(request, running)
    if key is None:
        return None
    return find_session(running.store, key, doors=doors(running), now=utc_now())


def key_of(request: HTTPConnection, running: Server) -> str | None:
    """The session's key that a request brings, if we signed it; it may have ended since."""
    cookie, signer = request.cookies.get(COOKIE, ""), _signer(running)
    try:
        key = str(signer.loads(cookie))
    except BadSignature:
        return None
    # Signed anew, as what was strewn into a signature is overlooked when it is read.
    return key if hmac.compare_digest(str(signer.dumps(key)).encode(), cookie.encode()) else None


def _signer(running: Server) -> URLSafeSerializer:
    return URLSafeSerializer(running.settings.key("staff cookie"))
