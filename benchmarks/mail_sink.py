"""A mail server that takes everything: python -m benchmarks.mail_sink FOLDER

It offers STARTTLS, writes the certificate that vouches for it into the folder, prints its port, and
at the end of its input how many messages came and how many of them were different.
"""

import asyncio
import ssl
import sys
from email.parser import BytesHeaderParser
from pathlib import Path

import trustme
from aiosmtpd.smtp import SMTP, Envelope, Session

AUTHORITY = "authority.pem"


class Sink:
    """Keeps the ids of messages only."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    async def handle_EHLO(
        self, _server: SMTP, session: Session, _envelope: object, name: str, told: list[str]
    ) -> list[str]:
        """It takes several commands at once, as most servers do."""
        session.host_name = name
        return [*told[:-1], "250-PIPELINING", told[-1]]

    async def handle_DATA(self, _server: SMTP, _session: object, envelope: Envelope) -> str:
        """Take it."""
        head = bytes(envelope.content).partition(b"\r\n\r\n")[0]
        self.ids.append(str(BytesHeaderParser().parsebytes(head)["Message-ID"]))
        return "250 OK"


async def serve(folder: Path) -> Sink:
    """Until the input ends."""
    authority, sink = trustme.CA(), Sink()
    authority.cert_pem.write_to_path(str(folder / AUTHORITY))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    loop = asyncio.get_running_loop()

    def protocol() -> SMTP:
        return SMTP(sink, hostname="localhost", tls_context=context, require_starttls=True)

    server = await loop.create_server(protocol, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    return sink


if __name__ == "__main__":
    told = asyncio.run(serve(Path(sys.argv[1]))).ids
    print(len(told), len(set(told)), flush=True)
