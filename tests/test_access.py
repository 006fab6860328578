"""Who may ask for what: every route with every role, from the one table of all routes."""

import itertools
import re
from collections.abc import Iterator

import pytest
from asgi_browser import Browser
from live_server import ROOT
from starlette.responses import PlainTextResponse, Response

from kiosk.access import Access, Entry
from kiosk.dashboard.gate import Gate
from kiosk.routes import ACCESS, NOTHING
from kiosk.routes.access_table import table

pytest_plugins = ["desk_fixtures"]

REACHED = "the page was reached"
BEHIND_THE_GATE = {Access.STAFF, Access.ORGANISER}
ALL = [(entry, method) for entry in ACCESS for method in entry.methods]
GUARDED = [pair for pair in ALL if pair[0].access in BEHIND_THE_GATE and pair[0] not in NOTHING]
ROLES = ("stranger", "staff", "organiser")
MAY = {
    Access.STAFF: {"staff", "organiser"},
    Access.ORGANISER: {"organiser"},
}


def name(entry: Entry, method: str) -> str:
    return f"{method} {entry.path}"


def path_of(entry: Entry) -> str:
    """An address of this route; what stands in it does not matter before the gate."""
    return re.sub(r"\{[^}]*\}", "3f0e7c1a-0000-4000-8000-000000000001", entry.path)


def gate_of(entry: Entry) -> Gate:
    gate = getattr(entry.handler, "__self__", None)
    assert isinstance(gate, Gate), f"{entry.path} is not behind the gate"
    return gate


def reached(*_given: object) -> Response:
    return PlainTextResponse(REACHED)


@pytest.fixture
def clients(stranger, staff, organiser) -> dict[str, Browser]:
    """One browser of each role."""
    return dict(zip(ROLES, (stranger, staff, organiser), strict=True))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page behind the gate answers one word, so that only the gate is looked at."""
    for entry, _ in GUARDED:
        monkeypatch.setattr(gate_of(entry), "work", reached)


def ask(client: Browser, entry: Entry, method: str) -> object:
    if method == "POST":
        return client.post(path_of(entry), data={})
    return client.get(path_of(entry))


def test_every_page_opens_for_its_roles_and_does_not_exist_for_others(clients, opened, event):
    for (entry, method), role in itertools.product(GUARDED, ROLES):
        answer = ask(clients[role], entry, method)
        what = f"{role}: {name(entry, method)} answered {answer.status_code}"
        if role in MAY[entry.access]:
            assert (answer.status_code, answer.text) == (200, REACHED) or is_upload(entry), what
        elif role == "stranger" and entry.path == "/staff":
            assert answer.headers["location"] == "/sign-in", what
        else:
            assert answer.status_code == 404, what
            assert REACHED not in answer.text, what


def is_upload(entry: Entry) -> bool:
    """A form with files is refused here, as this one has none."""
    return gate_of(entry)._files


def test_a_page_one_may_not_open_looks_like_one_that_is_not_there(clients, event):
    for role in ("stranger", "staff"):
        missing = clients[role].get("/staff/no-such-page")
        for entry, method in GUARDED:
            if role in MAY[entry.access] or entry.path == "/staff" or method != "GET":
                continue
            answer = clients[role].get(path_of(entry))
            assert (answer.status_code, answer.text) == (404, missing.text), (role, entry.path)


def test_no_form_of_another_site_reaches_a_page(organiser, opened, event):
    for entry, method in GUARDED:
        if method == "POST":
            for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
                answer = organiser.post(path_of(entry), data={}, headers=headers)
                assert answer.status_code == 403, entry.path


def test_every_route_below_staff_is_behind_the_gate():
    for entry in ACCESS:
        is_below = entry.path == "/staff" or entry.path.startswith("/staff/")
        assert is_below == (entry.access in BEHIND_THE_GATE), entry.path
        if is_below and entry not in NOTHING:
            gate = gate_of(entry)
            assert gate._access == entry.access, entry.path


def test_every_route_says_what_it_is_and_no_two_answer_the_same():
    names = [name(entry, method) for entry, method in ALL]

    assert len(names) == len(set(names))
    assert [entry.path for entry in ACCESS if not entry.title] == []


def test_the_page_about_access_is_made_from_the_table():
    assert (ROOT / "docs" / "access.md").read_text(encoding="utf-8") == table(), (
        "run: python -m kiosk.routes.access_table > docs/access.md"
    )


def test_a_browser_that_is_no_kiosk_gets_no_page_of_a_kiosk(stranger, event):
    for entry, method in ALL:
        if entry.access is Access.KIOSK:
            assert ask(stranger, entry, method).status_code == 404


def links_with(token: str) -> Iterator[tuple[Entry, str, str]]:
    for entry, method in ALL:
        if entry.access is Access.LINK:
            yield entry, method, re.sub(r"\{[^}]*\}", token, entry.path)


@pytest.mark.parametrize("token", ["guess", "x" * 200, "3f0e7c1a-0000-4000-8000-000000000001"])
def test_a_guessed_link_opens_nothing(stranger, event, token):
    for _, method, path in links_with(token):
        answer = stranger.post(path, data={}) if method == "POST" else stranger.get(path)
        assert answer.status_code in {403, 404}, (method, path)


def test_a_request_that_looks_like_this_computer_but_was_passed_on_gets_nothing(browser, event):
    for entry, method in ALL:
        if entry.access is Access.LOCAL:
            client = browser("192.0.2.99")
            assert ask(client, entry, method).status_code in {401, 403, 404}, entry.path


def test_the_handler_of_a_request_is_never_asked_by_a_stranger(stranger, event, monkeypatch):
    def fail(*_given: object) -> Response:
        raise AssertionError("a stranger reached a page")

    for entry, method in GUARDED:
        monkeypatch.setattr(gate_of(entry), "work", fail)
        assert ask(stranger, entry, method).status_code in {303, 404}
