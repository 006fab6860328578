"""HTTP beside the screens, and what every response carries."""

import asyncio
import io
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from asgi_browser import Browser, chunks
from cast import NOW, invite, make_event, rows, show_badge
from itsdangerous import URLSafeTimedSerializer
from PIL import Image
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from benchmarks.badge_scene import symbol
from kiosk import scanning, server, setup, staff_session
from kiosk.guard import Guard
from kiosk.routes import ROUTES
from kiosk.routes.backup import backup_request
from kiosk.routes.sign_in import sign_in as sign_in_route
from kiosk.server import Server
from kiosk.settings import Settings, load_settings
from kiosk.setup import KioskSetup
from kiosk.staff_session import HOURS_VALID, LOCKED_MINUTES, TRIES_IN_ALL, TRIES_PER_ADDRESS
from matching.badge_codes import new_badge_code
from matching.events import find_event
from matching.store import Store

PIN = "4711-żółw"
ADDRESS = "http://kiosk.example"


def page(_request: object) -> PlainTextResponse:
    """In place of Streamlit, which serves every other path."""
    return PlainTextResponse("the page")


def app() -> Starlette:
    routes = [*ROUTES, Route("/{path:path}", page)]
    return Starlette(routes=routes, middleware=[Middleware(Guard)])


def settings_in(folder: Path, **values: str) -> Settings:
    return load_settings(
        {"ROZMOWA_DATA": str(folder)} | {f"ROZMOWA_{name}": text for name, text in values.items()}
    )


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Server]:
    """The server of this process, with an event, as the lifespan starts it."""
    staff_session.wrong_tries.__init__()
    yield (started := server.start(settings_in(tmp_path, PIN=PIN)))
    assert started is server.running()
    server.stop()


@pytest.fixture(scope="module")
def portal() -> Iterator[BlockingPortal]:
    """The server's event loop."""
    with start_blocking_portal() as started:
        yield started


@pytest.fixture
def browser(running: Server, portal: BlockingPortal) -> Iterator[Callable[..., Browser]]:
    """Opens browsers of other addresses."""
    with ExitStack() as stack:

        def open_browser(address: str = "192.0.2.7", *, url: str = ADDRESS) -> Browser:
            return stack.enter_context(Browser(portal, app(), address=address, url=url))

        yield open_browser


@pytest.fixture
def client(browser: Callable[..., Browser]) -> Browser:
    """A browser on this computer."""
    return browser("127.0.0.1")


def jpeg(text: str | None, *, module: int = 8) -> bytes:
    """A camera frame with a QR code, or with nothing."""
    picture = Image.new("L", (1280, 720), 200)
    if text is not None:
        dark = Image.fromarray((~symbol(text) * 255).astype("uint8"))
        side = module * dark.width
        picture.paste(dark.resize((side, side), Image.Resampling.NEAREST), (400, 200))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


# Pictures


@pytest.mark.parametrize("path", ["/api/scan", "/api/photo"])
def test_a_badge_in_a_picture_is_its_code(client, path):
    code = new_badge_code()

    answer = client.post(path, content=jpeg(code))

    assert (answer.status_code, answer.json()) == (200, {"code": code, "foreign": False})


@pytest.mark.parametrize("path", ["/api/scan", "/api/photo"])
def test_a_foreign_code_is_told_without_its_content(client, path):
    answer = client.post(path, content=jpeg("HTTPS://EVIL.EXAMPLE/PAY?TO=ME"))

    assert answer.json() == {"code": None, "foreign": True}
    assert "EVIL" not in answer.text


def test_a_code_with_a_wrong_check_is_no_badge(client):
    code = new_badge_code()
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")

    assert client.post("/api/scan", content=jpeg(wrong)).json()["code"] is None


@pytest.mark.parametrize("path", ["/api/scan", "/api/photo"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0",
        b"\xff\xd8\xff",
        b"GIF89a",
        b"<svg/>",
        jpeg(None),
        jpeg(None)[:2000],
        b"%PDF" * 99,
    ],
    ids=["nothing", "zero", "only a header", "gif", "svg", "empty room", "cut", "pdf"],
)
def test_a_picture_without_badge_and_what_is_no_picture_are_nothing(client, path, body):
    answer = client.post(path, content=body)

    assert (answer.status_code, answer.json()) == (200, {"code": None, "foreign": False})


@pytest.mark.parametrize(
    ("path", "largest"),
    [("/api/scan", scanning.MAX_FRAME_BYTES), ("/api/photo", scanning.MAX_IMAGE_BYTES)],
)
def test_a_body_larger_than_allowed_is_refused_whether_it_says_its_size_or_not(
    client, path, largest
):
    declared = client.post(path, content=bytes(largest + 1))
    streamed = client.post(path, content=chunks(largest // 65_536 + 2, 65_536))

    for answer in (declared, streamed):
        assert (answer.status_code, answer.json()["code"]) == (413, None)
    assert client.post(path, content=bytes(1000)).status_code == 200


def test_a_picture_leaves_no_trace_in_the_database(client, running):
    client.post("/api/scan", content=jpeg(new_badge_code()))

    assert rows(running.store, "SELECT * FROM scan") == []


def test_a_picture_that_unpacks_to_gigabytes_is_nothing(client):
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")

    assert client.post("/api/photo", content=out.getvalue()).json()["code"] is None


def test_pictures_of_many_kiosks_at_once_are_not_mixed_up(client):
    codes, answers = [new_badge_code() for _ in range(8)], {}

    def show(code: str) -> None:
        answer = client.post(
            "/api/scan", content=jpeg(code), headers={"X-Rozmowa-Camera": f"camera-{code}"}
        )
        answers[code] = answer.json()["code"]

    threads = [threading.Thread(target=show, args=(code,)) for code in codes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == {code: code for code in codes}


# Health and fonts


def test_a_well_server_says_so_and_nothing_personal(client, running):
    invite(running.store, make_event(running.store), "Anna Nowak")

    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "decoders": scanning.decoders()}


def test_a_database_that_does_not_answer_makes_the_server_unwell(client, running):
    running.store.close()

    assert client.get("/healthz").status_code == 503


def test_the_four_fonts_are_served_by_us_and_nothing_else_is(client):
    for name in ("atkinson-400", "atkinson-700", "newsreader", "newsreader-italic"):
        answer = client.get(f"/fonts/{name}.ttf")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "font/ttf"
        assert answer.content[:4] in {b"\0\1\0\0", b"OTTO", b"true"}
        assert "immutable" in answer.headers["cache-control"]
    for name in ("nothing.ttf", "..%2f..%2fpyproject.toml", "%2e%2e", "newsreader.ttf%00"):
        assert client.get(f"/fonts/{name}").text in {"", "the page"}


# What every response carries


@pytest.mark.parametrize("path", ["/", "/healthz", "/sign-in", "/fonts/none.ttf", "/anything"])
def test_every_response_forbids_everything_from_outside(client, path):
    headers = client.get(path).headers

    policy = dict(
        part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert not re.search(r"https?:|\*", headers["content-security-policy"])
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "camera=(self)" in headers["permissions-policy"]


# Which kiosk this is


def kiosk_of(answer: object, running: Server) -> KioskSetup:
    return setup.from_cookie(answer.cookies.get(setup.COOKIE), running.settings.key("kiosk cookie"))


def test_a_kiosk_is_told_once_in_the_address_what_it_is(client, running):
    answer = client.get("/?kiosk=2&mode=door&arrow=left&sound=off")

    assert kiosk_of(answer, running) == KioskSetup(2, "door", "left", False)
    cookie = answer.headers["set-cookie"]
    for attribute in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"):
        assert attribute in cookie
    assert "set-cookie" not in client.get("/").headers


def test_a_kiosk_can_change_one_thing_and_keep_the_others(client, running):
    client.get("/?kiosk=2&mode=door")

    assert kiosk_of(client.get("/?mode=exit"), running) == KioskSetup(2, "exit")


@pytest.mark.parametrize(
    "query",
    [
        "kiosk=0",
        "kiosk=1000",
        "kiosk=-1",
        "kiosk=²",
        "kiosk=00012",
        "kiosk=9" + "9" * 5000,
        "kiosk=<script>",
        "mode=admin",
        "arrow=sideways",
        "sound=loud",
        "kiosk",
    ],
)
def test_an_address_that_makes_no_sense_changes_nothing(client, running, query):
    client.get("/?kiosk=7&mode=door&arrow=up")

    answer = client.get(f"/?{query}")

    assert answer.status_code == 200
    if "set-cookie" in answer.headers:
        assert kiosk_of(answer, running) == KioskSetup(7, "door", "up")


def test_a_forged_kiosk_cookie_says_nothing(client, running):
    key = running.settings.key("kiosk cookie")
    genuine = setup.to_cookie(KioskSetup(3, "door"), key)
    forged = setup.to_cookie(KioskSetup(3, "door"), b"another key")
    stranger = setup.URLSafeSerializer(key).dumps({"is_admin": True})

    assert setup.from_cookie(genuine, key) == KioskSetup(3, "door")
    for wrong in (forged, genuine[:-1], genuine + "x", stranger, "", None, "é", "a.b", "."):
        assert setup.from_cookie(wrong, key) == KioskSetup()


def test_a_kiosk_cookie_is_secure_where_the_page_is(browser):
    client = browser(url="https://kiosk.example")

    assert "; Secure" in client.get("/?kiosk=2").headers["set-cookie"]


@pytest.mark.parametrize("cookie", ["a,b=c", "x{y}=1; z", "=;;;", "a" * 8000, "rozmowa_kiosk=\xff"])
def test_cookies_of_other_programs_break_nothing(client, cookie):
    headers = {"Cookie": cookie.encode("latin-1")}

    assert client.get("/?kiosk=2", headers=headers).status_code == 200
    assert client.get("/staff", headers=headers).headers["location"] == "/sign-in"


# The staff page's door


def sign_in(client: Browser, pin: str, **headers: str) -> object:
    return client.post("/sign-in", data={"pin": pin}, headers=headers)


@pytest.mark.parametrize("path", ["/staff", "/staff/"])
def test_a_stranger_who_asks_for_the_staff_page_comes_to_its_door(client, path):
    answer = client.get(path)

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert "the page" not in answer.text


def test_the_right_pin_opens_and_its_cookie_cannot_be_read_or_sent_from_elsewhere(client):
    answer = sign_in(client, PIN)

    assert (answer.status_code, answer.headers["location"]) == (303, "/staff")
    cookie = answer.headers["set-cookie"].lower()
    for attribute in ("httponly", "samesite=strict", f"max-age={HOURS_VALID * 3600}", "path=/"):
        assert attribute in cookie
    assert client.get("/staff").text == "the page"


def test_the_staff_cookie_is_secure_where_the_page_is(browser):
    client = browser(url="https://kiosk.example")

    assert "; secure" in sign_in(client, PIN).headers["set-cookie"].lower()


@pytest.mark.parametrize("pin", ["", " ", "4711", PIN.upper(), PIN + "\0", "' OR 1=1", "é" * 900])
def test_a_wrong_pin_opens_nothing(client, pin):
    answer = sign_in(client, pin)

    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
    assert client.get("/staff").status_code == 303


def test_wrong_pins_sent_at_the_same_moment_are_counted_one_by_one(running):
    """Each holds its body back until all have begun."""
    statuses = asyncio.run(_sign_in_at_once([b"pin=0000"] * 12))

    assert statuses.count(401) == TRIES_PER_ADDRESS
    assert statuses.count(429) == 12 - TRIES_PER_ADDRESS


async def _sign_in_at_once(bodies: list[bytes]) -> list[int]:
    async def one(body: bytes) -> int:
        async def receive() -> dict[str, object]:
            await asyncio.sleep(0.05)
            return {"type": "http.request", "body": body, "more_body": False}

        scope = {
            "type": "http",
            "method": "POST",
            "path": "/sign-in",
            "query_string": b"",
            "headers": [],
            "client": ("192.0.2.77", 5000),
            "server": ("localhost", 80),
            "scheme": "http",
        }
        return (await sign_in_route(Request(scope, receive))).status_code

    return list(await asyncio.gather(*map(one, bodies)))


def test_a_form_that_is_no_form_opens_nothing(client):
    for body in (b"", b"\xff\xfe", b"pin", b"x" * 5000):
        assert client.post("/sign-in", content=body).status_code in {401, 429}


def test_after_five_wrong_pins_even_the_right_one_waits_but_not_that_of_another_address(
    client, browser
):
    for _ in range(TRIES_PER_ADDRESS):
        assert sign_in(client, "0000").status_code == 401

    locked = sign_in(client, PIN)

    assert locked.status_code == 429
    assert "set-cookie" not in locked.headers
    assert "<form" not in locked.text
    assert sign_in(browser(), PIN).status_code == 303


def test_thirty_wrong_pins_from_anywhere_lock_everybody_out_for_a_while():
    tries = staff_session.WrongTries()
    for place in range(TRIES_IN_ALL):
        assert tries.minutes_locked("somebody", now=NOW) == 0
        tries.note(f"address-{place}", now=NOW)

    assert tries.minutes_locked("somebody", now=NOW) == LOCKED_MINUTES + 1
    assert tries.minutes_locked("somebody", now=NOW + timedelta(minutes=LOCKED_MINUTES)) == 0


def test_a_lock_ends_after_fifteen_minutes_and_older_tries_do_not_count():
    tries = staff_session.WrongTries()
    for place in range(TRIES_PER_ADDRESS):
        tries.note("kiosk", now=NOW + timedelta(minutes=place))

    after_last = NOW + timedelta(minutes=TRIES_PER_ADDRESS)
    assert 0 < tries.minutes_locked("kiosk", now=after_last) <= LOCKED_MINUTES
    assert tries.minutes_locked("kiosk", now=NOW + timedelta(minutes=LOCKED_MINUTES)) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_sent_from_elsewhere_is_refused_even_with_the_right_pin(client, headers):
    answer = sign_in(client, PIN, **headers)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_form_of_our_own_page_is_taken(client):
    assert sign_in(client, PIN, Origin=ADDRESS).status_code == 303
    assert sign_in(client, PIN, **{"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_signing_out_closes_the_staff_page(client):
    for leave in (client.get, client.post):
        sign_in(client, PIN)
        assert client.get("/staff").status_code == 200

        answer = leave("/sign-out")

        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert client.get("/staff").status_code == 303


def test_another_site_cannot_sign_staff_out(client):
    sign_in(client, PIN)

    client.get("/sign-out", headers={"Sec-Fetch-Site": "cross-site"})

    assert client.get("/staff").status_code == 200


def test_a_forged_or_foreign_staff_cookie_opens_nothing(client, running, tmp_path):
    other = settings_in(tmp_path / "other")
    genuine = staff_session.new_session(running.settings, PIN)
    kiosk = setup.to_cookie(KioskSetup(1), running.settings.key("kiosk cookie"))
    signer = URLSafeTimedSerializer(running.settings.key(f"staff session {PIN}"))
    wrong = [staff_session.new_session(other, PIN), kiosk, signer.dumps("guest"), genuine[:-2], "x"]

    for cookie in wrong:
        headers = {"Cookie": f"{staff_session.COOKIE}={cookie}"}
        assert client.get("/staff", headers=headers).status_code == 303
    headers = {"Cookie": f"{staff_session.COOKIE}={genuine}"}
    assert client.get("/staff", headers=headers).status_code == 200


def test_a_changed_pin_signs_everybody_out(running):
    cookie = staff_session.new_session(running.settings, PIN)

    assert staff_session.is_signed_in(cookie, running.settings, PIN)
    assert not staff_session.is_signed_in(cookie, running.settings, "another")
    assert not staff_session.is_signed_in(cookie, running.settings, None)


def test_a_staff_session_ends_after_ten_hours(running, monkeypatch):
    from itsdangerous import timed

    cookie = staff_session.new_session(running.settings, PIN)
    real = timed.time.time

    class Later:
        """A clock ten hours and a minute ahead."""

        @staticmethod
        def time() -> float:
            return real() + HOURS_VALID * 3600 + 60

    monkeypatch.setattr(timed, "time", Later)
    assert not staff_session.is_signed_in(cookie, running.settings, PIN)


def test_without_a_pin_nobody_is_staff(tmp_path, portal):
    staff_session.wrong_tries.__init__()
    started = server.start(settings_in(tmp_path))
    try:
        with Browser(portal, app(), url=ADDRESS) as client:
            make_event(started.store)
            assert sign_in(client, "").status_code == 403
            assert "<form" not in client.get("/sign-in").text
        assert started.staff_pin() is None
    finally:
        server.stop()


def test_the_sample_has_a_pin_of_its_own_that_ends_with_the_first_real_event(tmp_path):
    started = server.start(settings_in(tmp_path))
    try:
        make_event(started.store, "sample", is_sample=True)
        assert started.staff_pin() == started.settings.sample_pin
        assert re.fullmatch(r"\d{6}", started.settings.sample_pin)

        make_event(started.store)

        assert started.staff_pin() is None
    finally:
        server.stop()


def test_the_sign_in_page_speaks_the_browsers_language(client):
    polish = client.get("/sign-in", headers={"Accept-Language": "pl-PL,pl"}).text
    english = client.get("/sign-in", headers={"Accept-Language": "en-GB"}).text
    other = client.get("/sign-in", headers={"Accept-Language": '"><script>'}).text

    assert '<html lang="pl">' in polish
    assert '<html lang="en">' in english
    assert '<html lang="pl">' in other
    assert "<script" not in other


# Backups on request


def test_a_backup_is_made_for_who_knows_the_secret(client, running, tmp_path):
    event = make_event(running.store)
    anna = invite(running.store, event, "Anna Nowak")
    show_badge(running.store, event, anna.code)
    target = tmp_path / "copy.duckdb"

    answer = client.post("/api/backup", content=backup_request(running.settings, target))

    assert (answer.status_code, answer.json()) == (200, {"backup": str(target)})
    with Store.open(target) as copy:
        assert find_event(copy, "evening").slug == "evening"
        assert rows(copy, "SELECT count(*) FROM admission") == [(1,)]


def test_a_backup_without_the_secret_is_refused(client, running, tmp_path):
    target = tmp_path / "copy.duckdb"
    genuine = backup_request(running.settings, target)
    foreign = backup_request(settings_in(tmp_path / "other"), target)
    signed_for_staff = staff_session.new_session(running.settings, PIN).encode()

    for body in (b"", b"{}", foreign, genuine[:-1], signed_for_staff, b"x" * 100_000, b"\xff"):
        assert client.post("/api/backup", content=body).status_code == 403
    assert not target.exists()


def test_a_backup_is_only_for_this_computer(running, browser, tmp_path):
    target, request = tmp_path / "copy.duckdb", backup_request(running.settings, tmp_path)

    answer = browser("192.0.2.7").post("/api/backup", content=request)

    assert answer.status_code == 403
    assert not target.exists()


def test_a_backup_that_cannot_be_written_is_one_sentence(client, running):
    request = backup_request(running.settings, Path("/dev/null/copy.duckdb"))

    answer = client.post("/api/backup", content=request)

    assert answer.status_code == 409
    assert "\n" not in answer.json()["error"]
