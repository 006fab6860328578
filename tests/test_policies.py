"""What every answer of every route carries, so that a new route cannot forget it."""

import base64
import hashlib
import itertools
import re
from pathlib import Path

import httpx
import pytest
import streamlit
from asgi_browser import Browser
from desks import URL
from routes_asked import ALL, ask, be_kiosk, name
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from kiosk import policies
from kiosk.access import Access, Entry
from kiosk.guard import _OF_STREAMLIT, Guard
from kiosk.policies import DASHBOARD, KIOSK, MAIL_INSIDE, MAIL_PREVIEW, NOTHING, PHONE, headers_of
from kiosk.watch import Watch

pytest_plugins = ["desk_fixtures"]

DOORS = ("/sign-in", "/sign-out", "/enrol", "/set-up/", "/invitation/")
FOR_GUESTS = ("/a/", "/me/", "/u/", "/k", "/register/", "/my-page")
OUTSIDE = re.compile(r"https?:|wss?:|//|\*|unsafe-eval|unsafe-hashes")


def may_carry(entry: Entry) -> set[str]:
    """The policies that a route of the table may have, by who may ask for it."""
    if entry.access in {Access.STAFF, Access.ORGANISER} or entry.path.startswith(DOORS):
        return {NOTHING, DASHBOARD, MAIL_PREVIEW, MAIL_INSIDE}
    if entry.path.startswith(FOR_GUESTS):
        return {NOTHING, PHONE}
    return {NOTHING}


@pytest.fixture(params=["stranger", "staff", "organiser", "kiosk"])
def reader(request: pytest.FixtureRequest, running, browser, event) -> Browser:
    """Whoever may ask."""
    if request.param != "kiosk":
        return request.getfixturevalue(request.param)
    opened = browser("192.0.2.20")
    be_kiosk(opened, running)
    return opened


def test_every_answer_of_every_route_carries_what_its_kind_of_page_must(reader):
    for entry, method in ALL:
        answer = ask(reader, entry, method)
        what = f"{name(entry, method)} answered {answer.status_code}"
        check_policy(entry, answer, what)
        check_others_are_kept_out(answer, what)
        check_keys_stay_secret(entry, answer, what)


def is_page(answer: httpx.Response) -> bool:
    return answer.headers.get("content-type", "").startswith("text/html")


def check_policy(entry: Entry, answer: httpx.Response, what: str) -> None:
    """A page that is refused looks like a guest's, whoever asked for it."""
    allowed = may_carry(entry) | ({PHONE} if is_page(answer) else set())
    assert answer.headers["content-security-policy"] in allowed, what


def check_others_are_kept_out(answer: httpx.Response, what: str) -> None:
    headers = answer.headers
    in_a_frame = headers["content-security-policy"] == MAIL_INSIDE
    assert headers["x-content-type-options"] == "nosniff", what
    assert headers["x-frame-options"] == ("SAMEORIGIN" if in_a_frame else "DENY"), what
    assert headers["referrer-policy"] in {"same-origin", "no-referrer"}, what
    assert headers["cross-origin-opener-policy"] == "same-origin", what
    assert headers["cross-origin-resource-policy"] == "same-origin", what
    assert "camera=()" in headers["permissions-policy"], what
    assert "access-control-allow-origin" not in headers, what


def check_keys_stay_secret(entry: Entry, answer: httpx.Response, what: str) -> None:
    """A page whose address is a key tells it to no other page and to no shared cache."""
    if is_page(answer) and entry.path.startswith(("/a/", "/me/", "/u/")):
        assert answer.headers["referrer-policy"] == "no-referrer", what
        assert answer.headers["cache-control"] == "no-store", what


CLOSED = (
    "/nothing",
    "/staff-files/none.css",
    "/fonts/none.ttf",
    "/_stcore/metrics",
    "/_stcore/upload_file/x/y",
    "/_stcore/agent/interact",
    "/_stcore/agent/openapi.json",
    "/media/x.png",
    "/component/x",
    "/auth/login",
    "/oauth2callback",
    "/index.html",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/%00",
    "/é",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "MADEUP")


def test_what_is_not_there_and_what_streamlit_has_besides_the_kiosk_is_closed(stranger):
    for path, method in itertools.product(CLOSED, METHODS):
        answer = stranger.send(method, path)
        assert answer.headers["content-security-policy"] in {NOTHING, PHONE}
        assert answer.status_code in {404, 405}, (method, path)


def test_only_the_kiosks_own_page_may_use_the_camera_and_run_streamlit(running, browser):
    kiosk = browser("192.0.2.20")
    be_kiosk(kiosk, running)

    for path in ("/", "/static/js/index.js", "/favicon.png", "/_stcore/health"):
        headers = kiosk.get(path).headers
        assert headers["content-security-policy"] == KIOSK, path
        assert "camera=(self)" in headers["permissions-policy"], path
        assert "microphone=()" in headers["permissions-policy"], path


def test_no_policy_lets_anything_come_from_outside_or_text_become_script():
    for policy in policies.ALL:
        assert not OUTSIDE.search(policy), policy
        parts = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
        assert parts["default-src"] == "'none'"
        assert parts["frame-ancestors"] in {"'none'", "'self'"}
        assert "unsafe-inline" not in parts.get("script-src", "")
    for policy in (NOTHING, PHONE, MAIL_INSIDE):
        assert "script-src" not in policy


def test_the_one_inline_script_that_may_run_is_the_one_of_the_installed_streamlit():
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)

    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
        for script in inline
    ]

    assert hashes == [policies.STREAMLITS_INLINE_SCRIPT]


@pytest.mark.parametrize(
    ("host", "is_kept"),
    [
        ("rozmowa.example.org", True),
        ("rozmowa.example.org:8501", True),
        ("192.168.1.20:8501", False),
        ("[2001:db8::1]:8501", False),
        ("localhost:8501", False),
        ("", False),
    ],
)
def test_a_browser_is_told_to_stay_encrypted_only_where_that_holds_tomorrow(host, is_kept):
    encrypted = headers_of(is_kiosk=True, is_encrypted=True, host=host)
    plain = headers_of(is_kiosk=True, is_encrypted=False, host=host)

    assert ("Strict-Transport-Security" in encrypted) == is_kept
    assert "Strict-Transport-Security" not in plain


def test_what_streamlit_serves_is_only_what_its_page_asks_for():
    for path in ("/", "/static/css/a.css", "/_stcore/host-config", "/_stcore/stream"):
        assert _OF_STREAMLIT.fullmatch(path)
    for path in ("/static/", "/_stcore/", "/_stcore/streamx", "/_stcore/metrics", "/page/"):
        assert not _OF_STREAMLIT.fullmatch(path)


def test_even_our_own_mistakes_carry_it_and_tell_nothing(running, portal):
    def fail(_request: object) -> None:
        raise ValueError("Anna Nowak")

    app = Starlette(
        routes=[Route("/healthz", fail)], middleware=[Middleware(Watch), Middleware(Guard)]
    )
    with Browser(portal, app, url=URL) as client:
        answer = client.get("/healthz")

    assert answer.status_code == 500
    assert "Anna" not in answer.text
    check_others_are_kept_out(answer, "a mistake")
    assert answer.headers["content-security-policy"] == NOTHING


def cookies_of(answer: httpx.Response) -> list[str]:
    return answer.headers.get_list("set-cookie")


def test_cookies_that_open_something_are_out_of_reach_of_scripts_and_other_sites(
    running, browser, event
):
    secure = browser("127.0.0.1", url="https://kiosk.example")
    plain = browser("127.0.0.1")
    for client, is_secure in ((secure, True), (plain, False)):
        (staff,) = cookies_of(client.post("/sign-in", data={"pin": "4711-żółw"}))
        (kiosk,) = cookies_of(client.get("/?kiosk=2"))
        for cookie, site in ((staff, "strict"), (kiosk, "lax")):
            assert "httponly" in cookie.lower()
            assert f"samesite={site}" in cookie.lower()
            assert ("secure" in cookie.lower()) == is_secure
