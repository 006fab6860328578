"""The form of the registration page: what it holds while it is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.phone.forms import Form
from kiosk.routes.register_guard import CONFIRMED
from kiosk.texts import Text
from matching.errors import RegistrationFieldError
from matching.model import ConsentKind
from matching.registration_fields import Typed

QUESTIONS = (ConsentKind.SUGGEST, ConsentKind.MAIL)
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Draft:
    """What stands in the form.

    said: yes, no or "" by question
    problems: sentences by field
    """

    typed: Typed
    said: Mapping[ConsentKind, str]
    entry_only: bool = False
    confirmed: bool = False
    problems: Mapping[str, str] = field(default_factory=dict)

    def decided(self) -> dict[ConsentKind, bool]:
        """What the person said when asked; nothing for a question left alone."""
        answered = {kind: said == YES for kind, said in self.said.items() if said in {YES, NO}}
        return answered | ({ConsentKind.ENTRY_ONLY: True} if self.entry_only else {})


def empty_draft(language: str) -> Draft:
    """As the form begins: nothing is ticked."""
    return Draft(Typed(name="", email="", language=language), dict.fromkeys(QUESTIONS, ""))


def draft_of(form: Form) -> Draft:
    """What was sent."""
    typed = Typed(
        name=form.one("name"),
        email=form.one("email"),
        company=form.one("company"),
        job_title=form.one("job_title"),
        phone=form.one("phone"),
        language=form.one("language"),
        offers=form.one("offers"),
        needs=form.one("needs"),
        offer_chips=form.many("offer_chips"),
        need_chips=form.many("need_chips"),
    )
    return Draft(
        typed=typed,
        said={kind: form.one(kind) for kind in QUESTIONS},
        entry_only=bool(form.one(ConsentKind.ENTRY_ONLY)),
        confirmed=bool(form.one(CONFIRMED)),
    )


def problem_text(problem: RegistrationFieldError, text: Text) -> str:
    """One clear sentence."""
    if problem.problem in {"too_long", "too_many"}:
        return text(f"register.{problem.problem}", count=problem.most)
    return text(f"register.{problem.field}_{problem.problem}")
