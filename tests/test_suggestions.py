"""Suggestions: the score is what the page says, the lists are fair, every reason is true."""

import random
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise

import pytest
from chance import SEED
from small_world import (
    appearances,
    best_by_hand,
    exactly,
    friends_of,
    learned,
    lists_of,
    may_meet,
    person,
    random_world,
    scores_by_hand,
    small_world,
    tie,
)

from matching.suggestions import scoring
from matching.suggestions.nouns import Node, Picture, Reason, ReasonKind, Relation, Suggested, Tie
from matching.suggestions.working_out import work_out

WORLDS = range(5)
SOME = range(3)


def world(number: int, people: int = 30, **options: bool) -> Picture:
    return random_world(random.Random(f"{SEED} {number}"), people, **options)


@cache
def suggested(number: int, kind: str, top: int = 8) -> list[Suggested]:
    """The lists of one of the worlds."""
    return work_out(world(number), top=top, kind=kind)


def shuffled(picture: Picture) -> Picture:
    """The same picture, its rows in another order and its pairs turned round."""
    chance = random.Random(SEED)
    nodes = [
        replace(node, wishes=chance.sample(node.wishes, len(node.wishes))) for node in picture.nodes
    ]
    ties = [Tie(one.other, one.one, one.relation, one.proof) for one in picture.ties]
    chance.shuffle(nodes)
    chance.shuffle(ties)
    return Picture(nodes, ties)


def first_of(name: str, *nodes: Node, ties=(), kind: str = "free") -> str:
    """Who stands first in somebody's list."""
    return lists_of(work_out(Picture(nodes, ties), top=1, kind=kind))[name][0]


# The score


@pytest.mark.parametrize("picture", [small_world(), *map(world, WORLDS)])
def test_every_score_is_the_one_worked_out_by_hand(picture):
    expected = scores_by_hand(picture)
    found = {
        frozenset({one.person, one.suggested}): one.score
        for one in work_out(picture, top=len(picture.nodes), kind="free")
    }

    assert found.keys() == expected.keys()
    assert found == pytest.approx(expected, abs=1.001e-6)


def test_the_grid_that_keeps_sums_exact_changes_no_score_that_anybody_sees():
    picture = world(0)

    assert scores_by_hand(picture) == pytest.approx(scores_by_hand(picture, exactly), abs=1e-3)


@pytest.mark.parametrize("picture", [small_world(), *map(world, WORLDS)])
def test_free_lists_are_the_best_by_score_and_nothing_else(picture):
    assert lists_of(work_out(picture, top=5, kind="free")) == {
        name: others for name, others in best_by_hand(picture, 5).items() if others
    }


def test_a_baker_who_needs_taxes_done_meets_the_one_who_does_them_and_needs_cakes():
    picture = Picture(
        [
            person("Anna", "tax", "cakes"),
            person("Bartek", "cakes", "tax"),
            person("Celina", "web", "grants"),
            person("Dorota", "grants", "web"),
        ]
    )

    expected = {"Anna": ["Bartek"], "Bartek": ["Anna"], "Celina": ["Dorota"], "Dorota": ["Celina"]}
    assert lists_of(work_out(picture, top=1)) == expected
    assert lists_of(work_out(picture, top=1, kind="free")) == expected


def test_a_fit_both_ways_goes_before_one_that_helps_one_side():
    anna = person("Anna", "tax", "cakes")
    one_sided, both = person("Bartek", "", "tax"), person("Zofia", "cakes", "tax")

    assert first_of("Anna", anna, one_sided, both) == "Zofia"


def test_what_few_need_weighs_more_than_what_everybody_needs():
    others = [person(f"guest{place}", "", "marketing") for place in range(8)]
    common, rare = person("Bartek", "", "marketing"), person("Zofia", "", "beekeeping")

    anna = person("Anna", "marketing beekeeping")
    assert first_of("Anna", anna, common, rare, *others) == "Zofia"


def test_ticking_every_term_does_not_win():
    everything = " ".join(f"term{place}" for place in range(20))
    ticks_all, means_it = person("Adam", "", f"tax {everything}"), person("Zofia", "", "tax")
    readers = [person(f"guest{place}", f"term{place}") for place in range(20)]

    assert first_of("Anna", person("Anna", "tax"), ticks_all, means_it, *readers) == "Zofia"


def test_a_common_acquaintance_of_few_people_tells_more_than_one_of_many():
    names = "Anna Bartek Celina Dorota Ewa Filip Gosia"
    known = ["Anna Bartek", "Bartek Gosia", "Anna Celina", "Celina Dorota", "Celina Ewa"]
    ties = [*map(tie, known), tie("Celina Filip"), tie("Dorota Ewa", Relation.MET)]

    assert first_of("Anna", *map(person, names.split()), ties=ties) == "Gosia"


def test_what_others_learned_counts_half_of_what_somebody_declares():
    declares = person("Zofia", "", "tax")
    others_say = person("Bartek", learned=[learned("tax")])

    assert first_of("Anna", person("Anna", "tax"), others_say, declares) == "Zofia"


# Whom nobody is told to meet


@pytest.mark.parametrize("kind", ["free", "mutual"])
@pytest.mark.parametrize("number", SOME)
def test_nobody_meets_themselves_a_colleague_or_anybody_they_know(kind, number):
    picture, found = world(number), suggested(number, kind)
    companies = {node.id: node.company for node in picture.nodes}
    known = {frozenset({one.one, one.other}) for one in picture.ties}

    assert found
    for one in found:
        assert one.person != one.suggested
        assert frozenset({one.person, one.suggested}) not in known
        assert not companies[one.person] or companies[one.person] != companies[one.suggested]


@pytest.mark.parametrize("kind", ["free", "mutual"])
def test_within_one_company_colleagues_meet(kind):
    nodes = [person(name, company="klos") for name in ("Anna", "Bartek", "Celina")]

    assert set(lists_of(work_out(Picture(nodes), top=2, kind=kind))) == {"Anna", "Bartek", "Celina"}


def test_an_unknown_company_is_nobodys_own():
    nodes = [person("Anna"), person("Bartek"), person("Celina", company="klos")]

    assert lists_of(work_out(Picture(nodes), top=5))["Anna"] == ["Bartek", "Celina"]


@pytest.mark.parametrize("nodes", [[], [person("Anna")]])
def test_where_there_is_nobody_to_meet_there_are_no_lists(nodes):
    assert work_out(Picture(nodes), top=5) == []


def test_two_who_know_each_other_already_get_nobody():
    nodes = [person("Anna"), person("Bartek")]

    assert work_out(Picture(nodes, [tie("Anna Bartek", Relation.DECLINED)]), top=5) == []


# Lists


@pytest.fixture(scope="module")
def evening() -> Picture:
    return random_world(random.Random(200), 200, is_plain=True)


@pytest.fixture(scope="module")
def evening_lists(evening) -> dict[str, list[str]]:
    return lists_of(work_out(evening, top=5))


def test_everybody_gets_five_people_to_meet(evening, evening_lists):
    assert {len(others) for others in evening_lists.values()} == {5}
    assert set(evening_lists) == {node.id for node in evening.nodes}


def test_nine_of_ten_times_both_have_each_other(evening_lists):
    pairs = [(one, other) for one, others in evening_lists.items() for other in others]

    assert sum(one in evening_lists[other] for one, other in pairs) >= 0.9 * len(pairs)


def test_all_are_suggested_about_equally_often(evening, evening_lists):
    counts = sorted(appearances(evening_lists, (node.id for node in evening.nodes)).values())
    people = len(counts)
    gini = sum((2 * place - people - 1) * count for place, count in enumerate(counts, 1))

    assert counts[0] >= 1
    assert counts[-1] <= 10
    assert gini / (people * sum(counts)) <= 0.10


def test_two_of_five_are_of_another_group(evening, evening_lists):
    group = {node.id: node.group for node in evening.nodes}
    same = {
        name: sum(group[other] == group[name] != "" for other in others)
        for name, others in evening_lists.items()
    }

    assert max(same.values()) <= 3


@pytest.mark.parametrize("top", [1, 5, 8])
@pytest.mark.parametrize("number", SOME)
def test_whoever_can_be_met_gets_as_many_as_there_are_and_nobody_is_forgotten(number, top):
    picture = world(number)
    candidates = Counter(name for pair in may_meet(picture) for name in pair)
    lists = lists_of(suggested(number, "mutual", top))
    counts = appearances(lists, candidates)

    assert {name: len(others) for name, others in lists.items()} == {
        name: min(top, count) for name, count in candidates.items()
    }
    assert max(counts.values()) <= max(10, 2 * top)
    # In lists of one, the odd one out can have candidates whose every place is taken.
    assert min(counts.values()) >= (1 if top > 1 else 0)


def test_a_person_whom_everybody_likes_does_not_flood_the_lists():
    guests = [person(f"guest{place:02}", "tax") for place in range(40)]
    picture = Picture([person("Star", "", "tax"), *guests])
    in_lists = {
        kind: appearances(
            lists_of(work_out(picture, top=3, kind=kind)), ["Star"] + [g.id for g in guests]
        )
        for kind in ("free", "mutual")
    }

    assert in_lists["free"]["Star"] == 40
    assert in_lists["mutual"]["Star"] <= 10
    assert min(in_lists["mutual"].values()) >= 1


def test_the_only_one_whom_fifteen_could_still_meet_stands_in_ten_lists():
    guests = [person(f"guest{place:02}", "tax") for place in range(15)]
    met = [tie(f"{one.id} {other.id}", Relation.MET) for one, other in combinations(guests, 2)]
    picture = Picture([person("Star", "", "tax"), *guests], met)

    assert (
        appearances(lists_of(work_out(picture, top=3)), ["Star", *(g.id for g in guests)])["Star"]
        == 10
    )


@pytest.mark.parametrize("kind", ["free", "mutual"])
@pytest.mark.parametrize("number", SOME)
def test_who_is_in_the_room_comes_first(kind, number):
    picture = world(number)
    here = {node.id: node.is_here for node in picture.nodes}

    for others in lists_of(suggested(number, kind)).values():
        assert [here[other] for other in others] == sorted((here[o] for o in others), reverse=True)


@pytest.mark.parametrize("kind", ["free", "mutual"])
@pytest.mark.parametrize("number", SOME)
def test_the_order_of_rows_changes_nothing(kind, number):
    picture = world(number)

    assert work_out(shuffled(picture), top=8, kind=kind) == suggested(number, kind)


def test_a_visitor_is_led_to_members():
    nodes = [person(name, visitor=2) for name in ("Zofia", "Zenon")]
    nodes += [person(name, visitor=1) for name in ("Anna", "Adam", "Alina")]

    assert set(lists_of(work_out(Picture(nodes), top=2))["Anna"]) == {"Zofia", "Zenon"}


# Reasons


@pytest.mark.parametrize("kind", ["free", "mutual"])
@pytest.mark.parametrize("number", SOME)
def test_every_reason_is_found_again_in_what_people_told(kind, number):
    picture = world(number)
    nodes = {node.id: node for node in picture.nodes}
    found = suggested(number, kind)

    assert found
    for one in found:
        via, true = reasons_by_hand(picture, nodes[one.person], nodes[one.suggested])
        assert one.via == via
        assert set(one.reasons) <= true
        assert sorted(r.kind for r in one.reasons) == sorted({r.kind for r in true})


def reasons_by_hand(picture: Picture, mine: Node, theirs: Node) -> tuple[str, set[Reason]]:
    """Through whom, and all reasons that are true, from the rows of these people alone."""
    friends = friends_of(picture)
    shared = friends[mine.id] & friends[theirs.id]
    via = min(shared, key=lambda name: (len(friends[name]), name), default="")
    reasons = term_reasons(mine, theirs, True) | term_reasons(mine, theirs, False)
    if via and next(node for node in picture.nodes if node.id == via).may_be_named:
        reasons.add(acquaintance_reason(picture, mine, theirs, via))
    if mine.group and theirs.group:
        kinds = {True: ReasonKind.SAME_GROUP, False: ReasonKind.OTHER_GROUP}
        kind = kinds[mine.group == theirs.group]
        reasons.add(Reason(kind, words=theirs.group, proof=(mine.id, theirs.id)))
    return via, reasons or {Reason(ReasonKind.NOT_MET, proof=(mine.id, theirs.id))}


def term_reasons(mine: Node, theirs: Node, is_need: bool) -> set[Reason]:
    """is_need: mine is the need. What was learned counts where it was released."""
    kind = ReasonKind.THEY_OFFER if is_need else ReasonKind.THEY_SEEK
    sides = ("needs", "offers") if is_need else ("offers", "needs")
    return {
        Reason(
            kind,
            term=my.term,
            words=their.words,
            proof=(my.source or f"{mine.id}/{sides[0]}", their.source or f"{theirs.id}/{sides[1]}"),
        )
        for my in mine.wishes
        for their in theirs.wishes
        if my.term == their.term
        and my.is_need == is_need != their.is_need
        and (my.source or not my.is_learned)
        and (their.source or not their.is_learned)
    }


def acquaintance_reason(picture: Picture, mine: Node, theirs: Node, via: str) -> Reason:
    rows = {
        frozenset({one.one, one.other}): one.proof
        for one in picture.ties
        if one.relation is Relation.CONNECTED
    }
    proof = rows[frozenset({mine.id, via})] + rows[frozenset({theirs.id, via})]
    return Reason(ReasonKind.ACQUAINTANCE, acquaintance=via, proof=proof)


def test_what_others_wrote_is_told_only_once_it_was_released():
    silent = Picture([person("Anna", "tax"), person("Bartek", learned=[learned("tax")])])
    released = Picture(
        [person("Anna", "tax"), person("Bartek", learned=[learned("tax", source="answer-1")])]
    )

    assert {r.kind for one in work_out(silent, top=1) for r in one.reasons} == {ReasonKind.NOT_MET}
    assert [one.reasons for one in work_out(released, top=1)] == [
        (Reason(ReasonKind.THEY_OFFER, "tax", proof=("Anna/needs", "answer-1")),),
        (Reason(ReasonKind.THEY_SEEK, "tax", "Tax", proof=("answer-1", "Anna/needs")),),
    ]


def test_what_others_wrote_about_the_reader_is_not_told_to_them_either():
    nodes = [person("Anna", learned=[learned("tax", is_need=True)]), person("Bartek", "", "tax")]

    assert {reason.kind for one in work_out(Picture(nodes), top=1) for reason in one.reasons} == {
        ReasonKind.NOT_MET
    }


@pytest.mark.parametrize("kind", ["free", "mutual"])
@pytest.mark.parametrize("number", SOME)
def test_whoever_may_not_be_named_is_in_no_list_and_in_no_reason(kind, number):
    picture = world(number)
    silent = {node.id for node in picture.nodes if not node.may_be_named}

    for one in suggested(number, kind):
        assert not silent & {one.person, one.suggested}
        assert not silent & {reason.acquaintance for reason in one.reasons}


def test_whoever_does_not_want_to_be_named_introduces_without_a_name_in_the_reasons():
    nodes = [person("Anna"), person("Bartek", may_be_named=False), person("Celina")]
    found = work_out(Picture(nodes, [tie("Anna Bartek"), tie("Bartek Celina")]), top=1)

    assert [(one.person, one.suggested, one.via) for one in found] == [
        ("Anna", "Celina", "Bartek"),
        ("Celina", "Anna", "Bartek"),
    ]
    assert all("Bartek" not in str(one.reasons) for one in found)
    assert {reason.kind for one in found for reason in one.reasons} == {ReasonKind.NOT_MET}


def test_a_declared_reason_is_told_even_behind_many_that_may_not_be():
    secrets = [f"secret{place}" for place in range(4)]
    others = [person(f"guest{place}", "tax") for place in range(3)]
    anna = person("Anna", "tax", learned=[learned(term, is_need=True) for term in secrets])
    bartek = person("Bartek", "", "tax", learned=[learned(term) for term in secrets])
    found = work_out(Picture([anna, bartek, *others]), top=5, kind="free")

    told = {(one.person, one.suggested): one.reasons for one in found}
    assert told["Anna", "Bartek"][0].kind is ReasonKind.THEY_OFFER


# Near mode: more people than all pairs are worth


@pytest.fixture
def is_near(monkeypatch) -> None:
    monkeypatch.setattr(scoring, "SMALL", 50)


@pytest.fixture(scope="module")
def fair() -> Picture:
    return random_world(random.Random(300), 300, is_plain=True)


@pytest.fixture(scope="module")
def fair_scores(fair) -> dict[frozenset[str], float]:
    return scores_by_hand(fair)


def total(lists: dict[str, list[str]], scores: dict[frozenset[str], float]) -> float:
    return sum(scores[frozenset({one, other})] for one in lists for other in lists[one])


def test_a_close_look_at_few_finds_nearly_the_best_of_all(is_near, fair, fair_scores):
    best: dict[str, list[float]] = defaultdict(list)
    for pair, score in fair_scores.items():
        for name in pair:
            best[name].append(score)
    optimum = sum(sum(sorted(scores)[-5:]) for scores in best.values())
    near = lists_of(work_out(fair, top=5, kind="free"))

    assert total(near, fair_scores) >= 0.98 * optimum


@pytest.mark.parametrize("kind", ["free", "mutual"])
def test_a_close_look_at_few_is_the_same_for_any_order_of_rows(is_near, fair, kind):
    assert work_out(shuffled(fair), top=5, kind=kind) == work_out(fair, top=5, kind=kind)


@pytest.mark.parametrize("top", [5, 10])
def test_who_told_nothing_gets_a_full_list_among_many_too(is_near, top):
    silent = [person(f"silent{place:02}") for place in range(10)]
    crowd = random_world(random.Random(301), 200, is_plain=True)
    lists = lists_of(work_out(Picture([*crowd.nodes, *silent], crowd.ties), top=top))

    assert {len(lists.get(node.id, [])) for node in [*crowd.nodes, *silent]} == {top}


def test_among_many_too_nobody_is_sent_to_a_colleague_or_an_acquaintance(is_near, fair):
    allowed = may_meet(fair)

    for one in work_out(fair, top=10):
        assert frozenset({one.person, one.suggested}) in allowed


def test_colleagues_do_not_take_the_places_of_a_close_look(is_near):
    """A firm all of whose people fit each other, and many who fit them from outside."""
    firm = [person(f"firm{place:02}", "tax", "cakes", company="klos") for place in range(20)]
    firm += [person(f"too{place:02}", "cakes", "tax", company="klos") for place in range(20)]
    guests = [
        person(f"guest{place:02}", "cakes", "tax", company=f"g{place}") for place in range(80)
    ]
    lists = lists_of(work_out(Picture([*firm, *guests]), top=5, kind="free"))

    assert {len(lists.get(node.id, [])) for node in firm} == {5}


def test_scores_fall_along_a_list(evening):
    for one, other in pairwise(work_out(evening, top=5)):
        assert one.person != other.person or one.score >= other.score
