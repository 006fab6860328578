"""Chance that can be repeated: the seed of this run, and how much of everything is tried."""

import itertools
import os
import random
from collections.abc import Iterable

IS_FULL = os.environ.get("ROZMOWA_TEST_FULL") == "1"
SEED = int(
    os.environ.setdefault("ROZMOWA_TEST_SEED", str(random.SystemRandom().randrange(2**32)))
)  # set for the workers of a parallel run too


def rounds(full: int) -> int:
    """Six, or all of them with ROZMOWA_TEST_FULL=1."""
    return full if IS_FULL else 6


def ways(*kinds: Iterable[str]) -> list[tuple[str, ...]]:
    """Each of the first kind with one of the others, in turns so that each comes up; every one with
    every other with ROZMOWA_TEST_FULL=1."""
    if IS_FULL:
        return list(itertools.product(*kinds))
    longest = max(len(list(kind)) for kind in kinds)
    return list(itertools.islice(zip(*map(itertools.cycle, kinds), strict=False), longest))
