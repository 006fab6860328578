"""One question behind a link of a mail: what its page shows, whatever it asks about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from matching.answers import Sentence


@dataclass(frozen=True)
class Button:
    """A form of nothing but a button. label: on it; fields: sent along"""

    label: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Way:
    """A link to another page."""

    label: str
    address: str


@dataclass(frozen=True)
class DayField:
    """A day other than the proposed one may be chosen."""

    earliest: date
    fields: Mapping[str, str]


@dataclass(frozen=True)
class WordsField:
    """Words may be written; problem: why the last ones were not kept"""

    words: str
    fields: Mapping[str, str]
    problem: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Asking:
    """The page of one question.

    act: part of the screen's name; title: the question, or what has come of it
    done: it stands already, thanks for it
    name: whom it is about, below it work (job, company) and facts such as a promise
    ring: who has answered in the talk it is about, the other and the reader
    about_me: the sentence in question
    notes: what the answer does and whom it tells
    button: the answer; undo: takes it back; ways: to what else may be wanted
    """

    act: str
    title: str
    done: bool = False
    name: str = ""
    work: str = ""
    facts: tuple[str, ...] = ()
    ring: tuple[bool, bool] = (False, False)
    about_me: Sentence | None = None
    notes: tuple[str, ...] = ()
    button: Button | None = None
    day: DayField | None = None
    words: WordsField | None = None
    problem: str = ""
    undo: Button | None = None
    ways: tuple[Way, ...] = ()
