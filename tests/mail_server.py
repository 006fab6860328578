"""A real mail server on this computer that takes mails, well or badly."""

import asyncio
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session, syntax
from live_server import free_port

from kiosk.mail_settings import MailServer
from kiosk.mail_settings import mail_server as read_mail_server
from kiosk.settings import Settings, load_settings

HOST = "localhost"
FROM = "Wieczór rozmów <rozmowa@example.org>"
USER, PASSWORD = "kiosk@example.org", "zażółć:gęś@laźń/1"


class Fault(StrEnum):
    """What goes wrong with one mail."""

    GREYLIST = "greylist"  # 450 to RCPT
    NO_SUCH = "no_such"  # 550 to RCPT
    POLICY = "policy"  # 554 to RCPT, as to whoever may not send from there
    FULL = "full"  # 552 after the dot
    SENDER = "sender"  # 550 to MAIL
    LOGIN = "login"  # 530 to MAIL
    CLOSING = "closing"  # 421 to RCPT
    BEFORE_DATA = "before_data"  # hangs up when DATA is asked for
    IN_DATA = "in_data"  # hangs up after the first line of the message
    AFTER_DOT = "after_dot"  # has the whole message, hangs up without an answer
    KEPT_AFTER_DOT = "kept_after_dot"  # the same, and keeps it
    LYING = "lying"  # keeps it and says 451
    SLOW = "slow"  # keeps it and answers when it is let go
    NONSENSE = "nonsense"  # keeps it and answers in no code


AT_RCPT = {
    Fault.GREYLIST: "450 4.2.0 <x@example.org>: come again",
    Fault.NO_SUCH: "550 5.1.1 <x@example.org>: no such person",
    Fault.POLICY: "554 5.7.1 <x@example.org>: relay access denied",
    Fault.CLOSING: "421 4.3.2 closing",
}
AT_MAIL = {Fault.SENDER: "550 5.7.1 not you", Fault.LOGIN: "530 5.7.0 sign in first"}
KEEPS = {Fault.KEPT_AFTER_DOT, Fault.LYING, Fault.SLOW, Fault.NONSENSE, None}


@dataclass(frozen=True)
class Received:
    """One message that came."""

    sender: str
    to: str
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)

    @property
    def id(self) -> str:
        return str(self.message["Message-ID"])


def no_fault(_recipient: str, _times: int) -> Fault | None:
    return None


@dataclass
class MailServerHere:
    """Listens on this computer. choose: what goes wrong with a recipient's mail the nth time

    attempts: how many recipients were named; tls: 'starttls', 'at_once' or 'none'
    certificate: of another name than localhost, if any
    is_pipelining: takes several commands at once
    needs_login: takes mails only from USER; greeting: instead of 220, such as 421 or 554
    """

    authority: trustme.CA
    choose: Callable[[str, int], Fault | None] = no_fault
    tls: str = "starttls"
    certificate: str = HOST
    needs_login: bool = False
    is_pipelining: bool = False
    greeting: str = ""
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    attempts: int = 0
    faults: Counter = field(default_factory=Counter)
    let_go: threading.Event = field(default_factory=threading.Event)
    is_waited_for: threading.Event = field(default_factory=threading.Event)
    signed_in: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._times: Counter = Counter()
        self._transports: list[asyncio.Transport] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._server = self._run(self._listen())
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def _run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self) -> asyncio.Server:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.authority.issue_cert(self.certificate).configure_cert(context)
        at_once = context if self.tls == "at_once" else None
        starttls = context if self.tls == "starttls" else None

        def protocol() -> SMTP:
            self.connections += 1
            return _Speaker(self, starttls)

        return await self._loop.create_server(protocol, "127.0.0.1", 0, ssl=at_once)

    def __exit__(self, *_: object) -> None:
        self.let_go.set()
        self._run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _close(self) -> None:
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for transport in self._transports:
            transport.abort()
        await asyncio.sleep(0.01)

    @property
    def setting(self) -> str:
        """What an organiser would set."""
        scheme = "smtps" if self.tls == "at_once" else "smtp"
        return f"{scheme}://{HOST}:{self.port}"

    @property
    def to(self) -> list[str]:
        return [one.to for one in self.received]

    @property
    def doubles(self) -> int:
        """How many messages came more than once, as often as they did too much."""
        return len(self.received) - len({one.id for one in self.received})

    def next_fault(self, recipient: str) -> Fault | None:
        fault = self.choose(recipient, self._times[recipient])
        self._times[recipient] += 1
        self.attempts += 1
        if fault:
            self.faults[fault] += 1
        return fault

    def check(self, _server: Any, _session: Any, _envelope: Any, mechanism: str, data: Any) -> Any:
        told = (data.login.decode(), data.password.decode())
        self.signed_in.append(mechanism)
        return AuthResult(success=told == (USER, PASSWORD), handled=False)


class _Speaker(SMTP):
    """One session of a sender. The envelope's recipient decides about the fault."""

    def __init__(self, office: MailServerHere, context: ssl.SSLContext | None) -> None:
        self._office = office
        super().__init__(
            self,
            hostname=HOST,
            tls_context=context,
            require_starttls=context is not None,
            auth_required=office.needs_login,
            authenticator=office.check if office.needs_login else None,
        )
        self._auth_require_tls = office.tls != "at_once"  # where it is encrypted already

    fault: Fault | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        self._office._transports.append(transport)
        super().connection_made(transport)

    async def push(self, status: Any) -> None:
        told = self._office.greeting
        if told and str(status).startswith("220 "):
            await super().push(told)
            self.transport.close()
            return
        await super().push(status)

    async def handle_EHLO(
        self, _server: Any, session: Session, _envelope: Any, hostname: str, told: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*told[:-1], *["250-PIPELINING"] * self._office.is_pipelining, told[-1]]

    async def handle_MAIL(
        self, _server: Any, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        fault = self._office.choose("", 0)
        if fault in AT_MAIL:
            return AT_MAIL[fault]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, _server: Any, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        self.fault = self._office.next_fault(address)
        if self.fault in AT_RCPT:
            return AT_RCPT[self.fault]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:
        if self.fault is Fault.BEFORE_DATA:
            self.transport.abort()
        elif self.fault is Fault.IN_DATA:
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
        else:
            await super().smtp_DATA(arg)

    async def handle_DATA(self, _server: Any, _session: Session, envelope: Envelope) -> str:
        if self.fault in KEEPS:
            to = envelope.rcpt_tos[0]
            self._office.received.append(Received(envelope.mail_from, to, envelope.content))
        match self.fault:
            case Fault.FULL:
                return "552 5.2.2 <x@example.org>: mailbox full"
            case Fault.AFTER_DOT | Fault.KEPT_AFTER_DOT:
                self.transport.abort()
            case Fault.LYING:
                return "451 4.3.0 try again"
            case Fault.NONSENSE:
                return "well, yes"
            case Fault.SLOW:
                self._office.is_waited_for.set()
                while not self._office.let_go.is_set():
                    await asyncio.sleep(0.01)
        return "250 OK"


def trust(authority: trustme.CA, folder: Path) -> Path:
    """A file for SSL_CERT_FILE, so that this authority is believed."""
    file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    return file


def mail_settings(server: MailServerHere, *, login: str = "", rate: str = "1000") -> MailServer:
    """How the organiser would reach it. login: 'user:password@', quoted"""
    told = read_mail_server(server.setting.replace("://", f"://{login}"), FROM, rate)
    assert told is not None
    return told


def mail_environment(folder: Path) -> dict[str, str]:
    """Settings of a house that can send mails, whose server is asked for nothing."""
    return {
        "ROZMOWA_DATA": str(folder),
        "ROZMOWA_PUBLIC_URL": "https://rozmowa.example.org",
        "ROZMOWA_SMTP": f"smtp://{HOST}:{free_port()}",
        "ROZMOWA_MAIL_FROM": FROM,
    }


def settings_with_mail(folder: Path, server: MailServerHere, **values: str) -> Settings:
    """Settings of a house whose mails go to this server."""
    told = {"DATA": str(folder), "PUBLIC_URL": "https://rozmowa.example.org"} | values
    environment = {f"ROZMOWA_{name}": value for name, value in told.items()}
    return replace(load_settings(environment), mail=mail_settings(server))
