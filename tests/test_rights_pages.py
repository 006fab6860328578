"""The organiser's pages of privacy: log, withheld sentences, retention, erasing on request."""

import ast
import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from cast import invite, invite_many, rows
from live_server import ROOT
from own_pages import forms_of
from talks import ANNA_LEARNED, connect, everything

from kiosk.backups import back_up, list_backups
from kiosk.dashboard.audit import act_in_words
from kiosk.texts import text, texts_in
from matching import audit
from matching.answers import answer_about_me
from matching.events import set_event
from matching.privacy.retention import run_retention
from matching.privacy.withholding import report_sentence
from matching.store import QUERY_FOLDER

pytest_plugins = ["desk_fixtures"]

PAGES = ("/staff/privacy", "/staff/audit", "/staff/withheld")


def now() -> datetime:
    return datetime.now().astimezone()


@pytest.fixture
def reported(store, event, anna, bartek):
    """Bartek reported what Anna wrote about him."""
    talk = connect(store, event, anna, bartek)
    sentence = answer_about_me(store, talk.conversation_id, reader_id=bartek.attendee_id)
    ids = {"answer_id": sentence.answer_id, "by_id": bartek.attendee_id}
    report_sentence(store, uuid4(), **ids, now=now())
    return talk


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_in_both_languages_and_holds_no_word_of_a_guest(
    organiser, store, reported, path, language
):
    shown = organiser.get(f"{path}?lang={language}")

    assert shown.status_code == 200
    assert f'<html lang="{language}">' in shown.text
    for words in (ANNA_LEARNED, "Anna Nowak", "Bartek"):
        assert words not in shown.text


@pytest.mark.parametrize("path", PAGES)
def test_staff_and_strangers_find_no_such_page(staff, stranger, event, path):
    for client in (staff, stranger):
        assert client.get(path).status_code == 404


# The log


def test_the_log_says_who_did_what_when(organiser, store, event, anna):
    def note(change):
        audit.note(
            change,
            actor="self",
            act="person_edited",
            now=now(),
            event_id=event.event_id,
            subject_id=anna.person_id,
            detail="company",
        )

    store.write(note)

    shown = organiser.get("/staff/audit?lang=en").text

    assert "Record of a person changed" in shown
    assert "A guest, on their personal page" in shown
    assert "company" in shown
    assert f"/staff/guests/{anna.attendee_id}?event={event.slug}" in shown


def test_the_log_shows_one_kind_and_is_paged(organiser, store, event):
    def note(change):
        for place in range(120):
            act = "exported" if place % 2 else "announced"
            audit.note(change, actor="cli", act=act, now=now(), detail=f"nr {place}")

    store.write(note)

    first = organiser.get("/staff/audit?act=exported")
    second = organiser.get("/staff/audit?act=exported&page=1")

    seen = re.findall(r"\(nr (\d+)\)", first.text + second.text)
    assert len(seen) == len(set(seen)) == 60
    assert all(int(number) % 2 for number in seen)
    assert 'rel="next"' in first.text
    assert 'rel="next"' not in second.text


def test_an_act_without_a_sentence_and_an_odd_address_break_nothing(organiser, store):
    store.write(lambda change: audit.note(change, actor="odd", act="never_seen", now=now()))

    assert "never seen" in organiser.get("/staff/audit").text
    for query in ("?act=%27;DROP", "?page=-1", "?page=x", "?page=9999"):
        assert organiser.get(f"/staff/audit{query}").status_code == 200


def test_no_query_changes_or_removes_a_line_of_the_log():
    for file in QUERY_FOLDER.rglob("*.sql"):
        body = file.read_text(encoding="utf-8")
        assert not re.search(r"(UPDATE|DELETE FROM|REPLACE INTO)\s+audit\b", body), file.name


def acts_in_code() -> set[str]:
    found = set()
    for file in [*(ROOT / "matching").rglob("*.py"), *(ROOT / "kiosk").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "act":
                found |= {
                    one.value
                    for one in ast.walk(node.value)
                    if isinstance(one, ast.Constant)
                    and isinstance(one.value, str)
                    and re.fullmatch("[a-z]+(_[a-z]+)+|exported|announced|paid", one.value)
                }
    return found


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_act_of_the_log_has_a_sentence(language):
    texts = texts_in(language)

    missing = [
        act for act in sorted(acts_in_code()) if act_in_words(act, texts) == act.replace("_", " ")
    ]
    assert missing == []


# Withheld sentences


def test_the_organiser_reads_a_reported_sentence_only_by_a_look_that_is_logged(
    organiser, store, reported
):
    page = organiser.get("/staff/withheld")
    [form] = forms_of(page)["look"]

    looked = organiser.post("/staff/withheld/look", data=form)

    assert ANNA_LEARNED in looked.text
    assert "Anna Nowak" not in looked.text
    acts = [act for (act,) in rows(store, "SELECT act FROM audit")]
    assert acts.count("sentence_looked_at") == 1


@pytest.mark.parametrize(("wanted", "is_read"), [("release", True), ("withhold", False)])
def test_the_organiser_decides(organiser, store, reported, bartek, wanted, is_read):
    [form] = forms_of(organiser.get("/staff/withheld"))["look"]
    [decision] = forms_of(organiser.post("/staff/withheld/look", data=form))["decide"]

    for _ in range(2):  # sent twice it is one decision
        sent = organiser.post("/staff/withheld/decide", data=decision | {"wanted": wanted})
        assert sent.status_code == 303

    shown = answer_about_me(store, reported.conversation_id, reader_id=bartek.attendee_id)
    assert bool(shown.words) is is_read
    assert len(rows(store, "SELECT * FROM withholding")) == 2
    assert ("look" in forms_of(organiser.get("/staff/withheld"))) is not is_read


def test_no_other_sentence_can_be_looked_at(organiser, store, event, anna, bartek):
    connect(store, event, anna, bartek)
    for (answer_id,) in rows(store, "SELECT answer_id FROM answer"):
        sent = organiser.post("/staff/withheld/look", data={"answer": str(answer_id)})
        assert sent.status_code == 303
        assert ANNA_LEARNED not in sent.text
    for form in ({}, {"answer": "x"}, {"answer": str(uuid4()), "wanted": "release"}):
        assert organiser.post("/staff/withheld/decide", data=form).status_code == 404


# Privacy


def test_the_page_says_what_ran_and_what_comes_next(organiser, store, event, running):
    invite_many(store, event, 3)
    set_event(store, event, closed_at=now() - timedelta(days=30))
    run_retention(store, now=now())
    back_up(store, running.settings.data / "backups", now=now())

    shown = organiser.get("/staff/privacy?lang=en").text

    assert "0 people erased" in shown
    assert f"<td>{event.name}</td><td>3</td>" in shown
    assert "1 backup" in shown
    assert "about 4 hours" in shown


def test_a_copy_that_somebody_put_beside_the_backups_breaks_no_page(
    organiser, running, store, event
):
    folder = running.settings.data / "backups"
    back_up(store, folder, now=now())
    (folder / "rozmowa-before-the-party.duckdb").write_bytes(b"x")

    shown = organiser.get("/staff/privacy?lang=en")

    assert shown.status_code == 200
    assert "1 backup" in shown.text
    assert len(list_backups(folder)) == 1


def test_erasing_on_request_asks_first_and_says_what_it_does(organiser, store, event, anna):
    before = everything(store)

    [form] = forms_of(organiser.get("/staff/privacy"))["find"]
    asked = organiser.post("/staff/privacy/find", data=form | {"who": " ANNA@example.org "})

    assert anna.name in asked.text
    assert everything(store) == before
    [sure] = forms_of(asked)["erase"]
    assert organiser.post("/staff/privacy/erase", data=sure).status_code == 303
    assert rows(store, "SELECT * FROM person") == []
    [(actor, subject)] = rows(
        store, "SELECT actor, subject_id FROM audit WHERE act = 'person_erased'"
    )
    assert actor.startswith("staff:")
    assert subject == anna.person_id
    told = organiser.get("/staff/privacy?lang=en").text
    assert "The data is erased." in told
    assert "1 person asked to be erased" in told


def test_a_guests_page_leads_to_erasing_them(organiser, store, event, anna):
    asked = organiser.get(f"/staff/privacy/erase?guest={anna.attendee_id}")

    assert anna.name in asked.text
    assert organiser.get(f"/staff/privacy/erase?guest={uuid4()}").status_code == 404


def test_who_is_meant_must_be_clear_and_what_was_typed_stays(organiser, store, event, anna):
    invite(store, event, "Jan Nowak", email="anna@example.org")

    for typed in ("anna@example.org", "nobody@example.org", ""):
        refused = organiser.post("/staff/privacy/find", data={"who": typed})
        assert refused.status_code == 422
        assert f'value="{typed}"' in refused.text
        assert 'aria-invalid="true"' in refused.text


def test_one_tap_alone_erases_nobody(organiser, store, event, anna):
    for form in ({}, {"person": str(anna.person_id)}, {"person": "x", "sure": "yes"}):
        assert organiser.post("/staff/privacy/erase", data=form).status_code == 404
    assert len(rows(store, "SELECT * FROM person")) == 1


def test_somebody_who_wants_to_come_back_may(organiser, store, event, anna):
    form = {"person": str(anna.person_id), "sure": "yes"}
    organiser.post("/staff/privacy/erase", data=form)

    organiser.post("/staff/privacy/lift", data={"name": "Kto Inny", "email": anna.email})
    assert len(rows(store, "SELECT * FROM suppression")) == 1
    organiser.post("/staff/privacy/lift", data={"name": anna.name, "email": anna.email})

    assert rows(store, "SELECT * FROM suppression") == []
    assert text("pl", "rights.lift_said") in organiser.get("/staff/privacy?lang=pl").text
