"""A sentence is reported: nobody but its author reads it until the organiser has decided."""

from uuid import uuid4

import pytest
from cast import NOW, rows
from talks import (
    ANNA_LEARNED,
    BARTEK_LEARNED,
    admit,
    answer,
    begin_talk,
    connect,
    next_meeting,
    refuse,
    revise,
)

from matching.answers import answer_about_me, answer_for_both, confirm, my_answer
from matching.errors import UnknownAnswerError
from matching.privacy.withholding import (
    Withholding,
    decide_withholding,
    list_withheld,
    look_at,
    report_sentence,
)
from matching.suggestions import Release, is_released, release_answer


@pytest.fixture
def talk(store, event, anna, bartek):
    """Anna and Bartek are connected."""
    return connect(store, event, anna, bartek)


@pytest.fixture
def sentence(store, talk, bartek):
    """What Anna wrote about Bartek."""
    return answer_about_me(store, talk.conversation_id, reader_id=bartek.attendee_id)


def report(store, sentence, who, **options):
    withholding_id = options.pop("withholding_id", uuid4())
    ids = {"answer_id": sentence.answer_id, "by_id": who.attendee_id}
    report_sentence(store, withholding_id, **ids, now=NOW)


def decide(store, sentence, is_shown, **options):
    given = {"answer_id": sentence.answer_id, "is_shown": is_shown, "actor": "staff:1", "now": NOW}
    decide_withholding(store, options.pop("withholding_id", uuid4()), **given)


def seen_by(store, talk, who):
    return answer_about_me(store, talk.conversation_id, reader_id=who.attendee_id)


def test_a_reported_sentence_is_read_by_nobody_but_its_author(store, talk, sentence, anna, bartek):
    report(store, sentence, bartek)

    about = seen_by(store, talk, bartek)
    on_a_kiosk = answer_for_both(store, talk.conversation_id, about_id=bartek.attendee_id)
    for shown in (about, on_a_kiosk):
        assert (shown.words, shown.is_withheld) == ("", True)
    mine = my_answer(store, talk.conversation_id, author_id=anna.attendee_id)
    assert (mine.words, mine.is_withheld) == (ANNA_LEARNED, False)
    assert seen_by(store, talk, anna).words == BARTEK_LEARNED


def test_only_whom_it_is_about_reports_a_sentence(store, sentence, anna, celina):
    for who in (anna, celina):
        refuse(store, UnknownAnswerError, lambda who=who: report(store, sentence, who))


def test_a_sealed_sentence_cannot_be_reported(store, event, anna, bartek, talk):
    second, [anna_there, bartek_there] = next_meeting(store, event, "second", anna, bartek)
    admit(store, second, anna_there, bartek_there)
    sealed = begin_talk(store, second, anna_there, bartek_there)
    answer(store, sealed, anna_there, "Marzy o własnym sadzie pod lasem")
    written = my_answer(store, sealed.conversation_id, author_id=anna_there.attendee_id)

    refuse(store, UnknownAnswerError, lambda: report(store, written, bartek_there))


def test_a_reported_sentence_says_nothing_in_matching_any_more(
    store, event, talk, sentence, bartek
):
    confirm(store, sentence.answer_id, by_id=bartek.attendee_id, now=NOW)
    release_answer(store, Release(uuid4(), sentence.answer_id, bartek.attendee_id, True), now=NOW)
    assert is_released(store, sentence.answer_id)

    report(store, sentence, bartek)

    assert not is_released(store, sentence.answer_id)
    learned = store.rows(
        "suggestions/list_learned", event_id=event.event_id, attendee_ids=[bartek.attendee_id]
    )
    assert ANNA_LEARNED not in {row["words"] for row in learned}


def test_a_reported_sentence_cannot_be_confirmed(store, sentence, bartek):
    report(store, sentence, bartek)

    def act():
        confirm(store, sentence.answer_id, by_id=bartek.attendee_id, now=NOW)

    refuse(store, UnknownAnswerError, act)


def test_earlier_revisions_beside_a_reported_sentence_go_with_it(store, talk, anna, bartek):
    revise(store, talk, anna, "I uczy tego dzieci ze szkoły obok")
    newest = seen_by(store, talk, bartek)
    assert newest.words_before == (ANNA_LEARNED,)

    report(store, newest, bartek)

    shown = seen_by(store, talk, bartek)
    assert (shown.words, shown.words_before) == ("", ())
    assert len(list_withheld(store)) == 2
    mine = my_answer(store, talk.conversation_id, author_id=anna.attendee_id)
    assert mine.words_before == (ANNA_LEARNED,)


def test_reported_twice_is_reported_once(store, sentence, bartek):
    same = uuid4()
    for _ in range(2):
        report(store, sentence, bartek, withholding_id=same)
    report(store, sentence, bartek)

    assert rows(store, "SELECT count(*) FROM withholding") == [(1,)]


def test_the_organiser_sees_that_there_is_one_and_its_words_only_by_a_look_that_is_logged(
    store, event, sentence, bartek
):
    report(store, sentence, bartek)

    [waiting] = list_withheld(store)
    assert (waiting.decision, waiting.waits, waiting.event_id) == (
        Withholding.REPORTED,
        True,
        event.event_id,
    )
    assert ANNA_LEARNED not in repr(waiting)
    looked = look_at(store, sentence.answer_id, actor="staff:1", now=NOW)

    assert looked.words == ANNA_LEARNED
    assert rows(store, "SELECT actor, act, subject_id FROM audit WHERE actor <> 'self'") == [
        ("staff:1", "sentence_looked_at", sentence.answer_id)
    ]


def test_the_organiser_reads_no_sentence_that_is_not_withheld(store, sentence):
    def look():
        look_at(store, sentence.answer_id, actor="staff:1", now=NOW)

    refuse(store, UnknownAnswerError, look)
    refuse(store, UnknownAnswerError, lambda: decide(store, sentence, False))


def test_a_released_sentence_is_read_again_and_leaves_the_list(store, talk, sentence, bartek):
    report(store, sentence, bartek)

    decide(store, sentence, is_shown=True)

    assert seen_by(store, talk, bartek).words == ANNA_LEARNED
    assert list_withheld(store) == []


def test_a_withheld_sentence_stays_so_and_can_be_released_later(store, talk, sentence, bartek):
    report(store, sentence, bartek)
    decide(store, sentence, is_shown=False)

    [kept] = list_withheld(store)
    assert (kept.decision, kept.waits) == (Withholding.WITHHELD, False)
    assert seen_by(store, talk, bartek).is_withheld

    decide(store, sentence, is_shown=True)
    assert not seen_by(store, talk, bartek).is_withheld


def test_a_vulgar_sentence_waits_for_the_organiser_and_can_be_released(
    store, event, talk, anna, bartek
):
    """Such as a surname that the rule takes for something else."""
    revise(store, talk, anna, "kurwa, ale ten sad jest piękny")
    assert seen_by(store, talk, bartek).is_withheld

    [waiting] = list_withheld(store)
    assert (waiting.decision, waiting.is_vulgar, waiting.waits) == (None, True, True)
    decide(store, waiting, is_shown=True)

    assert seen_by(store, talk, bartek).words.startswith("kurwa")


def test_the_same_decision_sent_twice_is_one(store, sentence, bartek):
    report(store, sentence, bartek)
    same = uuid4()
    for _ in range(2):
        decide(store, sentence, is_shown=False, withholding_id=same)

    assert rows(store, "SELECT kind FROM withholding ORDER BY place") == [
        ("reported",),
        ("withheld",),
    ]
