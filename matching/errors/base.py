"""What all foreseen errors are."""

from typing import ClassVar


class RozmowaError(Exception):
    """Something that was foreseen; its text is one sentence without personal data."""

    code: ClassVar[str]


class RefusedError(RozmowaError):
    """A rule says no to what somebody asked for; nothing was kept."""
