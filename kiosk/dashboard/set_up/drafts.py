"""A form that is filled in: what was typed, and what is wrong with it, field by field."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from matching.errors import RefusedError
from matching.place_times import moment_at_place

UNPROCESSABLE = 422

Value = TypeVar("Value")


@dataclass
class Draft:
    """values: what the fields hold; problems: what each field is refused for, in words."""

    values: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """Of the page that shows it."""
        return UNPROCESSABLE if self.problems else 200

    def value(self, name: str) -> str:
        """What a field holds, '' for nothing."""
        return self.values.get(name, "")

    def problem(self, name: str) -> str:
        """What is wrong with it, '' for nothing."""
        return self.problems.get(name, "")


class Reader:
    """Reads the fields of a form; what cannot be read becomes a problem and not an exception."""

    def __init__(self, visit: StaffVisit, form: Form, names: Iterable[str]) -> None:
        self._visit = visit
        self.draft = Draft({name: form.one(name) for name in names})

    def read(self, name: str, work: Callable[[str], Value], instead: Value) -> Value:
        """What work makes of the field; `instead` where it refuses it."""
        try:
            return work(self.draft.value(name))
        except RefusedError as refusal:
            self.refuse(name, refusal)
            return instead

    def moment(self, name: str, time_zone: str) -> datetime | None:
        """The moment typed as a clock at the place shows it."""
        return self.read(name, lambda text: moment_at_place(text, time_zone), None)

    def refuse(self, name: str, refusal: RefusedError) -> None:
        """Note what is wrong with a field; the first refusal stays."""
        self.draft.problems.setdefault(name, problem_text(self._visit, refusal))


def problem_text(visit: StaffVisit, refusal: RefusedError) -> str:
    """The sentence of a refusal in the reader's language."""
    return visit.text(f"setup.problem_{refusal.code}", **vars(refusal))
