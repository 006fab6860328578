"""A server that dies and comes back, and a house that has no internet at all."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import Kiosk, broken_policies, evening
from cast import invite, make_event
from kept import people_in, scans_in
from live_server import ROOT, LiveServer
from playwright.sync_api import expect

from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

OpenKiosk = Callable[..., Kiosk]


def fill(store: Store) -> dict[str, Listed]:
    """Four guests."""
    event = make_event(store)
    names = {"anna": "Anna Nowak", "bartek": "Bartek Wójcik", "daria": "Daria Lis"}
    return {key: invite(store, event, name, language="pl") for key, name in names.items()}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    """A server of the test's own, as it is going to be killed."""
    with evening(tmp_path / "evening", fill) as running:
        yield running


def test_a_killed_server_shows_calm_words_and_the_next_badge_is_greeted_without_a_reload(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server, "?kiosk=5")
    kiosk.hold(server.prepared["anna"].code)
    kiosk.expect_text("Anna Nowak")
    kiosk.expect_screen("welcome")
    kiosk.hold(None)
    kiosk.page.evaluate("window.neverReloaded = true")
    server.kill()
    offline = kiosk.page.locator(".offline")
    expect(offline).to_be_visible(timeout=20_000)
    expect(offline).to_contain_text("Chwilowo bez połączenia")
    kiosk.page.wait_for_timeout(4000)  # until Streamlit has noticed as well
    expect(kiosk.page.get_by_text("Connection error")).to_be_hidden()
    expect(kiosk.page.get_by_role("dialog")).to_be_hidden()
    kiosk.screenshot("server-away")
    server.start()
    expect(offline).to_be_hidden(timeout=30_000)
    kiosk.hold(server.prepared["bartek"].code)
    kiosk.expect_screen("greeting", within=30_000)
    kiosk.expect_text("Bartek Wójcik")
    assert kiosk.page.evaluate("window.neverReloaded")
    people = people_in(server)
    assert people["Anna Nowak"].admitted_kiosk == people["Bartek Wójcik"].admitted_kiosk == 5


def test_a_badge_scanned_while_the_server_is_away_is_admitted_once_when_it_is_back(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server)
    server.kill()
    code = server.prepared["daria"].code
    kiosk.scan(code)
    offline = kiosk.page.locator(".offline")
    expect(offline).to_contain_text("odczytany, ale jeszcze niesprawdzony", timeout=20_000)
    kiosk.screenshot("server-away-with-a-badge")
    server.start()
    kiosk.expect_text("Daria Lis", within=30_000)
    kiosk.page.wait_for_timeout(3500)
    assert [scan["outcome"] for scan in scans_in(server) if scan["code"] == code] == ["admitted"]


def test_a_badge_shown_to_a_kiosk_that_waits_is_not_taken_and_the_kiosk_says_so(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server)
    server.kill()
    offline = kiosk.page.locator(".offline")
    expect(offline).to_be_visible(timeout=20_000)
    kiosk.hold(server.prepared["anna"].code)
    kiosk.scan(server.prepared["bartek"].code)
    expect(offline).to_contain_text("nie został jeszcze odczytany")
    expect(offline).not_to_contain_text("nie został jeszcze odczytany", timeout=10_000)
    kiosk.hold(None)
    server.start()
    expect(offline).to_be_hidden(timeout=30_000)
    kiosk.hold(server.prepared["daria"].code)
    kiosk.expect_text("Daria Lis", within=30_000)
    assert [scan["code"] for scan in scans_in(server)] == [server.prepared["daria"].code]


def test_the_page_cannot_ask_anybody_else_even_if_it_wanted_to(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server)
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        stranger.settimeout(1)
        address = f"http://127.0.0.1:{stranger.getsockname()[1]}/"
        refused = kiosk.page.evaluate(
            """async (address) => {
              const image = new Promise((resolve) => {
                const one = new Image();
                one.onload = () => resolve("loaded");
                one.onerror = () => resolve("refused");
                one.src = address + "pixel.png";
              });
              const asked = await fetch(address).then(() => "answered", () => "refused");
              return [asked, await image];
            }""",
            address,
        )
        assert refused == ["refused", "refused"]
        with pytest.raises(TimeoutError):
            stranger.accept()
    kiosk.requests = [url for url in kiosk.requests if not url.startswith(address)]
    kiosk.errors = [error for error in kiosk.errors if not broken_policies(error)]


_WITHOUT_NETWORK = """
import sys, time
from pathlib import Path
import httpx
from live_server import LiveServer
server = LiveServer(Path(sys.argv[1]))
began = time.monotonic()
server.start()
page = httpx.get(server.url, trust_env=False)
print(round(time.monotonic() - began), page.status_code, "<title>" in page.text)
server.kill()
"""


def test_the_server_starts_in_normal_time_where_there_is_no_network_at_all(tmp_path: Path) -> None:
    alone = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    script = 'ip link set lo up && exec "$@"'
    command = [sys.executable, "-c", _WITHOUT_NETWORK, str(tmp_path / "server")]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    run = subprocess.run(
        [*alone, "sh", "-c", script, "sh", *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, f"no network namespace, or no start in it: {run.stderr}"
    seconds, status, has_page = run.stdout.split()
    assert int(seconds) < 20
    assert (status, has_page) == ("200", "True")
