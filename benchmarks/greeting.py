"""From a badge before the camera to its greeting, in a real browser against the real server."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.crowd import gather
from benchmarks.figures import Figure, percentile
from tests.fake_camera import qr_matrix
from tests.live_server import LiveServer

GUESTS = 40
KIOSK_SECONDS = 60

# A camera that shows what the benchmark draws, so that the moment a badge appears is known.
CAMERA = """
(() => {
  const canvas = document.createElement("canvas");
  canvas.width = 1280; canvas.height = 720;
  const draw = canvas.getContext("2d");
  let badge = null;
  setInterval(() => {
    draw.fillStyle = `hsl(220 20% ${30 + Math.random()}%)`;
    draw.fillRect(0, 0, 1280, 720);
    if (badge) draw.drawImage(badge, 480, 200, 300, 300);
  }, 33);
  const stream = canvas.captureStream(30);
  navigator.mediaDevices.getUserMedia = async () => stream.clone();
  const screen = () => {
    const find = (root) => {
      for (const node of root.querySelectorAll("*")) {
        if (node.dataset?.screen) return node;
        const inside = node.shadowRoot && find(node.shadowRoot);
        if (inside) return inside;
      }
      return null;
    };
    return find(document);
  };
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const MODULE = 8, QUIET = 4;
  const print = (rows) => {
    const paper = document.createElement("canvas");
    paper.width = paper.height = (rows.length + 2 * QUIET) * MODULE;
    const ink = paper.getContext("2d");
    ink.fillStyle = "white";
    ink.fillRect(0, 0, paper.width, paper.height);
    ink.fillStyle = "black";
    rows.forEach((row, y) => row.forEach((dark, x) => {
      if (dark) ink.fillRect((x + QUIET) * MODULE, (y + QUIET) * MODULE, MODULE, MODULE);
    }));
    return paper;
  };
  window.showBadge = async (rows, name) => {
    const paper = print(rows);
    const shown = performance.now();
    badge = paper;
    while (!(screen()?.dataset.screen === "greeting" && screen().textContent.includes(name))) {
      if (performance.now() - shown > 10000) throw new Error("no greeting for a badge");
      await new Promise(requestAnimationFrame);
    }
    const seconds = performance.now() - shown;
    badge = null;
    await wait(700 + Math.random() * 700);
    return seconds;
  };
})();
"""


def measure() -> list[Figure]:
    """Forty guests at one kiosk, then a minute of a kiosk with nobody before it."""
    with tempfile.TemporaryDirectory() as folder:
        server = LiveServer(Path(folder), prepare=lambda store: gather(store, GUESTS))
        server.start()
        try:
            return _measure(server)
        finally:
            server.kill()


def _measure(server: LiveServer) -> list[Figure]:
    _, people = server.prepared
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1080, "height": 1920})
        page.add_init_script(CAMERA)
        query = "?kiosk=1&mode=door&sound=off"
        page.context.add_cookies([server.kiosk_cookie(query)])
        page.goto(f"{server.url}/{query}")
        page.locator("[data-screen=welcome]").wait_for()
        page.wait_for_timeout(2000)
        before = cpu_seconds(server.pid)
        waits = [_show(page, person.code, person.name) for person in people]
        busy = cpu_seconds(server.pid) - before
        minutes = sum(waits) / 1000 / 60 + len(waits) * 1.05 / 60
        page.locator("[data-screen=welcome]").wait_for()
        idle_before = cpu_seconds(server.pid)
        page.wait_for_timeout(KIOSK_SECONDS * 1000 // 2)
        idle = (cpu_seconds(server.pid) - idle_before) * 2
        browser.close()
    return [
        Figure("badge visible to greeting, p50", percentile(waits, 0.5), "ms", 300),
        Figure("badge visible to greeting, p95", percentile(waits, 0.95), "ms", 700),
        Figure("server CPU of a busy kiosk", busy / minutes, "s per minute"),
        Figure("server CPU of a kiosk nobody uses", idle, "s per minute"),
    ]


def _show(page: Page, code: str, name: str) -> float:
    return float(page.evaluate("([rows, name]) => showBadge(rows, name)", [qr_matrix(code), name]))


def cpu_seconds(pid: int) -> float:
    """CPU time of a process so far, user and system (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100
