"""The names of chips in the reader's language."""

from collections.abc import Sequence

from matching.chips import load_chips


def chip_labels(chips: Sequence[str], language: str) -> str:
    """The names of chips with commas between; a chip that is no more has none."""
    return ", ".join(load_chips()[one].labels[language] for one in chips if one in load_chips())
