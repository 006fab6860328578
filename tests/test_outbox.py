"""The outbox: everybody is written to once, and what changed while a mail waited counts."""
# ruff: noqa: S608  # the tests' own ids only

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, invite, listed, rows
from racing import together
from rights_world import KEY
from talks import connect, everything

from matching.answers import withdraw_answer
from matching.consents import Decision, decide
from matching.errors import UnknownMailError
from matching.mailing.delivering import (
    MOST_ATTEMPTS,
    Delivery,
    Done,
    Outcome,
    interrupted,
    restored,
    wait_after,
    waiting,
)
from matching.mailing.nouns import MailKind, MailState, mail_id_of
from matching.mailing.outbox import (
    cancel_mailing,
    fill_due_mailings,
    list_mails,
    mailings_of,
    pause_mailing,
    queue_link,
    resolve,
    resume_mailing,
    send_again,
    start_mailing,
)
from matching.mailing.refusals import Refusal, RefusalKind, refuse
from matching.merging_people import merge_people
from matching.model import ConsentKind
from matching.people import set_blocked
from matching.privacy import erase_person
from matching.store import Store

STAFF = "staff:test"
HOUR = timedelta(hours=1)
SENT, LOST = Outcome(MailState.SENT), Outcome(MailState.QUEUED, "connection")


class Post:
    """Short words for the outbox, with a clock that is set by hand."""

    def __init__(self, store, event) -> None:
        self.store, self.event, self.now = store, event, NOW
        self.delivery = self.sender()

    def sender(self) -> Delivery:
        return Delivery(self.store, lambda: self.now)

    def start(self, kind=MailKind.INVITATION, **options) -> int:
        told = {"with_links": True, "actor": STAFF, "now": self.now} | options
        return start_mailing(self.store, self.event, kind, **told)

    def say(self, act, *values, **options) -> object:
        return act(self.store, self.event, *values, actor=STAFF, now=self.now, **options)

    def claim(self, done=None, delivery=None):
        delivery = delivery or self.delivery
        while delivery.has_due():
            if claimed := delivery.claim(done):
                return claimed
            done = None  # it is written down; those that were seen may be sent no more
        return None

    def send_all(self, outcome=SENT) -> list[str]:
        names = []
        while self.delivery.has_due():
            if claimed := self.delivery.claim():
                names.append(claimed.content.recipient.name)
                self.delivery.settle(Done(claimed, outcome))
        return names

    @property
    def states(self) -> dict[str, str]:
        sql = "SELECT name, state FROM mail JOIN person USING (person_id) ORDER BY name, place"
        return dict(rows(self.store, sql))

    def failed(self, outcome=None):
        """A mail that is claimed and settled so."""
        claimed = self.claim()
        self.delivery.settle(Done(claimed, outcome or Outcome(MailState.FAILED, "550 5.1.1")))
        return claimed.mail.mail_id


@pytest.fixture
def post(store, event, anna, bartek, celina) -> Post:
    return Post(store, event)


def agree(store, person, is_given=True) -> None:
    decision = Decision(uuid4(), person.person_id, ConsentKind.MAIL, is_given, "pl")
    decide(store, decision, source="page", now=NOW if is_given else NOW + HOUR)


def want_none(store, person) -> None:
    assert refuse(store, Refusal(uuid4(), person.person_id, RefusalKind.ALL, True, "mail"), now=NOW)


def set_email(store, person, email: str) -> None:
    def change(cursor) -> None:
        sql = "UPDATE person SET email = $1, email_key = $1 WHERE person_id = $2"
        cursor._cursor.execute(sql, [email, person.person_id]).fetchall()

    store.write(change)


def acts(store) -> list[str]:
    return [act for (act,) in rows(store, "SELECT act FROM audit ORDER BY noted_at_utc, act")]


# What the organiser sets going


def test_everybody_gets_one_mail_and_a_second_click_does_nothing(post):
    assert post.start() == 3
    assert post.start() == 0

    assert sorted(post.send_all()) == ["Anna Nowak", "Bartek Wójcik", "Celina O'Connor"]
    assert len(rows(post.store, "SELECT 1 FROM mail")) == 3
    assert set(post.states.values()) == {"sent"}
    assert post.start() == 0


def test_two_clicks_at_the_same_moment_queue_each_mail_once(post):
    assert sorted(together([post.start] * 8)) == [0] * 7 + [3]
    assert len(rows(post.store, "SELECT 1 FROM mail")) == 3


def test_started_again_it_writes_to_those_who_came_onto_the_list_since(post, store, event):
    post.start()
    post.send_all()
    invite(store, event, "Dorota Późna", email="dorota@example.org")

    assert post.start() == 1
    assert post.send_all() == ["Dorota Późna"]


def test_whose_mail_was_dropped_gets_it_once_they_want_it_again(post, store, anna):
    post.start()
    want_none(store, anna)
    post.send_all()
    assert post.states["Anna Nowak"] == "dropped"
    assert post.start() == 0

    back = Refusal(uuid4(), anna.person_id, RefusalKind.ALL, False, "page")
    refuse(store, back, now=NOW)

    assert post.start() == 1
    assert post.send_all() == ["Anna Nowak"]


def test_a_mailing_for_later_queues_its_mails_when_its_time_has_come(post):
    assert post.start(begins_at=NOW + HOUR) == 0
    assert fill_due_mailings(post.store, now=NOW) == 0
    assert mailings_of(post.store, post.event)[MailKind.INVITATION].filled_at_utc is None

    assert fill_due_mailings(post.store, now=NOW + HOUR) == 3
    assert fill_due_mailings(post.store, now=NOW + HOUR) == 0
    assert mailings_of(post.store, post.event)[MailKind.INVITATION].filled_at_utc == NOW + HOUR


def test_two_servers_would_fill_it_once(post):
    post.start(begins_at=NOW + HOUR)

    filled = together([lambda: fill_due_mailings(post.store, now=NOW + HOUR)] * 4)

    assert sorted(filled) == [0, 0, 0, 3]


def test_a_mailing_for_later_can_be_cancelled_and_one_that_began_cannot(post):
    post.start(begins_at=NOW + HOUR)
    post.say(cancel_mailing, MailKind.INVITATION)
    assert fill_due_mailings(post.store, now=NOW + HOUR) == 0
    assert mailings_of(post.store, post.event) == {}

    post.start()
    before = everything(post.store)
    post.say(cancel_mailing, MailKind.INVITATION)
    assert everything(post.store) == before


def test_how_it_stands_is_told_by_state(post, anna):
    post.start()
    post.failed()
    assert post.say(queue_link, anna.attendee_id)

    standing = mailings_of(post.store, post.event)

    invitations = standing[MailKind.INVITATION]
    assert sum(invitations.counts.values()) == 3
    assert invitations.counts[MailState.QUEUED] == 2
    assert invitations.counts[MailState.FAILED] == 1
    assert invitations.counts[MailState.UNCERTAIN] == 0
    assert standing[MailKind.LINK].counts[MailState.QUEUED] == 1


def test_the_log_says_who_did_it_and_names_nobody(post, store):
    post.start()
    post.say(pause_mailing, MailKind.INVITATION)
    post.say(pause_mailing, MailKind.INVITATION)
    post.say(resume_mailing, MailKind.INVITATION)
    post.say(resume_mailing, MailKind.INVITATION)

    told = rows(store, "SELECT act, actor, detail FROM audit")
    assert sorted(told) == [
        ("mailing_paused", STAFF, "invitation"),
        ("mailing_resumed", STAFF, "invitation"),
        ("mailing_started", STAFF, "invitation"),
    ]


# Pause


def test_a_pause_keeps_the_next_mail_from_being_claimed_and_the_current_one_ends_well(post):
    post.start()
    first = post.claim()
    post.say(pause_mailing, MailKind.INVITATION)

    assert post.delivery.claim(Done(first, SENT)) is None
    assert post.claim() is None
    assert sorted(post.states.values()) == ["queued", "queued", "sent"]
    assert waiting(post.store).mails == 0

    post.say(resume_mailing, MailKind.INVITATION)
    assert len(post.send_all()) == 2


def test_a_pause_of_one_mailing_lets_the_others_go(post, anna):
    post.start()
    post.say(pause_mailing, MailKind.INVITATION)
    post.say(queue_link, anna.attendee_id)

    assert post.send_all() == ["Anna Nowak"]


def test_started_again_a_paused_mailing_stays_paused(post):
    post.start()
    post.say(pause_mailing, MailKind.INVITATION)
    post.start()

    assert post.claim() is None


# What changed while it waited


@pytest.mark.parametrize("moment", ["before", "between"])
@pytest.mark.parametrize("what", ["refused", "blocked", "no address", "cancelled"])
def test_whoever_must_not_be_written_to_any_more_is_not(post, store, anna, what, moment):
    post.start()
    if moment == "between":
        assert post.delivery.has_due()
    if what == "refused":
        want_none(store, anna)
    elif what == "blocked":
        set_blocked(store, anna.person_id, is_blocked=True, now=NOW)
    elif what == "no address":
        set_email(store, anna, "")
    else:
        store.write(
            lambda change: change._cursor.execute(
                "UPDATE attendee SET status = 'cancelled' WHERE attendee_id = $1",
                [anna.attendee_id],
            ).fetchall()
        )

    assert set(post.send_all()) == {"Bartek Wójcik", "Celina O'Connor"}
    assert post.states["Anna Nowak"] == "dropped"


@pytest.mark.parametrize("is_between", [False, True])
def test_a_consent_taken_back_reaches_a_mail_that_waits(
    post, store, event, anna, bartek, is_between
):
    connect(store, event, anna, bartek)
    for person in (anna, bartek):
        agree(store, person)
    assert post.start(MailKind.MATCHES) == 2
    if is_between:
        post.delivery.has_due()
    agree(store, anna, is_given=False)

    assert post.send_all() == ["Bartek Wójcik"]
    assert post.states["Anna Nowak"] == "dropped"


@pytest.mark.parametrize("is_between", [False, True])
def test_a_sentence_withdrawn_while_the_mail_waits_is_not_in_it(
    post, store, event, anna, bartek, is_between
):
    talk = connect(store, event, anna, bartek)
    agree(store, anna)
    post.start(MailKind.MATCHES)
    if is_between:
        post.delivery.has_due()
    withdraw_answer(store, talk.conversation_id, author_id=bartek.attendee_id, now=NOW)

    claimed = post.claim()

    assert claimed is None or claimed.content.met == ()


def test_it_goes_to_the_address_on_file_when_it_is_sent(post, store, anna):
    post.start()
    post.delivery.has_due()
    set_email(store, anna, "anna.nowak@example.com")

    addresses = set()
    while claimed := post.claim():
        addresses.add(claimed.content.recipient.email)
    assert "anna.nowak@example.com" in addresses
    assert "anna@example.org" not in addresses


def test_whoever_is_erased_while_their_mail_waits_is_not_written_to(post, store, anna):
    post.start()
    post.delivery.has_due()
    erase_person(store, anna.person_id, key=KEY, actor="self", now=NOW)

    assert set(post.send_all()) == {"Bartek Wójcik", "Celina O'Connor"}
    assert len(rows(store, "SELECT 1 FROM mail")) == 2


@pytest.mark.parametrize("outcome", [SENT, LOST, Outcome(MailState.UNCERTAIN, "no_answer")])
def test_of_somebody_erased_while_their_mail_was_being_sent_nothing_is_left(post, store, outcome):
    post.start()
    claimed = post.claim()
    erase_person(store, claimed.mail.person_id, key=KEY, actor="self", now=NOW)

    post.delivery.settle(Done(claimed, outcome))

    found = rows(store, "SELECT mail_id FROM mail WHERE state <> 'queued'")
    assert found == []
    assert len(rows(store, "SELECT 1 FROM mail")) == 2


# Claims


def test_a_claim_is_kept_before_anything_is_said_to_a_server(post):
    post.start()
    claimed = post.claim()

    found = rows(post.store, "SELECT mail_id, attempts FROM mail WHERE state = 'sending'")
    assert found == [(claimed.mail.mail_id, 1)]
    assert (claimed.mail.state, claimed.mail.attempts) == (MailState.SENDING, 1)


def test_two_senders_never_get_the_same_mail(post, store, event):
    for number in range(40):
        invite(store, event, f"Gość {number}", email=f"g{number}@example.org")
    post.start()

    def work() -> list[object]:
        delivery, ids = post.sender(), []
        while delivery.has_due():
            if claimed := delivery.claim():
                ids.append(claimed.mail.mail_id)
        return ids

    claimed = [one for found in together([work] * 4) for one in found]

    assert len(claimed) == len(set(claimed)) == 43


def test_a_settled_mail_and_the_next_claim_share_a_transaction(post):
    post.start()
    first = post.claim()
    writes = []
    post.store.tell_seconds = writes.append

    second = post.claim(Done(first, SENT))

    assert len(writes) == 1
    assert sorted(post.states.values()) == ["queued", "sending", "sent"]
    assert second.mail.mail_id != first.mail.mail_id


def test_settled_twice_counts_once(post):
    post.start()
    first = post.claim()
    post.delivery.settle(Done(first, SENT))
    post.delivery.settle(Done(first, LOST))

    assert sorted(post.states.values()) == ["queued", "queued", "sent"]


def test_a_message_id_follows_from_the_mail(post, anna):
    post.start()

    ids = {one.mail_id for one in list_mails(post.store, post.event, [MailState.QUEUED])}

    expected = mail_id_of(post.event.event_id, anna.person_id, MailKind.INVITATION)
    assert expected in ids
    assert len(ids) == 3


# Tried again


def test_a_mail_that_was_not_taken_comes_again_later_and_later(post):
    post.start()
    waits = []
    for _ in range(10):
        claimed = post.claim()
        mail_id = claimed.mail.mail_id
        post.delivery.settle(Done(claimed, LOST))
        sql = f"SELECT next_at_utc, failure FROM mail WHERE mail_id = '{mail_id}'"
        [(next_at, failure)] = rows(post.store, sql)
        waits.append(next_at - post.now.replace(tzinfo=None))
        assert failure == "connection"
        post.store.write(
            lambda change, one=mail_id: change._cursor.execute(
                "DELETE FROM mail WHERE mail_id <> $1", [one]
            ).fetchall()
        )
        assert post.claim() is None
        post.now += waits[-1]
    minutes = [wait / timedelta(minutes=1) for wait in waits]
    for place, minute in enumerate(minutes):
        usual = min(60, 2**place)
        assert 0.74 * usual <= minute <= 1.26 * usual


def test_it_is_given_up_after_about_a_day(post):
    waits = [wait_after(attempts) for attempts in range(1, MOST_ATTEMPTS)]
    assert timedelta(hours=17) < sum(waits, timedelta()) < timedelta(hours=31)

    post.start()
    for _ in range(MOST_ATTEMPTS * 3):
        claimed = post.claim()
        post.delivery.settle(Done(claimed, LOST))
        post.now += 2 * HOUR

    assert set(post.states.values()) == {"failed"}
    assert post.claim() is None


def test_an_attempt_that_was_not_the_mails_fault_does_not_count(post):
    post.start()
    for _ in range(MOST_ATTEMPTS + 5):
        claimed = post.claim()
        assert claimed.mail.attempts == 1
        refused = Outcome(MailState.QUEUED, "530 5.7.0", is_charged=False)
        post.delivery.settle(Done(claimed, refused))

    assert set(post.states.values()) == {"queued"}
    assert len(post.send_all()) == 3


# What a person decides


def test_what_was_being_sent_when_the_process_ended_is_uncertain_and_never_sent_by_itself(post):
    post.start()
    claimed = post.claim()

    assert interrupted(post.store, now=NOW) == 1
    assert interrupted(post.store, now=NOW) == 0

    post.now += timedelta(days=30)
    assert len(post.send_all()) == 2
    [uncertain] = list_mails(post.store, post.event, [MailState.UNCERTAIN])
    assert (uncertain.mail_id, uncertain.failure) == (claimed.mail.mail_id, "crash")
    assert post.start() == 0
    assert acts(post.store).count("mails_interrupted") == 1


@pytest.mark.parametrize("has_arrived", [True, False])
def test_an_uncertain_mail_is_decided_once(post, has_arrived):
    post.start()
    mail_id = post.failed(Outcome(MailState.UNCERTAIN, "no_answer"))
    decided = {"has_arrived": has_arrived, "actor": STAFF, "now": NOW}

    resolve(post.store, mail_id, **decided)
    with pytest.raises(UnknownMailError):
        resolve(post.store, mail_id, **decided)

    assert len(post.send_all()) == (2 if has_arrived else 3)
    assert set(post.states.values()) == {"sent"}


def test_two_people_who_decide_at_the_same_moment_send_it_once(post):
    post.start()
    mail_id = post.failed(Outcome(MailState.UNCERTAIN, "no_answer"))

    def again() -> None:
        resolve(post.store, mail_id, has_arrived=False, actor=STAFF, now=NOW)

    results = together([again] * 4)

    assert sum(isinstance(one, UnknownMailError) for one in results) == 3
    assert len(post.send_all()) == 3


def test_only_a_failed_mail_is_sent_again_and_begins_anew(post):
    post.start()
    mail_id = post.failed()
    send_again(post.store, mail_id, actor=STAFF, now=NOW)
    with pytest.raises(UnknownMailError):
        send_again(post.store, mail_id, actor=STAFF, now=NOW)
    with pytest.raises(UnknownMailError):
        resolve(post.store, mail_id, has_arrived=True, actor=STAFF, now=NOW)
    with pytest.raises(UnknownMailError):
        send_again(post.store, uuid4(), actor=STAFF, now=NOW)

    [found] = [
        one
        for one in list_mails(post.store, post.event, [MailState.QUEUED])
        if one.mail_id == mail_id
    ]
    assert (found.attempts, found.failure) == (0, "")
    assert len(post.send_all()) == 3


def test_sent_again_after_a_refusal_it_is_dropped(post, store):
    post.start()
    mail_id = post.failed()
    [(person_id,)] = rows(store, f"SELECT person_id FROM mail WHERE mail_id = '{mail_id}'")
    refuse(store, Refusal(uuid4(), person_id, RefusalKind.ALL, True, "page"), now=NOW)
    send_again(store, mail_id, actor=STAFF, now=NOW)

    assert len(post.send_all()) == 2
    assert sorted(post.states.values()) == ["dropped", "sent", "sent"]


# One's own link


def test_a_link_asked_for_again_and_again_is_sent_once_in_ten_minutes(post, anna):
    assert post.say(queue_link, anna.attendee_id)
    assert not post.say(queue_link, anna.attendee_id)
    assert post.send_all() == ["Anna Nowak"]
    assert not post.say(queue_link, anna.attendee_id)

    post.now += timedelta(minutes=11)

    assert post.say(queue_link, anna.attendee_id)
    assert post.send_all() == ["Anna Nowak"]
    assert len(set(rows(post.store, "SELECT mail_id FROM mail"))) == 2


def test_two_who_ask_at_the_same_moment_get_one_link(post, anna):
    asked = together([lambda: post.say(queue_link, anna.attendee_id)] * 6)

    assert sorted(asked) == [False] * 5 + [True]


def test_a_link_goes_before_a_mailing_and_to_whoever_refused_all_else(post, store, celina):
    post.start()
    want_none(store, celina)
    post.say(queue_link, celina.attendee_id)

    assert post.send_all()[0] == "Celina O'Connor"


def test_nobody_unknown_or_without_an_address_gets_a_link(post, store, event):
    nobody = invite(store, event, "Bez Adresu")
    before = everything(store)

    assert not post.say(queue_link, nobody.attendee_id)
    assert not post.say(queue_link, uuid4())
    assert everything(store) == before


# Two records of one person


def test_of_two_records_that_become_one_a_mail_that_was_sent_stays_sent(post, store, anna, bartek):
    post.start()
    ids = {}
    while claimed := post.claim():
        ids[claimed.mail.person_id] = claimed
    post.delivery.settle(Done(ids[bartek.person_id], SENT))
    post.delivery.settle(Done(ids[anna.person_id], LOST))

    ids_of = (anna.person_id, bartek.person_id)
    merge_people(store, post.event, *ids_of, actor=STAFF, now=NOW)

    sql = f"SELECT state, attendee_id FROM mail WHERE person_id = '{anna.person_id}'"
    assert rows(store, sql) == [("sent", anna.attendee_id)]
    assert len(rows(store, "SELECT 1 FROM mail")) == 2
    assert post.start() == 0


def test_a_mail_that_is_being_sent_while_records_become_one_is_settled(post, store, anna, bartek):
    post.start()
    claimed = {}
    while one := post.claim():
        claimed[one.mail.person_id] = one
    post.delivery.settle(Done(claimed[anna.person_id], Outcome(MailState.FAILED, "550")))
    merge_people(store, post.event, anna.person_id, bartek.person_id, actor=STAFF, now=NOW)

    post.delivery.settle(Done(claimed[bartek.person_id], SENT))

    sql = f"SELECT state FROM mail WHERE person_id = '{anna.person_id}'"
    assert rows(store, sql) == [("sent",)]


def test_a_refusal_of_either_record_stands_when_they_become_one(post, store, anna, bartek):
    want_none(store, bartek)
    refuse(store, Refusal(uuid4(), anna.person_id, RefusalKind.ALL, True, "page"), now=NOW)
    refuse(store, Refusal(uuid4(), anna.person_id, RefusalKind.ALL, False, "page"), now=NOW + HOUR)
    merge_people(store, post.event, anna.person_id, bartek.person_id, actor=STAFF, now=NOW)
    post.start()

    assert listed(store, post.event, anna.attendee_id)
    assert "Anna Nowak" not in post.send_all()


def test_the_store_counts_what_was_kept_and_nothing_else(store: Store):
    if store.is_shared:
        assert store.commits != store.commits  # others may have written since
        return
    before = store.commits
    store.read(lambda reader: reader.rows("events/list_events"))
    with pytest.raises(ZeroDivisionError):
        store.write(lambda change: 1 / 0)
    assert store.commits == before

    store.write(lambda change: None)
    assert store.commits == before + 1


def test_after_an_older_copy_was_restored_what_waited_in_it_is_uncertain(post):
    post.start()
    post.delivery.settle(Done(post.claim(), SENT))
    post.claim()

    assert restored(post.store, now=NOW) == 2
    assert sorted(post.states.values()) == ["sent", "uncertain", "uncertain"]
    assert post.send_all() == []


def test_mails_are_read_many_at_a_time_and_a_settled_one_does_not_undo_that(post, store, event):
    for number in range(60):
        invite(store, event, f"Gość {number}", email=f"g{number}@example.org")
    post.start()
    reads = []
    post.delivery._read = lambda read=post.delivery._read: reads.append(1) or read()

    assert len(post.send_all()) == 63
    assert len(reads) < 8
