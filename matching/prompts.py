"""The questions people answer about each other, and which of them comes next."""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

PROMPT_FILE = Path(__file__).parent.parent / "data" / "prompts.toml"


class PromptKind(StrEnum):
    """question: one of them is answered in each conversation; the others are optional steps."""

    QUESTION = "question"
    SEEKS = "seeks"
    PROMISE = "promise"


@dataclass(frozen=True)
class Prompt:
    """texts, starters: by language; point: of a good talk, 1 to 5, that this serves.

    asks: a question as one asks it of the person, by language; empty for the optional steps
    """

    prompt_id: str
    kind: PromptKind
    point: int
    is_first: bool
    texts: dict[str, str]
    asks: dict[str, str]
    starters: dict[str, tuple[str, ...]]

    def __hash__(self) -> int:
        return hash(self.prompt_id)


@cache
def load_prompts() -> dict[str, Prompt]:
    """All prompts by id, in the order of the file."""
    with PROMPT_FILE.open("rb") as file:
        return {row["id"]: _prompt(row) for row in tomllib.load(file)["prompt"]}


def _prompt(row: dict[str, str]) -> Prompt:
    return Prompt(
        prompt_id=row["id"],
        kind=PromptKind(row["kind"]),
        point=int(row["point"]),
        is_first=bool(row.get("is_first", False)),
        texts={language: row[language] for language in ("pl", "en")},
        asks={
            language: row[f"ask_{language}"]
            for language in ("pl", "en")
            if f"ask_{language}" in row
        },
        starters={language: tuple(row[f"starters_{language}"]) for language in ("pl", "en")},
    )


def prompts_of(kind: PromptKind) -> tuple[Prompt, ...]:
    """The prompts of one kind, in the order of the file."""
    return tuple(prompt for prompt in load_prompts().values() if prompt.kind is kind)


def choose_prompt(
    *,
    used: Collection[str],
    other: str | None,
    seed: str,
    among: Collection[str] | None = None,
) -> Prompt:
    """The question that an author gets about a person.

    used: ids of what this author was asked about this person before, repeats counted
    other: id of the partner's question in this conversation; never chosen
    seed: such as the ids of conversation and author; the same again gives the same question
    among: ids of the event's questions, two at least; None for all there are
    Nothing comes twice while another is left; then what was asked least. A pair's talks begin
    with the prompts marked as first.
    """
    times = Counter(used)
    free = [
        one
        for one in prompts_of(PromptKind.QUESTION)
        if one.prompt_id != other and (among is None or one.prompt_id in among)
    ]

    def rank(prompt: Prompt) -> tuple[int, bool, bytes]:
        drawn = hashlib.blake2b(f"{seed}/{prompt.prompt_id}".encode(), digest_size=8).digest()
        return times[prompt.prompt_id], not prompt.is_first, drawn

    return min(free, key=rank)
