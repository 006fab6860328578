"""Speaking SMTP: one connection for many mails, of each of which it is known how far it came.

What the server says in words is not kept, as it may hold addresses: only its codes are.
"""

import re
import smtplib
import socket
import time
from contextlib import suppress
from dataclasses import dataclass

from kiosk.mail import errors
from kiosk.mail.connecting import connect
from kiosk.mail_settings import MailServer
from matching.mailing.delivering import Outcome
from matching.mailing.nouns import MailState

SECONDS_TO_ANSWER = 30.0
SECONDS_TO_TAKE = 300.0  # for the answer after the last dot: whoever hangs up early doubles mails
MAILS_PER_CONNECTION = 100
SECONDS_IDLE = 10.0
SECONDS_UNCHECKED = 1.0

_GO_AHEAD, _CLOSING, _NEEDS_LOGIN = 354, 421, (530, 535)
_ENHANCED = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}(?!\S)")
_LOST_BEFORE = Outcome(MailState.QUEUED, errors.CONNECTION)
_LOST_AFTER = Outcome(MailState.UNCERTAIN, errors.NO_ANSWER)
_LINE_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True)
class HandedIn:
    """How it went with one mail. trouble: '' or why the server is to be left alone for a while"""

    outcome: Outcome
    trouble: str = ""


class SmtpSession:
    """An open connection to the mail server, encrypted and signed in. Not shared by threads."""

    def __init__(self, smtp: smtplib.SMTP, server: MailServer) -> None:
        self._smtp, self._server = smtp, server
        self._mails = 0
        self._is_clean = True
        self._spoke_at = time.monotonic()

    @classmethod
    def begin(cls, server: MailServer) -> "SmtpSession":
        """Connect, encrypt, sign in. Raises CannotSendError."""
        return cls(connect(server, seconds=SECONDS_TO_ANSWER), server)

    @property
    def _idle(self) -> float:
        return time.monotonic() - self._spoke_at

    @property
    def is_idle(self) -> bool:
        """Whether nothing was said for so long that it had better end."""
        return self._idle > SECONDS_IDLE

    @property
    def is_fresh(self) -> bool:
        """Whether the next mail can be handed in without asking first."""
        is_open = self._smtp.sock is not None and self._mails < MAILS_PER_CONNECTION
        return is_open and self._is_clean and self._idle < SECONDS_UNCHECKED

    def goes_on(self) -> bool:
        """Whether it can be used for one more mail; else it is ended."""
        if self.is_fresh:
            return True
        if self._smtp.sock is None or self._mails >= MAILS_PER_CONNECTION or self.is_idle:
            self.end()
            return False
        try:
            self._is_clean = self._smtp.rset()[0] // 100 == 2
        except (OSError, smtplib.SMTPException):
            self._is_clean = False
        if not self._is_clean:
            self.end()
        self._spoke_at = time.monotonic()
        return self._is_clean

    def hand_in(self, recipient: str, message: bytes) -> HandedIn:
        """Hand in one message.

        recipient: an address as ascii_address gives it
        message: with CRLF line ends, in ASCII, without the last dot
        """
        self._mails += 1
        self._is_clean = False
        try:
            refused = self._envelope(recipient)
            if refused is not None:
                return refused
            self._smtp.send(_LINE_DOT.sub(b"..", message))
        except (OSError, smtplib.SMTPException):
            self.drop()
            return HandedIn(_LOST_BEFORE)
        finally:
            self._spoke_at = time.monotonic()
        return self._finish()

    def _envelope(self, recipient: str) -> HandedIn | None:
        """From whom, to whom, and whether the message may come; None if it may."""
        sender = self._server.address
        replies = self._say([f"MAIL FROM:<{sender}>", f"RCPT TO:<{recipient}>", "DATA"])
        refused = [reply for reply in replies[:2] if reply[0] // 100 != 2]
        goes_ahead = replies[-1][0] == _GO_AHEAD
        if goes_ahead and not refused:
            return None
        if goes_ahead:  # asks for a message although there is nobody to get it
            self.drop()
        code, words = (refused or replies)[0 if refused else -1]
        is_about_us = replies[0][0] // 100 == 5
        if code in _NEEDS_LOGIN or is_about_us:  # every other mail would be refused alike
            trouble = errors.LOGIN if code in _NEEDS_LOGIN else errors.REFUSED
            return HandedIn(Outcome(MailState.QUEUED, _told(code, words), False), trouble)
        return self._judged(code, words, odd=_LOST_BEFORE)

    def _say(self, lines: list[str]) -> list[tuple[int, bytes]]:
        """What is answered: together where the server can, else until one is refused."""
        is_together = self._smtp.has_extn("pipelining")
        if is_together:
            self._smtp.send("".join(f"{line}\r\n" for line in lines))
        replies: list[tuple[int, bytes]] = []
        for line in lines:
            if not is_together:
                self._smtp.putcmd(line)
            replies.append(self._smtp.getreply())
            is_taken = replies[-1][0] // 100 == 2
            if replies[-1][0] == _CLOSING or not (is_taken or is_together):
                break
        return replies

    def _finish(self) -> HandedIn:
        """The last dot. Once it left, the message may have arrived, whatever happens."""
        has_left = False
        try:
            self._smtp.send(b".\r\n")
            has_left = True
            assert self._smtp.sock is not None
            self._smtp.sock.settimeout(SECONDS_TO_TAKE)
            code, words = self._smtp.getreply()
            self._smtp.sock.settimeout(SECONDS_TO_ANSWER)
        except (OSError, smtplib.SMTPException):
            self.drop()
            return HandedIn(_LOST_AFTER if has_left else _LOST_BEFORE)
        finally:
            self._spoke_at = time.monotonic()
        if code // 100 == 2:
            self._is_clean = True
            return HandedIn(Outcome(MailState.SENT))
        return self._judged(code, words, odd=_LOST_AFTER)

    def _judged(self, code: int, words: bytes, *, odd: Outcome) -> HandedIn:
        """Not taken: for now, or for good. odd: what an answer means that SMTP does not know"""
        failure = _told(code, words)
        if code == _CLOSING:
            self.drop()
            return HandedIn(Outcome(MailState.QUEUED, failure), errors.BUSY)
        if code // 100 == 4:
            return HandedIn(Outcome(MailState.QUEUED, failure))
        if code // 100 == 5:
            return HandedIn(Outcome(MailState.FAILED, failure))
        self.drop()
        return HandedIn(odd)

    def end(self) -> None:
        """Say goodbye, if anybody is still there."""
        with suppress(OSError, smtplib.SMTPException):
            if self._smtp.sock is not None:
                self._smtp.quit()
        self.drop()

    def drop(self) -> None:
        """Hang up without a word."""
        self._smtp.close()

    def interrupt(self) -> None:
        """Let the line go dead from another thread, whatever is being said."""
        sock = self._smtp.sock
        with suppress(OSError):
            if sock is not None:
                # The one of a TLS socket would also forget the TLS that its thread is using.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _told(code: int, words: bytes) -> str:
    enhanced = _ENHANCED.match(words)
    return f"{code} {enhanced[0].decode()}" if enhanced else str(code)
