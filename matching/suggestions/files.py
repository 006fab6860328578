"""Suggestions for another system's files."""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

from matching.errors import RozmowaError
from matching.suggestions.nouns import Node, Picture, Relation, Suggested, Tie, Wish
from matching.suggestions.working_out import work_out
from matching.terms import items_of, terms_in
from matching.workbench import UnreadableTableError, Workbench

LAYOUT = """\
Suggests to each person whom to meet next.

people    CSV or Parquet: person_id, and optionally name, company, group, language, offers, needs;
          offers and needs are lists split by ;
contacts  CSV or Parquet: person_a, person_b, status, which is connected, met or declined;
          no such pair is ever suggested, and connected ones tell who has acquaintances in common
out       CSV, or Parquet by its ending: person_id, suggested_id, rank, score, via
reasons   JSON lines, one for each row of out: person_id, suggested_id, reasons

mutual lists stand on both sides wherever they can and leave nobody out; free lists take the best
by score. The same data in any order of rows gives the same bytes.
Rows that cannot be used are counted on stderr; a file that cannot be used at all exits with 2.
"""
COLUMNS = ("person_id", "suggested_id", "rank", "score", "via")
PEOPLE_COLUMNS = ("person_id",)
CONTACT_COLUMNS = ("person_a", "person_b", "status")

_RELATIONS = {one.value: one for one in (Relation.CONNECTED, Relation.MET, Relation.DECLINED)}
_STRENGTH = {Relation.CONNECTED: 0, Relation.MET: 1, Relation.DECLINED: 2}


@dataclass
class FileError(RozmowaError):
    """A file cannot be used."""

    code: ClassVar[str] = "suggestion_file"
    file: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file}: {self.problem}"


@dataclass
class Warnings:
    """How many rows were left out, by why."""

    counts: Counter[str] = field(default_factory=Counter)

    def lines(self) -> list[str]:
        """One sentence for each kind."""
        return [
            f"{count} {'row' if count == 1 else 'rows'} left out: {problem}"
            for problem, count in sorted(self.counts.items())
        ]


def suggest_to_files(
    people: Path, contacts: Path, out: Path, *, top: int, kind: str, reasons: Path | None
) -> Warnings:
    """Read the files, write the lists; see LAYOUT. Raises FileError."""
    warnings = Warnings()
    nodes = read_people(people, warnings)
    ties = read_contacts(contacts, {node.id for node in nodes}, warnings)
    lists = work_out(Picture(nodes, ties), top=top, kind=kind)
    try:
        write_lists(out, lists)
        if reasons is not None:
            write_reasons(reasons, lists)
    except OSError as error:
        raise FileError(str(error.filename or out), "it cannot be written") from error
    return warnings


def read_people(path: Path, warnings: Warnings) -> list[Node]:
    """One node for each person_id; of a repeated one the rows are the same person.

    Raises FileError.
    """
    rows = _rows(path, PEOPLE_COLUMNS)
    found: dict[str, dict[str, str]] = {}
    for row in sorted(rows, key=lambda row: sorted(row.items())):
        if not row["person_id"]:
            warnings.counts["a person without person_id"] += 1
        elif row["person_id"] in found:
            warnings.counts["a repeated person_id"] += 1
        else:
            found[row["person_id"]] = row
    if not found:
        raise FileError(str(path), "it names nobody")
    return [_node(row) for row in found.values()]


def _node(row: Mapping[str, str]) -> Node:
    language = row.get("language", "").casefold()
    return Node(
        id=row["person_id"],
        company=row.get("company", "").casefold(),
        group=row.get("group", ""),
        language=language,
        wishes=[
            wish
            for column, is_need in (("offers", False), ("needs", True))
            for item in items_of(row.get(column, ""))
            for wish in _wishes(item, language, is_need)
        ],
    )


@lru_cache(maxsize=1 << 16)
def _wishes(item: str, language: str, is_need: bool) -> tuple[Wish, ...]:
    return tuple(Wish(term, is_need, item) for term in sorted(terms_in(item, language)))


def read_contacts(path: Path, known: set[str], warnings: Warnings) -> list[Tie]:
    """What is known between two people; of several rows of a pair, connected goes before met.

    Raises FileError.
    """
    relations: dict[tuple[str, str], Relation] = {}
    for one, other, status in _columns(path, CONTACT_COLUMNS):
        problem = _problem_of(one, other, status, known)
        if problem:
            warnings.counts[problem] += 1
            continue
        pair, relation = (min(one, other), max(one, other)), _RELATIONS[status.casefold()]
        earlier = relations.get(pair)
        if earlier is not None:
            warnings.counts["a repeated contact"] += 1
        if earlier is None or _STRENGTH[relation] < _STRENGTH[earlier]:
            relations[pair] = relation
    return [Tie(*pair, relation, ("+".join(pair),)) for pair, relation in relations.items()]


def _problem_of(one: str, other: str, status: str, known: set[str]) -> str:
    if one not in known or other not in known:
        return "a contact of somebody who is not among the people"
    if one == other:
        return "a contact of somebody with themselves"
    if status.casefold() not in _RELATIONS:
        return "a contact whose status is not connected, met or declined"
    return ""


def _columns(path: Path, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The rows of some columns, which must be there. Raises FileError."""
    table = _table(path, names)
    return zip(*([_text(value) for value in table[name]] for name in names), strict=True)


def _rows(path: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    """All rows by the names of their columns. Raises FileError."""
    columns = {
        name: [_text(value) for value in values] for name, values in _table(path, needed).items()
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _table(path: Path, needed: Sequence[str]) -> dict[str, list[Any]]:
    try:
        with Workbench() as bench:
            table = bench.read_table(path)
    except UnreadableTableError as error:
        raise FileError(str(path), error.problem) from error
    missing = [name for name in needed if name not in table]
    if missing:
        raise FileError(str(path), f"the column {missing[0]} is missing")
    return table


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):  # a list column of Parquet
        return ";".join(map(_text, value))
    return "" if value is None else str(value).strip()


def write_lists(path: Path, lists: Sequence[Suggested]) -> None:
    """CSV, or Parquet by the ending of the name."""
    rows = [(one.person, one.suggested, one.rank, one.score, one.via) for one in lists]
    if path.suffix.lower() in {".parquet", ".pq"}:
        with Workbench() as bench:
            bench.write_parquet(path, COLUMNS, rows)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for person, suggested, rank, score, via in rows:
            writer.writerow([person, suggested, rank, f"{score:.6f}", via])


def write_reasons(path: Path, lists: Sequence[Suggested]) -> None:
    """One JSON object a line, in the order of the lists."""
    with path.open("w", encoding="utf-8") as file:
        for one in lists:
            reasons = [
                {name: value for name, value in asdict(reason).items() if value}
                for reason in one.reasons
            ]
            line = {"person_id": one.person, "suggested_id": one.suggested, "reasons": reasons}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
