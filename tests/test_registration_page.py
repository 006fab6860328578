"""The registration page before honest people, programs and those who want to find something out."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from urllib.parse import quote

import pytest
from cast import NOW, invite, make_event, rows
from clocks import Clock
from phones import _Forms, screen
from talks import everything

from kiosk.phone.forms import LARGEST_FORM
from kiosk.routes import register, register_guard
from kiosk.texts import text
from matching.chips import load_chips
from matching.event_plan import EventPlan, plan_of, set_plan
from matching.people import list_attendees

pytest_plugins = ["desk_fixtures"]

PATH = "/register/evening"
ANNA = {"name": "Anna Nowak", "email": "anna@example.org", "company": "Sad Nowak"}
HOSTILE = "\"><script>alert(1)</script>{{7*7}}'<img src=x onerror=alert(1)>"


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """It stands still until a test moves it."""
    fake = Clock()
    monkeypatch.setattr(register, "utc_now", fake)
    monkeypatch.setattr(register, "forms_sent", register_guard.no_forms_sent())
    return fake


@pytest.fixture
def guest(stranger, clock, store, event):
    """Somebody at the page of an event that takes registrations."""
    opened(store, event)
    return stranger


def opened(store, event, **plan) -> None:
    given = {"registration_is_open": True, **plan}
    set_plan(store, event, EventPlan(**given), actor="cli", now=NOW)


def form_of(page) -> dict[str, object]:
    """The form of the page as a browser sends it untouched."""
    found = _Forms()
    found.feed(re.sub('type="(email|tel)"', 'type="text"', page.text))
    [form] = found.forms
    return form


def fill(browser, clock, path=PATH, wait=timedelta(minutes=1), **fields):
    """Open the page, fill it in, send it."""
    page = browser.get(path)
    clock.now += wait
    return browser.post(path, data=form_of(page) | ANNA | fields)


def seen(page) -> str:
    """The words of a page."""
    return unescape(re.sub(r"<[^>]+>", " ", page.text))


# The path


def test_a_stranger_registers_without_a_public_address(guest, clock, store, event):
    sent = fill(guest, clock)
    thanks = guest.get(sent.headers["location"])

    assert sent.status_code == 303
    assert sent.headers["location"] == f"{PATH}/thanks?lang=pl"
    assert screen(thanks) == "register-thanks"
    assert [person.name for person in list_attendees(store, event)] == ["Anna Nowak"]
    assert "Anna" not in thanks.text


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_page_speaks_both_languages_and_keeps_the_one_asked_for(guest, clock, store, language):
    page = guest.get(f"{PATH}?lang={language}")
    clock.now += timedelta(minutes=1)
    sent = guest.post(f"{PATH}?lang={language}", data=form_of(page) | ANNA)

    assert text(language, "register.wishes") in seen(page)
    assert f'<html lang="{language}">' in page.text
    assert rows(store, "SELECT language FROM person") == [(language,)]
    assert text(language, "register.thanks_title") in guest.get(sent.headers["location"]).text


def test_nothing_is_ticked_beforehand_but_the_language(guest):
    form = form_of(guest.get(PATH))

    assert form["language"] == ["pl"]
    assert not {"suggest", "mail", "entry_only", "offer_chips", "need_chips"} & set(form)


def test_chips_consents_and_words_are_kept(guest, clock, store):
    fill(
        guest,
        clock,
        offer_chips=["accounting", "tax"],
        offers="kwiaty",
        need_chips=["law"],
        phone="+48 601 234 567",
        suggest="yes",
        mail="no",
    )

    labels = [load_chips()[chip].labels["pl"] for chip in ("accounting", "tax", "law")]
    [(offers, needs, phone)] = rows(store, "SELECT offers, needs, phone FROM person")
    assert offers == f"{labels[0]}; {labels[1]}; kwiaty"
    assert (needs, phone) == (labels[2], "+48 601 234 567")
    assert rows(store, "SELECT kind, is_given, source FROM consent ORDER BY kind") == [
        ("mail", False, "registration"),
        ("suggest", True, "registration"),
    ]


def test_entry_only_is_one_tick(guest, clock, store):
    fill(guest, clock, entry_only="yes", suggest="yes")

    assert rows(store, "SELECT kind, is_given FROM consent") == [("entry_only", True)]


def test_the_page_says_what_article_13_asks_for(guest, store, event):
    opened(store, event, retention_days=45)

    told = seen(guest.get(f"{PATH}?lang=en"))

    for part in ("controller_text", "purpose_text", "receivers_text", "rights_text"):
        assert text("en", f"information.{part}", event=event.name) in told
    assert text("en", "information.complaint_text") in told
    assert text("en", "information.automated_text") in told
    assert "45 days" in told


def test_no_page_sets_a_cookie_or_asks_anybody_else(guest, clock):
    sent = fill(guest, clock)

    for answer in (guest.get(PATH), sent, guest.get(f"{PATH}/thanks")):
        assert "set-cookie" not in answer.headers
        assert "http://" not in answer.text
        assert "https://" not in answer.text
        assert "<script" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


# Full, closed, unknown


def test_an_event_that_never_took_registrations_does_not_exist(stranger, clock, store, event):
    unknown = stranger.get("/register/nobody")

    for answer in (
        stranger.get(PATH),
        stranger.post(PATH, data=ANNA),
        stranger.get(f"{PATH}/thanks"),
    ):
        assert answer.status_code == unknown.status_code == 404
        assert event.name not in answer.text
    assert rows(store, "SELECT count(*) FROM person") == [(0,)]


def test_a_full_event_says_so_calmly(guest, clock, store, event):
    opened(store, event, capacity=1)
    page = guest.get(PATH)
    invite(store, event, "Bartek Wójcik")
    clock.now += timedelta(minutes=1)

    sent = guest.post(PATH, data=form_of(page) | ANNA)

    assert (sent.status_code, screen(sent)) == (409, "register-full")
    assert screen(guest.get(PATH)) == "register-full"
    assert text("pl", "register.full_title") in sent.text


def test_after_the_closing_time_the_page_says_closed(guest, clock, store, event):
    opened(store, event, registration_closes_at_utc=NOW + timedelta(minutes=30))
    page = guest.get(PATH)
    clock.now += timedelta(minutes=30)

    sent = guest.post(PATH, data=form_of(page) | ANNA)

    assert (sent.status_code, screen(sent)) == (409, "register-closed")
    assert screen(guest.get(PATH)) == "register-closed"


def test_once_people_have_registered_a_closed_event_is_told_as_closed(guest, clock, store, event):
    fill(guest, clock)
    opened(store, event, registration_is_open=False)

    assert screen(guest.get(PATH)) == "register-closed"


# Nothing is told of others


def test_the_answer_is_the_same_whoever_was_known(guest, clock, store, event):
    invite(store, event, "Bartek Wójcik", email="b@example.org", status="cancelled")
    invite(store, event, "Celina O'Connor", email="c@example.org", blocked=True)
    people = [
        ANNA,
        ANNA,
        {"name": "Bartek Wójcik", "email": "b@example.org"},
        {"name": "Celina O'Connor", "email": "c@example.org"},
        {"name": "Dorota Zero", "email": "d@example.org"},
    ]

    answers = [fill(guest, clock, **person) for person in people]

    told = {(one.status_code, one.headers["location"], one.content) for one in answers}
    assert len(told) == 1
    assert len(list_attendees(store, event)) == 4


def test_no_personal_data_travels_in_an_address(guest, clock):
    sent = fill(guest, clock, email="gość+x@example.org", name="Ą")
    again = fill(guest, clock)

    assert sent.status_code == 422
    for answer in (sent, again):
        assert "anna" not in answer.headers.get("location", "").casefold()


# Bad input


def test_what_was_typed_stays_in_the_form_with_one_sentence_for_each_problem(guest, clock, store):
    sent = fill(
        guest,
        clock,
        name="",
        email="to nie adres",
        company="Sad <b>Nowak</b>",
        offers="kwiaty",
        offer_chips=["tax"],
        suggest="no",
        entry_only="yes",
        language="en",
    )

    form = form_of(sent)
    assert sent.status_code == 422
    assert (form["company"], form["suggest"]) == (["Sad <b>Nowak</b>"], ["no"])
    assert (form["offer_chips"], form["language"], form["entry_only"]) == (["tax"], ["en"], ["yes"])
    assert form["offers"] == ["kwiaty"]
    assert 'value="to nie adres"' in sent.text
    for key in ("register.name_missing", "register.email_wrong"):
        assert text("pl", key) in sent.text
    assert sent.text.count('aria-invalid="true"') == 2
    assert rows(store, "SELECT count(*) FROM person") == [(0,)]


def test_a_mistake_mended_at_once_is_not_too_fast(guest, clock, store):
    sent = fill(guest, clock, email="anna")

    assert guest.post(PATH, data=form_of(sent) | ANNA).status_code == 303
    assert rows(store, "SELECT count(*) FROM person") == [(1,)]


def test_whoever_ticks_every_chip_loses_nothing(guest, clock):
    every = list(load_chips())

    sent = fill(guest, clock, offer_chips=every, need_chips=every, offers="kwiaty")

    assert sent.status_code == 422
    assert text("pl", "register.too_many", count=8) in sent.text
    assert form_of(sent)["name"] == ["Anna Nowak"]
    assert len(form_of(sent)["offer_chips"]) == len(every)


@pytest.mark.parametrize("field", ["name", "email", "company", "job_title", "phone", "offers"])
def test_markup_stays_words(guest, clock, field):
    sent = fill(guest, clock, **{"email": "kein", field: HOSTILE})

    assert sent.status_code == 422
    assert "<script" not in sent.text
    assert "<img" not in sent.text
    assert "49" not in seen(sent).replace("2049", "")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"name=%00%ff&email=%",
        b"&".join(b"a=%d" % number for number in range(5000)),
        b"name=" + b"x" * (LARGEST_FORM + 1),
        b"note=" + quote("🎃" * 50).encode(),
        b"note=" + b"a" * 5000,
    ],
)
def test_a_hostile_body_breaks_and_keeps_nothing(guest, store, body):
    kept = everything(store)

    sent = guest.post(
        PATH, content=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )

    assert sent.status_code in {413, 422}
    assert everything(store) == kept


@pytest.mark.parametrize("slug", ["..%2f..%2fetc", "a" * 3000, "%00", "'; DROP TABLE person; --"])
def test_a_hostile_address_is_nothing(guest, slug):
    assert guest.get(f"/register/{slug}").status_code in {404, 400}


# Programs, and honest people who look like one


def test_whoever_is_too_fast_gets_in_with_one_more_tap(guest, clock, store):
    sent = fill(guest, clock, wait=timedelta(seconds=1), suggest="yes")

    assert sent.status_code == 422
    assert text("pl", "register.doubt_program") in sent.text
    assert rows(store, "SELECT count(*) FROM person") == [(0,)]
    again = guest.post(PATH, data=form_of(sent) | {"confirmed": "yes"})
    assert again.status_code == 303
    assert rows(store, "SELECT count(*) FROM consent") == [(1,)]


def test_a_program_that_does_not_tick_never_gets_in(guest, clock, store):
    sent = fill(guest, clock, website="http://example.org")

    for _ in range(3):
        clock.now += timedelta(minutes=1)
        sent = guest.post(PATH, data=form_of(sent) | {"website": "http://example.org"})
        assert sent.status_code == 422
    assert rows(store, "SELECT count(*) FROM person") == [(0,)]


def test_whose_browser_fills_in_the_unseen_field_gets_in_with_one_more_tap(guest, clock, store):
    sent = fill(guest, clock, website="http://example.org")

    again = guest.post(
        PATH, data=form_of(sent) | {"website": "http://example.org", "confirmed": "yes"}
    )

    assert again.status_code == 303


@pytest.mark.parametrize("wait", [timedelta(hours=25), timedelta(days=400)])
def test_whoever_left_the_page_open_gets_in_with_one_more_tap(guest, clock, store, wait):
    sent = fill(guest, clock, wait=wait)

    assert text("pl", "register.doubt_old") in sent.text
    assert guest.post(PATH, data=form_of(sent)).status_code == 303
    assert rows(store, "SELECT name FROM person") == [("Anna Nowak",)]


@pytest.mark.parametrize("note", ["", "x", "a-b-c.d", "0" * 500])
def test_a_form_that_no_page_of_ours_made_comes_back_whole(guest, store, note):
    sent = guest.post(PATH, data=ANNA | {"language": "pl", "note": note})

    assert sent.status_code == 422
    assert form_of(sent)["name"] == ["Anna Nowak"]
    assert rows(store, "SELECT count(*) FROM person") == [(0,)]
    assert guest.post(PATH, data=form_of(sent) | ANNA).status_code == 303


def test_a_flood_from_one_address_waits_and_loses_nothing(guest, clock, browser, store):
    page = guest.get(PATH)
    clock.now += timedelta(minutes=1)
    form = form_of(page)
    for number in range(register_guard.SENT_BY_ADDRESS):
        guest.post(PATH, data=form | ANNA | {"name": f"Gość {number}x"})

    sent = guest.post(PATH, data=form | ANNA)

    assert sent.status_code == 429
    assert form_of(sent)["name"] == ["Anna Nowak"]
    assert fill(browser("192.0.2.99"), clock).status_code == 303
    clock.now += timedelta(minutes=register_guard.MINUTES)
    assert guest.post(PATH, data=form_of(sent) | ANNA).status_code == 303


def test_a_form_sent_twice_is_one_registration(guest, clock, store):
    page = guest.get(PATH)
    clock.now += timedelta(minutes=1)
    form = form_of(page) | ANNA | {"suggest": "yes"}

    answers = {guest.post(PATH, data=form).headers["location"] for _ in range(3)}

    assert answers == {f"{PATH}/thanks?lang=pl"}
    assert rows(store, "SELECT count(*) FROM attendee") == [(1,)]
    assert rows(store, "SELECT count(*) FROM consent") == [(1,)]


# The organiser's page


def test_the_organiser_opens_and_closes_and_sees_link_and_numbers(organiser, clock, store, event):
    before = organiser.get("/staff/registration?lang=en")
    said = organiser.post("/staff/registration", data={"open": "yes"})
    fill(organiser, clock)
    after = organiser.get("/staff/registration?lang=en")

    assert text("en", "register.state_closed") in seen(before)
    assert said.status_code == 303
    assert text("en", "register.state_open") in seen(after)
    assert "/register/evening" in after.text
    assert "<svg" in after.text
    assert re.search(r"By the form\s+1\s", seen(after))
    organiser.post("/staff/registration", data={"open": "no"})
    assert not plan_of(store, event).registration_is_open
    log = rows(store, "SELECT act, detail FROM audit WHERE act = 'event_set_up'")
    assert log == [("event_set_up", "registration_is_open")] * 2


def test_the_switch_keeps_the_rest_of_the_plan(organiser, clock, store, event):
    plan = replace(plan_of(store, event), capacity=30, place="Kino Muza")
    set_plan(store, event, plan, actor="cli", now=NOW)

    organiser.post("/staff/registration", data={"open": "yes"})

    assert plan_of(store, event) == replace(plan, registration_is_open=True)


def test_the_organiser_is_told_who_came_back_after_a_cancellation(organiser, clock, store, event):
    opened(store, event)
    invite(store, event, "Anna Nowak", email="anna@example.org", status="cancelled")

    fill(organiser, clock)

    assert "Anna Nowak" in organiser.get("/staff/registration").text


def test_staff_and_strangers_have_no_such_page(staff, stranger, clock, store, event):
    for somebody in (staff, stranger):
        assert somebody.get("/staff/registration").status_code == 404
        sent = somebody.post("/staff/registration", data={"open": "yes"})
        assert sent.status_code in {403, 404}
    assert not plan_of(store, event).registration_is_open


def test_another_event_has_another_page(organiser, clock, store, event):
    make_event(store, "second")

    page = organiser.get("/staff/registration?event=second")

    assert "/register/second" in page.text
