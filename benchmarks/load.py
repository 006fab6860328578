"""Many kiosks at once, over real websockets: python -m benchmarks.load [KIOSKS]

Each kiosk posts a camera frame several times a second, and every three seconds shows another
badge and waits for the screen that greets it, as the browser does. Bounded: sixty seconds.
"""

import asyncio
import io
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

import httpx
from PIL import Image
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.crowd import gather
from benchmarks.figures import Figure, percentile, print_figures
from benchmarks.greeting import cpu_seconds
from tests.live_server import LiveServer

KIOSKS = 25
SECONDS = 60
SECONDS_BETWEEN_GUESTS = 3
FRAMES_PER_SECOND = 4
SECONDS_BETWEEN_NEWS = 5
GOAL_P95_MS = 700


class Kiosk:
    """One browser: a websocket for screens, posts for frames."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._component = self._page = ""

    async def open(self) -> None:
        """Ask for the first screen."""
        await self._run([])

    async def show(self, code: str) -> float:
        """Report a badge and wait for its greeting; milliseconds."""
        report = {"id": str(uuid4()), "code": code, "source": "camera", "age_ms": 10}
        start = time.perf_counter()
        screen = await self._run([{"event": "scan", "value": report}])
        if screen != "greeting":
            raise AssertionError(f"a badge of the list led to {screen}")
        return 1000 * (time.perf_counter() - start)

    async def _run(self, events: list[dict[str, object]]) -> str:
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        if events:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = f"$$STREAMLIT_INTERNAL_KEY_{self._component}__events"
            state.json_trigger_value = json.dumps(events)
        await self._socket.send(message.SerializeToString())
        return await self._screen()

    async def _screen(self) -> str:
        screen = ""
        async for data in self._socket:
            message = ForwardMsg()
            message.ParseFromString(data)
            if message.delta.new_element.HasField("bidi_component"):
                component = message.delta.new_element.bidi_component
                self._component = component.id
                screen = json.loads(component.json)["screen"]
            elif message.HasField("navigation"):
                self._page = message.navigation.page_script_hash
            elif message.HasField("script_finished"):
                return screen
        raise AssertionError("the server closed the connection")


async def _frames(client: httpx.AsyncClient, picture: bytes, until: float) -> None:
    camera = {"x-rozmowa-camera": uuid4().hex}
    while time.monotonic() < until:
        answer = await client.post("/api/scan", content=picture, headers=camera)
        answer.raise_for_status()
        await asyncio.sleep(random.uniform(0.5, 1.5) / FRAMES_PER_SECOND)


async def _news(client: httpx.AsyncClient, headers: dict[str, str], until: float) -> None:
    """What a kiosk that nobody touches asks every few seconds."""
    while time.monotonic() < until:
        answer = await client.get("/api/kiosk?camera=ok", headers=headers)
        answer.raise_for_status()
        await asyncio.sleep(SECONDS_BETWEEN_NEWS)


def _cookie(server: LiveServer) -> dict[str, str]:
    cookie = server.kiosk_cookie("?mode=door")
    return {"Cookie": f"{cookie['name']}={cookie['value']}"}


async def _guests(server: LiveServer, codes: list[str], until: float, waits: list[float]) -> None:
    address = f"{server.url.replace('http', 'ws', 1)}/_stcore/stream"
    headers = _cookie(server)
    async with connect(address, proxy=None, max_size=None, additional_headers=headers) as socket:
        kiosk = Kiosk(socket)
        await kiosk.open()
        for code in codes:
            if time.monotonic() > until:
                return
            waits.append(await kiosk.show(code))
            await asyncio.sleep(random.uniform(0.5, 1.5) * SECONDS_BETWEEN_GUESTS)


async def _evening(server: LiveServer, codes: list[str], kiosks: int) -> list[float]:
    until, waits, picture = time.monotonic() + SECONDS, [], _empty_scene()
    limits = httpx.Limits(max_connections=kiosks)
    async with (
        httpx.AsyncClient(
            base_url=server.url, limits=limits, trust_env=False, timeout=30
        ) as client,
        asyncio.TaskGroup() as tasks,
    ):
        for number in range(kiosks):
            tasks.create_task(_frames(client, picture, until))
            tasks.create_task(_news(client, _cookie(server), until))
            tasks.create_task(_guests(server, codes[number::kiosks], until, waits))
    return waits


def _empty_scene() -> bytes:
    """What a kiosk's camera mostly sees: a room without a badge."""
    noise = Image.effect_noise((1280, 720), 30)
    buffer = io.BytesIO()
    noise.save(buffer, "JPEG", quality=70)
    return buffer.getvalue()


def measure(kiosks: int = KIOSKS) -> list[Figure]:
    """One minute of so many kiosks, each with a guest every three seconds."""
    guests = kiosks * (2 * SECONDS // SECONDS_BETWEEN_GUESTS)
    with tempfile.TemporaryDirectory() as folder:
        server = LiveServer(Path(folder), prepare=lambda store: gather(store, guests))
        server.start()
        try:
            codes = [person.code for person in server.prepared[1] if person.code]
            before = cpu_seconds(server.pid)
            waits = asyncio.run(_evening(server, codes, kiosks))
            spent = cpu_seconds(server.pid) - before
        finally:
            server.kill()
    return [
        Figure("guests greeted", len(waits), ""),
        Figure("badge read to greeting, p50", percentile(waits, 0.5), "ms"),
        Figure("badge read to greeting, p95", percentile(waits, 0.95), "ms", GOAL_P95_MS),
        Figure("server CPU", spent / kiosks * 60 / SECONDS, "s per kiosk-minute"),
    ]


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else KIOSKS
    title = f"{count} kiosks, each a guest every {SECONDS_BETWEEN_GUESTS} s, for {SECONDS} s"
    sys.exit(0 if print_figures(title, lambda: measure(count)) else 1)
