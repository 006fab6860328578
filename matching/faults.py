"""Unexpected errors, told without what a guest wrote or who they are."""

import traceback


def described_without_data(error: BaseException) -> str:
    """The kind of error and where it happened; its message may quote a guest, so it is left out."""
    places = [
        f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return f"{type(error).__name__} at {' > '.join(places)}"
