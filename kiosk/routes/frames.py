"""Pictures in, badge codes out. A picture is read and forgotten."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse

from kiosk import scanning
from kiosk.request_bodies import read_body
from matching.priorities import give_way

AT_ONCE = max(2, scanning.processors())
WAITING = 200
PHOTOS_WAITING = 16  # more would wait longer than the page does; each may hold 12 MB
WAITING_FOR_CLOSE_LOOKS = 4  # more would wait longer than for their camera's next frame
NICENESS = 2  # a screen that is being drawn goes before a picture

Result = TypeVar("Result")


class Readers:
    """Threads that read pictures, one each. count: of the pictures that are read or wait"""

    def __init__(self, name: str, most: int) -> None:
        self._threads = ThreadPoolExecutor(most, name, initializer=give_way, initargs=(NICENESS,))
        self.count = 0

    async def do(self, work: Callable[[], Result]) -> Result:
        """In one of the threads, in order of arrival."""
        self.count += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self.count -= 1


glancing = Readers("glance", AT_ONCE)
# Few, so that no glance waits for long looks at what is probably no badge.
looking_closely = Readers("close look", max(1, scanning.processors() // 2))
photos = Readers("photo", AT_ONCE)


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
    is_urgent = request.headers.get("x-rozmowa-frame") != "watch"
    if glancing.count >= WAITING:
        nothing = {"code": None, "foreign": False}
        return JSONResponse(nothing, status_code=503, headers=_pace())
    reading = await _read(camera, body, is_urgent=is_urgent)
    return _answer(reading, _pace())


async def _read(camera: str, body: bytes, *, is_urgent: bool) -> scanning.Reading:
    reader = scanning.reader_for(camera)
    (reading, grey), spent = await glancing.do(lambda: _timed(reader.glance, body))
    scanning.pace.note(camera, spent, now=time.monotonic())
    if reading.code or grey is None or looking_closely.count > WAITING_FOR_CLOSE_LOOKS:
        return reading
    effort = reader.effort(now=time.monotonic(), is_urgent=is_urgent)
    if effort is scanning.Effort.CHEAP:
        return reading
    return await looking_closely.do(lambda: reader.look_closely(grey, reading, effort))


def _timed(work: Callable[[bytes], Result], body: bytes) -> tuple[Result, float]:
    """What the work makes of a body, and the processor time in seconds that it took."""
    began = time.thread_time()
    return work(body), time.thread_time() - began


def _pace() -> dict[str, str]:
    seconds = scanning.pace.seconds()
    return {"X-Rozmowa-Pace": f"{1000 * seconds:.0f}"} if seconds else {}


async def photo(request: Request) -> JSONResponse:
    """A photo from a file (at most 12 MB), read with the full effort; the answer is as for scan.

    Where many photos wait to be read it is 503 with a sentence in `error`.
    """
    body = await read_body(request, largest=scanning.MAX_IMAGE_BYTES)
    if body is None:
        return _too_large()
    if photos.count >= PHOTOS_WAITING:
        return _too_many_photos()
    return _answer(await photos.do(lambda: scanning.read_image(body)))


def _answer(reading: scanning.Reading, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"code": reading.code, "foreign": reading.foreign}, headers=headers)


def _too_large() -> JSONResponse:
    return JSONResponse({"code": None, "foreign": False}, status_code=413)


def _too_many_photos() -> JSONResponse:
    sentence = "Many photos are being read. Please try again in a moment."
    nothing = {"code": None, "foreign": False, "error": sentence}
    return JSONResponse(nothing, status_code=503, headers={"Retry-After": "1"})
