"""Nothing is done in anybody's name by a page that is not ours."""

import pytest
from asgi_browser import Browser
from desks import URL
from routes_asked import SOME_ID, THAT_CHANGE, ask, be_kiosk, name, path_of
from starlette.requests import HTTPConnection

from kiosk import paces
from kiosk.access import Access
from kiosk.links import UNSUBSCRIBE_PATH, unsubscribe_token
from kiosk.origins import is_foreign, is_foreign_socket
from kiosk.paces import Pace
from kiosk.senders import Kind
from matching.mailing.refusals import RefusalKind, has_refused

pytest_plugins = ["desk_fixtures"]

EVIL = "https://evil.example"
FOREIGN = (
    {"Origin": EVIL},
    {"Origin": "null"},
    {"Origin": f"{URL}.evil.example"},
    {"Origin": f"{EVIL}/{URL}"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": URL},
    {"Sec-Fetch-Site": ""},
)
TOKENS = ({}, {"token": "wrong", "note": "wrong", "shown": SOME_ID, "csrf": "wrong"})
# A mail program sends it, from wherever it runs; the link in the mail is the only key (RFC 8058).
ONE_CLICK = UNSUBSCRIBE_PATH


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to wait, so that only where a request comes from is looked at."""
    monkeypatch.setattr(paces, "PACES", dict.fromkeys(Kind, Pace(1e6, 1e6)))


@pytest.fixture
def everybody(patient, organiser: Browser, staff: Browser, running, browser) -> list[Browser]:
    """Browsers with a cookie of ours: the organiser's, staff's, a kiosk's."""
    kiosk = browser("192.0.2.20")
    be_kiosk(kiosk, running)
    return [organiser, staff, kiosk]


def hides_its_origin(path: str) -> bool:
    return path.startswith(("/a/", "/me/", "/u/", "/k", "/register/", "/my-page"))


def test_a_form_of_a_foreign_page_is_refused_on_every_route_and_changes_nothing(everybody, running):
    before = running.store.commits
    for entry, method in THAT_CHANGE:
        if entry.path.startswith(ONE_CLICK):
            continue
        for headers, fields in ((one, token) for one in FOREIGN for token in TOKENS):
            if headers == {"Origin": "null"} and hides_its_origin(entry.path):
                continue
            for client in everybody:
                answer = ask(client, entry, method, headers=headers, data=fields)
                assert answer.status_code == 403, (name(entry, method), headers)
                assert "set-cookie" not in answer.headers
    assert running.store.commits == before


def test_no_page_for_guests_that_hides_where_it_is_takes_anything_from_a_cookie(everybody, event):
    """Such a page may be sent from "null", so nobody's cookie may count there."""
    for entry, method in THAT_CHANGE:
        if hides_its_origin(entry.path):
            assert entry.access in {Access.LINK, Access.EVERYONE}
            answers = {
                ask(client, entry, method, headers={"Origin": "null"}).status_code
                for client in everybody
            }
            assert len(answers) == 1, name(entry, method)


def test_our_own_pages_may_send_to_every_route(organiser):
    for entry, method in THAT_CHANGE:
        own = ({"Origin": URL}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {})
        for headers in own:
            if entry.path != "/sign-out":
                answer = ask(organiser, entry, method, headers=headers)
                assert "refused-foreign" not in answer.text, name(entry, method)


def test_one_click_in_a_mail_program_works_from_anywhere(running, event, anna, stranger):
    path = UNSUBSCRIBE_PATH + unsubscribe_token(running.settings, anna.person_id)
    running.settings.__dict__["public_url"] = URL

    answer = stranger.post(path, headers={"Origin": EVIL}, data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert has_refused(running.store, anna.person_id, RefusalKind.ALL)


def test_the_refusal_is_a_page_in_the_readers_language(stranger):
    for language, words in (("pl", "Nie zapisano"), ("en", "Not saved")):
        headers = {"Origin": EVIL, "Accept-Language": language}
        answer = stranger.post("/sign-in", data={"pin": "0000"}, headers=headers)
        assert (answer.status_code, words in answer.text) == (403, True)


def asking(**headers: str) -> HTTPConnection:
    raw = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    return HTTPConnection(
        {"type": "http", "path": "/staff", "headers": raw, "server": None, "scheme": "https"}
    )


def test_behind_a_proxy_our_pages_are_those_of_the_public_address():
    seen = asking(host="127.0.0.1:8501", origin="https://rozmowa.example.org")

    assert is_foreign(seen, None)
    assert not is_foreign(seen, "https://rozmowa.example.org")
    assert not is_foreign_socket(seen, "https://rozmowa.example.org/evening")
    assert is_foreign(seen, "https://rozmowa.example")


@pytest.mark.parametrize("origin", [EVIL, "null", "http://localhost:9999", "file://", ""])
def test_a_socket_of_a_foreign_page_is_foreign(origin):
    assert is_foreign_socket(asking(host="localhost:8501", origin=origin), None)


def test_a_socket_of_our_page_or_of_no_page_is_ours():
    assert not is_foreign_socket(asking(host="kiosk:8501", origin="http://kiosk:8501"), None)
    assert not is_foreign_socket(asking(host="kiosk:8501"), None)


def test_every_address_of_a_form_is_asked_here():
    assert len(THAT_CHANGE) > 60
    assert all(path_of(entry).startswith("/") for entry, _ in THAT_CHANGE)
