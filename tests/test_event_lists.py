"""Whom guests are shown at an event, why, and how soon what changed is true on every screen."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, make_event, rows
from room import Room, furnished
from talks import answer, begin_talk, choose_entry_only, next_meeting, refuse

from matching.answers import Correction, confirm, correct, my_answer, withdraw_answer
from matching.badge_history import ActKind, list_acts, report_act
from matching.conversations import decline
from matching.desk import undo_admission
from matching.errors import UnknownAnswerError, UnknownSuggestionError
from matching.people import set_blocked
from matching.suggestions import (
    Release,
    Reply,
    ReplyKind,
    is_released,
    release_answer,
    reply_to_suggestion,
    state_of,
)
from matching.suggestions.reading import place_of

DAY = timedelta(days=1)


@pytest.fixture
def room(store, event, anna, bartek, celina) -> Room:
    return furnished(store, event, anna, bartek, celina)


def test_whoever_offers_what_the_other_needs_is_shown_to_both(room):
    room.refresh()

    # Anna and Celina have an acquaintance in common, which counts even more.
    assert room.names(room.anna)[:2] == ["Celina O'Connor", "Dorota Zero"]
    assert room.names(room.dorota)[0] == "Anna Nowak"
    assert room.names(room.celina)[:2] == ["Anna Nowak", "Ewa Pierwsza"]
    assert room.names(room.ewa)[0] == "Celina O'Connor"


def test_the_reasons_are_those_that_everybody_can_check_by_hand(room):
    room.refresh()

    assert room.reasons(room.anna, room.dorota) == [
        "Szuka: Kwiaty na spotkania. To jest wśród tego, co możesz dać.",
        "Może dać: Księgowość małych firm. Tego szukasz.",
    ]
    assert any("Bartek Wójcik" in one for one in room.reasons(room.anna, room.celina))
    english = room.reasons(room.anna, room.dorota, "en")
    assert any("Księgowość małych firm" in one for one in english)
    assert english != room.reasons(room.anna, room.dorota)


def test_nobody_whom_a_guest_has_talked_with_is_suggested_to_them(room):
    room.refresh()

    assert "Bartek Wójcik" not in room.names(room.anna) + room.names(room.celina)
    assert not {"Anna Nowak", "Celina O'Connor"} & set(room.names(room.bartek))


def test_a_talk_that_was_only_begun_is_no_stranger_either(room, store, event):
    room.refresh()
    room.admit(room.anna, room.dorota)
    begin_talk(store, event, room.anna, room.dorota)

    assert "Dorota Zero" not in room.names(room.anna)  # before anything is worked out again
    room.refresh()
    assert "Dorota Zero" not in room.names(room.anna)


def test_the_lists_stay_as_they_are_while_nothing_happens(room):
    assert room.refresh() == 5
    kept = sorted(rows(room.store, "SELECT * FROM suggestion"), key=str)

    assert room.refresh() == 0
    assert sorted(rows(room.store, "SELECT * FROM suggestion"), key=str) == kept


def test_whoever_never_agreed_is_neither_suggested_nor_named_nor_given_a_list(room):
    room.agree(room.dorota, is_given=False, at=DAY)
    room.agree(room.bartek, is_given=False, at=DAY)
    room.refresh()

    shown = [name for guest in room.everybody for name in room.names(guest)]
    assert not {"Dorota Zero", "Bartek Wójcik"} & set(shown)
    assert room.names(room.dorota) == []
    assert not any("Bartek" in one for one in room.reasons(room.anna, room.celina))


@pytest.mark.parametrize("way", ["takes it back", "entry only", "blocked", "cancelled"])
def test_whoever_takes_part_no_longer_is_gone_at_once(room, store, way):
    room.refresh()
    {
        "takes it back": lambda who: room.agree(who, is_given=False, at=DAY),
        "entry only": lambda who: choose_entry_only(store, who),
        "blocked": lambda who: set_blocked(store, who.person_id, is_blocked=True, now=NOW),
        "cancelled": room.cancel,
    }[way](room.dorota)

    assert "Dorota Zero" not in room.names(room.anna)
    assert room.names(room.dorota) == []


def test_an_acquaintance_is_a_reason_only_while_both_talks_stand(room, store):
    room.refresh()
    assert any("Bartek" in one for one in room.reasons(room.anna, room.celina))

    withdraw_answer(
        store, room.talks["Celina O'Connor"], author_id=room.celina.attendee_id, now=NOW
    )

    assert room.reasons(room.anna, room.celina)
    assert not any("Bartek" in one for one in room.reasons(room.anna, room.celina))


def test_an_acquaintance_who_takes_their_consent_back_is_named_no_more(room):
    room.refresh()
    room.agree(room.bartek, is_given=False, at=DAY)

    assert not any("Bartek" in one for one in room.reasons(room.anna, room.celina))


def test_a_reason_that_its_owner_struck_from_the_list_is_told_no_more(room):
    room.refresh()
    room.wish(room.dorota, "Ubezpieczenia", "")

    assert not any("Księgowość" in one for one in room.reasons(room.anna, room.dorota))
    assert room.reasons(room.anna, room.dorota)  # something true is left to say


@pytest.mark.parametrize("kind", [ReplyKind.DECLINED, ReplyKind.MET])
def test_what_was_declined_or_met_never_returns_to_either_side(room, kind):
    room.refresh()
    room.says(room.anna, room.dorota, kind)

    for _ in range(2):
        assert "Dorota Zero" not in room.names(room.anna)
        assert "Anna Nowak" not in room.names(room.dorota)
        room.refresh()


@pytest.mark.parametrize("said", [True, False, None])
def test_two_whom_somebody_introduces_are_not_suggested_whatever_they_say(room, said):
    """Else one could read the other's no from one's own list."""
    room.refresh()
    begun = room.propose(room.bartek, room.anna, room.celina)
    for turn in range(2):
        assert "Celina O'Connor" not in room.names(room.anna)
        assert "Anna Nowak" not in room.names(room.celina)
        if turn == 0 and said is not None:
            room.say(begun, room.celina, is_yes=said)
        room.refresh()


@pytest.mark.parametrize(
    "entry",
    [
        "Księgowość: pisz na dorota@zero.example",
        "Księgowość, tel. 600 100 200",
        "Księgowość www.zero.example",
        "Księgowość zero.pl",
        "Księgowość, kurwa",
        "Księgowość małych firm i " + "bardzo " * 20 + "dużych",
    ],
)
def test_a_contact_or_a_vulgar_word_in_a_profile_is_told_to_no_stranger(room, entry):
    room.wish(room.dorota, entry, "")
    room.refresh()

    told = " ".join(room.reasons(room.anna, room.dorota))
    assert "Księgowość" in told  # the chip speaks for the entry
    assert entry.rstrip(".") not in told
    assert not any(part in told for part in ("zero", "600", "kurwa", "bardzo"))


def test_an_entry_that_was_reworded_is_told_no_more_as_it_was(room):
    room.wish(room.dorota, "Księgowość po moim rozwodzie", "")
    room.refresh()
    room.wish(room.dorota, "Księgowość", "")

    assert not any("rozwodzie" in one for one in room.reasons(room.anna, room.dorota))


def test_another_takes_the_place_of_somebody_declined_at_once(room):
    room.refresh()
    before = room.names(room.anna)
    room.says(room.anna, room.dorota, ReplyKind.DECLINED)

    assert room.names(room.anna) == [name for name in before if name != "Dorota Zero"]
    assert room.names(room.anna)


def test_a_reply_taken_back_lets_them_return(room):
    room.says(room.anna, room.dorota, ReplyKind.DECLINED)
    room.says(room.anna, room.dorota, ReplyKind.NONE)
    room.refresh()

    assert "Dorota Zero" in room.names(room.anna)


def test_the_same_reply_again_is_one_fact_and_nobody_replies_for_others(room, store, event):
    fact = uuid4()
    for _ in range(3):
        room.says(room.anna, room.dorota, ReplyKind.DECLINED, id=fact)
    assert rows(store, "SELECT count(*) FROM suggestion_reply") == [(1,)]

    for author, about, where in [
        (room.ewa.attendee_id, room.dorota.attendee_id, event),  # the id of Anna's reply
        (room.ewa.attendee_id, room.ewa.attendee_id, event),
        (uuid4(), room.dorota.attendee_id, event),
        (room.ewa.attendee_id, room.dorota.attendee_id, make_event(store, "other")),
    ]:
        reply = Reply(fact, where, author, about, ReplyKind.MET)
        other = reply if author == room.ewa.attendee_id else replace(reply, reply_id=uuid4())
        refuse(
            store,
            UnknownSuggestionError,
            lambda other=other: reply_to_suggestion(store, other, now=NOW),
        )


def test_the_badge_s_history_lists_a_reply_and_takes_it_back(room, store):
    room.refresh()
    room.says(room.anna, room.dorota, ReplyKind.DECLINED)
    [act] = [act for act in list_acts(store, room.anna.person_id) if act.kind is ActKind.REPLY]
    assert (act.detail, act.other_name) == ("declined", "Dorota Zero")

    assert report_act(store, room.anna.person_id, act.act_id, now=NOW + DAY)

    assert "Dorota Zero" in room.names(room.anna)


def test_who_is_in_the_room_comes_first_and_the_others_are_on_their_way(room, store, event):
    room.admit(room.anna, room.celina)
    room.refresh()

    first, *others = room.shown(room.anna)
    assert (first.name, first.is_here) == ("Celina O'Connor", True)
    assert others
    assert not any(one.is_here for one in others)
    undo_admission(store, event, room.celina.attendee_id, now=NOW)
    assert not any(one.is_here for one in room.shown(room.anna))


def test_the_same_pair_is_proposed_at_most_once_a_month(room, store, event):
    room.refresh()
    assert "Dorota Zero" in room.names(room.anna)
    meeting, people = next_meeting(store, event, "next", *room.everybody)
    anna = people[0]

    room.refresh(meeting, at=7 * DAY)
    assert "Dorota Zero" not in room.names(anna, meeting, at=7 * DAY)
    room.refresh(meeting, at=31 * DAY)
    assert "Dorota Zero" in room.names(anna, meeting, at=31 * DAY)


def test_a_pair_that_nobody_was_shown_counts_as_never_proposed(room, store, event):
    room.refresh()
    meeting, people = next_meeting(store, event, "next", *room.everybody)
    room.refresh(meeting, at=7 * DAY)

    assert "Dorota Zero" in room.names(people[0], meeting, at=7 * DAY)


def test_what_a_talk_at_an_earlier_meeting_said_counts_at_the_next(room, store, event):
    room.says(room.anna, room.dorota, ReplyKind.MET)
    meeting, people = next_meeting(store, event, "next", *room.everybody)
    room.refresh(meeting)

    names = room.names(people[0], meeting)
    assert names
    assert not {"Dorota Zero", "Bartek Wójcik"} & set(names)


def test_members_of_a_chapter_that_know_each_other_are_not_suggested_to_each_other(room):
    room.insert("UPDATE series SET members_know_each_other = TRUE")
    for guest in (room.anna, room.dorota):
        sql = "UPDATE attendee SET role = 'member' WHERE attendee_id = $1"
        room.insert(sql, guest.attendee_id)
    room.refresh()

    assert "Dorota Zero" not in room.names(room.anna)
    assert room.names(room.anna)


def learned_about_dorota(room: Room):
    """Ewa learned in a talk that Dorota photographs gardens; both answered."""
    room.admit(room.dorota, room.ewa)
    talk = begin_talk(room.store, room.event, room.ewa, room.dorota)
    answer(room.store, talk, room.ewa, "Po pracy robi reklamę dla małych teatrów")
    answer(room.store, talk, room.dorota, "Uczy dzieci latać szybowcem")
    return my_answer(room.store, talk.conversation_id, author_id=room.ewa.attendee_id)


def test_what_others_learned_may_rank_but_is_worded_to_nobody(room):
    room.wish(room.celina, "Jabłka z sadu", "Reklama sadu")
    room.refresh()
    before = score(room, room.celina, room.dorota)
    learned_about_dorota(room)
    room.refresh()

    assert score(room, room.celina, room.dorota) > before
    assert not any("eklam" in one for one in room.reasons(room.celina, room.dorota))
    kept = rows(room.store, "SELECT reasons FROM suggestion")
    assert not any("teatr" in reasons for (reasons,) in kept)


def score(room: Room, who, about) -> float:
    sql = "SELECT score FROM suggestion WHERE attendee_id = '{}' AND suggested_id = '{}'"
    [(found,)] = rows(room.store, sql.format(who.attendee_id, about.attendee_id))
    return float(found)


def test_what_its_subject_confirmed_and_released_is_told_as_a_topic_never_its_words(room, store):
    room.wish(room.celina, "Jabłka z sadu", "Reklama sadu")
    sentence = learned_about_dorota(room)
    confirm(store, sentence.answer_id, by_id=room.dorota.attendee_id, now=NOW)
    release(room, sentence.answer_id, room.dorota)
    room.refresh()

    reasons = room.reasons(room.celina, room.dorota)
    assert any("Marketing" in one for one in reasons)
    assert not any("teatr" in one for one in reasons)

    release(room, sentence.answer_id, room.dorota, is_given=False)
    assert not any("Marketing" in one for one in room.reasons(room.celina, room.dorota))


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_sentence_is_a_reason_only_confirmed_and_while_it_stands(room, store, confirmed):
    room.wish(room.celina, "Jabłka z sadu", "Reklama sadu")
    sentence = learned_about_dorota(room)
    if confirmed:
        confirm(store, sentence.answer_id, by_id=room.dorota.attendee_id, now=NOW)
    release(room, sentence.answer_id, room.dorota)
    room.refresh()
    told = any("Marketing" in one for one in room.reasons(room.celina, room.dorota))
    assert told == confirmed

    [(talk,)] = rows(store, "SELECT conversation_id FROM release")
    withdraw_answer(store, talk, author_id=room.ewa.attendee_id, now=NOW)
    assert not any("Marketing" in one for one in room.reasons(room.celina, room.dorota))


def test_what_i_add_to_a_released_sentence_is_told_to_nobody_and_ends_the_release(room, store):
    room.wish(room.celina, "Jabłka z sadu", "Reklama sadu; tłumacz")
    sentence = learned_about_dorota(room)
    confirm(store, sentence.answer_id, by_id=room.dorota.attendee_id, now=NOW)
    release(room, sentence.answer_id, room.dorota)
    room.refresh()
    assert any("Marketing" in one for one in room.reasons(room.celina, room.dorota))

    added = Correction(uuid4(), sentence.answer_id, room.dorota.attendee_id, "Jest też tłumaczem")
    correct(store, added, now=NOW + DAY)

    assert not is_released(store, sentence.answer_id)
    for _ in range(2):
        told = " ".join(room.reasons(room.celina, room.dorota))
        assert "Marketing" not in told
        assert "łumacz" not in told
        room.refresh()


def release(room: Room, answer_id, by, is_given: bool = True) -> None:
    decision = Release(uuid4(), answer_id, by.attendee_id, is_given)
    release_answer(room.store, decision, now=NOW)


def test_only_the_person_written_about_releases_and_only_what_they_may_read(room, store, event):
    sentence = learned_about_dorota(room)
    for stranger in (room.ewa, room.anna):
        refuse(
            store,
            UnknownAnswerError,
            lambda who=stranger: release(room, sentence.answer_id, who),
        )
    room.admit(room.anna)
    sealed = begin_talk(store, event, room.anna, room.dorota)
    answer(store, sealed, room.anna, "Skleja modele statków z zapałek")
    mine = my_answer(store, sealed.conversation_id, author_id=room.anna.attendee_id)
    refuse(store, UnknownAnswerError, lambda: release(room, mine.answer_id, room.dorota))
    assert not is_released(store, sentence.answer_id)


def test_a_declined_talk_keeps_no_release(room, store):
    sentence = learned_about_dorota(room)
    release(room, sentence.answer_id, room.dorota)
    [(talk,)] = rows(store, "SELECT conversation_id FROM release")
    act = next(
        act
        for act in list_acts(store, room.ewa.person_id)
        if act.kind is ActKind.CONVERSATION and act.conversation_id == talk
    )
    report_act(store, room.ewa.person_id, act.act_id, now=NOW)

    assert rows(store, "SELECT * FROM release") == []


def test_the_state_changes_with_all_that_could_change_a_list(room, store, event):
    seen = {state_of(store, event)}

    def changed() -> bool:
        before = len(seen)
        seen.add(state_of(store, event))
        return len(seen) > before

    room.admit(room.anna, room.dorota)
    assert changed()
    talk = begin_talk(store, event, room.anna, room.dorota)
    assert changed()
    answer(store, talk, room.anna, "Skleja modele statków z zapałek")
    assert changed()
    decline(store, talk.conversation_id, by_id=room.anna.attendee_id, now=NOW)
    assert changed()
    room.says(room.anna, room.ewa, ReplyKind.MET)
    assert changed()
    room.agree(room.ewa, is_given=False, at=DAY)
    assert changed()
    room.wish(room.ewa, "Inne", "Rzeczy")
    assert changed()
    room.cancel(room.celina)
    assert changed()
    assert not changed()


@pytest.mark.parametrize(
    ("extra", "place"),
    [
        ("[]", ""),
        ('{"stand": null}', ""),
        ('{"Stolik": "7"}', "7"),
        ('{"dieta": "wege"}', ""),
        ('{"Stand": " B 12 ", "dieta": "wege"}', "B 12"),
        ("{}", ""),
    ],
)
def test_a_table_or_stand_on_the_list_tells_where_to_find_somebody(extra, place):
    assert place_of(extra) == place
