"""Chips that somebody's words suggest: those named and, with a static model, those near in meaning.

The model is an optional extra (requirements-embedder.txt); without one, the named chips remain.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from matching.chips import Chip, chips_in, load_chips
from matching.errors import RozmowaError

if TYPE_CHECKING:
    from model2vec import StaticModel

WANTED = 3  # chips
# Cosine. Of 18 English wishes read by a static model with 256 columns, all seven chips at or above
# this one fitted; the first that did not stood at 0.332.
NEAR = 0.35
DECIMALS = 3  # of a cosine: processors differ in the last digits, the order of chips must not

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors whose directions are near where meanings are."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row per text; of zeros where nothing in it is known."""

    def __hash__(self) -> int:
        """What it says of the chips is kept by it."""


@dataclass
class NoEmbedderError(RozmowaError):
    """The folder is missing or holds no static model that can be read."""

    code: ClassVar[str] = "no_embedder"
    folder: Path

    def __str__(self) -> str:
        return f"No static model can be read from the folder {self.folder}"


class EmbedderNotInstalledError(RozmowaError):
    """A model is wanted and the library that reads it is not here."""

    code: ClassVar[str] = "embedder_not_installed"

    def __str__(self) -> str:
        return "A static model needs the packages of requirements-embedder.txt"


def suggest_chips(
    text: str, language: str, *, embedder: Embedder | None = None, wanted: int = WANTED
) -> tuple[Chip, ...]:
    """The chips that a text in this language names, in its order, then others near in meaning.

    wanted: so many in all, unless the text itself names more
    Others come with an embedder only: cosine at least NEAR between the text and the chip's label
    and synonyms, the nearest first; equally near ones in the order of all chips.
    """
    named = chips_in(text, language)
    others = _near(text, language, embedder) if embedder and len(named) < wanted else []
    return (*named, *[chip for chip in others if chip not in named][: wanted - len(named)])


def _near(text: str, language: str, embedder: Embedder) -> list[Chip]:
    chips = _chips_of(language)
    if not chips or not text.strip():
        return []
    cosines = _places(embedder, language) @ _units(embedder.embed([text]))[0]
    rounded = [round(float(cosine), DECIMALS) for cosine in cosines]
    near = [pair for pair in zip(rounded, chips, strict=True) if pair[0] >= NEAR]
    return [chip for _, chip in sorted(near, key=lambda pair: -pair[0])]


def _chips_of(language: str) -> list[Chip]:
    return [chip for chip in load_chips().values() if language in chip.labels]


@lru_cache(maxsize=8)
def _places(embedder: Embedder, language: str) -> Vectors:
    """A row for each chip: the direction of the middle of its label and synonyms."""
    phrases = [(chip.labels[language], *chip.synonyms[language]) for chip in _chips_of(language)]
    return _units(np.stack([_units(embedder.embed(texts)).mean(axis=0) for texts in phrases]))


def _units(vectors: Vectors) -> Vectors:
    finite = np.nan_to_num(np.asarray(vectors, dtype=np.float32), posinf=0.0, neginf=0.0)
    lengths = np.linalg.norm(finite, axis=1, keepdims=True)
    units: Vectors = np.divide(finite, lengths, out=np.zeros_like(finite), where=lengths > 0)
    return units


def load_embedder(folder: Path) -> Embedder:
    """The static model in a folder of this computer; nothing is ever asked of the network (P12).

    Raises NoEmbedderError, EmbedderNotInstalledError.
    """
    # The library would take the name of a missing folder for that of a model to download.
    if not folder.is_dir():
        raise NoEmbedderError(folder)
    try:
        from model2vec import StaticModel
    except ImportError:
        raise EmbedderNotInstalledError from None
    try:
        embedder = _StaticEmbedder(StaticModel.from_pretrained(folder.resolve()))
        embedder.embed(["model"])
    except Exception:  # of the files' three formats, some without a class of their own
        raise NoEmbedderError(folder) from None
    return embedder


class _StaticEmbedder:
    def __init__(self, model: "StaticModel") -> None:
        self._model = model

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.asarray(self._model.encode(list(texts)), dtype=np.float32)
