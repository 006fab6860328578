"""The organiser sets an event up: events, place and time, agenda, questions, guests."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, make_event, rows
from set_up_pages import problems_on

from kiosk.texts import catalogue, languages
from matching.agenda import AgendaItem, agenda_of, set_agenda
from matching.errors import RefusedError
from matching.errors import event_plan as event_plan_errors
from matching.event_plan import plan_of
from matching.events import find_event
from matching.place_times import moment_at_place

pytest_plugins = ["set_up_fixtures"]

BASICS, AGENDA = "/staff/set-up", "/staff/set-up/agenda"
QUESTIONS, GUESTS, EVENTS = "/staff/set-up/questions", "/staff/set-up/guests", "/staff/events"
PAGES = (BASICS, AGENDA, QUESTIONS, GUESTS, EVENTS)
HOUR = timedelta(hours=1)


@pytest.fixture
def store(set_up_server):
    """The running server's."""
    return set_up_server.store


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_page_opens_in_both_languages(organiser_laptop, path, language):
    page = organiser_laptop.look(f"{path}?lang={language}")

    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("path", PAGES)
def test_for_staff_these_pages_do_not_exist(staff_laptop, path):
    assert staff_laptop.look(path).status_code == 404
    assert staff_laptop.send(path, name="X").status_code == 404


@pytest.mark.parametrize("path", [*PAGES[:-1], "/staff/ready", "/staff/print"])
def test_without_an_event_every_page_about_one_leads_to_making_one(organiser_laptop, path):
    page = organiser_laptop.after(organiser_laptop.look(path))

    assert 'data-screen="staff-events"' in page.text
    assert "Najpierw wybierz albo utwórz wydarzenie." in page.text
    assert organiser_laptop.send(path).status_code in {404, 405}


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("asked", ["%C5%82", "%F0%9F%98%80", "%0D%0AX-Sent%3A%20yes", "%00"])
def test_an_address_with_an_event_that_cannot_be_breaks_nothing(organiser_laptop, asked):
    page = organiser_laptop.look(f"/staff?event={asked}")

    assert page.status_code == 200
    assert "x-sent" not in page.headers
    assert organiser_laptop.look("/staff").status_code == 200


def test_place_time_and_languages_are_kept(organiser_laptop, store, event):
    page = organiser_laptop.after(
        organiser_laptop.send(
            BASICS,
            on=BASICS,
            name="Wieczór rozmów",
            place="Biblioteka, ul. Długa 1",
            desk_place="przy szatni",
            time_zone="america/new york",
            starts_at_utc="2026-12-01T18:00",
            ends_at_utc="2026-12-01T21:00",
            opens_at_utc="2026-12-01T17:30",
            re_entry="1",
            languages=["en", "pl"],
            greets="en",
        )
    )

    assert "Zapisano." in page.text
    kept = find_event(store, event.slug)
    plan = plan_of(store, kept)
    assert (kept.name, kept.time_zone, kept.language, kept.re_entry) == (
        "Wieczór rozmów",
        "America/New_York",
        "en",
        True,
    )
    assert kept.opens_at_utc == moment_at_place("2026-12-01T17:30", "America/New_York")
    assert plan.starts_at_utc == moment_at_place("2026-12-01T18:00", "America/New_York")
    assert (plan.place, plan.desk_place) == ("Biblioteka, ul. Długa 1", "przy szatni")
    assert plan.languages == ("en", "pl")


def test_what_was_kept_stands_in_the_form_again(organiser_laptop):
    organiser_laptop.send(EVENTS, name="Wieczór", like="", language="pl")
    organiser_laptop.send(BASICS, on=BASICS, starts_at_utc="2026-12-01T18:00", place="<Dom>")

    page = organiser_laptop.look(BASICS)

    assert 'value="2026-12-01T18:00"' in page.text
    assert "&lt;Dom&gt;" in page.text


def test_every_wrong_field_says_why_and_all_that_was_typed_stays(organiser_laptop, store, event):
    answer = organiser_laptop.send(
        BASICS,
        on=BASICS,
        name="  ",
        place="Biblioteka",
        time_zone="Warszawa",
        starts_at_utc="2026-12-01T18:00",
        ends_at_utc="2026-12-01T17:00",
        opens_at_utc="soon",
        languages=None,
    )

    assert answer.status_code == 422
    assert set(problems_on(answer)) == {
        "name",
        "time_zone",
        "opens_at_utc",
        "ends_at_utc",
        "languages",
    }
    for typed in ("Biblioteka", "Warszawa", "2026-12-01T17:00", "soon"):
        assert f'value="{typed}"' in answer.text
    assert find_event(store, event.slug) == event
    assert rows(store, "SELECT * FROM event_plan") == []


def test_an_hour_that_the_clocks_skip_is_told_beside_its_field(organiser_laptop, event):
    assert event.time_zone == "Europe/Warsaw"

    answer = organiser_laptop.send(BASICS, on=BASICS, starts_at_utc="2027-03-28T02:30")

    assert "02:30" in problems_on(answer)["starts_at_utc"]


def test_clearing_the_opening_time_opens_the_doors(organiser_laptop, store, event):
    organiser_laptop.send(BASICS, on=BASICS, opens_at_utc="2026-12-01T17:30")
    assert find_event(store, event.slug).opens_at_utc is not None

    organiser_laptop.send(BASICS, on=BASICS, opens_at_utc="")

    assert find_event(store, event.slug).opens_at_utc is None


@pytest.mark.usefixtures("event")
def test_one_language_alone_also_greets(organiser_laptop, store):
    organiser_laptop.send(BASICS, on=BASICS, languages=["en"], greets="pl")

    kept = find_event(store, "evening")
    assert (kept.language, plan_of(store, kept).languages) == ("en", ("en",))


def line(store, event, title="Kolacja", begins=1, *, is_open_talk=False):
    item = AgendaItem(uuid4(), title, NOW + begins * HOUR, NOW + (begins + 1) * HOUR, is_open_talk)
    set_agenda(store, event, [item], actor="cli", now=NOW)
    return item


def test_a_line_of_the_agenda_is_added(organiser_laptop, store, event):
    organiser_laptop.send(
        AGENDA,
        on=AGENDA,
        title="Rozmowy",
        starts="2026-12-01T18:00",
        ends="2026-12-01T19:00",
        is_open_talk="1",
    )

    (kept,) = agenda_of(store, event)
    assert (kept.title, kept.is_open_talk) == ("Rozmowy", True)
    assert kept.starts_at_utc == moment_at_place("2026-12-01T18:00", event.time_zone)


def test_the_next_line_begins_where_the_last_one_ends(organiser_laptop, store, event):
    line(store, event)

    assert 'value="2026-11-23T20:00"' in organiser_laptop.look(AGENDA).text


def test_a_line_is_changed_and_taken_away(organiser_laptop, store, event):
    item = line(store, event)

    organiser_laptop.send(
        AGENDA, on=f"{AGENDA}?line={item.item_id}", title="Obiad", is_open_talk="1"
    )
    (kept,) = agenda_of(store, event)
    assert (kept.item_id, kept.title, kept.is_open_talk) == (item.item_id, "Obiad", True)

    organiser_laptop.send(f"{AGENDA}/remove", item=str(item.item_id))
    assert agenda_of(store, event) == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": " "}, "title"),
        ({"starts": ""}, "starts"),
        ({"ends": "2026-13-01T10:00"}, "ends"),
        ({"ends": "2026-12-01T17:00"}, "ends"),
        ({"starts": "2027-03-28T02:30"}, "starts"),
    ],
)
def test_a_wrong_line_says_why_and_nothing_is_kept(organiser_laptop, store, event, typed, field):
    right = {"title": "Rozmowy", "starts": "2026-12-01T18:00", "ends": "2026-12-01T19:00"}

    answer = organiser_laptop.send(AGENDA, on=AGENDA, **right | typed)

    assert answer.status_code == 422
    assert list(problems_on(answer)) == [field]
    assert agenda_of(store, event) == []


def test_two_questions_are_chosen(organiser_laptop, store, event):
    organiser_laptop.send(
        QUESTIONS, on=QUESTIONS, prompts=["goal", "pride", "no such"], asks_promise=None
    )

    plan = plan_of(store, event)
    assert set(plan.prompts) == {"goal", "pride"}
    assert (plan.asks_seeks, plan.asks_promise) == (True, False)
    page = organiser_laptop.look(QUESTIONS)
    assert page.text.count(" checked>") == 3


def test_all_ticked_means_also_those_of_later_versions(organiser_laptop, store, event):
    organiser_laptop.send(QUESTIONS, on=QUESTIONS)

    assert plan_of(store, event).prompts is None


@pytest.mark.parametrize("chosen", [[], ["goal"]])
def test_fewer_than_two_questions_are_refused(organiser_laptop, store, event, chosen):
    answer = organiser_laptop.send(QUESTIONS, on=QUESTIONS, prompts=chosen or None)

    assert answer.status_code == 422
    assert "2" in problems_on(answer)["prompts"]
    assert answer.text.count('name="prompts"') - answer.text.count("seeks") > len(chosen)
    assert plan_of(store, event).prompts is None


def test_registration_and_retention_are_kept(organiser_laptop, store, event):
    organiser_laptop.send(
        GUESTS,
        on=GUESTS,
        registration_is_open="1",
        capacity="1 200",
        registration_closes_at_utc="2026-11-30T12:00",
        retention_days="30",
    )

    plan = plan_of(store, event)
    assert (plan.registration_is_open, plan.capacity, plan.retention_days) == (True, 1200, 30)
    assert plan.registration_closes_at_utc == moment_at_place("2026-11-30T12:00", event.time_zone)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("capacity", "0"),
        ("capacity", "-4"),
        ("capacity", "many"),
        ("capacity", "99999999999999999999"),
        ("retention_days", ""),
        ("retention_days", "0"),
        ("retention_days", "9999"),
        ("registration_closes_at_utc", "tomorrow"),
    ],
)
def test_a_number_that_cannot_be_meant_is_refused(organiser_laptop, store, event, field, typed):
    answer = organiser_laptop.send(GUESTS, on=GUESTS, **{field: typed})

    assert answer.status_code == 422
    assert list(problems_on(answer)) == [field]
    assert f'value="{typed}"' in answer.text
    assert rows(store, "SELECT * FROM event_plan") == []


def test_a_new_event_is_made_and_set_up_at_once(organiser_laptop, store):
    page = organiser_laptop.after(
        organiser_laptop.send(EVENTS, on=EVENTS, name="Śniadanie", language="en")
    )

    made = find_event(store, "sniadanie")
    assert (made.name, made.language) == ("Śniadanie", "en")
    assert 'value="Śniadanie"' in page.text


def test_a_new_event_may_belong_to_a_series(organiser_laptop, store, event):
    organiser_laptop.send(EVENTS, on=EVENTS, name="Drugi wieczór", like=event.slug)

    assert find_event(store, "drugi-wieczor").series_id == event.series_id


def test_an_event_without_a_name_is_not_made(organiser_laptop, store):
    answer = organiser_laptop.send(EVENTS, name=" ", like="", language="pl")

    assert answer.status_code == 422
    assert "name" in problems_on(answer)
    assert rows(store, "SELECT * FROM event") == []


def test_the_sample_offers_no_series(organiser_laptop, store):
    make_event(store, "sample", is_sample=True)

    assert 'name="like"' not in organiser_laptop.look(EVENTS).text


def test_of_two_open_events_one_is_chosen_to_run(
    organiser_laptop, set_up_server, store, event, page_clock
):
    other = make_event(store, "other")
    organiser_laptop.send(f"{EVENTS}/act", event=other.slug, act="run")

    assert set_up_server.event().slug == "other"

    page_clock.now += HOUR
    organiser_laptop.send(f"{EVENTS}/act", event=event.slug, act="run")
    assert set_up_server.event().slug == event.slug


def test_an_event_is_closed_and_opened_again(organiser_laptop, store, event):
    page = organiser_laptop.after(
        organiser_laptop.send(f"{EVENTS}/act", event=event.slug, act="close")
    )
    assert find_event(store, event.slug).closed_at_utc == NOW
    assert "Zamknięte" in page.text

    organiser_laptop.send(f"{EVENTS}/act", event=event.slug, act="reopen")
    assert find_event(store, event.slug).is_open(NOW)
    assert rows(store, "SELECT act FROM audit WHERE event_id IS NOT NULL") == [
        ("event_closed",),
        ("event_opened",),
    ]


@pytest.mark.parametrize(
    "sent", [{"event": "evening", "act": "drop"}, {"event": "x", "act": "run"}]
)
def test_an_act_or_an_event_that_does_not_exist_changes_nothing(
    organiser_laptop, store, event, sent
):
    assert organiser_laptop.send(f"{EVENTS}/act", **sent).status_code == 404
    assert find_event(store, event.slug) == event


def test_what_the_environment_decided_is_said_and_cannot_be_changed_here(
    organiser_laptop, store, event, set_up_server
):
    make_event(store, "other")
    chosen = replace(set_up_server.settings, event=event.slug)
    object.__setattr__(set_up_server, "settings", chosen)

    page = organiser_laptop.look(EVENTS)

    assert "ROZMOWA_EVENT" in page.text
    assert 'value="run"' not in page.text


def test_every_refusal_of_a_plan_has_a_sentence_in_both_languages():
    refusals = [
        thing
        for thing in vars(event_plan_errors).values()
        if isinstance(thing, type) and issubclass(thing, RefusedError) and thing is not RefusedError
    ]

    for refusal in refusals:
        for language in languages():
            assert catalogue(language).get(f"setup.problem_{refusal.code}"), refusal
    assert len(refusals) == 11
