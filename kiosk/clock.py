"""The clock of the face; the rules get the moment passed in."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """This moment, aware."""
    return datetime.now(UTC)
