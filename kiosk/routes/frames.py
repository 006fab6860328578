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

    foreign: a code was there, but no badge. The header X-Rozmowa-Camera tells cameras apart.
    """
    body = await read_body(request, largest=scanning.MAX_FRAME_BYTES)
    if body is None:
        return _too_large()
    camera = request.headers.get("x-rozmowa-camera", "")[:64]
    reader = scanning.reader_for(camera or str(request.client and request.client.host))
    if _decoding.statistics().tasks_waiting > WAITING:
        return JSONResponse({"code": None, "foreign": False}, status_code=503)
    reading = await anyio.to_thread.run_sync(
        lambda: reader.read(body, now=time.monotonic()), limiter=_decoding
    )
    return _answer(reading)


async def photo(request: Request) -> JSONResponse:
    """A photo from a file (at most 12 MB), read with the full effort; the answer is as for scan."""
    body = await read_body(request, largest=scanning.MAX_IMAGE_BYTES)
    if body is None:
        return _too_large()
    return _answer(await anyio.to_thread.run_sync(scanning.read_image, body, limiter=_decoding))


def _answer(reading: scanning.Reading) -> JSONResponse:
    return JSONResponse({"code": reading.code, "foreign": reading.foreign})


def _too_large() -> JSONResponse:
    return JSONResponse({"code": None, "foreign": False}, status_code=413)
