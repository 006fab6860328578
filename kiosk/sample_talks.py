"""The talks of the sample event, as data/sample/talks.toml tells them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TALKS = Path(__file__).parent.parent / "data" / "sample" / "talks.toml"


@dataclass(frozen=True)
class SampleGuest:
    """Who has come in. came: minutes ago; suggest, mail: what they decided here, None if not."""

    ticket: str
    came: int
    suggest: bool | None = None
    mail: bool | None = None


@dataclass(frozen=True)
class SampleSide:
    """What one of the two does in a talk; by: ticket, answered: minutes ago.

    words, added, corrects, promise, seeks_words are "" where there is nothing.
    """

    by: str
    prompt: str
    words: str = ""
    language: str = ""
    answered: int = 0
    added: str = ""
    confirms: bool = False
    corrects: str = ""
    promise: str = ""
    days: int = 0
    share: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()
    seeks_words: str = ""


@dataclass(frozen=True)
class SampleTalk:
    """A conversation. began: minutes ago; declined_by: ticket, "" if nobody declined."""

    starter: SampleSide
    partner: SampleSide
    began: int
    declined_by: str = ""

    @property
    def sides(self) -> tuple[SampleSide, SampleSide]:
        """The starter first."""
        return self.starter, self.partner


@dataclass(frozen=True)
class SampleEvening:
    """The whole file."""

    guests: tuple[SampleGuest, ...]
    talks: tuple[SampleTalk, ...]


def load_evening() -> SampleEvening:
    """Read the file; the talks in the order in which they began."""
    with TALKS.open("rb") as file:
        rows = tomllib.load(file)
    talks = [_talk(**row) for row in rows["talk"]]
    return SampleEvening(
        guests=tuple(SampleGuest(**row) for row in rows["guest"]),
        talks=tuple(sorted(talks, key=lambda talk: -talk.began)),
    )


def _talk(side: list[dict[str, Any]], **values: Any) -> SampleTalk:
    starter, partner = map(_side, side)
    return SampleTalk(starter, partner, **values)


def _side(row: dict[str, Any]) -> SampleSide:
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    return SampleSide(**(row | lists))
