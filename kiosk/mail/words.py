"""Words of guests on their way into a mail: on one line, and in the order in which they stand."""

import re
import textwrap
from typing import Any

from markupsafe import Markup

LINE = 72

# Control characters, line ends of every kind, halves of surrogate pairs; and what turns the
# reading direction of everything behind it, so that moc.elpmaxe reads example.com.
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]+")
_BEGINNING = re.compile(r" *(?:[*-] )?")  # of a line: its indentation, the mark of a list
_GAPS = re.compile("\n{3,}")


def one_line(words: str) -> str:
    """Words without control characters and without marks that turn the reading direction."""
    if words.isprintable():  # nearly all words are, and this is told quickly
        return words
    return _TURNS.sub("", _BREAKS.sub(" ", words))


def head_line(words: str) -> str:
    """Words for the head, where =? would begin something encoded, such as the end of its line."""
    return one_line(words).replace("=?", "= ?").strip()


def printable(value: Any) -> Any:
    """What the engine does to each value before it escapes it; ready markup stays as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return one_line(value)
    return value


def shortened(words: str, longest: int) -> str:
    """At most so many characters; an ellipsis says that there was more."""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def wrapped(text: str) -> str:
    """Each line broken at 72 characters, what follows under its beginning; no address is broken."""
    lines = (_broken(line.rstrip()) for line in text.strip().split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)) + "\n"


def _broken(line: str) -> str:
    if len(line) <= LINE or " " not in line.lstrip():
        return line
    begins = _BEGINNING.match(line)
    assert begins is not None  # it may be empty
    return textwrap.fill(
        line[begins.end() :],
        LINE,
        initial_indent=begins[0],
        subsequent_indent=" " * begins.end(),
        break_long_words=False,
        break_on_hyphens=False,
    )
