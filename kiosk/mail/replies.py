"""What a mail server says, read for so long and no longer, and not without end."""

import smtplib
import socket
import time

LARGEST_REPLY = 64 * 1024  # bytes, of all its lines
_PIECE = 4096


class Replies:
    """In the place of a socket's file. A server that drips or never ends counts as gone."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock, self._kept = sock, b""
        self._until, self._left = 0.0, 0

    def begin(self) -> None:
        """A reply begins; all of it has as much time as the socket has for a piece of it."""
        self._until = time.monotonic() + (self._sock.gettimeout() or 0.0)
        self._left = LARGEST_REPLY

    def readline(self, longest: int) -> bytes:
        """The next line, b"" at the end. Raises OSError for what is too slow or too long."""
        seconds = self._sock.gettimeout()
        try:
            while b"\n" not in self._kept and len(self._kept) < longest and self._read():
                pass
        finally:
            self._sock.settimeout(seconds)
        end = self._kept.find(b"\n") + 1 or len(self._kept)
        line, self._kept = self._kept[:end], self._kept[end:]
        self._left -= len(line)
        if self._left < 0:
            raise OSError("too long a reply")
        return line

    def _read(self) -> bool:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("too slow a reply")
        self._sock.settimeout(left)
        piece = self._sock.recv(_PIECE)
        self._kept += piece
        return bool(piece)

    def close(self) -> None:
        """The socket is not closed here."""


class PlainSmtp(smtplib.SMTP):
    """Begins in plain words; STARTTLS may follow."""

    file: Replies | None

    def getreply(self) -> tuple[int, bytes]:
        """The next reply; as of a server that is gone where it takes too long."""
        if self.sock is not None:
            self.file = self.file or Replies(self.sock)
            self.file.begin()
        return super().getreply()


class TlsSmtp(PlainSmtp, smtplib.SMTP_SSL):
    """TLS from the first byte."""
