"""An organiser's browser that looks at the live page, as kiosk/dashboard/dashboard.js does."""

import asyncio
import html
import re
import time
from urllib.parse import urlencode

from benchmarks.load.log import Log
from benchmarks.load.venue import PIN
from benchmarks.load.wire import Where, Wire

PAGE = "/staff/live"
SOURCE = "127.3.0.1"
_PART = re.compile(r'data-refresh="([^"]+)" data-every="(\d+)"')


class SignInError(Exception):
    """The dashboard did not open."""


class Dashboard:
    """waits: told the milliseconds of each refresh of a part."""

    def __init__(self, where: Where, log: Log, waits: list[float]) -> None:
        self._where = where
        self._log = log
        self._waits = waits
        self._cookie = ""
        self._wires: list[Wire] = []

    async def run(self) -> None:
        """Sign in, open the page, and refresh its parts until cancelled. Raises SignInError."""
        try:
            await self._look()
        finally:
            for wire in self._wires:
                await wire.close()

    async def _look(self) -> None:
        wire = self._wire()
        form = urlencode({"pin": PIN}).encode()
        kind = {"content-type": "application/x-www-form-urlencoded"}
        answer = await wire.post("/sign-in", form, kind | {"sec-fetch-site": "same-origin"})
        if answer.status != 303:
            raise SignInError(answer.status)
        self._cookie = answer.headers["set-cookie"].partition(";")[0]
        page = await wire.get(PAGE, {"cookie": self._cookie})
        if page.status != 200:
            raise SignInError(page.status)
        async with asyncio.TaskGroup() as parts:
            for path, seconds in _PART.findall(page.text):
                parts.create_task(self._refresh(html.unescape(path), float(seconds)))

    async def _refresh(self, path: str, seconds: float) -> None:
        wire, tag = self._wire(), ""
        while True:
            began = time.monotonic()
            asked = {"cookie": self._cookie} | ({"if-none-match": tag} if tag else {})
            answer = await wire.get(path, asked)
            self._log.note(
                "dashboard", "asked", method="GET", path=path.split("?")[0], status=answer.status
            )
            self._waits.append(1000 * (time.monotonic() - began))
            tag = answer.headers.get("etag", tag)
            await asyncio.sleep(seconds)

    def _wire(self) -> Wire:
        wire = Wire(self._where, source=SOURCE)
        self._wires.append(wire)
        return wire
