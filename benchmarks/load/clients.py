"""The clients of a venue: kiosks over a websocket, phones over HTTP. Each is one device.

They do what the page's own scripts do: a scan is sent again with the same id every 3 s, at most
five times, until the server names it; a connection that breaks is made anew; a screen's timer goes
off by itself. What a guest was shown is in the log.
"""

import asyncio
import html
import json
import re
import ssl
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from benchmarks.load.log import Log
from benchmarks.load.wire import Answer, Where, Wire, WireError

REPORT_AGAIN_SECONDS = 3.0
REPORT_TIMES = 5
RECONNECT_SECONDS = 0.5
WAITING_SECONDS = 1.0
ANSWER_SECONDS = 20.0

Screen = dict[str, Any]  # a description as kiosk/components/screen.js takes it


class GaveUpError(Exception):
    """What a client tried in vain, as the page would have given up too."""


class Kiosk:
    """One kiosk's browser.

    name: of the log, such as "kiosk 7"
    where: host and port of the server
    cookie: of the enrolled kiosk, as "name=value"
    source: the address of the device, None for any
    tls: which certificates it trusts, None where the server speaks plain HTTP
    screen: what it shows now
    """

    def __init__(
        self,
        name: str,
        where: Where,
        cookie: str,
        log: Log,
        *,
        source: str | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.name = name
        self.where = where
        self.cookie = cookie
        self.tls = tls
        self.log = log
        self.source = source
        self.screen: Screen = {}
        self._hear = log.hear(name)
        self._socket: ClientConnection | None = None
        self._component = self._page = ""
        self._turning = asyncio.Lock()
        self._changed_at = time.monotonic()

    async def open(self, *, patience: float = ANSWER_SECONDS) -> Screen:
        """Connect, and ask for the first screen. Raises GaveUpError after so many seconds."""
        return await self._report({}, patience=patience)

    async def scan(
        self,
        code: str,
        *,
        source: str = "camera",
        scan_id: UUID | None = None,
        times: int = REPORT_TIMES,
    ) -> Screen:
        """Report a badge until its id comes back; the screen that answers it.

        Raises GaveUpError where that many reports were in vain; the scan may be kept nevertheless.
        """
        report = {"id": str(scan_id or uuid4()), "code": code, "source": source}
        report["screen"] = self.screen.get("screen", "welcome")
        self.log.note(self.name, "scan_sent", scan_id=report["id"], code=code)
        seen = time.monotonic()
        for _ in range(times):
            due = time.monotonic() + REPORT_AGAIN_SECONDS
            age = round(1000 * (time.monotonic() - seen))
            event = {"scan": {**report, "age_ms": age}}
            try:
                screen = await self._report(event, patience=REPORT_AGAIN_SECONDS)
            except GaveUpError:
                screen = {}
            if screen.get("lastScan") == report["id"]:
                facts = {"screen": screen["screen"], "name": display_of(screen)}
                self.log.note(self.name, "scan_shown", scan_id=report["id"], code=code, **facts)
                return screen
            await asyncio.sleep(max(0.0, due - time.monotonic()))
        raise GaveUpError(f"{self.name}: scan {report['id']}")

    async def tap(
        self,
        action: str,
        *,
        field: str | None = None,
        choices: Mapping[str, list[str]] | None = None,
        patience: float = ANSWER_SECONDS,
    ) -> Screen:
        """Tap a button, with what stands in the field and which chips are chosen.

        Words that are saved are noted as answer_sent, and as answer_kept once the next screen
        shows that they are. Raises GaveUpError; whether the tap did something is then not known.
        """
        before = self.screen
        tapped = {"id": action, "turn": before["turn"], "field": field, "choices": choices or {}}
        self.log.note(self.name, "tapped", screen=before["screen"], action=action, field=field)
        saves = before["screen"] == "answer" and action == "save"
        said = {"answer_id": _answer_id(before), "words": field} if saves else {}
        if saves:
            self.log.note(self.name, "answer_sent", **said)
        screen = await self._report({"action": tapped}, patience=patience)
        if saves and screen["screen"] in {"second-step", "connected"}:
            self.log.note(self.name, "answer_kept", **said)
        return screen

    async def camera(self, state: str = "ok") -> Screen:
        """Report how the camera is, which also has the screen described again."""
        return await self._report({"camera": {"state": state}}, patience=ANSWER_SECONDS)

    async def rest(self, seconds: float) -> Screen:
        """Let time pass; a screen with a timer goes home by itself when it is over."""
        end = time.monotonic() + seconds
        timer = self.screen.get("timer")
        if timer:
            due = self._changed_at + timer["seconds"]
            if due <= end:
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                await self.tap(timer["action"])
        await asyncio.sleep(max(0.0, end - time.monotonic()))
        return self.screen

    async def close(self) -> None:
        """End the connection, as a browser that is switched off."""
        if self._socket:
            await self._socket.close()
            self._socket = None

    def cut(self) -> None:
        """End the connection without a word, as a cable that is pulled."""
        if self._socket:
            self._socket.transport.abort()
            self._socket = None

    async def _report(self, events: Mapping[str, object], *, patience: float) -> Screen:
        """Run the page's script once with what happened; connects anew as often as needed."""
        async with self._turning:
            try:
                async with asyncio.timeout(patience):
                    return await self._until_answered(events)
            except TimeoutError as error:
                self.log.note(self.name, "failed", doing="report", error="no answer in time")
                self.cut()
                raise GaveUpError(f"{self.name}: no answer in {patience:g} s") from error

    async def _until_answered(self, events: Mapping[str, object]) -> Screen:
        while True:
            try:
                if self._socket is None:
                    await self._connect()
                    if not events and self.screen:
                        return self.screen
                if await self._run(events):
                    return self.screen
                await asyncio.sleep(WAITING_SECONDS)
            except (OSError, WebSocketException, EOFError) as error:
                self.cut()
                self.log.note(self.name, "failed", doing="websocket", error=repr(error)[:200])
                await asyncio.sleep(RECONNECT_SECONDS)

    async def _connect(self) -> None:
        host, port = self.where()
        self._component = self._page = ""
        self._socket = await connect(
            f"{'wss' if self.tls else 'ws'}://{host}:{port}/_stcore/stream",
            ssl=self.tls,
            proxy=None,
            max_size=None,
            compression=None,
            local_addr=(self.source, 0) if self.source else None,
            additional_headers={"Cookie": self.cookie},
            user_agent_header=None,
        )
        self.log.note(self.name, "connected", address=f"{host}:{port}")
        await self._run({})

    async def _run(self, events: Mapping[str, object]) -> bool:
        """Whether a screen was described; a server without its database says only to wait."""
        assert self._socket is not None
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        if events:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = f"$$STREAMLIT_INTERNAL_KEY_{self._component}__events"
            told = [{"event": name, "value": value} for name, value in events.items()]
            state.json_trigger_value = json.dumps(told)
        await self._socket.send(message.SerializeToString())
        return await self._is_described()

    async def _is_described(self) -> bool:
        assert self._socket is not None
        described: bool | None = None
        async for data in self._socket:
            assert isinstance(data, bytes)
            if self._hear:
                self._hear(data)
            message = ForwardMsg()
            message.ParseFromString(data)
            if message.delta.new_element.HasField("bidi_component"):
                component = message.delta.new_element.bidi_component
                self._component = component.id
                [screen] = json.loads(component.json)
                described = self._draw(screen)
            elif message.HasField("navigation"):
                self._page = message.navigation.page_script_hash
            elif message.HasField("script_finished") and described is not None:
                return described
        raise EOFError("the server closed the connection")

    def _draw(self, screen: Screen) -> bool:
        if screen.get("waiting"):
            self.log.note(self.name, "failed", doing="describe", error="the database is away")
            return False
        if screen["turn"] != self.screen.get("turn"):
            self._changed_at = time.monotonic()
        self.screen = screen
        return True


def display_of(screen: Screen) -> str:
    """The large line of a screen: on a greeting the guest's name."""
    lines = screen.get("lines", [])
    return next((line["text"] for line in lines if line["role"] == "display"), "")


def _answer_id(screen: Screen) -> str:
    field = screen.get("field") or {}
    return str(field.get("id", "")).removeprefix("words-")


_SCREEN = re.compile(r'data-screen="([^"]+)"')
_INPUT = re.compile(r"<input [^>]*>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


class Phone:
    """One guest's phone. screen: the data-screen of the page it shows; page: its HTML."""

    def __init__(self, name: str, where: Where, log: Log, *, source: str | None = None) -> None:
        self.name = name
        self.log = log
        self.screen = ""
        self.page = ""
        self.path = ""
        self._wire = Wire(where, source=source, hear=log.hear(name))

    async def open(self, link: str) -> str:
        """Follow a link (an address or a path); the screen it leads to. Raises WireError."""
        parts = urlsplit(link)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        answer = await self._ask("GET", path)
        while answer.status in (302, 303, 307):
            path = answer.headers["location"]
            answer = await self._ask("GET", path)
        return self._show(path, answer)

    async def answer(self, words: str) -> str:
        """Send the form of an open answer page; the screen that follows.

        A sentence that the answer check asks about again is sent once more as it is. Noted as
        answer_sent, and as answer_kept once the server has said so. Raises WireError, GaveUpError.
        """
        form = self.hidden()
        if "answer_id" not in form:
            raise GaveUpError(f"{self.name}: {self.screen} asks nothing")
        said = {"answer_id": form.get("answer_id", ""), "words": words}
        self.log.note(self.name, "answer_sent", **said)
        for _ in range(2):
            form |= {"words": words, "step": "answer"}
            answer = await self._post(self.path, form)
            if answer.status == 303:
                self.log.note(self.name, "answer_kept", **said)
                return await self.open(answer.headers["location"])
            self._show(self.path, answer)
            form = self.hidden()
            if "answer_id" not in form:
                break  # no form to be sent again: a page that says what went wrong
        raise GaveUpError(f"{self.name}: the page stayed {self.screen}")

    async def press(self, step: str, **fields: str) -> str:
        """Press another button of the open page: confirm, correct, decline."""
        answer = await self._post(self.path, self.hidden(step) | fields | {"step": step})
        if answer.status == 303:
            return await self.open(answer.headers["location"])
        return self._show(self.path, answer)

    async def send(self, path: str, **fields: str) -> int:
        """Send a form to an address, and look no further; the status of the answer."""
        return (await self._post(path, fields)).status

    async def type_code(self, code: str) -> str:
        """Type a code that a kiosk shows; the screen it leads to."""
        answer = await self._post("/k", {"code": code})
        if answer.status != 303:
            return self._show("/k", answer)
        return await self.open(answer.headers["location"])

    def hidden(self, step: str = "answer") -> dict[str, str]:
        """What the open page's form with this button already holds."""
        forms = self.page.split("<form ")[1:]
        form = next((one for one in forms if f'value="{step}"' in one), "")
        found = (dict(_ATTRIBUTE.findall(tag)) for tag in _INPUT.findall(form))
        return {
            one["name"]: html.unescape(one.get("value", ""))
            for one in found
            if one.get("type") == "hidden" and "name" in one
        }

    async def close(self) -> None:
        """Put it away."""
        await self._wire.close()

    def _show(self, path: str, answer: Answer) -> str:
        found = _SCREEN.search(answer.text)
        self.path, self.page = path, answer.text
        self.screen = found.group(1) if found else f"status-{answer.status}"
        return self.screen

    async def _post(self, path: str, form: Mapping[str, str]) -> Answer:
        return await self._ask("POST", path, urlencode(form).encode())

    async def _ask(self, method: str, path: str, body: bytes = b"") -> Answer:
        headers = {"accept": "text/html", "sec-fetch-site": "same-origin"}
        if method == "POST":
            headers["content-type"] = "application/x-www-form-urlencoded"
        try:
            answer = await self._wire.ask(method, path, body=body, headers=headers)
        except WireError as error:
            self.log.note(self.name, "failed", doing=f"{method} page", error=repr(error)[:200])
            raise
        self.log.note(self.name, "asked", method=method, path=path, status=answer.status)
        return answer
