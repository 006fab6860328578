"""From the place of a database to its engine."""

from pathlib import Path

from matching.engines.duckdb_engine import open_file
from matching.engines.engine import Engine


def is_address(place: object) -> bool:
    """Whether it names a PostgreSQL server and not a file."""
    return isinstance(place, str) and place.startswith(("postgresql://", "postgres://"))


def open_engine(place: Path | str | None) -> Engine:
    """Open the database at its newest schema; without a place it is in memory.

    Raises DatabaseHeldError, DamagedDatabaseError, NewerDatabaseError, UnreadableDatabaseError,
    DatabaseAwayError.
    """
    if place is None or not is_address(place):
        return open_file(Path(place) if place else None)
    # Only who asks for it waits for its package to load.
    from matching.engines.postgresql import open_server

    return open_server(str(place))
