"""Many kiosks at the same moment. Six rounds each; a thousand with ROZMOWA_TEST_FULL=1."""

import threading
from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest
from cast import NOW, invite, invite_many, listed, make_event, rows, scan_of
from chance import rounds
from places import KINDS, new_place
from racing import together

from matching.badge_codes import in_groups
from matching.check_in import check_in
from matching.desk import admit_anyway, undo_admission
from matching.errors import NotASpareBadgeError, NothingToUndoError
from matching.model import Direction, Outcome
from matching.people import assign_spare_badge, list_attendees, new_spare_badges, replace_badge
from matching.store import Store

ROUNDS = rounds(1000)


@pytest.fixture(params=KINDS)
def kept_store(tmp_path: Path, request: pytest.FixtureRequest):
    """A database on disk, where commits take their real time."""
    with Store.open(new_place(request.param, tmp_path)) as opened:
        yield opened


def test_two_kiosks_race_on_one_badge_and_exactly_one_says_admitted(kept_store, chance):
    event = make_event(kept_store)
    people = invite_many(kept_store, event, ROUNDS)

    for person in people:
        answers = together(
            [
                lambda kiosk=kiosk, person=person: check_in(
                    kept_store, scan_of(event, person.code, kiosk=kiosk), now=NOW
                )
                for kiosk in chance.sample(range(1, 9), 2)
            ]
        )

        assert Counter(answer.outcome for answer in answers) == {
            Outcome.ADMITTED: 1,
            Outcome.ALREADY_ADMITTED: 1,
        }
        # The one who came second is told of the other's kiosk.
        assert len({answer.first_kiosk for answer in answers}) == 1
    assert rows(kept_store, "SELECT count(*), count(DISTINCT attendee_id) FROM admission") == [
        (ROUNDS, ROUNDS)
    ]


def test_the_same_scan_sent_twice_at_once_is_one_fact_and_one_answer(kept_store):
    event = make_event(kept_store)

    for person in invite_many(kept_store, event, ROUNDS):
        scan = scan_of(event, person.code)
        answers = together([lambda scan=scan: check_in(kept_store, scan, now=NOW)] * 3)

        assert [answer.outcome for answer in answers] == [Outcome.ADMITTED] * 3
    assert rows(kept_store, "SELECT count(*) FROM scan") == [(ROUNDS,)]


def test_two_staff_give_the_same_spare_badge_and_exactly_one_can(kept_store):
    event = make_event(kept_store)
    people = invite_many(kept_store, event, 2 * ROUNDS)

    for place, code in enumerate(new_spare_badges(kept_store, event, ROUNDS, now=NOW)):
        pair = people[2 * place : 2 * place + 2]
        results = together(
            [
                lambda person=person, code=code: assign_spare_badge(
                    kept_store, event, person.person_id, in_groups(code), now=NOW
                )
                for person in pair
            ]
        )

        assert sorted(type(result) for result in results if result != code) == [NotASpareBadgeError]
        codes = [listed(kept_store, event, person.attendee_id).code for person in pair]
        loser = results.index(next(r for r in results if r != code))
        # Who did not get it still has their own.
        assert codes[loser] == pair[loser].code
        assert codes[1 - loser] == code


def test_an_undo_that_races_with_a_second_showing_ends_in_one_of_the_two_orders(kept_store):
    event = make_event(kept_store)

    for person in invite_many(kept_store, event, ROUNDS):
        check_in(kept_store, scan_of(event, person.code), now=NOW)
        shown, undone = together(
            [
                lambda person=person: check_in(kept_store, scan_of(event, person.code), now=NOW),
                lambda person=person: undo_admission(
                    kept_store, event, person.attendee_id, now=NOW
                ),
            ]
        )

        is_in = listed(kept_store, event, person.attendee_id).admitted_at_utc is not None
        assert undone is None
        assert (shown.outcome, is_in) in {
            (Outcome.ADMITTED, True),  # undone first, then shown again
            (Outcome.ALREADY_ADMITTED, False),  # shown first, then undone
        }


def test_an_admission_undone_twice_at_once_is_undone_once(kept_store):
    event = make_event(kept_store)

    for person in invite_many(kept_store, event, ROUNDS):
        check_in(kept_store, scan_of(event, person.code), now=NOW)
        results = together(
            [lambda person=person: undo_admission(kept_store, event, person.attendee_id, now=NOW)]
            * 2
        )

        assert {type(result) for result in results} == {type(None), NothingToUndoError}
    assert rows(kept_store, "SELECT count(*) FROM annulment") == [(ROUNDS,)]


def test_a_badge_replaced_while_it_is_shown_admits_or_is_refused_but_never_both(kept_store):
    event = make_event(kept_store)

    for person in invite_many(kept_store, event, ROUNDS):
        shown, code = together(
            [
                lambda person=person: check_in(kept_store, scan_of(event, person.code), now=NOW),
                lambda person=person: replace_badge(kept_store, event, person.person_id, now=NOW),
            ]
        )

        line = listed(kept_store, event, person.attendee_id)
        assert line.code == code
        assert shown.outcome in {Outcome.ADMITTED, Outcome.REPLACED_CODE}
        assert (line.admitted_at_utc is not None) == (shown.outcome is Outcome.ADMITTED)


def test_the_desk_and_a_kiosk_admit_the_same_person_once(kept_store):
    event = make_event(kept_store)

    for person in invite_many(kept_store, event, ROUNDS):
        answers = together(
            [
                lambda person=person: check_in(kept_store, scan_of(event, person.code), now=NOW),
                lambda person=person: admit_anyway(kept_store, event, person.attendee_id, now=NOW),
            ]
        )

        assert sorted(answer.outcome for answer in answers) == ["admitted", "already_admitted"]


def test_eight_kiosks_admit_four_hundred_people_and_lose_and_double_nobody(kept_store, chance):
    event = make_event(kept_store)
    people = invite_many(kept_store, event, 400)
    # Everybody is shown at two kiosks, so that the queues overlap in another order each.
    queues = [people[start::4] for start in range(4)] * 2
    queues = [chance.sample(queue, len(queue)) for queue in queues]

    answers = together(
        [
            lambda queue=queue, kiosk=kiosk: [
                (
                    person.attendee_id,
                    check_in(kept_store, scan_of(event, person.code, kiosk=kiosk), now=NOW),
                )
                for person in queue
            ]
            for kiosk, queue in enumerate(queues, start=1)
        ]
    )

    said = [answer for queue in answers for answer in queue]
    admitted = Counter(
        attendee_id for attendee_id, answer in said if answer.outcome is Outcome.ADMITTED
    )
    assert all(answer.attendee.attendee_id == attendee_id for attendee_id, answer in said)
    assert admitted == {person.attendee_id: 1 for person in people}
    assert rows(kept_store, "SELECT outcome, count(*) FROM scan GROUP BY 1 ORDER BY 1") == [
        ("admitted", 400),
        ("already_admitted", 400),
    ]
    assert all(person.admitted_at_utc == NOW for person in list_attendees(kept_store, event))


def test_one_broken_scan_among_many_spoils_only_itself(kept_store):
    """Those who share a transaction do not share an error."""
    event = make_event(kept_store)
    people = invite_many(kept_store, event, 12)
    scans = [scan_of(event, person.code) for person in people]
    broken = scan_of(event, people[0].code, kiosk=2**40)  # too large for the column

    answers = together(
        [lambda scan=scan: check_in(kept_store, scan, now=NOW) for scan in [*scans, broken]]
    )

    assert {answer.outcome for answer in answers[:-1]} == {Outcome.ADMITTED}
    assert isinstance(answers[-1], Exception)
    assert rows(kept_store, "SELECT count(*) FROM admission") == [(12,)]


def test_leaving_and_coming_back_at_once_leaves_a_history_that_makes_sense(kept_store):
    event = make_event(kept_store)

    for person in invite_many(kept_store, event, ROUNDS):
        check_in(kept_store, scan_of(event, person.code), now=NOW)
        directions = [Direction.OUT, Direction.IN, Direction.OUT, Direction.IN]
        answers = together(
            [
                lambda way=way, person=person: check_in(
                    kept_store, scan_of(event, person.code, direction=way), now=NOW
                )
                for way in directions
            ]
        )

        outcomes = [answer.outcome for answer in answers]
        assert [outcomes[0], outcomes[2]] == [Outcome.LEFT] * 2
        assert {outcomes[1], outcomes[3]} == {Outcome.ALREADY_ADMITTED}
    assert rows(kept_store, "SELECT count(*) FROM admission") == [(ROUNDS,)]


def test_reading_the_list_while_others_write_never_shows_half_an_admission(kept_store):
    event = make_event(kept_store)
    people = invite_many(kept_store, event, 60)
    is_done = threading.Event()

    def admit() -> None:
        for person in people:
            check_in(kept_store, scan_of(event, person.code), now=NOW)
        is_done.set()

    def watch() -> int:
        seen = 0
        while not is_done.is_set():
            (facts,) = rows(
                kept_store,
                "SELECT (SELECT count(*) FROM scan), (SELECT count(*) FROM admission)",
            )
            assert facts[0] == facts[1] >= seen
            seen = facts[1]
        return seen

    results = together([admit, watch, watch])

    assert not [result for result in results if isinstance(result, Exception)]


def test_a_guest_put_on_the_list_during_the_rush_can_come_in(kept_store):
    event = make_event(kept_store)
    people = invite_many(kept_store, event, 50)

    def late(place: int) -> Outcome:
        person = invite(kept_store, event, f"Późny Gość {place} {uuid4().hex}")
        return check_in(kept_store, scan_of(event, person.code), now=NOW).outcome

    results = together(
        [
            *[
                lambda person=person: (
                    check_in(kept_store, scan_of(event, person.code), now=NOW).outcome
                )
                for person in people[:8]
            ],
            *[lambda place=place: late(place) for place in range(8)],
        ]
    )

    assert set(results) == {Outcome.ADMITTED}
