"""Many requests, large and slow ones: what is asked to wait, and who never is."""

import asyncio
import itertools
import threading
import time
from collections.abc import Callable

import pytest
from asgi_browser import Browser, chunks
from cast import NOW
from desks import PIN
from routes_asked import ALL, THAT_CHANGE, ask, be_kiosk, name, path_of
from starlette.requests import HTTPConnection

from kiosk import bounded_bodies, links, paces
from kiosk.api.checking import LARGEST_BODY
from kiosk.bounded_bodies import LARGEST, SMALL, BoundedBody, Ending, largest_at
from kiosk.buckets import Buckets
from kiosk.dashboard.uploads import LARGEST_FILE
from kiosk.paces import Pace, Paces, Picture
from kiosk.phone.forms import LARGEST_FORM
from kiosk.routes import frames
from kiosk.scanning import MAX_FRAME_BYTES, MAX_IMAGE_BYTES
from kiosk.senders import Kind, Sender, sender_of
from kiosk.server import Server

pytest_plugins = ["desk_fixtures"]

VENUE = "198.51.100.7"  # hundreds of phones and all kiosks behind one address
TINY = Pace(0.01, 3)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three requests at once for everybody; far fewer than anybody has in life."""
    monkeypatch.setattr(paces, "PACES", dict.fromkeys(Kind, TINY))


def used_up(client: Browser) -> None:
    for _ in range(4):
        client.get("/healthz")


@pytest.mark.parametrize("reader", ["stranger", "staff", "organiser"])
def test_every_route_has_a_limit_and_says_kindly_when_to_come_again(reader, request, impatient):
    client = request.getfixturevalue(reader)
    used_up(client)
    for entry, method in ALL:
        answer = ask(client, entry, method)
        assert answer.status_code == 429, name(entry, method)
        assert int(answer.headers["retry-after"]) > 0
        if entry.path.startswith("/api/"):
            assert answer.headers["content-type"].startswith("application/")
        else:
            assert 'data-screen="phone-refused_too_often"' in answer.text


def test_a_request_that_has_to_wait_changes_nothing(impatient, organiser, running):
    used_up(organiser)
    before = running.store.commits
    for entry, method in THAT_CHANGE:
        ask(organiser, entry, method)
    assert running.store.commits == before


def test_after_a_moment_one_is_let_in_again():
    buckets = Buckets(per_second=2, at_once=3)

    assert [buckets.seconds_to_wait("anna", now=0) for _ in range(4)] == [0, 0, 0, 1]
    assert buckets.seconds_to_wait("bartek", now=0) == 0
    assert buckets.seconds_to_wait("anna", now=0.6) == 0
    assert buckets.seconds_to_wait("anna", now=0.6) == 1


def test_made_up_senders_do_not_fill_the_memory():
    buckets = Buckets(per_second=1, at_once=1, most=100)
    for number in range(5000):
        buckets.seconds_to_wait(number, now=0)
    assert len(buckets) == 100


def flood(counted: Paces, *, address: str, requests: int) -> int:
    """How many of so many requests of one address at one moment are let through."""
    sender = Sender(Kind.ADDRESS, address)
    waits = (counted.seconds_to_wait(sender, picture=Picture.NONE, now=0) for _ in range(requests))
    return sum(wait == 0 for wait in waits)


def test_five_hundred_phones_behind_one_address_open_their_pages_at_once():
    """A page, its style and two fonts; with a link each is counted alone."""
    counted = Paces()

    for phone, _ in itertools.product(range(500), range(4)):
        sender = Sender(Kind.LINK, str(phone))
        assert counted.seconds_to_wait(sender, picture=Picture.NONE, now=0) == 0
    assert flood(counted, address=VENUE, requests=500 * 3) == 1500


def test_a_flood_from_everywhere_leaves_kiosks_staff_and_guests_with_links_alone():
    counted = Paces()
    let_in = sum(flood(counted, address=f"192.0.2.{n}", requests=2000) for n in range(50))

    assert let_in <= paces.ALL_STRANGERS.at_once
    for kind in (Kind.KIOSK, Kind.STAFF, Kind.LINK, Kind.HERE):
        for number in range(100):
            sender = Sender(kind, str(number))
            assert counted.seconds_to_wait(sender, picture=Picture.NONE, now=0) == 0


def test_a_kiosk_sends_its_frames_all_evening_without_ever_waiting():
    counted, kiosk = Paces(), Sender(Kind.KIOSK, "1")
    frames = (
        counted.seconds_to_wait(kiosk, picture=Picture.FRAME, now=n / 6) for n in range(36_000)
    )
    assert not any(frames)


def test_pictures_of_strangers_are_few_as_each_costs_the_processor_much():
    counted, stranger = Paces(), Sender(Kind.ADDRESS, VENUE)
    waits = [counted.seconds_to_wait(stranger, picture=Picture.FRAME, now=0) for _ in range(30)]

    assert waits.count(0) == paces.PICTURES_OF_A_STRANGER.at_once
    others = (Sender(Kind.ADDRESS, f"192.0.2.{n}") for n in range(100))
    waits += [counted.seconds_to_wait(one, picture=Picture.FRAME, now=0) for one in others]
    assert waits.count(0) == paces.PICTURES_OF_ALL_STRANGERS.at_once


def test_a_kiosks_cookie_that_got_lost_has_few_photos_read(running, browser, monkeypatch):
    """Its signature is looked at and no more, so one that was revoked counts as a kiosk's too."""
    few = Pace(0.01, 3)
    monkeypatch.setattr(paces, "PHOTOS_OF_ONE", few)
    thief = browser(VENUE)
    be_kiosk(thief, running)
    answers = [thief.post("/api/photo", content=b"no picture") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert thief.post("/api/scan", content=b"no picture").status_code == 200


def test_a_guest_who_takes_a_photo_every_second_never_waits():
    counted, kiosk = Paces(), Sender(Kind.KIOSK, "1")
    waits = [counted.seconds_to_wait(kiosk, picture=Picture.PHOTO, now=n) for n in range(3600)]
    assert not any(waits)


def test_where_many_photos_wait_to_be_read_one_more_is_told_to_come_again(stranger):
    gate = threading.Event()
    reading = threading.Thread(target=asyncio.run, args=(hold_photos(gate),))
    reading.start()
    try:
        until(lambda: frames.photos.count == frames.PHOTOS_WAITING)
        full = stranger.post("/api/photo", content=b"no picture")
    finally:
        gate.set()
        reading.join()

    assert full.status_code == 503
    assert full.headers["retry-after"] == "1"
    assert full.json() == {
        "code": None,
        "foreign": False,
        "error": "Many photos are being read. Please try again in a moment.",
    }
    assert stranger.post("/api/photo", content=b"no picture").status_code == 200


def until(is_so: Callable[[], bool]) -> None:
    """Wait for what happens in another thread."""
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


async def hold_photos(gate: threading.Event) -> None:
    """As many photos as may wait, none of them read before the gate opens."""
    await asyncio.gather(*(frames.photos.do(gate.wait) for _ in range(frames.PHOTOS_WAITING)))


def test_a_flood_of_the_venue_does_not_reach_a_kiosk_staff_or_a_guest_with_a_link(
    running, browser, event, anna, impatient
):
    guest, kiosk, staff, other = (browser(VENUE) for _ in range(4))
    token = links.personal_token(running.settings, anna.person_id, now=NOW)
    be_kiosk(kiosk, running)
    assert staff.post("/sign-in", data={"pin": PIN}).status_code == 303
    used_up(guest)

    assert guest.get("/healthz").status_code == 429
    assert kiosk.get("/api/kiosk").status_code == 200
    assert staff.get("/staff", follow_redirects=False).status_code == 200
    assert other.get(links.PERSONAL_PATH + token).status_code != 429


def test_a_wrong_cookie_or_link_makes_nobody_a_kiosk_or_a_guest(browser, impatient):
    liar = browser(VENUE)
    liar.keep("rozmowa_kiosk", "e30.made-up")
    liar.keep("rozmowa_staff", "made-up")
    used_up(liar)

    for path in ("/", "/staff", "/me/made-up", "/a/made-up", "/u/made-up"):
        assert liar.get(path).status_code == 429


def neighbourhood(host: str, running: Server) -> Sender:
    scope = {"type": "http", "path": "/", "headers": [], "client": (host, 5000), "server": None}
    return sender_of(HTTPConnection(scope | {"scheme": "http"}), running)


def test_neighbours_in_one_ipv6_home_are_counted_together(running):
    mine = neighbourhood("2001:db8:1:2::1", running)

    assert mine == neighbourhood("2001:db8:1:2:f::9", running)
    assert mine != neighbourhood("2001:db8:1:3::1", running)
    assert neighbourhood("::ffff:192.0.2.7", running) == neighbourhood("192.0.2.7", running)
    assert neighbourhood("::ffff:127.0.0.1", running).kind is Kind.HERE


# Large and slow bodies


@pytest.mark.parametrize("reader", ["stranger", "organiser"])
def test_no_route_takes_a_body_larger_than_it_may_whether_it_says_its_size_or_not(
    reader, request, running, event
):
    client: Browser = request.getfixturevalue(reader)
    for entry, method in THAT_CHANGE:
        if entry.path == "/sign-out":
            continue
        path = path_of(entry)
        most = largest_at(path)
        pieces = CountedPieces(most // SMALL + 4)
        answer = client.send(method, path, content=pieces)
        assert answer.status_code < 500, name(entry, method)
        assert pieces.taken * SMALL <= most + 3 * SMALL, name(entry, method)


class CountedPieces:
    """A body that does not say how long it is, and counts what was taken of it."""

    def __init__(self, count: int) -> None:
        self._count, self.taken = count, 0

    async def __aiter__(self):
        async for piece in chunks(self._count, SMALL):
            self.taken += 1
            yield piece


def test_every_bound_is_as_large_as_what_the_pages_below_it_allow():
    assert dict(LARGEST) == {
        "/api/scan": MAX_FRAME_BYTES,
        "/api/photo": MAX_IMAGE_BYTES,
        "/api/v1/": LARGEST_BODY,
        "/staff/": LARGEST_FILE,
    }
    assert LARGEST_FORM <= SMALL


def read_to_the_end(body: BoundedBody) -> int:
    """How many bytes came."""

    async def read() -> int:
        size = 0
        while True:
            message = await body.receive()
            if message["type"] != "http.request":
                return size
            size += len(message["body"])
            if not message["more_body"]:
                return size

    return asyncio.run(read())


def a_drip(pause: float, count: int):
    """A sender of single letters."""
    left = iter(range(count))

    async def receive():
        await asyncio.sleep(pause)
        return {"type": "http.request", "body": b"x", "more_body": next(left) < count - 1}

    return receive


def test_a_body_that_stops_coming_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(bounded_bodies, "SECONDS_BETWEEN", 0.05)
    body = BoundedBody(a_drip(60, 2), largest=SMALL)

    assert read_to_the_end(body) == 0
    assert body.ending is Ending.TOO_SLOW


def test_a_body_that_comes_by_letters_is_not_waited_for_for_ever(monkeypatch):
    monkeypatch.setattr(bounded_bodies, "SECONDS_IN_ALL", 0.2)
    body = BoundedBody(a_drip(0.01, 1000), largest=SMALL)

    assert 0 < read_to_the_end(body) < 1000
    assert body.ending is Ending.TOO_SLOW


def test_a_body_that_comes_in_time_is_whole():
    body = BoundedBody(a_drip(0, 1000), largest=SMALL)

    assert read_to_the_end(body) == 1000
    assert body.ending is None
