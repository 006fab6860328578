"""Did anything go wrong? An independent look at the final database and the clients' diaries.

python -m benchmarks.chaos.checker DATABASE DIARIES, exit code 1 where something was found.

It shares nothing with the rules that it checks: each question is a query of its own in checks/,
written from the promises of the design; its rows are what is wrong. P1, P2, P6, P7 and P11 are
proved from the tables and from what clients sent and were told, P3 and P4 from the bytes that they
received.
"""

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from benchmarks.chaos.evidence import lay_out

FOLDER = Path(__file__).parent / "checks"
_LOST = ("_lost", "_acknowledged_and", "_under_another")
_DOUBLED = ("_doubled", "_half", "_nobody")


@dataclass(frozen=True)
class Check:
    """One way to break a promise. sentence: what its rows are"""

    name: str
    promise: str
    sentence: str
    query: str


@dataclass(frozen=True)
class Finding:
    """A broken promise: which check found it, and the ids of what is wrong (at most ten)."""

    check: Check
    count: int
    examples: list[tuple[str, ...]]

    def __str__(self) -> str:
        return f"{self.check.promise} {self.check.sentence} {self.count} such: {self.examples}"


@dataclass(frozen=True)
class Verdict:
    """What was found, and how much there was to look at: without facts nothing is proved."""

    findings: list[Finding]
    acknowledged: dict[str, int]
    heard: int

    @property
    def lost(self) -> int:
        """Acknowledged facts that are not there, or not as they were acknowledged."""
        return self._count(_LOST)

    @property
    def doubled(self) -> int:
        """Facts that are there twice, in halves, or that nobody made."""
        return self._count(_DOUBLED)

    @property
    def others(self) -> int:
        """All else: told too much, too early, or after it was taken back."""
        return sum(one.count for one in self.findings) - self.lost - self.doubled

    def _count(self, parts: tuple[str, ...]) -> int:
        found = (one for one in self.findings if any(part in one.check.name for part in parts))
        return sum(one.count for one in found)


@cache
def load_checks() -> list[Check]:
    """All of them, in the order of the promises."""
    checks = []
    for file in sorted(FOLDER.glob("*.sql")):
        head, query = file.read_text("utf-8").split("\n", 1)
        promise, sentence = head.removeprefix("-- ").split(": ", 1)
        checks.append(Check(file.stem, promise, sentence, query))
    return checks


def check(database: Path | str, diaries: Path) -> Verdict:
    """Ask every question. database: a file that nobody has open, or a postgresql:// address"""
    with lay_out(database, diaries) as bench:
        return ask(bench)


def ask(bench: duckdb.DuckDBPyConnection) -> Verdict:
    """The same of evidence that is laid out already."""
    findings = []
    for one in load_checks():
        rows = bench.execute(one.query).fetchall()
        if rows:
            examples = [tuple(str(value) for value in row) for row in rows[:10]]
            findings.append(Finding(one, len(rows), examples))
    counts = bench.execute(
        "SELECT fact, count(DISTINCT id) FROM acknowledged GROUP BY 1 ORDER BY 1"
    )
    acknowledged = dict(counts.fetchall())
    [(heard,)] = bench.execute("SELECT count(*) FROM heard").fetchall()
    return Verdict(findings, acknowledged, heard)


def main(database: str, diaries: str) -> int:
    """Print what is wrong."""
    place = database if "://" in database else Path(database)
    verdict = check(place, Path(diaries))
    print("acknowledged:", ", ".join(f"{n} {fact}" for fact, n in verdict.acknowledged.items()))
    print("\n".join(str(one) for one in verdict.findings) or "nothing is wrong")
    return 1 if verdict.findings else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
