"""Who gets an answer from the API, and what everybody else is told."""

import re
from datetime import timedelta

import pytest
from api_fixtures import *  # noqa: F403  # fixtures
from asgi_browser import chunks
from cast import rows
from programs import API, token_for

from kiosk.api import ENTRIES, rates
from kiosk.api.checking import LARGEST_BODY
from kiosk.api.operations import OPERATIONS
from kiosk.clock import utc_now
from matching.errors import TokenNameError, TokenScopeError
from matching.interfaces.tokens import Scope, list_tokens, make_token, revoke_token

IDS = {"event": "evening", "attendee_id": "6f0ad4a6-6f0d-4d1c-8df4-3c3b1a7e6a11"}
BODIES = {"put_people": {"people": [{"name": "Celina"}]}, "admit": {"code": "x"}}
EVERY = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
STRANGE = ("", "/", "/nothing", "/events/evening", "/events/evening/people/x")


def path_of(operation) -> str:
    return API + operation.path.format(**IDS)


def ask(program, operation, **options):
    body = BODIES.get(operation.name)
    return program.ask(operation.method, path_of(operation), json=body, **options)


def refused(answer, status: int, code: str) -> None:
    """A problem as RFC 9457 has it."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], told["code"], told["type"]) == (status, code, "about:blank")


# Without a valid token


@EVERY
def test_without_a_token_nothing_is_answered(office, event, operation):
    answer = ask(office.with_token(None), operation)

    refused(answer, 401, "token")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_without_a_token_nobody_learns_which_paths_there_are(office):
    stranger = office.with_token(None)
    for path in (*STRANGE, "/events"):
        for method in ("GET", "POST", "OPTIONS", "MADEUP"):
            refused(stranger.ask(method, API + path), 401, "token")


def test_a_wrong_token_opens_nothing(office, event):
    stranger = office.with_token(None)
    for authorization in (
        "",
        "Bearer",
        "Bearer ",
        "Bearer rzm_" + "a" * 43,
        "Bearer rzm_' OR 1=1 --",
        "Basic cnptOnJ6bQ==",
        "Bearer " + "x" * 5000,
        "Bearer rzm_ż",
    ):
        headers = {"Authorization": authorization.encode()}

        refused(stranger.get("events", headers=headers), 401, "token")


def test_a_token_in_the_address_or_in_a_cookie_opens_nothing(office, event):
    secret, program = token_for(office.store, Scope.PEOPLE_READ), office.with_token(None)

    refused(program.get("events", params={"token": secret}), 401, "token")
    refused(program.get("events", headers={"Cookie": f"token={secret}"}), 401, "token")


def test_a_token_that_was_taken_back_opens_nothing(office, event):
    program = office.program()
    (token,) = list_tokens(office.store)
    assert program.get("events").status_code == 200

    assert revoke_token(office.store, token.token_id, actor="cli", now=utc_now())

    refused(program.get("events"), 401, "token")
    assert not revoke_token(office.store, token.token_id, actor="cli", now=utc_now())


def test_a_token_ends_by_itself(office, event):
    program = office.program(days=7, ago=timedelta(days=7, seconds=1))

    refused(program.get("events"), 401, "token")


def test_a_token_is_kept_nowhere_and_told_once(office):
    secret = token_for(office.store, Scope.PEOPLE_READ)

    assert re.fullmatch(r"rzm_[\w-]{43}", secret)
    kept = str(rows(office.store, "FROM api_token")) + str(rows(office.store, "FROM audit"))
    assert secret not in kept
    assert secret[4:] not in kept
    assert rows(office.store, "SELECT act FROM audit") == [("token_made",)]


def test_when_a_token_was_used_last_is_known_to_the_minute(office, event):
    program = office.program()
    assert list_tokens(office.store)[0].used_at_utc is None

    program.get("events")
    first = list_tokens(office.store)[0].used_at_utc
    program.get("events")

    assert first is not None
    assert list_tokens(office.store)[0].used_at_utc == first


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_token_needs_a_name(office, name):
    options = {"scopes": [Scope.PEOPLE_READ], "days": 7, "actor": "cli", "now": utc_now()}

    with pytest.raises(TokenNameError):
        make_token(office.store, name=name, **options)
    with pytest.raises(TokenScopeError):
        make_token(office.store, name="CRM", **options | {"scopes": []})
    assert list_tokens(office.store) == []


# Without the right


@pytest.mark.parametrize(
    "operation", [one for one in OPERATIONS if one.scope], ids=lambda one: one.name
)
def test_a_token_does_what_its_rights_say_and_nothing_else(office, event, operation):
    others = office.program(*(scope for scope in Scope if scope is not operation.scope))

    refused(ask(others, operation), 403, "scope")
    assert ask(office.program(operation.scope), operation).status_code in {200, 404}


def test_a_read_right_writes_nothing(office, event):
    reader = office.program(*(scope for scope in Scope if scope.endswith(":read")))

    reader.post("events/evening/people", BODIES["put_people"])
    reader.post("events/evening/admissions", BODIES["admit"])

    assert rows(office.store, "FROM person") == rows(office.store, "FROM scan") == []


# With a token, at the wrong address or in the wrong way


def test_with_a_token_an_unknown_path_is_not_found(program, event):
    for path in STRANGE:
        refused(program.get(API + path), 404, "not_found")


def test_another_method_is_told_which_there_are(program, event):
    for operation in OPERATIONS:
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "MADEUP"):
            answer = program.ask(method, path_of(operation))

            refused(answer, 405, "method")
            assert operation.method in answer.headers["allow"].split(", ")


def test_a_head_request_is_answered_as_a_get(program, event):
    assert program.ask("HEAD", "events").status_code == 200


def test_the_document_is_for_everybody_and_every_other_path_is_not():
    open_paths = {entry.path for entry in ENTRIES if entry.access != "token"}

    assert open_paths == {f"{API}/openapi.json"}


def test_no_answer_is_kept_by_a_browser_or_a_proxy(program, office, event):
    for answer in (program.get("events"), office.with_token(None).get("events")):
        assert answer.headers["cache-control"] == "no-store"


# Too much


def test_a_program_that_asks_too_often_is_told_when_to_come_again(office, event, monkeypatch):
    monkeypatch.setattr(rates, "rates", rates.Rates(per_second=0.1, at_once=2))
    hasty, other = office.program(), office.program()
    assert [hasty.get("events").status_code for _ in range(2)] == [200, 200]

    answer = hasty.get("events")

    refused(answer, 429, "too_often")
    assert answer.headers["retry-after"] == "10"
    assert other.get("events").status_code == 200


def test_the_bucket_fills_again_and_never_above_its_brim():
    bucket, (one, *_) = rates.Rates(per_second=2, at_once=3), [IDS["event"]]
    assert [bucket.seconds_to_wait(one, now=0.0) for _ in range(4)] == [0, 0, 0, 1]
    assert [bucket.seconds_to_wait(one, now=0.5) for _ in range(2)] == [0, 1]
    assert [bucket.seconds_to_wait(one, now=100.0) for _ in range(4)] == [0, 0, 0, 1]


def test_a_body_that_is_too_large_is_refused_before_it_is_read(program, event):
    headers = {"Content-Type": "application/json"}
    for body in (bytes(LARGEST_BODY + 1), chunks(5, LARGEST_BODY // 4)):
        answer = program.ask("POST", "events/evening/people", content=body, headers=headers)

        refused(answer, 413, "too_large")


# Hostile bodies and addresses


HOSTILE = [
    (b"", 400),
    (b"{", 400),
    (b"\xff\xfe", 400),
    (b'{"people": [{"name": NaN}]}', 400),
    (b'{"people": [{"name": "\\ud800"}]}', 400),
    (b"[" * 100_000, 400),
    (b"1" * 6000, 400),
    (b"null", 422),
    (b"[]", 422),
    (b"{}", 422),
    (b'{"people": []}', 422),
    (b'{"people": [{"nam": "Anna"}]}', 422),
    (b'{"people": [{"name": 7}]}', 422),
    (b'{"people": [{"name": "Anna", "role": "king"}]}', 422),
    (b'{"people": [{"name": "Anna"}], "dry_run": true}', 422),
    (b'{"people": [{"name": "' + b"x" * 2001 + b'"}]}', 422),
]


def test_a_body_that_is_not_as_described_changes_nothing_and_is_not_said_back(
    program, office, event
):
    headers = {"Content-Type": "application/json"}
    for body, status in HOSTILE:
        answer = program.ask("POST", "events/evening/people", content=body, headers=headers)

        assert answer.status_code == status, answer.text
        assert answer.json()["code"] == ("json" if status == 400 else "body")
        assert not any(word in answer.text for word in ("Anna", "king", 'nam"', "xxx"))
    assert rows(office.store, "FROM person") == []


def test_a_body_of_another_kind_is_refused(program, event):
    answer = program.ask("POST", "events/evening/people", data={"people": "Anna"})

    refused(answer, 415, "media_type")


@pytest.mark.parametrize(
    "name", ["Anna\x00Nowak", "'; DROP TABLE person; --", "=cmd|' /C calc'!A0", "<b>Anna</b>", "😀"]
)
def test_words_that_would_be_code_elsewhere_are_words_here(program, event, name):
    answer = program.post("events/evening/people", {"people": [{"name": name}]})

    assert answer.status_code == 200
    (person,) = program.get("events/evening/people").json()["items"]
    assert person["name"].replace("AnnaNowak", "Anna\x00Nowak") in {name, name.lstrip("=")}


def test_an_address_that_cannot_be_read_is_refused(program, event):
    limits = ("limit=0", "limit=501", "limit=x", "limit=1&limit=2", "limit=")
    for query in (*limits, "after=x", "after=", "x=1"):
        refused(program.get(f"events/evening/people?{query}"), 400, "query")


def test_an_idempotency_key_is_a_word(program, office, anna):
    for key in ("", "x" * 256, "two words", "ż".encode()):
        answer = program.ask(
            "POST",
            "events/evening/admissions",
            json={"code": anna.code},
            headers={"Idempotency-Key": key},
        )

        refused(answer, 400, "idempotency_key")
    assert rows(office.store, "FROM scan") == []


def test_our_own_mistake_is_told_without_saying_what(program, event, monkeypatch, caplog):
    def fail(_call):
        raise ValueError("Anna Nowak said so")

    monkeypatch.setattr("kiosk.api.reading.list_events", fail)

    answer = program.get("events")

    refused(answer, 500, "mistake")
    assert "Anna" not in answer.text + caplog.text
    assert "ValueError at" in caplog.text
