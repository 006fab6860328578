"""Addresses that are told of admissions and connections, by a server that may be down or slow."""

import base64
import hashlib
import hmac
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from cast import NOW, make_event, rows, show_badge
from evening import Evening
from live_server import free_port
from receiver import Receiver
from talks import ANNA_LEARNED, BARTEK_LEARNED, answer, connect

from kiosk.certificates import make_certificate
from kiosk.courier import Courier, post, secret_of
from matching.answers import withdraw_answer
from matching.desk import undo_admission
from matching.errors import WebhookAddressError, WebhookKindError
from matching.interfaces import outbox
from matching.interfaces.webhooks import (
    Kind,
    add_webhook,
    end_webhook,
    is_allowed,
    list_webhooks,
    send_again,
)
from matching.privacy.erasure import erase_person

ABOUT_RULES = True  # the courier's round is the way to try them
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def key(purpose: str) -> bytes:
    return hashlib.sha256(purpose.encode()).digest()


class Post:
    """A courier whose clock stands until it is told, and the address that it goes to."""

    def __init__(self, store, event, receiver: Receiver) -> None:
        self.store, self.event, self.receiver = store, event, receiver
        self.at = NOW

    def courier(self, seconds: float = 5.0) -> Courier:
        return Courier(self.store, key, clock=lambda: self.at, seconds=seconds)

    def go(self, after: timedelta = timedelta(), **options: float) -> int:
        """One round of a courier of a process that was just started, so much later, and ends."""
        self.at += after
        courier = self.courier(**options)
        try:
            return courier.go_round()
        finally:
            courier._lead.release()

    def tell(self, *kinds: Kind, url: str = "", now: datetime = NOW) -> UUID:
        return add_webhook(
            self.store,
            self.event,
            url=url or self.receiver.url,
            kinds=kinds or tuple(Kind),
            actor="cli",
            now=now,
        )

    def state(self):
        (webhook,) = list_webhooks(self.store, self.event)
        return webhook

    def ids(self) -> list[str]:
        return [one.id for one in self.receiver.received]


@pytest.fixture
def mail(store, event) -> Iterator[Post]:
    with Receiver() as receiver:
        yield Post(store, event, receiver)


# What is told


def test_nobody_is_told_anything_until_an_address_is_named(mail, store, event, anna):
    show_badge(store, event, anna.code)

    assert mail.go(MINUTE) == 0
    assert rows(store, "SELECT * FROM webhook_message") == []


def test_an_admission_is_told_by_ids_and_a_time(mail, store, event, anna):
    mail.tell()
    show_badge(store, event, anna.code, at=MINUTE)

    assert mail.go(2 * MINUTE) == 1

    (told,) = mail.receiver.told()
    (scan_id,) = rows(store, "SELECT scan_id FROM scan")[0]
    assert told == {
        "type": "admission",
        "timestamp": "2026-11-23T17:02:00Z",
        "data": {
            "event": "evening",
            "id": str(scan_id),
            "attendee_id": str(anna.attendee_id),
            "person_id": str(anna.person_id),
            "kiosk": 1,
            "admitted_at": "2026-11-23T17:01:00Z",
        },
    }
    assert mail.receiver.received[0].path == "/hook?of=rozmowa"


def test_a_connection_is_told_without_words_names_or_contacts(mail, store, event, anna, bartek):
    mail.tell(Kind.CONNECTION)
    talk = connect(store, event, anna, bartek)

    assert mail.go(MINUTE) == 1

    told = mail.receiver.told()[0]
    assert (told["type"], told["data"]["id"]) == ("connection", str(talk.conversation_id))
    assert set(told["data"]) == {"event", "id", "attendee_ids", "connected_at"}
    sent = str(mail.receiver.received)
    for hidden in (ANNA_LEARNED, BARTEK_LEARNED, "Nowak", "example.org", anna.code):
        assert hidden not in sent


def test_only_what_was_asked_for_is_told(mail, store, event, anna, bartek):
    mail.tell(Kind.ADMISSION)
    connect(store, event, anna, bartek)

    mail.go(MINUTE)

    assert {told["type"] for told in mail.receiver.told()} == {"admission"}


def test_what_happened_before_or_elsewhere_is_not_told(mail, store, event, anna):
    other = make_event(store, "other")
    show_badge(store, event, anna.code)
    mail.tell(now=NOW + MINUTE)
    mail.event = other
    mail.tell()

    assert mail.go(2 * MINUTE) == 0


def test_each_fact_is_told_once(mail, store, event, anna):
    mail.tell()
    show_badge(store, event, anna.code)
    mail.go(MINUTE)

    assert [mail.go(MINUTE), mail.go(HOUR)] == [0, 0]
    assert len(mail.receiver.received) == 1


def test_what_was_undone_before_it_was_sent_is_not_told(mail, store, event, anna, bartek):
    mail.tell()
    talk = connect(store, event, anna, bartek)
    outbox.queue_untold(store, now=NOW + MINUTE)
    withdraw_answer(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)
    undo_admission(store, event, anna.attendee_id, now=NOW + MINUTE)

    mail.go(MINUTE)

    told = mail.receiver.told()
    assert [one["data"].get("attendee_id") for one in told] == [str(bartek.attendee_id)]


def test_what_was_undone_after_it_was_told_is_told_too(mail, store, event, anna, bartek):
    mail.tell(Kind.CONNECTION)
    talk = connect(store, event, anna, bartek)
    mail.go(MINUTE)
    withdraw_answer(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)

    mail.go(MINUTE)

    told = mail.receiver.told()[1]
    id = str(talk.conversation_id)
    assert told["type"] == "connection_undone"
    assert told["data"] == {"event": "evening", "id": id}


def test_what_may_have_arrived_is_undone_too(mail, store, event, anna, bartek):
    """The address answered with an error, and may have kept the connection nevertheless."""
    mail.tell(Kind.CONNECTION)
    talk = connect(store, event, anna, bartek)
    mail.receiver.answers = [500]
    mail.go(MINUTE)
    withdraw_answer(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)

    mail.go(MINUTE)

    assert [one["type"] for one in mail.receiver.told()] == ["connection", "connection_undone"]


def test_a_connection_that_comes_about_again_is_told_again_once(mail, store, event, anna, bartek):
    mail.tell(Kind.CONNECTION)
    talk = connect(store, event, anna, bartek)
    mail.go(MINUTE)
    for _ in range(2):
        withdraw_answer(store, talk.conversation_id, author_id=anna.attendee_id, now=mail.at)
        mail.go(MINUTE)
        answer(store, talk, anna, ANNA_LEARNED, is_second_try=True)
        mail.go(MINUTE)
        mail.go(MINUTE)

    kinds = [one["type"] for one in mail.receiver.told()]
    assert kinds == ["connection", *["connection_undone", "connection"] * 2]
    assert len(set(mail.ids())) == len(kinds)


@pytest.mark.parametrize("was_tried", [True, False])
def test_a_connection_undone_before_it_was_taken_is_told_once_it_comes_about_again(
    mail, store, event, anna, bartek, was_tried
):
    mail.tell(Kind.CONNECTION)
    talk = connect(store, event, anna, bartek)
    mail.at += MINUTE
    outbox.queue_untold(store, now=mail.at)
    if was_tried:
        mail.receiver.answers = [500]
        mail.go()
    withdraw_answer(store, talk.conversation_id, author_id=anna.attendee_id, now=mail.at)
    mail.go(MINUTE)
    answer(store, talk, anna, ANNA_LEARNED, is_second_try=True)
    for _ in range(3):
        mail.go(MINUTE)

    kinds = [one["type"] for one in mail.receiver.told()]
    before = ["connection", "connection_undone"] if was_tried else []
    assert kinds == [*before, "connection"]


def test_when_somebody_is_erased_the_address_is_told_to_forget(mail, store, event, anna, bartek):
    mail.tell()
    connect(store, event, anna, bartek)
    mail.go(MINUTE)

    erase_person(store, anna.person_id, key=b"k" * 32, actor="self", now=mail.at)
    mail.go(MINUTE)

    undone = mail.receiver.told()[3:]
    assert sorted(one["type"] for one in undone) == ["admission_undone", "connection_undone"]
    told = {one["data"]["id"]: one for one in mail.receiver.told()[:3]}
    forgotten = {told[one["data"]["id"]]["data"].get("attendee_id") for one in undone}
    assert forgotten == {str(anna.attendee_id), None}
    assert str(anna.attendee_id) not in str(rows(store, "SELECT * FROM webhook_message"))


# The signature


def test_a_message_is_signed_as_standard_webhooks_describe_it(mail, store, event, anna):
    webhook_id = mail.tell()
    show_badge(store, event, anna.code)
    mail.go(MINUTE)

    (one,) = mail.receiver.received
    secret = base64.b64decode(secret_of(key, webhook_id).removeprefix("whsec_"))
    signed = f"{one.id}.{one.headers['webhook-timestamp']}.".encode() + one.body
    expected = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
    assert one.headers["webhook-signature"] == f"v1,{expected}"
    assert one.headers["webhook-timestamp"] == str(int((NOW + MINUTE).timestamp()))
    assert len(secret) == 32


def test_each_address_has_a_secret_of_its_own_that_is_kept_nowhere(mail, store):
    one, other = mail.tell(), mail.tell()

    assert secret_of(key, one) != secret_of(key, other)
    assert secret_of(key, one) not in str(rows(store, "SELECT * FROM webhook"))


# When it goes wrong


def closed_port() -> str:
    return f"http://127.0.0.1:{free_port()}/"


def test_an_address_that_is_down_is_told_later(mail, store, event, anna):
    url = closed_port()
    mail.tell(url=url)
    show_badge(store, event, anna.code)

    assert mail.go(MINUTE) == 0

    assert (mail.state().waiting, mail.state().failure) == (1, "connection")
    port = int(url.rstrip("/").rpartition(":")[2])
    with socket.create_server(("127.0.0.1", port)) as listening:
        listening.settimeout(5)
        assert mail.go(seconds=0.2) == 0  # not due yet: nobody knocks
        assert mail.go(MINUTE, seconds=0.2) == 0  # a minute later somebody does
        listening.accept()[0].close()
    assert mail.state().failure == "timeout"


@pytest.mark.parametrize("status", [503, 404])
def test_an_address_that_does_not_take_it_is_told_again_by_the_same_id(
    mail, store, event, anna, status
):
    mail.tell()
    show_badge(store, event, anna.code)
    mail.receiver.answers = [status, status]

    assert [mail.go(MINUTE), mail.go(MINUTE), mail.go(MINUTE)] == [0, 0, 1]

    assert len(set(mail.ids())) == 1
    assert len(mail.ids()) == 3
    assert len({one.body for one in mail.receiver.received}) == 1
    assert (mail.state().delivered, mail.state().failure) == (1, "")


def test_a_redirect_is_not_followed(mail, store, event, anna):
    mail.tell()
    show_badge(store, event, anna.code)
    with Receiver() as elsewhere:
        mail.receiver.answers, mail.receiver.headers = [307], {"Location": elsewhere.url}
        assert mail.go(MINUTE) == 0
        assert elsewhere.received == []
    assert mail.state().failure == "status_307"


def test_an_address_that_never_answers_holds_nobody_up_for_long(mail, store, event, anna):
    mail.tell()
    show_badge(store, event, anna.code)
    mail.receiver.hold.set()

    assert mail.go(MINUTE, seconds=0.2) == 0

    assert mail.state().failure == "timeout"


def test_an_address_that_answers_letter_by_letter_is_hung_up_on():
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection = listening.accept()[0]
            with connection:
                for letter in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1000:
                    try:
                        connection.send(bytes([letter]))
                    except OSError:
                        return
                    time.sleep(0.02)

        slow = threading.Thread(target=drip)
        slow.start()
        began = time.monotonic()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        with pytest.raises(TimeoutError):
            post(url, b"{}", {}, seconds=0.3)
        assert time.monotonic() - began < 5
        slow.join()


def test_one_address_that_is_down_keeps_no_other_waiting(mail, store, event, anna, bartek):
    mail.tell(url=closed_port())
    mail.tell()
    for person in (anna, bartek):
        show_badge(store, event, person.code)

    assert mail.go(MINUTE) == 2

    down = next(one for one in list_webhooks(store, event) if one.waiting)
    assert (down.waiting, down.delivered) == (2, 0)


def test_one_message_that_is_not_taken_holds_up_no_other(mail, store, event, anna, bartek):
    mail.tell()
    for person in (anna, bartek):
        show_badge(store, event, person.code)
    mail.receiver.answers = [500]
    mail.go(MINUTE)

    mail.go(timedelta(seconds=6.3))  # the address has rested, the message waits a little longer
    mail.go(MINUTE)

    assert mail.state().delivered == 2


def test_a_server_killed_after_sending_sends_it_again_by_the_same_id(
    mail, store, event, anna, monkeypatch
):
    mail.tell()
    show_badge(store, event, anna.code)

    def die(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "note_delivered", die)
        with pytest.raises(KeyboardInterrupt):
            mail.go(MINUTE)

    assert mail.go(MINUTE) == 1
    assert len(mail.ids()) == 2
    assert len(set(mail.ids())) == 1


def test_after_24_hours_it_is_given_up_shown_and_can_be_sent_again(mail, store, event, anna):
    webhook_id = mail.tell()
    show_badge(store, event, anna.code)
    mail.receiver.answers = [500] * 100
    mail.go(MINUTE)
    for _ in range(26):
        mail.go(2 * HOUR)
    assert (mail.state().dead, mail.state().waiting) == (1, 0)
    tried = len(mail.ids())
    mail.receiver.answers = []
    assert mail.go(HOUR) == 0

    assert send_again(store, webhook_id, actor="cli", now=mail.at) == 1

    assert mail.go() == 1
    assert len(mail.ids()) == tried + 1
    assert (mail.state().dead, mail.state().delivered) == (0, 1)


def test_waits_grow_to_an_hour_and_are_never_the_same():
    waits = [outbox.wait_after(failures).total_seconds() for failures in range(30)]

    assert 3.7 <= waits[0] <= 6.3
    assert all(wait <= 3600 * 1.25 for wait in waits)
    assert min(waits[12:]) >= 3600 * 0.75
    assert len({outbox.wait_after(3) for _ in range(20)}) > 10


def test_an_address_that_says_it_is_gone_is_told_nothing_any_more(mail, store, event, anna, bartek):
    mail.tell()
    mail.receiver.answers = [410]
    show_badge(store, event, anna.code)
    mail.go(MINUTE)
    show_badge(store, event, bartek.code, at=MINUTE)

    mail.go(HOUR)

    assert len(mail.ids()) == 1
    assert mail.state().end_reason == "gone"


def test_when_the_event_is_gone_its_addresses_are_told_nothing_any_more(mail, store, event):
    mail.tell()
    Evening(store, event, None, None, None).insert("DELETE FROM event")

    mail.go(MINUTE)

    assert rows(store, "SELECT end_reason FROM webhook") == [("event_gone",)]


def test_an_address_that_was_removed_is_told_nothing_any_more(mail, store, event, anna):
    webhook_id = mail.tell()
    assert end_webhook(store, webhook_id, reason="removed", actor="cli", now=NOW)
    show_badge(store, event, anna.code)

    assert mail.go(MINUTE) == 0
    assert not end_webhook(store, webhook_id, reason="removed", actor="cli", now=NOW)


def test_old_messages_are_forgotten_and_not_told_again(mail, store, event, anna):
    webhook_id = mail.tell()
    show_badge(store, event, anna.code)
    mail.go(MINUTE)
    end_webhook(store, webhook_id, reason="removed", actor="cli", now=mail.at)

    outbox.forget_old_messages(store, now=NOW + timedelta(days=31))

    assert rows(store, "SELECT * FROM webhook_message") == []
    assert mail.go(timedelta(days=31)) == 0


def test_an_address_is_told_to_forget_whoever_goes_months_after_the_event(mail, store, event, anna):
    mail.tell()
    show_badge(store, event, anna.code)
    mail.go(MINUTE)
    mail.at += timedelta(days=90)
    outbox.forget_old_messages(store, now=mail.at)
    assert mail.go() == 0

    erase_person(store, anna.person_id, key=b"k" * 32, actor="self", now=mail.at)
    outbox.forget_old_messages(store, now=mail.at)  # a server that starts does this first
    mail.go(MINUTE)

    assert [one["type"] for one in mail.receiver.told()] == ["admission", "admission_undone"]
    outbox.forget_old_messages(store, now=mail.at + timedelta(days=31))
    assert rows(store, "SELECT * FROM webhook_message") == []


def test_an_address_that_nobody_vouches_for_is_told_nothing(mail, store, event, anna, tmp_path):
    certificate = make_certificate(tmp_path, ["localhost"], now=datetime.now(UTC))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate, certificate.key)
    with Receiver(tls=context) as receiver:
        mail.tell(url=receiver.url.replace("127.0.0.1", "localhost"))
        show_badge(store, event, anna.code)

        assert mail.go(MINUTE) == 0

        assert receiver.received == []
    assert mail.state().failure == "tls"


# Which addresses


def test_messages_go_out_encrypted_or_not_at_all():
    for url in (
        "https://example.org/hook",
        "https://example.org:8443/hook?key=1",
        "http://127.0.0.1:9000/",
        "http://localhost/hook",
        "http://[::1]:9000/",
    ):
        assert is_allowed(url), url


def test_an_address_that_cannot_be_meant_is_refused_and_not_kept(store, event):
    for url in (
        "",
        "example.org",
        "http://example.org/",
        "http://127.0.0.1.example.org/",
        "http://192.168.1.7/",
        "http://2130706433/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "https://user:secret@example.org/",
        "https://example.org:port/",
        "https://example.org/a b",
        "https://example.org/\r\nX: y",
        "https://żółw.example/",
        "https://example.org/" + "x" * 500,
        "https://[::1/",
    ):
        with pytest.raises(WebhookAddressError):
            add_webhook(store, event, url=url, kinds=[Kind.ADMISSION], actor="cli", now=NOW)
    assert rows(store, "SELECT * FROM webhook") == []


def test_an_address_that_is_told_nothing_is_refused(store, event):
    with pytest.raises(WebhookKindError):
        add_webhook(store, event, url="https://example.org/", kinds=[], actor="cli", now=NOW)


def test_that_an_address_was_named_and_removed_is_on_record(mail, store, event):
    webhook_id = mail.tell()
    end_webhook(store, webhook_id, reason="removed", actor="staff:1", now=NOW + MINUTE)

    found = rows(store, "SELECT act, actor, subject_id FROM audit ORDER BY noted_at_utc")
    assert found == [
        ("webhook_added", "cli", webhook_id),
        ("webhook_ended", "staff:1", webhook_id),
    ]


def test_a_secret_of_another_server_is_another_one():
    webhook_id = uuid4()

    assert secret_of(lambda p: key(p + "x"), webhook_id) != secret_of(key, webhook_id)
