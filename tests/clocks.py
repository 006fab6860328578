"""A fake clock for pages."""

from dataclasses import dataclass
from datetime import datetime

from cast import NOW


@dataclass
class Clock:
    """Stands still until a test moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now
