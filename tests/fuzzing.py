"""Hostile input by chance, as long as there is time: a moment in the suite, longer by make fuzz.

What goes wrong is printed with the run's seed and its number, so that it can be made again, and
becomes an example of its own in the test that found it.
"""

import os
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

SECONDS = float(os.environ.get("ROZMOWA_FUZZ_SECONDS", "1"))
LONGEST_SECONDS = 20.0  # of one input; far above what any takes, as others use this computer too
MOST_MEMORY = 400_000_000  # bytes more than before

_INTERESTING = (0, 1, 0x7F, 0x80, 0xFF)
_WIDE = (0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


def attempts(chance: random.Random) -> Iterator[random.Random]:
    """A chance for each input, until the time is over; at least ten."""
    end = time.monotonic() + SECONDS
    number = 0
    while number < 10 or time.monotonic() < end:
        yield random.Random(chance.random())
        number += 1
    print(f"{number} inputs")


def changed(data: bytes, chance: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """The same with some of it broken: flipped, cut, doubled, overwritten, crossed with others."""
    content = bytearray(data)
    for _ in range(1 + min(int(chance.expovariate(0.5)), 12)):
        if content:
            chance.choice(_WAYS)(content, chance)
    if others and chance.random() < 0.15:
        other = chance.choice(others)
        cut = chance.randrange(len(content) + 1)
        content[cut:] = other[chance.randrange(len(other) + 1) :]
    return bytes(content)


def _flip(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _set(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] = chance.choice(_INTERESTING)


def _set_wide(content: bytearray, chance: random.Random) -> None:
    size = chance.choice((2, 4))
    number = chance.choice(_WIDE) & (256**size - 1)
    place = chance.randrange(len(content))
    content[place : place + size] = number.to_bytes(size, chance.choice(("big", "little")))


def _cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def _drop(content: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(content))
    del content[place : place + chance.randrange(1, 64)]


def _double(content: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(content))
    piece = content[place : place + chance.randrange(1, 64)]
    content[place:place] = piece * chance.randrange(1, 20)


def _throw_in(content: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(content) + 1)
    content[place:place] = chance.randbytes(chance.randrange(1, 16))


_WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip, _flip, _flip, _set, _set_wide, _set_wide, _cut, _drop, _double, _throw_in,
)  # fmt: skip


@contextmanager
def bounded(what: bytes | object) -> Iterator[None]:
    """Whatever is done with this input takes bounded time and memory, and says which it was."""
    began, before = time.monotonic(), _memory()
    try:
        yield
    except BaseException:
        print(f"the input was {what!r:.100000}")
        raise
    assert time.monotonic() - began < LONGEST_SECONDS, f"too slow: {what!r:.2000}"
    assert _memory() - before < MOST_MEMORY, f"too much memory: {what!r:.2000}"


def _memory() -> int:
    """The most that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


_SPICES = (
    "", " ", "\0", "\u202e", "\ud7ff", "'", '"', "<script>", "{{7*7}}", "%00", "=1+1",
    "\r\n", "A" * 5000, "0", "-1", "1e309", "NaN", "true", "null", "[]", "{}", "🦉", "ı",
    "İ", "ﬁ", "٣", "²", "../..", "\x1b[2J", "9" * 400, "2026-13-45", "2026-02-30",
    "00000000-0000-0000-0000-000000000000", "yes", "no",
)  # fmt: skip


def words(chance: random.Random) -> str:
    """What no form expects."""
    if chance.random() < 0.6:
        return chance.choice(_SPICES)
    length = min(int(chance.expovariate(0.05)), 600)
    return "".join(
        chr(chance.choice((chance.randrange(32, 127), chance.randrange(0xD800))))
        for _ in range(length)
    )


def thing(chance: random.Random, depth: int = 0) -> object:
    """Any JSON."""
    kind = chance.randrange(7 if depth < 4 else 5)
    if kind == 5:
        return [thing(chance, depth + 1) for _ in range(chance.randrange(4))]
    if kind == 6:
        return {words(chance)[:40]: thing(chance, depth + 1) for _ in range(chance.randrange(4))}
    numbers = (0, -1, 2**31, 2**63, 2**64, 1e308, 0.5, -0.0)
    return (None, chance.random() < 0.5, chance.choice(numbers), words(chance), words(chance))[kind]
