"""Links and cookies that we did not sign open nothing and change nothing."""

import random
from urllib.parse import quote

import pytest
from cast import NOW
from desks import PIN
from fuzzing import attempts, changed
from routes_asked import THAT_CHANGE

from kiosk import links, paces, setup, staff_door
from kiosk.access import Access
from kiosk.paces import Pace
from kiosk.senders import Kind
from kiosk.setup import KioskSetup

pytest_plugins = ["desk_fixtures"]

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.%/=+ \0é?#&;~"
ACTS = sorted({entry.path for entry, _ in THAT_CHANGE if entry.access is Access.LINK})


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    monkeypatch.setattr(paces, "PACES", dict.fromkeys(Kind, Pace(1e6, 1e6)))
    monkeypatch.setattr(paces, "ALL_STRANGERS", Pace(1e6, 1e6))


@pytest.fixture
def tokens(running, event, anna, bartek) -> list[str]:
    """One genuine token of every kind."""
    running.settings.__dict__["public_url"] = "https://rozmowa.example"
    settings, someone = running.settings, anna.person_id
    return [
        links.personal_token(settings, someone, now=NOW),
        links.unsubscribe_token(settings, someone),
        links.answer_token(settings, conversation_id=someone, attendee_id=anna.attendee_id),
        links.phone_code_token(settings, someone),
    ]


def forged(token: str, chance: random.Random) -> str:
    """A token with some letters changed, never itself."""
    while True:
        letters = list(token)
        for _ in range(chance.randrange(1, 4)):
            way, place = chance.randrange(4), chance.randrange(len(letters))
            if way == 0:
                letters[place] = chance.choice(ALPHABET)
            elif way == 1:
                del letters[place]
            elif way == 2:
                letters.insert(place, chance.choice(ALPHABET))
            else:
                letters[place] = letters[place].swapcase()
        made = "".join(letters)
        if made != token:
            return made


def address_of(path: str, token: str) -> str:
    filled = path.replace("{token:path}", "{token}").replace("{key}", "{token}")
    filled = filled.replace("{token}", quote(token, safe=""))
    return filled.replace("{conversation}", str(NOW.year)).replace("{act}", "confirm")


def test_no_changed_link_opens_or_changes_anything(stranger, running, tokens, chance):
    before = running.store.commits
    for one in attempts(chance):
        token = forged(one.choice(tokens), one)
        path = address_of(one.choice(ACTS), token)
        if "{" in path:
            continue
        for method in ("GET", "POST"):
            answer = stranger.send(method, path, data={} if method == "POST" else None)
            assert answer.status_code in {307, 400, 403, 404, 405}, (method, path)
            assert "set-cookie" not in answer.headers
    assert running.store.commits == before


def test_no_link_opens_what_another_kind_opens(stranger, running, tokens):
    before = running.store.commits
    own = {"/me/": tokens[0], "/u/": tokens[1], "/a/": tokens[2]}
    for start, right in own.items():
        for token in tokens:
            if token != right and not (start == "/a/" and token == tokens[3]):
                assert stranger.get(start + token).status_code == 404, (start, token)
                assert stranger.post(start + token, data={}).status_code in {404, 405}
    assert running.store.commits == before


@pytest.mark.parametrize("strewn", ["?", "%", "~~", ".", "=", "é".encode().decode("latin-1")])
def test_a_cookie_has_one_spelling_only(browser, running, strewn):
    organiser, stranger = browser("127.0.0.1"), browser("192.0.2.9")
    organiser.post("/sign-in", data={"pin": PIN})
    genuine = organiser.cookies[staff_door.COOKIE].strip('"')
    for place in (3, len(genuine) - 8, len(genuine)):
        made = genuine[:place] + strewn + genuine[place:]
        cookie = f"{staff_door.COOKIE}={made}".encode("latin-1")
        answer = stranger.get("/staff", headers={"Cookie": cookie})
        assert answer.headers.get("location") == "/sign-in", made


def test_no_changed_cookie_makes_anybody_staff_or_a_kiosk(browser, running, event, chance):
    organiser = browser("127.0.0.1")
    assert organiser.post("/sign-in", data={"pin": PIN}).status_code == 303
    genuine = organiser.cookies[staff_door.COOKIE].strip('"')
    kiosk = setup.to_cookie(KioskSetup(number=2, kiosk_id=str(event.event_id)), b"another key")
    stranger, before = browser("192.0.2.9"), running.store.commits
    for one in attempts(chance):
        made = changed(genuine.encode(), one).decode("latin-1")
        made = "".join(
            letter for letter in made if 32 < ord(letter) < 127 and letter not in '";,\\'
        )
        if made == genuine:
            continue
        headers = {"Cookie": f"{staff_door.COOKIE}={made}; {setup.COOKIE}={kiosk}"}
        assert stranger.get("/staff", headers=headers).headers.get("location") == "/sign-in"
        assert stranger.get("/api/kiosk", headers=headers).status_code == 404
        assert stranger.get("/", headers=headers).headers.get("location") == "/enrol"
    assert running.store.commits == before
