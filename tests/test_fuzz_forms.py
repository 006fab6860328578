"""Forms that no page of ours shows: of phones with a good link, of strangers, of the dashboard."""

import random

import pytest
from cast import NOW
from desks import PIN
from fuzzing import attempts, bounded, words
from phones import path_of as answer_path
from routes_asked import ALL, SOME_ID, THAT_CHANGE, path_of
from talks import admit, begin_talk

from kiosk import links, paces
from kiosk.access import Access
from kiosk.paces import Pace
from kiosk.routes import own_link, register
from kiosk.senders import Kind
from kiosk.wrong_tries import WrongTries
from matching.event_plan import EventPlan, set_plan

pytest_plugins = ["desk_fixtures"]

FIELDS = (
    "answer", "words", "step", "shown", "prompt", "share", "promise", "second_try",
    "consent", "kind", "code", "name", "email", "company", "phone", "language", "note",
    "lang", "page", "said", "seeks", "chips", "event", "day", "place", "introduction", "id",
    "decision", "confirmed", "website", "pin", "password", "key", "badge", "number", "mode",
    "scopes", "days", "url", "person", "q", "reason", "role", "first_name", "last_name",
    "title", "date", "time", "time_zone", "begins", "ends", "slug", "sent", "wanted",
    "text", "example", "in",
)  # fmt: skip
CHOICES = (
    "yes", "no", "answer", "another", "decline", "confirm", "correct", "later", "email",
    "phone", "coffee", "ask", "suggest", "mail", "pl", "en", "all", "1", "both", "door",
    SOME_ID, "2026-11-28", "17:00", "2026-11-28T17:00", "Europe/Warsaw", "Europe/Nowhere",
    "anna@example.org", "https://example.org/", "http://127.0.0.1:1/",
)  # fmt: skip
ACTS = (
    "confirm", "correct", "revise", "withdraw", "promise", "share", "release", "introduce",
    "decline", "accept", "report", "kept", "again", "no-such-act",
)  # fmt: skip

KINDS = (
    "", "text/plain", "application/json", "multipart/form-data",
    "multipart/form-data; boundary=", "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded; charset=utf-16",
)  # fmt: skip


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """Nobody has to wait, neither for others nor for a mail's pace."""
    monkeypatch.setattr(paces, "PACES", dict.fromkeys(Kind, Pace(1e6, 1e6)))
    monkeypatch.setattr(paces, "ALL_STRANGERS", Pace(1e6, 1e6))
    monkeypatch.setattr(own_link, "SECONDS_ALWAYS", 0.0)
    many = WrongTries(per_address=10**6, in_all=10**6, minutes=1)
    monkeypatch.setattr(register, "forms_sent", many)


@pytest.fixture
def open_house(running, store, event):
    """Reached by phones, with registration open."""
    running.settings.__dict__["public_url"] = "https://rozmowa.example"
    set_plan(store, event, EventPlan(registration_is_open=True), actor="cli", now=NOW)
    return running


def value(chance: random.Random) -> str:
    return chance.choice(CHOICES) if chance.random() < 0.6 else words(chance)


def form(chance: random.Random) -> dict[str, object]:
    """Many fields, some of them twice."""
    names = chance.sample(FIELDS, chance.randrange(0, 25))
    return {
        name: [value(chance), value(chance)] if chance.random() < 0.1 else value(chance)
        for name in names
    }


def send(client, path: str, chance: random.Random) -> object:
    """As a form, as a form with files, as anything, or a look with a strange query."""
    way = chance.randrange(10)
    if way == 0:
        return client.get(path, params=form(chance))
    if way == 1:
        body, kind = words(chance).encode("utf-8", "replace"), chance.choice(KINDS)
        return client.post(path, content=body, headers={"Content-Type": kind})
    if way == 2:
        files = {
            name: (words(chance)[:80], words(chance).encode("utf-8", "replace"))
            for name in ("file", "list")
        }
        return client.post(path, data=form(chance), files=files)
    return client.post(path, data=form(chance))


def test_nothing_that_a_phone_with_a_good_link_sends_is_an_error(
    open_house, browser, store, event, anna, bartek, chance
):
    admit(store, event, anna, bartek)
    talk = begin_talk(store, event, anna, bartek)
    mine = links.PERSONAL_PATH + links.personal_token(open_house.settings, anna.person_id, now=NOW)
    fixed = [answer_path(open_house, anna, talk), answer_path(open_house, bartek, talk)]
    patterns = sorted({entry.path for entry, _ in ALL if entry.path.startswith("/me/{token}")})
    phone = browser("192.0.2.30")
    for one in attempts(chance):
        below = one.choice(patterns).replace("/me/{token}", "").replace("{act}", one.choice(ACTS))
        below = below.replace("{conversation}", one.choice((str(talk.conversation_id), SOME_ID)))
        filled = "".join(SOME_ID if part.startswith("{") else part for part in _parts(below))
        path = one.choice((*fixed, mine + filled, mine + filled, mine + filled))
        seed = one.getstate()
        with bounded((path, seed[1][:3])):
            answer = send(phone, path, one)
            assert answer.status_code < 500, (path, answer.text[:500])
    assert phone.get("/healthz").status_code == 200


def _parts(path: str) -> list[str]:
    """A path cut before and after whatever is to be filled in."""
    return [piece for part in path.split("{") for piece in _cut(part)]


def _cut(part: str) -> list[str]:
    inside, brace, rest = part.partition("}")
    return ["{" + inside, rest] if brace else [inside]


def test_nothing_that_a_stranger_sends_is_an_error(open_house, browser, event, chance):
    open_to_all = [
        path_of(entry, event.slug) for entry, _ in THAT_CHANGE if entry.access is Access.EVERYONE
    ]
    stranger = browser("192.0.2.31")
    for one in attempts(chance):
        path = one.choice(open_to_all)
        with bounded(path):
            answer = send(stranger, path, one)
            assert answer.status_code < 500, (path, answer.text[:500])
    assert stranger.get("/healthz").status_code == 200


def test_nothing_that_the_dashboard_is_sent_is_an_error(open_house, browser, event, anna, chance):
    organiser = browser("127.0.0.1")
    assert organiser.post("/sign-in", data={"pin": PIN}).status_code == 303
    own = [
        entry for entry, _ in ALL if entry.path.startswith("/staff") and "erase" not in entry.path
    ]
    for one in attempts(chance):
        entry = one.choice(own)
        path = path_of(
            entry, one.choice((SOME_ID, str(anna.attendee_id), event.slug, "matches", "é"))
        )
        with bounded(path):
            answer = send(organiser, path, one)
            assert answer.status_code < 500, (path, answer.text[:800])
