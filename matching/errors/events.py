"""Which event was meant cannot be told."""

from dataclasses import dataclass
from typing import ClassVar

from matching.errors.base import RozmowaError


@dataclass
class UnknownEventError(RozmowaError):
    """No event has this slug."""

    code: ClassVar[str] = "unknown_event"
    slug: str

    def __str__(self) -> str:
        return f"no event is called '{self.slug}'; see: python -m kiosk events"


class NoEventError(RozmowaError):
    """There is no event yet."""

    code: ClassVar[str] = "no_event"

    def __str__(self) -> str:
        return "there is no event yet: import a guest list, or run: python -m kiosk sample"


@dataclass
class SeveralEventsError(RozmowaError):
    """Which event was meant cannot be told."""

    code: ClassVar[str] = "several_events"
    slugs: list[str]

    def __str__(self) -> str:
        slugs = ", ".join(self.slugs)
        return f"several events are open ({slugs}): choose in the dashboard, or by --event"
