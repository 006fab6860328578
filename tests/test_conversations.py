"""Who may begin a conversation, and how it stands for each of the two."""

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, invite, invite_many, make_event, rows
from chance import rounds
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
    connections,
    counts,
    everything,
    next_meeting,
    refuse,
    view_of,
)

from matching.answers import withdraw_answer as withdraw
from matching.badge_codes import new_badge_code
from matching.conversations import (
    NewConversation,
    State,
    another_question,
    conversations_of_person,
    decline,
    depth,
    start_conversation,
    view_conversation,
    waiting_for,
)
from matching.desk import undo_admission
from matching.errors import (
    CancelledError,
    EntryOnlyError,
    EventClosedError,
    NotAdmittedError,
    OtherEventError,
    OwnBadgeError,
    UnknownBadgeError,
    UnknownConversationError,
)
from matching.events import set_event
from matching.people import assign_spare_badge, new_spare_badges, replace_badge, set_blocked
from matching.seeking import Seeking, note_seeking


@pytest.fixture
def room(store, event, anna, bartek, celina):
    """All three have come in."""
    admit(store, event, anna, bartek, celina)


# --- a scan connects nobody (P1), two answers do (P2) ---


def test_two_badges_alone_connect_nobody(store, event, anna, bartek, room):
    begin_talk(store, event, anna, bartek)

    assert connections(store) == []
    assert rows(store, "SELECT count(*) FROM answer") == [(0,)]


def test_admissions_in_a_row_start_no_conversation(store, event):
    people = invite_many(store, event, rounds(600))
    admit(store, event, *people)

    assert counts(store)["admission"] == len(people)
    assert counts(store)["conversation"] == counts(store)["answer"] == 0


def test_one_answer_alone_connects_nobody(store, event, anna, bartek, room):
    conversation = begin_talk(store, event, anna, bartek)

    assert answer(store, conversation, anna, ANNA_LEARNED) is False

    assert connections(store) == []
    assert {view_of(store, conversation, one).state for one in (anna, bartek)} == {State.OPEN}
    assert depth(store, anna.person_id, bartek.person_id) == 0


@pytest.mark.parametrize("first", [0, 1])
def test_two_answers_connect_whoever_is_first(store, event, anna, bartek, room, first):
    conversation = begin_talk(store, event, anna, bartek)
    written = [(anna, ANNA_LEARNED), (bartek, BARTEK_LEARNED)]

    said = [
        answer(store, conversation, *written[first]),
        answer(store, conversation, *written[1 - first], at=SECOND),
    ]

    assert said == [False, True]
    assert connections(store) == [(conversation.conversation_id,)]
    for one in (anna, bartek):
        seen = view_of(store, conversation, one)
        assert (seen.state, seen.connected_at) == (State.CONNECTED, NOW + SECOND)


def test_two_answers_in_two_conversations_connect_nobody(store, event, anna, bartek, celina, room):
    with_bartek = begin_talk(store, event, anna, bartek)
    with_celina = begin_talk(store, event, celina, anna)

    answer(store, with_bartek, bartek, BARTEK_LEARNED)
    answer(store, with_celina, anna, ANNA_LEARNED)

    assert connections(store) == []


def test_answers_of_two_events_do_not_meet_in_a_connection(store, event, anna, bartek, room):
    answer(store, begin_talk(store, event, anna, bartek), anna, ANNA_LEARNED)
    meeting, people = next_meeting(store, event, "next", anna, bartek)
    admit(store, meeting, *people)

    answer(store, begin_talk(store, meeting, *people), people[1], BARTEK_LEARNED)

    assert connections(store) == []


def test_somebody_else_reads_and_answers_nothing(store, event, anna, bartek, celina, room):
    conversation = begin_talk(store, event, anna, bartek)
    mine = {"conversation_id": conversation.conversation_id}

    for act in (
        lambda: view_of(store, conversation, celina),
        lambda: answer(store, conversation, celina, "Prowadzi pasiekę", prompt_id="helps"),
        lambda: decline(store, **mine, by_id=celina.attendee_id, now=NOW),
        lambda: withdraw(store, **mine, author_id=celina.attendee_id, now=NOW),
        lambda: another_question(
            store, **mine, author_id=celina.attendee_id, shown=["helps"], now=NOW
        ),
    ):
        refuse(store, UnknownConversationError, act)


def test_a_conversation_that_nobody_began_is_unknown(store, event, anna, room):
    with pytest.raises(UnknownConversationError):
        view_conversation(store, uuid4(), reader_id=anna.attendee_id, now=NOW)


# --- who may begin, and that a refusal keeps nothing ---


def test_scanning_your_own_badge_is_refused_and_keeps_nothing(store, event, anna, room):
    refusal = refuse(store, OwnBadgeError, lambda: begin_talk(store, event, anna, anna))

    assert refusal.code == "own_badge"


def test_two_badges_of_one_person_are_their_own_badge_twice(store, event, anna, room):
    second = new_badge_code()
    issued = NOW.replace(tzinfo=None)
    with store._cursor() as cursor:
        cursor.execute(
            "INSERT INTO badge VALUES ($1, $2, $3, $4, NULL)",
            [second, event.series_id, anna.person_id, issued],
        ).fetchall()

    for code in (anna.code, second):
        refuse(
            store,
            OwnBadgeError,
            lambda code=code: begin_talk(store, event, anna, anna, partner_code=code),
        )


@pytest.mark.parametrize(("missing", "who"), [("Anna", "starter"), ("Bartek", "partner")])
def test_who_has_not_come_in_cannot_talk(store, event, anna, bartek, missing, who):
    admit(store, event, bartek if missing == "Anna" else anna)

    refusal = refuse(store, NotAdmittedError, lambda: begin_talk(store, event, anna, bartek))

    assert (refusal.code, refusal.who) == ("not_admitted", who)


@pytest.mark.parametrize("place", [0, 1])
def test_who_came_in_by_mistake_cannot_talk(store, event, anna, bartek, room, place):
    undo_admission(store, event, (anna, bartek)[place].attendee_id, now=NOW)

    refuse(store, NotAdmittedError, lambda: begin_talk(store, event, anna, bartek))


@pytest.mark.parametrize("place", [0, 1])
def test_entry_only_cannot_talk_and_which_of_the_two_it_is_stays_untold(
    store, event, anna, bartek, room, place
):
    choose_entry_only(store, (anna, bartek)[place])

    refusal = refuse(store, EntryOnlyError, lambda: begin_talk(store, event, anna, bartek))

    assert (refusal.code, vars(refusal)) == ("entry_only", {})


def test_entry_only_that_was_taken_back_talks(store, event, anna, bartek, room):
    choose_entry_only(store, bartek)
    choose_entry_only(store, bartek, False, at=SECOND)

    assert begin_talk(store, event, anna, bartek).is_open


@pytest.mark.parametrize("place", [0, 1])
def test_who_is_blocked_cannot_talk_and_which_of_the_two_it_is_stays_untold(
    store, event, anna, bartek, room, place
):
    set_blocked(store, (anna, bartek)[place].person_id, is_blocked=True, now=NOW)

    refusal = refuse(store, CancelledError, lambda: begin_talk(store, event, anna, bartek))

    assert (refusal.code, vars(refusal)) == ("cancelled", {})


@pytest.mark.parametrize("place", [0, 1])
def test_who_cancelled_cannot_talk(store, event, anna, bartek, room, place):
    with store._cursor() as cursor:
        cursor.execute(
            "UPDATE attendee SET status = 'cancelled' WHERE attendee_id = $1",
            [(anna, bartek)[place].attendee_id],
        ).fetchall()

    refuse(store, CancelledError, lambda: begin_talk(store, event, anna, bartek))


def test_a_badge_of_another_series_starts_nothing(store, event, anna, room):
    elsewhere = make_event(store, "elsewhere")
    stranger = invite(store, elsewhere, "Zofia Obca")
    admit(store, elsewhere, stranger)

    refuse(store, OtherEventError, lambda: begin_talk(store, event, anna, stranger))
    refuse(store, OtherEventError, lambda: begin_talk(store, event, stranger, anna))
    refuse(store, OtherEventError, lambda: begin_talk(store, elsewhere, anna, stranger))


def test_a_badge_of_the_series_starts_nothing_for_who_is_not_on_tonights_list(
    store, event, anna, bartek, room
):
    meeting, (anna_there,) = next_meeting(store, event, "next", anna)
    admit(store, meeting, anna_there)

    refuse(store, OtherEventError, lambda: begin_talk(store, meeting, anna_there, bartek))
    # Nor does the attendee of another evening begin one.
    refuse(store, OtherEventError, lambda: begin_talk(store, meeting, bartek, anna_there))


def test_who_came_in_at_another_event_of_the_series_has_not_come_in_here(
    store, event, anna, bartek, room
):
    meeting, people = next_meeting(store, event, "next", anna, bartek)

    refuse(store, NotAdmittedError, lambda: begin_talk(store, meeting, *people))


def test_a_replaced_badge_starts_nothing_and_the_new_one_does(store, event, anna, bartek, room):
    new_code = replace_badge(store, event, bartek.person_id, now=NOW)

    refuse(store, UnknownBadgeError, lambda: begin_talk(store, event, anna, bartek))

    assert begin_talk(store, event, anna, bartek, partner_code=new_code).is_open


def test_a_spare_badge_starts_nothing_until_somebody_has_it(store, event, anna, bartek, room):
    (spare,) = new_spare_badges(store, event, 1, now=NOW)
    refuse(
        store,
        UnknownBadgeError,
        lambda: begin_talk(store, event, anna, bartek, partner_code=spare),
    )

    assign_spare_badge(store, event, bartek.person_id, spare, now=NOW)

    conversation = begin_talk(store, event, anna, bartek, partner_code=spare)
    assert conversation.other.attendee_id == bartek.attendee_id


@pytest.mark.parametrize("code", ["", "EV1:", "https://example.org", "EV1:AAAAAAAAAAAAAAAAAA"])
def test_something_that_is_no_badge_starts_nothing(store, event, anna, room, code):
    new = NewConversation(uuid4(), event, anna.attendee_id, code, 1)

    refuse(store, UnknownBadgeError, lambda: start_conversation(store, new, now=NOW))


def test_before_the_event_opens_and_after_it_closes_nobody_begins(store, event, anna, bartek, room):
    closed = set_event(store, event, closed_at=NOW)
    refuse(store, EventClosedError, lambda: begin_talk(store, closed, anna, bartek))

    later = set_event(
        store, event, opens_at=NOW + timedelta(hours=1), closed_at=NOW + timedelta(hours=2)
    )
    refuse(store, EventClosedError, lambda: begin_talk(store, later, anna, bartek))


def test_a_talk_of_the_evening_can_be_answered_after_the_event_closed(
    store, event, anna, bartek, room
):
    conversation = begin_talk(store, event, anna, bartek)
    set_event(store, event, closed_at=NOW + SECOND)

    answer(store, conversation, anna, ANNA_LEARNED, at=timedelta(days=1))

    assert answer(store, conversation, bartek, BARTEK_LEARNED, at=timedelta(days=2))


# --- the same conversation ---


def test_the_same_pair_goes_on_with_the_conversation_they_have(store, event, anna, bartek, room):
    first = begin_talk(store, event, anna, bartek)
    answer(store, first, anna, ANNA_LEARNED)
    before = everything(store)

    again = begin_talk(store, event, bartek, anna, at=SECOND)

    assert again.conversation_id == first.conversation_id
    assert (again.me.name, again.i_started, again.other.has_answered) == (
        "Bartek Wójcik",
        False,
        True,
    )
    assert (again.me.prompt_id, again.other.prompt_id) == (
        first.other.prompt_id,
        first.me.prompt_id,
    )
    assert everything(store) == before


def test_a_connected_pair_that_shows_its_badges_again_stays_one_conversation(
    store, event, anna, bartek
):
    first = connect(store, event, anna, bartek)

    again = begin_talk(store, event, bartek, anna, at=SECOND)

    assert (again.conversation_id, again.state) == (first.conversation_id, State.CONNECTED)
    assert rows(store, "SELECT count(*) FROM conversation") == [(1,)]


def test_the_same_conversation_sent_twice_begins_once(store, event, anna, bartek, room):
    conversation_id = uuid4()
    first = begin_talk(store, event, anna, bartek, conversation_id=conversation_id)
    before = everything(store)

    again = begin_talk(store, event, anna, bartek, conversation_id=conversation_id, at=SECOND)

    assert again == first
    assert everything(store) == before


def test_a_conversation_sent_again_after_its_end_does_not_begin_anew(
    store, event, anna, bartek, room
):
    conversation = begin_talk(store, event, anna, bartek)
    mine = {"conversation_id": conversation.conversation_id}
    decline(store, **mine, by_id=anna.attendee_id, now=NOW)
    before = everything(store)

    assert begin_talk(store, event, anna, bartek, **mine).state is State.EXPIRED
    assert everything(store) == before


def test_a_conversations_id_used_by_somebody_else_shows_them_nothing(
    store, event, anna, bartek, celina, room
):
    conversation = begin_talk(store, event, anna, bartek)

    refuse(
        store,
        UnknownConversationError,
        lambda: begin_talk(
            store, event, celina, bartek, conversation_id=conversation.conversation_id
        ),
    )


def test_one_person_can_talk_with_many_at_once(store, event, anna, bartek, celina, room):
    talks = [begin_talk(store, event, bartek, one) for one in (anna, celina)]

    waiting = waiting_for(store, bartek.attendee_id, now=NOW)
    assert {one.conversation_id for one in waiting} == {one.conversation_id for one in talks}
    assert {one.other.name for one in waiting} == {"Anna Nowak", "Celina O'Connor"}


def test_what_waits_for_me_are_the_talks_without_my_answer_the_newest_first(
    store, event, anna, bartek, celina, room
):
    older = begin_talk(store, event, anna, bartek)
    newer = begin_talk(store, event, celina, anna, at=SECOND)

    def waiting(at=SECOND):
        found = waiting_for(store, anna.attendee_id, now=NOW + at)
        return [one.conversation_id for one in found]

    assert waiting() == [newer.conversation_id, older.conversation_id]
    assert waiting(WEEK) == [newer.conversation_id]
    answer(store, newer, anna, ANNA_LEARNED, at=SECOND)
    assert waiting() == [older.conversation_id]
    decline(store, older.conversation_id, by_id=bartek.attendee_id, now=NOW)
    assert waiting() == []


def test_my_conversations_are_those_of_all_events_the_newest_first(
    store, event, anna, bartek, celina, room
):
    first = begin_talk(store, event, anna, bartek)
    begin_talk(store, event, celina, bartek)
    meeting, people = next_meeting(store, event, "next", anna, bartek)
    admit(store, meeting, *people)
    second = begin_talk(store, meeting, *people, at=SECOND)

    mine = conversations_of_person(store, anna.person_id, now=NOW + SECOND)

    assert [one.conversation_id for one in mine] == [second.conversation_id, first.conversation_id]
    assert {one.me.person_id for one in mine} == {anna.person_id}
    assert {one.other.name for one in mine} == {"Bartek Wójcik"}


# --- entry only, chosen in the middle (P14) ---


@pytest.mark.parametrize("place", [0, 1])
def test_entry_only_chosen_after_the_start_keeps_every_answer_out(
    store, event, anna, bartek, room, place
):
    conversation = begin_talk(store, event, anna, bartek)
    choose_entry_only(store, (anna, bartek)[place])

    for author in (anna, bartek):
        refuse(
            store,
            EntryOnlyError,
            lambda author=author: answer(store, conversation, author, ANNA_LEARNED),
        )
    refuse(store, EntryOnlyError, lambda: begin_talk(store, event, anna, bartek))


@pytest.mark.parametrize("place", [0, 1])
def test_entry_only_chosen_between_two_answers_connects_nobody(
    store, event, anna, bartek, room, place
):
    conversation = begin_talk(store, event, anna, bartek)
    answer(store, conversation, anna, ANNA_LEARNED)
    choose_entry_only(store, (anna, bartek)[place])

    refuse(store, EntryOnlyError, lambda: answer(store, conversation, bartek, BARTEK_LEARNED))

    assert connections(store) == []


def test_the_id_of_a_conversation_stands_for_nobodys_badge(
    store, event, anna, bartek, celina, room
):
    """Ids stand in addresses and on buttons; whoever knows one has not shown the other's badge."""
    talk = begin_talk(store, event, anna, bartek)
    forged = {"conversation_id": talk.conversation_id}

    refuse(
        store,
        UnknownBadgeError,
        lambda: begin_talk(store, event, anna, bartek, partner_code=new_badge_code(), **forged),
    )
    refuse(
        store,
        UnknownConversationError,
        lambda: begin_talk(store, event, anna, celina, **forged),
    )


@pytest.mark.parametrize("place", [0, 1])
def test_entry_only_keeps_out_what_somebody_is_said_to_look_for(
    store, event, anna, bartek, room, place
):
    conversation = begin_talk(store, event, anna, bartek)
    choose_entry_only(store, (anna, bartek)[place])
    heard = Seeking(
        uuid4(), conversation.conversation_id, anna.attendee_id, (), "Szuka drukarni", "pl"
    )

    refuse(store, EntryOnlyError, lambda: note_seeking(store, heard, now=NOW))
