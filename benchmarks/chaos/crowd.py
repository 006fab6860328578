"""What goes on beside the guests of a bad evening: cameras that post, a dashboard that refreshes.

Nothing of it is a fact, so nothing is kept in diaries: it is there to load the servers.
"""

import asyncio
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import cycle

from websockets.exceptions import WebSocketException

from benchmarks.load import pictures
from benchmarks.load.camera import Camera, Scene
from benchmarks.load.log import Log
from benchmarks.load.viewers import Dashboard, SignInError
from benchmarks.load.wire import Where, Wire, WireError

CAMERAS_A_KIOSK = 5  # as if so many kiosks stood there for each whose guests keep a diary
PASSES_BY_SECONDS = 3.0
AGAIN_SECONDS = 0.5
_FAILED = (SignInError, WireError, OSError, WebSocketException)


def crowd(
    where_of: Callable[[str], Where], cookies: Sequence[str], chance: random.Random
) -> list[asyncio.Task[None]]:
    """All of it at once, in tasks that go on until they are cancelled.

    where_of: the server that a client of this name asks; cookies: of all kiosks
    """
    cameras = [
        _camera(f"camera {place}-{number}", where_of, cookie, random.Random(chance.random()))
        for place, cookie in enumerate(cookies)
        for number in range(CAMERAS_A_KIOSK)
    ]
    return [asyncio.create_task(one) for one in [*cameras, _dashboard(where_of("dashboard"))]]


async def _camera(
    name: str, where_of: Callable[[str], Where], cookie: str, chance: random.Random
) -> None:
    """Somebody passes by every few seconds, with a badge that moves too fast to be read."""
    rooms, blurs = cycle(pictures.rooms()), cycle(pictures.blurs())
    scene, wire = Scene([next(rooms)]), Wire(where_of(name))
    camera = Camera(name, cookie, wire, scene, lambda _code, _taken: None)
    looking = asyncio.create_task(camera.run())
    try:
        while True:
            await asyncio.sleep(chance.uniform(0.5, 1.5) * PASSES_BY_SECONDS)
            scene.put(next(blurs), next(rooms))
    finally:
        looking.cancel()
        await wire.close()


async def _dashboard(where: Where) -> None:
    while True:
        with suppress(*_FAILED, ExceptionGroup):
            await Dashboard(where, Log(), []).run()
        await asyncio.sleep(AGAIN_SECONDS)
