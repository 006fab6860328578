"""Short ways to ask who gets which mail, and what it says."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from cast import NOW

from matching.consents import Decision, decide
from matching.mailing.contents import contents
from matching.mailing.nouns import Content, MailKind, MatchMail
from matching.mailing.refusals import Refusal, RefusalKind, refuse
from matching.model import ConsentKind, Event
from matching.people import Listed
from matching.store import Store

DAY = timedelta(days=1)


def agree_to_mail(
    store: Store, *people: Listed, is_given: bool = True, at: timedelta = timedelta()
) -> None:
    """They answer "Shall we mail you your conversations?"."""
    for person in people:
        decision = Decision(uuid4(), person.person_id, ConsentKind.MAIL, is_given, "pl")
        decide(store, decision, source="kiosk", now=NOW + at)


def no_mails(
    store: Store,
    person: Listed,
    kind: RefusalKind = RefusalKind.ALL,
    *,
    is_refused: bool = True,
    at: timedelta = timedelta(),
) -> None:
    """They press the link that ends mails, or take that back."""
    refuse(store, Refusal(uuid4(), person.person_id, kind, is_refused, "mail"), now=NOW + at)


def mails(
    store: Store, event: Event, kind: MailKind = MailKind.MATCHES, at: timedelta = timedelta()
) -> dict[str, Content]:
    """By name, everybody's."""
    found = contents(store, event, kind, now=NOW + at)
    return {one.recipient.name: one for one in found.values()}


def mail_to(
    store: Store,
    event: Event,
    person: Listed,
    kind: MailKind = MailKind.MATCHES,
    at: timedelta = timedelta(),
) -> Any:
    """One person's, None for none."""
    asked = [person.attendee_id]
    found = contents(store, event, kind, now=NOW + at, attendee_ids=asked)
    return found.get(person.attendee_id)


def names_met(mail: MatchMail) -> list[str]:
    """In their order."""
    return [one.name for one in mail.met]
