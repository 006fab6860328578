"""How often a program may ask."""

from kiosk.buckets import Buckets

PER_SECOND = 10.0
AT_ONCE = 100.0


class Rates(Buckets):
    """Buckets of all programs, by token."""

    def __init__(self, *, per_second: float = PER_SECOND, at_once: float = AT_ONCE) -> None:
        super().__init__(per_second=per_second, at_once=at_once)


rates = Rates()
