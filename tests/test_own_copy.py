"""A copy of one's data: all of it, what others may not know is not in it, sealed sentences."""

import csv
import io
import json
import zipfile
from uuid import uuid4

import pytest
from cast import NOW, rows
from evening import Evening
from rights_world import KEY, let_happen, new_world
from talks import (
    ANNA_LEARNED,
    BARTEK_LEARNED,
    admit,
    answer,
    begin_talk,
    connect,
    connections,
    everything,
    refuse,
    tables_with,
    view_of,
)

from matching.conversations import State
from matching.errors import ConversationClosedError, UnknownConversationError
from matching.privacy import erase_person
from matching.privacy.own_copy import PARTS, as_csv_files, as_json, own_copy
from matching.privacy.rules import erasure_rules
from matching.privacy.sealed import is_sealed, open_sealed
from matching.privacy.withholding import report_sentence


def test_every_table_of_a_person_is_in_their_copy_or_says_why_not():
    of_people = [rule for rule in erasure_rules() if rule.by]

    assert {rule.told for rule in of_people if rule.told} <= set(PARTS)
    assert [rule.table for rule in of_people if bool(rule.told) == bool(rule.untold)] == []
    assert set(PARTS) - {rule.told for rule in of_people} == {"written_by_me", "log"}


def test_a_copy_has_all_that_the_person_left_a_trace_in_and_nothing_of_strangers(store, chance):
    world = new_world(store, chance)
    let_happen(world, acts=14)
    copies = {person.person_id: own_copy(store, person.person_id) for person in world.people}
    filled = {part for copy in copies.values() for part in PARTS if copy[part]}
    assert filled | {"log"} == set(PARTS)

    for person in world.people:
        told = json.dumps(copies[person.person_id], default=str, ensure_ascii=False)
        assert person.email in told
        assert person.code in told
        others = [one for one in world.people if one.person_id != person.person_id]
        assert not [one.email for one in others if one.email in told]
        of_strangers = [
            words for words, people in world.words.items() if person.person_id not in people
        ]
        assert not [words for words in of_strangers if words in told]


def test_words_about_somebody_are_in_their_copy_once_they_have_answered(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)

    [about] = own_copy(store, bartek.person_id)["written_about_me"]
    assert (about["words"], about["status"], about["author"]) == (ANNA_LEARNED, "open", anna.name)
    assert about["conversation_id"] == talk.conversation_id


def test_of_a_sealed_sentence_the_copy_says_that_it_exists_and_no_word(store, event, anna, bartek):
    sealed_talk(store, event, anna, bartek)

    copy = own_copy(store, bartek.person_id)

    [about] = copy["written_about_me"]
    assert (about["words"], about["status"]) == (None, "sealed")
    assert ANNA_LEARNED.encode() not in as_json(copy, now=NOW)


def test_a_withheld_sentence_is_named_without_its_words(store, event, anna, bartek):
    connect(store, event, anna, bartek)
    kept = dict(rows(store, "SELECT words, answer_id FROM answer"))
    answer_id = kept[ANNA_LEARNED]
    report_sentence(store, uuid4(), answer_id=answer_id, by_id=bartek.attendee_id, now=NOW)

    copy = own_copy(store, bartek.person_id)

    assert copy["written_about_me"][0]["status"] == "withheld"
    assert ANNA_LEARNED.encode() not in as_json(copy, now=NOW)
    assert [row["kind"] for row in copy["said_to_sentences"]] == ["reported"]


def test_a_no_to_an_introduction_is_in_nobodys_copy_but_of_who_said_it(
    store, event, anna, bartek, celina
):
    evening = Evening(store, event, anna, bartek, celina)
    for one in (anna, celina):
        evening.know(bartek, one)
        evening.agree(one)
    begun = evening.propose()
    evening.say(begun, celina, is_yes=False)

    copies = {who.name: own_copy(store, who.person_id) for who in evening.all}

    kinds = {
        name: [row["kind"] for row in copy["introduction_decisions"]]
        for name, copy in copies.items()
    }
    assert kinds == {anna.name: [], bartek.name: ["yes"], celina.name: ["no"]}
    assert "Celina" not in json.dumps(copies[anna.name], default=str)


def test_json_and_csv_hold_the_same_and_no_cell_is_a_formula(store, event, anna, bartek):
    talk = begin_talk_of(store, event, anna, bartek)
    answer(store, talk, anna, "=SUM(A1) liczy podatki dla sadowników")
    copy = own_copy(store, anna.person_id)

    told = json.loads(as_json(copy, now=NOW))
    with zipfile.ZipFile(io.BytesIO(as_csv_files(copy))) as archive:
        names = set(archive.namelist())
        text = archive.read("written_by_me.csv").decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))

    assert names == {f"{part}.csv" for part in PARTS if told[part]}
    assert told["written_by_me"][0]["words"] == "=SUM(A1) liczy podatki dla sadowników"
    assert row["words"] == "'=SUM(A1) liczy podatki dla sadowników"
    assert set(row) == set(told["written_by_me"][0])


def test_whoever_was_erased_has_no_copy_but_what_the_log_says(store, event, anna, bartek):
    connect(store, event, anna, bartek)
    erase_person(store, anna.person_id, key=KEY, actor="self", now=NOW)

    copy = own_copy(store, anna.person_id)

    assert [part for part in PARTS if copy[part]] == ["log"]


# Sealed sentences


def begin_talk_of(store, event, anna, bartek):
    admit(store, event, anna, bartek)
    return begin_talk(store, event, anna, bartek)


def sealed_talk(store, event, anna, bartek):
    """Anna has written about Bartek, who has not answered."""
    talk = begin_talk_of(store, event, anna, bartek)
    answer(store, talk, anna, ANNA_LEARNED)
    return talk


def open_it(store, talk, who):
    return open_sealed(store, talk.conversation_id, reader_id=who.attendee_id, now=NOW)


def test_a_sealed_sentence_is_opened_and_the_conversation_ends_as_declined(
    store, event, anna, bartek
):
    talk = sealed_talk(store, event, anna, bartek)
    assert is_sealed(view_of(store, talk, bartek))

    opened = open_it(store, talk, bartek)

    assert opened.sentence.words == ANNA_LEARNED
    for who in (anna, bartek):
        assert view_of(store, talk, who).state is State.EXPIRED
    assert tables_with(store, ANNA_LEARNED) == []
    assert connections(store) == []
    assert rows(store, "SELECT actor, act, subject_id FROM audit") == [
        ("self", "sealed_opened", bartek.person_id)
    ]


def test_only_a_sealed_sentence_about_oneself_is_opened(store, event, anna, bartek, celina):
    talk = sealed_talk(store, event, anna, bartek)

    refuse(store, ConversationClosedError, lambda: open_it(store, talk, anna))
    refuse(store, UnknownConversationError, lambda: open_it(store, talk, celina))
    answer(store, talk, bartek, BARTEK_LEARNED)
    refuse(store, ConversationClosedError, lambda: open_it(store, talk, bartek))
    assert len(connections(store)) == 1


def test_opened_twice_shows_nothing_the_second_time(store, event, anna, bartek):
    talk = sealed_talk(store, event, anna, bartek)
    open_it(store, talk, bartek)
    before = everything(store)

    with pytest.raises(ConversationClosedError):
        open_it(store, talk, bartek)
    assert everything(store) == before
