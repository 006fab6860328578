"""Many acts of the rules in one transaction: the whole sample is there, or nothing of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from matching.store import Cursor, Row, Store
from matching.write_groups import GroupWork

Result = TypeVar("Result")
Item = TypeVar("Item")


class OneTransaction(Store):
    """A store within a transaction that runs already; only the outer one's end keeps anything."""

    path: Path | None = None
    is_shared = False

    def __init__(self, change: Cursor) -> None:
        self._change = change

    def rows(self, query: str, **values: Any) -> list[Row]:
        """Read what this transaction sees."""
        return self._change.rows(query, **values)

    def row(self, query: str, **values: Any) -> Row | None:
        """The first row, or None."""
        return self._change.row(query, **values)

    def read(self, work: Callable[[Cursor], Result]) -> Result:
        """Go on with the transaction."""
        return work(self._change)

    def write(self, work: Callable[[Cursor], Result]) -> Result:
        """Go on with the transaction."""
        return work(self._change)

    def write_together(self, work: GroupWork[Item, Result], item: Item) -> Result:
        """Alone, as nobody else is in this transaction."""
        return work(self._change, [item])[0]
