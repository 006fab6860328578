"""The fonts of the pinned packages, so that no page asks anybody else for them."""

from pathlib import Path

import fontpkg
from starlette.requests import Request
from starlette.responses import FileResponse, Response

_A_YEAR = {"Cache-Control": "public, max-age=31536000, immutable"}

FILES = {
    "atkinson-400.ttf": Path(fontpkg.path("atkinson-hyperlegible", 400)),
    "atkinson-700.ttf": Path(fontpkg.path("atkinson-hyperlegible", 700)),
    "newsreader.ttf": Path(fontpkg.path("newsreader")),
    "newsreader-italic.ttf": Path(fontpkg.path("newsreader", style="italic")),
}


async def font(request: Request) -> Response:
    """One of the four fonts, or 404."""
    file = FILES.get(request.path_params["name"])
    if file is None:
        return Response(status_code=404)
    return FileResponse(file, media_type="font/ttf", headers=_A_YEAR)
