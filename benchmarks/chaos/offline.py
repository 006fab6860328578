"""A kiosk in a real browser that is cut off: what it shows when, and when it greets again.

Decision 013 rests on these figures: what a browser could do by itself without the server, and what
waiting costs the guests who stand there.
"""

import shutil
import tempfile
import time
from pathlib import Path

import duckdb
from browser import ALLOWED_CAMERA, OPTIONS, Kiosk, steered
from live_server import LiveServer
from playwright.sync_api import Browser, expect, sync_playwright

from benchmarks.chaos.cables import SERVER, Cable, is_possible
from benchmarks.chaos.stage import invite
from benchmarks.figures import Figure, percentile
from matching.people import Listed

CUTS = (5.0, 20.0, 90.0)  # seconds
QUEUE = 10  # guests who wait when it is over
SECONDS_BETWEEN_GUESTS = 3.0  # at a door, of the load that is measured elsewhere
GUESTS = 100
LONGEST_UNTIL_TOLD, LONGEST_UNTIL_GREETED, LONGEST_A_GUEST = 8, 10, 1.5  # seconds, goals
LONGEST_MS = 60_000


def measure(cuts: tuple[float, ...] = CUTS) -> list[Figure] | None:
    """None where there may be no network namespaces."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None or not is_possible():
        return None
    with (
        Cable() as cable,
        tempfile.TemporaryDirectory(prefix="rozmowa-chaos-") as folder,
        sync_playwright() as playwright,
    ):
        place = Path(folder)
        server = LiveServer(place / "server", prepare=lambda store: invite(store, GUESTS))
        server.url = f"http://{SERVER}:{server.port}"
        server.start()
        trusted = f"--unsafely-treat-insecure-origin-as-secure={server.url}"  # for the camera
        browser = playwright.chromium.launch(
            executable_path=cable.browser(place, program),
            args=[*OPTIONS, ALLOWED_CAMERA, trusted],
        )
        try:
            figures, shown = _watch(browser, server, cable, cuts)
            browser.close()
            server.stop()
            return [*figures, _not_once(server.database, shown)]
        finally:
            browser.close()
            server.kill()


def _watch(
    browser: Browser, server: LiveServer, cable: Cable, cuts: tuple[float, ...]
) -> tuple[list[Figure], list[Listed]]:
    """The figures, and who was greeted."""
    kiosk = steered(browser.new_context(viewport={"width": 1280, "height": 800}), server)
    kiosk.open("?kiosk=1&mode=door")
    reads = kiosk.page.evaluate("'BarcodeDetector' in window")
    guests = iter(server.prepared)
    shown = [next(guests)]
    kiosk.scan(shown[0].code)
    kiosk.expect_screen("greeting")
    kiosk.expect_screen("welcome")
    figures = [Figure("badges a browser reads without the server", 100.0 * reads, "%")]
    waits: list[float] = []
    for seconds in cuts:
        shown.append(next(guests))
        figures += _cut(kiosk, cable, seconds, shown[-1])
        queue = [next(guests) for _ in range(QUEUE)]
        shown += queue
        waits += kiosk.hold_in_turn(queue)
        kiosk.hold(None)
        kiosk.expect_screen("welcome")
    each = percentile(waits, 0.5) / 1000
    figures.append(Figure("a guest of the queue afterwards, p50", each, "s", LONGEST_A_GUEST))
    return [*figures, *_compare(cuts[-1], each)], shown


def _not_once(database: Path, shown: list[Listed]) -> Figure:
    """Of those who were greeted, who has not exactly one scan and one admission."""
    count = "SELECT attendee_id, count(*) FROM {} GROUP BY attendee_id"
    with duckdb.connect(str(database)) as connection:
        scans = dict(connection.execute(count.format("scan")).fetchall())
        admissions = dict(connection.execute(count.format("admission")).fetchall())
    once = [one for one in shown if scans.get(one.attendee_id) == 1]
    once = [one for one in once if admissions.get(one.attendee_id) == 1]
    return Figure("greeted and not there exactly once", len(shown) - len(once), "", 0)


def _cut(kiosk: Kiosk, cable: Cable, seconds: float, guest: Listed) -> list[Figure]:
    """A badge is shown at the moment in which the cable is pulled; its guest stays there."""
    waiting = kiosk.page.locator(".offline")
    cable.cut()
    cut_at = time.monotonic()
    kiosk.scan(guest.code)
    expect(waiting).to_be_visible(timeout=LONGEST_MS)
    told = time.monotonic() - cut_at
    kiosk.page.wait_for_timeout(1000 * max(0.0, seconds - told))
    assert guest.name not in kiosk.everything(), "somebody was greeted whom nobody has checked"
    cable.mend()
    back_at = time.monotonic()
    kiosk.expect_text(guest.name, within=LONGEST_MS)
    greeted = time.monotonic() - back_at
    expect(waiting).to_be_hidden()
    return [
        Figure(f"cut for {seconds:g} s: until the kiosk says so", told, "s", LONGEST_UNTIL_TOLD),
        Figure(
            f"cut for {seconds:g} s: network back to greeting, no badge shown again",
            greeted,
            "s",
            LONGEST_UNTIL_GREETED,
        ),
    ]


def _compare(seconds: float, each: float) -> list[Figure]:
    """What both ways would do to the guests of one door, who come every so many seconds."""
    arrived = seconds / SECONDS_BETWEEN_GUESTS
    drained = arrived * each / (1 - each / SECONDS_BETWEEN_GUESTS)
    return [
        Figure(f"cut for {seconds:g} s, waiting: guests who wait", arrived, ""),
        Figure(f"cut for {seconds:g} s, waiting: until the queue is gone", drained, "s"),
        Figure(f"cut for {seconds:g} s, a queue in the browser: let in unchecked", arrived, ""),
    ]
