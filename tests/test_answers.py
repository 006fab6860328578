"""What is kept of an answer, who may read it and when, and what comes of saying it twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, rows
from talks import (
    ANNA_LEARNED,
    BARTEK_LEARNED,
    SECOND,
    WEEK,
    admit,
    answer,
    begin_talk,
    connect,
    connections,
    counts,
    everything,
    new_answer,
    next_meeting,
    refuse,
    revise,
    tables_with,
    view_of,
)

from matching.answers import (
    LONGEST,
    Correction,
    answer_about_me,
    confirm,
    correct,
    my_answer,
    record_answer,
    revise_answer,
    withdraw_answer,
)
from matching.conversations import State, decline, expire_old
from matching.errors import (
    AlreadyAnsweredError,
    AnswerLengthError,
    AnswerRefusedError,
    AnswerThinError,
    AnswerWithdrawnError,
    ConversationClosedError,
    NotAnsweredError,
    UnknownAnswerError,
    UnknownConversationError,
    UnknownPromptError,
)
from matching.prompts import PromptKind, load_prompts, prompts_of

VULGAR = "Kurwa, dobry mechanik od silników"
REVISED = "Wozi śliwki chłodnią, w nocy"
ADDED = "Także gruszki i przetwory"


@pytest.fixture
def talk(store, event, anna, bartek, celina):
    """Anna and Bartek have begun to talk; nobody has answered."""
    admit(store, event, anna, bartek, celina)
    return begin_talk(store, event, anna, bartek)


def about(store, talk, reader):
    return answer_about_me(store, talk.conversation_id, reader_id=reader.attendee_id)


def mine(store, talk, author):
    return my_answer(store, talk.conversation_id, author_id=author.attendee_id)


def withdraw(store, talk, author, *, at=timedelta()) -> None:
    withdraw_answer(store, talk.conversation_id, author_id=author.attendee_id, now=NOW + at)


def say_right(store, answer_id, person) -> None:
    confirm(store, answer_id, by_id=person.attendee_id, now=NOW)


def add_beside(store, answer_id, person, words, *, correction_id=None, at=timedelta()) -> None:
    correction = Correction(correction_id or uuid4(), answer_id, person.attendee_id, words)
    correct(store, correction, now=NOW + at)


# --- what is kept ---


def test_an_answer_keeps_who_wrote_about_whom_to_what_in_which_language(store, talk, anna, bartek):
    answer_id = uuid4()
    written = new_answer(
        store,
        talk,
        anna,
        f"  {ANNA_LEARNED}\n",
        answer_id=answer_id,
        language="en",
        chips=("tax", "law"),
        kiosk=7,
        channel="link",
    )

    record_answer(store, written, now=NOW + SECOND)

    assert rows(store, "SELECT * FROM answer") == [
        (
            answer_id,
            talk.conversation_id,
            anna.attendee_id,
            bartek.attendee_id,
            0,
            talk.me.prompt_id,
            ANNA_LEARNED,
            "tax law",
            "en",
            "ok",
            "link",
            7,
            (NOW + SECOND).replace(tzinfo=None),
        )
    ]
    kept = mine(store, talk, anna)
    assert (kept.words, kept.chips, kept.language) == (ANNA_LEARNED, ("tax", "law"), "en")
    assert (kept.prompt_id, kept.answered_at) == (talk.me.prompt_id, NOW + SECOND)
    assert (kept.is_withheld, kept.is_confirmed, kept.correction) == (False, False, None)


@pytest.mark.parametrize(
    "words",
    [
        "nurkuje",
        "ex-navy",
        "Він пече хліб",
        "她修自行车",
        "O'Connor; DROP TABLE answer --",
        "<b>piecze</b> & sprzedaje **chleb** $name",
        "Uczy 👩‍🏫 dzieci",
        "x" * 3 + "y" * (LONGEST - 3),
    ],
)
def test_genuine_words_come_back_letter_by_letter(store, talk, anna, bartek, words):
    answer(store, talk, anna, words, is_second_try=True)
    answer(store, talk, bartek, BARTEK_LEARNED)

    assert mine(store, talk, anna).words == about(store, talk, bartek).words == words


def test_five_hundred_characters_are_kept_and_one_more_is_refused(store, talk, anna, bartek):
    words = ("Uczy księgowości i naprawia rowery. " * 20)[:LONGEST]
    refusal = refuse(store, AnswerLengthError, lambda: answer(store, talk, anna, f"{words}y"))

    assert (refusal.code, refusal.length, refusal.longest) == ("answer_length", 501, 500)
    answer(store, talk, anna, f"  {words.strip():y<500}  ")
    assert len(mine(store, talk, anna).words) == LONGEST


@pytest.mark.parametrize(
    "options",
    [
        {"prompt_id": "no-such-question"},
        {"prompt_id": ""},
        {"prompt_id": prompts_of(PromptKind.SEEKS)[0].prompt_id},
        {"prompt_id": prompts_of(PromptKind.PROMISE)[0].prompt_id},
        {"chips": ("no-such-chip",)},
        {"chips": ("tax", "tax law")},
        {"chips": ("",)},
    ],
)
def test_an_unknown_question_or_chip_is_refused_and_keeps_nothing(store, talk, anna, options):
    refuse(store, UnknownPromptError, lambda: answer(store, talk, anna, ANNA_LEARNED, **options))


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("", "blank"),
        (" \u200b\n", "blank"),
        ("42 !?", "no_letters"),
        ("fdsafdsa", "mash"),
        ("dobry dobry dobry", "repeated"),
    ],
)
@pytest.mark.parametrize("is_second_try", [False, True])
def test_words_without_any_learning_are_refused_however_often(
    store, talk, anna, words, verdict, is_second_try
):
    refusal = refuse(
        store,
        AnswerRefusedError,
        lambda: answer(store, talk, anna, words, is_second_try=is_second_try, chips=("tax",)),
    )

    assert (refusal.code, refusal.verdict) == ("answer_refused", verdict)


@pytest.mark.parametrize(
    ("words", "verdict"),
    [("bardzo miła osoba", "empty_words"), ("Bartek Wójcik", "badge_words"), (None, "echo")],
)
def test_thin_words_are_asked_once_more_and_then_kept(store, talk, anna, words, verdict):
    words = words or load_prompts()[talk.me.prompt_id].texts["pl"]
    refusal = refuse(store, AnswerThinError, lambda: answer(store, talk, anna, words))

    assert (refusal.code, refusal.verdict) == ("answer_thin", verdict)
    answer(store, talk, anna, words, is_second_try=True)
    assert rows(store, "SELECT words, verdict FROM answer") == [(words, verdict)]


def test_the_same_sentence_for_everybody_is_asked_once_more_and_then_kept(
    store, event, talk, anna, celina
):
    answer(store, talk, anna, ANNA_LEARNED)
    with_celina = begin_talk(store, event, anna, celina)

    refusal = refuse(store, AnswerThinError, lambda: answer(store, with_celina, anna, ANNA_LEARNED))

    assert refusal.verdict == "own_copy"
    answer(store, with_celina, anna, ANNA_LEARNED, is_second_try=True)


def test_a_copy_of_the_partners_sealed_words_is_told_exactly_like_ones_own(
    store, event, talk, anna, bartek, celina
):
    """Whoever guesses must not learn that they guessed."""
    answer(store, talk, anna, ANNA_LEARNED)
    sealed = refuse(store, AnswerRefusedError, lambda: answer(store, talk, bartek, ANNA_LEARNED))
    with_celina = begin_talk(store, event, anna, celina)
    own = refuse(store, AnswerThinError, lambda: answer(store, with_celina, anna, ANNA_LEARNED))

    assert sealed.verdict == own.verdict == "own_copy"
    assert "partner" not in f"{sealed!r} {sealed}"


def test_nothing_else_of_the_partners_words_changes_what_an_author_is_told(
    store, talk, anna, bartek
):
    before = view_of(store, talk, bartek)
    answer(store, talk, anna, ANNA_LEARNED)
    after = view_of(store, talk, bartek)

    # That Anna has answered may be told; not a letter of what.
    assert ANNA_LEARNED not in repr(after)
    assert (after.state, after.me) == (before.state, before.me)
    assert about(store, talk, bartek) is None


# --- who reads what (P4) ---


def test_nobody_reads_what_was_written_about_them_before_they_answered(store, talk, anna, bartek):
    answer(store, talk, anna, ANNA_LEARNED)

    assert about(store, talk, bartek) is None
    assert mine(store, talk, bartek) is None
    assert mine(store, talk, anna).words == ANNA_LEARNED


def test_once_both_answered_each_reads_the_other(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)

    assert about(store, talk, bartek).words == mine(store, talk, anna).words == ANNA_LEARNED
    assert about(store, talk, anna).words == mine(store, talk, bartek).words == BARTEK_LEARNED


def test_somebody_else_reads_neither(store, event, anna, bartek, celina):
    talk = connect(store, event, anna, bartek)

    assert about(store, talk, celina) is None
    assert mine(store, talk, celina) is None


def test_vulgar_words_connect_and_are_shown_to_their_author_alone(store, talk, anna, bartek):
    answer(store, talk, anna, VULGAR)
    assert answer(store, talk, bartek, BARTEK_LEARNED)

    seen, own = about(store, talk, bartek), mine(store, talk, anna)
    assert (seen.words, seen.is_withheld) == ("", True)
    assert (own.words, own.is_withheld) == (VULGAR, False)
    assert "Kurwa" not in repr(seen)


def test_vulgar_words_stay_withheld_among_earlier_ones(store, talk, anna, bartek):
    answer(store, talk, anna, VULGAR)
    answer(store, talk, bartek, BARTEK_LEARNED)
    revise(store, talk, anna, REVISED)
    revise(store, talk, anna, ADDED)

    assert about(store, talk, bartek).words_before == (REVISED,)
    assert mine(store, talk, anna).words_before == (VULGAR, REVISED)
    assert "Kurwa" not in repr(about(store, talk, bartek))


def test_a_vulgar_revision_is_withheld_and_the_earlier_words_stay_readable(
    store, event, anna, bartek
):
    talk = connect(store, event, anna, bartek)
    revise(store, talk, anna, VULGAR)

    seen = about(store, talk, bartek)
    assert (seen.words, seen.words_before, seen.is_withheld) == ("", (ANNA_LEARNED,), True)


def test_withheld_words_can_be_neither_confirmed_nor_corrected(store, talk, anna, bartek):
    answer(store, talk, anna, VULGAR)
    answer(store, talk, bartek, BARTEK_LEARNED)
    answer_id = about(store, talk, bartek).answer_id

    refuse(store, UnknownAnswerError, lambda: say_right(store, answer_id, bartek))
    refuse(store, UnknownAnswerError, lambda: add_beside(store, answer_id, bartek, ADDED))


# --- the same answer again ---


def test_the_same_answer_sent_twice_is_one_answer(store, talk, anna, bartek):
    first = new_answer(store, talk, anna, ANNA_LEARNED)
    record_answer(store, first, now=NOW)
    before = everything(store)

    assert record_answer(store, first, now=NOW + SECOND) is False
    assert everything(store) == before
    answer(store, talk, bartek, BARTEK_LEARNED)
    assert record_answer(store, first, now=NOW + 2 * SECOND) is True
    assert rows(store, "SELECT count(*) FROM answer") == [(2,)]


def test_a_second_answer_of_the_same_author_is_refused(store, talk, anna):
    answer(store, talk, anna, ANNA_LEARNED)

    refuse(store, AlreadyAnsweredError, lambda: answer(store, talk, anna, REVISED))


@pytest.mark.parametrize("way", [record_answer, revise_answer])
def test_the_id_of_somebody_elses_answer_is_refused(store, event, talk, anna, bartek, celina, way):
    answer_id = uuid4()
    answer(store, talk, anna, ANNA_LEARNED, answer_id=answer_id)
    with_celina = begin_talk(store, event, anna, celina)

    for conversation, author in ((talk, bartek), (with_celina, celina), (with_celina, anna)):
        stolen = new_answer(store, conversation, author, REVISED, answer_id=answer_id)
        refuse(
            store,
            UnknownConversationError,
            lambda stolen=stolen: way(store, stolen, now=NOW),
        )


@pytest.mark.parametrize("way", [record_answer, revise_answer])
@pytest.mark.parametrize("what", ["revised", "withdrawn", "declined", "expired"])
def test_a_late_repeat_brings_nothing_back(store, talk, anna, bartek, way, what):
    late = new_answer(store, talk, anna, ANNA_LEARNED)
    record_answer(store, late, now=NOW)
    if what == "revised":
        revise(store, talk, anna, REVISED)
    if what == "withdrawn":
        withdraw(store, talk, anna)
    if what == "declined":
        decline(store, talk.conversation_id, by_id=bartek.attendee_id, now=NOW)
    if what == "expired":
        expire_old(store, now=NOW + WEEK)

    refuse(store, AnswerWithdrawnError, lambda: way(store, late, now=NOW))

    assert tables_with(store, ANNA_LEARNED) == []


def test_a_late_repeat_of_withdrawn_words_does_not_connect_again(store, event, anna, bartek):
    admit(store, event, anna, bartek)
    talk = begin_talk(store, event, anna, bartek)
    late = new_answer(store, talk, anna, ANNA_LEARNED)
    record_answer(store, late, now=NOW)
    answer(store, talk, bartek, BARTEK_LEARNED)
    withdraw(store, talk, anna)

    refuse(store, AnswerWithdrawnError, lambda: record_answer(store, late, now=NOW))

    assert connections(store) == []


def test_a_late_repeat_of_the_first_words_does_not_undo_the_added_ones(store, talk, anna, bartek):
    first = new_answer(store, talk, anna, ANNA_LEARNED)
    record_answer(store, first, now=NOW)
    answer(store, talk, bartek, BARTEK_LEARNED)
    revise(store, talk, anna, ADDED)
    before = everything(store)

    assert record_answer(store, first, now=NOW)
    revise_answer(store, first, now=NOW)

    assert everything(store) == before


# --- revision ---


def test_before_the_other_answered_other_words_replace_the_first(store, talk, anna, bartek):
    answer(store, talk, anna, ANNA_LEARNED, chips=("tax",))

    revise(store, talk, anna, REVISED, at=SECOND)

    assert tables_with(store, ANNA_LEARNED) == []
    assert (mine(store, talk, anna).words, mine(store, talk, anna).words_before) == (REVISED, ())
    assert mine(store, talk, anna).chips == ()
    assert answer(store, talk, bartek, BARTEK_LEARNED)
    assert about(store, talk, bartek).words == REVISED


def test_words_can_be_replaced_again_and_again(store, talk, anna, bartek):
    answer(store, talk, anna, ANNA_LEARNED)
    for number in range(5):
        revise(store, talk, anna, f"Wozi śliwki po raz {number}")

    assert rows(store, "SELECT revision, words FROM answer") == [(0, "Wozi śliwki po raz 4")]


def test_after_the_other_answered_other_words_are_added(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)

    revise(store, talk, anna, REVISED, at=SECOND)
    revise(store, talk, anna, ADDED, at=2 * SECOND)

    for seen in (about(store, talk, bartek), mine(store, talk, anna)):
        assert (seen.words, seen.words_before) == (ADDED, (ANNA_LEARNED, REVISED))
    connected = view_of(store, talk, bartek)
    assert (connected.state, connected.connected_at) == (State.CONNECTED, NOW)


def test_a_confirmation_lapses_with_other_words(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    first = about(store, talk, bartek).answer_id
    say_right(store, first, bartek)

    revise(store, talk, anna, REVISED)

    assert not about(store, talk, bartek).is_confirmed
    refuse(store, UnknownAnswerError, lambda: say_right(store, first, bartek))
    say_right(store, about(store, talk, bartek).answer_id, bartek)
    assert about(store, talk, bartek).is_confirmed


def test_the_same_revision_sent_twice_is_one(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    again = new_answer(store, talk, anna, REVISED)

    for _ in range(2):
        revise_answer(store, again, now=NOW)

    assert rows(store, "SELECT count(*) FROM answer") == [(3,)]


def test_there_is_nothing_to_revise_before_an_answer(store, talk, anna, bartek):
    answer(store, talk, bartek, BARTEK_LEARNED)

    refuse(store, NotAnsweredError, lambda: revise(store, talk, anna, REVISED))


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("", AnswerRefusedError),
        ("fdsafdsa", AnswerRefusedError),
        ("miła osoba", AnswerThinError),
        (BARTEK_LEARNED, AnswerRefusedError),
        ("ą" * (LONGEST + 1), AnswerLengthError),
    ],
)
def test_a_revision_that_is_refused_leaves_the_first_words(
    store, event, anna, bartek, words, error
):
    talk = connect(store, event, anna, bartek)

    refuse(store, error, lambda: revise(store, talk, anna, words))


def test_small_changes_to_ones_own_words_are_no_copy(store, talk, anna):
    answer(store, talk, anna, ANNA_LEARNED)

    revise(store, talk, anna, f"{ANNA_LEARNED}.")

    assert mine(store, talk, anna).words == f"{ANNA_LEARNED}."


def test_an_expired_answer_cannot_be_revised(store, talk, anna):
    answer(store, talk, anna, ANNA_LEARNED)

    refuse(store, ConversationClosedError, lambda: revise(store, talk, anna, REVISED, at=WEEK))


# --- withdrawal (P6) ---


@pytest.mark.parametrize("first", [True, False])
def test_withdrawing_undoes_the_connection_and_seals_the_others_words_again(
    store, event, anna, bartek, first
):
    talk = connect(store, event, anna, bartek)
    author, other = (anna, bartek) if first else (bartek, anna)
    words = {anna: ANNA_LEARNED, bartek: BARTEK_LEARNED}

    withdraw(store, talk, author)

    assert connections(store) == []
    assert tables_with(store, words[author]) == []
    assert about(store, talk, author) is about(store, talk, other) is None
    assert mine(store, talk, author) is None
    assert mine(store, talk, other).words == words[other]
    assert view_of(store, talk, other).state is State.OPEN
    assert view_of(store, talk, other).other.has_answered is False


def test_withdrawing_takes_back_every_word_of_that_author(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    revise(store, talk, anna, REVISED)
    add_beside(store, about(store, talk, anna).answer_id, anna, "Dopowiedziane przez Annę")
    add_beside(store, about(store, talk, bartek).answer_id, bartek, "Dopowiedziane obok")

    withdraw(store, talk, anna)

    for words in (ANNA_LEARNED, REVISED, "Dopowiedziane przez Annę", "Dopowiedziane obok"):
        assert tables_with(store, words) == [], words


def test_a_confirmation_does_not_outlive_the_connection(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    say_right(store, about(store, talk, bartek).answer_id, bartek)
    withdraw(store, talk, anna)

    assert counts(store)["confirmation"] == 0


def test_withdrawing_twice_or_without_an_answer_changes_nothing(store, talk, anna, bartek):
    before = everything(store)
    withdraw(store, talk, anna)
    assert everything(store) == before
    answer(store, talk, anna, ANNA_LEARNED)
    withdraw(store, talk, anna)
    before = everything(store)
    withdraw(store, talk, anna, at=SECOND)
    assert everything(store) == before


def test_who_withdrew_can_answer_anew_and_is_connected_again(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    withdraw(store, talk, anna)

    assert answer(store, talk, anna, REVISED, at=SECOND)

    assert about(store, talk, bartek).words == REVISED
    assert view_of(store, talk, anna).connected_at == NOW + SECOND


def test_after_the_other_withdrew_other_words_replace_mine(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    revise(store, talk, anna, ADDED)
    withdraw(store, talk, bartek)

    revise(store, talk, anna, REVISED)

    assert rows(store, "SELECT revision, words FROM answer") == [(0, REVISED)]
    assert about(store, talk, bartek) is None


def test_withdrawing_after_seven_days_leaves_no_talk_to_answer(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    withdraw(store, talk, anna, at=WEEK)

    refuse(store, ConversationClosedError, lambda: answer(store, talk, anna, REVISED, at=WEEK))


# --- confirm and correct (P5) ---


def test_the_person_written_about_confirms_and_adds(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    answer_id = about(store, talk, bartek).answer_id

    say_right(store, answer_id, bartek)
    add_beside(store, answer_id, bartek, " I dowozi warzywa ")

    for seen in (about(store, talk, bartek), mine(store, talk, anna)):
        assert (seen.words, seen.is_confirmed) == (ANNA_LEARNED, True)
        assert seen.correction == "I dowozi warzywa"
    assert not about(store, talk, anna).is_confirmed
    assert about(store, talk, anna).correction is None


def test_nobody_but_the_person_written_about_confirms_or_adds(store, event, anna, bartek, celina):
    talk = connect(store, event, anna, bartek)
    answer_id = about(store, talk, bartek).answer_id

    for other in (anna, celina):
        refuse(store, UnknownAnswerError, lambda other=other: say_right(store, answer_id, other))
        refuse(
            store,
            UnknownAnswerError,
            lambda other=other: add_beside(store, answer_id, other, ADDED),
        )


def test_a_sealed_sentence_can_be_neither_confirmed_nor_corrected(store, talk, anna, bartek):
    answer_id = uuid4()
    answer(store, talk, anna, ANNA_LEARNED, answer_id=answer_id)

    refuse(store, UnknownAnswerError, lambda: say_right(store, answer_id, bartek))
    refuse(store, UnknownAnswerError, lambda: add_beside(store, answer_id, bartek, ADDED))


def test_a_sentence_sealed_again_can_be_neither_confirmed_nor_corrected(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    answer_id = about(store, talk, bartek).answer_id
    withdraw(store, talk, bartek)

    refuse(store, UnknownAnswerError, lambda: say_right(store, answer_id, bartek))
    refuse(store, UnknownAnswerError, lambda: add_beside(store, answer_id, bartek, ADDED))


def test_only_the_newest_words_can_be_confirmed_or_corrected(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    old = about(store, talk, bartek).answer_id
    revise(store, talk, anna, REVISED)

    refuse(store, UnknownAnswerError, lambda: say_right(store, old, bartek))
    refuse(store, UnknownAnswerError, lambda: add_beside(store, old, bartek, ADDED))


def test_a_sentence_that_is_not_there_is_refused(store, talk, bartek):
    refuse(store, UnknownAnswerError, lambda: say_right(store, uuid4(), bartek))
    refuse(store, UnknownAnswerError, lambda: add_beside(store, uuid4(), bartek, ADDED))


def test_confirming_twice_is_confirming_once(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    answer_id = about(store, talk, bartek).answer_id
    say_right(store, answer_id, bartek)
    before = everything(store)

    say_right(store, answer_id, bartek)

    assert everything(store) == before


def test_the_latest_correction_counts_and_the_same_one_twice_is_one(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    answer_id, first = about(store, talk, bartek).answer_id, uuid4()
    add_beside(store, answer_id, bartek, "I warzywa", correction_id=first)
    add_beside(store, answer_id, bartek, "I grzyby", at=SECOND)

    add_beside(store, answer_id, bartek, "I warzywa", correction_id=first, at=2 * SECOND)

    assert mine(store, talk, anna).correction == "I grzyby"
    assert counts(store)["correction"] == 2


def test_a_correction_stands_beside_the_words_after_they_were_revised(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    add_beside(store, about(store, talk, bartek).answer_id, bartek, "I warzywa")

    revise(store, talk, anna, REVISED)

    assert about(store, talk, bartek).correction == "I warzywa"


def test_a_vulgar_correction_is_shown_to_whoever_wrote_it_alone(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    add_beside(store, about(store, talk, bartek).answer_id, bartek, VULGAR)

    assert about(store, talk, bartek).correction == VULGAR
    assert mine(store, talk, anna).correction is None
    assert "Kurwa" not in repr(mine(store, talk, anna))


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (" ", AnswerRefusedError),
        ("42", AnswerRefusedError),
        ("fdsafdsa", AnswerRefusedError),
        ("ą" * (LONGEST + 1), AnswerLengthError),
    ],
)
def test_a_correction_that_nobody_can_read_is_refused_and_keeps_nothing(
    store, event, anna, bartek, words, error
):
    talk = connect(store, event, anna, bartek)
    answer_id = about(store, talk, bartek).answer_id

    refuse(store, error, lambda: add_beside(store, answer_id, bartek, words))


def test_what_was_learned_at_another_event_is_apart(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    meeting, people = next_meeting(store, event, "next", anna, bartek)
    admit(store, meeting, *people)
    next_talk = begin_talk(store, meeting, *people)
    answer(store, next_talk, people[0], REVISED)

    withdraw(store, talk, anna)

    assert mine(store, next_talk, people[0]).words == REVISED
    assert answer(store, next_talk, people[1], ADDED)
