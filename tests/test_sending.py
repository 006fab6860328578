"""Mails on their way: what is known of each, whatever the mail server does."""

import logging
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from urllib.parse import quote

import pytest
from cast import NOW, invite, rows
from mail_server import (
    PASSWORD,
    USER,
    Fault,
    MailServerHere,
    mail_settings,
    settings_with_mail,
)

from kiosk import server
from kiosk.mail import smtp_session
from kiosk.mail.errors import CannotSendError
from kiosk.mail.posting import Pace, Postman, Rest
from kiosk.mail.sender import Sender, send_all, send_now
from kiosk.mail.smtp_session import SmtpSession
from kiosk.settings import load_settings
from matching.email_addresses import ascii_address
from matching.mailing.nouns import MailKind
from matching.mailing.outbox import pause_mailing, resume_mailing, start_mailing

pytest_plugins = ["mail_fixtures"]

STAFF = "staff:test"
PEOPLE = 4
LOGIN = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}@"


def message() -> EmailMessage:
    told = EmailMessage()
    told["From"], told["To"], told["Subject"] = "a@example.org", "b@example.org", "Próba"
    told["Message-ID"] = "<1@example.org>"
    told.set_content(".kropka\n..\nzażółć\n.\nkoniec", cte="quoted-printable")
    return told


def first(fault: Fault, times: int = 1):
    """The first attempts of the first guest fail like this; everything else goes well."""
    return lambda to, nth: fault if to.startswith("g0@") and nth < times else None


def fail_with(fault: Fault):
    return lambda _to, _nth: fault


@pytest.fixture
def people(store, event):
    return [invite(store, event, f"Gość {n}", email=f"g{n}@example.org") for n in range(PEOPLE)]


class House:
    """Mails that wait, and one postman with a clock that is set by hand."""

    def __init__(self, store, event, settings) -> None:
        self.store, self.event, self.settings, self.now = store, event, settings, NOW
        self.postman = Postman(
            store, settings, settings.mail, clock=lambda: self.now, wait=lambda _seconds: False
        )

    def start(self) -> None:
        told = {"with_links": True, "actor": STAFF, "now": self.now}
        start_mailing(self.store, self.event, MailKind.INVITATION, **told)

    def send(self) -> None:
        self.postman.go_round()

    def of(self, number: int) -> tuple[str, str, int]:
        sql = "SELECT state, failure, attempts FROM mail JOIN person USING (person_id) WHERE email"
        [found] = rows(self.store, f"{sql} = 'g{number}@example.org'")
        return found

    @property
    def states(self) -> list[str]:
        return [state for (state,) in rows(self.store, "SELECT state FROM mail ORDER BY 1")]


@pytest.fixture
def new_house(store, event, people, tmp_path):
    made = []

    def new(server: MailServerHere, **options: object) -> House:
        settings = settings_with_mail(tmp_path, server)
        if options:
            settings = replace(settings, mail=mail_settings(server, **options))
        made.append(House(store, event, settings))
        made[-1].start()
        return made[-1]

    yield new
    for house in made:
        house.postman.end()


# One message


def test_a_mail_arrives_as_it_was_written_and_encrypted(mail_server):
    send_now(mail_settings(mail_server), message(), "b@example.org")

    [came] = mail_server.received
    assert (came.sender, came.to) == ("rozmowa@example.org", "b@example.org")
    assert came.message.get_content().splitlines() == [".kropka", "..", "zażółć", ".", "koniec"]
    assert came.message["Subject"] == "Próba"


@pytest.mark.parametrize("tls", ["starttls", "at_once"])
def test_it_signs_in_under_tls_only(new_mail_server, tls):
    server = new_mail_server(tls=tls, needs_login=True)

    send_now(mail_settings(server, login=LOGIN), message(), "b@example.org")

    assert len(server.received) == 1
    assert len(server.signed_in) == 1


def test_a_server_here_that_offers_no_encryption_may_be_used_without_a_password(new_mail_server):
    server = new_mail_server(tls="none")

    send_now(mail_settings(server), message(), "b@example.org")

    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("options", "login", "code"),
    [
        ({"tls": "none", "needs_login": True}, LOGIN, "no_tls"),
        ({"certificate": "mail.example.org"}, "", "certificate"),
        ({"certificate": "mail.example.org", "tls": "at_once"}, "", "certificate"),
        ({"needs_login": True}, "kiosk%40example.org:wrong-word@", "login"),
        ({}, LOGIN, "login"),
        ({"needs_login": True}, "", "login"),
        ({"greeting": "554 5.7.1 nobody"}, "", "refused"),
        ({"greeting": "421 4.3.2 later"}, "", "busy"),
        ({"choose": fail_with(Fault.SENDER)}, "", "refused"),
        ({"choose": fail_with(Fault.NO_SUCH)}, "", "rejected"),
        ({"choose": fail_with(Fault.FULL)}, "", "rejected"),
        ({"choose": fail_with(Fault.BEFORE_DATA)}, "", "connection"),
        ({"choose": fail_with(Fault.AFTER_DOT)}, "", "connection"),
    ],
)
def test_why_a_test_mail_does_not_go_is_told_by_a_code(new_mail_server, options, login, code):
    server = new_mail_server(**options)

    with pytest.raises(CannotSendError) as error:
        send_now(mail_settings(server, login=login), message(), "b@example.org")

    assert error.value.code == code
    assert str(error.value) == code
    assert server.received == []


def test_a_server_elsewhere_without_starttls_is_told_nothing(new_mail_server, monkeypatch):
    server = new_mail_server(tls="none")
    monkeypatch.setattr(type(mail_settings(server)), "is_this_computer", False)

    with pytest.raises(CannotSendError, match="no_tls"):
        send_now(mail_settings(server), message(), "b@example.org")
    assert server.received == []


def test_a_certificate_that_nobody_vouches_for_is_refused(mail_server, monkeypatch, tmp_path):
    empty = tmp_path / "nobody.pem"
    empty.write_text("")
    monkeypatch.setenv("SSL_CERT_FILE", str(empty))

    with pytest.raises(CannotSendError, match="certificate"):
        send_now(mail_settings(mail_server), message(), "b@example.org")


def test_nobody_there_is_unreachable(new_mail_server):
    server = new_mail_server()
    settings = replace(mail_settings(server), port=1)

    with pytest.raises(CannotSendError, match="unreachable"):
        send_now(settings, message(), "b@example.org")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("anna@example.org", "anna@example.org"),
        (" anna@example.org\n", "anna@example.org"),
        ("anna@zażółć.pl", "anna@xn--zac-ysa6hxs.pl"),
        ("zażółć@example.org", None),
        ("anna", None),
        ("", None),
        ("a@example.org> SIZE=1", None),
        ("a@example.org\r\nRCPT TO:<b@example.org>", None),
    ],
)
def test_an_address_is_handed_in_as_ascii_or_not_at_all(typed, told):
    found = ascii_address(typed)

    assert (found is None) == (told is None)
    if found and told and told.isascii() and "xn--" not in told:
        assert found == told
    assert found is None or found.isascii()


def test_a_test_mail_to_such_an_address_is_refused_before_anybody_is_called(mail_server):
    with pytest.raises(CannotSendError, match="address"):
        send_now(mail_settings(mail_server), message(), "zażółć@example.org")
    assert mail_server.connections == 0


# Many, from the outbox


def test_everybody_is_written_to_over_one_connection(new_house, mail_server):
    house = new_house(mail_server)
    house.send()

    assert house.states == ["sent"] * PEOPLE
    assert sorted(mail_server.to) == [f"g{n}@example.org" for n in range(PEOPLE)]
    assert mail_server.connections == 1
    assert mail_server.doubles == 0


def test_after_a_hundred_mails_the_connection_is_made_anew(new_house, mail_server, monkeypatch):
    monkeypatch.setattr(smtp_session, "MAILS_PER_CONNECTION", 3)
    house = new_house(mail_server)
    house.send()

    assert house.states == ["sent"] * PEOPLE
    assert mail_server.connections == 2


def test_a_connection_that_was_idle_for_long_is_made_anew(new_house, mail_server, monkeypatch):
    house = new_house(mail_server)
    house.send()
    for seconds in ("SECONDS_IDLE", "SECONDS_UNCHECKED"):
        monkeypatch.setattr(smtp_session, seconds, 0.0)
    invite(house.store, house.event, "Gość 9", email="g9@example.org")
    house.start()
    house.send()

    assert house.of(9)[0] == "sent"
    assert mail_server.connections == 2


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault.GREYLIST, ("queued", "450 4.2.0", 1)),
        (Fault.NO_SUCH, ("failed", "550 5.1.1", 1)),
        (Fault.FULL, ("failed", "552 5.2.2", 1)),
        (Fault.BEFORE_DATA, ("queued", "connection", 1)),
        (Fault.AFTER_DOT, ("uncertain", "no_answer", 1)),
        (Fault.KEPT_AFTER_DOT, ("uncertain", "no_answer", 1)),
        (Fault.NONSENSE, ("uncertain", "no_answer", 1)),
        (Fault.LYING, ("queued", "451 4.3.0", 1)),
    ],
)
@pytest.mark.parametrize("is_pipelining", [False, True])
def test_what_the_server_did_decides_what_is_known(
    new_house, new_mail_server, fault, outcome, is_pipelining
):
    server = new_mail_server(choose=first(fault), is_pipelining=is_pipelining)
    house = new_house(server)
    house.send()

    assert house.of(0) == outcome
    assert [house.of(n) for n in range(1, PEOPLE)] == [("sent", "", 1)] * (PEOPLE - 1)
    assert server.doubles == 0


@pytest.mark.parametrize("fault", [Fault.GREYLIST, Fault.BEFORE_DATA])
def test_what_was_not_taken_is_handed_in_again_later(new_house, new_mail_server, fault):
    server = new_mail_server(choose=first(fault, times=2))
    house = new_house(server)
    house.send()
    house.send()
    assert house.of(0)[0] == "queued"
    assert len(server.received) == PEOPLE - 1

    for hours in (1, 2):
        house.now = NOW + timedelta(hours=hours)
        house.send()

    assert house.of(0) == ("sent", "", 3)
    assert server.doubles == 0


def test_hung_up_in_the_middle_of_a_message_nothing_can_have_arrived(new_mail_server):
    server = new_mail_server(choose=fail_with(Fault.IN_DATA))
    session = SmtpSession.begin(mail_settings(server))

    long = b"Subject: x\r\n\r\n" + b"ten bytes\r\n" * 3_000_000
    handed = session.hand_in("b@example.org", long)

    assert (handed.outcome.state, handed.outcome.failure) == ("queued", "connection")
    assert not session.goes_on()


def test_hung_up_in_the_middle_after_all_left_here_it_is_not_known(new_house, new_mail_server):
    """A short message is on its way as a whole before the server's end of it is seen."""
    server = new_mail_server(choose=first(Fault.IN_DATA))
    house = new_house(server)
    house.send()

    assert house.of(0)[:2] in {("uncertain", "no_answer"), ("queued", "connection")}
    assert len(server.received) == PEOPLE - 1


def test_what_is_uncertain_is_never_handed_in_again(new_house, new_mail_server):
    server = new_mail_server(choose=first(Fault.KEPT_AFTER_DOT))
    house = new_house(server)
    house.send()
    house.now += timedelta(days=3)
    house.start()
    house.send()

    assert house.of(0)[0] == "uncertain"
    assert len(server.received) == PEOPLE
    assert server.doubles == 0


def test_no_name_and_no_address_is_kept_of_what_a_server_says(new_house, new_mail_server, caplog):
    server = new_mail_server(choose=fail_with(Fault.NO_SUCH))
    house = new_house(server)
    with caplog.at_level(logging.DEBUG, "rozmowa"):
        house.send()

    assert {house.of(n)[1] for n in range(PEOPLE)} == {"550 5.1.1"}
    assert "example.org" not in caplog.text


def test_an_address_that_cannot_be_written_to_fails_and_the_others_go(new_house, mail_server):
    house = new_house(mail_server)
    house.store.write(
        lambda change: change._cursor.execute(
            "UPDATE person SET email = 'zażółć@example.org' WHERE email = 'g0@example.org'"
        ).fetchall()
    )
    house.send()

    assert house.states == ["failed"] + ["sent"] * (PEOPLE - 1)
    assert rows(house.store, "SELECT failure FROM mail WHERE state = 'failed'") == [("address",)]


def test_what_cannot_be_written_down_now_is_written_down_in_the_next_round(
    new_house, mail_server, monkeypatch
):
    house = new_house(mail_server)
    delivery = house.postman._delivery

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(delivery, "settle", full)
    with pytest.raises(OSError, match="No space"):
        house.send()
    assert "sending" in house.states
    monkeypatch.undo()
    house.send()

    assert house.states == ["sent"] * PEOPLE
    assert mail_server.doubles == 0


def test_a_fault_of_ours_in_the_middle_of_a_mail_leaves_it_uncertain(
    new_house, mail_server, monkeypatch, caplog
):
    house = new_house(mail_server)

    def fail(*_args: object) -> None:
        raise ValueError("g0@example.org")

    monkeypatch.setattr(SmtpSession, "hand_in", fail)
    house.send()

    assert house.states == ["queued"] * (PEOPLE - 1) + ["uncertain"]
    assert house.postman.rest.trouble == "connection"
    assert "example.org" not in caplog.text


# The server is left alone


@pytest.mark.parametrize(
    ("options", "trouble"),
    [
        ({"greeting": "421 4.3.2 later"}, "busy"),
        ({"greeting": "554 5.7.1 nobody"}, "refused"),
        ({"certificate": "mail.example.org"}, "certificate"),
        ({"needs_login": True}, "login"),
        ({"choose": fail_with(Fault.SENDER)}, "refused"),
        ({"choose": fail_with(Fault.LOGIN)}, "login"),
        ({"choose": fail_with(Fault.SENDER), "is_pipelining": True}, "refused"),
        ({"choose": fail_with(Fault.LOGIN), "is_pipelining": True}, "login"),
    ],
)
def test_no_mail_is_charged_with_what_is_wrong_with_the_server(
    new_house, new_mail_server, options, trouble, caplog
):
    server = new_mail_server(**options)
    house = new_house(server)
    with caplog.at_level(logging.DEBUG, "rozmowa"):
        house.send()
        house.send()

    assert house.postman.rest.trouble == trouble
    assert house.states == ["queued"] * PEOPLE
    assert {house.of(n)[2] for n in range(PEOPLE)} == {0}
    assert server.connections == 1
    assert caplog.text.count("mails wait") == 1
    assert "example.org" not in caplog.text


def test_a_wrong_password_is_told_and_is_in_no_log(new_house, new_mail_server, caplog):
    server = new_mail_server(needs_login=True)
    house = new_house(server, login="kiosk%40example.org:hidden-word@")
    with caplog.at_level(logging.DEBUG):
        house.send()

    assert house.postman.rest.trouble == "login"
    assert house.states == ["queued"] * PEOPLE
    assert "hidden-word" not in caplog.text
    assert "kiosk@" not in caplog.text


@pytest.mark.parametrize("is_pipelining", [False, True])
def test_a_server_that_closes_in_the_middle_is_left_alone_for_a_while(
    new_house, new_mail_server, is_pipelining
):
    def choose(_to: str, nth: int) -> Fault | None:
        return Fault.CLOSING if nth == 0 else None

    server = new_mail_server(choose=choose, is_pipelining=is_pipelining)
    house = new_house(server)
    house.send()

    assert house.postman.rest.trouble == "busy"
    assert house.states == ["queued"] * PEOPLE
    assert server.connections == 1

    house.now += timedelta(hours=1)
    for _ in range(PEOPLE + 1):
        house.postman.rest.cut_short()
        house.send()
        house.now += timedelta(hours=1)
    assert house.states == ["sent"] * PEOPLE
    assert house.postman.rest.trouble == ""


def test_the_server_is_left_alone_longer_and_longer_and_longest_where_a_person_is_needed():
    rest = Rest()
    seconds = []
    for _ in range(9):
        rest.begin("unreachable")
        seconds.append(round(rest.seconds_left()))
    assert seconds == [5, 10, 20, 40, 80, 160, 300, 300, 300]

    rest.cut_short()
    assert (rest.seconds_left(), rest.trouble) == (0, "unreachable")
    rest.begin("certificate")
    assert round(rest.seconds_left()) == 600
    rest.over()
    assert (rest.seconds_left(), rest.trouble) == (0, "")


# How fast


def test_no_more_mails_a_second_than_the_organiser_set():
    pace = Pace(50)
    began = time.monotonic()
    for _ in range(11):
        time.sleep(pace.seconds_left())
        pace.note()

    assert 0.2 <= time.monotonic() - began < 1


def test_what_was_missed_is_not_caught_up_with_in_a_burst():
    pace = Pace(20)
    pace.note()
    time.sleep(0.2)
    pace.note()

    assert pace.seconds_left() > 0.03


# The thread of the server


@pytest.fixture
def new_sender(store):
    started = []

    def start(settings) -> Sender:
        sender = Sender(store, settings, settings.mail)
        started.append(sender)
        sender.start()
        return sender

    yield start
    for sender in started:
        if sender.is_alive():
            sender.stop()


def until(is_so, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def start_now(store, event, **options) -> int:
    told = {"with_links": True, "actor": STAFF, "now": datetime.now(UTC)} | options
    return start_mailing(store, event, MailKind.INVITATION, **told)


def states(store) -> list[str]:
    return [state for (state,) in rows(store, "SELECT state FROM mail ORDER BY 1")]


def test_the_server_sends_what_is_queued_and_stops_in_time(
    store, event, people, tmp_path, mail_server, new_sender
):
    sender = new_sender(settings_with_mail(tmp_path, mail_server))
    start_now(store, event)

    until(lambda: states(store) == ["sent"] * PEOPLE)
    sender.stop()

    assert not sender.is_alive()
    assert sender.trouble == ""


def test_a_mailing_for_later_begins_by_itself(
    store, event, people, tmp_path, mail_server, new_sender
):
    start_now(store, event, begins_at=datetime.now(UTC) + timedelta(milliseconds=300))
    assert states(store) == []
    new_sender(settings_with_mail(tmp_path, mail_server))

    until(lambda: states(store) == ["sent"] * PEOPLE)


def test_what_was_being_sent_when_the_server_died_is_uncertain_after_its_start(
    store, event, people, tmp_path, mail_server, new_sender
):
    start_now(store, event)
    store.write(
        lambda change: change._cursor.execute(
            "UPDATE mail SET state = 'sending' WHERE mail_id ="
            " (SELECT mail_id FROM mail ORDER BY 1 LIMIT 1)"
        ).fetchall()
    )
    new_sender(settings_with_mail(tmp_path, mail_server))

    until(lambda: states(store) == ["sent"] * (PEOPLE - 1) + ["uncertain"])
    assert len(mail_server.received) == PEOPLE - 1


def test_a_pause_in_the_middle_lets_the_current_mail_end_and_no_other_begin(
    store, event, people, tmp_path, new_mail_server, new_sender
):
    server = new_mail_server(choose=fail_with(Fault.SLOW))
    new_sender(settings_with_mail(tmp_path, server))
    start_now(store, event)
    assert server.is_waited_for.wait(20)
    told = {"actor": STAFF, "now": datetime.now(UTC)}

    pause_mailing(store, event, MailKind.INVITATION, **told)
    server.let_go.set()
    until(lambda: states(store) == ["queued"] * (PEOPLE - 1) + ["sent"])
    before = store.commits
    resume_mailing(store, event, MailKind.INVITATION, **told)

    until(lambda: states(store) == ["sent"] * PEOPLE)
    assert store.commits > before
    assert server.doubles == 0


def test_a_server_that_stops_while_nobody_answers_leaves_an_uncertain_mail(
    store, event, people, tmp_path, new_mail_server, new_sender, monkeypatch
):
    monkeypatch.setattr("kiosk.mail.sender.SECONDS_TO_FINISH", 0.5)
    server = new_mail_server(choose=fail_with(Fault.SLOW))
    sender = new_sender(settings_with_mail(tmp_path, server))
    start_now(store, event)
    assert server.is_waited_for.wait(20)

    sender.stop()

    assert not sender.is_alive()
    assert states(store) == ["queued"] * (PEOPLE - 1) + ["uncertain"]


def test_trouble_is_shown_and_trying_again_at_once_ends_it(
    store, event, people, tmp_path, new_mail_server, new_sender
):
    server = new_mail_server(greeting="421 4.3.2 later")
    sender = new_sender(settings_with_mail(tmp_path, server))
    start_now(store, event)
    until(lambda: sender.trouble == "busy")
    server.greeting = ""

    sender.wake()

    until(lambda: states(store) == ["sent"] * PEOPLE)
    until(lambda: sender.trouble == "")


def test_the_server_of_this_process_says_what_is_wrong_with_mails(tmp_path, new_mail_server):
    settings = settings_with_mail(tmp_path, new_mail_server(greeting="421 4.3.2 later"))
    running = server.start(settings)
    try:
        assert running.mail_trouble() == ""
        running.sender._postman.rest.begin("busy")
        assert running.mail_trouble() == "busy"
        running.send_soon()
        assert running.sender._postman.rest.seconds_left() == 0
    finally:
        server.stop()


def test_without_a_mail_server_there_is_no_sender_and_no_trouble(tmp_path):
    running = server.start(load_settings({"ROZMOWA_DATA": str(tmp_path)}))
    try:
        assert running.sender is None
        assert running.mail_trouble() == ""
        running.send_soon()
    finally:
        server.stop()


# The command line


def test_all_is_sent_and_told(store, event, people, tmp_path, mail_server):
    start_now(store, event)
    told: list[tuple[int, int]] = []

    settings = settings_with_mail(tmp_path, mail_server)
    send_all(store, settings, tell=lambda done, of: told.append((done, of)))

    assert states(store) == ["sent"] * PEOPLE
    assert told == [(n, PEOPLE) for n in range(1, PEOPLE + 1)]


def test_without_waiting_a_mail_that_was_put_off_stays_in_the_outbox(
    store, event, people, tmp_path, new_mail_server
):
    server = new_mail_server(choose=first(Fault.GREYLIST))
    start_now(store, event)

    settings = settings_with_mail(tmp_path, server)
    send_all(store, settings, tell=lambda *_: None, until_done=False)

    assert states(store) == ["queued"] + ["sent"] * (PEOPLE - 1)


def test_what_needs_a_person_ends_the_run(store, event, people, tmp_path, new_mail_server):
    server = new_mail_server(certificate="mail.example.org")
    start_now(store, event)

    with pytest.raises(CannotSendError, match="certificate"):
        send_all(store, settings_with_mail(tmp_path, server), tell=lambda *_: None)
    assert states(store) == ["queued"] * PEOPLE


def test_a_session_that_is_interrupted_ends(new_mail_server):
    server = new_mail_server(choose=fail_with(Fault.SLOW))
    session = SmtpSession.begin(mail_settings(server))
    found = []

    def speak() -> None:
        found.append(session.hand_in("b@example.org", b"Subject: x\r\n\r\nx\r\n"))

    speaking = threading.Thread(target=speak)
    speaking.start()
    assert server.is_waited_for.wait(20)
    session.interrupt()
    speaking.join(20)

    assert found[0].outcome.failure == "no_answer"
