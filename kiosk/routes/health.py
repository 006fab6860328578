"""Is the server well?"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from kiosk import away, scanning, server


async def healthz(_request: Request) -> JSONResponse:
    """200 while the database answers, with the decoders that work here; nothing personal."""
    try:
        await run_in_threadpool(server.running().store.rows, "events/list_events")
    except Exception:
        return JSONResponse(away.DATABASE_AWAY, status_code=503)
    return JSONResponse({"status": "ok", "decoders": scanning.decoders()})
