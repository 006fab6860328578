"""What lives as long as the server process: settings, the store, the backup timer."""

import base64
import hmac
import json
import logging
import os
import secrets
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from starlette.concurrency import run_in_threadpool

from kiosk import addresses, logs, meters, runs
from kiosk.connections import looked_after
from kiosk.courier import Courier
from kiosk.faults import exit_code_of
from kiosk.mail.sender import Sender
from kiosk.matchmaker import Matchmaker
from kiosk.settings import Settings, load_settings, unknown_settings
from kiosk.upkeep import Upkeep
from kiosk.warm_up import warm_up
from matching.embedder import Embedder, load_embedder
from matching.errors import RozmowaError
from matching.events import current_event, find_event, list_events
from matching.faults import described_without_data
from matching.mailing import senders
from matching.model import Event
from matching.secret_marks import note_mark
from matching.staff import password_door
from matching.store import Store

log = logging.getLogger("rozmowa")


@dataclass(frozen=True)
class Server:
    """The running server.

    sender: None where no mail server is set
    matchmaker: None where it is the work of `python -m matching worker`
    """

    settings: Settings
    store: Store
    embedder: Embedder | None = None
    sender: Sender | None = None
    matchmaker: Matchmaker | None = None
    own_set_up_key: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def set_up_key(self) -> str:
        """Of the link on the console. Behind a proxy that link may lead to any of the processes, so
        where there are several all have the same."""
        shared = base64.urlsafe_b64encode(self.settings.key("set up")).decode()
        return shared if self.store.is_shared else self.own_set_up_key

    def event(self) -> Event:
        """The event that people are let into.

        Raises UnknownEventError, NoEventError, SeveralEventsError.
        """
        return current_event(self.store, self.settings.event)

    def needs_set_up(self) -> bool:
        """Whether nothing opens the dashboard: no PIN, no password, and no sample event."""
        return self.staff_pin() is None and password_door(self.store) is None

    def is_set_up_key(self, typed: str) -> bool:
        """Whether this link is the one on the console, and still needed."""
        is_ours = hmac.compare_digest(typed.encode(), self.set_up_key.encode())
        return is_ours and self.needs_set_up()

    def staff_pin(self) -> str | None:
        """What opens the dashboard: the PIN that was set, or on a machine with the sample event
        the sample's own, until somebody chooses a password."""
        if self.settings.pin:
            return self.settings.pin
        if password_door(self.store) is not None:
            return None
        has_sample = any(event.is_sample for event in list_events(self.store))
        return self.settings.sample_pin if has_sample else None

    def has_own_door(self) -> bool:
        """Whether the organiser chose a PIN or a password, and not the sample's PIN opens."""
        return self.settings.pin is not None or password_door(self.store) is not None

    def mail_trouble(self) -> str:
        """Why mails wait although they are due, as a code of CannotSendError; '' if none does."""
        if self.store.is_shared:
            return senders.trouble_of(self.store)
        return self.sender.trouble if self.sender else ""

    def send_soon(self) -> None:
        """Let the sender look now, also where it leaves the mail server alone for a while."""
        if self.store.is_shared:
            senders.wake(self.store, now=datetime.now(UTC))
        if self.sender:
            self.sender.wake()


_lock = threading.Lock()
_servers: list[Server] = []


def start(settings: Settings) -> Server:
    """Open the store, and read the model where one is set, once for the process."""
    with _lock:
        if not _servers:
            embedder = load_embedder(settings.embedder) if settings.embedder else None
            store = Store.open(settings.database)
            store.tell_seconds = lambda seconds: meters.meters.write_seconds.observe(seconds)
            sender = Sender(store, settings, settings.mail) if settings.mail else None
            matchmaker = None if store.is_shared else Matchmaker(store, settings.event)
            _servers.append(Server(settings, store, embedder, sender, matchmaker))
        return _servers[0]


def stop() -> None:
    """Close the store; the next start opens it again."""
    with _lock:
        for server in _servers:
            server.store.close()
        _servers.clear()


def running() -> Server:
    """The server of this process. It is started by the lifespan before the first request."""
    return _servers[0]


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Start before the first request; what cannot work says one sentence and ends the process."""
    try:
        server = start(load_settings())
        logs.set_up(server.settings.log)
        if server.settings.event:
            find_event(server.store, server.settings.event)
        _write_address(server)
        _compare_secret(server)
        warm_up()
        runs.make_light()
    except Exception as error:
        _end_with(error)
    upkeep = Upkeep(server.store, server.settings.data / "backups")
    upkeep.start()
    if server.matchmaker:
        server.matchmaker.start()
    courier = Courier(server.store, server.settings.key)
    courier.start()
    if server.sender:
        server.sender.start()
    for line in announcement(server):
        print(line, flush=True)  # noqa: T201  # the organiser reads the console
    async with looked_after():
        yield
    address_file_in(server.settings.data).unlink(missing_ok=True)
    if server.sender:
        await run_in_threadpool(server.sender.stop)
    await run_in_threadpool(courier.stop)
    if server.matchmaker:
        await run_in_threadpool(server.matchmaker.stop)
    await run_in_threadpool(upkeep.stop)
    stop()


def _compare_secret(server: Server) -> None:
    """It may have been changed on purpose, or not been brought along: so it is said, no more."""
    now = datetime.now(UTC)
    if not note_mark(server.store, server.settings.secret_mark, now=now):
        log.error(
            "ROZMOWA_SECRET is not the one that this database was last used with: "
            "links and sign-ins from there are refused here; give all processes the same"
        )


def _write_address(server: Server) -> None:
    """Others need no server to make a backup of a shared database."""
    if not server.store.is_shared:
        written = json.dumps({"url": addresses.own(), "pid": os.getpid()})
        address_file_in(server.settings.data).write_text(written)


def address_file_in(folder: Path) -> Path:
    """Where the running server says how to reach it, for `python -m kiosk backup`."""
    return folder / "server.json"


def announcement(server: Server) -> list[str]:
    """What the console tells the organiser: addresses, the event, how to open the dashboard."""
    lines = ["", "  Rozmowa is running.", f"  This computer    {addresses.own()}"]
    lines += [f"  Other devices    {url}" for url in addresses.in_the_network()]
    if not addresses.is_encrypted():
        lines += ["                   (a camera on another device needs HTTPS: make certificate)"]
    lines += [f"  Dashboard        {_way_in(server)}"]
    lines += [f"  Event            {_event_line(server)}"]
    lines += [f"  Not a setting    {name}" for name in unknown_settings()]
    return [*lines, ""]


def _way_in(server: Server) -> str:
    if server.needs_set_up():
        return f"{addresses.own()}/set-up/{server.set_up_key}   (choose your password, once)"
    home = f"{addresses.own()}/staff"
    if server.settings.pin:
        return f"{home}   PIN: the one you set in ROZMOWA_PIN"
    pin = server.staff_pin()
    own = f"{home}   PIN: {pin} (until you choose a password)"
    return own if pin else f"{home}   with your password"


def _event_line(server: Server) -> str:
    try:
        event = server.event()
    except RozmowaError as error:
        return str(error)
    return f"{event.name} ({event.slug})"


def _end_with(error: Exception) -> NoReturn:
    """Streamlit and uvicorn would print a traceback for any exception from here."""
    is_foreseen = isinstance(error, RozmowaError)
    sentence = str(error) if is_foreseen else f"unexpected {described_without_data(error)}"
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201  # for whoever started it
    os._exit(exit_code_of(error))
