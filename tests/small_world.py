"""Worlds of people small enough to check, and their scores worked out again the slow way.

Nothing here knows the queries: it goes through all pairs with dicts, as one would by hand.
"""

import random
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from itertools import combinations
from math import floor, log, sqrt

from live_server import ROOT

from matching.suggestions.nouns import Node, Picture, Relation, Suggested, Tie, Wish

Rounding = Callable[[float, int], float]
TERMS = [f"term{place:02}" for place in range(40)]


def person(name: str, needs: str = "", offers: str = "", **more: object) -> Node:
    """Somebody who declares terms, each an entry of its own."""
    told = [(term, True) for term in needs.split()] + [(term, False) for term in offers.split()]
    wishes = [Wish(term, is_need, words=term.title()) for term, is_need in told]
    return Node(name, wishes=[*wishes, *more.pop("learned", ())], **more)


def tie(pair: str, relation: Relation = Relation.CONNECTED) -> Tie:
    """What is known of two people, such as 'Anna Bartek'."""
    one, other = pair.split()
    return Tie(one, other, relation, (f"{one}+{other}",))


def learned(term: str, *, is_need: bool = False, source: str = "") -> Wish:
    """What others wrote of somebody."""
    return Wish(term, is_need, is_learned=True, source=source)


def small_world() -> Picture:
    """Eleven people with some of everything."""
    nodes = [
        person("Anna", "tax", "cakes", company="klos", group="food", language="pl"),
        person("Bartek", "cakes web", "tax", company="faktura", group="money", language="pl"),
        person("Celina", "tax grants", "web design", group="web", language="en", visitor=1),
        person("Dorota", "", "grants", company="fundusz", group="money", language="pl"),
        person("Emil", "design", "", company="studio", learned=[learned("tax")], language="pl"),
        person("Filip", "web", "tax law", company="faktura", group="money", visitor=2),
        person("Gosia", company="klos", group="food", language="pl", is_here=False),
        person("Hania", "law", "cakes", learned=[learned("tax", is_need=True)], language="en"),
        person("Igor", learned=[learned("law"), learned("web", is_need=True)], visitor=2),
        person("Jan", "tax", "tax", learned=[learned("tax"), learned("law", is_need=True)]),
        person("Kasia", "tax", "web", may_be_named=False, language="pl"),
    ]
    friends = (
        "Anna Dorota",
        "Bartek Dorota",
        "Celina Dorota",
        "Celina Emil",
        "Anna Emil",
        "Kasia Jan",
    )
    ties = [
        *map(tie, friends),
        tie("Jan Igor", Relation.MET),
        tie("Hania Anna", Relation.DECLINED),
        tie("Gosia Igor", Relation.OTHER),
    ]
    return Picture(nodes, ties)


def random_world(chance: random.Random, people: int, *, is_plain: bool = False) -> Picture:
    """Any people; is_plain: all are in the room, may be named, and nothing was learned."""
    names = [f"p{place:03}" for place in range(people)]
    nodes = [_anybody(chance, name, people, is_plain) for name in names]
    chance.shuffle(nodes)
    every = [tuple(chance.sample(names, 2)) for _ in range(4 * people)]
    pairs = {frozenset(pair): pair for pair in every}.values()
    relations = [Relation.CONNECTED] * 5 + [Relation.MET, Relation.DECLINED, Relation.OTHER]
    ties = [Tie(*pair, chance.choice(relations), ("+".join(pair),)) for pair in pairs]
    return Picture(nodes, ties)


def _anybody(chance: random.Random, name: str, people: int, is_plain: bool) -> Node:
    wishes = [*_wishes(chance, True), *_wishes(chance, False)]
    if not is_plain:
        terms = chance.choices(TERMS, k=chance.randrange(3))
        sources = (chance.choice(["", f"answer-{name}-{place}"]) for place in range(len(terms)))
        wishes += [
            learned(term, is_need=chance.random() < 0.5, source=source)
            for term, source in zip(terms, sources, strict=True)
        ]
    return Node(
        name,
        company=chance.choice(["", *(f"company{place}" for place in range(people // 3))]),
        group=chance.choice(["", "food", "money", "web", "law"]),
        language=chance.choice(["pl", "pl", "pl", "en", ""]),
        wishes=wishes,
        is_here=is_plain or chance.random() < 0.8,
        visitor=0 if is_plain else chance.choice([0, 0, 1, 2]),
        may_be_named=is_plain or chance.random() < 0.8,
    )


def _wishes(chance: random.Random, is_need: bool) -> Iterable[Wish]:
    weights = [1 / (1 + place) for place in range(len(TERMS))]
    for term in chance.choices(TERMS, weights, k=chance.randrange(4)):
        yield Wish(term, is_need, words=chance.choice([term.title(), f"{term} and more"]))


def as_stored(value: float, bits: int) -> float:
    """Rounded to the grid on which the workbench keeps it, so that sums are exact."""
    return floor(value * 2**bits + 0.5) / 2**bits


def exactly(value: float, _bits: int) -> float:
    """As it is."""
    return value


def met_pairs(picture: Picture) -> set[frozenset[str]]:
    return {frozenset({tie.one, tie.other}) for tie in picture.ties}


def friends_of(picture: Picture) -> dict[str, set[str]]:
    """With whom each person has connected."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in picture.ties:
        if one.relation is Relation.CONNECTED:
            found[one.one].add(one.other)
            found[one.other].add(one.one)
    return found


def told_by(node: Node) -> Iterable[Wish]:
    """What a person needs and offers, which nobody looks at where they may not be named."""
    return node.wishes if node.may_be_named else ()


def people_of_terms(picture: Picture) -> dict[str, int]:
    """How many people need or offer each term."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in picture.nodes:
        for wish in told_by(node):
            found[wish.term].add(node.id)
    return {term: len(people) for term, people in found.items()}


def may_meet(picture: Picture) -> set[frozenset[str]]:
    """Pairs that can be suggested at all."""
    shares_company = len({node.company for node in picture.nodes}) == 1
    return {
        frozenset({one.id, other.id})
        for one, other in combinations(picture.nodes, 2)
        if (shares_company or not one.company or one.company != other.company)
        and one.may_be_named
        and other.may_be_named
    } - met_pairs(picture)


def scores_by_hand(picture: Picture, rounding: Rounding = as_stored) -> dict[frozenset[str], float]:
    """The score of every pair that can be suggested."""
    weights = tomllib.loads((ROOT / "data" / "matching" / "weights.toml").read_text("utf-8"))
    met = met_pairs(picture)
    pairs = [
        (one, other)
        for one, other in combinations(picture.nodes, 2)
        if frozenset({one.id, other.id}) not in met
    ]
    measure = partial(_parts, picture, _vectors(picture, rounding), friends_of(picture))
    parts = {frozenset({one.id, other.id}): measure(one, other) for one, other in pairs}
    friends = friends_of(picture)
    roots = [rounding(sqrt(len(friends[node.id])), 14) for node in picture.nodes]
    totals = dict.fromkeys(parts, 0.0)
    for name in ("language", "group"):
        mean = _mean([part[name] for part in parts.values()])
        factor = weights[name] * _log_odds_by_hand(picture, name)
        for pair, part in parts.items():
            totals[pair] += factor * (part[name] - mean)
    for name in ("acquaintances", "profile", "learned"):
        values = [rounding(part[name], 14) for part in parts.values()]
        mean, deviation = _moments(values)
        for pair, part in parts.items():
            totals[pair] += weights[name] * (part[name] - mean) / deviation if deviation else 0
    mean, deviation = _moments(roots)
    for pair, part in parts.items():
        if deviation:
            totals[pair] += weights["activity"] * (part["activity"] - 2 * mean) / deviation
        totals[pair] += weights["visitor"] * part["visit"]
    return {pair: totals[pair] for pair in may_meet(picture)}


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _log_odds_by_hand(picture: Picture, trait: str) -> float:
    """Of connections to have the trait in common, against pairs; ten at twice the odds before."""
    known = {node.id: getattr(node, trait) for node in picture.nodes if getattr(node, trait)}
    alike = [known[one] == known[other] for one, other in combinations(known, 2)]
    if not any(alike) or all(alike):
        return 0.0
    share = sum(alike) / len(alike)
    friends = friends_of(picture)
    tied = [known[a] == known[b] for a, b in combinations(known, 2) if b in friends[a]]
    prior = 2 * share / (1 - share)
    before = prior / (1 + prior)
    rate = (sum(tied) + 10 * before) / (len(tied) + 10)
    return max(0.0, log(rate / (1 - rate)) - log(share / (1 - share)))


def _moments(values: list[float]) -> tuple[float, float]:
    if not values or min(values) == max(values):
        return 0.0, 0.0
    mean = sum(values) / len(values)
    return mean, sqrt(sum((value - mean) ** 2 for value in values) / len(values))


def _vectors(
    picture: Picture, rounding: Rounding
) -> dict[tuple[str, bool], dict[str, tuple[float, bool]]]:
    """Of each person and side: weight of each term, and whether it was only learned."""
    people = people_of_terms(picture)
    idf2 = {
        term: rounding(log(1 + len(picture.nodes) / count) ** 2, 20)
        for term, count in people.items()
    }
    found: dict[tuple[str, bool], dict[str, tuple[float, bool]]] = {}
    for node in picture.nodes:
        for side in (True, False):
            declared = {w.term for w in told_by(node) if w.is_need is side and not w.is_learned}
            every = {w.term for w in told_by(node) if w.is_need is side}
            norms = {
                is_learned: sum(idf2[term] for term in (every if is_learned else declared))
                for is_learned in (True, False)
            }
            found[node.id, side] = {
                term: (
                    rounding(sqrt(idf2[term] / norms[term not in declared]), 20),
                    term not in declared,
                )
                for term in every
            }
    return found


def _parts(picture, vectors, friends, one: Node, other: Node) -> dict[str, float]:
    shared = friends[one.id] & friends[other.id]
    resource = sum(floor(2**40 / len(friends[name])) / 2**40 for name in shared)
    gets = _overlap(vectors[one.id, True], vectors[other.id, False])
    gives = _overlap(vectors[other.id, True], vectors[one.id, False])
    return {
        "acquaintances": sqrt(resource),
        "profile": _both_ways(gets[False], gives[False]),
        "learned": _both_ways(gets[True], gives[True]),
        "language": float(bool(one.language) and one.language == other.language),
        "group": float(bool(one.group) and one.group == other.group),
        "activity": sqrt(len(friends[one.id])) + sqrt(len(friends[other.id])),
        "visit": float({one.visitor, other.visitor} == {1, 2}),
    }


def _overlap(needs, offers) -> dict[bool, float]:
    sums = {True: 0.0, False: 0.0}
    for term in needs.keys() & offers.keys():
        (need, need_learned), (offer, offer_learned) = needs[term], offers[term]
        sums[need_learned or offer_learned] += need * offer
    return sums


def _both_ways(gets: float, gives: float) -> float:
    harmonic = 2 * gets * gives / (gets + gives) if gets + gives else 0.0
    return max(harmonic, max(gets, gives) / 2)


def best_by_hand(picture: Picture, top: int) -> dict[str, list[str]]:
    """Free lists: who is in the room first, then the best score, then the first in the alphabet."""
    scores = scores_by_hand(picture)
    here = {node.id: node.is_here for node in picture.nodes}
    choices: dict[str, list[str]] = {node.id: [] for node in picture.nodes}
    for pair in scores:
        one, other = pair
        choices[one].append(other)
        choices[other].append(one)
    return {
        name: sorted(
            others,
            key=lambda who, name=name: (
                not here[who],
                -round(scores[frozenset({name, who})], 6),
                who,
            ),
        )[:top]
        for name, others in choices.items()
    }


def lists_of(found: Iterable[Suggested]) -> dict[str, list[str]]:
    """Whom each person got, in order."""
    lists: dict[str, list[str]] = defaultdict(list)
    for one in found:
        assert one.rank == len(lists[one.person]) + 1
        lists[one.person].append(one.suggested)
    return dict(lists)


def appearances(lists: dict[str, list[str]], names: Iterable[str]) -> dict[str, int]:
    """In how many lists each person stands."""
    counts = dict.fromkeys(names, 0)
    for others in lists.values():
        for other in others:
            counts[other] += 1
    return counts
