"""Going back to an older copy of the database writes to nobody twice."""

from uuid import uuid4

import pytest
from cast import NOW, invite, rows

from matching.consents import Decision, decide
from matching.mailing.delivering import Delivery, Done, Outcome, interrupted
from matching.mailing.nouns import MailKind, MailState
from matching.mailing.outbox import mailings_of, start_mailing
from matching.mailing.refusals import Refusal, RefusalKind, refuse
from matching.mailing.restoring import keep_mails, mails_before
from matching.model import ConsentKind
from matching.store import Store

SENT = Outcome(MailState.SENT)


@pytest.fixture
def copied(store, tmp_path):
    """An older copy of the store, made the first time it is asked for."""
    opened = []

    def copy() -> Store:
        if not opened:
            store.backup(tmp_path / "copy.duckdb")
            opened.append(Store.open(tmp_path / "copy.duckdb"))
        return opened[0]

    yield copy
    for one in opened:
        one.close()


def start(store, event) -> int:
    kind = MailKind.INVITATION
    return start_mailing(store, event, kind, with_links=True, actor="staff:test", now=NOW)


def send(store, *, wanted: int = 100) -> list[str]:
    delivery, names = Delivery(store, lambda: NOW), []
    while len(names) < wanted and delivery.has_due():
        if claimed := delivery.claim():
            names.append(claimed.content.recipient.name)
            delivery.settle(Done(claimed, SENT))
    return names


def states(store) -> dict[str, str]:
    return dict(rows(store, "SELECT name, state FROM mail JOIN person USING (person_id)"))


def test_who_was_written_to_after_the_copy_was_made_gets_no_second_mail(
    store, event, anna, bartek, celina, copied
):
    older = copied()
    start(store, event)
    assert len(send(store)) == 3

    assert keep_mails(older, mails_before(store), now=NOW) == 0

    assert set(states(older).values()) == {"sent"}
    assert mailings_of(older, event)[MailKind.INVITATION].filled_at_utc is not None
    assert start(older, event) == 0
    assert send(older) == []


def test_what_still_waits_goes_on_from_where_it_stood(store, event, anna, bartek, celina, copied):
    start(store, event)
    older = copied()
    [first] = send(store, wanted=1)

    assert keep_mails(older, mails_before(store), now=NOW) == 0

    assert sorted([first, *send(older)]) == ["Anna Nowak", "Bartek Wójcik", "Celina O'Connor"]


def test_a_mail_that_was_being_sent_is_uncertain_afterwards(store, event, anna, copied):
    older = copied()
    start(store, event)
    delivery = Delivery(store, lambda: NOW)
    assert delivery.has_due()
    assert delivery.claim() is not None

    keep_mails(older, mails_before(store), now=NOW)

    assert interrupted(older, now=NOW) == 1
    assert states(older) == {"Anna Nowak": "uncertain"}
    assert send(older) == []


def test_without_a_readable_database_what_waited_in_the_copy_is_uncertain(
    store, event, anna, bartek, copied
):
    start(store, event)
    send(store, wanted=1)
    older = copied()

    assert keep_mails(older, None, now=NOW) == 1

    assert sorted(states(older).values()) == ["sent", "uncertain"]


def test_who_unsubscribed_after_the_copy_was_made_stays_so(store, event, anna, copied):
    yes = Decision(uuid4(), anna.person_id, ConsentKind.MAIL, True, "pl")
    decide(store, yes, source="page", now=NOW)
    older = copied()
    refuse(store, Refusal(uuid4(), anna.person_id, RefusalKind.ALL, True, "mail"), now=NOW)

    keep_mails(older, mails_before(store), now=NOW)

    assert start(older, event) == 0


def test_mails_of_people_whom_the_copy_does_not_know_are_left_out(store, event, anna, copied):
    older = copied()
    invite(store, event, "Dorota Późna", email="dorota@example.org")
    start(store, event)
    send(store)

    keep_mails(older, mails_before(store), now=NOW)

    assert states(older) == {"Anna Nowak": "sent"}
    assert len(rows(older, "SELECT * FROM mail")) == 1


def test_putting_back_twice_changes_nothing(store, event, anna, bartek, copied):
    older = copied()
    start(store, event)
    send(store, wanted=1)

    for _ in range(2):
        keep_mails(older, mails_before(store), now=NOW)

    assert sorted(states(older).values()) == ["queued", "sent"]
