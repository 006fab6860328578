"""PostgreSQL stops while the evening goes on: the kiosk says so, keeps what it has, goes on."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import httpx
import psycopg
import pytest
from browser import PIN, Kiosk
from cast import invite, make_event, show_badge
from live_server import LiveServer
from playwright.sync_api import expect
from postgres_server import PostgresServer

from kiosk import links
from kiosk.settings import load_settings
from matching.interfaces.tokens import Scope, make_token
from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

OpenKiosk = Callable[..., Kiosk]
PORTRAIT = (1080, 1920)
LONGEST = 40_000  # ms
WORDS = "Stroi fortepiany w szkołach muzycznych na Mazurach"


def fill(store: Store) -> dict[str, Listed]:
    """Guests of both languages; Daria and Edward are in already."""
    event = make_event(store)
    guests = {
        "anna": invite(store, event, "Anna Nowak", language="pl"),
        "edward": invite(store, event, "Edward Stone", language="en", email="edward@example.org"),
        "daria": invite(store, event, "Daria Lis", language="en"),
    }
    for key in ("edward", "daria"):
        show_badge(store, event, guests[key].code)
    return guests


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A PostgreSQL of these tests' own; each stops it and starts it again."""
    folder = tmp_path_factory.mktemp("postgresql")
    with PostgresServer(folder, is_durable=False) as running:
        yield running


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, database: PostgresServer
) -> Iterator[LiveServer]:
    """A Rozmowa on it."""
    environment = {
        "ROZMOWA_DATABASE": database.new_database(),
        "ROZMOWA_EVENT": "evening",
        "ROZMOWA_PIN": PIN,
    }
    folder = tmp_path_factory.mktemp("evening")
    running = LiveServer(folder, prepare=fill, environment=environment)
    running.be_public()
    try:
        running.start()
        yield running
    finally:
        running.kill()


def kept(server: LiveServer, sql: str) -> list[tuple]:
    """Rows of the database as they stand."""
    with psycopg.connect(server._environment["ROZMOWA_DATABASE"]) as connection:
        return connection.execute(sql).fetchall()


def test_a_badge_before_a_database_that_went_away_is_greeted_when_it_is_back(
    open_kiosk: OpenKiosk, server: LiveServer, database: PostgresServer
) -> None:
    kiosk = open_kiosk(server, "?kiosk=5", PORTRAIT)
    kiosk.page.evaluate("window.neverReloaded = true")
    waiting = kiosk.page.locator(".offline")
    database.stop()
    kiosk.scan(server.prepared["anna"].code)
    expect(waiting).to_contain_text("Czekamy na bazę danych", timeout=LONGEST)
    expect(waiting).to_contain_text("jeszcze niesprawdzony")
    kiosk.screenshot("database-away-pl")
    assert "Anna" not in kiosk.everything()

    database.start()
    kiosk.expect_screen("greeting", within=LONGEST)
    kiosk.expect_text("Anna Nowak")
    expect(waiting).to_be_hidden()
    assert kiosk.page.evaluate("window.neverReloaded")
    assert kept(server, "SELECT outcome, kiosk FROM scan WHERE kiosk = 5") == [("admitted", 5)]


def test_an_answer_saved_while_the_database_is_away_is_kept_once_it_is_back(
    open_kiosk: OpenKiosk, server: LiveServer, database: PostgresServer
) -> None:
    kiosk = open_kiosk(server, "?kiosk=6&mode=talk")
    _to_the_answer(kiosk, server)
    kiosk.entry.fill(WORDS)
    waiting = kiosk.page.locator(".offline")
    database.stop()
    kiosk.tap("save")
    expect(waiting).to_contain_text("Waiting for our database", timeout=LONGEST)
    kiosk.screenshot("database-away-en")
    kiosk.pass_time(300)  # nobody's time runs out meanwhile
    kiosk.scan(server.prepared["anna"].code)
    kiosk.page.wait_for_timeout(1000)

    database.start()
    kiosk.expect_screen("second-step", within=LONGEST)
    expect(waiting).to_be_hidden()
    assert kept(server, "SELECT words, revision FROM answer") == [(WORDS, 0)]


def _to_the_answer(kiosk: Kiosk, server: LiveServer) -> None:
    kiosk.scan(server.prepared["edward"].code)
    for screen in ("consent-suggest", "consent-mail"):
        kiosk.expect_screen(screen)
        kiosk.tap("no")
    kiosk.expect_screen("menu")
    kiosk.tap("record")
    kiosk.expect_screen("partner")
    kiosk.scan(server.prepared["daria"].code)
    kiosk.expect_screen("answer")


def test_a_kiosk_switched_on_while_the_database_is_away_begins_by_itself(
    open_kiosk: OpenKiosk, server: LiveServer, database: PostgresServer
) -> None:
    kiosk = open_kiosk(server, "?kiosk=5")
    database.stop()
    kiosk.page.wait_for_timeout(1500)  # what the server remembers of the list of kiosks is over
    kiosk.page.goto(f"{server.url}/?kiosk=5")
    expect(kiosk.page.get_by_role("heading", name="Chwila przerwy")).to_be_visible(timeout=LONGEST)
    expect(kiosk.page.get_by_role("heading", name="A short pause")).to_be_visible()
    kiosk.screenshot("database-away-page")

    database.start()
    kiosk.expect_screen("welcome", within=LONGEST)
    kiosk.errors.clear()  # the browser counts an answer of 503 as one


def _token(server: LiveServer) -> str:
    with Store.open(server._environment["ROZMOWA_DATABASE"]) as store:
        now, scopes = datetime.now(UTC), [Scope.PEOPLE_READ]
        return make_token(store, name="tickets", scopes=scopes, days=1, actor="test", now=now)


def test_a_phone_and_a_program_are_told_to_come_back_in_a_moment(
    server: LiveServer, database: PostgresServer
) -> None:
    settings = load_settings(
        {name: value for name, value in server._environment.items() if name.startswith("ROZMOWA")}
    )
    person_id = server.prepared["edward"].person_id
    token = _token(server)
    path = links.PERSONAL_PATH + links.personal_token(settings, person_id, now=datetime.now(UTC))
    with httpx.Client(base_url=server.url, trust_env=False, timeout=60) as client:
        assert client.get(path).status_code == 200
        database.stop()
        page = client.get(path)
        form = client.post(f"{path}/consent", data={"form": "x"}, headers={"Origin": server.url})
        program = client.get("/api/v1/events", headers={"Authorization": f"Bearer {token}"})
        health = client.get("/healthz")
    database.start()
    for answer in (page, form, program, health):
        assert answer.status_code == 503
    for answer in (page, form, program):
        assert int(answer.headers["retry-after"]) > 0
    for answer in (page, form):
        assert "Chwila przerwy" in answer.text
        assert "A short pause" in answer.text
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert program.headers["content-type"] == "application/problem+json"
    assert program.json()["code"] == "database_away"
    assert "the database does not answer" in server.output
    for secret in (token, "Edward", "edward@example.org", path, server.prepared["edward"].code):
        assert secret not in server.output
