"""Mails on the odd days: a wrong clock, an older copy, joined records, a sample, a poor server."""

import re
import socket
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from uuid import uuid4

import pytest
from cast import NOW, invite, make_event, rows
from mail_list import agree_to_mail, mails, no_mails
from mail_server import Fault, settings_with_mail
from talks import connect, everything

from kiosk.links import read_personal_link
from kiosk.mail import smtp_session
from kiosk.mail.composing import UnusableAddressError, compose
from kiosk.mail.errors import CannotSendError
from kiosk.mail.example import example_letter
from kiosk.mail.files import NOBODY
from kiosk.mail.posting import MOST_IN_VAIN, Postman, ascii_address
from kiosk.mail.sender import Sender
from kiosk.mail.smtp_session import SmtpSession
from kiosk.mail_settings import MailServer, mail_server
from kiosk.settings import load_settings
from matching.consents import Decision
from matching.errors import SampleMailError
from matching.event_plan import plan_of, set_plan
from matching.events import set_event
from matching.mailing.delivering import Delivery, Done, Outcome
from matching.mailing.nouns import MailKind, MailState
from matching.mailing.outbox import (
    fill_due_mailings,
    mailings_of,
    queue_link,
    resume_mailing,
    start_mailing,
)
from matching.mailing.refusals import RefusalKind, decide_mails, has_refused
from matching.mailing.restoring import keep_mails
from matching.merging_people import merge_people
from matching.model import ConsentKind
from matching.people import set_blocked

pytest_plugins = ["mail_fixtures"]

STAFF = "staff:test"
HOUR = timedelta(hours=1)
YEAR = timedelta(days=365)


def told(at: timedelta = timedelta()) -> dict:
    return {"actor": STAFF, "now": NOW + at}


def start(store, event, kind=MailKind.INVITATION, **options) -> int:
    return start_mailing(store, event, kind, **({"with_links": True} | told() | options))


def states(store) -> list[str]:
    return [state for (state,) in rows(store, "SELECT state FROM mail ORDER BY 1")]


def hand_in(store, at: timedelta = timedelta()) -> list[str]:
    """Everything that is due, to a server that takes all."""
    delivery, names = Delivery(store, lambda: NOW + at), []
    while delivery.has_due():
        if claimed := delivery.claim():
            names.append(claimed.content.recipient.name)
            delivery.settle(Done(claimed, Outcome(MailState.SENT)))
    return names


# Nobody is written to twice


def test_a_link_that_could_not_be_sent_does_not_come_beside_the_one_i_ask_for_later(
    store, event, anna
):
    assert queue_link(store, event, anna.attendee_id, **told())
    set_blocked(store, anna.person_id, is_blocked=True, **told())
    assert hand_in(store) == []
    set_blocked(store, anna.person_id, is_blocked=False, **told())

    assert queue_link(store, event, anna.attendee_id, **told(HOUR))

    assert hand_in(store, HOUR) == ["Anna Nowak"]


def test_after_an_older_copy_was_restored_what_was_to_begin_since_waits_for_a_person(
    store, event, anna, bartek
):
    start(store, event, begins_at=NOW + HOUR)

    keep_mails(store, None, now=NOW + 2 * HOUR)

    assert fill_due_mailings(store, now=NOW + 2 * HOUR) == 2
    assert hand_in(store, 2 * HOUR) == []
    assert mailings_of(store, event)[MailKind.INVITATION].paused_at_utc is not None
    resume_mailing(store, event, MailKind.INVITATION, **told(3 * HOUR))
    assert len(hand_in(store, 3 * HOUR)) == 2


def test_after_an_older_copy_was_restored_what_is_to_begin_later_begins_then(store, event, anna):
    start(store, event, begins_at=NOW + 3 * HOUR)

    keep_mails(store, None, now=NOW + 2 * HOUR)
    fill_due_mailings(store, now=NOW + 3 * HOUR)

    assert hand_in(store, 3 * HOUR) == ["Anna Nowak"]


# The clock was wrong


def test_my_no_counts_also_when_the_clock_was_set_back_since_my_yes(store, event, anna, bartek):
    connect(store, event, anna, bartek)
    agree_to_mail(store, anna, at=YEAR)
    assert "Anna Nowak" in mails(store, event)

    no_mails(store, anna)

    assert has_refused(store, anna.person_id, RefusalKind.ALL)
    assert mails(store, event) == {}


def test_an_invitation_does_not_come_after_my_no_whatever_the_clock_says(store, event, anna):
    agree_to_mail(store, anna, at=YEAR)

    no_mails(store, anna)

    assert mails(store, event, MailKind.INVITATION) == {}


def test_my_yes_counts_also_when_the_clock_was_set_back_since_my_no(store, event, anna, bartek):
    connect(store, event, anna, bartek)
    agree_to_mail(store, anna)
    no_mails(store, anna, at=YEAR)

    decision = Decision(uuid4(), anna.person_id, ConsentKind.MAIL, True, "pl")
    decide_mails(store, decision, now=NOW + HOUR)

    assert mails(store, event).keys() == {"Anna Nowak"}


# What changes in the moment before a mail goes


def test_an_invitation_that_was_read_before_the_event_was_closed_is_not_sent_after(
    store, event, anna
):
    start(store, event)
    delivery = Delivery(store, lambda: NOW + HOUR)
    assert delivery.has_due()

    set_event(store, event, closed_at=NOW + HOUR)

    assert delivery.claim() is None
    assert states(store) == ["dropped"]


@pytest.mark.parametrize("ends", [NOW + 3 * HOUR, None])
def test_nobody_is_invited_to_an_event_that_is_past_although_nobody_closed_it(
    store, event, anna, ends
):
    plan = replace(plan_of(store, event), starts_at_utc=NOW + HOUR, ends_at_utc=ends)
    set_plan(store, event, plan, **told())
    start(store, event)

    assert mails(store, event, MailKind.INVITATION, 2 * HOUR).keys() == {"Anna Nowak"}
    assert hand_in(store, 26 * HOUR) == []
    assert states(store) == ["dropped"]


def test_a_mail_is_not_lost_where_two_records_become_one_in_the_moment_before_it_goes(
    store, event, anna, bartek
):
    start(store, event)
    delivery = Delivery(store, lambda: NOW)
    assert delivery.has_due()

    merge_people(store, event, anna.person_id, bartek.person_id, **told())

    claimed = [delivery.claim()]
    while delivery.has_due():
        claimed.append(delivery.claim())
    [one] = filter(None, claimed)
    assert one.mail.person_id == one.content.recipient.person_id == anna.person_id
    assert states(store) == ["sending"]


def test_my_links_are_of_my_record_also_where_two_became_one_just_before(
    store, event, anna, bartek, tmp_path, mail_server
):
    invited = invite(store, event, "Anna Nowak", email="ania@example.org")
    settings = settings_with_mail(tmp_path, mail_server)
    start(store, event)

    def join(_seconds: float) -> bool:
        if len(rows(store, "SELECT 1 FROM mail")) == 3:
            merge_people(store, event, anna.person_id, invited.person_id, **told())
        return False

    postman = Postman(store, settings, settings.mail, clock=lambda: NOW, wait=join)
    postman.go_round()
    postman.end()

    assert len(mail_server.received) == 2
    for one in mail_server.received:
        link = re.findall(r"https://rozmowa.example.org/me/([\w.-]+)", plain(one.message))[0]
        found = read_personal_link(settings, link, now=NOW)
        assert found in {anna.person_id, bartek.person_id}


def plain(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


# An address


@pytest.mark.parametrize(
    ("typed", "told"),
    [("jan@żółw.pl", "jan@xn--w-uga1v8h.pl"), ("żółw@example.org", ""), ("jan@żół w.pl", "")],
)
def test_my_domain_may_have_polish_letters_and_my_mailbox_may_not(event, typed, told):
    letter = example_letter(
        "link", language="pl", event=event, server=NOBODY, with_links=True, now=NOW
    )
    recipient = replace(letter.content.recipient, email=typed)
    mine = replace(letter, content=replace(letter.content, recipient=recipient))

    if not told:
        with pytest.raises(UnusableAddressError):
            compose(mine)
        assert ascii_address(typed) is None
        return
    assert compose(mine)["To"].written.endswith(f"<{told}>")
    assert ascii_address(typed) == told


# Invented people


def test_the_people_of_the_sample_are_written_to_by_nobody(store, event):
    sample = make_event(store, "sample", is_sample=True)
    ola = invite(store, sample, "Ola Próbna", email="ola@example.org")
    before = everything(store)

    with pytest.raises(SampleMailError):
        start(store, sample)
    assert not queue_link(store, sample, ola.attendee_id, **told())
    assert everything(store) == before


# A mail server that is none


def endless(line: socket.socket) -> None:
    while True:
        line.sendall(b"220-" + b"x" * 900 + b"\r\n")


def dripping(line: socket.socket) -> None:
    for letter in b"220 welcome, welcome" * 1000:
        line.sendall(bytes([letter]))
        time.sleep(0.05)


def saying(**said: bytes):
    """Answers 250 to all but these."""

    def speak(line: socket.socket) -> None:
        line.sendall(b"220 hello\r\n")
        for told in line.makefile("rb"):
            line.sendall(said.get(told[:4].decode().strip(), b"250 fine") + b"\r\n")

    return speak


@pytest.fixture
def poor_server():
    """Listens on this computer and speaks as it is told; the settings that lead to it."""
    with ExitStack() as running:

        def listen(speak) -> MailServer:
            listening = running.enter_context(socket.create_server(("127.0.0.1", 0)))

            def answer() -> None:
                with suppress(OSError):
                    while True:
                        line, _ = listening.accept()
                        with line:
                            speak(line)

            threading.Thread(target=answer, daemon=True).start()
            port = listening.getsockname()[1]
            found = mail_server(f"smtp://localhost:{port}", "a@example.org", "1000")
            assert found is not None
            return found

        yield listen


@pytest.mark.parametrize("speak", [endless, dripping])
def test_a_server_that_never_ends_a_reply_is_not_listened_to_for_ever(
    poor_server, speak, monkeypatch
):
    monkeypatch.setattr(smtp_session, "SECONDS_TO_ANSWER", 0.5)
    server, began = poor_server(speak), time.monotonic()

    with pytest.raises(CannotSendError, match="unreachable"):
        SmtpSession.begin(server)

    assert time.monotonic() - began < 10


@pytest.mark.parametrize("said", [{"DATA": b"250 fine"}, {"RCPT": b"354 go on"}])
def test_a_server_that_answers_past_the_question_has_nothing_of_the_mail(poor_server, said):
    server = poor_server(saying(**said))
    session = SmtpSession.begin(server)

    handed = session.hand_in("b@example.org", b"Subject: x\r\n\r\nwords\r\n")

    assert handed.outcome == Outcome(MailState.QUEUED, "connection")


@pytest.mark.parametrize(
    ("fault", "state", "trouble"),
    [(Fault.AFTER_DOT, "uncertain", "connection"), (Fault.POLICY, "failed", "refused")],
)
def test_a_server_that_treats_every_mail_badly_gets_few_of_them(
    store, event, tmp_path, new_mail_server, fault, state, trouble
):
    for number in range(12):
        invite(store, event, f"Gość {number}", email=f"g{number}@example.org")
    settings = settings_with_mail(tmp_path, new_mail_server(choose=lambda _to, _nth: fault))
    start(store, event)
    postman = Postman(store, settings, settings.mail, clock=lambda: NOW, wait=lambda _: False)

    postman.go_round()
    postman.end()

    assert states(store).count(state) == MOST_IN_VAIN
    assert postman.rest.trouble == trouble


def test_stopping_does_not_wait_for_a_server_that_says_nothing(
    store, event, anna, tmp_path, poor_server
):
    is_called, silence = threading.Event(), threading.Event()
    server = poor_server(lambda _line: is_called.set() or silence.wait(20))
    settings = replace(load_settings({"ROZMOWA_DATA": str(tmp_path)}), mail=server)
    start(store, event, now=datetime.now(UTC))
    sender = Sender(store, settings, server)
    sender.start()
    assert is_called.wait(20)
    began = time.monotonic()

    sender.stop()

    assert time.monotonic() - began < 5
    silence.set()
    sender.join(10)
    assert states(store) == ["queued"]
