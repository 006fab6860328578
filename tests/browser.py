"""Driving the kiosk as a guest does: by badge, by finger, by keys, in Debian's Chromium."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from barriers import found_by_axe
from chance import IS_FULL
from fake_camera import STEERED_CAMERA, STEERED_CLOCK, qr_matrix
from live_server import ROOT, LiveServer
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Playwright,
    WebSocket,
    expect,
)

from matching.people import Listed
from matching.store import Store

ARTIFACTS = ROOT / "artifacts"
PIN = "246810"
LAPTOP = (1280, 800)
LONGEST_VISIT = 61  # seconds without a touch, on the screens that wait longest
LONGEST_MOTION = 500  # ms; twice what any of ours takes
PATIENCE = 20_000  # ms; generous, as CI has two cores and others use them too
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
OPTIONS = (
    "--no-sandbox",  # CI runs as root
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--no-first-run",
)
expect.set_options(timeout=PATIENCE)
ALLOWED_CAMERA = "--use-fake-ui-for-media-stream"
REFUSED_CAMERA = "--use-fake-ui-for-media-stream=deny"


def start_chromium(playwright: Playwright, *options: str) -> Browser:
    """Debian's Chromium, without its windows where that is installed: a fifth of a processor less.

    Without any the test fails: a skipped browser test proves nothing.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert program, "Chromium is missing; install the package chromium-headless-shell"
    return playwright.chromium.launch(executable_path=program, args=[*OPTIONS, *options])


def broken_policies(said: str) -> list[str]:
    """What a browser says when a page wants more than its content policy allows."""
    return [said] if "Content Security Policy" in said else []


# Waits in the page itself: asking from outside would cost more than the kiosk takes.
_QUEUE = """async (root, queue) => {
  const taken = [];
  for (const [name, matrix] of queue) {
    const began = performance.now();
    steeredCamera.matrix = matrix;
    while (root.dataset.screen !== "greeting" || root.querySelector("h1")?.textContent !== name) {
      if (performance.now() - began > 20000) throw new Error(`nobody greeted ${name}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    taken.push(performance.now() - began);
  }
  return taken;
}"""

_HEADING = """text => {
  const host = window.kioskHost ??= [...document.querySelectorAll("*")].find(
    (node) => node.shadowRoot?.querySelector("[data-screen]"));
  return host.shadowRoot.querySelector("h1")?.textContent === text;
}"""


class Kiosk:
    """One browser window before a guest."""

    def __init__(self, page: Page, server: LiveServer) -> None:
        self.page = page
        self.server = server
        self.root = page.locator("[data-screen]")
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        self.socket: WebSocket | None = None
        self.sent: list[str | bytes] = []
        self.heard: list[bytes] = []
        page.on("websocket", self._listen)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.extend(broken_policies(said.text)))

    def open(self, query: str = "") -> "Kiosk":
        """Load the page of an enrolled kiosk and wait for the first screen."""
        self.page.context.add_cookies([self.server.kiosk_cookie(query)])
        self.page.goto(f"{self.server.url}/{query}")
        self.root.wait_for(timeout=PATIENCE)
        return self

    def _listen(self, socket: WebSocket) -> None:
        """Note where it leads, and what the page says: each thing it says is one run of ours."""
        self.requests.append(socket.url)
        self.socket = socket
        socket.on("framesent", lambda message: self.sent.append(message))
        socket.on("framereceived", self._hear)

    def _hear(self, message: str | bytes) -> None:
        self.heard.append(_bytes(message))

    @contextmanager
    def told(self, words: str) -> Iterator[None]:
        """Wait at the end until the server has said this, though it stands there already."""
        assert self.socket is not None
        with self.socket.expect_event(
            "framereceived", lambda message: words.encode() in _bytes(message), timeout=PATIENCE
        ):
            yield

    def expect_screen(self, name: str, *, within: float = PATIENCE) -> None:
        """Wait until this screen stands; within: milliseconds."""
        expect(self.root).to_have_attribute("data-screen", name, timeout=within)

    def expect_text(self, text: str, *, within: float = PATIENCE) -> None:
        """Wait until the screen says this."""
        expect(self.root.locator(".page")).to_contain_text(text, timeout=within)

    @property
    def screen(self) -> str:
        """The screen that stands now."""
        return self.root.get_attribute("data-screen") or ""

    @property
    def words(self) -> str:
        """All words on the screen."""
        return self.root.inner_text()

    def button(self, action: str) -> Locator:
        """The button of an action."""
        return self.page.locator(f'[data-id="{action}"]').first

    def tap(self, action: str) -> None:
        """Tap a button."""
        self.button(action).click(timeout=PATIENCE)

    def tap_button(self, words: str) -> None:
        """Tap a button by what stands on it."""
        self.page.get_by_role("button", name=words).click(timeout=PATIENCE)

    def tap_keys(self, *keys: str) -> None:
        """Tap keys of our keyboard: letters, or its shift, space, backspace, enter, symbols."""
        for key in keys:
            self.page.locator(f'[data-key="{key}"]').click(timeout=PATIENCE)

    def everything(self) -> str:
        """All that the page holds, seen or not, the shadow tree too."""
        hidden = self.root.evaluate("node => node.getRootNode().innerHTML + document.title")
        return str(hidden) + self.page.content()

    def memory(self) -> int:
        """Bytes of script objects after a collection."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("HeapProfiler.collectGarbage")
        used = session.send("Runtime.getHeapUsage")["usedSize"]
        session.detach()
        return int(used)

    def pass_time(self, seconds: float) -> None:
        """Let the page's steady clock jump; nobody waits a minute in a test."""
        self.page.evaluate("seconds => { steeredClock.ahead += seconds * 1000; }", seconds)
        self.page.wait_for_timeout(500)

    def wait_for_heading(self, text: str) -> None:
        """Wait for the heading, looking at every frame rather than every half second."""
        self.page.wait_for_function(_HEADING, arg=text, timeout=PATIENCE)

    @property
    def entry(self) -> Locator:
        """The text field of a form."""
        return self.page.locator("#rz-field")

    def type(self, text: str, *, delay: float = 60) -> None:
        """Type on a real keyboard as people do; delay: milliseconds between keys."""
        self.page.keyboard.type(text, delay=delay)

    def scan(self, text: str, *, delay: float = 0, end: str = "Enter") -> None:
        """A USB scanner types a code."""
        self.page.keyboard.type(text, delay=delay)
        if end:
            self.page.keyboard.press(end)

    def hold(self, text: str | None) -> None:
        """Hold a code before the steered camera, or take it away."""
        matrix = qr_matrix(text) if text else None
        self.page.evaluate("matrix => { steeredCamera.matrix = matrix; }", matrix)

    def hold_in_turn(self, guests: list[Listed]) -> list[float]:
        """A queue: each badge as soon as the one before is greeted; milliseconds each took."""
        queue = [[guest.name, qr_matrix(guest.code or "")] for guest in guests]
        return list(self.root.evaluate(_QUEUE, queue))

    def back_to_welcome(self) -> None:
        """Whatever stands now, end the visit; a greeting goes by itself."""
        if self.screen not in ("welcome", "greeting"):
            self.tap("home")
        self.expect_screen("welcome")

    def begin_anew(self) -> None:
        """Leave it as the last guest did and come back later, as the next one; look at what is
        said and sent from then on."""
        self.hold(None)
        if self.screen == "greeting":  # which would stand for its four seconds
            self.tap("help")
            self.expect_screen("help")
        self.pass_time(LONGEST_VISIT)
        self.expect_screen("welcome")
        for heard in (self.requests, self.sent, self.heard):
            heard.clear()

    def screenshot(self, name: str) -> None:
        """A picture in artifacts/, for people to look at."""
        picture(self.page, name, full_page=False)

    def violations(self) -> list[str]:
        """What axe-core finds on the page as it stands; a colour on its way to another is none."""
        found = self._found_by_axe()
        if found:
            self.page.wait_for_timeout(LONGEST_MOTION)
            found = self._found_by_axe()
        return found

    def _found_by_axe(self) -> list[str]:
        found = found_by_axe(self.page)
        return [f"{rule['id']}: {[node['html'][:120] for node in rule['nodes']]}" for rule in found]

    def strangers(self) -> list[str]:
        """Addresses that were asked and are not our server's own."""
        own = re.compile(rf"(https?|wss?)://[^/]*:{self.server.port}/|blob:|data:|about:")
        return [url for url in self.requests if not own.match(url)]


def picture(page: Page, name: str, *, full_page: bool = True) -> None:
    """A picture in artifacts/, for people to look at: in full form only, as one takes as long as
    the screen itself."""
    if IS_FULL:
        file = ARTIFACTS / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=file, full_page=full_page)


def _bytes(message: str | bytes) -> bytes:
    return message.encode() if isinstance(message, str) else message


@contextmanager
def evening(
    folder: Path, fill: Callable[[Store], object], **environment: str
) -> Iterator[LiveServer]:
    """A server over an event with the slug evening; fill invites the guests."""
    settings = {"ROZMOWA_EVENT": "evening", "ROZMOWA_PIN": PIN, **environment}
    server = LiveServer(folder, prepare=fill, environment=settings)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def steered(context: BrowserContext, server: LiveServer) -> Kiosk:
    """A kiosk whose camera the test steers; five pictures a second are enough to see a badge."""
    context.add_init_script(f"{STEERED_CAMERA}{STEERED_CLOCK}steeredCamera.every = 200;")
    return Kiosk(context.new_page(), server)
