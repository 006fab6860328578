"""What a line of the list says about one person's mail, column by column."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass

from kiosk.chip_labels import chip_labels
from kiosk.reasons import reason_lines
from kiosk.texts import Text, texts_in
from matching.answers import Sentence
from matching.contacts import Contact
from matching.follow_ups import KeptPromise
from matching.mailing.match_mails import MET_AT_MOST
from matching.mailing.nouns import (
    Content,
    HalfTalk,
    IntroductionOffered,
    MatchMail,
    Met,
    OpenPromise,
    ReminderMail,
    Suggested,
)
from matching.mailing.offers import SUGGESTED_AT_MOST
from matching.names import first_name_of
from matching.suggestions import Told

BETWEEN = " · "
PROMISES = 5  # as many columns; of the others a mail holds no more than there are


@dataclass(frozen=True)
class MailLine:
    """One person's mail; page_link: to their own page, "" without links."""

    content: Content
    page_link: str

    @property
    def language(self) -> str:
        """The reader's."""
        return self.content.recipient.language

    @property
    def text(self) -> Text:
        """Sentences in the reader's language."""
        return texts_in(self.language)


@dataclass(frozen=True)
class MailColumn:
    """meaning: in the organiser's words; value: "" for nothing"""

    name: str
    meaning: str
    value: Callable[[MailLine], str]


def _promised(promise: KeptPromise | None, text: Text) -> str:
    if promise is None:
        return ""
    until = f" ({promise.due_on.isoformat()})" if promise.due_on else ""
    return text(f"promise.{promise.kind}") + until


def _sentence(sentence: Sentence, language: str) -> str:
    tags = chip_labels(sentence.chips, language)
    return BETWEEN.join(filter(None, [tags, *sentence.words_before, sentence.words]))


def _contact(contact: Contact | None) -> str:
    return BETWEEN.join(filter(None, astuple(contact))) if contact else ""


def _reasons(told: Sequence[Told], line: MailLine) -> str:
    return BETWEEN.join(reason_lines(told, line.text, line.language)) if told else ""


def _met(place: int, tell: Callable[[Met, MailLine], str]) -> Callable[[MailLine], str]:
    def value(line: MailLine) -> str:
        found = line.content.met if isinstance(line.content, MatchMail) else ()
        return tell(found[place], line) if place < len(found) else ""

    return value


def _suggested(place: int, tell: Callable[[Suggested, MailLine], str]) -> Callable[[MailLine], str]:
    def value(line: MailLine) -> str:
        found = line.content.suggested if isinstance(line.content, MatchMail) else ()
        return tell(found[place], line) if place < len(found) else ""

    return value


def _introduced(
    tell: Callable[[IntroductionOffered, MailLine], str],
) -> Callable[[MailLine], str]:
    def value(line: MailLine) -> str:
        found = line.content.introduction if isinstance(line.content, MatchMail) else None
        return tell(found, line) if found else ""

    return value


def _idea(line: MailLine) -> str:
    idea = line.content.idea if isinstance(line.content, MatchMail) else None
    return BETWEEN.join([idea.one_name, idea.other_name]) if idea else ""


def _more(line: MailLine) -> str:
    return "yes" if isinstance(line.content, MatchMail) and line.content.has_more else ""


def _halves(i_answered: bool) -> Callable[[MailLine], str]:
    def value(line: MailLine) -> str:
        halves: Sequence[HalfTalk] = ()
        if isinstance(line.content, MatchMail):
            halves = line.content.halves
        return BETWEEN.join(half.name for half in halves if half.i_answered is i_answered)

    return value


def _open(place: int, tell: Callable[[OpenPromise, MailLine], str]) -> Callable[[MailLine], str]:
    def value(line: MailLine) -> str:
        found = line.content.promises if isinstance(line.content, ReminderMail) else ()
        return tell(found[place], line) if place < len(found) else ""

    return value


PLAIN = (
    MailColumn("email", "the address on file", lambda line: line.content.recipient.email),
    MailColumn(
        "first_name",
        "the first word of the name, after any titles",
        lambda line: first_name_of(line.content.recipient.name),
    ),
    MailColumn("language", "`pl` or `en`", lambda line: line.language),
    MailColumn(
        "page_link", "to the person's own page, for 30 days; their key", lambda line: line.page_link
    ),
)


def _met_columns() -> Iterator[MailColumn]:
    told: dict[str, tuple[str, Callable[[Met, MailLine], str]]] = {
        "name": ("whom they met", lambda one, _: one.name),
        "company": ("and where they work", lambda one, _: one.company),
        "sentence": (
            "what the person themselves wrote: tags, then their words, the earlier ones first",
            lambda one, line: _sentence(one.sentence, line.language),
        ),
        "correction": (
            "what the other added to it",
            lambda one, _: one.sentence.correction or "",
        ),
        "contact": ("what the other shared with them", lambda one, _: _contact(one.contact)),
        "promise": (
            "what the person themselves promised, and the day",
            lambda one, line: _promised(one.promise, line.text),
        ),
        "is_kept": (
            "`yes` once the promise was kept",
            lambda one, _: "yes" if one.is_kept else "",
        ),
    }
    for place in range(MET_AT_MOST):
        for name, (meaning, tell) in told.items():
            yield MailColumn(f"met_{place + 1}_{name}", meaning, _met(place, tell))


def _promise_columns() -> Iterator[MailColumn]:
    for place in range(PROMISES):
        yield MailColumn(
            f"open_{place + 1}_name", "whom they promised", _open(place, lambda one, _: one.name)
        )
        yield MailColumn(
            f"open_{place + 1}_promise",
            "what, and the day",
            _open(place, lambda one, line: _promised(one.promise, line.text)),
        )


def _suggested_columns() -> Iterator[MailColumn]:
    for place in range(SUGGESTED_AT_MOST):
        yield MailColumn(
            f"suggested_{place + 1}_name",
            "whom they could still meet",
            _suggested(place, lambda one, _: one.name),
        )
        yield MailColumn(
            f"suggested_{place + 1}_why",
            "reasons that still hold",
            _suggested(place, lambda one, line: _reasons(one.reasons, line)),
        )


OF_MATCHES = (
    *_met_columns(),
    MailColumn("has_more", "`yes` where their page has further ones", _more),
    MailColumn("waits_for_them", "talks that lack their own answer: with whom", _halves(False)),
    MailColumn("waits_for_other", "talks that lack the other's answer: with whom", _halves(True)),
    MailColumn(
        "introduced_by",
        "who would introduce them",
        _introduced(lambda one, _: one.introducer_name),
    ),
    MailColumn("introduced_to", "to whom", _introduced(lambda one, _: one.name)),
    MailColumn(
        "introduced_why",
        "reasons that still hold",
        _introduced(lambda one, line: _reasons(one.reasons, line)),
    ),
    MailColumn("idea", "two whom they could introduce to each other", _idea),
    *_suggested_columns(),
)
OF_REMINDERS = tuple(_promise_columns())
