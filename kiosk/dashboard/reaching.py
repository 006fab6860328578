"""Where other devices find this server."""

from starlette.requests import Request

from kiosk import addresses
from kiosk.settings import Settings

_ONLY_HERE = {"localhost", "127.0.0.1", "::1"}


def address_for_others(request: Request, settings: Settings) -> str:
    """The public address, else ours in the venue's network, else the one that was asked."""
    if settings.public_url:
        return settings.public_url
    is_only_here = (request.url.hostname or "") in _ONLY_HERE
    near = addresses.in_the_network() if is_only_here else []
    return near[0] if near else f"{request.url.scheme}://{request.url.netloc}"
