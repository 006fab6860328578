"""Who sends a request, as far as it matters for how much they may send.

Only signatures are looked at, never the database, so that a flood costs next to nothing.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from starlette.requests import HTTPConnection

from kiosk import links, staff_door
from kiosk.clock import utc_now
from kiosk.enrolment import is_this_computer, setup_of
from kiosk.neighbourhoods import neighbourhood
from kiosk.server import Server


class Kind(StrEnum):
    """Who asks, the most trusted first."""

    KIOSK = "kiosk"  # has the signed cookie of an enrolled kiosk
    STAFF = "staff"  # has a signed cookie of the dashboard
    LINK = "link"  # has a link that we signed
    HERE = "here"  # a program on this computer
    ADDRESS = "address"  # anybody else, a whole venue behind one address too


@dataclass(frozen=True)
class Sender:
    """key: which one of its kind; nothing that opens anything"""

    kind: Kind
    key: str


def sender_of(asking: HTTPConnection, running: Server) -> Sender:
    """Who sends this."""
    if (kiosk_id := setup_of(asking, running).kiosk_id) is not None:
        return Sender(Kind.KIOSK, kiosk_id)
    if (session := staff_door.key_of(asking, running)) is not None:
        return Sender(Kind.STAFF, _digest(session))
    if (token := _own_token(asking.url.path, running)) is not None:
        return Sender(Kind.LINK, _digest(token))
    if is_this_computer(asking):
        return Sender(Kind.HERE, "")
    return Sender(Kind.ADDRESS, neighbourhood(_address(asking)))


def _own_token(path: str, running: Server) -> str | None:
    """The token in the address, if it is one of ours."""
    settings = running.settings
    if path.startswith(links.ANSWER_PATH):
        token = path.removeprefix(links.ANSWER_PATH)
        is_ours = bool(
            links.read_answer_link(settings, token) or links.read_phone_code_link(settings, token)
        )
    elif path.startswith(links.PERSONAL_PATH):
        token = path.removeprefix(links.PERSONAL_PATH).partition("/")[0]
        is_ours = links.read_personal_link(settings, token, now=utc_now()) is not None
    elif path.startswith(links.UNSUBSCRIBE_PATH):
        token = path.removeprefix(links.UNSUBSCRIBE_PATH)
        is_ours = links.read_unsubscribe_link(settings, token) is not None
    else:
        return None
    return token if is_ours else None


def _address(asking: HTTPConnection) -> str:
    return asking.client.host if asking.client else ""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
