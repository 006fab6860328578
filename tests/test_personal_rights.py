"""The rights of a guest on their own page: each of them, and what nobody else may do."""

import io
import json
import re
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from cast import invite, listed, rows
from own_pages import OwnPage, at, forms_of, links_of
from talks import (
    ANNA_LEARNED,
    BARTEK_LEARNED,
    admit,
    answer,
    begin_talk,
    connect,
    connections,
    everything,
    tables_with,
)

from kiosk import links
from kiosk.server import Server
from matching.consents import has_agreed
from matching.model import ConsentKind
from matching.people import list_attendees
from matching.store import Store

pytest_plugins = ["phone_fixtures", "own_page_fixtures"]
PAGES = ("/rights", "/rights/words", "/rights/data", "/rights/erase")


@pytest.fixture
def store(phone_server: Server) -> Store:
    """The running server's."""
    return phone_server.store


@pytest.fixture
def sealed(store, event, anna, bartek):
    """Anna has written about Bartek, who has not answered."""
    admit(store, event, anna, bartek)
    talk = begin_talk(store, event, anna, bartek)
    answer(store, talk, anna, ANNA_LEARNED)
    return talk


def test_the_own_page_leads_to_the_rights_and_on_to_each_of_them(page_of, anna):
    page = page_of(anna)

    assert f"{page.path}/rights" in links_of(page.look())
    found = links_of(page.look("/rights"))
    for below in ("words", "data", "erase", "copy.json", "copy.zip"):
        assert f"{page.path}/rights/{below}" in found


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("below", PAGES)
def test_every_page_opens_in_both_languages_and_changes_nothing(
    page_of, connected, store, anna, below, language
):
    before = everything(store)

    answered = page_of(anna).look(f"{below}?lang={language}")

    assert answered.status_code == 200
    assert f'lang="{language}"' in answered.text
    assert "default-src 'none'" in answered.headers["content-security-policy"]
    assert everything(store) == before


@pytest.mark.parametrize("below", [*PAGES, "/rights/copy.json", "/rights/copy.zip"])
def test_without_the_link_there_is_nothing(phone_server, open_browser, anna, below):
    page = OwnPage(open_browser(), links.PERSONAL_PATH + "AAAA.BBBB")

    assert page.look(below).status_code == 404
    assert page.send(below, {}).status_code in {404, 405}


def test_i_read_what_i_wrote_and_what_was_written_about_me(page_of, connected, anna):
    words = page_of(anna).look("/rights/words")

    assert ANNA_LEARNED in words.text
    assert BARTEK_LEARNED in words.text


def test_of_a_sealed_sentence_i_am_told_that_it_exists_and_asked(page_of, sealed, store, bartek):
    page = page_of(bartek)

    told = page.look("/rights/words")
    assert f"{page.path}/rights/sealed/{sealed.conversation_id}" in links_of(told)
    asked = page.look(f"/rights/sealed/{sealed.conversation_id}")

    assert asked.status_code == 200
    assert ANNA_LEARNED.encode() not in page.heard
    assert tables_with(store, ANNA_LEARNED) == ["answer"]


def test_after_my_yes_i_read_it_once_and_the_conversation_is_over(
    page_of, sealed, store, anna, bartek
):
    page = page_of(bartek)

    opened = page.send(f"/rights/sealed/{sealed.conversation_id}", {})
    again = page.send(f"/rights/sealed/{sealed.conversation_id}", {})

    assert ANNA_LEARNED in opened.text
    assert ANNA_LEARNED not in again.text
    assert tables_with(store, ANNA_LEARNED) == []
    assert "wygasła" in page_of(anna).look().text


def test_nobody_else_opens_a_sealed_sentence(page_of, sealed, store, event, anna, celina):
    for who in (anna, celina):
        page = page_of(who)
        assert page.look(f"/rights/sealed/{sealed.conversation_id}").status_code == 404
        page.send(f"/rights/sealed/{sealed.conversation_id}", {})
    assert tables_with(store, ANNA_LEARNED) == ["answer"]


def test_my_copy_is_json_or_csv(page_of, connected, anna):
    page = page_of(anna)

    told = json.loads(page.look("/rights/copy.json").content)
    packed = page.look("/rights/copy.zip")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        names = archive.namelist()

    assert told["person"][0]["name"] == anna.name
    assert [row["words"] for row in told["written_about_me"]] == [BARTEK_LEARNED]
    assert {"person.csv", "written_by_me.csv", "written_about_me.csv"} <= set(names)
    assert "attachment" in packed.headers["content-disposition"]
    assert page.look("/rights/copy.exe").status_code == 404


def test_i_correct_my_record_and_no_list_writes_over_it(page_of, store, event, anna):
    page = page_of(anna)

    sent = _fill(page, company="Nowa & Spółka")

    assert sent.status_code == 303
    assert listed(store, event, anna.attendee_id).company == "Nowa & Spółka"
    assert rows(store, "SELECT field FROM person_edit") == [("company",)]
    assert "Nowa &amp; Spółka" in page.look("/rights/data").text
    assert rows(store, "SELECT actor, act FROM audit") == [("self", "person_edited")]


def _fill(page: OwnPage, **fields: str):
    [form] = forms_of(page.look("/rights/data"))["data"]
    return page.send("/rights/data", form | {"language": "pl"} | fields)


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"email": "anna@"}, {"phone": "1" * 50}, {"offers": "x" * 700}]
)
def test_a_wrong_field_is_told_and_what_was_typed_stays(page_of, store, anna, wrong):
    page = page_of(anna)
    before = everything(store)

    refused = _fill(page, **({"company": "Nowa Spółka"} | wrong))

    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    assert 'aria-invalid="true"' in refused.text
    assert "Nowa Spółka" in refused.text
    assert everything(store) == before


def test_i_object_to_suggestions_with_one_tap(page_of, store, clock, anna):
    page = page_of(anna)
    [consent] = [form for form in forms_of(page.look())["consent"] if form["kind"] == ["suggest"]]
    page.send("/consent", consent | {"answer": "yes"})
    assert has_agreed(store, anna.person_id, ConsentKind.SUGGEST)

    clock.now += timedelta(minutes=1)
    [form] = forms_of(page.look("/rights"))["object"]
    page.send("/rights/object", form)

    assert not has_agreed(store, anna.person_id, ConsentKind.SUGGEST)
    assert "object" not in forms_of(page.look("/rights"))


def test_erasing_says_first_what_it_does_and_when_copies_lose_it(page_of, store, anna):
    page = page_of(anna)

    asked = page.look("/rights/erase?lang=en").text

    assert "within 24 hours" in asked
    assert "about 4 hours" in asked
    assert len(rows(store, "SELECT * FROM person")) == 1


def test_after_erasing_the_link_opens_nothing_and_the_other_sees_only_an_expired_conversation(
    page_of, connected, store, event, anna, bartek
):
    page = page_of(bartek)

    erased = page.send("/rights/erase", {})

    assert 'data-screen="personal-erased"' in erased.text
    assert page.look().status_code == 404
    assert connections(store) == []
    assert [one.name for one in list_attendees(store, event)] == [anna.name]
    other = page_of(anna)
    pages = [other.look(below) for below in ("", at(connected), "/badge", "/people", "/meet")]
    assert [page.status_code for page in pages] == [200] * 5
    seen = "".join(page.text for page in pages)
    assert "Bartek" not in seen
    assert "Wygasła rozmowa" in seen


def test_two_people_with_one_address_stay_two(page_of, store, event, anna):
    other = invite(store, event, "Jan Nowak", email="anna@example.org")

    page_of(anna).send("/rights/erase", {})

    assert [one.name for one in list_attendees(store, event)] == ["Jan Nowak"]
    assert page_of(other).look("/rights").status_code == 200


# Reporting a sentence


def test_i_report_a_sentence_about_me_and_read_it_no_more(page_of, connected, anna, bartek):
    page = page_of(bartek)

    page.fill(at(connected), "report")

    shown = page.look(at(connected)).text
    assert ANNA_LEARNED not in shown
    assert "report" not in forms_of(page.look(at(connected)))
    assert ANNA_LEARNED in page_of(anna).look(at(connected)).text


def test_a_report_of_somebody_elses_sentence_changes_nothing(
    page_of, connected, store, event, anna, celina
):
    [answer_id] = [row[0] for row in rows(store, "SELECT answer_id FROM answer LIMIT 1")]
    other = connect(store, event, anna, celina)
    before = everything(store)

    form = {"answer": str(answer_id), "shown": str(uuid4())}
    refused = page_of(celina).send(f"{at(other)}/report", form)

    assert refused.status_code == 422
    assert everything(store) == before


def test_pages_of_rights_hold_no_markup_of_a_guest(page_of, store, event, anna, bartek):
    admit(store, event, anna, bartek)
    talk = begin_talk(store, event, anna, bartek)
    answer(store, talk, anna, "<script>alert(1)</script> naprawia zegary")
    page: OwnPage = page_of(anna)

    shown = page.look("/rights/words").text

    assert "<script" not in shown
    assert re.search("&lt;script&gt;", shown)
