"""On random evenings a mail says what the reader's own page says, piece by piece, and no more."""

import random
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from cast import NOW
from chance import IS_FULL, SEED
from mail_world import MailWorld

from matching.answers import my_answer
from matching.chapters.kept_promises import is_kept
from matching.consents import has_agreed
from matching.contacts import contacts_for
from matching.conversations import Conversation, State, conversations_of_person, waiting_for
from matching.follow_ups import promise_of
from matching.introductions import asked, ideas_for
from matching.mailing.contents import contents
from matching.mailing.nouns import MailKind, MatchMail
from matching.model import ConsentKind
from matching.store import Store
from matching.suggestions import ReasonKind, suggestions_for

WORLDS = range(40 if IS_FULL else 3)


@pytest.fixture(scope="module", params=WORLDS)
def world(request) -> Iterator[MailWorld]:
    with Store.open() as store:
        yield MailWorld(store, random.Random(f"{SEED} {request.param}"))


def talks_at(world: MailWorld, person_id: UUID) -> list[Conversation]:
    """This person's own, as the page has them, in the order of the talks."""
    found = conversations_of_person(world.store, person_id, now=NOW)
    return sorted(found, key=lambda one: (one.started_at, one.conversation_id))


def due(world: MailWorld, talk: Conversation) -> date:
    found = promise_of(world.store, talk.conversation_id, author_id=talk.me.attendee_id)
    if found is None or is_kept(world.store, found.promise_id):
        return date.max
    return found.due_on or date.max


def may_get_mail(world: MailWorld, place: int) -> bool:
    person_id = world.persons[place]
    sql = (
        "SELECT person.email <> '' AND NOT person.is_blocked AND attendee.status = 'expected'"
        " FROM person INNER JOIN attendee ON person.person_id = attendee.person_id"
        " WHERE person.person_id = $1"
    )
    with world.store._cursor() as cursor:
        [(can,)] = cursor.execute(sql, [person_id]).fetchall()
    return can and has_agreed(world.store, person_id, ConsentKind.MAIL)


def came(world: MailWorld, place: int) -> bool:
    sql = "SELECT 1 FROM current_admission WHERE attendee_id = $1"
    with world.store._cursor() as cursor:
        is_in = bool(cursor.execute(sql, [world.attendees[place]]).fetchall())
    return is_in or bool(shown_talks(world, place))


def shown_talks(world: MailWorld, place: int) -> list[Conversation]:
    """Without those that wait for somebody who takes part in the entry only."""
    return [
        talk
        for talk in talks_at(world, world.persons[place])
        if talk.state is State.CONNECTED
        or (
            talk.state is State.OPEN
            and not has_agreed(world.store, talk.other.person_id, ConsentKind.ENTRY_ONLY)
        )
    ]


def test_exactly_those_get_a_mail_who_came_and_want_it(world):
    expected = {
        world.attendees[place]
        for place in range(len(world.persons))
        if may_get_mail(world, place) and came(world, place)
    }

    assert contents(world.store, world.event, MailKind.MATCHES, now=NOW).keys() == expected


def test_one_at_a_time_says_what_all_at_once_say(world):
    for kind in (MailKind.MATCHES, MailKind.REMINDER, MailKind.INVITATION):
        every = contents(world.store, world.event, kind, now=NOW)
        for one in world.attendees[:8]:
            alone = contents(world.store, world.event, kind, now=NOW, attendee_ids=[one])
            assert alone.get(one) == every.get(one)


def own_mails(world: MailWorld) -> list[tuple[int, MatchMail]]:
    every = contents(world.store, world.event, MailKind.MATCHES, now=NOW)
    return [
        (place, every[one])
        for place, one in enumerate(world.attendees)
        if one in every and not every[one].recipient.is_address_shared
    ]


def test_the_connections_are_those_of_the_page_with_the_readers_own_words(world):
    for place, mail in own_mails(world):
        connected = [one for one in shown_talks(world, place) if one.state is State.CONNECTED]
        expected = sorted(connected, key=lambda talk: due(world, talk))
        assert [one.conversation_id for one in mail.met] == [
            talk.conversation_id for talk in expected[:3]
        ]
        assert mail.has_more == (len(connected) > 3)
        for one, talk in zip(mail.met, expected, strict=False):
            ids = one.conversation_id, talk.me.attendee_id
            promise = promise_of(world.store, ids[0], author_id=ids[1])
            assert (one.name, one.attendee_id) == (talk.other.name, talk.other.attendee_id)
            assert one.sentence == my_answer(world.store, ids[0], author_id=ids[1])
            assert one.contact == contacts_for(world.store, ids[0], reader_id=ids[1])
            assert one.promise == promise
            assert one.is_kept == bool(promise and is_kept(world.store, promise.promise_id))


def test_what_waits_for_the_reader_is_what_waits_on_the_page(world):
    for place, mail in own_mails(world):
        waiting = waiting_for(world.store, world.attendees[place], now=NOW)
        still_open = [one for one in shown_talks(world, place) if one.state is State.OPEN]
        mine = [one.conversation_id for one in mail.halves if not one.i_answered]
        assert sorted(mine) == sorted(one.conversation_id for one in waiting)
        assert [one.conversation_id for one in mail.halves] == [
            one.conversation_id for one in sorted(still_open, key=lambda talk: talk.me.has_answered)
        ]
        assert [one.ends_at for one in mail.halves if one.i_answered] == [
            one.ends_at for one in still_open if one.me.has_answered
        ]


def test_at_most_one_introduction_or_idea_is_offered_as_on_the_page(world):
    for place, mail in own_mails(world):
        who = world.store, world.event, world.attendees[place]
        waiting, ideas = asked(*who, now=NOW), ideas_for(*who, now=NOW)
        if waiting:
            offered = mail.introduction
            assert offered.introduction_id == waiting[0].introduction_id
            assert offered.introducer_name == waiting[0].introducer.name
            assert (offered.name, mail.idea) == (waiting[0].other.name, None)
        else:
            names = [(one.one.name, one.other.name) for one in ideas[:1]]
            assert mail.introduction is None
            assert names == ([(mail.idea.one_name, mail.idea.other_name)] if mail.idea else [])


def test_suggestions_and_their_reasons_are_those_of_the_page_and_only_for_who_met_nobody(world):
    for place, mail in own_mails(world):
        found = suggestions_for(world.store, world.event, world.attendees[place], now=NOW, wanted=2)
        expected = [] if mail.met else found
        assert [(one.attendee_id, one.reasons, one.prompt_id) for one in mail.suggested] == [
            (one.attendee_id, one.reasons, one.prompt_id) for one in expected
        ]


def test_an_introduction_is_given_no_reason_that_no_longer_holds(world):
    for _, mail in own_mails(world):
        for one in mail.introduction.reasons if mail.introduction else ():
            assert one.kind is not ReasonKind.NOT_MET
            assert one.name != mail.introduction.introducer_name


def test_a_reminder_is_of_open_promises_in_connections_only(world):
    every = contents(world.store, world.event, MailKind.REMINDER, now=NOW)
    for place, one in enumerate(world.attendees):
        talks = [
            talk
            for talk in shown_talks(world, place)
            if talk.state is State.CONNECTED and may_get_mail(world, place)
        ]
        promised = [
            (promise, talk)
            for talk in sorted(talks, key=lambda talk: due(world, talk))
            if (promise := promise_of(world.store, talk.conversation_id, author_id=one))
            and not is_kept(world.store, promise.promise_id)
        ]
        mail = every.get(one)
        assert (mail is not None) == bool(promised)
        if mail and not mail.recipient.is_address_shared:
            assert [(each.promise, each.name) for each in mail.promises] == [
                (promise, talk.other.name) for promise, talk in promised
            ]
