"""What a camera sends where many share the server: what may be a badge, and nothing saved up."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.load import pictures, squares
from matching.badge_codes import new_badge_code

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

SCRIPTS = ("picture.js", "squares.js", "frames.js")
COMPONENTS = Path(__file__).parents[1] / "kiosk/components"
NEARLY = 1.5  # of scores from 15 to 180: each makes a picture smaller in a way of its own


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_page()
    script = "\n".join((COMPONENTS / name).read_text("utf-8") for name in SCRIPTS)
    opened.add_script_tag(content=f"{script}\nObject.assign(window, {{SquareFinder, Allowance}})")
    yield opened
    opened.close()


def seen() -> list[pictures.Picture]:
    badges = [pictures.badge(new_badge_code(), number=number) for number in range(6)]
    return [*pictures.rooms(), *pictures.blurs(), *badges]


def judged_by(page: Page, jpeg: bytes) -> float:
    """How much the likeliest square stands out, by the kiosk's own script."""
    return page.evaluate(
        """async (text) => {
          const picture = new Image();
          picture.src = `data:image/jpeg;base64,${text}`;
          await picture.decode();
          return new SquareFinder().score(picture);
        }""",
        base64.b64encode(jpeg).decode(),
    )


def test_badges_go_first_and_an_empty_room_does_not(page):
    limit = page.evaluate("HINT_SCORE")

    assert all(judged_by(page, one.jpeg) > limit for one in seen()[len(pictures.rooms()) :])
    assert all(judged_by(page, one.jpeg) <= limit for one in pictures.rooms())


def test_the_kiosks_of_a_load_judge_pictures_as_a_browser_does(page):
    assert page.evaluate("HINT_SCORE") == squares.SCORE
    for one in seen():
        assert judged_by(page, one.jpeg) == pytest.approx(squares.score(one.jpeg), abs=NEARLY)


def test_where_frames_are_rationed_none_was_saved_up(page):
    told = page.evaluate(
        """() => {
          const allowance = new Allowance();
          const before = allowance.has(4, 0);
          allowance.setPace(1000);
          const first = allowance.has(1, 0);
          allowance.take();
          return [before, first, allowance.has(1, 500), allowance.has(1, 1001)];
        }"""
    )
    assert told == [True, True, False, True]
