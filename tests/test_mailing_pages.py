"""The pages about mails, as an organiser sends them."""

import io
import re
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from asgi_browser import Browser
from cast import NOW, invite, make_event, rows
from desks import PIN
from kiosk_acts import promise_something
from mail_list import agree_to_mail, no_mails
from mail_pages import HERE, HOUR, LATER, MailEvening
from mail_server import Fault, settings_with_mail
from set_up_pages import fields_of
from talks import ANNA_LEARNED, BARTEK_LEARNED, SECOND, admit, choose_entry_only

from kiosk import server, staff_door
from kiosk.dashboard.mail.failures import failure_in_words, meaning_of
from kiosk.dashboard.mail.machine import Links, check_link_address, links_of
from kiosk.dashboard.mail.once import once
from kiosk.dashboard.said import Said
from kiosk.mail import errors
from kiosk.mail.example import EXAMPLES, kind_of
from kiosk.mail.sender import CannotSendError
from kiosk.server import Server
from kiosk.settings import load_settings
from kiosk.texts import text, texts_in
from matching.email_addresses import ascii_address
from matching.event_plan import EventPlan, plan_of, set_plan
from matching.events import set_event
from matching.mailing.outbox import queue_link
from matching.mailing.readiness import reminder_time
from matching.readiness import State

pytest_plugins = ["desk_fixtures", "mail_fixtures"]

OF_A_KIND = [
    f"/{kind}{page}"
    for kind in ("invitation", "matches", "reminder")
    for page in ("", "/send", "/test")
]
PAGES = ("", "/files", *OF_A_KIND)


@pytest.fixture
def running(store, tmp_path, monkeypatch, mail_server) -> Server:
    """A house with a mail server."""
    staff_door.wrong_tries.__init__()
    started = Server(settings_with_mail(tmp_path, mail_server, PIN=PIN), store)
    monkeypatch.setattr(server, "_servers", [started])
    monkeypatch.setattr("kiosk.dashboard.visit.utc_now", lambda: LATER)
    return started


@pytest.fixture
def evening(running, event, anna, bartek, celina, mail_server) -> MailEvening:
    """Three guests; nobody has come yet."""
    return MailEvening(running, event, anna, bartek, celina, mail_server)


@pytest.fixture
def after(evening) -> MailEvening:
    """Anna and Bartek are connected and agreed to a mail."""
    evening.talk()
    return evening


@pytest.fixture
def without_server(running, monkeypatch) -> Server:
    """Nobody has set a mail server."""
    poorer = replace(running, settings=replace(running.settings, mail=None))
    monkeypatch.setattr(server, "_servers", [poorer])
    return poorer


def told(running: Server, monkeypatch, public_url: str | None) -> None:
    settings = replace(running.settings, public_url=public_url)
    monkeypatch.setattr(server, "_servers", [replace(running, settings=settings)])


def states_on(page) -> dict[str, str]:
    """Each check of a page with its state."""
    return dict(re.findall(r'data-check="(\w+)" data-state="(\w+)"', page.text))


def sends(organiser: Browser, kind: str = "matches", **fields: str):
    """Opens the page that asks, and says yes; the page that follows."""
    asked = organiser.get(f"{HERE}/{kind}/send")
    form = fields_of(asked, f"{HERE}/{kind}/send") | {"when": "now"} | fields
    sent = organiser.post(f"{HERE}/{kind}/send", data=form)
    assert sent.status_code == 303, sent.text
    return organiser.get(sent.headers["location"])


# Ready to send?


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_page_opens_in_both_languages_with_and_without_mails(organiser, after, language):
    def open_all() -> None:
        for path in PAGES:
            page = organiser.get(f"{HERE}{path}?lang={language}")
            assert page.status_code == 200, path
            assert f'<html lang="{language}">' in page.text, path
            assert ANNA_LEARNED not in page.text, path
            assert BARTEK_LEARNED not in page.text, path

    open_all()
    after.start()
    after.hand_in()
    open_all()


def test_for_staff_there_are_no_mails(staff, after):
    for path in ("", "/matches", "/matches/send", "/matches/preview", "/files"):
        assert staff.get(f"{HERE}{path}").status_code == 404
    for path in ("/matches/send", "/matches/pause", "/matches/test", "/files"):
        assert staff.post(f"{HERE}{path}").status_code == 404
    assert rows(after.store, "SELECT count(*) FROM mail") == [(0,)]


def test_without_an_event_one_is_chosen_first(organiser):
    assert organiser.get(HERE).headers["location"] == "/staff/events"


def test_without_a_mail_server_the_page_names_the_settings_and_nothing_is_sent(
    without_server, organiser, after
):
    page = organiser.get(HERE)
    assert states_on(page)["server"] == "missing"
    assert "ROZMOWA_SMTP" in page.text
    assert "ROZMOWA_MAIL_FROM" in page.text

    asked = organiser.get(f"{HERE}/matches/send")
    assert '<form method="post" action="/staff/mail/matches/send"' not in asked.text
    assert organiser.post(f"{HERE}/matches/send", data={"when": "now"}).status_code == 200
    assert organiser.post(f"{HERE}/matches/test", data={"address": "a@b.pl"}).status_code == 200
    assert after.states() == {}


def test_mails_that_wait_for_a_server_that_nobody_set_any_more_say_so(
    organiser, after, running, monkeypatch
):
    sends(organiser)
    poorer = replace(running, settings=replace(running.settings, mail=None))
    monkeypatch.setattr(server, "_servers", [poorer])

    page = organiser.get(f"{HERE}/matches?lang=en")

    assert "E-mails are waiting for the mail server" in page.text
    assert "ROZMOWA_SMTP" in page.text


@pytest.mark.parametrize(
    ("url", "state", "case", "links"),
    [
        (None, State.MISSING, "unset", Links.WITHOUT),
        ("http://rozmowa.example.org", State.MISSING, "not_https", Links.WITHOUT),
        ("https://localhost:8501", State.NOTE, "only_here", Links.CHOOSE),
        ("https://192.168.1.20", State.NOTE, "only_here", Links.CHOOSE),
        ("https://[fd00::1]", State.NOTE, "only_here", Links.CHOOSE),
        ("https://100.64.1.1", State.NOTE, "only_here", Links.CHOOSE),
        ("https://kiosk.local", State.NOTE, "only_here", Links.CHOOSE),
        ("https://kiosk", State.NOTE, "only_here", Links.CHOOSE),
        ("https://rozmowa.pl", State.DONE, "set", Links.WITH),
        ("https://8.8.8.8", State.DONE, "set", Links.WITH),
    ],
)
def test_whether_a_link_opens_at_home_is_told_from_its_address(tmp_path, url, state, case, links):
    found = check_link_address(url)
    assert (found.state, found.case) == (state, case)
    settings = load_settings({"ROZMOWA_DATA": str(tmp_path)})
    assert links_of(replace(settings, public_url=url)) is links


def test_addresses_that_get_no_mail_are_named_with_a_way_to_mend_them(
    organiser, store, event, evening, anna
):
    lost = invite(store, event, "Zofia Bezadresowa")
    wrong = invite(store, event, "Witold Krzywy", email="witold@@poczta")
    twins = [invite(store, event, name, email="biuro@example.org") for name in ("Ewa", "Adam")]
    double = invite(store, event, "Anna Nowak", email="anna@example.org")

    page = organiser.get(HERE)

    found = states_on(page)
    assert {found[name] for name in ("email", "unwritable", "shared")} == {"note"}
    assert found["doubles"] == "missing"
    for guest in (lost, wrong, *twins):
        assert f"/staff/guests/{guest.attendee_id}/edit" in page.text
    pair = {anna.attendee_id, double.attendee_id}
    links = re.findall(r"/staff/guests/([^/\"]+)/merge/([^/\"]+)", page.text)
    assert {UUID(one) for link in links for one in link} == pair


@pytest.mark.parametrize(
    "address", ["anna@example.org", "o'neil+kurs@poczta.example.pl", " anna@example.org "]
)
def test_such_an_address_can_be_written_to(address):
    assert ascii_address(address)


@pytest.mark.parametrize(
    "address", ["anna", "anna@", "@example.org", "a b@example.org", "anna@@x.pl", "zażółć@x.pl", ""]
)
def test_such_an_address_cannot(address):
    assert ascii_address(address) is None


def test_whoever_takes_part_in_the_entry_only_is_on_no_list_of_these(
    organiser, store, event, evening
):
    hidden = invite(store, event, "Ukryta Osoba", email="to nie adres")
    choose_entry_only(store, hidden)

    assert "Ukryta" not in organiser.get(HERE).text


def test_who_did_not_agree_or_refused_is_a_number_only(organiser, after):
    admit(after.store, after.event, after.celina)
    no_mails(after.store, after.celina)

    page = organiser.get(f"{HERE}?lang=en")

    assert "1 person came but did not agree" in page.text
    assert "1 person wants no e-mails" in page.text
    assert "Celina" not in page.text


def test_whoever_agreed_after_they_refused_is_counted_among_nobody_who_wants_none(organiser, after):
    no_mails(after.store, after.anna, at=SECOND)
    agree_to_mail(after.store, after.anna, at=HOUR)

    assert states_on(organiser.get(HERE))["refused"] == "done"


def test_an_invitation_without_time_and_place_is_not_ready(organiser, store, event, evening):
    assert states_on(organiser.get(f"{HERE}/invitation/send"))["when"] == "missing"

    plan = replace(plan_of(store, event), place="Dom Kultury", starts_at_utc=LATER)
    set_plan(store, event, plan, actor="cli", now=NOW)
    assert "when" not in states_on(organiser.get(f"{HERE}/invitation/send"))


def test_an_open_event_is_a_warning_and_forbids_nothing(organiser, after):
    assert states_on(organiser.get(f"{HERE}/matches/send"))["open"] == "note"
    sends(organiser)
    assert set(after.states().values()) == {"queued"}

    set_event(after.store, after.event, closed_at=LATER - timedelta(minutes=1))
    assert "open" not in states_on(organiser.get(HERE))


# What it looks like


def test_a_preview_shows_invented_people_in_both_languages(organiser, after):
    for example, language in product(EXAMPLES, ("pl", "en")):
        path, wanted = f"{HERE}/{kind_of(example)}", f"example={example}&in={language}"
        page = organiser.get(f"{path}/preview?{wanted}")
        message = organiser.get(f"{path}/message?{wanted}")

        assert (page.status_code, message.status_code) == (200, 200), wanted
        assert f"{path}/message?{wanted.replace('&', '&amp;')}" in page.text
        assert page.text.count("<iframe sandbox ") == 2, wanted
        for words in (ANNA_LEARNED, BARTEK_LEARNED):
            assert words not in page.text + message.text, wanted


def test_only_the_page_of_the_preview_holds_a_frame_and_the_message_can_do_nothing(
    organiser, after
):
    def policy(path: str) -> str:
        return organiser.get(f"{HERE}{path}").headers["content-security-policy"]

    assert "frame-src 'self'" in policy("/matches/preview")
    assert "frame-ancestors 'none'" in policy("/matches/preview")
    for path in ("", "/matches", "/matches/send", "/files"):
        assert "frame-src" not in policy(path)
    message = organiser.get(f"{HERE}/matches/message")
    assert message.headers["content-security-policy"] == (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "frame-ancestors 'self'"
    )
    assert message.headers["x-frame-options"] == "SAMEORIGIN"
    assert not re.search(r"<a\b[^>]*\shref=|<script|src=\"(?!data:)", message.text)


def test_an_example_that_does_not_exist_is_the_usual_one_and_another_kind_is_nothing(
    organiser, after
):
    assert organiser.get(f"{HERE}/matches/preview?example=../x&in=de").status_code == 200
    for page in ("", "/preview", "/message", "/send", "/test", "/part"):
        assert organiser.get(f"{HERE}/newsletter{page}").status_code == 404
    assert organiser.get(f"{HERE}/link/send").status_code == 404


# A test mail


def tries(organiser: Browser, kind: str = "matches", **fields: str):
    path = f"{HERE}/{kind}/test"
    form = fields_of(organiser.get(path), path) | {"address": "ja@example.org"} | fields
    return organiser.post(path, data=form), form


def test_a_test_mail_arrives_and_leaves_nothing_but_a_line_without_the_address(organiser, after):
    sent, _ = tries(organiser, **{"in": "both"})

    assert sent.status_code == 303
    assert "ja@example.org" in organiser.get(sent.headers["location"]).text
    assert after.office.to == ["ja@example.org"] * 2
    for one in after.office.received:
        assert str(one.message["Subject"]).startswith("[Test] ")
        assert one.message["To"] == "ja@example.org"
        assert "List-Unsubscribe" not in one.message
        assert ANNA_LEARNED.encode() not in one.raw
    assert after.states() == {}
    assert ("test_mail_sent", "matches") in after.audit()
    assert not any("ja@example.org" in str(line) for line in after.audit())


def test_a_second_click_sends_no_second_test_mail(organiser, after):
    _, form = tries(organiser)
    again = organiser.post(f"{HERE}/matches/test", data=form)

    assert again.status_code == 303
    assert len(after.office.received) == 1


def test_a_wrong_address_is_told_beside_its_field(organiser, after):
    for typed in ("", "ja", "ja@", "a@b.pl\nBcc: c@d.pl", "zażółć@x.pl"):
        sent, _ = tries(organiser, address=typed)

        assert sent.status_code == 422, typed
        assert text("pl", "mailing.test_address") in sent.text, typed
    assert after.office.received == []


def test_what_is_wrong_with_the_mail_server_is_one_sentence(
    organiser, after, new_mail_server, monkeypatch, tmp_path
):
    wrong = {
        "certificate": {"certificate": "elsewhere.example"},
        "refused": {"choose": lambda *_: Fault.SENDER},
        "rejected": {"choose": lambda to, _: Fault.NO_SUCH if to else None},
    }
    for code, options in wrong.items():
        settings = settings_with_mail(tmp_path, new_mail_server(**options), PIN=PIN)
        running = Server(settings, after.store)
        monkeypatch.setattr(server, "_servers", [running])
        sent, _ = tries(organiser)
        assert sent.status_code == 422
        sentences = {text(language, f"mailing.cannot_{code}") for language in ("pl", "en")}
        assert any(sentence in sent.text for sentence in sentences), code
    assert ("test_mail_sent", "matches") not in after.audit()


def test_everything_that_can_be_wrong_has_a_sentence():
    codes = {value for name, value in vars(errors).items() if name.isupper() and name != "PASSES"}
    for code in codes - {errors.NO_ANSWER}:
        assert text("pl", f"mailing.cannot_{CannotSendError(code).code}")


# Sending


def test_before_sending_the_page_says_to_how_many_from_whom_and_how_long(organiser, after):
    page = organiser.get(f"{HERE}/matches/send?lang=en")

    assert "Send to 2 people now?" in page.text
    assert "rozmowa@example.org" in page.text
    assert "less than a minute" in page.text
    assert after.states() == {}


def test_sending_queues_each_mail_once_however_often_one_clicks(organiser, after):
    page = organiser.get(f"{HERE}/matches/send?lang=en")
    form = fields_of(page, f"{HERE}/matches/send") | {"when": "now"}
    with ThreadPoolExecutor(4) as clicks:
        list(clicks.map(lambda _: organiser.post(f"{HERE}/matches/send", data=form), range(4)))

    assert after.states() == {"Anna Nowak": "queued", "Bartek Wójcik": "queued"}
    assert "2 e-mails are waiting to go out" in organiser.get(f"{HERE}/matches?lang=en").text
    after.hand_in()
    organiser.post(f"{HERE}/matches/send", data=form)
    after.hand_in()
    assert sorted(after.office.to) == ["anna@example.org", "bartek@example.org"]


def test_who_agrees_later_is_the_only_one_left(organiser, after):
    sends(organiser)
    after.hand_in()
    assert "/matches/send" not in organiser.get(f"{HERE}/matches").text

    admit(after.store, after.event, after.celina)
    agree_to_mail(after.store, after.celina)
    page = organiser.get(f"{HERE}?lang=en")
    assert "Send to 1 more person" in page.text
    sends(organiser)
    after.hand_in()
    assert sorted(after.office.to)[2:] == ["celina@example.org"]


def test_the_bar_says_how_far_it_is_and_is_sent_again_only_when_it_changed(organiser, after):
    sends(organiser)
    part = organiser.get(f"{HERE}/matches/part")
    assert '<progress value="0" max="2"' in part.text
    tag = part.headers["etag"]
    assert organiser.get(f"{HERE}/matches/part", headers={"If-None-Match": tag}).status_code == 304

    after.hand_in()
    part = organiser.get(f"{HERE}/matches/part", headers={"If-None-Match": tag})
    assert '<progress value="2" max="2"' in part.text
    assert 'data-stage="done"' in part.text


def test_paused_nothing_is_sent_until_it_goes_on(organiser, after):
    sends(organiser)
    organiser.post(f"{HERE}/matches/pause")
    after.hand_in()
    assert after.office.received == []
    assert 'data-stage="paused"' in organiser.get(f"{HERE}/matches").text
    assert 'data-stage="paused"' in organiser.get(HERE).text

    organiser.post(f"{HERE}/matches/resume")
    after.hand_in()
    assert len(after.office.received) == 2


@pytest.mark.parametrize("url", [None, "http://rozmowa.example.org"])
def test_without_a_public_https_address_one_has_to_say_so(
    organiser, after, running, monkeypatch, url
):
    told(running, monkeypatch, url)
    refused = organiser.post(f"{HERE}/matches/send", data={"when": "now"})
    assert refused.status_code == 422
    assert after.states() == {}
    assert organiser.post(f"{HERE}/matches/send", data={"links": "with"}).status_code == 422

    sends(organiser, links="without")
    assert rows(after.store, "SELECT DISTINCT with_links FROM mail") == [(False,)]


@pytest.mark.parametrize(("chosen", "kept"), [("with", True), ("without", False)])
def test_with_an_address_that_may_not_open_at_home_one_chooses(
    organiser, after, running, monkeypatch, chosen, kept
):
    told(running, monkeypatch, "https://kiosk.local")
    assert organiser.post(f"{HERE}/matches/send", data={"when": "now"}).status_code == 422

    sends(organiser, links=chosen)
    assert rows(after.store, "SELECT DISTINCT with_links FROM mail") == [(kept,)]


def test_a_reminder_is_planned_for_a_week_after_and_can_be_taken_back(organiser, after):
    promise_something(after.store, after.conversation, after.anna, days=None)
    set_event(after.store, after.event, closed_at=NOW + timedelta(minutes=30))
    page = sends(organiser, "reminder", when="later")

    assert 'data-stage="later"' in page.text
    begins = rows(after.store, "SELECT begins_at_utc, filled_at_utc FROM mailing")
    assert [(str(one), filled) for one, filled in begins] == [("2026-11-30 08:00:00", None)]
    assert after.states() == {}

    organiser.post(f"{HERE}/reminder/cancel")
    assert rows(after.store, "SELECT count(*) FROM mailing") == [(0,)]
    assert 'data-stage="none"' in organiser.get(f"{HERE}/reminder").text


def test_a_planned_reminder_may_be_sent_at_once_all_the_same(organiser, after):
    promise_something(after.store, after.conversation, after.anna, days=None)
    sends(organiser, "reminder", when="later")
    sends(organiser, "reminder", when="now")
    after.hand_in()

    assert after.office.to == ["anna@example.org"]


@pytest.mark.parametrize(
    ("plan", "now", "begins"),
    [
        (EventPlan(starts_at_utc=NOW, ends_at_utc=NOW + timedelta(hours=8)), NOW, (12, 1)),
        (EventPlan(starts_at_utc=NOW), NOW, (11, 30)),
        (EventPlan(), NOW, (11, 30)),
        (EventPlan(starts_at_utc=NOW), NOW + timedelta(days=8), None),
    ],
)
def test_a_week_after_is_nine_in_the_morning_at_the_place(event, plan, now, begins):
    expected = datetime(2026, *begins, 8, tzinfo=UTC) if begins else None
    assert reminder_time(event, plan, now=now) == expected


@pytest.mark.parametrize("kind", ["invitation", "matches", "reminder"])
def test_to_the_invented_people_of_the_sample_nothing_is_sent(running, store, organiser, kind):
    sample = make_event(store, "sample", is_sample=True)
    invite(store, sample, "Ola Próbna", email="ola@example.org")

    asked = organiser.get(f"{HERE}/{kind}/send?lang=en")
    assert "These people are invented" in asked.text
    assert "<form" not in asked.text.partition("<main")[2]

    for when in ("now", "later"):
        organiser.post(f"{HERE}/{kind}/send", data={"form": str(uuid4()), "when": when})
    assert rows(store, "SELECT 1 FROM mail UNION SELECT 1 FROM mailing") == []


def test_invitations_go_to_those_on_the_list_and_later_to_who_is_new(organiser, store, evening):
    sends(organiser, "invitation")
    evening.hand_in()
    assert len(evening.office.received) == 3

    invite(store, evening.event, "Nowy Gość", email="nowy@example.org")
    sends(organiser, "invitation")
    evening.hand_in()
    assert evening.office.to[3:] == ["nowy@example.org"]


# What a person decides


def bounce(evening: MailEvening, fault: Fault = Fault.NO_SUCH) -> None:
    """Anna's mail meets a fault at its first try."""
    evening.office.choose = lambda to, times: fault if "anna@" in to and not times else None
    evening.start()
    evening.hand_in()


def test_a_mail_that_came_back_is_named_with_what_it_means_and_sent_again(organiser, after):
    bounce(after)
    page = organiser.get(f"{HERE}/matches?lang=en")
    assert "There is no such mailbox." in page.text
    assert "550 5.1.1" in page.text
    assert f"/staff/guests/{after.anna.attendee_id}/edit" in page.text

    form = fields_of(page, f"{HERE}/matches/again")
    for _ in range(2):
        assert organiser.post(f"{HERE}/matches/again", data=form).status_code == 303
    after.hand_in()
    assert sorted(after.office.to) == ["anna@example.org", "bartek@example.org"]
    assert set(after.states().values()) == {"sent"}


@pytest.mark.parametrize(("it", "copies", "which"), [("arrived", 1, "one"), ("again", 2, "all")])
def test_of_an_uncertain_mail_a_person_decides_and_nothing_is_sent_before(
    organiser, after, it, copies, which
):
    bounce(after, Fault.KEPT_AFTER_DOT)
    after.hand_in()
    assert after.states()["Anna Nowak"] == "uncertain"
    page = organiser.get(f"{HERE}/matches?lang=en")
    assert "1 uncertain e-mail" in page.text

    form = fields_of(page, f"{HERE}/matches/settle") | {"it": it}
    if which == "all":
        form["mail"] = "all"
    for _ in range(2):
        organiser.post(f"{HERE}/matches/settle", data=form)
    after.hand_in()
    assert after.office.to.count("anna@example.org") == copies
    assert after.states()["Anna Nowak"] == "sent"


def test_a_decision_that_says_nothing_or_is_about_another_event_changes_nothing(
    organiser, after, store
):
    bounce(after, Fault.KEPT_AFTER_DOT)
    (mail_id,) = rows(store, "SELECT mail_id FROM mail WHERE state = 'uncertain'")[0]
    before = after.states()
    for form in ({}, {"mail": str(mail_id)}, {"mail": "x", "it": "again"}, {"it": "again"}):
        assert organiser.post(f"{HERE}/matches/settle", data=form).status_code == 303
    other = {"mail": str(mail_id), "it": "again"}
    organiser.post(f"{HERE}/reminder/settle", data=other)
    organiser.post(f"{HERE}/matches/again", data={"mail": str(mail_id)})
    make_event(store, "other")
    organiser.get("/staff?event=other")
    organiser.post(f"{HERE}/matches/settle", data=other)
    assert after.states() == before


def test_whose_name_stands_on_no_list_is_not_named_here_either(organiser, store, event, evening):
    hidden = invite(store, event, "Ukryta Osoba", email="ukryta@example.org")
    choose_entry_only(store, hidden)
    evening.office.choose = lambda *_: Fault.NO_SUCH
    assert queue_link(store, event, hidden.attendee_id, actor="self", now=LATER)
    evening.hand_in()

    page = organiser.get(f"{HERE}/link?lang=en")

    assert "Somebody who is on no list" in page.text
    assert "Ukryta" not in page.text
    assert str(hidden.attendee_id) not in page.text
    assert f"{HERE}/link" in organiser.get(HERE).text


def test_why_mails_were_not_sent_is_told_in_numbers_only(organiser, after):
    after.start()
    agree_to_mail(after.store, after.anna, is_given=False, at=HOUR)
    no_mails(after.store, after.bartek, at=HOUR)
    after.hand_in()

    page = organiser.get(f"{HERE}/matches?lang=en")

    assert set(after.states().values()) == {"dropped"}
    assert "consent withdrawn" in page.text
    assert "wants no e-mails" in page.text
    assert "Anna" not in page.text
    assert "Bartek" not in page.text
    assert after.office.received == []


@pytest.mark.parametrize(
    ("failure", "meaning"),
    [
        ("550 5.1.1", "no_mailbox"),
        ("550", "no_mailbox"),
        ("550 5.1.10", "domain"),
        ("550 5.1.2", "domain"),
        ("553 5.1.3", "address_wrong"),
        ("552 5.2.2", "full"),
        ("452 4.2.2", "full"),
        ("550 5.2.1", "closed"),
        ("550 5.7.1", "spam"),
        ("550 5.7.26", "spam"),
        ("554", "spam"),
        ("552 5.3.4", "too_large"),
        ("450 4.2.0", "closed"),
        ("451", "busy"),
        ("421 4.3.2", "busy"),
        ("550 5.4.1", "domain"),
        ("address", "address_wrong"),
        ("compose", "not_made"),
        ("connection", "connection"),
        ("no_answer", "no_answer"),
        ("crash", "crash"),
        ("", "other"),
        ("599 5.9.9", "other"),
    ],
)
def test_the_codes_of_mail_servers_are_told_in_words(failure, meaning):
    assert meaning_of(failure) == meaning
    assert failure_in_words(failure, texts_in("pl")) == text("pl", f"mailing.failure_{meaning}")


# What came of it


def test_who_did_something_is_a_number_and_so_is_who_did_nothing(organiser, after):
    after.start()
    after.hand_in()

    def figures() -> list[str]:
        page = organiser.get(f"{HERE}?lang=en").text
        assert "Bartek" not in page
        return re.findall(r'data-figure="\w+">([^<]*)<', page)

    assert figures() == ["2", "0", "0 of 0", "0", "2"]
    since = datetime.now(UTC) - NOW + SECOND
    promise_something(after.store, after.conversation, after.anna, at=since, channel="page")
    assert figures() == ["2", "0", "0 of 1", "1", "1"]


# Files for another tool


def unzipped(sent) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(sent.content)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize("sentences", ["", "1"])
def test_sentences_are_in_the_download_only_where_one_chose_so(organiser, after, sentences):
    sent = organiser.post(f"{HERE}/files", data={"kind": "matches", "sentences": sentences})

    assert sent.status_code == 200
    assert sent.headers["content-type"] == "application/zip"
    assert re.search(
        r'filename="evening-mails-matches-.*\.zip"', sent.headers["content-disposition"]
    )
    files = unzipped(sent)
    assert any(name.endswith(".csv") for name in files)
    assert any(name.endswith(".eml") for name in files) == bool(sentences)
    lists = b"".join(content for name, content in files.items() if not name.endswith(".eml"))
    assert (ANNA_LEARNED.encode() in lists) == bool(sentences)
    act = "mail_sentences_taken" if sentences else "mail_list_taken"
    assert (act, "matches 2") in after.audit()


def test_an_invitation_comes_as_a_ready_mail_too(organiser, evening):
    files = unzipped(organiser.post(f"{HERE}/files", data={"kind": "invitation"}))
    assert sum(name.endswith(".eml") for name in files) == 3


def test_files_of_no_kind_are_nothing(organiser, after):
    for kind in ("", "link", "newsletter", "../matches"):
        assert organiser.post(f"{HERE}/files", data={"kind": kind}).status_code == 404, kind


# A second click


def test_a_form_acts_once_and_everybody_hears_the_same():
    begun, go, form_id, calls = threading.Event(), threading.Event(), uuid4(), []

    def act() -> Said:
        calls.append(1)
        begun.set()
        go.wait(10)
        return Said("done", {"count": len(calls)})

    with ThreadPoolExecutor(3) as clicks:
        said = [clicks.submit(once, form_id, act) for _ in range(3)]
        begun.wait(10)
        go.set()
        assert {one.result(10).values["count"] for one in said} == {1}
    assert once(uuid4(), act).values["count"] == 2


def test_what_failed_may_be_tried_again():
    form_id = UUID(int=7)

    def fail() -> Said:
        raise CannotSendError("busy")

    with pytest.raises(CannotSendError):
        once(form_id, fail)
    assert once(form_id, lambda: Said("done")).key == "done"
