"""How every screen of a talk looks and sounds: nothing cut off, all in reach, no barrier."""

from collections.abc import Callable, Iterator

import pytest
from browser import Kiosk, evening
from chance import IS_FULL
from live_server import LiveServer
from talk_tour import TOURS, fill, talk_tour, tour_of_endings
from test_browser_looks import panel, troubles_on
from tour import put_on

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

# size, language, larger letters and contrast, whether axe-core looks as well
LOOKS = [
    ("1080x1920", "pl", False, True),
    ("1920x1080", "en", False, False),
    ("1280x800", "pl", True, False),
    ("390x844", "en", True, True),
]
FINISHED = {"1080x1920", "1280x800"}  # to the endings as well
OpenKiosk = Callable[..., Kiosk]
VARIANTS = ("-twice", "-hidden", "-confirmed")  # the same parts as just before
OF_PLACE = ("target outside", "one over the other", "at y=")
TRIED = [number for number in range(len(LOOKS)) if IS_FULL or LOOKS[number][3]]
assert len(LOOKS) <= TOURS


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One evening for the whole module, in a house that phones can reach."""
    folder, address = tmp_path_factory.mktemp("evening"), "https://rozmowa.example"
    with evening(folder, fill, ROZMOWA_PUBLIC_URL=address) as running:
        yield running


def is_scrolled_away(trouble: str) -> bool:
    """A chip of a list that scrolls lies where only its frame is seen; the words say the rest."""
    return trouble.startswith(OF_PLACE) and trouble.count("BUTTON.chip") == 1


@pytest.mark.parametrize("number", TRIED, ids=[LOOKS[number][0] for number in TRIED])
def test_every_screen_of_a_talk_fits_and_can_be_used_by_everybody(
    open_kiosk: OpenKiosk, server: LiveServer, number: int
) -> None:
    size, language, is_special, is_examined = LOOKS[number]
    kiosk = open_kiosk(server, "?kiosk=12", size=panel(size))
    troubles: list[str] = []

    def show(name: str) -> None:
        put_on(kiosk, language, is_special, is_special)
        kiosk.page.wait_for_timeout(50)
        kiosk.screenshot(f"screens/{size}-talk-{name}")
        kiosk.root.evaluate("root => { root.scrollTop = 0; }")  # a phone's page scrolls
        found = [one for one in troubles_on(kiosk.page, size) if not is_scrolled_away(one)]
        if is_examined and not name.endswith(VARIANTS):
            found += kiosk.violations()
        troubles.extend(f"{name}: {one}" for one in found)

    talk_tour(kiosk, server.prepared, number, show)
    if size in FINISHED:
        tour_of_endings(kiosk, server.prepared, number, show)
    assert not troubles, "\n".join(troubles)
