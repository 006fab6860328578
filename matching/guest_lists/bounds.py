"""How long and wide a list may be, whatever its file is: nobody invites millions."""

from collections.abc import Iterable, Iterator

from matching.guest_lists.errors import ListTooLongError
from matching.guest_lists.sheet import Line

MOST_ROWS = 100_000  # of guests; above them stands a header
MOST_CELLS = 4_000_000
MOST_EMPTY_ROWS = 1_100_000  # a sheet whose columns are formatted down to its end


def within_bounds(lines: Iterable[Line]) -> Iterator[Line]:
    """The same lines. Raises ListTooLongError at the first that is one too many."""
    rows = cells = empty = 0
    for line in lines:
        cells += len(line.cells)
        if line.cells:
            rows += 1
        else:
            empty += 1
        if rows > MOST_ROWS + 1 or cells > MOST_CELLS or empty > MOST_EMPTY_ROWS:
            raise ListTooLongError(MOST_ROWS)
        yield line
