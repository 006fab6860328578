"""Many cameras share one server: none waits with a few, and badges go first with many."""

import io
import time
from collections.abc import Iterator

import pytest
from anyio.from_thread import start_blocking_portal
from asgi_browser import Browser
from PIL import Image
from starlette.applications import Starlette

from benchmarks import frames
from kiosk import scanning
from kiosk.routes.frames import WAITING_FOR_CLOSE_LOOKS, looking_closely, scan
from kiosk.scanning import Effort, FrameReader, read_image
from kiosk.scanning.sharing import (
    CLOSE_SAVED_SECONDS,
    EXPECTED_SECONDS,
    MOST_CAMERAS,
    SEEN_SECONDS,
    CloseLooks,
    Pace,
)


def paced(cameras: int, *, cost: float = 0.004, share: float = 0.35, now: float = 1.0) -> Pace:
    pace = Pace(share)
    for number in range(cameras):
        pace.note(f"camera {number}", cost, now=now)
    return pace


def test_a_few_cameras_send_as_often_as_they_like():
    assert paced(1).seconds() == 0
    assert paced(10).seconds() == 0


def test_a_hundred_cameras_together_take_no_more_than_their_share():
    seconds = paced(100).seconds()

    assert 100 / seconds * (0.004 + 0.001) == pytest.approx(0.35)


def test_a_camera_that_went_away_slows_nobody_down():
    pace = paced(100)
    pace.note("camera 0", 0.004, now=1.0 + SEEN_SECONDS + 0.1)

    assert pace.seconds() == 0


def test_invented_cameras_cannot_stop_the_others():
    assert paced(10 * MOST_CAMERAS).seconds() == pytest.approx(paced(MOST_CAMERAS).seconds())


def test_close_looks_end_when_their_time_is_used_up_and_come_back():
    looks = CloseLooks(share=0.1)
    assert looks.effort(now=0.0, is_urgent=True) is Effort.FULL
    looks.took(Effort.FULL, CLOSE_SAVED_SECONDS + 0.1)

    assert looks.effort(now=0.5, is_urgent=True) is Effort.CHEAP
    assert looks.effort(now=3.0, is_urgent=True) is Effort.LIKELY


def test_looks_that_have_begun_count_before_they_end():
    looks = CloseLooks(share=0.1)
    begun = [looks.effort(now=0.0, is_urgent=True) for _ in range(100)]

    assert begun.count(Effort.FULL) <= CLOSE_SAVED_SECONDS / EXPECTED_SECONDS[Effort.FULL]
    assert Effort.LIKELY in begun
    assert begun[-1] is Effort.CHEAP


def test_a_camera_that_merely_watches_leaves_time_to_badges():
    looks = CloseLooks(share=0.1)
    looks.took(Effort.CHEAP, 0.6 * CLOSE_SAVED_SECONDS)

    assert looks.effort(now=0.0, is_urgent=False) is Effort.CHEAP
    assert looks.effort(now=0.0, is_urgent=True) is Effort.LIKELY


def test_a_badge_on_its_way_gets_no_close_look_where_many_share_but_one_that_stays_does():
    looks = CloseLooks(share=0.1)
    looks.took(Effort.CHEAP, 0.6 * CLOSE_SAVED_SECONDS)
    reader = FrameReader(looks)

    assert reader.effort(now=0.0, is_urgent=True) is Effort.CHEAP
    assert reader.effort(now=0.2, is_urgent=True) is Effort.LIKELY


def test_the_likeliest_look_reads_most_badges_that_a_glance_missed():
    photos = (frames.positive(case, n, seed=3) for case in ("1 m", "combined") for n in range(20))
    missed = [one for one in photos if not read_image(one.jpeg, effort=Effort.CHEAP).code]
    full = [one for one in missed if read_image(one.jpeg).code]
    likely = [one for one in full if read_image(one.jpeg, effort=Effort.LIKELY).code]

    assert len(likely) >= 0.8 * len(full) > 2


def empty_room() -> bytes:
    kept = io.BytesIO()
    Image.effect_noise((320, 180), 40).save(kept, "JPEG")
    return kept.getvalue()


def test_a_frame_is_not_looked_at_closely_where_others_used_up_the_time():
    looks = CloseLooks(share=0.1)
    looks.took(Effort.CHEAP, 2 * CLOSE_SAVED_SECONDS)
    reader = FrameReader(looks)

    reader.read(empty_room(), now=0.0)
    assert reader._last_close_look is None
    reader.read(empty_room(), now=20.0)
    assert reader._last_close_look == 20.0


@pytest.fixture
def client() -> Iterator[Browser]:
    app = Starlette()
    app.add_route("/api/scan", scan, methods=["POST"])
    with (
        start_blocking_portal() as portal,
        Browser(portal, app, address="127.0.0.1", url="http://kiosk.example") as browser,
    ):
        yield browser


def test_a_kiosk_is_told_to_wait_only_where_many_share_the_server(client, monkeypatch):
    monkeypatch.setattr(scanning, "pace", paced(3))
    alone = client.post("/api/scan", content=empty_room())
    monkeypatch.setattr(scanning, "pace", paced(100, cost=0.02, now=time.monotonic()))
    crowded = client.post("/api/scan", content=empty_room())

    assert alone.status_code == crowded.status_code == 200
    assert "x-rozmowa-pace" not in alone.headers
    assert int(crowded.headers["x-rozmowa-pace"]) > 1000


def test_a_camera_is_answered_at_once_where_many_wait_for_a_close_look(client, monkeypatch):
    looked = []
    monkeypatch.setattr(FrameReader, "look_closely", lambda *given: looked.append(given[2]))
    monkeypatch.setattr(looking_closely, "count", WAITING_FOR_CLOSE_LOOKS + 1)

    answer = client.post("/api/scan", content=empty_room())

    assert (answer.status_code, answer.json()) == (200, {"code": None, "foreign": False})
    assert looked == []
