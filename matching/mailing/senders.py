"""One process hands in mails at a time. Where it dies or is cut off, another one follows; what the
dead one had in hand is uncertain then, what a living one has in hand is left to it.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from matching.mailing.delivering import interrupted
from matching.store import Store

LEAD = "sender"


class Turn:
    """A process's place among those that could hand in mails. clock: aware moments"""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock
        self._sender_id = uuid4()
        self._lead = store.leadership(LEAD)
        self._life = store.leadership(_life_of(self._sender_id))  # held by who is not dead
        self._is_listed = self._has_looked_back = False
        self._trouble, self._woken_at = "", clock()

    def is_mine(self) -> bool:
        """Whether this process is the one that hands in; cheap to ask."""
        return self._lead.holds()

    def take(self) -> bool:
        """Whether it is; before the first mail it is looked what others left behind."""
        if not (self._lead.holds() and self._life.holds()):
            self._has_looked_back = False
            return False
        if not self._is_listed:
            values = {"sender_id": self._sender_id, "now_utc": self._clock()}
            self._store.write(lambda change: change.run("mailing/put_sender", **values))
            self._is_listed = True
        if not self._has_looked_back:
            self._has_looked_back = self._look_back()
        return True

    def _look_back(self) -> bool:
        """Whether nobody before us has a mail in hand any more."""
        rows = self._store.rows("mailing/list_senders")
        others = [row["sender_id"] for row in rows if row["sender_id"] != self._sender_id]
        lives = [self._store.leadership(_life_of(one)) for one in others]
        try:
            # Whoever lives holds it; whoever is cut off says what became of it once it is back.
            if not all(life.holds() for life in lives):
                return False
            interrupted(self._store, now=self._clock())
            self._forget(others)
        finally:
            for life in lives:
                life.release()
        return True

    def put_down(self) -> None:
        """Nothing is in hand, and another one's turn it is."""
        if self._is_listed:
            self._forget([self._sender_id])
            self._is_listed = False

    def _forget(self, sender_ids: list[object]) -> None:
        if sender_ids:
            values = {"sender_ids": sender_ids}
            self._store.write(lambda change: change.run("mailing/forget_senders", **values))

    def tell(self, trouble: str) -> None:
        """Let other processes know why mails wait; '' for no reason."""
        if trouble != self._trouble:
            values = {"sender_id": self._sender_id, "trouble": trouble}
            self._store.write(lambda change: change.run("mailing/note_trouble", **values))
            self._trouble = trouble

    def is_woken(self) -> bool:
        """Whether somebody asked since the last time, at whatever process."""
        rows = self._store.rows("mailing/list_senders")
        moments = [row["woken_at_utc"] for row in rows if row["sender_id"] == self._sender_id]
        woken_at = next((moment for moment in moments if moment), None)
        is_new = woken_at is not None and woken_at > self._woken_at
        self._woken_at = woken_at if woken_at and is_new else self._woken_at
        return is_new

    def end(self) -> None:
        """Let another process follow."""
        self._lead.release()
        self._life.release()


def trouble_of(store: Store) -> str:
    """Why mails wait, as the process that hands them in said; '' for no reason."""
    return next((row["trouble"] for row in store.rows("mailing/list_senders")), "")


def wake(store: Store, *, now: datetime) -> None:
    """Let whichever process hands in look at once."""
    store.write(lambda change: change.run("mailing/wake_senders", now_utc=now))


def _life_of(sender_id: object) -> str:
    return f"{LEAD} {sender_id}"
