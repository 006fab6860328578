"""What somebody types on the registration page, and what of it can be kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matching.chips import load_chips
from matching.email_addresses import ascii_address
from matching.errors import RegistrationFieldError
from matching.guest_lists.cleaning import LONGEST_EMAIL, clean, clean_lines
from matching.people_editing import PersonFields
from matching.terms import items_of

LONGEST = {"name": 120, "email": LONGEST_EMAIL, "phone": 40, "company": 120, "job_title": 120}
LONGEST_WORDS = 400  # characters, beside the chips
MOST_CHIPS = 8
LANGUAGES = ("pl", "en")
FEWEST_DIGITS = 6

_ADDRESS = re.compile(r"@|://|\bwww\.", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """A form as it came.

    offers, needs: words; offer_chips, need_chips: ids, unknown ones do not count
    language: in which the person wants to be spoken to
    """

    name: str
    email: str
    company: str = ""
    job_title: str = ""
    phone: str = ""
    language: str = "pl"
    offers: str = ""
    needs: str = ""
    offer_chips: tuple[str, ...] = ()
    need_chips: tuple[str, ...] = ()


def problems_of(typed: Typed) -> list[RegistrationFieldError]:
    """What of it cannot be kept, in the order of the page, at most one for each field."""
    found: dict[str, RegistrationFieldError] = {}
    for problem in _problems(typed):
        found.setdefault(problem.field, problem)
    return list(found.values())


def told_by(typed: Typed) -> PersonFields:
    """As a person's record has it, chips by their names. Raises the first of problems_of."""
    for problem in problems_of(typed):
        raise problem
    return PersonFields(
        name=clean(typed.name),
        email=ascii_address(clean(typed.email)) or "",
        phone=clean(typed.phone),
        company=clean(typed.company),
        job_title=clean(typed.job_title),
        language=typed.language,
        offers=_entries(typed.offer_chips, typed.offers, typed.language),
        needs=_entries(typed.need_chips, typed.needs, typed.language),
    )


def _problems(typed: Typed) -> Iterator[RegistrationFieldError]:
    for field, longest in LONGEST.items():
        if len(clean(getattr(typed, field))) > longest:
            yield RegistrationFieldError(field, "too_long", longest)
    name = clean(typed.name)
    if not any(letter.isalpha() for letter in name):
        yield RegistrationFieldError("name", "missing")
    elif _ADDRESS.search(name):
        yield RegistrationFieldError("name", "wrong")
    if not clean(typed.email):
        yield RegistrationFieldError("email", "missing")
    elif not ascii_address(clean(typed.email)):
        yield RegistrationFieldError("email", "wrong")
    if typed.phone.strip() and sum(map(str.isdigit, typed.phone)) < FEWEST_DIGITS:
        yield RegistrationFieldError("phone", "wrong")
    if typed.language not in LANGUAGES:
        yield RegistrationFieldError("language", "missing")
    for field, chips in (("offers", typed.offer_chips), ("needs", typed.need_chips)):
        if len(clean_lines(getattr(typed, field))) > LONGEST_WORDS:
            yield RegistrationFieldError(field, "too_long", LONGEST_WORDS)
        if len(_known(chips)) > MOST_CHIPS:
            yield RegistrationFieldError(field, "too_many", MOST_CHIPS)


def _entries(chips: tuple[str, ...], words: str, language: str) -> str:
    labels = [load_chips()[chip].labels[language] for chip in _known(chips)]
    return "; ".join([*labels, *items_of(clean_lines(words))])


def _known(chips: tuple[str, ...]) -> list[str]:
    return [chip for chip in dict.fromkeys(chips) if chip in load_chips()]
