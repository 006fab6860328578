"""How far an import is: its stages share one count of rows."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Progress = Callable[[int, int], None]  # rows done, rows in all
Item = TypeVar("Item")

ROWS_BETWEEN_REPORTS = 1000
# Where each stage begins and ends, as measured.
READING, MERGING, WRITING = (0.0, 0.4), (0.4, 0.65), (0.65, 1.0)


def stage(progress: Progress | None, bounds: tuple[float, float]) -> Progress:
    """A progress that runs from one share of the whole to another."""
    begin, end = bounds

    def tell(done: int, total: int) -> None:
        if progress is not None and total:
            progress(round(total * begin + (end - begin) * done), total)

    return tell


def told(items: Iterable[Item], total: int, progress: Progress) -> Iterator[Item]:
    """The items, telling about every 1,000th and the last."""
    for count, item in enumerate(items, 1):
        yield item
        if count % ROWS_BETWEEN_REPORTS == 0 or count == total:
            progress(count, total)
