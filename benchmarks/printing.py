"""How long do a thousand badges take?"""

import time

from benchmarks.crowd import FAMILY, GIVEN
from benchmarks.figures import Figure
from kiosk.badges import BadgeFace, draw_badges
from matching.badge_codes import new_badge_code

BADGES = 1000


def measure() -> list[Figure]:
    """The default A4 sheet."""
    faces = [
        BadgeFace(
            code=new_badge_code(),
            name=f"{GIVEN[number % len(GIVEN)]} {FAMILY[number % len(FAMILY)]}",
            company=f"Firma {number}",
            event_name="Rozmowa",
        )
        for number in range(BADGES)
    ]
    start = time.perf_counter()
    size = len(draw_badges(faces, layout="a4-90x54"))
    seconds = time.perf_counter() - start
    return [
        Figure("1,000 badges on A4", seconds, "s", 6),
        Figure("their PDF", size / 1e6, "MB"),
    ]
