"""HTTP beside the screens."""

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from asgi_browser import Browser, chunks
from cast import invite, make_event, rows, show_badge
from itsdangerous import URLSafeTimedSerializer
from PIL import Image
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from benchmarks.badge_scene import symbol
from kiosk import scanning, server, setup
from kiosk.guard import Guard
from kiosk.routes import ROUTES, health
from kiosk.routes.backup import backup_request
from kiosk.server import Server
from kiosk.settings import Settings, load_settings
from kiosk.setup import KioskSetup
from matching.badge_codes import new_badge_code
from matching.events import find_event, list_events
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


def test_a_server_is_not_called_well_for_what_it_remembers_of_its_database(
    client, running, monkeypatch
):
    monkeypatch.setattr(health, "SECONDS_ASKED_ONCE", 0.0)
    assert client.get("/healthz").status_code == 200
    assert list_events(running.store) == []  # it remembers that
    running.store.close()
    assert list_events(running.store) == []

    assert client.get("/healthz").status_code == 503


def test_however_many_ask_how_the_server_is_its_database_is_asked_once_a_second(
    client, running, monkeypatch
):
    monkeypatch.setattr(health, "SECONDS_ASKED_ONCE", 60.0)
    assert client.get("/healthz").status_code == 200
    running.store.close()

    assert client.get("/healthz").status_code == 200


def test_the_four_fonts_are_served_by_us_and_nothing_else_is(client):
    for name in ("atkinson-400", "atkinson-700", "newsreader", "newsreader-italic"):
        answer = client.get(f"/fonts/{name}.ttf")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "font/ttf"
        assert answer.content[:4] in {b"\0\1\0\0", b"OTTO", b"true"}
        assert "immutable" in answer.headers["cache-control"]
    for name in ("nothing.ttf", "..%2f..%2fpyproject.toml", "%2e%2e", "newsreader.ttf%00"):
        assert client.get(f"/fonts/{name}").status_code == 404


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
    client = browser("127.0.0.1", url="https://kiosk.example")

    assert "; Secure" in client.get("/?kiosk=2").headers["set-cookie"]


@pytest.mark.parametrize("cookie", ["a,b=c", "x{y}=1; z", "=;;;", "a" * 8000, "rozmowa_kiosk=\xff"])
def test_cookies_of_other_programs_break_nothing(client, cookie):
    headers = {"Cookie": cookie.encode("latin-1")}

    assert client.get("/?kiosk=2", headers=headers).status_code == 200
    assert client.get("/staff", headers=headers).headers["location"] == "/sign-in"


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
    signed_for_staff = str(
        URLSafeTimedSerializer(running.settings.key("staff cookie")).dumps("x")
    ).encode()

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
