"""A form that is sent twice acts once: the second click waits for the first and hears the same."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from uuid import UUID

from kiosk.dashboard.said import Said

MOST_KEPT = 200

_lock = threading.Lock()
_answers: dict[UUID, Future[Said]] = {}


def once(form_id: UUID | None, act: Callable[[], Said]) -> Said:
    """What the act says, or what it said to the same form; an act that fails may be tried anew."""
    if form_id is None:
        return act()
    with _lock:
        said = _answers.get(form_id)
        is_first = said is None
        said = said or _answers.setdefault(form_id, Future())
        while len(_answers) > MOST_KEPT:
            del _answers[next(iter(_answers))]
    if is_first:
        _fill(form_id, said, act)
    return said.result()


def _fill(form_id: UUID, said: Future[Said], act: Callable[[], Said]) -> None:
    try:
        said.set_result(act())
    except Exception as error:
        with _lock:
            _answers.pop(form_id, None)
        said.set_exception(error)
