"""How every screen of a talk looks and sounds: nothing cut off, all in reach, no barrier."""

from collections.abc import Callable, Iterator

import pytest
from browser import Kiosk, evening
from faces import Face, Faces
from live_server import LiveServer
from talk_tour import fill, talk_tour, tour_of_endings

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

FACES = [
    Face("1080x1920", "pl", is_examined=True),
    Face("1920x1080", "en"),
    Face("1280x800", "pl", is_large=True, has_contrast=True),
    Face("390x844", "en", is_large=True, has_contrast=True, is_examined=True),
]
OpenKiosk = Callable[..., Kiosk]
VARIANTS = ("-twice", "-hidden", "-confirmed")  # the same parts as just before
OF_PLACE = ("target outside", "one over the other", "at y=")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One evening for the whole module, in a house that phones can reach."""
    folder, address = tmp_path_factory.mktemp("evening"), "https://rozmowa.example"
    with evening(folder, fill, ROZMOWA_PUBLIC_URL=address) as running:
        yield running


def is_scrolled_away(trouble: str) -> bool:
    """A chip of a list that scrolls lies where only its frame is seen; the words say the rest."""
    return trouble.startswith(OF_PLACE) and trouble.count("BUTTON.chip") == 1


def test_every_screen_of_a_talk_fits_and_can_be_used_by_everybody(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server, "?kiosk=12")
    faces = Faces(kiosk, FACES, excused=is_scrolled_away)

    def show(name: str) -> None:
        faces.show(f"talk-{name}", is_variant=name.endswith(VARIANTS))

    talk_tour(kiosk, server.prepared, show)
    tour_of_endings(kiosk, server.prepared, show)
    assert not faces.troubles, "\n".join(faces.troubles)
