"""The one table of weights: how much each part of the score counts."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WEIGHT_FILE = Path(__file__).parents[2] / "data" / "matching" / "weights.toml"


@dataclass(frozen=True)
class Weights:
    """What each part adds; the file says for how much of it."""

    acquaintances: float
    profile: float
    learned: float
    activity: float
    language: float
    group: float
    visitor: float


@cache
def load_weights() -> Weights:
    """The weights of data/matching/weights.toml."""
    with WEIGHT_FILE.open("rb") as file:
        return Weights(**tomllib.load(file))
