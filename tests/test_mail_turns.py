"""Of several processes one hands in mails; another one follows, and no mail comes twice."""

import threading
import time

import pytest
from cast import NOW, invite, make_event, rows
from mail_server import settings_with_mail

from kiosk.mail.sender import Sender, send_all
from matching.mailing.delivering import Delivery, Done, Outcome
from matching.mailing.nouns import MailKind, MailState
from matching.mailing.outbox import resolve, start_mailing
from matching.mailing.senders import Turn, trouble_of, wake
from matching.store import Store

pytest_plugins = ["mail_fixtures", "shared_store"]

SENT = Outcome(MailState.SENT)


def wait_until(is_done) -> None:
    """The server notices a closed connection a moment later."""
    until = time.monotonic() + 60
    while not is_done():
        assert time.monotonic() < until
        time.sleep(0.01)


def states(store) -> list[str]:
    return [state for (state,) in rows(store, "SELECT state FROM mail ORDER BY 1")]


class Process:
    """What a server process has of its own: its turn, and its way through the outbox."""

    def __init__(self, store) -> None:
        self.turn = Turn(store, lambda: NOW)
        self.delivery = Delivery(store, lambda: NOW)

    def claim(self):
        assert self.turn.take()
        assert self.delivery.has_due()
        return self.delivery.claim()


@pytest.fixture
def post(shared, asked_each_time):
    event = make_event(shared)
    for place in range(2):
        invite(shared, event, f"Gość {place}", email=f"g{place}@example.org", language="pl")
    start_mailing(shared, event, MailKind.INVITATION, with_links=True, actor="cli", now=NOW)
    made = [Process(shared) for _ in range(3)]
    yield shared, *made
    for process in made:
        process.turn.end()


def test_only_one_process_hands_in_until_it_ends(post):
    _, first, second, _ = post

    assert [first.turn.take(), second.turn.take(), first.turn.take()] == [True, False, True]
    first.turn.end()
    wait_until(second.turn.take)
    assert not first.turn.take()


def test_what_a_dead_process_had_in_hand_is_uncertain_and_never_sent_by_itself(post):
    store, first, second, _ = post
    first.claim()
    first.turn.end()  # as the system closes the connections of who is killed

    wait_until(second.turn.take)
    assert states(store) == ["queued", "uncertain"]


def test_what_a_living_process_has_in_hand_is_left_to_it(post):
    store, first, second, third = post
    claimed = first.claim()
    first.turn._lead.release()  # only this one of its connections broke

    wait_until(second.turn.take)
    assert states(store) == ["queued", "sending"]
    second.turn.end()
    wait_until(third.turn.take)  # nor does the one after the next touch it
    assert states(store) == ["queued", "sending"]

    first.delivery.settle(Done(claimed, SENT))
    first.turn.put_down()
    assert third.turn.take()
    assert states(store) == ["queued", "sent"]


def test_whoever_was_only_cut_off_still_says_what_became_of_its_mail(post):
    store, first, second, _ = post
    claimed = first.claim()
    first.turn.end()
    wait_until(second.turn.take)
    assert states(store) == ["queued", "uncertain"]

    first.delivery.settle(Done(claimed, SENT))
    assert states(store) == ["queued", "sent"]


def test_once_somebody_wants_it_sent_again_the_late_word_counts_no_more(post):
    store, first, second, _ = post
    claimed = first.claim()
    first.turn.end()
    wait_until(second.turn.take)
    resolve(store, claimed.mail.mail_id, has_arrived=False, actor="staff:test", now=NOW)
    first.delivery.settle(Done(claimed, SENT))
    assert states(store) == ["queued", "queued"]


def test_two_processes_never_claim_the_same_mail(post):
    _, first, second, _ = post
    assert first.delivery.has_due()
    assert second.delivery.has_due()

    claims = [one.delivery.claim() for one in (first, second, first, second)]
    ids = [claimed.mail.mail_id for claimed in claims if claimed]
    assert len(ids) == len(set(ids)) >= 1


def test_every_process_says_why_mails_wait_and_any_can_have_them_looked_for(post):
    store, first, *_ = post
    first.turn.take()
    first.turn.tell("busy")

    assert trouble_of(store) == "busy"
    assert not first.turn.is_woken()
    wake(store, now=NOW.replace(year=NOW.year + 1))
    assert [first.turn.is_woken(), first.turn.is_woken()] == [True, False]


def test_a_mailing_goes_on_in_another_process_and_everybody_gets_one_mail(
    shared,
    asked_each_time,
    mail_server,
    tmp_path,
):
    event = make_event(shared)
    people = 24
    for place in range(people):
        invite(shared, event, f"Gość {place}", email=f"g{place}@example.org", language="pl")
    settings = settings_with_mail(tmp_path, mail_server)
    start_mailing(shared, event, MailKind.INVITATION, with_links=True, actor="cli", now=NOW)
    stores = [Store.open(shared.engine.address) for _ in range(2)]
    senders = [Sender(store, settings, settings.mail) for store in stores]
    for sender in senders:
        sender.start()
    for number in (6, 13):
        wait_until(lambda number=number: len(mail_server.received) >= number)
        end_leads(shared)
    wait_until(lambda: len(mail_server.received) >= people)
    for sender in senders:
        sender.stop()
    for store in stores:
        store.close()

    assert sorted(mail_server.to) == sorted(f"g{place}@example.org" for place in range(people))
    assert set(states(shared)) == {"sent"}


def end_leads(store) -> None:
    """The connections by which a process leads break; the others stay."""
    with store.engine.open_statements() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks"
            " WHERE locktype = 'advisory' AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database())"
        ).fetchall()


def test_the_command_line_leaves_the_mails_to_a_server_that_hands_them_in(
    shared, asked_each_time, mail_server, tmp_path
):
    event = make_event(shared)
    invite(shared, event, "Anna Nowak", email="anna@example.org", language="pl")
    settings = settings_with_mail(tmp_path, mail_server)
    server = Sender(shared, settings, settings.mail)
    server.go_round()  # it has the turn now
    start_mailing(shared, event, MailKind.INVITATION, with_links=True, actor="cli", now=NOW)
    own = Store.open(shared.engine.address)
    told = []
    run = threading.Thread(
        target=lambda: send_all(own, settings, tell=lambda *counts: told.append(counts))
    )
    run.start()
    time.sleep(0.3)
    assert mail_server.to == []
    server.start()
    run.join(60)
    server.stop()
    own.close()

    assert not run.is_alive()
    assert (mail_server.to, told) == (["anna@example.org"], [])
