"""What guests wrote is shown as they wrote it: never markup, a link or a picture."""

from collections.abc import Callable, Iterator

import pytest
from browser import Kiosk, evening
from cast import invite, make_event
from live_server import LiveServer
from playwright.sync_api import expect

from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

OpenKiosk = Callable[..., Kiosk]
NAMES = [
    "<img src=x onerror=alert(1)>",
    "<script>document.title='evil'</script>",
    "[link](http://evil.example/a)",
    "![picture](http://evil.example/p.png)",
    "**bold** _thin_ `code`",
    ":material/face: :red[red] :smile:",
    "$x^2$ $$y$$",
    "http://evil.example/bare",
    "Nora \u202egpj.exe",
    "&lt;b&gt; &amp; {{7*7}} {name} %s",
]


def fill(store: Store) -> list[Listed]:
    """Guests whose names are attempts."""
    event = make_event(store)
    return [invite(store, event, name, language="pl") for name in NAMES]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One evening for the whole module."""
    with evening(tmp_path_factory.mktemp("evening"), fill) as running:
        yield running


def test_names_are_shown_letter_by_letter_and_ask_nobody_for_anything(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server, "?mode=door")
    dialogs: list[str] = []
    kiosk.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for guest in server.prepared:
        kiosk.scan(guest.code)
        kiosk.wait_for_heading(guest.name)
        expect(kiosk.root.locator("a, img, script, b, strong, em, code")).to_have_count(0)
        expect(kiosk.root.locator("h1 *")).to_have_count(0)
    for guest in server.prepared[:3]:
        kiosk.scan(guest.code)
        kiosk.expect_screen("already-in")
        expect(kiosk.root.locator(".name")).to_have_text(guest.name)
        expect(kiosk.root.locator(".name *")).to_have_count(0)
    assert dialogs == []
    assert "evil" not in kiosk.page.title()
    assert [url for url in kiosk.requests if "evil" in url] == []
