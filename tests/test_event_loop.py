"""The server's one thread that all browsers wait for never waits for the database itself."""

import asyncio
from collections.abc import Callable

import pytest
from desks import PIN, URL
from routes_asked import ALL, ask, be_kiosk, name

from kiosk import kiosk_health, paces, server
from kiosk.clock import utc_now
from kiosk.paces import Pace
from kiosk.routes import enrol
from kiosk.senders import Kind
from kiosk.server import Server
from kiosk.settings import load_settings
from kiosk.wrong_tries import TRIES_PER_ADDRESS
from matching.interfaces.tokens import Scope, make_token
from matching.kiosks import new_code
from matching.staff import Role, invite
from matching.store import Store

pytest_plugins = ["desk_fixtures"]

WAYS = ("rows", "read", "write", "write_together", "backup", "rewrite")
WORDS = "zielony tramwaj nad Wartą"


@pytest.fixture(autouse=True)
def nobody_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to wait, no wrong tries, no kiosks."""
    monkeypatch.setattr(paces, "PACES", dict.fromkeys(Kind, Pace(1e6, 1e6)))
    enrol.wrong_tries.__init__()
    kiosk_health.forget()


@pytest.fixture
def asked_on_the_loop(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """By whom the database was asked there."""
    found: list[str] = []
    for way in WAYS:
        monkeypatch.setattr(Store, way, _noting(getattr(Store, way), found))
    return found


def _noting(real: Callable[..., object], found: list[str]) -> Callable[..., object]:
    def ask_store(*given: object, **values: object) -> object:
        if _is_on_the_loop():
            found.append(f"{real.__name__} {given[1:]}")
        return real(*given, **values)

    return ask_store


def _is_on_the_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@pytest.mark.parametrize("who", ["stranger", "staff", "organiser", "kiosk"])
def test_no_page_asks_the_database_there_whoever_opens_it(
    who, request, browser, running, event, asked_on_the_loop
):
    if who == "kiosk":
        client = browser("192.0.2.20")
        be_kiosk(client, running)
    else:
        client = request.getfixturevalue(who)
    # Whoever signs out is a stranger from then on.
    for entry, method in sorted(ALL, key=lambda one: one[0].path == "/sign-out"):
        ask(client, entry, method, headers={"Origin": URL})
        assert asked_on_the_loop == [], name(entry, method)


def test_no_door_asks_the_database_there_for_whoever_has_a_key(
    stranger, browser, running, event, asked_on_the_loop
):
    settings, store, now = running.settings, running.store, utc_now()
    phone = browser("192.0.2.20")
    invitation = invite(store, name="", role=Role.STAFF, actor="cli", now=now)
    code = new_code(
        store, name="", mode="door", key=settings.key("kiosk codes"), actor="cli", now=now
    )
    token = make_token(store, name="till", scopes=frozenset(Scope), days=1, actor="cli", now=now)

    assert stranger.post("/sign-in", data={"pin": PIN}).status_code == 303
    assert phone.get(f"/invitation/{invitation}").status_code == 200
    assert phone.post(f"/invitation/{invitation}").status_code == 303
    assert phone.post("/sign-out").status_code == 303
    assert phone.post("/enrol", data={"code": code}).status_code == 303
    bearer = {"Authorization": f"Bearer {token}"}
    assert phone.get("/api/v1/events", headers=bearer).status_code == 200
    assert phone.get("/metrics", headers=bearer).status_code == 200
    assert asked_on_the_loop == []


def test_no_door_asks_the_database_there_for_whoever_guesses(
    stranger, browser, running, asked_on_the_loop
):
    for client, path, field in (
        (stranger, "/sign-in", "pin"),
        (browser("192.0.2.20"), "/enrol", "code"),
    ):
        statuses = [
            client.post(path, data={field: "0000"}).status_code
            for _ in range(TRIES_PER_ADDRESS + 1)
        ]
        assert statuses[-1] == 429
    assert asked_on_the_loop == []


def test_the_door_of_an_empty_machine_does_not_ask_the_database_there(
    stranger, running, tmp_path, monkeypatch, asked_on_the_loop
):
    started = Server(load_settings({"ROZMOWA_DATA": str(tmp_path)}), running.store)
    monkeypatch.setattr(server, "_servers", [started])
    path = f"/set-up/{started.set_up_key}"

    assert stranger.get("/sign-in").status_code == 200
    assert stranger.post("/sign-in", data={"pin": "0000"}).status_code == 403
    assert stranger.get(path).status_code == 200
    assert stranger.post(path, data={"password": "krótkie"}).status_code == 422
    assert stranger.post(path, data={"password": WORDS}).status_code == 303
    assert stranger.get(path).status_code == 404
    assert asked_on_the_loop == []
