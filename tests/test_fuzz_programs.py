"""Programs that send what the document of the API does not describe."""

import json
import random

import pytest
from api_fixtures import *  # noqa: F403  # fixtures
from fuzzing import attempts, bounded, changed, thing, words

from kiosk import paces
from kiosk.api import rates
from kiosk.api.operations import OPERATIONS
from kiosk.paces import Pace
from kiosk.senders import Kind

WRITES = [one for one in OPERATIONS if one.body]
PERSON = {"external_id": "1", "name": "Anna Nowak", "email": "anna@example.org", "language": "pl"}
BODIES = [
    {"people": [PERSON]},
    {"attendee_id": "3f0e7c1a-0000-4000-8000-000000000001"},
    {"code": "EV1:AAAABBBBCCCCDDDDEE"},
    {"consents": {"suggest": True}},
]


@pytest.fixture(autouse=True)
def patient(office, monkeypatch):
    """Nobody has to wait."""
    monkeypatch.setattr(rates, "rates", rates.Rates(per_second=1e9, at_once=1e9))
    monkeypatch.setattr(paces, "PACES", dict.fromkeys(Kind, Pace(1e6, 1e6)))
    monkeypatch.setattr(paces, "ALL_STRANGERS", Pace(1e6, 1e6))


def twisted(body: object, chance: random.Random) -> object:
    """The same with one of its values made up, or one key too many."""
    if isinstance(body, dict) and body and chance.random() < 0.8:
        key = chance.choice(sorted(body))
        return body | {key: twisted(body[key], chance)}
    if isinstance(body, list) and body and chance.random() < 0.8:
        return [twisted(body[0], chance)] * chance.choice((1, 1, 2, 50))
    return thing(chance)


def request_of(chance: random.Random, slug: str, people: list[str]) -> tuple[str, str, dict]:
    """Method, path and what else is sent."""
    operation = chance.choice(OPERATIONS)
    path = operation.path.replace("{event}", chance.choice((slug, slug, slug, "none", "a.b")))
    path = path.replace("{attendee_id}", chance.choice(people))
    query = {words(chance)[:30]: words(chance)[:60]} if chance.random() < 0.2 else {}
    query |= {name: words(chance)[:60] for name in operation.query or () if chance.random() < 0.5}
    sent = json.dumps(twisted(chance.choice(BODIES), chance), ensure_ascii=True).encode()
    if chance.random() < 0.3:
        sent = changed(sent, chance)
    kind = chance.choice(("application/json",) * 8 + ("text/plain", "application/json; charset=x"))
    headers = {"Content-Type": kind}
    if chance.random() < 0.2:
        headers["Idempotency-Key"] = chance.choice(("same", "x" * 255, "x" * 256, "a b"))
    return operation.method, "/api/v1" + path, {
        "params": query, "content": sent if operation.body else b"", "headers": headers
    }  # fmt: skip


def test_nothing_that_a_program_sends_is_an_error_of_ours(program, event, anna, chance):
    people = [str(anna.attendee_id), "3f0e7c1a-0000-4000-8000-000000000001", "x", "é"]
    for one in attempts(chance):
        method, path, options = request_of(one, event.slug, people)
        with bounded((method, path, options)):
            answer = program.ask(method, path, **options)
            assert answer.status_code < 500, answer.text
            assert "Traceback" not in answer.text
    assert program.get("events").status_code == 200


def test_nothing_without_a_token_of_ours_changes_anything(office, event, anna, chance):
    secrets = ["", "x", "rz_" + "A" * 43, "a b", "x" * 5000]
    strangers = [office.with_token(secret or None) for secret in secrets]
    before = office.store.commits
    for one in attempts(chance):
        method, path, options = request_of(one, event.slug, [str(anna.attendee_id)])
        answer = one.choice(strangers).ask(method, path, **options)
        assert answer.status_code in {200, 401}
        assert answer.status_code == 401 or path.endswith("openapi.json")
    assert office.store.commits == before
