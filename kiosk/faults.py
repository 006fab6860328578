"""How an error is told to whoever called a command."""

from matching.errors import DatabaseHeldError

DONE, BAD_INPUT, HELD = 0, 2, 3


def exit_code_of(error: BaseException) -> int:
    """3 where another process holds the database, else 2."""
    return HELD if isinstance(error, DatabaseHeldError) else BAD_INPUT
