"""A guest asks for the link to their own page: whoever asks hears the same, only a mail differs."""

import time
from datetime import timedelta

import pytest
from cast import NOW, invite, make_event, rows
from clocks import Clock
from mail_server import mail_environment
from phones import screen
from talks import everything, next_meeting

from kiosk import links, server
from kiosk.routes import own_link, phone, visitors
from kiosk.server import Server
from kiosk.settings import load_settings
from matching.mailing import own_links
from matching.mailing.refusals import Refusal, RefusalKind, refuse
from matching.store import Store

pytest_plugins = ["phone_fixtures", "own_page_fixtures"]

MAILS = "SELECT person_id, event_id, kind, place, state FROM mail ORDER BY queued_at_utc, place"


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """A house that can send mails; its server is never asked here."""
    return mail_environment(tmp_path)


@pytest.fixture
def phone_server(environment, clock: Clock, monkeypatch):
    """The server of this process, over such a house; nobody has asked for anything yet."""
    for module in (own_link, visitors):
        monkeypatch.setattr(module, "utc_now", clock)
    monkeypatch.setattr(own_link, "asked", own_link.nobody_asked())
    monkeypatch.setattr(own_link, "SECONDS_ALWAYS", 0.0)
    monkeypatch.setattr(phone, "wrong_codes", phone.no_wrong_codes())
    yield server.start(load_settings(environment))
    server.stop()


@pytest.fixture
def store(phone_server: Server) -> Store:
    """The running server's."""
    return phone_server.store


@pytest.fixture
def visitor(open_browser):
    """Somebody with a browser."""
    return open_browser()


def ask(visitor, email: str, query: str = ""):
    return visitor.post(f"/my-page{query}", data={"email": email})


def waiting(store: Store) -> list:
    """Whose links wait."""
    return [person for person, *_ in rows(store, MAILS)]


def test_the_form_is_there_and_looking_changes_nothing(store, event, visitor):
    before = everything(store)

    shown = visitor.get("/my-page?lang=pl")

    assert (shown.status_code, screen(shown)) == (200, "ask-link")
    assert 'type="email"' in shown.text
    assert everything(store) == before


def test_a_guest_gets_their_link(store, event, anna, bartek, visitor):
    told = ask(visitor, " Anna@Example.ORG ")

    assert (told.status_code, screen(told)) == (200, "ask-link-sent")
    assert rows(store, MAILS) == [(anna.person_id, event.event_id, "link", 0, "queued")]


def test_whoever_asks_hears_the_same_whether_they_are_known_or_not(store, anna, visitor):
    known = ask(visitor, "anna@example.org")
    unknown = ask(visitor, "nikt@example.org")

    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
    assert dict(known.headers) == dict(unknown.headers)
    assert "anna" not in known.text.lower()


def test_the_answer_to_a_known_address_comes_no_later_than_to_an_unknown_one(
    anna, visitor, monkeypatch
):
    monkeypatch.setattr(own_link, "SECONDS_ALWAYS", 0.4)
    taken = []
    for email in ("anna@example.org", "nikt@example.org"):
        began = time.monotonic()
        ask(visitor, email)
        taken.append(time.monotonic() - began)

    assert min(taken) >= 0.4


def test_two_who_share_an_address_get_a_mail_each(store, event, anna, visitor):
    jan = invite(store, event, "Jan Nowak", email="ANNA@example.org")

    ask(visitor, "anna@example.org")

    assert set(waiting(store)) == {anna.person_id, jan.person_id}


def test_asking_again_at_once_sends_no_second_mail(store, anna, visitor, clock):
    ask(visitor, "anna@example.org")
    clock.now += timedelta(minutes=9)
    ask(visitor, "anna@example.org")

    assert waiting(store) == [anna.person_id]


def test_nobody_is_flooded_by_somebody_who_types_their_address(store, anna, visitor, clock):
    for _ in range(12):
        ask(visitor, "anna@example.org")
        _all_sent(store, clock)
        clock.now += timedelta(minutes=20)

    assert len(waiting(store)) == own_links.LINKS_A_DAY

    clock.now += timedelta(days=1)
    ask(visitor, "anna@example.org")
    assert len(waiting(store)) == own_links.LINKS_A_DAY + 1


def _all_sent(store: Store, clock: Clock) -> None:
    with store._cursor() as cursor:
        cursor.execute(
            "UPDATE mail SET state = 'sent', settled_at_utc = $1",
            [clock.now.replace(tzinfo=None)],
        ).fetchall()


def test_the_link_is_of_the_newest_meeting(store, event, anna, visitor):
    meeting, _ = next_meeting(store, event, "next", anna)

    ask(visitor, "anna@example.org")

    assert [row[1] for row in rows(store, MAILS)] == [meeting.event_id]


def test_a_cancelled_place_at_the_newest_meeting_does_not_hide_the_earlier_one(
    store, event, anna, visitor
):
    _, [line] = next_meeting(store, event, "next", anna)
    with store._cursor() as cursor:
        sql = "UPDATE attendee SET status = 'cancelled' WHERE attendee_id = $1"
        cursor.execute(sql, [line.attendee_id]).fetchall()

    ask(visitor, "anna@example.org")

    assert [row[1] for row in rows(store, MAILS)] == [event.event_id]


def test_invented_people_of_the_sample_are_written_to_by_nobody(store, visitor):
    sample = make_event(store, "sample", is_sample=True)
    invite(store, sample, "Ola Próbna", email="ola@example.org")

    assert screen(ask(visitor, "ola@example.org")) == "ask-link-sent"
    assert waiting(store) == []


def test_whoever_wants_no_mails_still_gets_the_link_they_ask_for(store, anna, visitor):
    refusal = Refusal(anna.person_id, anna.person_id, RefusalKind.ALL, True, "mail")
    refuse(store, refusal, now=NOW)

    ask(visitor, "anna@example.org")

    assert waiting(store) == [anna.person_id]


@pytest.mark.parametrize(
    "typed", ["", "anna", "anna@", "@example.org", "a b@example.org", "x" * 300]
)
def test_what_is_no_address_is_said_to_be_none(store, anna, visitor, typed):
    told = ask(visitor, typed)

    assert (told.status_code, screen(told)) == (422, "ask-link")
    assert 'role="alert"' in told.text
    assert waiting(store) == []


@pytest.mark.parametrize(
    "typed", ["%@example.org", "_nna@example.org", "anna@example.org'--@example.org", "*@*.*"]
)
def test_no_pattern_finds_anybody(store, anna, visitor, typed):
    assert screen(ask(visitor, typed)) == "ask-link-sent"
    assert waiting(store) == []


def test_one_address_cannot_ask_for_ever(store, anna, visitor, open_browser, clock):
    for place in range(own_link.ASKED_BY_ADDRESS):
        assert ask(visitor, f"nikt{place}@example.org").status_code == 200

    told = ask(visitor, "anna@example.org")
    assert (told.status_code, screen(told)) == (429, "ask-link")
    assert "anna@example.org" in told.text  # nothing has to be typed again
    assert waiting(store) == []
    assert ask(open_browser("192.0.2.99"), "anna@example.org").status_code == 200

    clock.now += timedelta(minutes=own_link.MINUTES + 1)
    assert ask(visitor, "nikt@example.org").status_code == 200


def test_all_together_cannot_ask_for_ever(anna, open_browser, monkeypatch):
    monkeypatch.setattr(own_link, "ASKED_IN_ALL", 5)
    monkeypatch.setattr(own_link, "asked", own_link.nobody_asked())
    asked = [
        ask(open_browser(f"192.0.2.{place}"), "nikt@example.org").status_code
        for place in range(10, 17)
    ]

    assert asked == [200] * 5 + [429] * 2


def test_a_body_larger_than_any_form_is_not_read(store, anna, visitor):
    told = visitor.post("/my-page", content=b"email=" + b"a" * 40_000)

    assert told.status_code == 413
    assert waiting(store) == []


@pytest.mark.parametrize("missing", ["ROZMOWA_SMTP", "ROZMOWA_PUBLIC_URL"])
def test_where_no_mail_can_be_sent_staff_know_the_way(environment, missing, monkeypatch, request):
    del environment[missing]
    if missing == "ROZMOWA_SMTP":
        del environment["ROZMOWA_MAIL_FROM"]
    store = request.getfixturevalue("store")
    event = make_event(store)
    invite(store, event, "Anna Nowak", email="anna@example.org")
    visitor = request.getfixturevalue("open_browser")()

    for told in (visitor.get("/my-page?lang=pl"), ask(visitor, "anna@example.org", "?lang=pl")):
        assert (told.status_code, screen(told)) == (200, "ask-link")
        assert "daje obsługa" in told.text
        assert "<form" not in told.text
    assert waiting(store) == []


def test_a_link_that_has_ended_leads_to_a_new_one(store, anna, phone_server, visitor, clock):
    token = links.personal_token(phone_server.settings, anna.person_id, now=NOW)
    clock.now += timedelta(days=31)

    ended = visitor.get(f"/me/{token}?lang=en")

    assert screen(ended) == "personal-nothing"
    assert 'href="/my-page?lang=en"' in ended.text


def test_the_page_after_unsubscribing_leads_to_ones_own_page(phone_server, anna, visitor):
    token = links.unsubscribe_token(phone_server.settings, anna.person_id)

    done = visitor.post(f"/u/{token}", data={"List-Unsubscribe": "One-Click"})

    assert 'href="/my-page?lang=pl"' in done.text
