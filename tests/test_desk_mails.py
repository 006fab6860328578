"""Staff at a guest's page: mail the link to the address on file, write down "wants no mails"."""

from uuid import uuid4

import pytest
from asgi_browser import Browser
from cast import invite, make_event, rows
from desks import PIN
from mail_server import mail_environment

from kiosk import server, staff_door
from kiosk.clock import utc_now
from kiosk.server import Server
from kiosk.settings import load_settings
from matching.consents import has_agreed, was_asked
from matching.mailing.contents import contents
from matching.mailing.nouns import MailKind
from matching.mailing.refusals import Refusal, RefusalKind, has_refused, refuse
from matching.merging_people import merge_people
from matching.model import ConsentKind
from matching.people import Listed, set_blocked
from matching.store import Store

pytest_plugins = ["desk_fixtures"]


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """A house that can send mails."""
    return mail_environment(tmp_path)


@pytest.fixture
def running(store: Store, environment, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server of this process over such a house."""
    staff_door.wrong_tries.__init__()
    settings = environment | {"ROZMOWA_PIN": PIN}
    started = Server(load_settings(settings), store)
    monkeypatch.setattr(server, "_servers", [started])
    return started


def path_of(who: Listed) -> str:
    return f"/staff/guests/{who.attendee_id}"


def offers_to_send(desk: Browser, who: Listed) -> bool:
    return f"{path_of(who)}/link/send" in desk.get(f"{path_of(who)}/link?lang=en").text


def links_queued(store: Store) -> list[tuple]:
    return rows(store, "SELECT person_id, kind, state FROM mail")


def test_staff_send_the_link_to_the_address_on_file_without_seeing_it(store, event, anna, staff):
    shown = staff.get(f"{path_of(anna)}/link?lang=en")
    assert "Send to the address on file" in shown.text
    assert "anna@example.org" not in shown.text

    sent = staff.post(f"{path_of(anna)}/link/send")

    assert sent.headers["location"] == path_of(anna)
    assert "on its way" in staff.get(path_of(anna)).text
    assert links_queued(store) == [(anna.person_id, "link", "queued")]


def test_who_had_a_link_sent_is_on_record(store, event, anna, staff):
    staff.post(f"{path_of(anna)}/link/send")

    [(actor, subject)] = rows(
        store,
        "SELECT actor, subject_id FROM audit WHERE act LIKE '%link%' AND actor LIKE 'staff:%'",
    )
    assert actor.startswith("staff:")
    assert subject in {anna.person_id, anna.attendee_id}


def test_a_second_tap_sends_no_second_link(store, event, anna, staff):
    for _ in range(2):
        staff.post(f"{path_of(anna)}/link/send")

    assert len(links_queued(store)) == 1
    assert "on its way already" in staff.get(f"{path_of(anna)}?lang=en").text


@pytest.mark.parametrize("missing", ["ROZMOWA_SMTP", "ROZMOWA_PUBLIC_URL"])
def test_where_no_mails_with_links_can_be_sent_it_is_not_offered(
    environment, missing, store, event, anna, request
):
    del environment[missing]
    if missing == "ROZMOWA_SMTP":
        del environment["ROZMOWA_MAIL_FROM"]
    staff = request.getfixturevalue("staff")

    assert not offers_to_send(staff, anna)
    assert staff.post(f"{path_of(anna)}/link/send").status_code == 404
    assert links_queued(store) == []


def test_whoever_cannot_get_a_link_is_not_offered_one(store, event, anna, staff):
    nobody = invite(store, event, "Jan Bezadresowy")
    cancelled = invite(store, event, "Ewa Odwołana", email="e@example.org", status="cancelled")
    set_blocked(store, anna.person_id, is_blocked=True, now=utc_now())

    for who in (nobody, cancelled, anna):
        assert not offers_to_send(staff, who)
        assert staff.post(f"{path_of(who)}/link/send").status_code == 404
    assert links_queued(store) == []


def test_to_invented_people_no_link_is_sent(store, staff):
    ola = invite(store, make_event(store, "sample", is_sample=True), "Ola", email="o@example.org")

    assert not offers_to_send(staff, ola)
    assert staff.post(f"{path_of(ola)}/link/send").status_code == 404
    assert links_queued(store) == []


def test_staff_write_down_that_somebody_wants_no_mails_and_see_it(store, event, anna, staff):
    assert "no-mails" in staff.get(path_of(anna)).text

    staff.post(f"{path_of(anna)}/no-mails")

    shown = staff.get(f"{path_of(anna)}?lang=en").text
    assert '<span class="pill">no e-mails</span>' in shown
    assert has_refused(store, anna.person_id, RefusalKind.ALL)
    assert rows(store, "SELECT source FROM mail_refusal") == [("desk",)]
    assert was_asked(store, anna.person_id, ConsentKind.MAIL)


def test_a_mistake_of_staff_is_taken_back_but_gives_no_consent(store, event, anna, staff):
    for act in ("no-mails", "mails-again"):
        staff.post(f"{path_of(anna)}/{act}")

    assert not has_refused(store, anna.person_id, RefusalKind.ALL)
    assert not has_agreed(store, anna.person_id, ConsentKind.MAIL)


@pytest.mark.parametrize("is_desk_first", [False, True])
def test_my_own_no_to_mails_is_not_for_staff_to_take_back(store, event, anna, staff, is_desk_first):
    if is_desk_first:
        staff.post(f"{path_of(anna)}/no-mails")
    own = Refusal(uuid4(), anna.person_id, RefusalKind.ALL, True, "mail")
    refuse(store, own, now=utc_now())

    assert f"{path_of(anna)}/mails-again" not in staff.get(path_of(anna)).text
    for act in ("mails-again", "no-mails", "mails-again"):
        staff.post(f"{path_of(anna)}/{act}")

    assert has_refused(store, anna.person_id, RefusalKind.ALL)
    found = contents(store, event, MailKind.INVITATION, now=utc_now())
    assert anna.attendee_id not in found


def test_my_own_no_stays_mine_where_two_records_become_one(store, event, anna, bartek, staff):
    own = Refusal(uuid4(), bartek.person_id, RefusalKind.ALL, True, "mail")
    refuse(store, own, now=utc_now())
    staff.post(f"{path_of(anna)}/no-mails")
    merge_people(store, event, anna.person_id, bartek.person_id, actor="staff:1", now=utc_now())

    staff.post(f"{path_of(anna)}/mails-again")

    assert has_refused(store, anna.person_id, RefusalKind.ALL)


def test_what_staff_wrote_down_about_mails_is_in_the_log(store, event, anna, staff, organiser):
    for act in ("no-mails", "no-mails", "mails-again"):
        staff.post(f"{path_of(anna)}/{act}")

    acts = "SELECT act, subject_id FROM audit WHERE act LIKE 'mails_%' ORDER BY noted_at_utc"
    assert rows(store, acts) == [
        ("mails_refused", anna.person_id),
        ("mails_allowed", anna.person_id),
    ]
    shown = organiser.get("/staff/audit?lang=en").text
    assert "Noted: a person wants no e-mails" in shown
