"""What somebody would write instead of our queries, for the simplest useful list.

The task: for everybody the five people whose offers fit their needs best (cosine of IDF weights)
plus half the Adamic-Adar weight of common contacts, without those they know. One way only, exact.
networkx does the part with the contacts alone.

python -m benchmarks.matching_rivals PEOPLE measures them.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import polars as pl
from scipy import sparse

from benchmarks.figures import Figure, print_figures
from benchmarks.matching_crowd import make_crowd, write_crowd
from benchmarks.own_process import measure_apart

TOP = 5
ACQUAINTANCE = 0.5
ALL_RIVALS_UP_TO = 10_000

_KNOWN = -1e6
_CHUNK = 500

Lists = list[list[tuple[int, float]]]  # for everybody row number and score, best first


def rivals(size: int) -> list[Figure]:
    """All of them up to 10,000 people; above that scipy alone, the others want too much memory."""
    with tempfile.TemporaryDirectory() as folder:
        write_crowd(make_crowd(size), Path(folder))
        names = list(RIVALS) if size <= ALL_RIVALS_UP_TO else ["scipy"]
        return [figure for name in names for figure in _measure(name, folder, size)]


def run(name: str, folder: str) -> float:
    """Lists by one of RIVALS from the two files in a folder; the mean score of what they hold."""
    people = pd.read_parquet(Path(folder) / "people.parquet")
    contacts = pd.read_parquet(Path(folder) / "contacts.parquet")
    lists = RIVALS[name](people, contacts, TOP)
    return float(np.mean([score for entries in lists for _, score in entries]))


def pandas_lists(people: pd.DataFrame, contacts: pd.DataFrame, top: int) -> Lists:
    """Merge needs with offers and contacts with contacts, add up, sort."""
    known = _known(people, contacts)
    met = known.loc[known.is_connected, ["person", "mate"]]
    fits = _weights(people, "needs").merge(_weights(people, "offers"), on="term")
    fits = fits.assign(score=fits.weight_x * fits.weight_y)
    degrees = met.groupby("mate").person.transform("size")
    friends = met.assign(score=ACQUAINTANCE / np.log(degrees)).merge(
        met, left_on="mate", right_on="person"
    )
    columns = ["person_x", "other", "score"]
    fits, friends = (
        fits.rename(columns={"person_y": "other"}),
        friends.rename(columns={"mate_y": "other"}),
    )
    pairs = pd.concat([fits[columns], friends[columns]]).set_axis(
        ["person", "mate", "score"], axis="columns"
    )
    scores = pairs.groupby(["person", "mate"], as_index=False).score.sum()
    fresh = scores.merge(known, on=["person", "mate"], how="left")
    fresh = fresh[fresh.is_connected.isna() & (fresh.person != fresh.mate)]
    best = fresh.sort_values(["person", "score"], ascending=[True, False])
    return _listed(best.groupby("person").head(top), len(people))


def polars_lists(people: pd.DataFrame, contacts: pd.DataFrame, top: int) -> Lists:
    """The same joins, lazily, on all cores."""
    known = pl.from_pandas(_known(people, contacts)).lazy()
    met = known.filter("is_connected").drop("is_connected")
    wanted, offered = (
        pl.from_pandas(_weights(people, kind)).lazy() for kind in ("needs", "offers")
    )
    fits = wanted.join(offered.rename({"person": "mate"}), on="term").select(
        "person", "mate", score=pl.col("weight") * pl.col("weight_right")
    )
    steps = met.with_columns(score=ACQUAINTANCE / pl.len().over("mate").log())
    friends = steps.join(met, left_on="mate", right_on="person", suffix="_further").select(
        "person", "score", mate="mate_further"
    )
    best = (
        pl.concat([fits, friends.select("person", "mate", "score")])
        .group_by("person", "mate")
        .agg(pl.col("score").sum())
        .filter(pl.col("person") != pl.col("mate"))
        .join(known, on=["person", "mate"], how="anti")
        .group_by("person")
        .agg(pl.all().top_k_by("score", top))
        .explode("mate", "score")
        .sort("person", "score", descending=[False, True])
    )
    return _listed(best.collect().to_pandas(), len(people))


def scipy_lists(people: pd.DataFrame, contacts: pd.DataFrame, top: int) -> Lists:
    """Sparse products of 500 people with everybody; of each row the largest by argpartition."""
    size, known = len(people), _known(people, contacts)
    met = known[known.is_connected]
    degrees = np.maximum(np.bincount(met.person, minlength=size), 2)
    links = _matrix(np.ones(len(met)), met.person, met.mate, size, size)
    steps = links @ sparse.diags_array(ACQUAINTANCE / np.log(degrees))
    needs, offers = _profiles(people)
    never = _matrix(np.full(len(known), _KNOWN), known.person, known.mate, size, size)
    never = (never + _KNOWN * sparse.eye_array(size)).tocsr()
    lists: Lists = []
    for start in range(0, size, _CHUNK):
        rows = slice(start, min(start + _CHUNK, size))
        scores = needs[rows] @ offers + steps[rows] @ links + never[rows]
        lists += [_best_of_row(scores, row, top) for row in range(scores.shape[0])]
    return lists


def networkx_lists(people: pd.DataFrame, contacts: pd.DataFrame, top: int) -> Lists:
    """Friends of friends only, by the library's own index."""
    known = _known(people, contacts)
    graph = nx.Graph()
    graph.add_nodes_from(range(len(people)))
    graph.add_edges_from(known.loc[known.is_connected, ["person", "mate"]].to_numpy().tolist())
    never = known.groupby("person").mate.agg(set).to_dict()
    return [
        _friends_of_friends(graph, person, never.get(person, set()), top)
        for person in range(len(people))
    ]


RIVALS: dict[str, Callable[..., Lists]] = {
    "pandas": pandas_lists,
    "polars": polars_lists,
    "scipy": scipy_lists,
    "networkx": networkx_lists,
}


def _measure(name: str, folder: str, size: int) -> list[Figure]:
    spent = measure_apart("benchmarks.matching_rivals", "run", name, folder)
    whose = f"{name}, {size} people"
    return [*spent.figures(whose), Figure(f"{whose}, mean score", spent.result, "")]


def _known(people: pd.DataFrame, contacts: pd.DataFrame) -> pd.DataFrame:
    """Both ways, by row number: person, mate, is_connected."""
    rows = pd.Series(np.arange(len(people)), index=people.person_id)
    ends = [rows.loc[contacts[column]].to_numpy() for column in ("person_a", "person_b")]
    return pd.DataFrame(
        {
            "person": np.concatenate(ends),
            "mate": np.concatenate(ends[::-1]),
            "is_connected": np.tile((contacts.status == "connected").to_numpy(), 2),
        }
    )


def _weights(people: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Term by term: person (row number), term, weight; the weights of a person have length 1."""
    terms = people[kind].str.split(";").explode()
    frame = pd.DataFrame({"person": terms.index.to_numpy(), "term": terms.to_numpy()})
    offered = people.offers.str.split(";").explode().value_counts()
    idf = np.log(1 + len(people) / frame.term.map(offered).fillna(1))
    length = np.sqrt((idf**2).groupby(frame.person).transform("sum"))
    return frame.assign(weight=idf / length)


def _profiles(people: pd.DataFrame) -> tuple[sparse.csr_array, sparse.csr_array]:
    """People x terms of what they need, terms x people of what they offer."""
    needs, offers = _weights(people, "needs"), _weights(people, "offers")
    terms, names = pd.factorize(pd.concat([needs.term, offers.term]))
    needed, offered = terms[: len(needs)], terms[len(needs) :]
    size, count = len(people), len(names)
    return (
        _matrix(needs.weight, needs.person, needed, size, count),
        _matrix(offers.weight, offered, offers.person, count, size),
    )


def _matrix(
    values: np.ndarray, rows: np.ndarray, columns: np.ndarray, height: int, width: int
) -> sparse.csr_array:
    places = (np.asarray(rows), np.asarray(columns))
    return sparse.csr_array((np.asarray(values), places), shape=(height, width))


def _best_of_row(scores: sparse.csr_array, row: int, top: int) -> list[tuple[int, float]]:
    part = slice(scores.indptr[row], scores.indptr[row + 1])
    values, mates = scores.data[part], scores.indices[part]
    if len(values) > top:
        best = np.argpartition(values, -top)[-top:]
        values, mates = values[best], mates[best]
    found = [pair for pair in zip(mates.tolist(), values.tolist(), strict=True) if pair[1] > 0]
    return sorted(found, key=lambda pair: -pair[1])


def _friends_of_friends(
    graph: nx.Graph, person: int, never: set[int], top: int
) -> list[tuple[int, float]]:
    further = {other for friend in graph[person] for other in graph[friend]} - never - {person}
    found = nx.adamic_adar_index(graph, [(person, other) for other in further])
    scores = [(other, ACQUAINTANCE * weight) for _, other, weight in found]
    return sorted(scores, key=lambda pair: -pair[1])[:top]


def _listed(best: pd.DataFrame, size: int) -> Lists:
    lists: Lists = [[] for _ in range(size)]
    for person, mate, score in zip(best.person, best.mate, best.score, strict=True):
        lists[person].append((mate, score))
    return lists


if __name__ == "__main__":
    crowd_size = int(sys.argv[1])
    print_figures("Suggestions as others write them", lambda: rivals(crowd_size))
