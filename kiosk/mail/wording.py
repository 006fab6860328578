"""What a letter says, in its reader's language: subject, HTML and plain text."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import mjml

from kiosk.chip_labels import chip_labels
from kiosk.links import PERSONAL_LINK_DAYS
from kiosk.mail.letters import Letter
from kiosk.mail.rings import RingKind
from kiosk.mail.words import one_line, printable, shortened, wrapped
from kiosk.reasons import question_of, reason_lines
from kiosk.templates import engine_of
from kiosk.texts import (
    Text,
    clock_time,
    day_and_time,
    long_day,
    other_language,
    texts_in,
)
from matching.badge_codes import in_groups
from matching.mailing.nouns import InvitationMail, MatchMail, Met, OpenPromise, Suggested
from matching.suggestions import Told

LONGEST_NAME = 60  # characters, where it stands in a subject
MOST_HALVES = 5  # shown in a mail; the rest is on the page

_ENGINE = engine_of(Path(__file__).parent / "templates").overlay(finalize=printable)
_PLAIN = _ENGINE.overlay(autoescape=False)


@dataclass(frozen=True)
class Wording:
    """subject: one line; pictures in html are called cid:NAME, where NAME is as in picture_id."""

    subject: str
    html: str
    text: str


def wording_of(letter: Letter) -> Wording:
    """The letter in words."""
    values = _values(letter)
    name = "shared" if letter.is_for_anybody_there else str(letter.kind)
    source = _ENGINE.get_template(f"{name}.mjml").render(values)
    return Wording(
        subject=values["subject"],
        html=mjml.mjml2html(source),
        text=wrapped(_PLAIN.get_template(f"{name}.txt").render(values)),
    )


def picture_id(letter: Letter, name: str) -> str:
    """The Content-ID of a picture: the same for a ring of every mail, a badge's is its own."""
    own = f".{letter.mail_id}" if name == "badge" else ""
    return f"{name}{own}@{letter.server.domain}"


def mailto(address: str) -> str:
    """A link that writes to an address, whatever stands in it."""
    return f"mailto:{quote(one_line(address), safe='@')}"


def unsubscribe_by_mail(letter: Letter) -> str:
    """A link that writes to the organiser who wants no more mails."""
    subject = f"unsubscribe: {one_line(letter.content.recipient.name)[:LONGEST_NAME]}"
    return f"{mailto(letter.server.address)}?subject={quote(subject, safe='')}"


def _values(letter: Letter) -> dict[str, Any]:
    """All names that a template may use."""
    mail, links = letter.content, letter.addresses
    language = mail.recipient.language
    other, text = other_language(language), texts_in(language)
    return {
        "mail": mail,
        "event": letter.event,
        "links": links,
        "language": language,
        "text": text,
        "subject": _subject(letter, text),
        "other_language": other,
        "other_page": links.page_in(other) if links else "",
        "unsubscribe_by_mail": unsubscribe_by_mail(letter),
        "why": f"mail.why_{letter.kind}",
        "days": PERSONAL_LINK_DAYS,
        "most_halves": MOST_HALVES,
        "dated": has_dated_promise(letter),
        **_sayings(letter, language, text),
        **_of_invitation(letter, language),
    }


def _sayings(letter: Letter, language: str, text: Text) -> dict[str, Any]:
    """What a template asks about each thing it shows."""
    return {
        "ring": lambda kind: f"cid:{picture_id(letter, f'ring-{RingKind(kind)}')}",
        "mailto": mailto,
        "until": partial(_until, letter.event.time_zone, language),
        "labels": lambda chips: chip_labels(chips, language),
        "promise_label": partial(_promise_label, text, language),
        "reasons": lambda told: _reasons(told, text, language),
        "question": lambda prompt_id: question_of(prompt_id, language),
        "job": _job,
    }


def has_dated_promise(letter: Letter) -> bool:
    """Whether something goes into a calendar."""
    mail = letter.content
    return isinstance(mail, MatchMail) and any(map(is_dated, mail.met))


def is_dated(met: Met) -> bool:
    """Whether a promise is open and has a day."""
    return bool(met.promise and met.promise.due_on and not met.is_kept)


def _of_invitation(letter: Letter, language: str) -> dict[str, str]:
    if not isinstance(letter.content, InvitationMail):
        return {}
    plan = letter.plan
    begins = plan.starts_at_utc if plan else None
    return {
        "badge": f"cid:{picture_id(letter, 'badge')}",
        "code": in_groups(letter.content.code),
        "begins": _begins(begins, language, letter.event.time_zone) if begins else "",
        "place": plan.place if plan else "",
    }


def _subject(letter: Letter, text: Text) -> str:
    subject = text(f"mail.subject_{letter.kind}", event=one_line(letter.event.name))
    recipient = letter.content.recipient
    if recipient.is_address_shared:
        name = shortened(one_line(recipient.name), LONGEST_NAME)
        subject = text("mail.subject_for", subject=subject, name=name)
    return one_line(subject)


def _promise_label(text: Text, language: str, one: Met | OpenPromise) -> str:
    assert one.promise is not None  # the template has asked
    if isinstance(one, Met) and one.is_kept:
        return text("mail.promise_kept")
    if one.promise.due_on is None:
        return text("mail.promise")
    return text("mail.promise_by", day=_long(language, one.promise.due_on))


def _reasons(told: tuple[Told, ...], text: Text, language: str) -> list[str]:
    return reason_lines(told, text, language) if told else []


def _job(one: Suggested) -> str:
    return ", ".join(filter(None, [one.job_title, one.company]))


def _until(time_zone: str, language: str, moment: datetime) -> str:
    day = moment.astimezone(ZoneInfo(time_zone)).date()
    return f"{_long(language, day)}, {clock_time(moment, language=language, time_zone=time_zone)}"


# The same few days stand in all mails of an event, and Babel takes its time for each.
@lru_cache(maxsize=512)
def _begins(moment: datetime, language: str, time_zone: str) -> str:
    return day_and_time(moment, language=language, time_zone=time_zone)


@lru_cache(maxsize=512)
def _long(language: str, day: date) -> str:
    return long_day(day, language=language)
