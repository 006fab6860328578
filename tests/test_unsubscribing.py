"""No more mails: by a button, by one click in a mail program, at the desk; and mails again."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from cast import NOW, rows
from mail_list import agree_to_mail
from own_pages import forms_of
from phones import screen
from talks import SECOND, choose_entry_only, everything

from kiosk import links
from kiosk.routes import unsubscribe
from kiosk.server import Server
from matching.consents import has_agreed, was_asked
from matching.mailing.refusals import Refusal, RefusalKind, has_refused, refuse
from matching.merging_people import merge_people
from matching.model import ConsentKind
from matching.people import Listed
from matching.privacy import erase_person
from matching.store import Store

pytest_plugins = ["phone_fixtures", "own_page_fixtures"]

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
WHO_WHAT = "SELECT kind, is_refused, source FROM mail_refusal ORDER BY kind, place"


@pytest.fixture
def store(phone_server: Server, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The running server's; mail programs speak a moment after the consents were given."""
    monkeypatch.setattr(unsubscribe, "utc_now", lambda: NOW + SECOND)
    return phone_server.store


@pytest.fixture
def link_of(phone_server: Server):
    """The path of somebody's link in every mail."""

    def path_of(who: Listed) -> str:
        address = links.unsubscribe_link(phone_server.settings, who.person_id)
        return httpx.URL(address).path

    return path_of


@pytest.fixture
def mail_program(open_browser):
    """Sends a form as Gmail does: from elsewhere, without a cookie."""
    return open_browser("198.51.100.9")


@pytest.fixture
def wants_mails(store, anna) -> None:
    """Anna has agreed to be mailed her conversations."""
    agree_to_mail(store, anna)


def say(
    store: Store, who: Listed, kind: RefusalKind = RefusalKind.ALL, is_refused: bool = True
) -> bool:
    refusal = Refusal(uuid4(), who.person_id, kind, is_refused, "page")
    return refuse(store, refusal, now=NOW + SECOND)


# The rules


def test_whoever_said_nothing_has_refused_nothing(store, anna):
    assert not any(has_refused(store, anna.person_id, kind) for kind in RefusalKind)


def test_the_latest_word_counts_and_each_kind_for_itself(store, anna, bartek):
    say(store, anna, RefusalKind.REMINDER)
    assert has_refused(store, anna.person_id, RefusalKind.REMINDER)
    assert not has_refused(store, anna.person_id, RefusalKind.ALL)
    assert not has_refused(store, bartek.person_id, RefusalKind.REMINDER)

    say(store, anna, RefusalKind.REMINDER, is_refused=False)

    assert not has_refused(store, anna.person_id, RefusalKind.REMINDER)
    assert rows(store, WHO_WHAT) == [("reminder", True, "page"), ("reminder", False, "page")]


def test_a_refusal_of_all_is_a_no_to_the_consent_as_well(store, anna, wants_mails):
    say(store, anna)

    assert not has_agreed(store, anna.person_id, ConsentKind.MAIL)


def test_whoever_wants_no_mails_is_not_asked_whether_they_want_some(store, anna):
    say(store, anna)

    assert was_asked(store, anna.person_id, ConsentKind.MAIL)
    assert not has_agreed(store, anna.person_id, ConsentKind.MAIL)


def test_refusing_reminders_leaves_the_consent_as_it_is(store, anna, wants_mails):
    say(store, anna, RefusalKind.REMINDER)

    assert has_agreed(store, anna.person_id, ConsentKind.MAIL)


def test_a_refusal_sent_again_undoes_nothing_that_was_said_since(store, anna, wants_mails):
    refusal = Refusal(uuid4(), anna.person_id, RefusalKind.ALL, True, "mail")
    refuse(store, refusal, now=NOW + SECOND)
    say(store, anna, is_refused=False)
    agree_to_mail(store, anna, at=timedelta(minutes=1))
    before = everything(store)

    assert refuse(store, refusal, now=NOW + timedelta(minutes=2))
    assert everything(store) == before


def test_nobody_unknown_refuses_anything(store, anna):
    before = everything(store)

    assert not refuse(store, Refusal(uuid4(), uuid4(), RefusalKind.ALL, True, "mail"), now=NOW)
    assert everything(store) == before


# The link in every mail


def test_looking_at_the_link_changes_nothing(store, anna, wants_mails, link_of, mail_program):
    before = everything(store)

    for query in ("", "?lang=en", "?List-Unsubscribe=One-Click"):
        shown = mail_program.get(link_of(anna) + query)
        assert (shown.status_code, screen(shown)) == (200, "unsubscribe")
        assert mail_program._send("HEAD", link_of(anna) + query, {}).status_code == 200
    assert everything(store) == before


def test_one_button_ends_mails(store, anna, wants_mails, link_of, mail_program):
    [form] = forms_of(mail_program.get(link_of(anna)))[""]
    assert form == {"List-Unsubscribe": ["One-Click"]}

    done = mail_program.post(link_of(anna), data=form)

    assert (done.status_code, screen(done)) == (200, "unsubscribe-done")
    assert has_refused(store, anna.person_id, RefusalKind.ALL)
    assert not has_agreed(store, anna.person_id, ConsentKind.MAIL)
    assert screen(mail_program.get(link_of(anna))) == "unsubscribe-done"


@pytest.mark.parametrize("encoding", ["urlencoded", "multipart", "nothing"])
def test_one_click_of_a_mail_program_ends_mails_without_login_cookie_or_page(
    store, anna, wants_mails, link_of, mail_program, encoding
):
    body = {
        "urlencoded": {"data": ONE_CLICK},
        "multipart": {"files": {"List-Unsubscribe": (None, "One-Click")}},
        "nothing": {"content": b""},
    }[encoding]
    elsewhere = {"Origin": "https://mail.example.com", "Sec-Fetch-Site": "cross-site"}

    done = mail_program.post(link_of(anna), headers=elsewhere, **body)

    assert (done.status_code, dict(mail_program.cookies)) == (200, {})
    assert has_refused(store, anna.person_id, RefusalKind.ALL)
    assert rows(store, WHO_WHAT) == [("all", True, "mail")]


def test_one_click_twice_is_one_refusal(store, anna, wants_mails, link_of, mail_program):
    mail_program.post(link_of(anna), data=ONE_CLICK)
    before = everything(store)

    assert mail_program.post(link_of(anna), data=ONE_CLICK).status_code == 200
    assert everything(store) == before


def test_a_link_that_is_cut_changed_or_of_another_kind_opens_the_calm_page(
    store, phone_server, anna, wants_mails, link_of, mail_program
):
    token = links.personal_token(phone_server.settings, anna.person_id, now=NOW)
    before = everything(store)

    for path in (link_of(anna)[:-2], link_of(anna) + "x", f"/u/{token}", "/u/guess", "/u/é"):
        for answer in (mail_program.get(path), mail_program.post(path, data=ONE_CLICK)):
            assert (answer.status_code, screen(answer)) == (404, "phone-nothing")
    assert everything(store) == before


def test_the_link_opens_nobodys_own_page(store, anna, link_of, mail_program):
    token = link_of(anna).rpartition("/")[2]

    assert screen(mail_program.get(f"/me/{token}")) == "personal-nothing"
    done = mail_program.post(link_of(anna), data=ONE_CLICK)
    assert links.PERSONAL_PATH not in done.text


def test_the_link_of_somebody_erased_opens_the_calm_page(store, anna, link_of, mail_program):
    erase_person(store, anna.person_id, key=b"k" * 32, actor="self", now=NOW)

    for answer in (mail_program.get(link_of(anna)), mail_program.post(link_of(anna))):
        assert (answer.status_code, screen(answer)) == (404, "phone-nothing")


def test_the_link_of_a_record_that_became_part_of_mine_still_ends_my_mails(
    store, event, anna, bartek, celina, link_of, mail_program
):
    agree_to_mail(store, celina)
    first, second = link_of(anna), link_of(bartek)
    merge_people(store, event, bartek.person_id, anna.person_id, actor="staff:1", now=NOW)
    merge_people(store, event, celina.person_id, bartek.person_id, actor="staff:1", now=NOW)

    assert screen(mail_program.post(first, data=ONE_CLICK)) == "unsubscribe-done"

    assert has_refused(store, celina.person_id, RefusalKind.ALL)
    assert mail_program.get(second).status_code == 200
    erase_person(store, celina.person_id, key=b"k" * 32, actor="self", now=NOW)
    assert mail_program.get(second).status_code == 404


def test_a_body_larger_than_any_form_is_not_read(store, anna, link_of, mail_program):
    before = everything(store)

    answer = mail_program.post(link_of(anna), content=b"x" * 40_000)

    assert answer.status_code == 413
    assert everything(store) == before


def test_the_page_speaks_the_persons_language(celina, anna, link_of, mail_program):
    assert '<html lang="en">' in mail_program.get(link_of(celina)).text
    assert '<html lang="pl">' in mail_program.get(link_of(anna)).text


# One's own page


def test_mails_end_and_come_again_on_ones_own_page(store, anna, wants_mails, page_of, clock):
    page, person = page_of(anna), anna.person_id
    clock.now += timedelta(minutes=1)
    [reminders, all_] = forms_of(page.look())["mails"]
    assert (reminders["kind"], all_["kind"]) == (["reminder"], ["all"])

    sent = page.send("/mails", all_ | {"answer": "no"})

    assert sent.headers["location"] == f"{page.path}#mails"
    assert has_refused(store, person, RefusalKind.ALL)
    assert not has_agreed(store, person, ConsentKind.MAIL)

    clock.now += timedelta(minutes=1)
    [again] = [form for form in forms_of(page.look())["consent"] if "back" in form]
    page.send("/consent", again | {"answer": "yes"})

    assert not has_refused(store, person, RefusalKind.ALL)
    assert has_agreed(store, person, ConsentKind.MAIL)


def test_agreeing_to_mails_among_the_consents_lifts_a_refusal_too(store, anna, page_of, clock):
    page = page_of(anna)
    say(store, anna)
    clock.now += timedelta(minutes=1)
    form = next(form for form in forms_of(page.look())["consent"] if form["kind"] == ["mail"])

    page.send("/consent", form | {"answer": "yes"})

    assert not has_refused(store, anna.person_id, RefusalKind.ALL)


def test_a_no_among_the_consents_lifts_nothing(store, anna, page_of, clock):
    page = page_of(anna)
    say(store, anna)
    form = next(form for form in forms_of(page.look())["consent"] if form["kind"] == ["mail"])

    page.send("/consent", form | {"answer": "no"})

    assert has_refused(store, anna.person_id, RefusalKind.ALL)


def test_reminders_are_a_choice_of_their_own(store, anna, wants_mails, page_of):
    page, person = page_of(anna), anna.person_id
    for answer, is_refused in (("no", True), ("yes", False)):
        form = forms_of(page.look())["mails"][0]
        page.send("/mails", form | {"answer": answer})
        assert has_refused(store, person, RefusalKind.REMINDER) == is_refused
        assert has_agreed(store, person, ConsentKind.MAIL)


def test_whoever_gets_no_mails_is_not_offered_reminders(store, anna, page_of):
    [all_] = forms_of(page_of(anna).look())["mails"]

    assert all_["kind"] == ["all"]


def test_with_entry_only_there_are_no_mails_to_speak_of(store, anna, page_of):
    choose_entry_only(store, anna)

    assert 'id="mails"' not in page_of(anna).look().text


def test_a_form_about_mails_that_no_page_made_changes_nothing(store, anna, page_of):
    page, before = page_of(anna), everything(store)

    for kind, answer in (("all", "yes"), ("all", ""), ("other", "no"), ("", "")):
        page.send("/mails", {"shown": str(uuid4()), "kind": kind, "answer": answer})
    assert page.send("/mails", {"kind": "all", "answer": "no"}).status_code == 404
    assert everything(store) == before


def test_a_yes_that_is_said_later_elsewhere_outweighs_a_refusal(store, anna):
    say(store, anna)
    agree_to_mail(store, anna, at=timedelta(minutes=1))

    assert not has_refused(store, anna.person_id, RefusalKind.ALL)

    say_again = Refusal(uuid4(), anna.person_id, RefusalKind.ALL, True, "mail")
    refuse(store, say_again, now=NOW + timedelta(minutes=2))
    assert has_refused(store, anna.person_id, RefusalKind.ALL)
    assert not has_agreed(store, anna.person_id, ConsentKind.MAIL)
