"""One screen after the other, each turned to every size and put on every look, and measured.

Walking to a screen takes the longest, and a panel may be turned in the middle of a visit.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from browser import Kiosk
from layout_probe import MEASURE
from playwright.sync_api import Page
from tour import put_on

SMALLEST = {"1080x1920": 64, "1920x1080": 64, "1280x800": 64, "390x844": 48}  # px, of a target
PHONE = "390x844"
REACH = {"1080x1920": 768}  # y above which a person in a wheelchair does not reach


class Face(NamedTuple):
    """How a screen may look; is_examined: axe-core looks as well."""

    size: str
    language: str
    is_large: bool = False
    has_contrast: bool = False
    is_examined: bool = False

    @property
    def name(self) -> str:
        """For its pictures."""
        worn = {"large": self.is_large, "contrast": self.has_contrast}
        return "-".join(
            [self.size, self.language, *(name for name, is_on in worn.items() if is_on)]
        )


def panel(size: str) -> tuple[int, int]:
    """Width and height in pixels."""
    width, height = map(int, size.split("x"))
    return width, height


def turn(kiosk: Kiosk, size: str) -> None:
    """As if the screen had always been so large."""
    width, height = panel(size)
    kiosk.page.set_viewport_size({"width": width, "height": height})


def troubles_on(page: Page, size: str) -> list[str]:
    """What is wrong with the screen as it stands."""
    measure = {"side": SMALLEST[size], "top": REACH.get(size, 0), "scrolls": size == PHONE}
    return list(page.evaluate(MEASURE, measure))


class Faces:
    """troubles: all that was found; excused: what is none, by its words"""

    def __init__(
        self,
        kiosk: Kiosk,
        faces: Sequence[Face],
        *,
        excused: Callable[[str], bool] = lambda _trouble: False,
    ) -> None:
        self._kiosk = kiosk
        self._faces = list(faces)
        self._excused = excused
        self.troubles: list[str] = []

    def show(self, name: str, *, is_variant: bool = False) -> None:
        """The screen that stands now; is_variant: of the same parts as the one before."""
        for face in self._faces:
            found = self._troubles_of(face, name, is_examined=face.is_examined and not is_variant)
            self.troubles += [f"{name} {face.name}: {one}" for one in found]
        self._faces.reverse()  # so that the next screen begins as this one ends

    def _troubles_of(self, face: Face, name: str, *, is_examined: bool) -> list[str]:
        kiosk = self._kiosk
        turn(kiosk, face.size)
        put_on(kiosk, face.language, face.is_large, face.has_contrast)
        kiosk.page.wait_for_timeout(50)
        kiosk.root.evaluate("root => { root.scrollTop = 0; }")  # a phone's page scrolls
        kiosk.screenshot(f"screens/{face.name}-{name}")
        found = [one for one in troubles_on(kiosk.page, face.size) if not self._excused(one)]
        return found + (kiosk.violations() if is_examined else [])
