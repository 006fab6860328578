"""Is the server well?"""

import time

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from kiosk import away, scanning, server
from matching.errors import DatabaseFullError
from matching.interfaces.measuring import read_probe
from matching.store import Store

SECONDS_ASKED_ONCE = 1.0

_answered: list[tuple[float, Store]] = []


async def healthz(_request: Request) -> JSONResponse:
    """200 while the database answers, with the decoders that work here; nothing personal.

    It is asked at most once a second, however many ask us.
    """
    try:
        await run_in_threadpool(_look)
    except DatabaseFullError:
        return away.unwell(away.Reason.FULL)
    except Exception:
        return away.unwell(away.Reason.DATABASE)
    return JSONResponse({"status": "ok", "decoders": scanning.decoders()})


def _look() -> None:
    store, now = server.running().store, time.monotonic()
    last = next((at for at, asked in _answered if asked is store), float("-inf"))
    if now - last >= SECONDS_ASKED_ONCE:
        read_probe(store)
        _answered[:] = [(now, store)]
    away.look_for_room(store)
