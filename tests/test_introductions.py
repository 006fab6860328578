"""An introduction goes through somebody both know; silence is a no, and no no is shown (P8)."""

from dataclasses import fields, replace
from uuid import UUID, uuid4

import pytest
from cast import NOW, invite, make_event, rows
from evening import ANNA, CELINA, HOUR, Evening
from talks import (
    SECOND,
    WEEK,
    admit,
    begin_talk,
    choose_entry_only,
    connect,
    connections,
    next_meeting,
)
from test_races import together

from matching.badge_history import ActKind
from matching.errors import (
    AlreadyIntroducedError,
    CannotIntroduceError,
    EventClosedError,
    IntroductionClosedError,
    UnknownIntroductionError,
)
from matching.introductions import (
    Introduction,
    OwnIntroduction,
    Party,
    State,
    answer_idea,
    asked,
    propose,
)
from matching.people import set_blocked
from matching.prompts import PromptKind, load_prompts


@pytest.fixture
def e(store, event, anna, bartek, celina) -> Evening:
    evening = Evening(store, event, anna, bartek, celina)
    for person in (anna, celina):
        evening.agree(person)
    return evening


@pytest.fixture
def talks(e) -> list[UUID]:
    return [e.know(e.anna, e.bartek), e.know(e.bartek, e.celina)]


@pytest.fixture
def suggested(e, talks) -> None:
    """Celina is on Anna's list, since Bartek could introduce them."""
    e.suggest(e.anna, e.celina)


@pytest.fixture
def begun(e, talks) -> UUID:
    """Bartek introduces Anna and Celina."""
    return e.propose()


# Ideas


def test_whoever_knows_both_is_asked_first_and_nothing_is_kept_until_then(e, suggested):
    assert e.ideas(e.bartek) == [{ANNA, CELINA}]
    assert rows(e.store, "SELECT * FROM introduction") == []
    assert e.seen(e.anna, e.celina) == []


def test_my_yes_to_an_idea_lets_both_be_asked(e, suggested):
    e.idea(True, e.bartek, e.celina, e.anna)

    assert (e.asks(e.anna), e.asks(e.celina)) == ([CELINA], [ANNA])
    assert (e.ideas(e.bartek), e.states()) == ([], [State.ASKING])
    assert rows(e.store, "SELECT origin FROM introduction") == [("idea",)]


def test_my_no_to_an_idea_asks_nobody_and_the_idea_does_not_come_back(e, suggested):
    e.idea(False)

    assert e.seen() == []
    e.refuse(CannotIntroduceError, e.idea)


def test_after_my_no_to_an_idea_i_can_still_introduce_them_myself(e, suggested):
    e.idea(False)
    e.propose()

    assert (e.asks(e.anna), e.asks(e.celina), e.states()) == ([CELINA], [ANNA], [State.ASKING])
    e.refuse(AlreadyIntroducedError, e.propose)


def test_another_who_knows_both_is_not_told_of_my_no_to_an_idea(e, suggested):
    dawid = e.also_knows_both()
    e.idea(False)

    begun = e.propose(dawid, e.anna, e.celina)

    assert (e.asks(e.anna), e.asks(e.celina)) == ([CELINA], [ANNA])
    e.say(begun, e.anna)
    assert e.say(begun, e.celina)
    e.refuse(AlreadyIntroducedError, e.propose)


def test_another_can_be_given_the_idea_that_i_said_no_to(e, suggested):
    dawid = e.also_knows_both()
    e.idea(False)
    e.insert("UPDATE suggestion SET via_id = $1", dawid.attendee_id)

    assert (e.ideas(dawid), e.ideas(e.bartek)) == ([{ANNA, CELINA}], [])
    e.idea(False, dawid, e.anna, e.celina)
    assert e.ideas(dawid) == []


def test_what_was_not_me_another_can_introduce(e, begun):
    dawid = e.also_knows_both()
    e.refuse(AlreadyIntroducedError, e.propose, dawid, e.anna, e.celina)
    e.not_me(e.bartek)

    e.propose(dawid, e.anna, e.celina)

    assert (e.asks(e.anna), e.asks(e.celina)) == ([CELINA], [ANNA])
    e.refuse(AlreadyIntroducedError, e.propose)


def test_three_ideas_at_most_the_best_first_and_a_pair_once(e, talks):
    others = [e.guest(f"Gość {place}") for place in range(4)]
    for place, person in enumerate(others):
        e.suggest(e.anna, person, 0.1 * place)
        e.suggest(person, e.anna, 0.05)
    e.suggest(e.celina, others[0], 0.9)

    best = [{CELINA, "Gość 0"}, {ANNA, "Gość 3"}, {ANNA, "Gość 2"}]
    assert e.ideas(e.bartek) == best


LAPSES = {
    "one no longer agrees": lambda e: e.agree(e.celina, is_given=False, at=SECOND),
    "one takes part in the entry only": lambda e: choose_entry_only(e.store, e.anna),
    "the introducer takes part in the entry only": lambda e: choose_entry_only(e.store, e.bartek),
    "one is blocked": lambda e: set_blocked(e.store, e.celina.person_id, is_blocked=True, now=NOW),
    "one is cancelled": lambda e: e.cancel(e.anna),
    "the introducer is cancelled": lambda e: e.cancel(e.bartek),
    "they are connected": lambda e: e.know(e.anna, e.celina),
    "one would rather not": lambda e: e.reply(e.celina, e.anna),
    "one says they have met": lambda e: e.reply(e.anna, e.celina, "met"),
}


@pytest.mark.parametrize("lapse", LAPSES.values(), ids=LAPSES)
def test_an_idea_lapses_when(e, suggested, lapse):
    lapse(e)

    assert e.ideas(e.bartek, SECOND) == []
    e.refuse(CannotIntroduceError, e.idea)


def test_there_is_no_idea_for_two_who_are_talking(e, suggested):
    admit(e.store, e.event, *e.all)
    begin_talk(e.store, e.event, e.anna, e.celina)

    assert e.ideas(e.bartek) == []
    assert e.ideas(e.bartek, WEEK) == [{ANNA, CELINA}]


def test_a_reply_that_was_taken_back_lets_the_idea_come_back(e, suggested):
    e.reply(e.anna, e.celina)
    e.reply(e.anna, e.celina, "none", place=1)

    assert e.ideas(e.bartek) == [{ANNA, CELINA}]


def test_an_answer_withdrawn_takes_the_idea_along(e, suggested, talks):
    e.withdraw(e.bartek, talks[0])

    assert e.ideas(e.bartek) == []
    e.refuse(CannotIntroduceError, e.idea)


def test_whom_i_met_at_an_earlier_meeting_i_can_introduce_tonight(e, talks):
    meeting, people = next_meeting(e.store, e.event, "next", *e.all)
    now = Evening(e.store, meeting, *people)
    now.suggest(now.anna, now.celina)

    assert (now.ideas(now.bartek), e.ideas(e.bartek)) == ([{ANNA, CELINA}], [])
    now.idea()
    assert (now.asks(now.celina), now.asks(e.celina), e.asks(now.celina)) == ([ANNA], [], [])


# One's own


def test_only_two_different_people_whom_i_know_can_be_introduced(e, talks):
    stranger = invite(e.store, e.event, "Dawid Nowy")
    elsewhere = invite(e.store, make_event(e.store, "other"), "Ewa Obca")
    nobody = replace(e.anna, attendee_id=uuid4())
    for people in [
        (e.bartek, e.anna, e.anna),
        (e.bartek, e.bartek, e.anna),
        (e.bartek, e.anna, stranger),
        (e.bartek, e.anna, elsewhere),
        (e.bartek, e.anna, nobody),
        (stranger, e.anna, e.celina),
        (e.anna, e.bartek, e.celina),  # they know each other, and Anna knows only one
        (nobody, e.anna, e.celina),
    ]:
        e.refuse(CannotIntroduceError, e.propose, *people)
        e.refuse(CannotIntroduceError, e.idea, False, *people)


def test_a_connection_that_was_withdrawn_i_cannot_introduce(e, talks):
    e.withdraw(e.celina, talks[1])

    e.refuse(CannotIntroduceError, e.propose)


def test_a_stranger_does_not_learn_that_there_is_an_introduction(e, begun):
    stranger = invite(e.store, e.event, "Dawid Nowy")

    e.refuse(CannotIntroduceError, e.propose, stranger, e.anna, e.celina)


def test_after_the_event_nobody_is_introduced_but_answers_by_mail_still_count(e, begun):
    closed = replace(e.event, closed_at_utc=NOW)
    e.refuse(EventClosedError, e.propose, e.bartek, e.anna, e.guest("Dawid Nowy"), event=closed)

    assert not e.say(begun, e.anna, channel="mail")
    assert e.say(begun, e.celina, channel="mail")


@pytest.mark.parametrize("why", ["no consent", "declined", "met"])
def test_who_did_not_agree_is_never_asked_and_the_introducer_is_not_told(e, talks, why):
    if why == "no consent":
        e.agree(e.celina, is_given=False, at=SECOND)
    else:
        e.reply(e.celina, e.anna, why)

    begun = e.propose()

    assert e.is_quiet()
    for who in (e.anna, e.celina):
        e.refuse(IntroductionClosedError, e.say, begun, who)
    assert (e.states(WEEK - SECOND), e.states(WEEK)) == ([State.ASKING], [])


def to_the_introduction(e) -> None:
    e.say(e.propose(), e.celina, False)


NOS = {
    "a no to an introduction": to_the_introduction,
    "not now": lambda e: e.reply(e.celina, e.anna),
    "we have met": lambda e: e.reply(e.anna, e.celina, "met"),
}


@pytest.mark.parametrize("say_no", NOS.values(), ids=NOS)
def test_what_one_of_them_refused_is_kept_to_at_the_next_meeting(e, talks, say_no):
    meeting, people = next_meeting(e.store, e.event, "next", *e.all)
    now = Evening(e.store, meeting, *people)
    say_no(e)

    begun = propose(now.store, now.new(), now=NOW + HOUR)

    assert now.is_quiet(HOUR)
    for who in (now.anna, now.celina):
        now.refuse(IntroductionClosedError, now.say, begun, who, at=HOUR)
    assert now.states(HOUR) == [State.ASKING]


def test_a_no_to_one_introduction_holds_when_another_introduces_the_same_two(e, begun):
    dawid = e.also_knows_both()
    e.say(begun, e.celina, False)
    e.not_me(e.bartek)

    propose(e.store, e.new(dawid, e.anna, e.celina), now=NOW + HOUR)

    assert e.is_quiet(HOUR)


def test_a_reply_to_the_last_meeting_lets_the_idea_of_tonight_lapse(e, talks):
    meeting, people = next_meeting(e.store, e.event, "next", *e.all)
    now = Evening(e.store, meeting, *people)
    now.suggest(now.anna, now.celina)
    e.reply(e.celina, e.anna)

    assert now.ideas(now.bartek) == []


def test_a_reply_from_a_stale_page_after_an_earlier_one_lets_nobody_be_asked(e, talks):
    e.reply(e.anna, e.celina, "met")
    begun = propose(e.store, e.new(), now=NOW + SECOND)
    e.reply(e.anna, e.celina, "declined", at=HOUR, place=1)

    assert e.is_quiet(HOUR)
    e.refuse(IntroductionClosedError, e.say, begun, e.celina, at=HOUR)


def test_a_reply_taken_back_in_between_counts_only_since_it_was_said_again(e, talks):
    e.reply(e.anna, e.celina, "met")
    propose(e.store, e.new(), now=NOW + SECOND)
    e.reply(e.anna, e.celina, "none", at=HOUR, place=1)
    assert (e.asks(e.anna, HOUR), e.asks(e.celina, HOUR)) == ([CELINA], [ANNA])

    e.reply(e.anna, e.celina, at=2 * HOUR, place=2)
    assert (e.asks(e.anna, 2 * HOUR), e.asks(e.celina, 2 * HOUR)) == ([], [ANNA])


# The two are asked


def test_both_are_asked_the_same_and_see_no_contact(e, begun):
    [to_anna] = asked(e.store, e.event, e.anna.attendee_id, now=NOW)
    [to_celina] = asked(e.store, e.event, e.celina.attendee_id, now=NOW)

    assert to_anna.introducer == to_celina.introducer
    assert to_anna.introducer == Party(e.bartek.attendee_id, "Bartek Wójcik", "")
    assert to_anna.other == Party(e.celina.attendee_id, CELINA, "")
    assert to_anna.prompt_id == to_celina.prompt_id
    assert load_prompts()[to_anna.prompt_id].kind is PromptKind.QUESTION
    assert e.asks(e.bartek) == []
    shown = {one.name for kind in (Party, Introduction, OwnIntroduction) for one in fields(kind)}
    assert not shown & {"email", "phone", "contact"}


def test_two_yes_make_it_and_one_does_not(e, begun):
    assert not e.say(begun, e.celina)
    assert (e.asks(e.celina), e.asks(e.anna)) == ([], [CELINA])
    assert (e.made(e.celina), e.made(e.anna), e.states()) == ([], [], [State.ASKING])

    assert e.say(begun, e.anna, at=HOUR)

    assert (e.made(e.anna, HOUR), e.made(e.celina, 4 * WEEK)) == ([CELINA], [ANNA])
    assert (e.asks(e.anna), e.made(e.bartek), e.states()) == ([], [], [State.MADE])
    assert len(connections(e.store)) == 2  # P2: that connects nobody


def test_nobody_sees_what_the_other_has_said_until_it_is_made(e, begun):
    before = [e.seen(e.anna, e.bartek, at=at) for at in (HOUR, WEEK)]
    for is_yes in (True, False):
        assert not e.say(begun, e.celina, is_yes)

        assert [e.seen(e.anna, e.bartek, at=at) for at in (HOUR, WEEK)] == before
    assert not e.say(begun, e.anna)  # as if it were the first yes

    assert e.is_quiet()
    assert e.states() == [State.ASKING]
    e.refuse(IntroductionClosedError, e.say, begun, e.celina)


def test_declined_and_expired_read_the_same_to_everybody(e, talks):
    silent, unwilling = e.guest("Dawid Nowy"), e.guest("Dawid Nowy")
    expired, declined = (e.propose(e.bartek, e.anna, who) for who in (silent, unwilling))
    e.say(declined, unwilling, False)

    assert e.asks(e.anna) == ["Dawid Nowy"] * 2
    assert e.states() == [State.ASKING] * 2
    assert e.seen(e.anna, e.bartek, silent, unwilling, at=WEEK) == []
    for begun in (expired, declined):
        e.refuse(AlreadyIntroducedError, e.propose, e.bartek, e.anna, silent)
        e.refuse(IntroductionClosedError, e.say, begun, e.anna, at=WEEK)


def test_silence_is_a_no(e, begun):
    e.say(begun, e.anna)

    assert e.asks(e.celina, WEEK - SECOND) == [ANNA]
    assert e.seen(at=WEEK) == []
    e.refuse(IntroductionClosedError, e.say, begun, e.celina, at=WEEK)


def test_i_can_change_my_yes_until_it_is_made(e, begun):
    e.say(begun, e.anna)
    e.say(begun, e.anna, False)

    assert not e.say(begun, e.celina)
    assert e.is_quiet()


def test_what_is_made_cannot_be_unmade_by_a_no(e, begun):
    e.say(begun, e.anna)
    e.say(begun, e.celina)

    e.refuse(AlreadyIntroducedError, e.say, begun, e.anna, False)
    assert e.say(begun, e.anna)
    assert rows(e.store, "SELECT count(*) FROM introduction_decision") == [(3,)]


@pytest.mark.parametrize("lapse", LAPSES.values(), ids=LAPSES)
def test_it_is_never_made_once(e, begun, lapse):
    e.say(begun, e.celina)
    lapse(e)

    assert e.asks(e.anna, SECOND) == [] or lapse is LAPSES["one would rather not"]
    if e.asks(e.anna, SECOND):
        assert not e.say(begun, e.anna, at=SECOND)
    else:
        e.refuse(IntroductionClosedError, e.say, begun, e.anna, at=SECOND)
    assert e.is_quiet(SECOND)


def test_a_reply_is_a_no_that_the_other_is_not_told(e, begun):
    before = e.seen(e.anna, e.bartek)

    e.reply(e.celina, e.anna, at=SECOND)

    assert e.seen(e.anna, e.bartek) == before
    assert e.asks(e.celina) == []
    assert not e.say(begun, e.anna, at=HOUR)


def test_an_answer_withdrawn_ends_what_was_built_on_it(e, begun, talks):
    e.say(begun, e.anna)
    e.withdraw(e.bartek, talks[0])

    assert e.seen() == []
    e.refuse(IntroductionClosedError, e.say, begun, e.celina)


def test_once_made_it_outlives_a_withdrawal_but_not_entry_only(e, begun, talks):
    e.say(begun, e.anna)
    e.say(begun, e.celina)

    e.withdraw(e.bartek, talks[0])
    e.agree(e.celina, is_given=False, at=SECOND)
    e.reply(e.celina, e.anna, at=SECOND)
    assert e.made(e.anna) == [CELINA]

    choose_entry_only(e.store, e.celina)
    assert e.seen() == []


def test_once_they_are_connected_there_is_nothing_left_to_show(e, begun):
    e.say(begun, e.anna)
    e.say(begun, e.celina)
    connect(e.store, e.event, e.anna, e.celina)

    assert e.made(e.anna) == e.made(e.celina) == []


# Ids and races


def test_the_same_again_is_the_same(e, suggested):
    idea, yes = e.new(), uuid4()

    begun = answer_idea(e.store, idea, is_yes=True, now=NOW)
    assert begun == idea.introduction_id
    assert answer_idea(e.store, idea, is_yes=False, now=NOW + WEEK) == begun
    assert not e.say(begun, e.anna, id=yes)
    assert not e.say(begun, e.anna, False, id=yes, at=HOUR)
    assert e.say(begun, e.celina)
    assert e.say(begun, e.anna, id=yes, at=2 * WEEK)


def test_an_id_of_somebody_elses_stands_in_nobodys_way(e, begun):
    dawid = e.guest("Dawid Nowy")

    own = e.propose(e.bartek, dawid, e.celina, id=begun)
    assert own == e.propose(e.bartek, e.celina, dawid, id=begun) != begun

    for introduction, side in [(begun, e.anna), (own, dawid)]:
        e.say(introduction, side, id=begun)
        assert e.say(introduction, e.celina, id=begun)


def test_nobody_else_can_decide(e, begun):
    stranger = invite(e.store, e.event, "Dawid Nowy")

    for introduction, who in [(begun, e.bartek), (begun, stranger), (uuid4(), e.anna)]:
        e.refuse(UnknownIntroductionError, e.say, introduction, who)


def test_of_several_who_introduce_the_same_two_at_once_one_is_first(e, suggested):
    dawid = e.also_knows_both()

    results = together([e.idea, lambda: e.propose(dawid, e.celina, e.anna), e.propose])

    lost = [type(result) for result in results if not isinstance(result, UUID)]
    assert lost == [AlreadyIntroducedError] * 2
    assert rows(e.store, "SELECT count(*) FROM introduction_decision") == [(1,)]


def test_both_say_yes_at_once_and_exactly_one_of_them_made_it(e, begun):
    answers = together([lambda who=who: e.say(begun, who) for who in (e.anna, e.celina)])

    assert sorted(answers) == [False, True]
    assert e.made(e.anna) == [CELINA]


def test_a_yes_against_a_no_at_once_is_never_both(e, begun):
    e.say(begun, e.celina)

    yes, no = together([lambda: e.say(begun, e.anna), lambda: e.say(begun, e.celina, False)])

    assert e.made(e.anna) == ([CELINA] if yes else [])
    assert isinstance(no, AlreadyIntroducedError) if yes else no is False


# This was not me


def test_what_was_said_with_a_badge_is_listed_for_its_owner_only(e, talks):
    begun = e.propose(kiosk=3)
    e.say(begun, e.anna, kiosk=4)
    e.say(begun, e.celina, False, channel="page")

    [mine], [yes] = e.acts(e.bartek), e.acts(e.anna)
    assert (mine.kind, mine.detail, mine.kiosk) == (ActKind.INTRODUCTION, "yes", 3)
    assert set(mine.other_name.split(" · ")) == {ANNA, CELINA}
    assert (yes.kind, yes.detail, yes.kiosk) == (ActKind.DECISION, "yes", 4)
    assert (yes.other_name, yes.is_standing) == (CELINA, True)
    assert e.acts(e.celina) == []


def test_a_yes_that_was_not_me_is_silence_and_i_can_still_say_it(e, begun):
    foreign = uuid4()
    e.say(begun, e.celina)
    e.say(begun, e.anna, id=foreign)
    e.not_me(e.anna)

    assert (e.made(e.celina), e.asks(e.anna)) == ([], [CELINA])
    assert not e.say(begun, e.anna, id=foreign)  # a late repeat revives nothing
    assert [act.is_standing for act in e.acts(e.anna)] == [False]
    assert e.say(begun, e.anna, at=2 * HOUR)


def test_a_no_that_was_not_me_is_only_noted(e, begun):
    e.say(begun, e.anna, False)
    assert not e.acts(e.anna)[0].is_standing
    e.not_me(e.anna)

    assert e.asks(e.anna) == []
    assert not e.say(begun, e.celina)
    assert e.acts(e.anna)[0].is_reported


def test_an_introduction_that_was_not_me_asks_nobody_and_the_idea_comes_back(e, suggested):
    foreign = e.new()
    begun = answer_idea(e.store, foreign, is_yes=True, now=NOW)
    e.say(begun, e.anna)
    e.not_me(e.bartek)
    answer_idea(e.store, foreign, is_yes=True, now=NOW + HOUR)  # a late repeat

    assert e.is_quiet()
    assert e.states() == []
    e.refuse(UnknownIntroductionError, e.say, begun, e.celina)
    assert e.ideas(e.bartek) == [{ANNA, CELINA}]
    assert e.idea() == begun
    assert e.say(begun, e.celina, at=2 * HOUR)
