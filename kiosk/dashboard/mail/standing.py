"""How one kind of mail stands: not begun, on its way, paused, done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from starlette.requests import Request

from kiosk.dashboard.visit import StaffVisit
from kiosk.mail_settings import USUAL_RATE
from kiosk.phone import NothingHereError
from matching.mailing.nouns import MailKind, MailState
from matching.mailing.outbox import Mailing, mailings_of

HERE = "/staff/mail"
STILL_TO_GO = (MailState.QUEUED, MailState.SENDING)


@dataclass(frozen=True)
class Standing:
    """kind: of mail; mailing: what was set going, None for nothing; now: when it is looked at"""

    kind: MailKind
    mailing: Mailing | None
    now: datetime

    @property
    def path(self) -> str:
        """The page of this kind."""
        return f"{HERE}/{self.kind}"

    @property
    def counts(self) -> Mapping[MailState, int]:
        """Mails in each state."""
        found = self.mailing.counts if self.mailing else {}
        return {state: found.get(state, 0) for state in MailState}

    @property
    def total(self) -> int:
        """All that were queued and had to be sent."""
        return sum(self.counts.values()) - self.counts[MailState.DROPPED]

    @property
    def waiting(self) -> int:
        """Those that are still to be sent."""
        return sum(self.counts[state] for state in STILL_TO_GO)

    @property
    def done(self) -> int:
        """Those with which the sender is done, however it ended."""
        return self.total - self.waiting

    @property
    def to_decide(self) -> int:
        """Those that wait for a person."""
        return self.counts[MailState.FAILED] + self.counts[MailState.UNCERTAIN]

    @property
    def stage(self) -> str:
        """One word: none, later, paused, moving, decide or done."""
        if self.mailing is None:
            return "none"
        if self.mailing.filled_at_utc is None and self.mailing.begins_at_utc > self.now:
            return "later"
        if self.waiting or (self.mailing.filled_at_utc is None and self._was_started):
            return "paused" if self.mailing.paused_at_utc else "moving"
        if not sum(self.counts.values()) and not self._was_started:
            return "none"
        return "decide" if self.to_decide else "done"

    @property
    def _was_started(self) -> bool:
        """Links on request are never started, they are asked for."""
        return self.kind is not MailKind.LINK


def standing_of(visit: StaffVisit, kind: MailKind) -> Standing:
    """How this kind stands at the event of the visit."""
    return Standing(kind, mailings_of(visit.store, visit.the_event()).get(kind), visit.now)


def kind_in(request: Request) -> MailKind:
    """The kind that the address names. Raises NothingHereError for none of ours."""
    try:
        return MailKind(request.path_params["kind"])
    except ValueError:
        raise NothingHereError from None


def started_kind_in(request: Request) -> MailKind:
    """The same for what the organiser starts, so not for links on request."""
    kind = kind_in(request)
    if kind is MailKind.LINK:
        raise NothingHereError
    return kind


def rate_of(visit: StaffVisit) -> float:
    """Mails a second at most."""
    return visit.settings.mail.rate if visit.settings.mail else USUAL_RATE


def minutes_for(visit: StaffVisit, mails: int) -> int:
    """How long so many take at this rate; 0 for less than one."""
    seconds = mails / rate_of(visit)
    return 0 if seconds < 60 else ceil(seconds / 60)
