"""The invented people of the example mails, and what happened between them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from kiosk.texts import texts_in
from matching.answers import Sentence
from matching.badge_codes import PREFIX, check_characters
from matching.contacts import Contact
from matching.follow_ups import KeptPromise, PromiseKind
from matching.mailing.nouns import (
    Content,
    HalfTalk,
    IntroductionOffered,
    InvitationMail,
    LinkMail,
    MatchMail,
    Met,
    OpenPromise,
    Recipient,
    ReminderMail,
    Suggested,
)
from matching.suggestions import ReasonKind, Told

_IDS = UUID("5f8c1c1e-33f7-4c0c-9e0e-3c8e6c1f4b7a")
_CODE = "PRZYKEADPRZYKEAD"
_BARTEK, _ANNA, _TOMASZ = "Bartek Wójcik", "Anna Nowak-Żółkiewska", "Tomasz Zieliński"


def _id(name: str) -> UUID:
    return uuid5(_IDS, name)


class Someone:
    """The invented reader; everything is told in the language that they read."""

    def __init__(self, language: str, now: datetime, *, is_address_shared: bool) -> None:
        self.language, self.now = language, now
        self.recipient = Recipient(
            person_id=_id("reader"),
            attendee_id=_id("reader, at the event"),
            name="Łucja Śliwińska",
            email="lucja@example.org",
            language=language,
            is_address_shared=is_address_shared,
        )

    def say(self, key: str) -> str:
        """A text of the examples."""
        return texts_in(self.language)(f"mail.example_{key}")

    def promise(self, kind: PromiseKind, days: int | None = None) -> KeptPromise:
        """What the reader promises, in how many days; None for no date."""
        due_on = None if days is None else (self.now + timedelta(days=days)).date()
        return KeptPromise(_id(f"promise {kind}"), kind, due_on, revision=0)

    def met(
        self,
        name: str,
        firm: str,
        *,
        chips: tuple[str, ...] = (),
        contact: Contact | None = None,
        promise: KeptPromise | None = None,
        correction: str | None = None,
    ) -> Met:
        """Somebody the reader has connected with. firm: the end of the keys of the texts."""
        return Met(
            conversation_id=_id(f"talk with {name}"),
            attendee_id=_id(name),
            name=name,
            company=self.say(f"firm_{firm}"),
            sentence=replace(self._sentence(firm), chips=chips, correction=correction),
            contact=contact,
            promise=promise,
            is_kept=False,
        )

    def _sentence(self, firm: str) -> Sentence:
        return Sentence(
            answer_id=_id(f"answer about {firm}"),
            words=self.say(f"words_{firm}"),
            words_before=(),
            prompt_id="helps",
            chips=(),
            language=self.language,
            answered_at=self.now - timedelta(days=1),
            is_withheld=False,
            is_confirmed=False,
            correction=None,
        )

    def half(self, name: str, *, i_answered: bool) -> HalfTalk:
        """A conversation that lacks an answer."""
        ends_at = (self.now + timedelta(days=4)).replace(minute=0, second=0, microsecond=0)
        me = self.recipient.attendee_id
        return HalfTalk(_id(f"talk with {name}"), me, name, i_answered, ends_at)

    def suggested(self, name: str, firm: str, reason: ReasonKind, words: str) -> Suggested:
        """Somebody worth meeting."""
        told = (Told(reason, words=self.say(words)),)
        job, company = self.say(f"job_{firm}"), self.say(f"firm_{firm}")
        return Suggested(_id(name), name, company, job, told, "satisfaction")


def _matches(someone: Someone) -> MatchMail:
    return MatchMail(
        recipient=someone.recipient,
        met=(_met_bartek(someone), _met_anna(someone), someone.met("Wiktor Kaczmarek", "joiner")),
        has_more=True,
        halves=(
            someone.half("Celina O’Connor", i_answered=False),
            someone.half("Krzysztof Dąbrowski", i_answered=True),
        ),
        introduction=IntroductionOffered(
            introduction_id=_id("introduction"),
            introducer_name=_BARTEK,
            name=_TOMASZ,
            company=someone.say("firm_bakery"),
            reasons=(Told(ReasonKind.THEY_SEEK, words=someone.say("seeks")),),
        ),
        idea=None,
        suggested=(),
    )


def _met_bartek(someone: Someone) -> Met:
    return someone.met(
        _BARTEK,
        "orchards",
        chips=("food", "transport"),
        contact=Contact(_BARTEK, "", "bartek@example.org", "+48 600 100 200"),
        promise=someone.promise(PromiseKind.INTRODUCE, 5),
        correction=someone.say("correction"),
    )


def _met_anna(someone: Someone) -> Met:
    contact = Contact(_ANNA, "", "anna@example.org", "")
    return someone.met(
        _ANNA, "signs", contact=contact, promise=someone.promise(PromiseKind.ARTICLE)
    )


def _alone(someone: Someone) -> MatchMail:
    suggested = (
        someone.suggested(_TOMASZ, "bakery", ReasonKind.THEY_SEEK, "seeks"),
        someone.suggested(_ANNA, "signs", ReasonKind.OTHER_GROUP, "trade"),
    )
    return MatchMail(someone.recipient, (), False, (), None, None, suggested)


def _reminder(someone: Someone) -> ReminderMail:
    promises = ((_BARTEK, PromiseKind.INTRODUCE, -2), (_ANNA, PromiseKind.ARTICLE, None))
    return ReminderMail(
        someone.recipient,
        tuple(
            OpenPromise(_id(f"talk with {name}"), _id(name), name, someone.promise(kind, days))
            for name, kind, days in promises
        ),
    )


def _invitation(someone: Someone) -> InvitationMail:
    return InvitationMail(
        recipient=someone.recipient,
        code=PREFIX + _CODE + check_characters(_CODE),
        asks_consents=True,
        company=someone.say("firm_reader"),
        job_title=someone.say("job_reader"),
    )


def _link(someone: Someone) -> LinkMail:
    return LinkMail(someone.recipient)


CONTENTS: dict[str, Callable[[Someone], Content]] = {
    "matches": _matches,
    "matches_alone": _alone,
    "matches_shared": _matches,
    "reminder": _reminder,
    "invitation": _invitation,
    "link": _link,
}
