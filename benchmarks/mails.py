"""How long do ten thousand mails take?"""

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from benchmarks.crowd import FAMILY, GIVEN
from benchmarks.figures import Figure, percentile
from benchmarks.mail_contents import read
from benchmarks.mail_sending import send
from benchmarks.talk_crowd import genuine_words
from kiosk.mail.addresses import addresses_of
from kiosk.mail.composing import Letter, compose
from kiosk.mail.example import example_letter
from kiosk.mail_settings import MailServer
from kiosk.settings import Settings
from matching.contacts import Contact
from matching.follow_ups import KeptPromise, PromiseKind
from matching.mailing.nouns import MatchMail, Met
from matching.model import Event

MESSAGES = 10_000
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)

_SERVER = MailServer("localhost", 25, False, "", "", "Rozmowa", "rozmowa@example.org", 10.0)
_EVENT = Event(
    event_id=UUID(int=1),
    series_id=UUID(int=2),
    slug="measured",
    name="Śniadanie w Poznaniu",
    time_zone="Europe/Warsaw",
    language="pl",
    is_sample=False,
    re_entry=True,
    opens_at_utc=None,
    closed_at_utc=None,
)
_SETTINGS = Settings(
    data=Path(),
    database=Path(),
    secret=b"for measuring only",
    public_url="https://rozmowa.example.org",
    event=None,
    language="pl",
    pin=None,
    embedder=None,
)


def measure() -> list[Figure]:
    """Reading, rendering, and sending to a server on this computer."""
    return [*read(), *render(), *send()]


def render(count: int = MESSAGES) -> list[Figure]:
    """From what a mail says to the bytes that are handed in, one after the other."""
    letters = list(_letters(count))
    took, size = [], 0
    for letter in letters:
        began = time.perf_counter()
        size += len(compose(letter).as_bytes())
        took.append(time.perf_counter() - began)
    return [
        Figure(f"{count:,} mails rendered", sum(took), "s", 60 * count / MESSAGES),
        Figure("one, median", percentile(took, 0.5) * 1000, "ms", 4),
        Figure("one, 99th percentile", percentile(took, 0.99) * 1000, "ms"),
        Figure("one, mean size", size / count / 1000, "kB"),
    ]


def _letters(count: int) -> Iterator[Letter]:
    """After an event: nobody to three met, halves, every third an introduction; two languages."""
    chance = random.Random(6)
    words = genuine_words()
    bases = {
        language: example_letter(
            "matches",
            language=language,
            event=_EVENT,
            server=_SERVER,
            with_links=True,
            now=NOW,
        )
        for language in ("pl", "en")
    }
    for _ in range(count):
        base = bases[chance.choice(("pl", "en"))]
        yield _addressed(replace(base, content=_content(base, words, chance)), chance)


def _content(base: Letter, words: list[str], chance: random.Random) -> MatchMail:
    content = base.content
    assert isinstance(content, MatchMail)
    met = tuple(_met(content.met[0], words, chance) for _ in range(chance.randint(0, 3)))
    return replace(
        content,
        met=met,
        has_more=len(met) == 3,
        halves=content.halves[: chance.randint(0, 2)],
        introduction=content.introduction if chance.random() < 0.3 else None,
    )


def _met(like: Met, words: list[str], chance: random.Random) -> Met:
    name, number = _name(chance), chance.randrange(10**6)
    day = NOW.date() + timedelta(days=chance.randint(1, 14))
    promise = KeptPromise(_id(chance), chance.choice(list(PromiseKind)), day, revision=0)
    contact = Contact(name, f"Firma {number}", f"guest{number}@example.org", "+48 600 100 200")
    return replace(
        like,
        conversation_id=_id(chance),
        name=name,
        sentence=replace(like.sentence, words=chance.choice(words), correction=None),
        promise=promise if chance.random() < 0.5 else None,
        contact=contact if chance.random() < 0.6 else None,
    )


def _addressed(letter: Letter, chance: random.Random) -> Letter:
    recipient = replace(letter.content.recipient, person_id=_id(chance), name=_name(chance))
    return replace(
        letter,
        mail_id=_id(chance),
        content=replace(letter.content, recipient=recipient),
        addresses=addresses_of(_SETTINGS, recipient.person_id, now=NOW),
    )


def _name(chance: random.Random) -> str:
    return f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"


def _id(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
