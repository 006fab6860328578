"""Pictures in, badge codes out. A picture is read and forgotten."""

import time

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse

from kiosk import scanning
from kiosk.request_bodies import read_body

AT_ONCE = 4
WAITING = 200

_decoding = anyio.CapacityLimiter(AT_ONCE)


async def scan(request: Request) -> JSONResponse:
    """A camera frame (JPEG, at most 3 MB) to `{"code": …|null, "foreign": true|false}`.

    foreign: a code was there, but no badge. The header X-Rozmowa-Camera tells cameras apart, and
    X-Rozmowa-Frame: watch says that probably no badge is in it. The answer's X-Rozmowa-Pace is how
    many milliseconds to wait between frames where many cameras share the server.
    """
    body = await read_body(request, largest=scanning.MAX_FRAME_BYTES)
    if body is None:
        return _too_large()
    camera = request.headers.get("x-rozmowa-camera", "")[:64]
    camera = camera or str(request.client and request.client.host)
    if _decoding.statistics().tasks_waiting > WAITING:
        nothing = {"code": None, "foreign": False}
        return JSONResponse(nothing, status_code=503, headers=_pace())
    is_urgent = request.headers.get("x-rozmowa-frame") != "watch"
    reading = await anyio.to_thread.run_sync(_read, camera, body, is_urgent, limiter=_decoding)
    return _answer(reading, _pace())


def _read(camera: str, body: bytes, is_urgent: bool) -> scanning.Reading:
    now, began = time.monotonic(), time.thread_time()
    reading = scanning.reader_for(camera).read(body, now=now, is_urgent=is_urgent)
    scanning.pace.note(camera, time.thread_time() - began, now=now)
    return reading


def _pace() -> dict[str, str]:
    seconds = scanning.pace.seconds()
    return {"X-Rozmowa-Pace": f"{1000 * seconds:.0f}"} if seconds else {}


async def photo(request: Request) -> JSONResponse:
    """A photo from a file (at most 12 MB), read with the full effort; the answer is as for scan."""
    body = await read_body(request, largest=scanning.MAX_IMAGE_BYTES)
    if body is None:
        return _too_large()
    return _answer(await anyio.to_thread.run_sync(scanning.read_image, body, limiter=_decoding))


def _answer(reading: scanning.Reading, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"code": reading.code, "foreign": reading.foreign}, headers=headers)


def _too_large() -> JSONResponse:
    return JSONResponse({"code": None, "foreign": False}, status_code=413)
