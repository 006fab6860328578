"""What the server writes about an evening names nobody and says nothing that was written."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from api_fixtures import *  # noqa: F403  # fixtures
from programs import ALL_RIGHTS, Office, an_office, token_for
from talks import ANNA_LEARNED, BARTEK_LEARNED, connect

from kiosk import logs
from kiosk.clock import utc_now
from kiosk.links import personal_link
from kiosk.settings import WrongSettingError, load_settings

PUBLIC = "https://event.example.org"


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:
    """A server with an address for phones."""
    with an_office(tmp_path, PUBLIC_URL=PUBLIC, PIN="4711-żółw") as opened:
        yield opened


@pytest.fixture
def written(monkeypatch) -> Iterator[io.StringIO]:
    """All that is logged from now on, as JSON lines; afterwards loggers are as before."""
    names = ("", *logging.root.manager.loggerDict)
    before = {
        name: (logger.handlers[:], logger.propagate, logger.level)
        for name in names
        if isinstance(logger := logging.getLogger(name or None), logging.Logger)
    }
    out = io.StringIO()
    monkeypatch.setattr("sys.stderr", out)
    logs.set_up(logs.JSON)
    yield out
    for name, (handlers, propagate, level) in before.items():
        logger = logging.getLogger(name or None)
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)


def lines(out: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_whole_evening_is_logged_without_anybody_in_it(office, event, anna, bartek, written):
    secret = token_for(office.store, *ALL_RIGHTS)
    program, guest = office.with_token(secret), office.with_token(None)
    link = personal_link(office.running.settings, anna.person_id, now=utc_now())
    path = link.removeprefix(PUBLIC)
    talk = connect(office.store, event, anna, bartek).conversation_id
    program.post(
        "events/evening/people", {"people": [{"name": "Celina O'Connor", "email": "x@y.z"}]}
    )
    program.post("events/evening/admissions", {"code": anna.code}, key="celina@example.org")
    program.get("events/evening/people", params={"after": str(anna.attendee_id)})
    program.post("events/evening/people", {"people": [{"name": 7, "email": "Nowak"}]})
    for page in ("", "/badge", "/meet", f"/talk/{talk}", f"/talk/{talk}/withdraw"):
        assert guest.get(path + page).status_code == 200
    guest.ask("POST", path + f"/talk/{talk}/withdraw", data={"words": ANNA_LEARNED})
    guest.ask("POST", "/sign-in", data={"pin": "4711-żółw"})
    for staff_page in ("", "/guests?q=Nowak", "/live", "/tokens", "/webhooks", "/exports"):
        assert guest.get(f"/staff{staff_page}").status_code == 200
    guest.ask("POST", "/staff/guests", data={"q": "Anna Nowak"})
    guest.ask("POST", "/k", data={"code": anna.code})
    guest.ask("POST", "/api/scan", content=b"Anna Nowak")
    guest.get(f"/a/{anna.code}")
    guest.get("/me/token-that-was-guessed")
    guest.get("/Anna/Nowak?name=Anna")

    told = lines(written)

    assert len(told) >= 14
    hidden = {
        *("Anna", "Nowak", "Bartek", "Celina", "example.org", "x@y.z", "4711-", "guessed"),
        *(ANNA_LEARNED, BARTEK_LEARNED, anna.code, bartek.code, secret, path, str(talk)),
        *(str(anna.person_id), str(anna.attendee_id)),
    }
    assert {word for word in hidden if word in written.getvalue()} == set()
    routes = {line["route"] for line in told}
    assert {"/me/{token}", "/api/v1/events/{event}/admissions", "/sign-in"} <= routes
    assert all(isinstance(line["ms"], float) for line in told)


def test_an_error_that_nobody_caught_is_told_without_its_message(
    office, event, written, monkeypatch
):
    def fail(*_args: object) -> None:
        raise ValueError("Anna Nowak")

    monkeypatch.setattr("kiosk.routes.monitoring._reason_for", fail)

    answer = office.with_token(None).get("/readyz")

    assert answer.status_code == 500
    assert "Anna" not in answer.text + written.getvalue()
    error, request = lines(written)
    assert error["message"].startswith("unexpected ValueError at ")
    assert (request["route"], request["status"]) == ("/readyz", 500)


def test_of_what_others_log_only_who_and_where_is_written(written):
    try:
        raise ValueError("Anna Nowak")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Anna Nowak of %s", "Poznań")

    (line,) = lines(written)

    assert "Anna" not in str(line)
    assert (line["logger"], line["level"]) == ("uvicorn.error", "error")
    assert line["error"].startswith("ValueError at test_logs.py:")


def test_without_the_setting_the_console_stays_readable(office, caplog):
    logs.set_up(logs.TEXT)

    office.with_token(None).get("/healthz")

    assert caplog.records == []


def test_the_setting_is_text_or_json(tmp_path):
    environment = {"ROZMOWA_DATA": str(tmp_path)}

    assert load_settings(environment).log == "text"
    assert load_settings(environment | {"ROZMOWA_LOG": "json"}).log == "json"
    with pytest.raises(WrongSettingError, match="ROZMOWA_LOG must be text or json"):
        load_settings(environment | {"ROZMOWA_LOG": "xml"})
