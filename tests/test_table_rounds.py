"""Rounds of talks at tables: whom the organiser brings together, and the sheets to print."""

import io
import random
from collections import Counter
from itertools import combinations, pairwise
from uuid import uuid4

import pypdf
import pytest
from cast import LONG_NAME, NOW, invite, invite_many, make_event, rows
from command_line import is_one_sentence, kiosk
from talks import admit, choose_entry_only, connect, next_meeting

from matching.best_pairs import best_pairs
from matching.consents import Decision, decide
from matching.errors.table_rounds import RoundCountError, TableCountError, TooFewPeopleError
from matching.model import ConsentKind
from matching.store import Store
from matching.table_rounds import Round, ScoredPair, plan_event_rounds, plan_rounds


def people_of(count: int) -> list[str]:
    return [f"p{number:04}" for number in range(count)]


def suggested(people: list[str], each: int, seed: int = 1) -> list[ScoredPair[str]]:
    chance = random.Random(seed)
    return [
        ScoredPair(person, other, chance.random())
        for person in people
        for other in chance.sample(people, each)
    ]


def pairs_of(planned: Round) -> set[frozenset]:
    return {frozenset((pair.one, pair.other)) for pair in planned.pairs}


def all_pairs(rounds: list[Round]) -> list[frozenset]:
    return [pair for planned in rounds for pair in pairs_of(planned)]


def test_nobody_meets_anybody_twice_nor_whom_they_have_met():
    people = people_of(20)
    met = [(one, other) for one, other in combinations(people, 2) if int(other[1:]) % 3 == 0]

    rounds = plan_rounds(suggested(people, 5), people, rounds=8, met=met)

    every = all_pairs(rounds)
    assert len(set(every)) == len(every)
    assert not set(every) & {frozenset(pair) for pair in met}


def test_everybody_is_either_at_a_table_or_told_to_be_without_one():
    people = people_of(11)

    for planned in plan_rounds(suggested(people, 4), people, rounds=5):
        sitting = [person for pair in planned.pairs for person in (pair.one, pair.other)]
        assert sorted([*sitting, *planned.without]) == people
        assert len(planned.without) == 1


def test_of_an_odd_number_nobody_is_left_out_twice_before_everybody_was():
    people = people_of(9)

    rounds = plan_rounds(suggested(people, 4), people, rounds=6)

    left_out = [planned.without for planned in rounds]
    assert all(len(without) == 1 for without in left_out)
    assert len(set(left_out)) == 6


@pytest.mark.parametrize(("count", "tables", "rounds"), [(12, 2, 9), (13, 4, 10), (40, 3, 13)])
def test_few_tables_go_round_fairly(count: int, tables: int, rounds: int):
    people = people_of(count)
    turns: Counter[str] = Counter(dict.fromkeys(people, 0))

    for planned in plan_rounds(suggested(people, 4), people, rounds=rounds, tables=tables):
        assert [pair.table for pair in planned.pairs] == list(range(1, tables + 1))
        turns.update(person for pair in planned.pairs for person in (pair.one, pair.other))
        assert max(turns.values()) - min(turns.values()) <= 1


def test_the_same_data_in_any_order_give_the_same_rounds():
    people = people_of(31)
    pairs = suggested(people, 3) + [ScoredPair(one, "p0000", 0.5) for one in people]
    met = [(one, other) for one, other in combinations(people, 2) if one[-1] == other[-1]]
    shuffled = random.Random(2)
    expected = plan_rounds(pairs, people, rounds=6, tables=9, met=met)

    for _ in range(5):
        turned = [ScoredPair(pair.other, pair.one, pair.score) for pair in pairs]
        for entries in (people, turned, met):
            shuffled.shuffle(entries)
        met = [(other, one) for one, other in met]
        assert plan_rounds(turned, people, rounds=6, tables=9, met=met) == expected


def every_choice(people: list[str], count: int) -> list[list[tuple[str, str]]]:
    """All ways to make so many pairs of these people."""
    if count == 0:
        return [[]]
    return [
        [(people[0], other), *rest]
        for other in people[1:]
        for rest in every_choice([one for one in people[1:] if one != other], count - 1)
    ] + (every_choice(people[1:], count) if len(people) > 2 * count else [])


@pytest.mark.parametrize("count", [2, 5, 6, 7])
@pytest.mark.parametrize("tables", [1, 2, None])
@pytest.mark.parametrize("seed", range(4))
def test_a_round_is_the_best_that_anybody_could_find_by_trying_all(count, tables, seed):
    people = people_of(count)
    chance = random.Random(seed)
    scores = {
        pair: chance.randint(1, 40) for pair in combinations(people, 2) if chance.random() < 0.7
    }
    pairs = [ScoredPair(one, other, score) for (one, other), score in scores.items()]

    (planned,) = plan_rounds(pairs, people, rounds=1, tables=tables)

    most = min(tables or count, count // 2)
    best = max(sum(scores.get(pair, 0) for pair in choice) for choice in every_choice(people, most))
    assert len(planned.pairs) == most
    assert sum(scores.get((pair.one, pair.other), 0) for pair in planned.pairs) == best


def test_the_suggested_are_brought_together_before_all_others():
    people = people_of(6)
    pairs = [ScoredPair("p0000", "p0005", -3.0), ScoredPair("p0001", "p0004", -7.0)]

    first, second = plan_rounds(pairs, people, rounds=2)

    assert {frozenset((pair.one, pair.other)) for pair in pairs} < pairs_of(first)
    assert len(second.pairs) == 3


def test_one_of_each_pair_stays_at_their_table():
    people = people_of(24)

    rounds = plan_rounds(suggested(people, 4), people, rounds=6)

    for before, after in pairwise(rounds):
        table_of = {
            person: pair.table for pair in before.pairs for person in (pair.one, pair.other)
        }
        for pair in after.pairs:
            assert pair.table in (table_of[pair.one], table_of[pair.other])
        assert [pair.table for pair in after.pairs] == list(range(1, 13))


def test_when_all_have_met_there_are_no_further_rounds():
    assert len(plan_rounds([], people_of(4), rounds=20)) == 3


def test_five_hundred_people_get_eight_rounds():
    people = people_of(500)

    rounds = plan_rounds(suggested(people, 5), people, rounds=8)

    every = all_pairs(rounds)
    assert len(every) == len(set(every)) == 8 * 250


def test_five_hundred_people_without_any_suggestion_still_meet_in_pairs():
    rounds = plan_rounds([], people_of(501), rounds=3)

    assert len(set(all_pairs(rounds))) == 3 * 250


def test_very_many_people_share_a_few_tables_fairly():
    people = people_of(1500)

    rounds = plan_rounds(suggested(people, 2), people, rounds=2, tables=20)

    sitting = Counter(person for pair in all_pairs(rounds) for person in pair)
    assert set(sitting.values()) == {1}
    assert len(sitting) == 80


def test_people_and_pairs_that_nobody_can_bring_together_are_passed_over():
    pairs = [ScoredPair("a", "a", 9.0), ScoredPair("a", "stranger", 9.0)]

    (planned,) = plan_rounds(pairs, ["b", "a", "a"], rounds=1, met=[("a", "a"), ("b", "who")])

    assert pairs_of(planned) == {frozenset("ab")}


@pytest.mark.parametrize("rounds", [-1, 0, 21])
def test_no_rounds_or_too_many_are_refused(rounds: int):
    with pytest.raises(RoundCountError, match="1 to 20"):
        plan_rounds([], people_of(4), rounds=rounds)


def test_rounds_without_a_table_or_without_two_people_are_refused():
    with pytest.raises(TableCountError):
        plan_rounds([], people_of(4), rounds=1, tables=0)
    with pytest.raises(TooFewPeopleError):
        plan_rounds([], ["alone"], rounds=1)
    with pytest.raises(TooFewPeopleError):
        plan_rounds([], ["a", "b"], rounds=1, met=[("b", "a")])


def test_the_best_pairs_of_nothing_are_none():
    assert best_pairs({}) == []


def agree(store, *people, is_given: bool = True) -> None:
    """They let themselves be suggested to others by name."""
    for person in people:
        decision = Decision(uuid4(), person.person_id, ConsentKind.SUGGEST, is_given, "pl")
        decide(store, decision, source="kiosk", now=NOW)


def suggest(store, event, one, other, score: float) -> None:
    with store._cursor() as cursor:
        cursor.execute(
            "INSERT INTO suggestion (event_id, attendee_id, suggested_id, rank, score, reasons)"
            " VALUES ($1, $2, $3, 1, $4, '[]')",
            [event.event_id, one.attendee_id, other.attendee_id, score],
        ).fetchall()


def reply(store, event, author, about, kind: str, place: int = 0) -> None:
    with store._cursor() as cursor:
        cursor.execute(
            "INSERT INTO suggestion_reply VALUES ($1, $2, $3, $4, $5, $6, 'kiosk', 1, $7)",
            [
                *(uuid4(), event.event_id, author.attendee_id, about.attendee_id),
                *(kind, place, NOW.replace(tzinfo=None)),
            ],
        ).fetchall()


def test_only_those_who_are_in_and_agreed_to_be_suggested_take_part(store, event, anna, bartek):
    others = {
        name: invite(store, event, name) for name in ("absent", "no answer", "no", "entry only")
    }
    admit(store, event, anna, bartek, *(p for name, p in others.items() if name != "absent"))
    agree(store, anna, bartek, others["absent"], others["entry only"])
    agree(store, others["no"], is_given=False)
    choose_entry_only(store, others["entry only"])

    planned = plan_event_rounds(store, event, rounds=3)

    assert [guest.name for guest in planned.guests] == [anna.name, bartek.name]
    (only,) = planned.rounds
    assert pairs_of(only) == {frozenset((anna.attendee_id, bartek.attendee_id))}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE person SET is_blocked = TRUE WHERE name = 'Celina'",
        "UPDATE attendee SET status = 'cancelled' WHERE person_id ="
        " (SELECT person_id FROM person WHERE name = 'Celina')",
    ],
)
def test_somebody_blocked_or_cancelled_since_takes_no_part(store, event, anna, bartek, change):
    celina = invite(store, event, "Celina")
    admit(store, event, anna, bartek, celina)
    agree(store, anna, bartek, celina)
    with store._cursor() as cursor:
        cursor.execute(change).fetchall()

    assert len(plan_event_rounds(store, event, rounds=1).guests) == 2


def test_two_who_are_suggested_to_each_other_sit_together_first(store, event):
    people = invite_many(store, event, 6)
    admit(store, event, *people)
    agree(store, *people)
    for one, other in ((0, 3), (3, 0), (1, 4), (2, 0)):
        suggest(store, event, people[one], people[other], 0.6)

    first = plan_event_rounds(store, event, rounds=1, tables=2).rounds[0]

    assert pairs_of(first) == {
        frozenset(people[place].attendee_id for place in pair) for pair in ((0, 3), (1, 4))
    }


def test_whoever_connected_at_an_earlier_event_is_not_brought_together(
    store, event, anna, bartek, celina
):
    connect(store, event, anna, bartek)
    later, here = next_meeting(store, event, "later", anna, bartek, celina)
    admit(store, later, *here)
    agree(store, *here)

    planned = plan_event_rounds(store, later, rounds=3)

    met = frozenset(person.attendee_id for person in here[:2])
    assert len(planned.rounds) == 2
    assert met not in all_pairs(planned.rounds)


@pytest.mark.parametrize(
    ("kinds", "rounds"), [(["met"], 2), (["declined"], 2), (["met", "none"], 3)]
)
def test_a_reply_to_a_suggestion_counts_until_it_is_taken_back(
    store, event, anna, bartek, celina, kinds, rounds
):
    admit(store, event, anna, bartek, celina)
    agree(store, anna, bartek, celina)
    for place, kind in enumerate(kinds):
        reply(store, event, bartek, anna, kind, place)

    assert len(plan_event_rounds(store, event, rounds=3).rounds) == rounds


NAMES = [LONG_NAME, "Łucja Śliwińska", "Żaneta Ćwik", "Li", "Wolfeschlegelstein" * 4]


@pytest.fixture
def evening(tmp_path):
    """A data folder with an event of five people who all take part; at which event."""
    with Store.open(tmp_path / "rozmowa.duckdb") as store:
        event = make_event(store, language="pl")
        people = [invite(store, event, name) for name in NAMES]
        admit(store, event, *people)
        agree(store, *people)
    return tmp_path


def squeezed(file) -> str:
    reader = pypdf.PdfReader(io.BytesIO(file.read_bytes()))
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def test_the_sheets_hold_every_name_once_a_round_and_once_in_the_list(evening):
    done = kiosk(evening, "rounds", "--rounds", 3, "--out", evening / "rounds.pdf")

    assert (done.code, done.err) == (0, "")
    assert done.lines == [f"3 rounds for 5 people: {evening / 'rounds.pdf'}"]
    text = squeezed(evening / "rounds.pdf")
    for name in NAMES[:-2]:
        assert text.count("".join(name.split())) == 4
    assert text.count(NAMES[-1]) == 4
    assert "Runda3z3" in text
    assert "1osoba" in text


def test_a_page_of_each_round_is_in_the_language_of_the_event(evening):
    with Store.open(evening / "rozmowa.duckdb") as store, store._cursor() as cursor:
        cursor.execute("UPDATE event SET language = 'en'").fetchall()
    kiosk(evening, "rounds", "--rounds", 2, "--tables", 1, "--out", evening / "rounds.pdf")

    reader = pypdf.PdfReader(evening / "rounds.pdf")
    assert len(reader.pages) == 3
    assert reader.root_object["/Lang"] == "en"
    assert "Round 1 of 2" in reader.pages[0].extract_text()
    assert "3 people" in reader.pages[0].extract_text()
    assert "Round 2 of 2" in reader.pages[1].extract_text()
    assert "1 of 3" in reader.pages[0].extract_text()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--rounds", 21, "--out", "x.pdf"],
        ["--rounds", 3, "--event", "nowhere", "--out", "x.pdf"],
        ["--rounds", 3, "--out", "no/such/folder/x.pdf"],
    ],
)
def test_rounds_that_cannot_be_made_are_one_sentence_and_exit_code_2(evening, arguments):
    assert is_one_sentence(kiosk(evening, "rounds", *arguments))


@pytest.mark.parametrize("arguments", [["--out", "x.pdf"], ["--rounds", 0, "--out", "x.pdf"]])
def test_a_command_without_its_numbers_is_refused(evening, arguments):
    assert kiosk(evening, "rounds", *arguments).code == 2


def test_rounds_before_anybody_is_in_are_refused_in_one_sentence(tmp_path):
    with Store.open(tmp_path / "rozmowa.duckdb") as store:
        invite(store, make_event(store), "Li")

    done = kiosk(tmp_path, "rounds", "--rounds", 1, "--out", tmp_path / "x.pdf")

    assert is_one_sentence(done)
    assert not (tmp_path / "x.pdf").exists()


def test_the_pairs_are_the_best_ones_also_before_a_kiosk_has_ever_run(evening):
    kiosk(evening, "rounds", "--rounds", 1, "--out", evening / "rounds.pdf")

    with Store.open(evening / "rozmowa.duckdb") as store:
        assert rows(store, "SELECT count(*) FROM suggestion") != [(0,)]
