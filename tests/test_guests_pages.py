"""The pages of the desk about guests: found, let in, given a badge, changed and merged."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from asgi_browser import Browser
from cast import invite, listed, rows, show_badge
from decoded import codes_in_pdf

from kiosk import server
from kiosk.clock import utc_now
from kiosk.links import PERSONAL_PATH
from kiosk.server import Server
from kiosk.settings import load_settings
from matching.badge_codes import in_groups
from matching.consents import Decision, decide, has_agreed
from matching.desk import admit_anyway, report_not_me
from matching.model import ConsentKind
from matching.people import list_attendees, new_spare_badges
from matching.walk_ins import are_allowed_at_kiosks

pytest_plugins = ["desk_fixtures"]

HERE = "/staff/guests"
MISSING = "3f0e7c1a-0000-4000-8000-000000000001"


def page_of(person) -> str:
    return f"{HERE}/{person.attendee_id}"


def search(client: Browser, words: str) -> str:
    return client.post(HERE, data={"q": words}).text


def state(store, event, person):
    return listed(store, event, person.attendee_id)


# Who may


def test_a_stranger_finds_no_page_about_guests(stranger, anna):
    for path in (HERE, page_of(anna), f"{page_of(anna)}/label", "/staff/walk-in"):
        answer = stranger.get(path)
        assert answer.status_code == 404
        assert "Anna" not in answer.text


@pytest.mark.parametrize("act", ["admit", "block", "link", "label", "label/pdf", "replace"])
def test_a_stranger_does_nothing_for_a_guest(stranger, store, event, anna, act):
    before = state(store, event, anna)

    assert stranger.post(f"{page_of(anna)}/{act}").status_code == 404

    assert state(store, event, anna) == before


@pytest.mark.parametrize("path", [f"{HERE}/new", "edit", "merge", f"merge/{MISSING}"])
def test_what_is_the_organisers_does_not_exist_for_staff(staff, anna, path):
    address = path if path.startswith("/") else f"{page_of(anna)}/{path}"

    assert staff.get(address).status_code == 404
    assert staff.post(address, data={"name": "X Y"}).status_code == 404


def test_staff_cannot_decide_whether_kiosks_let_walk_ins_in(staff, store, event):
    assert staff.post("/staff/walk-in/kiosks", data={"allowed": "1"}).status_code == 404
    assert not are_allowed_at_kiosks(store, event)


@pytest.mark.parametrize("path", ["x", MISSING, "..%2f..", "0"])
def test_a_guest_that_is_not_on_the_list_has_no_page(organiser, event, path):
    assert organiser.get(f"{HERE}/{path}").status_code == 404
    assert organiser.post(f"{HERE}/{path}/admit").status_code == 404


def test_no_page_about_guests_without_an_event(organiser):
    assert organiser.get(HERE).status_code == 404
    assert organiser.get("/staff").status_code == 200


# Finding


@pytest.mark.parametrize("words", ["", "ann", "a n", "%%%%", "_ _ _ _"])
def test_staff_see_nobody_before_four_letters(staff, anna, words):
    answer = staff.post(HERE, data={"q": words})

    assert answer.status_code == 422
    assert "Anna" not in answer.text
    assert "co najmniej 4 litery" in answer.text


def test_staff_cannot_browse_the_list_and_the_organiser_can(staff, organiser, store, event):
    for place in range(60):
        invite(store, event, f"Gość {place:03}")

    assert "Gość" not in re.sub(r"Gości?e?", "", staff.get(f"{HERE}?page=2").text)
    first, second = (organiser.get(f"{HERE}?page={page}").text for page in (1, 2))
    assert "Gość 000" in first
    assert "Gość 059" in second
    assert "Gość 000" not in second
    assert organiser.get(f"{HERE}?page=99").status_code == 200
    assert organiser.get(f"{HERE}?page=²").status_code == 200


def test_no_list_names_somebody_who_only_wants_to_come_in(organiser, store, event, anna, bartek):
    yes = Decision(uuid4(), anna.person_id, ConsentKind.ENTRY_ONLY, True, "pl")
    decide(store, yes, source="kiosk", now=utc_now())
    report_not_me(store, event, anna.attendee_id, kiosk=1, now=utc_now())

    for path in (HERE, "/staff", "/staff/now/part"):
        assert "Anna Nowak" not in organiser.get(path).text, path
    assert "Bartek Wójcik" in organiser.get(HERE).text
    assert "1 osoba, która chce tylko wejść" in organiser.get(HERE).text
    assert "Anna Nowak" in search(organiser, "nowak")


def test_a_search_shows_so_many_that_nobody_browses_by_it(staff, store, event):
    for place in range(20):
        invite(store, event, f"Kowalska {place:03}")

    found = search(staff, "kowalska")

    assert len(re.findall(r"Kowalska \d+</a>", found)) == 12
    assert "Jest więcej wyników" in found


def test_staff_see_no_address_and_the_organiser_does(staff, organiser, anna):
    assert "Anna Nowak" in search(staff, "nowak")
    for text in (search(staff, "nowak"), staff.get(page_of(anna)).text):
        assert "example.org" not in text
    assert "anna@example.org" in search(organiser, "nowak")
    assert "anna@example.org" in organiser.get(page_of(anna)).text


def test_two_of_one_name_are_told_apart_by_company_or_a_hint(staff, store, event):
    for box, company in (("adam", "Kłos"), ("barbara", "Kłos"), ("celina", "Snop")):
        invite(store, event, "Jan Nowak", email=f"{box}@example.org", company=company)

    found = search(staff, "nowak")

    assert found.count("Jan Nowak</a>") == 3
    assert "a…@example.org" in found
    assert "b…@example.org" in found
    assert "c…@" not in found
    assert not re.search(r"(adam|barbara|celina)@", found)
    one = list_attendees(store, event)[0]
    assert "jeszcze 2 osoby" in staff.get(page_of(one)).text


def test_what_a_guest_typed_is_text_and_nothing_else(organiser, store, event):
    person = invite(store, event, '<b>"Bold"</b>', company="<script>alert(1)</script>")

    for text in (
        search(organiser, "bold"),
        organiser.get(page_of(person)).text,
        organiser.get(f"{page_of(person)}/label").text,
        organiser.get(f"{page_of(person)}/edit").text,
    ):
        assert "<b>" not in text
        assert "<script>alert" not in text
        assert "&lt;b&gt;" in text


def test_a_name_is_never_part_of_an_address(staff, store, event, anna):
    answer = staff.post(f"{page_of(anna)}/admit")

    assert answer.headers["location"] == page_of(anna)
    assert 'method="post" action="/staff/guests"' in staff.get(HERE).text


# At the door


def test_staff_admit_and_undo_and_both_are_in_the_log(staff, store, event, anna):
    assert staff.post(f"{page_of(anna)}/admit").status_code == 303
    assert "Wejście zapisane: Anna Nowak" in staff.get(page_of(anna)).text
    assert state(store, event, anna).admitted_at_utc

    staff.post(f"{page_of(anna)}/admit")
    assert "było zapisane wcześniej" in staff.get(page_of(anna)).text
    staff.post(f"{page_of(anna)}/undo")
    assert "Wejście cofnięte: Anna Nowak" in staff.get(page_of(anna)).text
    assert state(store, event, anna).admitted_at_utc is None
    acts = rows(store, "SELECT act, actor FROM audit ORDER BY noted_at_utc")
    assert [act for act, actor in acts if actor.startswith("staff:")][-2:] == [
        "admitted_by_hand",
        "admission_undone",
    ]


def test_after_fifteen_minutes_there_is_nothing_to_undo(staff, store, event, anna):
    admit_anyway(store, event, anna.attendee_id, now=utc_now() - timedelta(minutes=16))

    assert f"{page_of(anna)}/undo" not in staff.get(page_of(anna)).text
    staff.post(f"{page_of(anna)}/undo")

    assert "tylko przez 15 minut" in staff.get(page_of(anna)).text
    assert state(store, event, anna).admitted_at_utc


@pytest.mark.parametrize("options", [{"status": "cancelled"}, {"blocked": True}])
def test_who_is_refused_is_let_in_only_by_the_button_that_says_so(staff, store, event, options):
    person = invite(store, event, "Cezary Odmowny", **options)
    assert f"{page_of(person)}/admit" not in search(staff, "cezary")

    staff.post(f"{page_of(person)}/admit")
    assert state(store, event, person).admitted_at_utc is None
    assert "Wpuść mimo to" in staff.get(page_of(person)).text
    staff.post(f"{page_of(person)}/admit", data={"anyway": "1"})

    assert state(store, event, person).admitted_at_utc


def test_looking_at_a_guest_lets_nobody_in(staff, store, event, anna):
    for path in ("", "/label", "/admit", "/undo", "/block"):
        staff.get(f"{page_of(anna)}{path}")

    assert state(store, event, anna) == anna


def test_a_tick_of_the_paper_list_keeps_its_time_and_a_wrong_one_stays_in_the_form(
    staff, store, event, anna
):
    wrong = staff.post(f"{page_of(anna)}/paper", data={"day": "2026-11-23", "time": "25:99"})
    assert wrong.status_code == 422
    assert 'value="25:99"' in wrong.text
    future = staff.post(f"{page_of(anna)}/paper", data={"day": "2999-01-01", "time": "10:00"})
    assert "dopiero nadejdzie" in future.text
    assert state(store, event, anna).admitted_at_utc is None

    staff.post(f"{page_of(anna)}/paper", data={"day": "2026-01-02", "time": "17:42"})

    at = state(store, event, anna).admitted_at_utc
    assert f"{at:%Y-%m-%d %H:%M}" == "2026-01-02 16:42"


def test_a_spare_badge_is_given_by_its_code_and_a_wrong_one_is_told(staff, store, event, anna):
    (spare,) = new_spare_badges(store, event, 1, now=utc_now())
    wrong = staff.post(f"{page_of(anna)}/spare", files={"x": b""}, data={"code": "ABCD"})
    assert wrong.status_code == 422
    assert 'value="ABCD"' in wrong.text
    assert state(store, event, anna).code == anna.code

    typed = {"code": in_groups(spare).lower()}
    staff.post(f"{page_of(anna)}/spare", files={"x": b""}, data=typed)

    assert state(store, event, anna).code == spare
    assert show_badge(store, event, anna.code).outcome == "replaced_code"


def test_a_spare_badge_is_given_by_a_photo_of_its_code(staff, store, event, anna, tmp_path: Path):
    from kiosk.badges import BadgeFace, draw_badge_pictures

    (spare,) = new_spare_badges(store, event, 1, now=utc_now())
    (file,) = draw_badge_pictures([BadgeFace(code=spare, name="")], tmp_path)

    staff.post(f"{page_of(anna)}/spare", files={"photo": ("a.png", file.read_bytes())})

    assert state(store, event, anna).code == spare


def test_a_replaced_code_is_new_and_told_once(staff, store, event, anna):
    staff.post(f"{page_of(anna)}/replace")

    fresh = state(store, event, anna).code
    assert fresh != anna.code
    assert f"Nowy kod: {in_groups(fresh)}" in staff.get(page_of(anna)).text


def test_the_organiser_blocks_a_guest_and_lets_them_in_again_and_staff_cannot(
    organiser, staff, store, event, anna
):
    assert staff.post(f"{page_of(anna)}/block").status_code == 404
    assert not state(store, event, anna).is_blocked
    organiser.post(f"{page_of(anna)}/block")
    assert state(store, event, anna).is_blocked
    assert staff.post(f"{page_of(anna)}/unblock").status_code == 404
    organiser.post(f"{page_of(anna)}/unblock")
    assert not state(store, event, anna).is_blocked


def test_entry_only_ends_at_the_guests_wish(staff, store, event, anna):
    yes = Decision(uuid4(), anna.person_id, ConsentKind.ENTRY_ONLY, True, "pl")
    decide(store, yes, source="kiosk", now=utc_now() - timedelta(minutes=1))
    assert "Tylko wejście" in staff.get(page_of(anna)).text

    staff.post(f"{page_of(anna)}/end-entry-only")

    assert not has_agreed(store, anna.person_id, ConsentKind.ENTRY_ONLY)
    [(actor, subject_id)] = rows(
        store, "SELECT actor, subject_id FROM audit WHERE act = 'entry_only_ended'"
    )
    assert actor.startswith("staff:")
    assert subject_id == anna.person_id


def test_a_form_from_elsewhere_does_nothing(staff, store, event, anna):
    answer = staff.post(f"{page_of(anna)}/admit", headers={"Origin": "https://evil.example"})

    assert answer.status_code == 403
    assert state(store, event, anna).admitted_at_utc is None


# The personal page


@pytest.fixture
def public(running, store, tmp_path: Path, monkeypatch) -> Server:
    """The server with an address that phones reach."""
    url = "https://rozmowa.example.org"
    pin = running.settings.pin
    settings = {"ROZMOWA_DATA": str(tmp_path), "ROZMOWA_PIN": pin, "ROZMOWA_PUBLIC_URL": url}
    started = Server(load_settings(settings), store)
    monkeypatch.setattr(server, "_servers", [started])
    return started


def test_a_personal_link_is_made_when_staff_ask_for_it_and_is_on_record(
    staff, public, store, event, anna
):
    assert PERSONAL_PATH not in staff.get(f"{page_of(anna)}/link").text
    assert rows(store, "SELECT * FROM desk_note") == []

    shown = staff.post(f"{page_of(anna)}/link").text

    assert f"https://rozmowa.example.org{PERSONAL_PATH}" in shown
    assert "<svg" in shown
    assert rows(store, "SELECT kind, attendee_id FROM desk_note") == [
        ("personal_link", anna.attendee_id)
    ]
    assert PERSONAL_PATH not in staff.get(f"{page_of(anna)}/link").text


def test_without_a_public_address_no_personal_link_is_offered(staff, anna):
    assert f"{page_of(anna)}/link" not in staff.get(page_of(anna)).text
    assert staff.post(f"{page_of(anna)}/link").status_code == 404


# One label


def test_a_label_is_shown_without_being_on_record_and_noted_when_printed(staff, store, event, anna):
    first = staff.get(f"{page_of(anna)}/label").text
    assert "już wydrukowano" not in first
    assert "data-print-now" not in first
    assert rows(store, "SELECT * FROM desk_note") == []

    answer = staff.post(f"{page_of(anna)}/label")

    assert answer.headers["location"] == f"{page_of(anna)}/label?print=1"
    again = staff.get(answer.headers["location"]).text
    assert "data-print-now" in again
    assert "już wydrukowano" in again
    assert "Etykieta wydrukowana" in staff.get(page_of(anna)).text


def test_the_label_as_a_pdf_is_one_page_of_its_size_and_its_code_can_be_read(
    staff, store, event, anna
):
    answer = staff.post(f"{page_of(anna)}/label/pdf")

    assert answer.headers["content-type"] == "application/pdf"
    assert "Anna" not in answer.headers["content-disposition"]
    ((width, height, codes),) = codes_in_pdf(answer.content)
    assert (width, height, codes) == (
        pytest.approx(100, abs=0.1),
        pytest.approx(62, abs=0.1),
        [anna.code],
    )
    assert rows(store, "SELECT kind FROM desk_note") == [("label",)]


# Walk-ins


def walk_in(**told: str) -> dict[str, str]:
    return {"form": str(uuid4()), "name": "Zofia Nowa", "language": "pl", **told}


def test_a_walk_in_is_on_the_list_and_in_and_waits_for_a_label(staff, store, event):
    form = staff.get("/staff/walk-in").text
    form_id = re.search(r'name="form" value="([0-9a-f-]{36})"', form)
    told = {"company": "Kłos", "chips": "tax", "suggest": "yes", "asked_in": "en"}
    sent = walk_in(form=form_id[1], **told)

    answers = [staff.post("/staff/walk-in", data=sent) for _ in range(2)]

    (person,) = list_attendees(store, event)
    assert {answer.headers["location"] for answer in answers} == {page_of(person)}
    assert (person.name, person.company, person.role) == ("Zofia Nowa", "Kłos", "visitor")
    assert person.admitted_at_utc
    assert rows(store, "SELECT needs FROM person") == [("Podatki",)]
    assert rows(store, "SELECT kind, language FROM consent") == [("suggest", "en")]
    assert has_agreed(store, person.person_id, ConsentKind.SUGGEST)
    assert not has_agreed(store, person.person_id, ConsentKind.MAIL)
    assert "1 osoba czeka na etykietę" in staff.get("/staff/now/part").text
    staff.post(f"{page_of(person)}/label")
    assert "czeka na etykietę" not in staff.get("/staff/now/part").text


def test_before_somebody_is_added_those_who_could_be_meant_are_shown(staff, store, event, anna):
    sent = walk_in(name="nowak anna", company="Snop", chips="tax", mail="no")

    asked = staff.post("/staff/walk-in", data=sent)

    assert asked.status_code == 200
    assert page_of(anna) in asked.text
    assert 'value="Snop"' in asked.text
    assert re.search(r'name="mail" value="no" checked', asked.text)
    assert re.search(r'value="tax" checked', asked.text)
    assert "example.org" not in asked.text
    assert len(list_attendees(store, event)) == 1
    staff.post("/staff/walk-in", data={**sent, "sure": "1"})
    assert len(list_attendees(store, event)) == 2


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"name": ""}, "Potrzebne jest imię"),
        ({"email": "zofia"}, "nie wygląda na adres"),
        ({"company": "x" * 121}, "mieści 120 znaków"),
        ({"language": "xx"}, "Popraw zaznaczone pole"),
    ],
)
def test_a_wrong_field_of_a_walk_in_is_told_and_nothing_that_was_typed_is_lost(
    staff, store, event, told, sentence
):
    answer = staff.post("/staff/walk-in", data=walk_in(**{"company": "Kłos", **told}))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert told.get("company", "Kłos") in answer.text
    assert list_attendees(store, event) == []


def test_the_organiser_decides_whether_kiosks_let_walk_ins_in(organiser, staff, store, event):
    assert "/staff/walk-in/kiosks" not in staff.get("/staff/walk-in").text
    organiser.post("/staff/walk-in/kiosks", data={"allowed": "1"})
    assert are_allowed_at_kiosks(store, event)
    organiser.post("/staff/walk-in/kiosks", data={"allowed": "0"})
    assert not are_allowed_at_kiosks(store, event)


# Records


def test_the_organiser_adds_a_person_who_is_not_in_yet(organiser, store, event, anna):
    sent = {"name": "Anna  Nowak", "role": "speaker", "email": "druga@example.org"}
    assert "Czy to ktoś z tych osób?" in organiser.post(f"{HERE}/new", data=sent).text
    assert len(list_attendees(store, event)) == 1

    answer = organiser.post(f"{HERE}/new", data={**sent, "sure": "1"})

    person = state_by_path(store, event, answer.headers["location"])
    assert (person.name, person.role, person.admitted_at_utc) == ("Anna Nowak", "speaker", None)


def state_by_path(store, event, path: str):
    return listed(store, event, UUID(path.rsplit("/", 1)[1]))


def test_the_organiser_changes_a_record_and_a_wrong_field_keeps_what_was_typed(
    organiser, store, event, anna
):
    edit = f"{page_of(anna)}/edit"
    assert 'value="anna@example.org"' in organiser.get(edit).text
    sent = {"name": "Anna Żak", "email": "zak", "company": "Snop", "role": "member"}
    wrong = organiser.post(edit, data=sent)
    assert wrong.status_code == 422
    assert 'value="Anna Żak"' in wrong.text
    assert state(store, event, anna) == anna

    organiser.post(edit, data={**sent, "email": "zak@example.org"})

    after = state(store, event, anna)
    assert (after.name, after.email, after.company, after.role) == (
        "Anna Żak",
        "zak@example.org",
        "Snop",
        "member",
    )
    assert rows(store, "SELECT field FROM person_edit ORDER BY field") == [
        ("company",),
        ("email",),
        ("language",),
        ("name",),
    ]


def test_two_records_are_compared_and_become_one_in_a_second_step(organiser, store, event, anna):
    twin = invite(store, event, "Anna Nowak", email="nowak@example.org", company="Kłos")
    both = f"{page_of(anna)}/merge/{twin.person_id}"
    assert both in organiser.get(f"{page_of(anna)}/merge").text
    assert both in organiser.post(f"{page_of(anna)}/merge", data={"q": "nowak"}).text
    assert "nowak@example.org" in organiser.get(both).text

    assert organiser.post(both, data={"email": "other"}).status_code == 422
    assert len(list_attendees(store, event)) == 2
    done = organiser.post(both, data={"email": "other", "sure": "1"})

    assert done.headers["location"] == page_of(anna)
    (one,) = list_attendees(store, event)
    assert (one.attendee_id, one.email, one.company) == (
        anna.attendee_id,
        "nowak@example.org",
        "Kłos",
    )
    assert organiser.post(both, data={"sure": "1"}).status_code == 404
    assert organiser.get(f"{page_of(anna)}/merge/{anna.person_id}").status_code == 404


# The first page


def test_the_first_page_says_who_is_here_and_what_needs_eyes(staff, store, event, anna):
    person = invite(store, event, "Cezary Anulowany", status="cancelled")
    show_badge(store, event, anna.code)
    show_badge(store, event, person.code, kiosk=4)

    text = staff.get("/staff").text

    assert 'aria-label="Na miejscu: 1 z 1"' in text
    assert "Zapis anulowany" in text
    assert page_of(person) in text
    assert "Stanowisko 4" in text


def test_the_first_page_asks_for_its_part_again_and_is_answered_shortly(staff, store, event, anna):
    assert 'data-refresh="/staff/now/part"' in staff.get("/staff").text
    first = staff.get("/staff/now/part")
    again = staff.get("/staff/now/part", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    show_badge(store, event, anna.code)
    changed = staff.get("/staff/now/part", headers={"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_page_opens_in_both_languages(organiser, store, event, anna, language):
    twin = invite(store, event, "Anna Nowak", language="en")
    show_badge(store, event, anna.code)
    here = page_of(anna)
    for path in (
        "/staff", HERE, f"{HERE}/new", "/staff/walk-in", here, page_of(twin), f"{here}/label",
        f"{here}/edit", f"{here}/merge", f"{here}/merge/{twin.person_id}",
    ):  # fmt: skip
        answer = organiser.get(f"{path}?lang={language}")
        assert answer.status_code == 200, path
        assert f'<html lang="{language}">' in answer.text


def test_a_personal_link_of_a_record_that_went_opens_nothing_and_the_other_shows_all(
    organiser, public, store, event, anna, bartek
):
    links = {}
    for person in (anna, bartek):
        shown = organiser.post(f"{page_of(person)}/link").text
        links[person.name] = re.search(rf"{PERSONAL_PATH}[\w.-]+", shown)[0]
    organiser.post(f"{page_of(anna)}/merge/{bartek.person_id}", data={"sure": "1"})

    assert organiser.get(links["Bartek Wójcik"]).status_code == 404
    assert organiser.get(links["Anna Nowak"]).status_code == 200


@pytest.mark.parametrize("photo", [b"no picture", b"\xff\xd8\xff" + bytes(100), bytes(13_000_000)])
def test_a_photo_that_shows_no_code_is_told_like_a_wrong_code(staff, store, event, anna, photo):
    answer = staff.post(f"{page_of(anna)}/spare", files={"photo": ("a.jpg", photo)})

    assert answer.status_code == 422
    assert "To nie jest wolny zapasowy kod" in answer.text
    assert state(store, event, anna) == anna
