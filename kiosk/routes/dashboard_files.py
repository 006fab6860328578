"""The style and the script of the dashboard."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from kiosk.dashboard.pages import ASSETS, FOLDER


async def asset(request: Request) -> Response:
    """One of them; its address changes with its content."""
    name = request.path_params["name"]
    if name not in ASSETS:
        raise HTTPException(404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return FileResponse(FOLDER / name, media_type=ASSETS[name], headers=headers)
