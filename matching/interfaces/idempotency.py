"""A program that asks again is answered again: one key, one fact, the same answer for a day."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from matching.errors import KeyInUseError, KeyReusedError
from matching.store import Cursor, Store

HOURS_KEPT = 24
TRY_AGAIN = frozenset({409, 429})


@dataclass(frozen=True)
class Answer:
    """What a program is told. status: as HTTP has it; body: JSON, without a name or an address

    attendee_id: whom it is about; is_kept: in the same transaction as the fact
    """

    status: int
    body: Any
    attendee_id: UUID | None = None
    is_kept: bool = False


@dataclass(frozen=True)
class Asked:
    """One request that changes something. key: the program's own, None if it has none."""

    token_id: UUID
    key: str | None
    method: str
    path: str
    body: Any

    @property
    def key_hash(self) -> str:
        """The key may hold anything, so it is not kept itself."""
        return hashlib.sha256((self.key or "").encode()).hexdigest()

    @property
    def request_hash(self) -> str:
        """The same for the same request, however its JSON is spelled."""
        told = json.dumps([self.method, self.path, self.body], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def fact_id(self) -> UUID:
        """The id of the fact that the request states: asked again it is the same one."""
        return uuid5(self.token_id, self.key_hash + self.request_hash) if self.key else uuid4()


Work = Callable[[Asked, UUID], Answer]

_asked_now: set[tuple[UUID, str]] = set()
_asking = threading.Lock()


def answer_once(store: Store, asked: Asked, work: Work, *, now: datetime) -> Answer:
    """What work answers, or what it answered when it was asked this before.

    work: gets the request and the id of the fact that it may keep; a refusal to be tried again
        (409, 429, 5xx) is not remembered
    Raises KeyReusedError, KeyInUseError; then work was not asked.
    """
    if asked.key is None:
        return work(asked, asked.fact_id)
    with _alone(asked):
        known = _known(store, asked, now)
        if known is not None:
            return known
        answer = work(asked, asked.fact_id)
        if not answer.is_kept and answer.status < 500 and answer.status not in TRY_AGAIN:
            store.write(lambda change: keep_answer(change, asked, answer, now=now))
        # Another process may have been asked at the same moment: the first answer is everybody's.
        return (_known(store, asked, now) if store.is_shared else None) or answer


def keep_answer(change: Cursor, asked: Asked, answer: Answer, *, now: datetime) -> None:
    """Remember an answer, inside the transaction of the fact where there is one."""
    if asked.key is None:
        return
    forget_old_answers(change, now=now)
    change.run(
        "interfaces/put_answer",
        token_id=asked.token_id,
        key_hash=asked.key_hash,
        request_hash=asked.request_hash,
        status=answer.status,
        body=json.dumps(answer.body),
        attendee_id=answer.attendee_id,
        now_utc=now,
    )


def forget_old_answers(change: Cursor, *, now: datetime) -> None:
    """Forget what was answered more than a day ago."""
    change.run("interfaces/forget_answers", before_utc=now - timedelta(hours=HOURS_KEPT))


@contextmanager
def _alone(asked: Asked) -> Iterator[None]:
    """What is under way in this process; what others are asked meanwhile, the database decides."""
    mine = (asked.token_id, asked.key_hash)
    with _asking:
        if mine in _asked_now:
            raise KeyInUseError
        _asked_now.add(mine)
    try:
        yield
    finally:
        with _asking:
            _asked_now.discard(mine)


def _known(store: Store, asked: Asked, now: datetime) -> Answer | None:
    row = store.row(
        "interfaces/find_answer",
        token_id=asked.token_id,
        key_hash=asked.key_hash,
        since_utc=now - timedelta(hours=HOURS_KEPT),
    )
    if row is None:
        return None
    if row["request_hash"] != asked.request_hash:
        raise KeyReusedError
    return Answer(row["status"], json.loads(row["body"]), is_kept=True)
