"""What the organiser's programs read and write."""

from datetime import UTC, datetime, timedelta

import pytest
from api_fixtures import *  # noqa: F403  # fixtures
from cast import NOW, invite, invite_many, rows, show_badge
from evening import Evening
from talks import ANNA_LEARNED, BARTEK_LEARNED, begin_talk, choose_entry_only, connect
from talks import admit as come_in
from talks import answer as write

from kiosk.api.schemas import ROLES
from matching.answers import withdraw_answer
from matching.badge_codes import in_groups
from matching.desk import undo_admission
from matching.events import add_event, set_event
from matching.model import Outcome
from matching.people import list_attendees
from matching.privacy.erasure import erase_person

MINUTE = timedelta(minutes=1)


def items(answer) -> list:
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


# Events


def test_a_program_reads_which_events_there_are(program, event):
    (found,) = items(program.get("events"))

    assert (found["slug"], found["id"]) == ("evening", str(event.event_id))
    assert (found["opens_at"], found["is_sample"]) == (None, False)


def test_an_event_that_there_is_not_is_not_found(program, event):
    answer = program.get("events/another/people")

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_event")


# People out


def test_a_program_reads_who_is_on_the_list(program, office, event, anna):
    show_badge(office.store, event, anna.code)

    (person,) = items(program.get("events/evening/people"))

    assert person["attendee_id"] == str(anna.attendee_id)
    assert (person["name"], person["email"]) == ("Anna Nowak", "anna@example.org")
    assert (person["role"], person["status"]) == ("visitor", "expected")
    assert person["admitted_at"] == "2026-11-23T17:00:00Z"
    assert person["consents"] == {"suggest": False, "mail": False, "entry_only": False}


def test_the_badge_code_of_nobody_is_told(program, anna):
    assert anna.code not in program.get("events/evening/people").text


def test_a_guest_who_chose_entry_only_is_told_by_ids_only(program, office, event, anna):
    Evening(office.store, event, anna, anna, anna).agree(anna)
    choose_entry_only(office.store, anna, at=MINUTE)

    answer = program.get("events/evening/people")

    (person,) = items(answer)
    assert person["consents"] == {"suggest": False, "mail": False, "entry_only": True}
    assert person["attendee_id"] == str(anna.attendee_id)
    fields = ("name", "email", "phone", "company", "job_title", "sector")
    assert [person[field] for field in fields] == [None] * 6
    assert "Nowak" not in answer.text
    assert "anna@" not in answer.text


def test_a_long_list_is_read_page_by_page_and_everybody_once(program, office, event):
    people = invite_many(office.store, event, 7)
    read, after = [], {}
    while after is not None:
        page = program.get("events/evening/people", params={"limit": 3, **after}).json()
        read += [person["attendee_id"] for person in page["items"]]
        after = {"after": page["next"]} if page["has_more"] else None

    assert read == sorted(str(person.attendee_id) for person in people)


def test_that_a_program_read_the_list_is_on_record(program, office, event, anna):
    program.get("events/evening/people")
    program.get("events/evening/people", params={"after": str(anna.attendee_id)})

    found = rows(office.store, "SELECT actor, event_id FROM audit WHERE act = 'people_read'")

    assert [(actor[:4], event_id) for actor, event_id in found] == [("api:", event.event_id)]


# People in


def put(program, *people, key=None):
    return program.post("events/evening/people", {"people": list(people)}, key=key)


def test_a_program_puts_people_on_the_list(program, office, event):
    answer = put(
        program,
        {
            "id": "crm-17",
            "name": "Anna Nowak",
            "email": "Anna@Example.org",
            "role": "speaker",
            "language": "pl",
            "table": "7",
            "consents": ["suggest"],
        },
        {"id": "crm-18", "name": "Bartek Wójcik"},
    )

    assert answer.status_code == 200, answer.text
    assert (answer.json()["imported"], answer.json()["rows"]) == (2, [])
    anna, bartek = list_attendees(office.store, event)
    assert (anna.name, anna.role, bartek.role) == ("Anna Nowak", "speaker", "visitor")
    assert anna.code
    told = {person["name"]: person for person in items(program.get("events/evening/people"))}
    assert told["Anna Nowak"]["ids"] == ["crm-17"]
    assert told["Anna Nowak"]["consents"]["suggest"]
    assert rows(office.store, "SELECT extra FROM attendee WHERE role = 'speaker'") == [
        ('{"table": "7"}',)
    ]


def test_every_role_of_the_description_is_taken(program, office, event):
    put(program, *({"id": role, "name": f"Gość {role}", "role": role} for role in ROLES))

    assert sorted(one.role for one in list_attendees(office.store, event)) == sorted(ROLES)


def test_the_same_id_again_is_the_same_person(program, office, event):
    put(program, {"id": "crm-17", "name": "Anna Nowak", "email": "anna@example.org"})

    again = put(program, {"id": "crm-17", "name": "Anna Nowak", "email": "an@example.org"})

    assert (again.json()["imported"], again.json()["updated"]) == (0, 1)
    assert [person.email for person in list_attendees(office.store, event)] == ["an@example.org"]


def test_a_cancelled_ticket_is_cancelled_on_the_list(program, office, event):
    put(program, {"id": "crm-17", "name": "Anna Nowak"})

    answer = put(program, {"id": "crm-17", "name": "Anna Nowak", "status": "cancelled"})

    assert answer.json()["cancelled"] == 1
    assert [person.status for person in list_attendees(office.store, event)] == ["cancelled"]


def test_what_cannot_be_taken_is_told_by_row_without_saying_it(program, event):
    answer = put(program, {"name": "Anna"}, {"company": "Nobody Ltd"}, {"email": "no address"})

    report = answer.json()
    assert report["imported"] == 1
    assert report["rows"] == [
        {"row": 1, "code": "no_name_no_email"},
        {"row": 2, "code": "invalid_email"},
        {"row": 2, "code": "no_name_no_email"},
    ]
    assert "Nobody" not in answer.text


def test_nobody_is_put_into_the_sample_event(program, office):
    office.store.write(
        lambda change: add_event(change, slug="sample", name="S", now=NOW, is_sample=True)
    )

    answer = program.post("events/sample/people", {"people": [{"name": "Anna"}]})

    assert (answer.status_code, answer.json()["code"]) == (409, "sample_event")


def test_somebody_who_was_erased_is_not_brought_back(program, office, event):
    person = {"id": "crm-17", "name": "Anna Nowak", "email": "anna@example.org"}
    put(program, person)
    (anna,) = list_attendees(office.store, event)
    key = office.running.settings.key("suppression")
    erase_person(office.store, anna.person_id, key=key, actor="cli", now=NOW)

    answer = put(program, person)

    assert answer.json()["skipped"] == {"suppressed": 1}
    assert list_attendees(office.store, event) == []


# Admissions in


def admit(program, key=None, **who):
    return program.post("events/evening/admissions", who, key=key)


def test_a_program_lets_somebody_in_by_code_or_by_who_they_are(program, office, anna, bartek):
    for person, who in (
        (anna, {"code": anna.code}),
        (bartek, {"attendee_id": str(bartek.attendee_id)}),
    ):
        answer = admit(program, **who).json()

        assert answer["outcome"] == "admitted"
        assert answer["attendee_id"] == str(person.attendee_id)
    assert rows(office.store, "SELECT DISTINCT source, kiosk FROM scan") == [("staff", None)]


def test_a_code_as_it_is_printed_is_understood(program, anna):
    assert admit(program, code=in_groups(anna.code).lower()).json()["outcome"] == "admitted"


def test_a_second_admission_says_when_the_first_was(program, anna):
    first = admit(program, code=anna.code).json()
    second = admit(program, code=anna.code).json()

    assert second["outcome"] == "already_admitted"
    assert second["first_admitted_at"] == first["first_admitted_at"]


def test_outcomes_are_those_of_a_badge_at_a_kiosk(program, office, event, anna):
    store = office.store
    invite(store, event, "Celina O'Connor", status="cancelled")
    invite(store, event, "Dawid Nowy", blocked=True)
    people = {person.name: person for person in list_attendees(store, event)}

    def outcome(**who) -> str:
        return admit(program, **who).json()["outcome"]

    assert outcome(code="https://example.org") == Outcome.NOT_A_BADGE
    assert outcome(attendee_id=str(event.event_id)) == Outcome.OTHER_EVENT
    assert outcome(code=people["Celina O'Connor"].code) == Outcome.CANCELLED
    assert outcome(code=people["Dawid Nowy"].code) == Outcome.BLOCKED
    set_event(store, event, closed_at=NOW)
    assert outcome(code=anna.code) == Outcome.NOT_OPEN


# Admissions out


def admissions(program, **query) -> dict:
    answer = program.get("events/evening/admissions", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_program_reads_who_came_and_then_only_who_is_new(program, office, event, anna, bartek):
    show_badge(office.store, event, anna.code, at=-60 * MINUTE)
    first = admissions(program)
    show_badge(office.store, event, bartek.code, at=-30 * MINUTE)

    second = admissions(program, after=first["next"])

    assert [one["attendee_id"] for one in first["items"]] == [str(anna.attendee_id)]
    assert [one["attendee_id"] for one in second["items"]] == [str(bartek.attendee_id)]
    assert admissions(program, after=second["next"])["items"] == []


def test_an_admission_of_the_last_minute_comes_again_so_that_none_is_missed(program, anna):
    admit(program, code=anna.code)
    first = admissions(program)

    again = admissions(program, **({"after": first["next"]} if first["next"] else {}))

    assert [one["id"] for one in again["items"]] == [one["id"] for one in first["items"]]
    assert len(first["items"]) == 1


def test_an_admission_that_was_undone_comes_once_more_and_says_so(program, office, event, anna):
    show_badge(office.store, event, anna.code)
    known = admissions(program)["next"]
    undo_admission(office.store, event, anna.attendee_id, now=NOW + MINUTE)

    (undone,) = admissions(program)["items"]

    assert undone["undone_at"] == "2026-11-23T17:01:00Z"
    assert undone["id"] == known


# Connections


def connections(program) -> list:
    return items(program.get("events/evening/connections"))


def test_a_connection_is_two_ids_and_a_time(program, office, event, anna, bartek):
    talk = connect(office.store, event, anna, bartek)

    answer = program.get("events/evening/connections")

    both = sorted([str(anna.attendee_id), str(bartek.attendee_id)])
    assert items(answer) == [
        {
            "id": str(talk.conversation_id),
            "attendee_ids": both,
            "connected_at": "2026-11-23T17:00:00Z",
        }
    ]
    for hidden in (ANNA_LEARNED, BARTEK_LEARNED, "Nowak", "@example.org"):
        assert hidden not in answer.text


def test_one_answer_alone_is_no_connection_for_a_program(program, office, event, anna, bartek):
    come_in(office.store, event, anna, bartek)
    write(office.store, begin_talk(office.store, event, anna, bartek), anna, ANNA_LEARNED)

    assert connections(program) == []


def test_a_withdrawn_connection_disappears_at_once(program, office, event, anna, bartek):
    talk = connect(office.store, event, anna, bartek)
    withdraw_answer(office.store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)

    assert connections(program) == []


def test_connections_are_in_no_order_that_ranks_anybody(program, office, event):
    people = invite_many(office.store, event, 6)
    evening = Evening(office.store, event, *people[:3])
    for one, other in ((0, 1), (0, 2), (0, 3), (4, 5)):
        evening.know(people[one], people[other])

    ids = [one["id"] for one in connections(program)]

    assert ids == sorted(ids)


# Suggestions


def test_suggestions_are_for_those_who_agreed_with_reasons_as_codes(
    program, office, event, anna, bartek
):
    evening = Evening(office.store, event, anna, bartek, bartek)
    evening.suggest(anna, bartek)
    path = f"events/evening/attendees/{anna.attendee_id}/suggestions"
    assert items(program.get(path)) == []
    for person in (anna, bartek):
        evening.agree(person)

    answer = program.get(path)

    (suggestion,) = items(answer)
    assert suggestion["attendee_id"] == str(bartek.attendee_id)
    assert suggestion["reasons"] == [{"code": "not_met", "chip": None}]
    assert "Bartek" not in answer.text


def test_suggestions_of_nobody_at_the_event_are_not_found(program, event):
    answer = program.get(f"events/evening/attendees/{event.event_id}/suggestions")

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_attendee")


# Figures


def test_figures_speak_of_the_event_and_of_nobody(program, office, event, anna, bartek):
    talk = connect(office.store, event, anna, bartek)

    answer = program.get("events/evening/figures")

    found = answer.json()
    assert (found["expected"], found["admitted"]) == (2, 2)
    assert found["talked"] == {"part": 2, "whole": 2}
    for hidden in ("Anna", str(anna.attendee_id), str(talk.conversation_id)):
        assert hidden not in answer.text


# Over and over


@pytest.mark.parametrize("path", ["people", "admissions", "connections"])
def test_times_and_pages_are_of_one_form(program, office, event, anna, bartek, path):
    connect(office.store, event, anna, bartek)

    page = program.get(f"events/evening/{path}", params={"limit": 1}).json()

    assert set(page) == {"items", "next", "has_more"}
    for name, value in page["items"][0].items():
        if name.endswith("_at") and value:
            assert datetime.fromisoformat(value).tzinfo == UTC
