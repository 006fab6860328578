"""Rounds of talks of two at tables: who sits where with whom, and nobody meets anybody twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from matching.best_pairs import Edge, best_pairs
from matching.errors.table_rounds import RoundCountError, TableCountError, TooFewPeopleError
from matching.model import Event
from matching.store import Cursor, Store

MOST_ROUNDS = 20
EVERY_PAIR_UP_TO = 400  # people; with more, each has besides the suggested some other neighbours
NEIGHBOURS = 10
MOST_WAITING = 300  # so many more than there are chairs are weighed at once, the others wait

_FINEST = 10**6  # steps between the least and the best score

Id = TypeVar("Id", UUID, str)


@dataclass(frozen=True)
class ScoredPair(Generic[Id]):
    """How well two fit, whichever comes first; of a pair that is there twice the better counts."""

    one: Id
    other: Id
    score: float


@dataclass(frozen=True)
class TablePair(Generic[Id]):
    """Two who sit at a table; tables are counted from 1."""

    table: int
    one: Id
    other: Id


@dataclass(frozen=True)
class Round(Generic[Id]):
    """Pairs in the order of tables; without: the others, who talk freely, in the order of ids."""

    number: int
    pairs: tuple[TablePair[Id], ...]
    without: tuple[Id, ...]


@dataclass(frozen=True)
class Guest:
    """Somebody who takes part; name: "" where it is not known."""

    attendee_id: UUID
    name: str


@dataclass(frozen=True)
class EventRounds:
    """guests: in the order of a Polish phone book, by their attendee ids in the rounds."""

    guests: tuple[Guest, ...]
    rounds: tuple[Round[UUID], ...]


def plan_rounds(
    pairs: Sequence[ScoredPair[Id]],
    people: Sequence[Id],
    *,
    rounds: int,
    tables: int | None = None,
    met: Collection[tuple[Id, Id]] = (),
) -> list[Round[Id]]:
    """Each round has as many pairs as can be, and the best ones that the earlier rounds left.

    pairs: who is suggested to whom; other pairs are worse than any of these
    rounds: 1 to 20; tables: pairs in a round at most, None for as many as there are
    met: who have met already, in any order; they are not brought together
    Nobody is without a table again before everybody else was, as far as there is anybody new to
    meet. Whoever can keep a table does. Fewer rounds where nobody new is left to meet.
    The same data in any order give the same rounds.
    Raises RoundCountError, TableCountError, TooFewPeopleError.
    """
    if not 1 <= rounds <= MOST_ROUNDS:
        raise RoundCountError(rounds, MOST_ROUNDS)
    if tables is not None and tables < 1:
        raise TableCountError(tables)
    ids = sorted(set(people), key=str)
    number_of = {person: number for number, person in enumerate(ids)}
    plan = _Plan(len(ids), tables, _weights(pairs, number_of))
    plan.done = {
        _edge(number_of[one], number_of[other])
        for one, other in met
        if one in number_of and other in number_of
    }
    planned = [_named(number, seated, ids) for number, seated in plan.rounds(rounds)]
    if not planned:
        raise TooFewPeopleError(len(ids))
    return planned


def plan_event_rounds(
    store: Store, event: Event, *, rounds: int, tables: int | None = None
) -> EventRounds:
    """Rounds for those who are in, take part and agreed to be suggested to others by name.

    Pairs are scored by the lists of suggestions as last worked out. Nobody is brought together with
    whom they connected with at any event of the series, nor where one of both said that they have
    met or would rather not.
    Raises RoundCountError, TableCountError, TooFewPeopleError.
    """

    def read(reader: Cursor) -> EventRounds:
        guests = [Guest(**row) for row in reader.rows("table_rounds/list_guests", event_id=here)]
        planned = plan_rounds(
            [ScoredPair(**row) for row in reader.rows("table_rounds/list_pairs", event_id=here)],
            [guest.attendee_id for guest in guests],
            rounds=rounds,
            tables=tables,
            met=[(row["one"], row["other"]) for row in reader.rows(met, event_id=here)],
        )
        return EventRounds(tuple(guests), tuple(planned))

    here, met = event.event_id, "table_rounds/list_met"
    return store.read(read)


class _Plan:
    """People are numbers here, in the order of their ids.

    weights: of the suggested pairs, from 1; done: pairs that have met
    """

    def __init__(self, size: int, tables: int | None, weights: dict[Edge, int]) -> None:
        self._size = size
        self._tables = min(tables or size, size // 2)
        self._weights = weights
        self._waited = [0] * size  # rounds without a table
        self._table_of: dict[int, int] = {}  # where each sat last
        self.done: set[Edge] = set()

    def rounds(self, count: int) -> list[tuple[int, dict[Edge, int]]]:
        """Number of the round, and the tables of its pairs; up to the first without any."""
        planned = []
        for number in range(1, count + 1):
            seated = self._seated(self._pairs(number))
            if not seated:
                break
            planned.append((number, seated))
            self._note(seated)
        return planned

    def _note(self, seated: dict[Edge, int]) -> None:
        self.done.update(seated)
        sitting = {person: table for pair, table in seated.items() for person in pair}
        self._table_of.update(sitting)
        for person in range(self._size):
            self._waited[person] += person not in sitting

    def _pairs(self, number: int) -> list[Edge]:
        """The best pairs; an empty chair for each who must wait makes no more than the tables."""
        pool = self._pool()
        weights = {edge: self._weight(edge) for edge in self._open(pool, number)}
        waiting = len(pool) - 2 * self._tables
        chairs = range(self._size, self._size + waiting)
        weights |= {(person, chair): 0 for person in pool for chair in chairs}
        return [edge for edge in best_pairs(weights) if edge[1] < self._size]

    def _pool(self) -> list[int]:
        """Who may get a table: all, or of very many those who waited most and fit others best."""
        best = [0] * self._size
        for edge, weight in self._weights.items():
            for person in edge if edge not in self.done else ():
                best[person] = max(best[person], weight)
        order = sorted(range(self._size), key=lambda one: (-self._waited[one], -best[one], one))
        return sorted(order[: 2 * self._tables + MOST_WAITING])

    def _open(self, pool: list[int], number: int) -> set[Edge]:
        """Pairs that have not met: the suggested, and all others or some of them."""
        count = len(pool)
        steps = range(1, count)
        if count > EVERY_PAIR_UP_TO:
            # Others in every round, and always the nearest: a circle leaves at most one without.
            first = 1 + (number - 1) * NEIGHBOURS % (count // 2)
            steps = range(first, first + NEIGHBOURS)
        inside = set(pool)
        edges = {edge for edge in self._weights if inside.issuperset(edge)}
        for place, person in enumerate(pool):
            edges |= {_edge(person, pool[(place + step) % count]) for step in (1, *steps)}
        return {edge for edge in edges if edge[0] != edge[1]} - self.done

    def _weight(self, edge: Edge) -> int:
        """First whoever has waited, then the fit: one more round of waiting outweighs all fits."""
        waited = self._waited[edge[0]] + self._waited[edge[1]]
        return waited * (_FINEST + 2) * self._size + self._weights.get(edge, 0)

    def _seated(self, pairs: list[Edge]) -> dict[Edge, int]:
        """One of a pair keeps the table where that can be; the others get the first free ones."""
        wishes = {
            (place, len(pairs) + self._table_of[person]): 0
            for place, pair in enumerate(pairs)
            for person in pair
            if person in self._table_of
        }
        kept = {place: node - len(pairs) for place, node in best_pairs(wishes)}
        free = (table for table in range(1, self._size) if table not in kept.values())
        tables = [kept[place] if place in kept else next(free) for place in range(len(pairs))]
        return dict(sorted(zip(pairs, tables, strict=True), key=lambda seat: seat[1]))


def _weights(pairs: Sequence[ScoredPair[Id]], number_of: dict[Id, int]) -> dict[Edge, int]:
    """Scores as whole numbers from 1 that keep their proportions; negative ones are lifted."""
    scores: dict[Edge, float] = {}
    for pair in pairs:
        if pair.one in number_of and pair.other in number_of:
            edge = _edge(number_of[pair.one], number_of[pair.other])
            scores[edge] = max(pair.score, scores.get(edge, pair.score))
    least = min(scores.values(), default=0)
    lowest = min(least, 0)
    span = max(scores.values(), default=0) - lowest
    return {
        edge: 1 + (round(_FINEST * (score - lowest) / span) if span else 0)
        for edge, score in scores.items()
    }


def _edge(one: int, other: int) -> Edge:
    return (one, other) if one < other else (other, one)


def _named(number: int, seated: dict[Edge, int], ids: list[Id]) -> Round[Id]:
    sitting = {person for pair in seated for person in pair}
    return Round(
        number=number,
        pairs=tuple(
            TablePair(table, ids[one], ids[other]) for (one, other), table in seated.items()
        ),
        without=tuple(person for place, person in enumerate(ids) if place not in sitting),
    )
