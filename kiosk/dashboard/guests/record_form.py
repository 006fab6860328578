"""The form of a person's record: what was typed comes back, with what is wrong beside it."""

from dataclasses import asdict, dataclass, field

from kiosk.phone.forms import Form
from kiosk.texts import Text
from matching.errors import PersonFieldError
from matching.people_editing import FIELDS, LONGEST, LONGEST_FIELD, PersonFields

_OWN_SENTENCE = {"name", "email", "language"}
_CUT = 2000


@dataclass
class RecordForm:
    """What stands in the fields; problems: sentences by field."""

    values: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """Of the page that shows it."""
        return 422 if self.problems else 200

    @property
    def fields(self) -> PersonFields:
        """The record as typed."""
        return PersonFields(**{name: self.values.get(name, "") for name in FIELDS})

    def refuse(self, error: PersonFieldError, text: Text) -> None:
        """Say beside the field what is wrong with it."""
        own = f"guests.wrong_{error.field}" if error.field in _OWN_SENTENCE else ""
        longest = LONGEST.get(error.field, LONGEST_FIELD)
        self.problems[error.field] = (
            text(own) if own else text("guests.wrong_length", letters=longest)
        )


def of_fields(told: PersonFields, **more: str) -> RecordForm:
    """The form of a record as it is kept."""
    return RecordForm(asdict(told) | more)


def of_form(form: Form, *more: str) -> RecordForm:
    """The form as it was sent; more: fields beside those of a record."""
    return RecordForm({name: form.one(name)[:_CUT] for name in (*FIELDS, *more)})
