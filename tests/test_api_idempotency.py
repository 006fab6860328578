"""A program that asks again: one key, one fact, the same answer."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from api_fixtures import *  # noqa: F403  # fixtures
from cast import NOW, rows

from matching.errors import KeyInUseError, KeyReusedError
from matching.interfaces.idempotency import Answer, Asked, answer_once

DAY = timedelta(hours=24)
PEOPLE = {"people": [{"id": "crm-17", "name": "Anna Nowak"}]}


def scans(office) -> int:
    return len(rows(office.store, "FROM scan"))


def test_an_admission_sent_again_is_one_fact_with_the_same_answer(program, office, anna):
    first = program.post("events/evening/admissions", {"code": anna.code}, key="gate-1")
    again = program.post("events/evening/admissions", {"code": anna.code}, key="gate-1")

    assert first.json()["outcome"] == "admitted"
    assert (again.status_code, again.json()) == (200, first.json())
    assert scans(office) == 1


def test_people_sent_again_are_told_as_the_first_time(program, office, event):
    first = program.post("events/evening/people", PEOPLE, key="sync-1")
    again = program.post("events/evening/people", PEOPLE, key="sync-1")

    assert again.json() == first.json()
    assert first.json()["imported"] == 1
    assert len(rows(office.store, "SELECT 1 FROM audit WHERE act = 'people_imported'")) == 1


def test_without_a_key_each_is_a_fact_of_its_own(program, office, anna):
    for _ in range(2):
        program.post("events/evening/admissions", {"code": anna.code})

    assert scans(office) == 2


def test_a_key_belongs_to_one_request(program, office, anna, bartek):
    program.post("events/evening/admissions", {"code": anna.code}, key="gate-1")

    answer = program.post("events/evening/admissions", {"code": bartek.code}, key="gate-1")

    assert (answer.status_code, answer.json()["code"]) == (422, "key_reused")
    assert scans(office) == 1


def test_a_key_belongs_to_one_program(office, anna):
    for _ in range(2):
        office.program().post("events/evening/admissions", {"code": anna.code}, key="gate-1")

    assert scans(office) == 2


def test_the_order_of_the_names_in_a_body_does_not_matter(office):
    token_id = uuid4()
    one, other = (
        Asked(token_id, "k", "POST", "/p", body) for body in ({"a": 1, "b": 2}, {"b": 2, "a": 1})
    )

    assert one.request_hash == other.request_hash


def test_of_many_who_send_the_same_at_once_one_fact_is_kept(program, office, anna):
    start = threading.Barrier(8)

    def send(_number: int):
        start.wait()
        return program.post("events/evening/admissions", {"code": anna.code}, key="gate-1")

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))

    told = {answer.status_code: answer for answer in answers}
    assert set(told) <= {200, 409}
    assert told[200].json()["outcome"] == "admitted"
    assert all(one.json() == told[200].json() for one in answers if one.status_code == 200)
    if 409 in told:
        assert told[409].headers["retry-after"] == "1"
        assert told[409].json()["code"] == "key_in_use"
    assert scans(office) == 1


# The rule itself


def asked(key: str | None = "k", **changes) -> Asked:
    values = {"token_id": TOKEN, "key": key, "method": "POST", "path": "/p", "body": {}}
    return Asked(**values | changes)


TOKEN = uuid4()


class Works:
    """Counts how often it was asked."""

    def __init__(self, status: int = 200) -> None:
        self.status, self.facts = status, []

    def __call__(self, _asked, fact_id):
        self.facts.append(fact_id)
        return Answer(self.status, {"number": len(self.facts)})


@pytest.mark.parametrize("status", [409, 429, 500, 503])
def test_what_is_to_be_tried_again_is_not_remembered(store, status):
    works = Works(status)

    for _ in range(2):
        answer_once(store, asked(), works, now=NOW)

    assert len(works.facts) == 2
    assert works.facts[0] == works.facts[1]


def test_a_refusal_is_remembered_as_an_answer_is(store):
    works = Works(404)

    answers = [answer_once(store, asked(), works, now=NOW) for _ in range(2)]

    assert [answer.body for answer in answers] == [{"number": 1}] * 2


def test_after_a_day_the_key_is_free_again_and_nothing_of_it_is_kept(store):
    works = Works()
    answer_once(store, asked(), works, now=NOW)

    answer_once(store, asked(body={"x": 1}), works, now=NOW + DAY)

    assert len(works.facts) == 2
    assert len(rows(store, "FROM api_answer")) == 1


def test_just_before_the_day_is_over_the_key_is_not_free(store):
    works = Works()
    answer_once(store, asked(), works, now=NOW)

    with pytest.raises(KeyReusedError):
        answer_once(store, asked(path="/other"), works, now=NOW + DAY - timedelta(seconds=1))


def test_while_one_is_worked_on_another_with_its_key_waits(store):
    inside, leave = threading.Event(), threading.Event()

    def slow(_asked, _fact_id):
        inside.set()
        assert leave.wait(10)
        return Answer(200, {})

    first = threading.Thread(target=answer_once, args=(store, asked(), slow), kwargs={"now": NOW})
    first.start()
    assert inside.wait(10)
    with pytest.raises(KeyInUseError):
        answer_once(store, asked(), Works(), now=NOW)
    answer_once(store, asked("another"), Works(), now=NOW)
    leave.set()
    first.join()


def test_a_key_whose_work_failed_is_free(store):
    def fail(_asked, _fact_id):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        answer_once(store, asked(), fail, now=NOW)

    assert answer_once(store, asked(), Works(), now=NOW).body == {"number": 1}


def test_after_a_crash_between_the_fact_and_its_answer_it_is_the_same_fact(
    program, office, anna, monkeypatch
):
    """The admission is on disk, its answer is not: asked again, the scan has the same id."""

    def crash(*_args, **_kwargs):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("matching.interfaces.idempotency.keep_answer", crash)
        answer = program.post("events/evening/admissions", {"code": anna.code}, key="gate-1")
        assert answer.status_code == 500

    again = program.post("events/evening/admissions", {"code": anna.code}, key="gate-1")

    assert again.json()["outcome"] == "admitted"
    assert scans(office) == 1


def test_the_programs_own_key_is_not_kept(store):
    answer_once(store, asked("admit-anna@example.org"), Works(), now=NOW)

    assert "anna" not in str(rows(store, "FROM api_answer"))
