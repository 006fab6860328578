"""The way to the mail server: always encrypted and signed in before a mail is spoken of."""

import smtplib
import socket
import ssl
from base64 import b64encode

from kiosk.mail import errors
from kiosk.mail.errors import CannotSendError
from kiosk.mail.replies import PlainSmtp, TlsSmtp
from kiosk.mail_settings import MailServer


def connect(server: MailServer, *, seconds: float) -> smtplib.SMTP:
    """Connect, encrypt, sign in. seconds: for each answer. Raises CannotSendError."""
    smtp = _connected(server, seconds)
    try:
        _encrypt(smtp, server)
        _sign_in(smtp, server)
    except CannotSendError:
        smtp.close()
        raise
    assert smtp.sock is not None
    smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return smtp


def _connected(server: MailServer, seconds: float) -> smtplib.SMTP:
    name = server.domain  # what this computer is called is nobody's business
    try:
        if not server.is_tls_at_once:
            return PlainSmtp(server.host, server.port, name, timeout=seconds)
        return TlsSmtp(
            server.host,
            server.port,
            name,
            timeout=seconds,
            context=ssl.create_default_context(),
        )
    except (OSError, smtplib.SMTPException) as error:
        raise CannotSendError(_why(error)) from None


def _encrypt(smtp: smtplib.SMTP, server: MailServer) -> None:
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.is_tls_at_once:
            return
        if smtp.has_extn("starttls"):
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
            return
    except (OSError, smtplib.SMTPException) as error:
        raise CannotSendError(_why(error)) from None
    if server.user or not server.is_this_computer:
        raise CannotSendError(errors.NO_TLS)


def _sign_in(smtp: smtplib.SMTP, server: MailServer) -> None:
    if not server.user:
        return
    try:
        if "PLAIN" in smtp.esmtp_features.get("auth", "").split():
            # Not smtp.login: a password may have other letters than those of ASCII.
            told = b64encode(f"\0{server.user}\0{server.password}".encode()).decode()
            code = smtp.docmd("AUTH", f"PLAIN {told}")[0]
        else:
            code = smtp.login(server.user, server.password)[0]
    except smtplib.SMTPAuthenticationError as error:
        code = error.smtp_code
    except (smtplib.SMTPNotSupportedError, UnicodeEncodeError):
        raise CannotSendError(errors.LOGIN) from None
    except (OSError, smtplib.SMTPException) as error:
        raise CannotSendError(_why(error)) from None
    if code // 100 != 2:
        raise CannotSendError(errors.BUSY if code // 100 == 4 else errors.LOGIN)


def _why(error: Exception) -> str:
    """The code of what went wrong before a mail was spoken of."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return errors.CERTIFICATE
    if isinstance(error, ssl.SSLError):
        return errors.TLS
    if isinstance(error, smtplib.SMTPResponseException):
        return errors.BUSY if error.smtp_code // 100 == 4 else errors.REFUSED
    return errors.UNREACHABLE
