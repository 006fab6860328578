"""The kiosk's scripts and styles, which its browser keeps until they change."""

from starlette.requests import Request
from starlette.responses import Response

from kiosk import components

_A_YEAR = {"Cache-Control": "public, max-age=31536000, immutable"}
_FILES = {
    "kiosk.js": ("text/javascript", components.script),
    "kiosk.css": ("text/css", components.styles),
}


def file(request: Request) -> Response:
    """One of the two, or 404; its address changes with its content."""
    found = _FILES.get(request.path_params["name"])
    if found is None:
        return Response(status_code=404)
    media_type, read = found
    return Response(read(), media_type=media_type, headers=_A_YEAR)
