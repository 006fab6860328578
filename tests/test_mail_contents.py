"""Who gets which mail after an event and before it, and what it may say at this very moment."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, invite, make_event, rows
from evening import Evening
from kiosk_acts import promise_something
from mail_list import DAY, agree_to_mail, mail_to, mails, names_met, no_mails
from own_pages import share_all
from room import Room, furnished
from talks import (
    ANNA_LEARNED,
    BARTEK_LEARNED,
    SECOND,
    WEEK,
    admit,
    answer,
    begin_talk,
    choose_entry_only,
    connect,
    everything,
    next_meeting,
    revise,
)

from matching.answers import Correction, confirm, correct, my_answer, withdraw_answer
from matching.chapters.kept_promises import Keeping, say_kept
from matching.contacts import ContactField
from matching.conversations import decline
from matching.follow_ups import promise_of
from matching.mailing.nouns import MailKind
from matching.mailing.refusals import RefusalKind
from matching.mailing.shown import note_shown
from matching.people import replace_badge, set_blocked
from matching.privacy import erase_person
from matching.privacy.withholding import report_sentence

KEY = b"k" * 32


@pytest.fixture
def talk(store, event, anna, bartek):
    """Anna and Bartek are connected, and both want their mail."""
    agree_to_mail(store, anna, bartek)
    return connect(store, event, anna, bartek)


# Whom a mail goes to


def test_nobody_is_mailed_who_was_never_asked(store, event, anna, bartek):
    connect(store, event, anna, bartek)

    assert mails(store, event) == {}


def test_my_yes_brings_me_a_mail_and_nobody_else(store, event, anna, bartek):
    connect(store, event, anna, bartek)
    agree_to_mail(store, anna)

    assert [*mails(store, event)] == ["Anna Nowak"]


def test_when_i_take_my_yes_back_the_mail_that_waits_is_not_for_me(store, event, anna, talk):
    agree_to_mail(store, anna, is_given=False, at=DAY)

    assert mail_to(store, event, anna) is None


def test_one_click_ends_all_mails_but_the_link_i_ask_for(store, event, anna, talk):
    promise_something(store, talk, anna)
    no_mails(store, anna, at=DAY)

    for kind in (MailKind.MATCHES, MailKind.REMINDER, MailKind.INVITATION):
        assert mail_to(store, event, anna, kind) is None
    assert mail_to(store, event, anna, MailKind.LINK) is not None


def test_my_refusal_counts_also_where_an_earlier_yes_still_stands(store, event, anna, talk):
    # As after two records of one person were merged: the one had agreed, the other refused.
    sql = "INSERT INTO mail_refusal VALUES ($1, $2, 'all', TRUE, 'mail', 0, $3)"
    Evening(store, event, anna, None, None).insert(sql, uuid4(), anna.person_id, NOW)

    assert mail_to(store, event, anna) is None


def test_my_yes_at_a_kiosk_after_i_refused_all_counts(store, event, anna, talk):
    no_mails(store, anna, at=DAY)
    agree_to_mail(store, anna, at=2 * DAY)

    assert mail_to(store, event, anna) is not None


def test_who_did_not_come_gets_no_mail_about_their_talks(store, event, anna, bartek, celina, talk):
    agree_to_mail(store, celina)

    assert "Celina O'Connor" not in mails(store, event)


def test_who_came_and_met_nobody_gets_a_kind_word(store, event, celina):
    admit(store, event, celina)
    agree_to_mail(store, celina)

    mail = mail_to(store, event, celina)
    assert (mail.met, mail.halves, mail.suggested) == ((), (), ())
    assert (mail.introduction, mail.idea, mail.has_more) == (None, None, False)


@pytest.mark.parametrize("way", ["blocked", "cancelled", "entry only", "erased", "no address"])
def test_no_mail_goes_to_who_must_not_get_one(store, event, anna, talk, way):
    sql = {
        "cancelled": "UPDATE attendee SET status = 'cancelled' WHERE attendee_id = $1",
        "no address": "UPDATE person SET email = '', email_key = '' WHERE person_id = $1",
    }
    if way == "blocked":
        set_blocked(store, anna.person_id, is_blocked=True, now=NOW)
    elif way == "entry only":
        choose_entry_only(store, anna)
    elif way == "erased":
        erase_person(store, anna.person_id, key=KEY, actor="cli", now=NOW)
    else:
        which = anna.attendee_id if way == "cancelled" else anna.person_id
        Evening(store, event, None, None, None).insert(sql[way], which)

    for kind in (MailKind.MATCHES, MailKind.REMINDER, MailKind.INVITATION):
        assert mail_to(store, event, anna, kind) is None


def test_my_mail_speaks_my_language_or_else_that_of_the_event(store, event, celina):
    other = invite(store, event, "Dorota Zero", email="dorota@example.org")
    admit(store, event, celina, other)
    agree_to_mail(store, celina, other)

    spoken = {name: mail.recipient.language for name, mail in mails(store, event).items()}
    assert spoken == {"Celina O'Connor": "en", "Dorota Zero": "pl"}


def test_mails_stand_in_the_order_of_names_however_many_talks_anybody_had(
    store, event, anna, bartek, celina, talk
):
    admit(store, event, celina)
    agree_to_mail(store, celina)

    assert [*mails(store, event)] == ["Anna Nowak", "Celina O'Connor", "Bartek Wójcik"]


# What it says of whom I met


def test_i_read_my_own_words_and_never_what_the_other_wrote(store, event, anna, bartek, talk):
    for reader, mine, theirs in (
        (anna, ANNA_LEARNED, BARTEK_LEARNED),
        (bartek, BARTEK_LEARNED, ANNA_LEARNED),
    ):
        mail = mail_to(store, event, reader)
        assert mail.met[0].sentence.words == mine
        assert theirs not in str(mail)


def test_what_i_added_later_stands_beside_what_i_wrote_first(store, event, anna, talk):
    revise(store, talk, anna, "Ma też sad w Sandomierzu", at=DAY)

    sentence = mail_to(store, event, anna).met[0].sentence
    assert (sentence.words_before, sentence.words) == ((ANNA_LEARNED,), "Ma też sad w Sandomierzu")


def test_a_correction_of_the_person_i_wrote_about_stands_beside_my_words(
    store, event, anna, bartek, talk
):
    mine = my_answer(store, talk.conversation_id, author_id=anna.attendee_id)
    for words in ("Tylko jabłka", "Jabłka i gruszki"):
        added = Correction(uuid4(), mine.answer_id, bartek.attendee_id, words)
        correct(store, added, now=NOW + len(words) * SECOND)
        assert mail_to(store, event, anna).met[0].sentence.correction == words


def test_my_sentence_stays_mine_when_it_was_reported(store, event, anna, bartek, talk):
    mine = my_answer(store, talk.conversation_id, author_id=anna.attendee_id)
    report_sentence(
        store, mine.answer_id, answer_id=mine.answer_id, by_id=bartek.attendee_id, now=NOW
    )

    assert mail_to(store, event, anna).met[0].sentence.words == ANNA_LEARNED


def test_nothing_of_the_other_is_there_but_what_they_share(store, event, anna, bartek, talk):
    assert mail_to(store, event, anna).met[0].contact is None

    share_all(store, talk, bartek, ContactField.EMAIL)
    contact = mail_to(store, event, anna).met[0].contact
    assert (contact.name, contact.email, contact.phone) == ("", "bartek@example.org", "")

    share_all(store, talk, bartek)
    assert mail_to(store, event, anna).met[0].contact is None
    assert mail_to(store, event, bartek).met[0].contact is None  # Anna shares nothing


def test_once_the_other_withdraws_the_mail_that_waits_says_no_connection(
    store, event, anna, bartek, talk
):
    promise_something(store, talk, anna)
    withdraw_answer(store, talk.conversation_id, author_id=bartek.attendee_id, now=NOW)

    mail = mail_to(store, event, anna)
    assert mail.met == ()
    assert [(one.name, one.i_answered) for one in mail.halves] == [("Bartek Wójcik", True)]
    assert mail_to(store, event, anna, MailKind.REMINDER) is None


def test_who_was_erased_is_in_no_mail_that_waits(store, event, anna, bartek, talk):
    promise_something(store, talk, anna)
    erase_person(store, bartek.person_id, key=KEY, actor="cli", now=NOW)

    mail = mail_to(store, event, anna)
    assert (mail.met, mail.halves) == ((), ())
    assert "Bartek" not in str(mail)
    assert mail_to(store, event, anna, MailKind.REMINDER) is None


def test_three_stand_in_the_mail_and_how_many_more_there_are_is_not_told(store, event, anna):
    agree_to_mail(store, anna)
    for place, name in enumerate(("Dawid", "Ewa", "Filip", "Gosia")):
        other = invite(store, event, name)
        admit(store, event, anna, other)
        talk = begin_talk(store, event, anna, other, at=place * SECOND)
        answer(store, talk, anna, f"Szyje żagle, jest {place}. w rodzie", at=place * SECOND)
        answer(store, talk, other, f"Uczy pływać dzieci z klasy {place}", at=place * SECOND)
        if name == "Gosia":
            promise_something(store, talk, anna, days=3)
        if name == "Filip":
            promise_something(store, talk, anna, days=1)
        if name == "Ewa":
            promise_something(store, talk, anna, days=None)

    mail = mail_to(store, event, anna)
    assert names_met(mail) == ["Filip", "Gosia", "Dawid"]
    assert mail.has_more is True


def test_a_promise_that_i_kept_says_so_and_no_longer_comes_first(store, event, anna, celina, talk):
    admit(store, event, celina)
    later = begin_talk(store, event, anna, celina, at=timedelta(minutes=5))
    answer(store, later, anna, "Prowadzi sad pod Sandomierzem", at=timedelta(minutes=6))
    answer(store, later, celina, "Szyje żagle dla młodych załóg", at=timedelta(minutes=6))
    promise_something(store, later, anna)
    assert names_met(mail_to(store, event, anna))[0] == "Celina O'Connor"
    made = promise_of(store, later.conversation_id, author_id=anna.attendee_id)
    keeping = Keeping(made.promise_id, later.conversation_id, anna.attendee_id, is_kept=True)
    say_kept(store, keeping, now=NOW)

    mail = mail_to(store, event, anna)
    assert names_met(mail) == ["Bartek Wójcik", "Celina O'Connor"]
    assert [one.is_kept for one in mail.met] == [False, True]
    assert mail.met[1].promise == made


def test_a_talk_at_another_event_is_not_in_this_mail(store, event, anna, bartek, talk):
    meeting, people = next_meeting(store, event, "next", anna, bartek)
    connect(store, meeting, *people)

    assert len(mail_to(store, event, anna).met) == 1
    assert mails(store, meeting)["Anna Nowak"].met[0].conversation_id != talk.conversation_id


# Talks that wait


def test_what_waits_for_my_words_comes_before_what_waits_for_theirs(
    store, event, anna, bartek, celina
):
    agree_to_mail(store, anna)
    admit(store, event, anna, bartek, celina)
    mine_is_there = begin_talk(store, event, anna, bartek)
    answer(store, mine_is_there, anna, ANNA_LEARNED)
    waits = begin_talk(store, event, anna, celina, at=timedelta(minutes=1))

    halves = mail_to(store, event, anna).halves
    assert [(one.name, one.i_answered) for one in halves] == [
        ("Celina O'Connor", False),
        ("Bartek Wójcik", True),
    ]
    assert halves[0].attendee_id == anna.attendee_id
    assert halves[0].ends_at == waits.started_at + WEEK


def test_whether_the_other_has_written_is_told_by_nothing(store, event, anna, bartek):
    agree_to_mail(store, anna)
    admit(store, event, anna, bartek)
    waits = begin_talk(store, event, anna, bartek)
    before = mail_to(store, event, anna)
    answer(store, waits, bartek, BARTEK_LEARNED)
    share_all(store, waits, bartek, ContactField.EMAIL)
    promise_something(store, waits, bartek)

    assert mail_to(store, event, anna) == before


@pytest.mark.parametrize("way", ["declined", "a week later", "the other takes the entry only"])
def test_a_talk_that_can_no_longer_be_finished_is_in_no_mail(store, event, anna, bartek, way):
    agree_to_mail(store, anna, bartek)
    admit(store, event, anna, bartek)
    waits = begin_talk(store, event, anna, bartek)
    answer(store, waits, anna, ANNA_LEARNED)
    at = timedelta()
    if way == "declined":
        decline(store, waits.conversation_id, by_id=bartek.attendee_id, now=NOW)
    elif way == "a week later":
        at = WEEK
    else:
        choose_entry_only(store, bartek)

    assert mail_to(store, event, anna, at=at).halves == ()


# Whom I could still meet


@pytest.fixture
def room(store, event, anna, bartek, celina) -> Room:
    room = furnished(store, event, anna, bartek, celina)
    room.refresh()
    return room


@pytest.fixture
def dorota(room, store):
    """Dorota came, wants her mail, and has talked with nobody."""
    sql = "UPDATE person SET email = $1, email_key = $1 WHERE person_id = $2"
    room.insert(sql, "dorota@example.org", room.dorota.person_id)
    room.admit(room.dorota)
    agree_to_mail(store, room.dorota)
    return room.dorota


def test_who_met_nobody_is_suggested_two_at_most_with_reasons_that_hold(room, store, event, dorota):
    mail = mail_to(store, event, dorota)

    shown = room.shown(dorota)[:2]
    assert [(one.name, one.reasons, one.prompt_id) for one in mail.suggested] == [
        (one.name, one.reasons, one.prompt_id) for one in shown
    ]
    assert mail.suggested[0].name == "Anna Nowak"


def test_a_suggestion_names_nobody_who_took_their_consent_back(room, store, event, dorota):
    room.agree(room.anna, is_given=False, at=DAY)
    assert "Anna Nowak" not in [one.name for one in mail_to(store, event, dorota).suggested]

    room.agree(dorota, is_given=False, at=DAY)
    assert mail_to(store, event, dorota).suggested == ()


def test_who_met_somebody_is_suggested_nobody(room, store, event, anna):
    agree_to_mail(store, anna)

    mail = mail_to(store, event, anna)
    assert names_met(mail) == ["Bartek Wójcik"]
    assert mail.suggested == ()


def test_reading_a_mail_notes_nothing_and_sending_it_notes_who_was_proposed(
    room, store, event, dorota
):
    before = everything(store)
    mail = mail_to(store, event, dorota)
    assert everything(store) == before

    for _ in range(2):
        store.write(lambda change: note_shown(change, event, mail, now=NOW))
    pairs = rows(store, "SELECT lower_id, higher_id FROM proposal")
    assert len(pairs) == len(mail.suggested)
    assert all(dorota.person_id in pair for pair in pairs)


def test_i_am_asked_only_after_the_introducer_said_yes(room, store, event, anna, bartek):
    agree_to_mail(store, anna)
    assert mail_to(store, event, anna).introduction is None

    room.idea()
    offered = mail_to(store, event, anna).introduction
    assert (offered.introducer_name, offered.name) == ("Bartek Wójcik", "Celina O'Connor")
    assert "celina@example.org" not in str(mail_to(store, event, anna))


def test_once_i_decided_i_am_not_asked_again(room, store, event, anna):
    agree_to_mail(store, anna)
    begun = room.idea()
    room.say(begun, room.anna)

    assert mail_to(store, event, anna).introduction is None


def test_a_no_of_the_other_is_told_by_nothing(room, store, event, anna):
    agree_to_mail(store, anna)
    begun = room.idea()
    before = mail_to(store, event, anna)
    room.say(begun, room.celina, is_yes=False)

    assert mail_to(store, event, anna) == before


def test_an_introduction_ends_with_the_talk_that_it_rests_on(room, store, event, anna, celina):
    agree_to_mail(store, anna)
    room.idea()
    room.withdraw(celina, room.talks["Celina O'Connor"])

    assert mail_to(store, event, anna).introduction is None


def test_the_reason_for_an_introduction_holds_now_and_names_no_third(room, store, event, anna):
    agree_to_mail(store, anna)
    room.wish(room.anna, "Kwiaty", "Jabłka z sadu")
    room.refresh()
    room.idea()
    offered = mail_to(store, event, anna).introduction
    assert [one.words for one in offered.reasons] == ["Jabłka z sadu"]

    room.wish(room.celina, "Zdjęcia", "Cisza")
    assert mail_to(store, event, anna).introduction.reasons == ()


def test_bartek_reads_whom_he_could_introduce_until_a_week_after_the_event(
    room, store, event, bartek
):
    agree_to_mail(store, bartek)
    mail = mail_to(store, event, bartek)
    assert {mail.idea.one_name, mail.idea.other_name} == {"Anna Nowak", "Celina O'Connor"}

    closed = replace(event, closed_at_utc=NOW)
    assert mail_to(store, closed, bartek, at=WEEK - DAY).idea is not None
    assert mail_to(store, closed, bartek, at=WEEK).idea is None


def test_an_introduction_and_an_idea_are_never_in_one_mail(room, store, event, bartek):
    agree_to_mail(store, bartek)
    dawid = room.also_knows_both()
    room.know(dawid, room.ewa)
    room.propose(dawid, bartek, room.ewa)

    mail = mail_to(store, event, bartek)
    assert mail.introduction is not None
    assert mail.idea is None


# An address of two


def test_an_address_of_two_is_told_only_that_something_waits(store, event, anna, bartek, talk):
    share_all(store, talk, bartek, ContactField.EMAIL)
    promise_something(store, talk, anna)
    invite(store, event, "Zofia Nowak", email="ANNA@example.org")

    mail = mail_to(store, event, anna)
    assert mail.recipient.is_address_shared
    assert (mail.met, mail.halves, mail.suggested, mail.idea) == ((), (), (), None)
    reminder = mail_to(store, event, anna, MailKind.REMINDER)
    assert reminder.promises == ()
    assert "Bartek" not in str(mail) + str(reminder)
    assert not mail_to(store, event, bartek).recipient.is_address_shared


def test_an_address_that_somebody_has_with_another_organiser_is_not_shared(
    store, event, anna, talk
):
    elsewhere = make_event(store, "elsewhere")
    invite(store, elsewhere, "Zofia Nowak", email="anna@example.org")

    assert not mail_to(store, event, anna).recipient.is_address_shared


# The reminder


def test_a_reminder_is_of_what_i_promised_and_have_not_kept(store, event, anna, bartek, talk):
    assert mails(store, event, MailKind.REMINDER) == {}

    promise_something(store, talk, anna)
    [mail] = mails(store, event, MailKind.REMINDER).values()
    assert mail.recipient.name == "Anna Nowak"
    assert [(one.name, one.promise.kind) for one in mail.promises] == [("Bartek Wójcik", "coffee")]


@pytest.mark.parametrize("way", ["kept", "dropped", "no reminders"])
def test_a_reminder_that_is_not_needed_is_not_sent(store, event, anna, talk, way):
    promise_something(store, talk, anna)
    made = promise_of(store, talk.conversation_id, author_id=anna.attendee_id)
    if way == "kept":
        keeping = Keeping(made.promise_id, talk.conversation_id, anna.attendee_id, is_kept=True)
        say_kept(store, keeping, now=NOW)
    elif way == "dropped":
        promise_something(store, talk, anna, kind=None)
    else:
        no_mails(store, anna, RefusalKind.REMINDER)

    assert mail_to(store, event, anna, MailKind.REMINDER) is None
    assert mail_to(store, event, anna) is not None


def test_a_promise_in_a_talk_that_is_no_connection_reminds_of_nothing(store, event, anna, bartek):
    agree_to_mail(store, anna)
    admit(store, event, anna, bartek)
    half = begin_talk(store, event, anna, bartek)
    answer(store, half, anna, ANNA_LEARNED)
    promise_something(store, half, anna)

    assert mail_to(store, event, anna, MailKind.REMINDER) is None


# The invitation and the link


def test_everybody_expected_is_invited_with_their_own_badge(store, event, anna, bartek):
    invited = mails(store, event, MailKind.INVITATION)

    assert {name: mail.code for name, mail in invited.items()} == {
        "Anna Nowak": anna.code,
        "Bartek Wójcik": bartek.code,
    }
    assert invited["Anna Nowak"].asks_consents


def test_the_invitation_brings_the_badge_that_works_now(store, event, anna):
    code = replace_badge(store, event, anna.person_id, now=NOW + DAY)

    assert mail_to(store, event, anna, MailKind.INVITATION).code == code


def test_who_answered_both_questions_is_not_asked_in_the_invitation(store, event, anna):
    evening = Evening(store, event, anna, None, None)
    agree_to_mail(store, anna, is_given=False)
    assert mail_to(store, event, anna, MailKind.INVITATION).asks_consents
    evening.agree(anna)

    assert not mail_to(store, event, anna, MailKind.INVITATION).asks_consents


def test_who_has_come_in_is_invited_no_more_and_nobody_is_to_an_event_that_is_over(
    store, event, anna, bartek
):
    admit(store, event, anna)
    assert [*mails(store, event, MailKind.INVITATION)] == ["Bartek Wójcik"]

    closed = replace(event, closed_at_utc=NOW)
    assert mails(store, closed, MailKind.INVITATION) == {}


def test_a_link_goes_only_to_who_asks_also_to_the_entry_only(store, event, anna, bartek):
    choose_entry_only(store, anna)

    assert mails(store, event, MailKind.LINK) == {}
    assert mail_to(store, event, anna, MailKind.LINK).recipient.email == "anna@example.org"


def test_nobody_is_mailed_by_the_id_of_another_event(store, event, anna, bartek, talk):
    meeting, _ = next_meeting(store, event, "next", anna)

    for kind in MailKind:
        assert mail_to(store, meeting, anna, kind) is None


def test_a_confirmed_sentence_says_so(store, event, anna, bartek, talk):
    mine = my_answer(store, talk.conversation_id, author_id=anna.attendee_id)
    confirm(store, mine.answer_id, by_id=bartek.attendee_id, now=NOW)

    assert mail_to(store, event, anna).met[0].sentence.is_confirmed
