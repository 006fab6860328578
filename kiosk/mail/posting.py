"""From the outbox to the mail server, until nothing is due: what the thread of the server and the
command line have in common.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

from kiosk.mail import errors
from kiosk.mail.addresses import addresses_of
from kiosk.mail.composing import Letter, UnusableAddressError, compose
from kiosk.mail.drafts import Drafts
from kiosk.mail.errors import CannotSendError
from kiosk.mail.smtp_session import SmtpSession
from kiosk.mail_settings import MailServer
from kiosk.settings import Settings
from matching.email_addresses import ascii_address
from matching.event_plan import plan_of
from matching.faults import described_without_data
from matching.mailing.delivering import Claimed, Delivery, Done, Outcome
from matching.mailing.nouns import MailKind, MailState
from matching.store import Store

log = logging.getLogger("rozmowa")

Clock = Callable[[], datetime]
Wait = Callable[[float], bool]

FIRST_REST, LONGEST_REST = 5.0, 300.0  # seconds, where the server may come back by itself
LONG_REST = 600.0  # where somebody has to do something, such as set another password
MOST_IN_VAIN = 5  # mails in a row that end alike, each for a person to decide about


def as_bytes(message: EmailMessage) -> bytes:
    """The message as SMTP carries it: CRLF line ends, ASCII."""
    told = message.as_bytes(policy=message.policy.clone(linesep="\r\n", cte_type="7bit"))
    return told if told.endswith(b"\r\n") else told + b"\r\n"


class Pace:
    """So many mails a second at most, evenly; what was missed is not caught up with."""

    def __init__(self, rate: float) -> None:
        self._gap = 1 / rate
        self._next = 0.0

    def seconds_left(self) -> float:
        """Until the next may go; 0 where it may now."""
        return max(0.0, self._next - time.monotonic())

    def note(self) -> None:
        """One goes now."""
        self._next = max(self._next, time.monotonic()) + self._gap


class Rest:
    """How long the server is left alone after it could not be spoken with."""

    def __init__(self) -> None:
        self.trouble = ""
        self._until = 0.0
        self._times = 0

    def seconds_left(self) -> float:
        """0 where it may be tried."""
        return max(0.0, self._until - time.monotonic())

    def begin(self, trouble: str) -> None:
        """Twice as long each time where it may pass by itself."""
        is_short = trouble in errors.PASSES
        seconds = min(LONGEST_REST, FIRST_REST * 2 ** min(self._times, 10))
        self._until = time.monotonic() + (seconds if is_short else LONG_REST)
        self._times += 1
        if trouble != self.trouble:
            log.warning("mails wait: %s", trouble)
        self.trouble = trouble

    def over(self) -> None:
        """The server speaks with us."""
        self.trouble, self._until, self._times = "", 0.0, 0

    def cut_short(self) -> None:
        """Try now; what the trouble was is told until it is gone."""
        self._until, self._times = 0.0, 0


class Postman:
    """Hands in what is due, over one connection. wait: seconds, whether to stop meanwhile"""

    def __init__(
        self, store: Store, settings: Settings, server: MailServer, *, clock: Clock, wait: Wait
    ) -> None:
        self._store, self._settings, self._server = store, settings, server
        self._clock, self._wait = clock, wait
        self._delivery = Delivery(store, clock)
        self._pace = Pace(server.rate)
        self._session: SmtpSession | None = None
        self._done: Done | None = None
        self._drafts = Drafts(self._message)
        self._told: set[str] = set()
        self._in_vain = 0
        self.is_handing_in = False
        self.rest = Rest()

    def go_round(self, tell: Callable[[], None] = lambda: None) -> None:
        """Until nothing is due, the server has to be left alone or it is to stop.

        tell: after each mail
        """
        try:
            while not self.rest.seconds_left() and self._delivery.has_due():
                if not self._may_go_on_at_once():
                    self.settle()
                if self._wait(self._pace.seconds_left()) or not self._is_connected():
                    return
                if self._wait(0):  # to stop, which was not waited for while connecting
                    return
                if self._delivery.has_due():  # read now, not while all others wait for the claim
                    self._send_next()
                tell()
        finally:
            self.settle()

    def settle(self) -> None:
        """Write down what became of the last mail; what fails here is tried in the next round."""
        if self._done:
            self._delivery.settle(self._done)
            self._done = None

    def _may_go_on_at_once(self) -> bool:
        """Else what is known of a mail is written down before anything else is waited for."""
        session = self._session
        return not self._pace.seconds_left() and session is not None and session.is_fresh

    def _is_connected(self) -> bool:
        if self._session is not None and self._session.goes_on():
            return True
        self._session = None
        try:
            self._session = SmtpSession.begin(self._server)
        except CannotSendError as error:
            self.rest.begin(error.code)
        return self._session is not None

    def _send_next(self) -> None:
        claimed = self._delivery.claim(self._done)
        self._done = None
        if claimed is None:
            return
        self._pace.note()
        self.is_handing_in = True
        try:
            outcome = self._hand_in(claimed)
        except Exception as error:
            log.error("a mail is uncertain: %s", described_without_data(error))
            outcome = Outcome(MailState.UNCERTAIN, "crash")
            self._hang_up()
            self.rest.begin(errors.CONNECTION)  # so that not every mail ends like this
        self._done = Done(claimed, outcome)
        self.is_handing_in = False

    def _hand_in(self, claimed: Claimed) -> Outcome:
        recipient = ascii_address(claimed.content.recipient.email)
        if recipient is None:
            return Outcome(MailState.FAILED, errors.ADDRESS)
        try:
            message = self._drafts.take(claimed)
        except UnusableAddressError:
            return Outcome(MailState.FAILED, errors.ADDRESS)
        except Exception as error:
            self._tell_once(described_without_data(error))
            return Outcome(MailState.QUEUED, "compose")  # a later version may know how
        self._drafts.prepare(self._delivery.upcoming())
        assert self._session is not None
        handed = self._session.hand_in(recipient, message)
        if trouble := handed.trouble or self._trouble_with_all(handed.outcome):
            self.rest.begin(trouble)
        elif handed.outcome.failure not in {errors.CONNECTION, errors.NO_ANSWER}:
            self.rest.over()  # it spoke about this mail
        return handed.outcome

    def _trouble_with_all(self, outcome: Outcome) -> str:
        """What is wrong with the server where one mail after the other is left without an answer,
        or refused by its policy (RFC 3463: x.7.x): not one of them is the reason."""
        is_unanswered = outcome.failure == errors.NO_ANSWER
        is_in_vain = is_unanswered or " 5.7." in outcome.failure
        self._in_vain = self._in_vain + 1 if is_in_vain else 0
        if self._in_vain < MOST_IN_VAIN:
            return ""
        return errors.CONNECTION if is_unanswered else errors.REFUSED

    def _tell_once(self, fault: str) -> None:
        """Of a thousand mails with the same fault the log has one line."""
        if fault not in self._told:
            log.error("a mail could not be made: %s", fault)
        self._told.add(fault)

    def _message(self, claimed: Claimed) -> bytes:
        mail, now = claimed.mail, self._clock()
        addresses = None
        if mail.with_links or mail.kind is MailKind.LINK:
            person_id = claimed.content.recipient.person_id
            addresses = addresses_of(self._settings, person_id, now=now)
        letter = Letter(
            mail_id=mail.mail_id,
            content=claimed.content,
            event=claimed.event,
            server=self._server,
            addresses=addresses,
            now=now,
            plan=plan_of(self._store, claimed.event) if mail.kind is MailKind.INVITATION else None,
        )
        return as_bytes(compose(letter))

    def hang_up_when_idle(self) -> None:
        """Let go of a connection that nobody used for a while."""
        if self._session is not None and self._session.is_idle:
            self._hang_up()

    def end(self) -> None:
        """Say goodbye to the server, for good."""
        self._drafts.end()
        self._hang_up()

    def _hang_up(self) -> None:
        if self._session is not None:
            self._session.end()
            self._session = None

    def interrupt(self) -> None:
        """From another thread: wait no longer for the server's answer."""
        if session := self._session:
            session.interrupt()
