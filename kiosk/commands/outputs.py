"""Writing files for the organiser, whole or not at all."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from matching.errors import RozmowaError


@dataclass
class WrongArgumentError(RozmowaError):
    """An argument of a command cannot be meant."""

    code: ClassVar[str] = "wrong_argument"
    name: str
    expected: str

    def __str__(self) -> str:
        return f"{self.name} must be {self.expected}"


@dataclass
class UnwritableFileError(RozmowaError):
    """A file could not be written."""

    code: ClassVar[str] = "unwritable_file"
    path: Path
    reason: str

    def __str__(self) -> str:
        return f"cannot write {self.path}: {self.reason}"


@dataclass
class UnreadableFileError(RozmowaError):
    """A file could not be read."""

    code: ClassVar[str] = "unreadable_file"
    path: Path
    reason: str

    def __str__(self) -> str:
        return f"cannot read {self.path}: {self.reason}"


def write_file(target: Path, content: bytes) -> None:
    """Replace the file in one step. Raises UnwritableFileError."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UnwritableFileError(target, error.strerror or "") from error
