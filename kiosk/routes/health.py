"""Is the server well?"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from kiosk import away, scanning, server
from matching.errors import DatabaseFullError


async def healthz(_request: Request) -> JSONResponse:
    """200 while the database answers, with the decoders that work here; nothing personal."""
    try:
        await run_in_threadpool(_look)
    except DatabaseFullError:
        return away.unwell(away.Reason.FULL)
    except Exception:
        return away.unwell(away.Reason.DATABASE)
    return JSONResponse({"status": "ok", "decoders": scanning.decoders()})


def _look() -> None:
    store = server.running().store
    store.rows("events/list_events")
    away.look_for_room(store)
