"""Chance that can be repeated: the seed of this run, and how often races and kills are tried."""

import os
import random

IS_FULL = os.environ.get("ROZMOWA_TEST_FULL") == "1"
SEED = int(
    os.environ.setdefault("ROZMOWA_TEST_SEED", str(random.SystemRandom().randrange(2**32)))
)  # set for the workers of a parallel run too


def rounds(full: int) -> int:
    """Ten, or all of them with ROZMOWA_TEST_FULL=1."""
    return full if IS_FULL else 10
