"""The sample event: talks in every state, so that a newcomer sees the idea in a minute."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import cache

import pytest
from cast import NOW, rows
from talks import everything

from kiosk.sample import GUESTS, make_sample
from kiosk.sample_talks import TALKS, SampleSide, SampleTalk, load_evening
from matching.answer_check.check import check_answer
from matching.answer_check.verdicts import Verdict
from matching.answers import answer_about_me
from matching.chips import load_chips
from matching.contacts import ContactField, contacts_for
from matching.conversations import Conversation, State, conversations_of_person
from matching.desk import are_arrivals_dense, count_arrivals, list_attention
from matching.follow_ups import PromiseKind, promise_of
from matching.guest_lists.sheet import GuestListFile
from matching.guest_lists.understanding import read_guest_list
from matching.people import Listed, list_attendees
from matching.prompts import PromptKind, load_prompts
from matching.seeking import seeking_about_me
from matching.store import Store

EVENING = load_evening()
TEXT = TALKS.read_text("utf-8")
SIDES = [side for talk in EVENING.talks for side in talk.sides]
WRITTEN = [side for side in SIDES if side.words]
FREE_FOR_CHECK_IN = 35


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    """A store with nothing but the sample, made at NOW; no test changes it."""
    with Store.open() as opened:
        make_sample(opened, now=NOW)
        yield opened


def people(store: Store) -> list[Listed]:
    """Everybody on the sample's list."""
    return list_attendees(store, make_sample(store, now=NOW))


@pytest.fixture(scope="module")
def talks(sample: Store) -> list[tuple[Listed, Conversation]]:
    """Every conversation twice, as each of the two sees it."""
    return [
        (person, conversation)
        for person in people(sample)
        for conversation in conversations_of_person(sample, person.person_id, now=NOW)
    ]


@cache
def names_of() -> dict[str, str]:
    """Names by ticket, as the list writes them."""
    guests = read_guest_list(GuestListFile(GUESTS.name, GUESTS.read_bytes()), "utf-8").guests
    return {source.rpartition(":")[2]: guest.name for guest in guests for source in guest.sources}


def test_the_sample_has_talks_in_every_state(talks):
    states = Counter(conversation.state for _, conversation in talks)

    assert states[State.CONNECTED] == 2 * 6
    assert states[State.EXPIRED] == 2 * 2  # one of them was declined, which reads the same
    assert states[State.OPEN] == 2 * 5
    waiting = [
        conversation
        for _, conversation in talks
        if conversation.is_open and conversation.other.has_answered
    ]
    assert len(waiting) == 3
    assert not any(conversation.me.has_answered for conversation in waiting)


def test_each_side_of_the_sample_is_asked_what_the_file_says(talks):
    names = names_of()
    wanted = {
        (names[side.by], names[other.by]): side.prompt
        for talk in EVENING.talks
        for side, other in (talk.sides, talk.sides[::-1])
    }
    asked = {
        (person.name, conversation.other.name): conversation.me.prompt_id
        for person, conversation in talks
    }

    assert asked == wanted


def test_the_first_badge_on_the_sheet_has_somebody_waiting_for_its_answer(sample):
    first = people(sample)[0]
    (conversation,) = conversations_of_person(sample, first.person_id, now=NOW)

    assert first.name == "Daniel Ashcombe"
    assert conversation.is_open
    assert conversation.other.has_answered
    assert not conversation.me.has_answered


def test_the_other_badges_of_the_first_sheet_can_still_be_greeted(sample):
    assert not any(person.admitted_at_utc for person in people(sample)[1:11])


def test_both_sentences_are_there_with_confirmations_a_correction_and_a_revision(sample, talks):
    read = [
        answer_about_me(sample, conversation.conversation_id, reader_id=person.attendee_id)
        for person, conversation in talks
        if conversation.state is State.CONNECTED
    ]

    assert len(read) == 12
    assert all(sentence is not None for sentence in read)
    assert 4 <= sum(sentence.is_confirmed for sentence in read) < len(read)
    assert sum(sentence.correction is not None for sentence in read) == 1
    assert sum(bool(sentence.words_before) for sentence in read) == 1
    assert {sentence.language for sentence in read} == {"pl", "en"}


def test_connected_pairs_promise_something_and_share_contacts(sample, talks):
    connected = [
        (person, conversation.conversation_id)
        for person, conversation in talks
        if conversation.state is State.CONNECTED
    ]
    promises = [
        promise_of(sample, talk, author_id=person.attendee_id) for person, talk in connected
    ]
    contacts = [
        contacts_for(sample, talk, reader_id=person.attendee_id) for person, talk in connected
    ]
    heard = [
        seeking_about_me(sample, talk, reader_id=person.attendee_id) for person, talk in connected
    ]

    kept = [promise for promise in promises if promise]
    assert {promise.kind for promise in kept} >= set(PromiseKind) - {PromiseKind.TALK}
    assert all(NOW.date() < promise.due_on <= NOW.date() + timedelta(14) for promise in kept)
    assert any(contact and contact.email for contact in contacts)
    assert any(contact and not contact.email for contact in contacts)
    assert sum(bool(note and note.chips and note.words) for note in heard) >= 5


def test_of_declined_and_expired_talks_no_word_is_left(sample):
    gone = [
        side.words
        for talk in EVENING.talks
        for side in talk.sides
        if side.words and (talk.declined_by or talk.began > 7 * 24 * 60)
    ]

    assert len(gone) == 2
    assert not any(words in str(everything(sample)) for words in gone)


def test_somebody_has_several_talks_and_somebody_who_came_has_none(sample):
    came = [person for person in people(sample) if person.admitted_at_utc]
    counts = {
        person.name: len(conversations_of_person(sample, person.person_id, now=NOW))
        for person in came
    }

    assert sum(count >= 2 for count in counts.values()) >= 2
    assert [name for name, count in counts.items() if count == 0] == ["Andrij Sokołenko"]


def test_enough_guests_are_left_to_try_the_check_in(sample):
    event = make_sample(sample, now=NOW)
    arrivals = count_arrivals(sample, event)

    assert arrivals.expected - arrivals.admitted >= FREE_FOR_CHECK_IN
    assert list_attention(sample, event) == []


def test_the_kiosk_offers_talks_as_soon_as_the_sample_is_made(sample):
    assert not are_arrivals_dense(sample, make_sample(sample, now=NOW), now=NOW)


def test_nothing_in_the_sample_happens_after_it_is_made(sample):
    for table, column in [
        ("scan", "received_at_utc"),
        ("conversation", "started_at_utc"),
        ("answer", "answered_at_utc"),
        ("confirmation", "confirmed_at_utc"),
        ("correction", "corrected_at_utc"),
        ("promise", "promised_at_utc"),
    ]:
        ((last,),) = rows(sample, f"SELECT max({column}) FROM {table}")  # noqa: S608  # ours
        assert last < NOW.replace(tzinfo=None), table


def test_a_sample_that_is_there_stays_as_it_is():
    with Store.open() as store:
        event = make_sample(store, now=NOW)
        before = everything(store)

        assert make_sample(store, now=NOW + timedelta(days=1)) == event
        assert everything(store) == before


def test_a_sample_that_fails_half_way_leaves_nothing(monkeypatch, tmp_path):
    broken = tmp_path / "talks.toml"
    broken.write_text(TEXT.replace('prompt = "hardest"', 'prompt = "no_such_question"'), "utf-8")
    monkeypatch.setattr("kiosk.sample_talks.TALKS", broken)

    with Store.open() as store:
        with pytest.raises(Exception, match="no_such_question"):
            make_sample(store, now=NOW)
        assert rows(store, "SELECT count(*) FROM event, attendee") == [(0,)]


@pytest.mark.parametrize("side", WRITTEN, ids=lambda side: side.words[:30])
def test_every_sentence_of_the_sample_passes_the_answer_check(side: SampleSide):
    badge = names_of()[side.by]
    prompt = load_prompts()[side.prompt]
    sentences = [words for words in (side.words, side.added, side.corrects) if words]

    assert prompt.kind is PromptKind.QUESTION
    for words in sentences:
        assert check_answer(words, badge=badge, prompt=prompt) is Verdict.OK
        assert 40 <= len(words) <= 120


def test_every_kept_sentence_passed_with_its_partner_and_its_authors_other_sentences(sample):
    assert rows(sample, "SELECT DISTINCT verdict FROM answer") == [("ok",)]
    assert rows(sample, "SELECT DISTINCT verdict FROM correction") == [("ok",)]
    assert rows(sample, "SELECT DISTINCT verdict FROM seeking") == [("ok",)]


@pytest.mark.parametrize("side", WRITTEN, ids=lambda side: side.words[:30])
def test_chips_promises_and_fields_of_the_sample_exist(side: SampleSide):
    assert set(side.seeks) <= set(load_chips())
    assert bool(side.seeks) == bool(side.seeks_words)
    assert side.promise in {"", *PromiseKind}
    assert set(side.share) <= set(ContactField)


@pytest.mark.parametrize("talk", EVENING.talks, ids=lambda talk: f"{talk.starter.by}-{talk.began}")
def test_a_pair_of_the_sample_talks_in_order_and_gets_two_questions(talk: SampleTalk):
    came = {guest.ticket: guest.came for guest in EVENING.guests}
    answered = [side.answered for side in talk.sides if side.words]

    assert talk.starter.prompt != talk.partner.prompt
    assert all(came[side.by] > talk.began for side in talk.sides)
    assert all(talk.began > moment > 1 for moment in answered)
    assert talk.declined_by in {"", talk.starter.by, talk.partner.by}


def test_people_of_the_sample_are_named_in_its_comments_as_on_the_list():
    named = dict(re.findall(r'"(RZ-\d{4})" # ([^,\n]+?)(?: about .*|, .*)?\n', TEXT))
    names = names_of()

    assert set(named) == {guest.ticket for guest in EVENING.guests}
    assert named == {ticket: names[ticket] for ticket in named}
