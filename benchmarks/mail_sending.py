"""How fast do mails leave the outbox of a file, an fsync each, for a server on this computer?"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.mail_contents import want_mails
from benchmarks.mail_sink import AUTHORITY
from kiosk.mail.sender import send_all
from kiosk.mail_settings import mail_server
from kiosk.settings import Settings, load_settings
from matching.mailing.nouns import MailKind, MailState
from matching.mailing.outbox import mailings_of, start_mailing
from matching.store import Store

GUESTS, TALKS = 1000, 1500
GOAL = 100  # a second
WHY = "Each mail waits for the disk, and for the answer of a mail server on the same two cores."


def send() -> list[Figure]:
    """A thousand guests who had 1,500 talks, and want their mail."""
    with tempfile.TemporaryDirectory() as name, _sink(Path(name)) as port:
        folder = Path(name)
        house = {"ROZMOWA_DATA": name, "ROZMOWA_PUBLIC_URL": "https://rozmowa.example.org"}
        mail = mail_server(f"smtp://localhost:{port}", "Rozmowa <rozmowa@example.org>", "1000")
        settings = replace(load_settings(house), mail=mail)
        with Store.open(folder / "rozmowa.duckdb") as store:
            return _measured(store, settings)


def _measured(store: Store, settings: Settings) -> list[Figure]:
    event = want_mails(store, guests=GUESTS, talks=TALKS).event
    began = time.perf_counter()
    now = datetime.now(UTC)
    start_mailing(store, event, MailKind.MATCHES, with_links=True, actor="cli", now=now)
    queued, cpu = time.perf_counter(), time.process_time()
    send_all(store, settings, tell=lambda _done, _of: None)
    took, cpu = time.perf_counter() - queued, time.process_time() - cpu
    sent = mailings_of(store, event)[MailKind.MATCHES].counts[MailState.SENT]
    return [
        Figure(f"{sent:,} mails queued", queued - began, "s"),
        Figure("sent, a second", sent / took, "", GOAL, at_least=True, why=WHY),
        Figure("CPU of the sender, each", cpu / sent * 1000, "ms"),
    ]


@contextmanager
def _sink(folder: Path) -> Iterator[int]:
    """The port of a server in a process of its own, which this one trusts meanwhile."""
    before = os.environ.get("SSL_CERT_FILE")
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.mail_sink", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        port = int(process.stdout.readline())
        os.environ["SSL_CERT_FILE"] = str(folder / AUTHORITY)
        yield port
        came, different = process.communicate()[0].split()
        assert came == different, "a mail came twice"
    finally:
        process.kill()
        os.environ.pop("SSL_CERT_FILE", None)
        if before:
            os.environ["SSL_CERT_FILE"] = before
