"""An invented crowd of any size for measuring suggestions: what they offer, need, whom they know.

python -m benchmarks.matching_crowd 10000 FOLDER writes people.parquet and contacts.parquet there.
The same size and seed give the same bytes.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.crowd import FAMILY, GIVEN

SEED = 20261123
SECTORS = 12
MOST_TERMS, FEWEST_TERMS = 5, 2
MEAN_CONTACTS = 8
MET_SHARE, DECLINED_SHARE = 0.10, 0.02
POLISH_SHARE = 0.85
PEOPLE_PER_COMPANY = 2.5
VOCABULARY_SHARE, SMALLEST_VOCABULARY, LARGEST_VOCABULARY = 0.1, 400, 20_000

_ZIPF = 0.95
_OWN_SECTOR_OFFERS = 0.6
_CIRCLE = 30  # people of one sector who meet each other most
_IN_CIRCLE, _IN_SECTOR = 0.5, 0.25  # of the contacts; the others are made anywhere
_CLOSED = 0.25  # contacts that somebody introduced
_SYLLABLES = "babebocudedofafegagokakelomimonaperutazo"
# No endings of Polish or English words, so that a stemmer leaves them alone.
_ENDINGS = "rklkmpsklmrgnkftltptktrfrvlprblbrplflgmb"
_SCATTER = 7919  # prime to 20: neighbouring terms have words that look different


@dataclass(frozen=True)
class Crowd:
    """people: a row each, ordered by person_id; contacts: a row a pair, person_a < person_b."""

    people: pa.Table
    contacts: pa.Table


def make_crowd(size: int, *, seed: int = SEED) -> Crowd:
    """From about 100 people upwards; 100,000 take a few seconds."""
    chance = np.random.default_rng(seed)
    companies = _companies(chance, size)
    sectors = _skewed(chance, SECTORS, round(size / PEOPLE_PER_COMPANY), 0.7)[companies]
    return Crowd(_people(chance, companies, sectors), _contacts(chance, sectors))


def write_crowd(crowd: Crowd, folder: Path) -> None:
    """people.parquet and contacts.parquet in a folder that exists."""
    pq.write_table(crowd.people, folder / "people.parquet")
    pq.write_table(crowd.contacts, folder / "contacts.parquet")


def vocabulary_of(size: int) -> int:
    """How many different terms a crowd of this size has to choose from."""
    wanted = round(size * VOCABULARY_SHARE)
    return min(max(wanted, SMALLEST_VOCABULARY), LARGEST_VOCABULARY)


def word_of(term: int) -> str:
    """A made-up word of 8 letters, another one for every term below 160,000."""
    number = term * _SCATTER % 20**4
    word = _two_letters(_ENDINGS, number)
    for power in (20, 400, 8000):
        word = _two_letters(_SYLLABLES, number // power) + word
    return word


def _two_letters(choices: str, number: int) -> str:
    place = number % 20 * 2
    return choices[place : place + 2]


def _companies(chance: np.random.Generator, size: int) -> np.ndarray:
    """Of each person; every company has somebody."""
    count = round(size / PEOPLE_PER_COMPANY)
    further = _skewed(chance, count, size - count, 0.5)
    return chance.permutation(np.concatenate([np.arange(count), further]))


def _people(chance: np.random.Generator, companies: np.ndarray, sectors: np.ndarray) -> pa.Table:
    size = len(sectors)
    numbers = range(size)
    words = np.array([word_of(term) for term in range(vocabulary_of(size))])
    offers = _terms(chance, size, lambda rows: _offered(chance, sectors[rows], len(words)))
    needs = _terms(chance, size, lambda rows: _skewed(chance, len(words), len(rows), _ZIPF))
    given, family = chance.integers(len(GIVEN), size=size), chance.integers(len(FAMILY), size=size)
    return pa.table(
        {
            "person_id": _ids(np.arange(size)),
            "name": [f"{GIVEN[given[n]]} {FAMILY[family[n]]} {n}" for n in numbers],
            "company": [f"Firma {company}" for company in companies],
            "group": [f"sector {sector:02}" for sector in sectors],
            "language": np.where(chance.random(size) < POLISH_SHARE, "pl", "en"),
            "offers": _joined(words, offers, _lengths(chance, size)),
            "needs": _joined(words, needs, _lengths(chance, size)),
        }
    )


def _ids(numbers: np.ndarray) -> list[str]:
    return [f"p{number:06}" for number in numbers]


def _lengths(chance: np.random.Generator, size: int) -> np.ndarray:
    return chance.integers(FEWEST_TERMS, MOST_TERMS + 1, size=size)


def _joined(words: np.ndarray, terms: np.ndarray, lengths: np.ndarray) -> list[str]:
    rows = words[terms].tolist()
    return [";".join(row[:length]) for row, length in zip(rows, lengths.tolist(), strict=True)]


def _terms(
    chance: np.random.Generator, size: int, draw: Callable[[np.ndarray], np.ndarray]
) -> np.ndarray:
    """Five different terms for everybody; draw: a term for each of these people."""
    terms = np.full((size, MOST_TERMS), -1)
    while True:
        again = np.zeros_like(terms, dtype=bool)
        for place in range(MOST_TERMS):
            earlier = terms[:, :place] == terms[:, place : place + 1]
            again[:, place] = (terms[:, place] < 0) | earlier.any(axis=1)
        if not again.any():
            return terms
        terms[again] = draw(np.nonzero(again)[0])


def _offered(chance: np.random.Generator, sectors: np.ndarray, vocabulary: int) -> np.ndarray:
    """Mostly one of the twelfth of all terms that belongs to the person's sector."""
    anything = _skewed(chance, vocabulary, len(sectors), _ZIPF)
    typical = _skewed(chance, vocabulary // SECTORS, len(sectors), _ZIPF) * SECTORS + sectors
    return np.where(chance.random(len(sectors)) < _OWN_SECTOR_OFFERS, typical, anything)


def _skewed(chance: np.random.Generator, choices: int, count: int, exponent: float) -> np.ndarray:
    """Numbers below `choices`, by Zipf's law: 0 is the most frequent."""
    running = np.cumsum(np.arange(1, choices + 1) ** -exponent)
    places = np.searchsorted(running, chance.random(count) * running[-1], side="right")
    return np.minimum(places, choices - 1)


def _contacts(chance: np.random.Generator, sectors: np.ndarray) -> pa.Table:
    size = len(sectors)
    counts = [MEAN_CONTACTS * size // 2]
    counts += [round(counts[0] * share) for share in (MET_SHARE, DECLINED_SHARE)]
    first = _pairs(chance, sectors, round(counts[0] * (1 - _CLOSED)), np.empty(0, dtype=np.int64))
    connected = _closed(chance, first, size, counts[0])
    others = _pairs(chance, sectors, sum(counts), connected)[len(connected) :]
    keys = np.concatenate([connected, others])
    order = np.argsort(keys)
    statuses = np.repeat(["connected", "met", "declined"], counts)
    return pa.table(
        {
            "person_a": _ids(keys[order] // size),
            "person_b": _ids(keys[order] % size),
            "status": statuses[order],
        }
    )


def _pairs(
    chance: np.random.Generator, sectors: np.ndarray, count: int, known: np.ndarray
) -> np.ndarray:
    """These pairs and new ones, so many in all; a pair is lower * size + higher."""
    keys = known
    while len(keys) < count:
        ones = chance.integers(len(sectors), size=2 * (count - len(keys)) + 10)
        keys = _more(keys, ones, _met_by(chance, ones, sectors), len(sectors), count)
    return keys


def _met_by(chance: np.random.Generator, ones: np.ndarray, sectors: np.ndarray) -> np.ndarray:
    """Whom each of these met: in their circle, in their sector, or anywhere."""
    order = np.argsort(sectors, kind="stable")
    place_of = np.empty_like(order)
    place_of[order] = np.arange(len(order))
    ends = np.cumsum(np.bincount(sectors, minlength=SECTORS))
    starts = np.concatenate([[0], ends[:-1]])
    mine = sectors[ones]
    begins = starts[mine] + (place_of[ones] - starts[mine]) // _CIRCLE * _CIRCLE
    stops = np.minimum(begins + _CIRCLE, ends[mine])
    kind = chance.random(len(ones))
    is_near, is_sector = kind < _IN_CIRCLE, kind < _IN_CIRCLE + _IN_SECTOR
    low = np.where(is_near, begins, np.where(is_sector, starts[mine], 0))
    high = np.where(is_near, stops, np.where(is_sector, ends[mine], len(sectors)))
    return order[low + (chance.random(len(ones)) * (high - low)).astype(np.int64)]


def _closed(chance: np.random.Generator, keys: np.ndarray, size: int, count: int) -> np.ndarray:
    """Further pairs of people who both know a third one, so many in all."""
    tails = np.concatenate([keys // size, keys % size])
    heads = np.concatenate([keys % size, keys // size])
    order = np.argsort(tails, kind="stable")
    degrees = np.bincount(tails, minlength=size)
    starts = np.cumsum(degrees) - degrees
    known = heads[order]
    while len(keys) < count:
        steps = chance.integers(len(tails), size=2 * (count - len(keys)) + 10)
        thirds = heads[steps]
        away = (chance.random(len(steps)) * degrees[thirds]).astype(np.int64)
        keys = _more(keys, tails[steps], known[starts[thirds] + away], size, count)
    return keys


def _more(
    keys: np.ndarray, ones: np.ndarray, others: np.ndarray, size: int, count: int
) -> np.ndarray:
    """Keep what there was, add new pairs in the order drawn, at most so many in all."""
    is_pair = ones != others
    lower, higher = np.minimum(ones, others)[is_pair], np.maximum(ones, others)[is_pair]
    every = np.concatenate([keys, lower * size + higher])
    _, first = np.unique(every, return_index=True)
    return every[np.sort(first)][:count]


if __name__ == "__main__":
    write_crowd(make_crowd(int(sys.argv[1])), Path(sys.argv[2]))
