"""How links live on after the venue's laptop is closed: both ways of docs/deploy.md."""

import re
import shutil
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import httpx
import pytest
import trustme
from cast import NOW, invite, make_event, rows
from command_line import kiosk_process
from kiosk_acts import promise_something
from live_server import LiveServer
from mail_list import agree_to_mail
from mail_server import FROM, MailServerHere, trust
from own_pages import forms_of
from phones import screen
from talks import admit, answer, begin_talk

from kiosk.certificates import certificate_in
from matching.mailing.nouns import MailKind
from matching.mailing.outbox import start_mailing
from matching.people import Listed
from matching.store import Store

pytest_plugins = ["mail_fixtures"]

PUBLIC = "https://rozmowa.example.org"
PATIENCE = 60  # seconds; generous, as others use this computer too
ABOUT_ANNA = "Piecze chleb, na który ludzie czekają od piątej rano."
SECRET = "secret"


@dataclass(frozen=True)
class Guests:
    """Anna has promised Bartek a coffee; both have agreed to a mail."""

    anna: Listed
    bartek: Listed


def fill(store: Store) -> Guests:
    """An evening that was an hour ago, and its mails on their way."""
    event, since = make_event(store), datetime.now(UTC) - NOW - timedelta(hours=1)
    anna = invite(store, event, "Anna Nowak", email="anna@example.org", language="pl")
    bartek = invite(store, event, "Bartek Wójcik", email="bartek@example.org", language="pl")
    admit(store, event, anna, bartek)
    talk = begin_talk(store, event, anna, bartek, at=since)
    answer(store, talk, anna, "Pomaga małym sadom dowieźć owoce.", at=since)
    answer(store, talk, bartek, ABOUT_ANNA, at=since)
    promise_something(store, talk, anna, days=None, at=since)
    agree_to_mail(store, anna, bartek, at=since)
    now = datetime.now(UTC)
    start_mailing(store, event, MailKind.MATCHES, with_links=True, actor="cli", now=now)
    return Guests(anna, bartek)


def house(office: MailServerHere, **more: str) -> dict[str, str]:
    """Settings that stay the same on whatever machine it runs."""
    told = {"SMTP": office.setting, "MAIL_FROM": FROM, "PUBLIC_URL": PUBLIC, "PIN": "246810"}
    return {f"ROZMOWA_{name}": value for name, value in (told | more).items()}


def wait_for_mails(office: MailServerHere, count: int) -> None:
    """Until they have come."""
    end = time.monotonic() + PATIENCE
    while len(office.received) < count:
        assert time.monotonic() < end, office.to
        time.sleep(0.05)


def links_to(office: MailServerHere, address: str, base: str = PUBLIC) -> list[str]:
    """Every link of our own in the first mail to somebody."""
    [mail, *_] = [one.message for one in office.received if one.to == address]
    html = mail.get_body(("html",)).get_content()
    found = re.findall(rf"{re.escape(base)}[^\"'<>\s]*", unescape(html))
    assert found
    return [*dict.fromkeys([*found, str(mail["List-Unsubscribe"]).split("<")[1].split(">")[0]])]


def one(links: list[str], part: str) -> str:
    return next(link for link in links if part in link)


class Machine:
    """One machine, asked as the public address leads to it: by DNS, or a front before it."""

    def __init__(self, running: LiveServer) -> None:
        self.running = running

    def get(self, link: str) -> httpx.Response:
        return httpx.get(self._here(link), follow_redirects=True, trust_env=False)

    def press(self, link: str, act: str = "", **fields: str) -> httpx.Response:
        """Open the page and send its first form of this act."""
        form = forms_of(self.get(link))[act][0] | fields
        target = link.split("?")[0] + (f"/{act}" if act else "")
        return httpx.post(self._here(target), data=form, follow_redirects=True, trust_env=False)

    def _here(self, link: str) -> str:
        return link.replace(PUBLIC, self.running.url)


@dataclass(frozen=True)
class Laptop:
    """The venue's: it has sent the mails and was closed. copy: its backup"""

    folder: Path
    copy: Path
    office: MailServerHere

    @property
    def secret(self) -> bytes:
        return (self.folder / SECRET).read_bytes()


@pytest.fixture(scope="module")
def office(
    mail_authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MailServerHere]:
    """The mail server of all these tests, which keeps what it was given."""
    authority = trust(mail_authority, tmp_path_factory.mktemp("authority"))
    with pytest.MonkeyPatch.context() as patch, MailServerHere(mail_authority) as started:
        patch.setenv("SSL_CERT_FILE", str(authority))
        yield started


@pytest.fixture(scope="module")
def laptop(office: MailServerHere, tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    """Closed in the evening, with the first command of docs/deploy.md."""
    folder = tmp_path_factory.mktemp("evening")
    started = LiveServer(folder / "laptop", prepare=fill, environment=house(office))
    try:
        started.start()
        wait_for_mails(office, 2)
        started.stop()
    finally:
        started.kill()
    copy = folder / "event.duckdb"
    assert kiosk_process(started.folder, "backup", copy).code == 0
    return Laptop(started.folder, copy, office)


@pytest.fixture(scope="module")
def handed_over(laptop: Laptop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a small server after the other commands, before its first start."""
    folder = tmp_path_factory.mktemp("handed_over") / "small"
    hand_over(laptop, folder, with_secret=True)
    return folder


def hand_over(laptop: Laptop, folder: Path, *, with_secret: bool) -> None:
    """The commands of docs/deploy.md on the small server."""
    folder.mkdir(mode=0o700)
    if with_secret:
        (folder / SECRET).write_bytes(laptop.secret)
        (folder / SECRET).chmod(0o600)
    done = kiosk_process(folder, "restore", laptop.copy)
    assert done.code == 0, done.err


@pytest.fixture
def small(
    new_server: Callable[..., LiveServer], laptop: Laptop, handed_over: Path, tmp_path: Path
) -> LiveServer:
    """A small server that goes on where the laptop ended, running."""
    folder = shutil.copytree(handed_over, tmp_path / "small")
    return new_server(folder=folder, environment=house(laptop.office))


def test_links_of_mails_that_the_laptop_sent_open_on_the_small_server_and_do_what_they_say(
    small, office
):
    machine = Machine(small)
    of_anna, of_bartek = (links_to(office, f"{name}@example.org") for name in ("anna", "bartek"))

    for link in of_anna:
        assert machine.get(link).status_code == 200, link
    assert ABOUT_ANNA in machine.get(one(of_anna, "/do/confirm/")).text
    assert screen(machine.press(one(of_anna, "/do/kept/"), answer="yes")) == "do-kept-done"
    assert screen(machine.press(one(of_anna, "/do/confirm/"))) == "do-confirm-done"

    assert screen(machine.press(one(of_bartek, "/u/"))) == "unsubscribe-done"
    machine.press(one(of_bartek, "/do/withdraw/").replace("/do/withdraw/", "/talk/") + "/withdraw")
    gone = machine.get(one(of_anna, "/do/confirm/"))
    assert (gone.status_code, screen(gone)) == (404, "do-nothing")

    home = re.match(r"(.*/me/[^/?#]+)", one(of_anna, "/me/"))[1]
    assert screen(machine.press(f"{home}/rights/erase", "")) == "personal-erased"
    after = machine.get(home)
    assert (after.status_code, screen(after)) == (404, "personal-nothing")


def test_the_small_server_sends_no_mail_a_second_time(small, office):
    before = len(office.received)
    asked = httpx.post(f"{small.url}/my-page", data={"email": "anna@example.org"}, trust_env=False)
    assert screen(asked) == "ask-link-sent"
    wait_for_mails(office, before + 1)  # the sender has looked for what is due
    small.stop()

    assert office.to[before:] == ["anna@example.org"]
    with Store.open(small.database) as store:
        states = rows(store, "SELECT kind, state, count(*) FROM mail GROUP BY ALL ORDER BY ALL")
    assert states == [("link", "sent", 1), ("matches", "sent", 2)]


def test_without_the_secret_links_open_nothing_and_say_so_calmly_until_it_is_there(
    new_server, laptop, office, tmp_path
):
    folder = tmp_path / "small"
    hand_over(laptop, folder, with_secret=False)
    small = new_server(folder=folder, environment=house(office))
    links = links_to(office, "anna@example.org")

    for link in links:
        shown = Machine(small).get(link)
        assert (shown.status_code, screen(shown).rpartition("-")[2]) == (404, "nothing"), link
        assert "Anna" not in shown.text

    small.stop()
    (folder / SECRET).write_bytes(laptop.secret)
    small.start()
    assert {Machine(small).get(link).status_code for link in links} == {200}


def test_a_small_server_from_the_start_mails_links_that_open_behind_tls(
    new_server, mail_server, tmp_path
):
    folder = tmp_path / "small"
    assert kiosk_process(folder, "certificate").code == 0
    files = certificate_in(folder / "certificates")
    options = ("--server.sslCertFile", str(files.certificate))
    options += ("--server.sslKeyFile", str(files.key))
    small = LiveServer(
        folder, prepare=fill, environment=house(mail_server), options=options, scheme="https"
    )
    small.be_public()
    try:
        small.start()
        wait_for_mails(mail_server, 2)
        links = links_to(mail_server, "anna@example.org", small.url)
        trusting = ssl.create_default_context(cafile=str(files.authority))
        with httpx.Client(verify=trusting, trust_env=False) as guest:
            for link in links:
                assert guest.get(link, follow_redirects=True).status_code == 200, link
    finally:
        small.kill()
