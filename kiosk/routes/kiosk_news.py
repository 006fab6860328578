"""A kiosk asks every few seconds whether there is anything new, and says how its camera is."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kiosk import kiosk_health, news, server
from kiosk.clock import utc_now
from kiosk.enrolment import may_be_kiosk, setup_of


def ask(request: Request) -> Response:
    """The version of what the kiosk should show; for browsers that are no kiosk nothing is here."""
    running, now = server.running(), utc_now()
    if not may_be_kiosk(request, running):
        return JSONResponse({"error": "no kiosk"}, status_code=404)
    its_setup = setup_of(request, running)
    if its_setup.kiosk_id:
        camera = request.query_params.get("camera", "")
        kiosk_health.note(running.store, UUID(its_setup.kiosk_id), camera, now=now)
    call_id = _id(request.query_params.get("call", ""))
    version = news.version(running, news.event_now(running), its_setup, call_id, now)
    return JSONResponse({"version": version}, headers={"Cache-Control": "no-store"})


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
