"""Hands mails in: one thread of the server, or the command line while the server is down."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage

from kiosk.mail import errors
from kiosk.mail.errors import CannotSendError
from kiosk.mail.posting import Clock, Postman, as_bytes
from kiosk.mail.smtp_session import SmtpSession
from kiosk.mail_settings import MailServer
from kiosk.settings import Settings
from matching.email_addresses import ascii_address
from matching.errors import DatabaseAwayError
from matching.faults import described_without_data
from matching.mailing.delivering import waiting
from matching.mailing.nouns import MailState
from matching.mailing.outbox import fill_due_mailings
from matching.mailing.senders import Turn, trouble_of
from matching.store import Store

__all__ = ["CannotSendError", "Sender", "send_all", "send_now"]

log = logging.getLogger("rozmowa")

LOOK_SECONDS = 1.0
SECONDS_TO_FINISH = 10.0  # for the mail that is being sent when the server stops
SECONDS_TO_HANG_UP = 2.0  # where none is, whatever is being waited for


def _now() -> datetime:
    return datetime.now(UTC)


class Sender(threading.Thread):
    """Looks every second for what is due, in one process of all that share the database."""

    def __init__(
        self, store: Store, settings: Settings, server: MailServer, *, clock: Clock = _now
    ) -> None:
        super().__init__(name="sender", daemon=True)
        self._store, self._clock = store, clock
        self._stopping, self._woken = threading.Event(), threading.Event()
        self._turn = Turn(store, clock)
        self._postman = Postman(store, settings, server, clock=clock, wait=self._is_to_end)

    @property
    def trouble(self) -> str:
        """Why mails wait although they are due, as a code of CannotSendError; '' if none does."""
        return self._postman.rest.trouble

    def wake(self) -> None:
        """Look now, also where the server was to be left alone for a while."""
        self._postman.rest.cut_short()
        self._woken.set()

    def run(self) -> None:
        """Until stopped."""
        while not self._stopping.is_set():
            try:
                self.go_round()
            except Exception as error:
                log.error("sending mails failed: %s", described_without_data(error))
            self._woken.wait(LOOK_SECONDS)
            self._woken.clear()
        self._end()

    def go_round(self) -> None:
        """Queue the mails of mailings whose time has come, send what is due."""
        self._postman.settle()
        if not self._turn.take():
            self._postman.hang_up_when_idle()
            with suppress(DatabaseAwayError):  # which is why it is not our turn
                self._turn.put_down()
            return
        fill_due_mailings(self._store, now=self._clock())
        if self._postman.rest.seconds_left() and self._turn.is_woken():
            self._postman.rest.cut_short()
        self._postman.go_round()
        self._turn.tell(self.trouble)
        self._postman.hang_up_when_idle()

    def _is_to_end(self, seconds: float) -> bool:
        """Whether it is to stop meanwhile, or another process's turn has come."""
        return self._stopping.wait(seconds) or not self._turn.is_mine()

    def _end(self) -> None:
        try:
            self._postman.settle()
            self._turn.put_down()
        except Exception as error:
            log.error("ending to send failed: %s", described_without_data(error))
        self._postman.end()
        self._turn.end()

    def stop(self) -> None:
        """End the thread; what is being sent is finished first, if the server answers soon."""
        self._stopping.set()
        self._woken.set()
        self.join(SECONDS_TO_HANG_UP)
        if self.is_alive() and self._postman.is_handing_in:
            self.join(SECONDS_TO_FINISH)
            self._postman.interrupt()
            self.join(SECONDS_TO_FINISH)


def send_now(server: MailServer, message: EmailMessage, to: str) -> None:
    """Hand in one message outside the outbox: the organiser's test mail. Raises CannotSendError."""
    recipient = ascii_address(to)
    if recipient is None:
        raise CannotSendError(errors.ADDRESS)
    session = SmtpSession.begin(server)
    try:
        handed = session.hand_in(recipient, as_bytes(message))
    finally:
        session.end()
    if handed.outcome.state is MailState.SENT:
        return
    is_lost = handed.outcome.failure in {errors.CONNECTION, errors.NO_ANSWER}
    usual = errors.CONNECTION if is_lost else errors.REJECTED
    raise CannotSendError(handed.trouble or usual)


def send_all(
    store: Store,
    settings: Settings,
    *,
    tell: Callable[[int, int], None],
    until_done: bool = True,
    stopping: threading.Event | None = None,
) -> None:
    """Send what is due until nothing is left that can be; tell(done, of) after each mail.

    stopping: once set from elsewhere, it ends after the mail that is being sent
    until_done: also wait for mails that are to be tried again later, and for a server that may
        come back; else what is due now is tried once
    Raises CannotSendError where somebody has to do something first.
    """
    assert settings.mail is not None  # who calls has looked
    stop = stopping or threading.Event()
    _Run(store, settings, settings.mail, tell, until_done, stopping=stop).go()


class _Run:
    """One run of the command line."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        server: MailServer,
        tell: Callable[[int, int], None],
        until_done: bool,
        *,
        stopping: threading.Event,
    ) -> None:
        self._store, self._tell, self._until_done = store, tell, until_done
        self._stopping = stopping
        self._turn = Turn(store, _now)
        self._postman = Postman(store, settings, server, clock=_now, wait=self._is_to_end)
        self._done, self._left, self._counted_at = 0, 0, 0.0

    def go(self) -> None:
        """Until nothing is left, or it is to stop; while a server hands them in, only watch."""
        fill_due_mailings(self._store, now=_now())
        try:
            while not self._stopping.is_set():
                trouble = self._go_round()
                if trouble and not (self._until_done and trouble in errors.PASSES):
                    raise CannotSendError(trouble)
                seconds = self._seconds_to_wait()
                if seconds is None:
                    return
                self._stopping.wait(max(seconds, self._postman.rest.seconds_left(), 0.05))
        finally:
            self._postman.end()
            self._turn.put_down()
            self._turn.end()

    def _go_round(self) -> str:
        """Why mails wait, here or at the server whose turn it is; '' for no reason."""
        if self._turn.take():
            self._postman.go_round(self._note)
            return self._postman.rest.trouble
        self._stopping.wait(LOOK_SECONDS)
        return trouble_of(self._store)

    def _is_to_end(self, seconds: float) -> bool:
        return self._stopping.wait(seconds) or not self._turn.is_mine()

    def _note(self) -> None:
        self._done += 1
        self._left -= 1
        if self._left <= 0 or time.monotonic() - self._counted_at > LOOK_SECONDS:
            self._left, self._counted_at = waiting(self._store).mails, time.monotonic()
        self._tell(self._done, self._done + self._left)

    def _seconds_to_wait(self) -> float | None:
        left = waiting(self._store)
        if left.next_at_utc is None or not self._until_done:
            return None
        return (left.next_at_utc - _now()).total_seconds()
