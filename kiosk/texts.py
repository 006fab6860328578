"""Every sentence that people read, from gettext catalogues, without a build step.

A language is a folder in data/locales; each room of the face has a catalogue of its own there.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

FOLDER = Path(__file__).parent.parent / "data" / "locales"

Text = Callable[..., str]


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages there are, sorted."""
    return tuple(sorted({file.parent.parent.name for file in FOLDER.glob("*/LC_MESSAGES/*.po")}))


def other_language(language: str) -> str:
    """The one to change to."""
    return next(one for one in languages() if one != language)


@cache
def catalogue(language: str) -> Catalog:
    """All parsed catalogues of a language as one. Raises ValueError for a key that two hold."""
    first, *others = [
        _read(file, language)
        for file in sorted((FOLDER / language / "LC_MESSAGES").glob("*.po"), key=_main_first)
    ]
    for other in others:
        first.obsolete.update(other.obsolete)
        for message in (message for message in other if message.id):
            if message.id in first:
                raise ValueError(f"{message.id} stands in two catalogues")
            first[message.id] = message
    return first


def _main_first(file: Path) -> tuple[bool, str]:
    return file.stem != "rozmowa", file.stem


def _read(file: Path, language: str) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened, locale=language, abort_invalid=True)


def text(language: str, key: str, **values: Any) -> str:
    """The sentence called key, its {braces} filled in.

    A value called `count` chooses the plural form where the sentence has forms.
    Raises KeyError if there is no such sentence.
    """
    return _form(language, key, values).format(**values)


def _form(language: str, key: str, values: dict[str, Any]) -> str:
    message = catalogue(language).get(key)
    if message is None or not message.string:
        raise KeyError(key)
    if isinstance(message.string, str):
        return message.string
    number = next(value for value in values.values() if isinstance(value, int))
    return str(message.string[_plural_index(language, number)])


@cache
def _plural_index(language: str, number: int) -> int:
    return int(_plural_rule(catalogue(language).plural_expr)(number))


@cache
def _plural_rule(expression: str) -> Callable[[int], int]:
    from gettext import c2py

    rule: Callable[[int], int] = c2py(expression)
    return rule


def texts_in(language: str) -> Text:
    """text() with the language filled in."""

    def text_of(key: str, **values: Any) -> str:
        return text(language, key, **values)

    return text_of


def clock_time(moment: datetime, *, language: str, time_zone: str) -> str:
    """The time of day at the event's place, such as 17:42; moment is aware."""
    local = moment.astimezone(ZoneInfo(time_zone))
    return format_time(local, "HH:mm", locale=language)


def calendar_day(moment: datetime, *, language: str, time_zone: str) -> str:
    """The date at the event's place in the language's own medium form; moment is aware."""
    local = moment.astimezone(ZoneInfo(time_zone))
    return format_date(local, "medium", locale=language)


def short_day(day: date, *, language: str) -> str:
    """A day near by, such as Fri 27 Nov, in the language's own order."""
    return format_skeleton("EdMMM", day, locale=language)


def long_day(day: date, *, language: str) -> str:
    """A day in a sentence, such as 27 November, in the language's own order."""
    return format_skeleton("dMMMM", day, locale=language)


def day_and_time(moment: datetime, *, language: str, time_zone: str) -> str:
    """Until when something holds, such as Tuesday 24 November, 12:00; moment is aware."""
    local = moment.astimezone(ZoneInfo(time_zone))
    day = format_skeleton("EEEEdMMMM", local, locale=language)
    return f"{day}, {format_time(local, 'HH:mm', locale=language)}"


def amount_of_money(cents: int, *, language: str) -> str:
    """An amount in the language's own form, such as 35,50; in which currency, nobody asked."""
    return format_decimal(cents / 100, format="#,##0.00", locale=language)
