"""How long does it take to work out who gets a mail and what it says?"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

from benchmarks.figures import Figure
from benchmarks.talk_crowd import Evening, talk_much
from matching.consents import Decision, keep_decisions
from matching.mailing.contents import contents
from matching.mailing.nouns import MailKind
from matching.model import ConsentKind
from matching.store import Store
from matching.suggestions import refresh_lists

GUESTS, TALKS, CHUNK = 2000, 5000, 200
TIMES = 5


def read() -> list[Figure]:
    """Two thousand guests who want their mail: all at once, two hundred, and one alone."""
    with Store.open() as store:
        evening = want_mails(store, guests=GUESTS, talks=TALKS)
        event, now = evening.event, datetime.now(UTC)
        ids = [one.attendee_id for one in evening.people]

        def told(count: int) -> float:
            some = ids[:count]
            return _quickest(
                lambda: contents(store, event, MailKind.MATCHES, now=now, attendee_ids=some)
            )

        return [
            Figure(f"what {GUESTS:,} mails say", told(GUESTS), "s", 3),
            Figure(f"what {CHUNK} say", told(CHUNK) * 1000, "ms", 400),
            Figure("what one says", told(1) * 1000, "ms", 200),
        ]


def want_mails(store: Store, *, guests: int, talks: int) -> Evening:
    """An evening whose guests have all agreed to a mail and to be suggested."""
    evening, now = talk_much(store, guests=guests, talks=talks), datetime.now(UTC)
    decisions = [
        Decision(uuid4(), one.person_id, kind, True, "pl")
        for one in evening.people
        for kind in (ConsentKind.MAIL, ConsentKind.SUGGEST)
    ]
    store.write(lambda change: keep_decisions(change, decisions, source="page", now=now))
    refresh_lists(store, evening.event, now=now)
    return evening


def _quickest(work: Callable[[], object]) -> float:
    """Of a few times, in seconds: the others waited for something else."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)
