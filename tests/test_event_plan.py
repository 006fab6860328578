"""What the organiser decides about an event: the plan, the agenda, times at the place."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from cast import NOW, make_event, rows, show_badge

from matching.agenda import (
    AgendaItem,
    agenda_of,
    keep_item,
    open_talk_of,
    remove_item,
    set_agenda,
)
from matching.conversations import NewConversation, another_question, start_conversation
from matching.errors import (
    AgendaFullError,
    AgendaTitleError,
    CapacityError,
    EndsTooEarlyError,
    EventNameError,
    NoLanguageError,
    RetentionError,
    TimeGapError,
    TooFewPromptsError,
    UnknownTimeZoneError,
    UnreadableTimeError,
)
from matching.event_plan import (
    EventPlan,
    plan_like,
    plan_of,
    problems_of,
    questions_of,
    set_plan,
)
from matching.events import add_event_in_series, find_event, free_slug, list_events
from matching.place_times import clock_at_place, known_time_zone, moment_at_place
from matching.prompts import PromptKind, prompts_of
from matching.setting_up import begin_event

HOUR = timedelta(hours=1)
WARSAW = "Europe/Warsaw"


def keep(store, event, **changes):
    plan = replace(plan_of(store, event), **changes)
    set_plan(store, event, plan, actor="staff:1", now=NOW)
    return plan


def test_an_event_that_nobody_has_set_up_has_all_questions_and_ninety_days(store, event):
    plan = plan_of(store, event)

    assert plan == EventPlan()
    assert len(questions_of(store, event.event_id)) == len(prompts_of(PromptKind.QUESTION))
    assert plan.retention_days == 90


def test_an_english_event_greets_in_english_first(store):
    english = make_event(store, "english", language="en")

    assert plan_of(store, english).languages == ("en", "pl")


def test_a_plan_is_kept_whole(store, event):
    plan = EventPlan(
        place="Biblioteka, ul. Długa 1",
        desk_place="przy szatni",
        languages=("en",),
        prompts=("helps", "motive"),
        asks_seeks=False,
        asks_promise=False,
        starts_at_utc=NOW,
        ends_at_utc=NOW + 3 * HOUR,
        retention_days=30,
        capacity=60,
        registration_is_open=True,
        registration_closes_at_utc=NOW - HOUR,
    )

    set_plan(store, event, plan, actor="staff:1", now=NOW)
    set_plan(store, event, plan, actor="staff:1", now=NOW)

    assert plan_of(store, event) == plan


def test_the_audit_log_holds_which_settings_were_changed_and_by_whom(store, event):
    keep(store, event, place="Biblioteka", retention_days=30)
    keep(store, event)

    assert rows(store, "SELECT actor, act, event_id, detail FROM audit") == [
        ("staff:1", "event_set_up", event.event_id, "place, retention_days")
    ]


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"prompts": ("helps",)}, "prompts", TooFewPromptsError(2)),
        ({"prompts": ("helps", "helps")}, "prompts", TooFewPromptsError(2)),
        ({"prompts": ("helps", "seeks", "no such")}, "prompts", TooFewPromptsError(2)),
        ({"prompts": ()}, "prompts", TooFewPromptsError(2)),
        ({"languages": ()}, "languages", NoLanguageError()),
        ({"languages": ("de",)}, "languages", NoLanguageError()),
        ({"retention_days": 0}, "retention_days", RetentionError(1, 3650)),
        ({"retention_days": 3651}, "retention_days", RetentionError(1, 3650)),
        ({"capacity": 0}, "capacity", CapacityError(100_000)),
        (
            {"starts_at_utc": NOW, "ends_at_utc": NOW},
            "ends_at_utc",
            EndsTooEarlyError(),
        ),
    ],
)
def test_what_cannot_be_meant_is_named_by_field_and_nothing_is_kept(
    store, event, changes, field, problem
):
    plan = replace(EventPlan(), **changes)

    assert list(problems_of(plan)) == [field]
    with pytest.raises(type(problem)):
        set_plan(store, event, plan, actor="staff:1", now=NOW)
    assert rows(store, "SELECT * FROM event_plan") == []
    assert rows(store, "SELECT * FROM audit") == []
    assert str(problem)


def test_partners_are_asked_the_two_questions_that_were_chosen(store, event, anna, bartek):
    keep(store, event, prompts=("goal", "learning"))
    for guest in (anna, bartek):
        show_badge(store, event, guest.code)
    talk = start_conversation(
        store, NewConversation(uuid4(), event, anna.attendee_id, bartek.code, 1), now=NOW
    )

    assert {talk.me.prompt_id, talk.other.prompt_id} == {"goal", "learning"}
    # The partner has the other one, so there is nothing else to ask.
    shown = [talk.me.prompt_id]
    asked = another_question(
        store, talk.conversation_id, author_id=anna.attendee_id, shown=shown, now=NOW
    )
    assert shown == [asked]


def test_another_question_is_one_of_those_that_were_chosen(store, event, anna, bartek):
    chosen = ("goal", "learning", "pride")
    keep(store, event, prompts=chosen)
    for guest in (anna, bartek):
        show_badge(store, event, guest.code)
    talk = start_conversation(
        store, NewConversation(uuid4(), event, anna.attendee_id, bartek.code, 1), now=NOW
    )
    shown = [talk.me.prompt_id]

    asked = another_question(
        store, talk.conversation_id, author_id=anna.attendee_id, shown=shown, now=NOW
    )

    assert {asked, talk.me.prompt_id, talk.other.prompt_id} == set(chosen)


def test_where_chosen_questions_are_gone_from_the_file_all_are_asked(store, event):
    keep(store, event, prompts=("goal", "learning"))
    store.write(
        lambda change: change._cursor.execute(
            """UPDATE event_plan SET prompts = '["goal", "gone"]'"""
        ).fetchall()
    )

    assert len(questions_of(store, event.event_id)) == len(prompts_of(PromptKind.QUESTION))


def test_registration_is_open_until_its_closing_time():
    plan = EventPlan(registration_is_open=True, registration_closes_at_utc=NOW)

    assert plan.takes_registrations(NOW - HOUR)
    assert not plan.takes_registrations(NOW)
    assert not replace(plan, registration_is_open=False).takes_registrations(NOW - HOUR)
    assert replace(plan, registration_closes_at_utc=None).takes_registrations(NOW)


def test_the_plan_of_the_next_meeting_keeps_all_but_its_time(store, event):
    plan = replace(EventPlan(place="Biblioteka", prompts=("goal", "pride")), starts_at_utc=NOW)

    assert plan_like(plan) == EventPlan(place="Biblioteka", prompts=("goal", "pride"))


def item(title="Rozmowy", begins=0, ends=1, *, is_open_talk=True):
    return AgendaItem(uuid4(), title, NOW + begins * HOUR, NOW + ends * HOUR, is_open_talk)


def test_an_agenda_stands_in_the_order_of_time_and_tells_when_guests_are_free(store, event):
    talk, supper = item("Rozmowy", 1, 2), item("Kolacja", 0, 1, is_open_talk=False)

    set_agenda(store, event, [talk, supper], actor="staff:1", now=NOW)

    assert agenda_of(store, event) == [supper, talk]
    assert open_talk_of(store, event) == [talk]


def test_a_changed_agenda_takes_the_place_of_the_former_one(store, event):
    first, second = item("A"), item("B", 2, 3)
    set_agenda(store, event, [first, second], actor="staff:1", now=NOW)
    changed = replace(second, title="C")

    set_agenda(store, event, [changed], actor="staff:1", now=NOW)

    assert agenda_of(store, event) == [changed]
    assert agenda_of(store, make_event(store, "other")) == []


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [(item(" "), AgendaTitleError), (item("A", 2, 2), EndsTooEarlyError)],
)
def test_an_agenda_with_a_wrong_line_leaves_the_former_one(store, event, wrong, problem):
    kept = item()
    set_agenda(store, event, [kept], actor="staff:1", now=NOW)

    with pytest.raises(problem):
        set_agenda(store, event, [item("B"), wrong], actor="staff:1", now=NOW)

    assert agenda_of(store, event) == [kept]


def test_a_time_means_the_clock_on_the_wall_at_the_place():
    moment = moment_at_place("2026-07-01T18:30", WARSAW)

    assert moment == datetime(2026, 7, 1, 16, 30, tzinfo=UTC)
    assert clock_at_place(moment, WARSAW) == "2026-07-01T18:30"
    assert clock_at_place(moment, "America/New_York") == "2026-07-01T12:30"


def test_an_hour_that_the_clocks_skip_is_told():
    with pytest.raises(TimeGapError, match="02:30"):
        moment_at_place("2027-03-28T02:30", WARSAW)


def test_of_an_hour_that_comes_twice_the_first_one_is_meant():
    assert moment_at_place("2026-10-25T02:30", WARSAW) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_nothing_written_is_no_time():
    assert moment_at_place(" ", WARSAW) is None
    assert clock_at_place(None, WARSAW) == ""


@pytest.mark.parametrize(
    "text", ["tomorrow", "2026-02-30T10:00", "20266-01-01T10:00", "1026-01-01T10:00",
             "9999-12-31T23:59", "2026-01-01T10:00+01:00"],
)  # fmt: skip
def test_what_is_no_time_is_refused(text):
    with pytest.raises(UnreadableTimeError):
        moment_at_place(text, WARSAW)


def test_a_time_zone_is_found_however_it_is_written():
    assert known_time_zone(" europe/warsaw") == WARSAW
    assert known_time_zone("America/New York") == "America/New_York"
    for unknown in ("", "Warszawa", "../etc/passwd"):
        with pytest.raises(UnknownTimeZoneError):
            known_time_zone(unknown)


def test_another_event_of_a_series_has_its_people_and_starts_with_open_doors(store, event):
    second = store.write(
        lambda change: add_event_in_series(change, event, slug="second", name="Second", now=NOW)
    )

    assert find_event(store, "second") == second
    assert second.series_id == event.series_id
    assert second.is_open(NOW)
    assert rows(store, "SELECT count(*) FROM series") == [(1,)]


def test_a_new_event_gets_a_slug_of_its_own(store, event):
    make_event(store, "evening-2")

    assert free_slug(list_events(store), "Evening") == "evening-3"
    assert free_slug(list_events(store), "Sample") == "sample-2"
    assert free_slug(list_events(store), "Śniadanie") == "sniadanie"


def test_a_line_of_the_agenda_is_added_changed_and_taken_away(store, event):
    first, second = item("A"), item("B", 2, 3)
    for one in (first, second):
        keep_item(store, event, one, actor="staff:1", now=NOW)
    changed = replace(first, title="Kolacja")

    keep_item(store, event, changed, actor="staff:1", now=NOW)
    assert agenda_of(store, event) == [changed, second]

    remove_item(store, event, second.item_id, actor="staff:1", now=NOW)
    assert agenda_of(store, event) == [changed]


def test_an_agenda_has_an_end(store, event):
    lines = [item() for _ in range(41)]

    with pytest.raises(AgendaFullError, match="40"):
        set_agenda(store, event, lines, actor="staff:1", now=NOW)


def test_a_new_event_may_be_the_next_of_a_series_with_its_plan(store, event):
    keep(store, event, place="Biblioteka", starts_at_utc=NOW)

    new = begin_event(store, " Drugi  wieczór ", language="pl", like=event, actor="cli", now=NOW)

    assert (new.name, new.slug, new.series_id) == (
        "Drugi wieczór",
        "drugi-wieczor",
        event.series_id,
    )
    assert plan_of(store, new) == EventPlan(place="Biblioteka")


def test_a_new_event_of_its_own_begins_with_nothing(store, event):
    new = begin_event(store, "Launch", language="en", like=None, actor="cli", now=NOW)

    assert new.series_id != event.series_id
    assert (new.language, plan_of(store, new)) == ("en", EventPlan(languages=("en", "pl")))
    with pytest.raises(EventNameError):
        begin_event(store, " ", language="en", like=None, actor="cli", now=NOW)


def test_nothing_joins_the_series_of_the_sample(store):
    sample = make_event(store, "sample", is_sample=True)

    new = begin_event(store, "Wieczór", language="pl", like=sample, actor="cli", now=NOW)

    assert (new.is_sample, new.series_id == sample.series_id) == (False, False)
