"""Who is asked what about whom, and how deep two people know each other."""

import pytest
from cast import NOW, invite_many
from talks import (
    ANNA_LEARNED,
    SECOND,
    WEEK,
    admit,
    answer,
    begin_talk,
    connect,
    next_meeting,
    view_of,
)

from matching.answers import withdraw_answer as withdraw
from matching.conversations import (
    another_question,
    depth,
)
from matching.errors import (
    RefusedError,
)
from matching.prompts import PromptKind, prompts_of

QUESTIONS = {prompt.prompt_id for prompt in prompts_of(PromptKind.QUESTION)}


@pytest.fixture
def room(store, event, anna, bartek, celina):
    """All three have come in."""
    admit(store, event, anna, bartek, celina)


def test_partners_are_never_asked_the_same(store, event, chance):
    people = invite_many(store, event, 6)
    admit(store, event, *people)
    for starter, partner in zip(people[::2], people[1::2], strict=True):
        conversation = begin_talk(store, event, starter, partner)
        asked = {
            starter.attendee_id: [conversation.me.prompt_id],
            partner.attendee_id: [conversation.other.prompt_id],
        }
        for _ in range(25):
            author_id = chance.choice(list(asked))
            asked[author_id].append(
                another_question(
                    store,
                    conversation.conversation_id,
                    author_id=author_id,
                    shown=asked[author_id],
                    now=NOW,
                )
            )
            now = view_of(store, conversation, starter)
            assert now.me.prompt_id != now.other.prompt_id
            assert {now.me.attendee_id: now.me.prompt_id} == {
                starter.attendee_id: asked[starter.attendee_id][-1]
            }


def test_another_question_shows_all_the_others_before_one_comes_again(
    store, event, anna, bartek, room
):
    conversation = begin_talk(store, event, anna, bartek)
    shown = [conversation.me.prompt_id]

    for _ in range(len(QUESTIONS) - 2):
        shown.append(
            another_question(
                store,
                conversation.conversation_id,
                author_id=anna.attendee_id,
                shown=shown,
                now=NOW,
            )
        )

    assert set(shown) == QUESTIONS - {conversation.other.prompt_id}
    assert len(shown) == len(set(shown))


def test_another_question_stays_my_question(store, event, anna, bartek, room):
    conversation = begin_talk(store, event, anna, bartek)

    chosen = another_question(
        store,
        conversation.conversation_id,
        author_id=anna.attendee_id,
        shown=[conversation.me.prompt_id],
        now=NOW,
    )

    assert view_of(store, conversation, anna).me.prompt_id == chosen
    assert view_of(store, conversation, bartek).other.prompt_id == chosen
    assert view_of(store, conversation, bartek).me.prompt_id == conversation.other.prompt_id


def test_what_was_answered_stays_out_of_the_partners_questions(store, event, anna, bartek, room):
    """Who has answered may look at other questions; the partner never gets the answered one."""
    conversation = begin_talk(store, event, anna, bartek)
    answered = conversation.me.prompt_id
    answer(store, conversation, anna, ANNA_LEARNED)
    mine = {"conversation_id": conversation.conversation_id, "now": NOW}
    shown = {anna: [answered], bartek: [conversation.other.prompt_id]}

    for _ in range(2 * len(QUESTIONS)):
        for author in (anna, bartek):
            try:
                chosen = another_question(
                    store, **mine, author_id=author.attendee_id, shown=shown[author]
                )
            except RefusedError:
                assert author is anna  # who has answered may be told that it is done
                continue
            shown[author].append(chosen)

    assert answered not in shown[bartek]


def test_nobody_is_asked_the_same_about_the_same_person_while_another_question_is_left(
    store, event, anna, bartek
):
    answered = {anna.person_id: [], bartek.person_id: []}
    for number in range(len(QUESTIONS)):
        meeting, people = next_meeting(store, event, f"meeting-{number}", anna, bartek)
        admit(store, meeting, *people)
        conversation = begin_talk(store, meeting, *people, at=number * WEEK)
        for side, other in (
            (conversation.me, conversation.other),
            (conversation.other, conversation.me),
        ):
            left = QUESTIONS - set(answered[side.person_id]) - {other.prompt_id}
            assert not left or side.prompt_id in left
        for person in people:
            words = f"Uczy {person.name} rzeczy numer {number}"
            answer(store, conversation, person, words, at=number * WEEK, is_second_try=True)
        for side in (conversation.me, conversation.other):
            answered[side.person_id].append(side.prompt_id)

    assert depth(store, anna.person_id, bartek.person_id) == len(QUESTIONS)
    assert all(len(set(asked)) >= len(QUESTIONS) - 1 for asked in answered.values())


def test_two_talks_at_once_at_two_events_ask_two_different_questions(store, event, chance):
    """Answered only afterwards; the author, the person and the question would be the same."""
    people = invite_many(store, event, 20)
    meeting, people_there = next_meeting(store, event, "next", *people)
    admit(store, event, *people)
    admit(store, meeting, *people_there)
    there = {person.person_id: person for person in people_there}

    for starter, partner in zip(people[::2], people[1::2], strict=True):
        first = begin_talk(store, event, starter, partner)
        second = begin_talk(
            store, meeting, there[starter.person_id], there[partner.person_id], at=SECOND
        )

        assert first.me.prompt_id != second.me.prompt_id
        assert first.other.prompt_id != second.other.prompt_id


def test_depth_counts_the_events_at_which_two_connected(store, event, anna, bartek, celina):
    connect(store, event, anna, bartek)
    admit(store, event, celina)
    begin_talk(store, event, anna, celina)
    for number, answering in enumerate([2, 1, 2]):
        meeting, people = next_meeting(store, event, f"meeting-{number}", anna, bartek)
        admit(store, meeting, *people)
        conversation = begin_talk(store, meeting, *people, at=number * WEEK)
        for person in people[:answering]:
            words = f"Numer {number} {person.name} uczy"
            answer(store, conversation, person, words, at=number * WEEK, is_second_try=True)

    assert depth(store, anna.person_id, bartek.person_id) == 3
    assert depth(store, bartek.person_id, anna.person_id) == 3
    assert depth(store, anna.person_id, celina.person_id) == 0
    withdraw(store, conversation.conversation_id, author_id=people[0].attendee_id, now=NOW)
    assert depth(store, anna.person_id, bartek.person_id) == 2
