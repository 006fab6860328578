"""The invented crowd for measuring suggestions is the one it says, and its rivals agree."""

from collections import Counter
from itertools import combinations, product
from math import log
from pathlib import Path

import numpy as np
import pytest

from benchmarks.matching_crowd import Crowd, make_crowd, vocabulary_of, word_of, write_crowd
from benchmarks.matching_rivals import (
    ACQUAINTANCE,
    Lists,
    networkx_lists,
    pandas_lists,
    polars_lists,
    scipy_lists,
)
from benchmarks.own_process import measure_apart
from matching.word_forms import same_word

SIZE = 1000


@pytest.fixture(scope="module")
def crowd() -> Crowd:
    return make_crowd(SIZE)


def column(crowd: Crowd, name: str) -> list[str]:
    table = crowd.contacts if name in crowd.contacts.column_names else crowd.people
    return table[name].to_pylist()


def pairs(crowd: Crowd, status: str) -> list[tuple[str, str]]:
    rows = zip(*(column(crowd, name) for name in crowd.contacts.column_names), strict=True)
    return [(one, other) for one, other, found in rows if found == status]


def terms(crowd: Crowd, kind: str) -> list[list[str]]:
    return [text.split(";") for text in column(crowd, kind)]


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path: Path):
    files = {}
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        (tmp_path / name).mkdir()
        write_crowd(make_crowd(200, seed=seed), tmp_path / name)
        written = sorted((tmp_path / name).iterdir())
        assert [file.name for file in written] == ["contacts.parquet", "people.parquet"]
        files[name] = [file.read_bytes() for file in written]

    assert files["one"] == files["again"]
    assert files["one"] != files["other"]


def test_everybody_has_an_id_a_company_a_sector_and_a_language(crowd: Crowd):
    languages = Counter(column(crowd, "language"))

    assert column(crowd, "person_id")[17] == "p000017"
    assert len(set(column(crowd, "person_id"))) == len(set(column(crowd, "name"))) == SIZE
    assert len(set(column(crowd, "company"))) == SIZE / 2.5
    assert 0.8 < languages["pl"] / SIZE < 0.9
    assert set(languages) == {"pl", "en"}


def test_twelve_sectors_are_of_unlike_size(crowd: Crowd):
    counts = Counter(column(crowd, "group"))

    assert len(counts) == 12
    assert max(counts.values()) > 3 * min(counts.values())


@pytest.mark.parametrize("kind", ["offers", "needs"])
def test_everybody_has_two_to_five_different_terms_of_which_few_are_frequent(crowd, kind):
    listed = terms(crowd, kind)
    counts = Counter(term for person in listed for term in person)
    frequent = sum(count for _, count in counts.most_common(40))

    assert {len(person) for person in listed} == {2, 3, 4, 5}
    assert all(len(set(person)) == len(person) for person in listed)
    assert 0.45 < frequent / counts.total() < 0.65  # a tenth of the words
    assert len(counts) <= vocabulary_of(SIZE) == 400


def test_a_sector_offers_what_is_typical_of_it_and_needs_anything(crowd: Crowd):
    sectors = column(crowd, "group")
    largest = Counter(sectors).most_common(1)[0][0]

    def likeness(kind: str) -> float:
        inside, outside = Counter(), Counter()
        for sector, person in zip(sectors, terms(crowd, kind), strict=True):
            (inside if sector == largest else outside).update(person)
        common = sum(min(inside[t] / inside.total(), outside[t] / outside.total()) for t in inside)
        return common

    assert likeness("offers") < 0.6 < likeness("needs")


def test_people_have_eight_contacts_on_average_and_some_were_met_or_declined(crowd: Crowd):
    by_status = {status: pairs(crowd, status) for status in ("connected", "met", "declined")}
    every = [pair for found in by_status.values() for pair in found]

    assert [len(found) for found in by_status.values()] == [4 * SIZE, 400, 80]
    assert len(set(every)) == len(every)
    assert all(one < other for one, other in every)


def test_people_know_their_own_sector_and_friends_of_friends_more_than_chance(crowd: Crowd):
    sector = dict(zip(column(crowd, "person_id"), column(crowd, "group"), strict=True))
    connected = pairs(crowd, "connected")
    friends: dict[str, set[str]] = {person: set() for person in sector}
    for one, other in connected:
        friends[one].add(other)
        friends[other].add(one)
    shares = [count / SIZE for count in Counter(sector.values()).values()]
    inside = sum(sector[one] == sector[other] for one, other in connected) / len(connected)
    steps = [pair for known in friends.values() for pair in combinations(sorted(known), 2)]
    closed = sum(other in friends[one] for one, other in steps) / len(steps)

    assert inside > 3 * sum(share**2 for share in shares)
    assert closed > 10 * 8 / SIZE


def test_a_term_is_one_plain_word_that_is_no_form_of_another():
    words = [word_of(term) for term in range(vocabulary_of(10**6))]

    assert len(set(words)) == len(words) == 20_000
    assert all(word.isascii() and word.islower() and 6 <= len(word) <= 9 for word in words)
    stems: dict[str, list[str]] = {}
    for word in words:
        stems.setdefault(word[:5], []).append(word)
    for alike in stems.values():
        assert not [pair for pair in combinations(alike, 2) if same_word(*pair)]


def by_hand(crowd: Crowd, *, top: int) -> list[list[float]]:
    """The scores of the task, one pair after the other."""
    needs, offers = terms(crowd, "needs"), terms(crowd, "offers")
    size = len(needs)
    offered = Counter(term for person in offers for term in person)
    idf = {t: log(1 + size / (offered[t] or 1)) for person in needs + offers for t in person}
    friends: list[set[int]] = [set() for _ in range(size)]
    known = [{person} for person in range(size)]
    for status in ("connected", "met", "declined"):
        for one, other in ((int(a[1:]), int(b[1:])) for a, b in pairs(crowd, status)):
            for mine, theirs in ((one, other), (other, one)):
                known[mine].add(theirs)
                friends[mine] |= {theirs} if status == "connected" else set()
    lengths = [
        [sum(idf[term] ** 2 for term in person) ** 0.5 for person in listed]
        for listed in (needs, offers)
    ]
    scores: list[list[float]] = [[] for _ in range(size)]
    for one, other in product(range(size), repeat=2):
        fit = sum(idf[term] ** 2 for term in set(needs[one]) & set(offers[other]))
        common = sum(1 / log(len(friends[third])) for third in friends[one] & friends[other])
        score = fit / lengths[0][one] / lengths[1][other] + ACQUAINTANCE * common
        if score and other not in known[one]:
            scores[one].append(score)
    return [sorted(found, reverse=True)[:top] for found in scores]


def scores_of(lists: Lists) -> list[list[float]]:
    return [[score for _, score in person] for person in lists]


def test_all_rivals_make_the_lists_that_one_gets_by_hand():
    crowd = make_crowd(150)
    frames = crowd.people.to_pandas(), crowd.contacts.to_pandas()
    expected = by_hand(crowd, top=5)

    for make in (pandas_lists, polars_lists, scipy_lists):
        for found, scores in zip(scores_of(make(*frames, 5)), expected, strict=True):
            assert np.allclose(found, scores), make.__name__


def test_the_rival_for_contacts_alone_suggests_friends_of_friends():
    crowd = make_crowd(150)
    lists = networkx_lists(crowd.people.to_pandas(), crowd.contacts.to_pandas(), 5)
    known = {frozenset(pair) for s in ("connected", "met", "declined") for pair in pairs(crowd, s)}

    suggested = [(f"p{me:06}", f"p{you:06}") for me, them in enumerate(lists) for you, _ in them]
    assert len(suggested) > 500
    assert not known & set(map(frozenset, suggested))


def test_what_a_function_costs_is_measured_in_a_process_of_its_own():
    spent = measure_apart("math", "factorial", 20)

    assert spent.result == 2432902008176640000
    assert 0 <= spent.cpu_seconds < 1
    assert 5 < spent.peak_mb < 100, "nothing of this process is counted"
    assert [figure.unit for figure in spent.figures("x")] == ["s", "s", "MB"]
