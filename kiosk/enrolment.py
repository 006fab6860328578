"""Which browser may be a kiosk: an enrolled one, and on this computer one before a real event."""

import ipaddress
from uuid import UUID

from starlette.requests import HTTPConnection

from kiosk import setup
from kiosk.server import Server
from kiosk.setup import KioskSetup
from matching.errors import NoEventError, RozmowaError
from matching.kiosks import Kiosk, find_kiosk

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def setup_of(request: HTTPConnection, running: Server) -> KioskSetup:
    """What the browser's cookie says about it."""
    return setup.from_cookie(
        request.cookies.get(setup.COOKIE), running.settings.key("kiosk cookie")
    )


def may_be_kiosk(request: HTTPConnection, running: Server) -> bool:
    """Whether this browser gets the kiosk's screens."""
    if kiosk_of(setup_of(request, running), running) is not None:
        return True
    return is_this_computer(request) and is_before_a_real_event(running)


def kiosk_of(its_setup: KioskSetup, running: Server) -> Kiosk | None:
    """The enrolled kiosk that this setup belongs to; None without one, and once it is revoked."""
    if its_setup.kiosk_id is None:
        return None
    return find_kiosk(running.store, UUID(its_setup.kiosk_id))


def is_before_a_real_event(running: Server) -> bool:
    """Whether there is only the sample event, or none at all."""
    try:
        return running.event().is_sample
    except NoEventError:
        return True
    except RozmowaError:
        return False


def is_this_computer(request: HTTPConnection) -> bool:
    """Whether a request began on this computer, as far as can be told: nobody passed it on."""
    if any(name in request.headers for name in FORWARDED) or request.client is None:
        return False
    try:
        address = ipaddress.ip_address(request.client.host)
    except ValueError:
        return False
    # A server that listens on IPv6 too sees 127.0.0.1 as ::ffff:127.0.0.1.
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)
