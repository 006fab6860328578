"""Mails of an event from the command line: as files, or sent while the server is down."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import ClassVar

from kiosk.clock import utc_now
from kiosk.commands.outputs import UnwritableFileError, WrongArgumentError, write_file
from kiosk.faults import DONE
from kiosk.mail.errors import CannotSendError
from kiosk.mail.files import MailFile, Taking, list_names, mail_files
from kiosk.mail.sender import send_all
from kiosk.settings import Settings
from matching.errors import RozmowaError
from matching.events import current_event
from matching.mailing.nouns import MailKind
from matching.mailing.outbox import start_mailing
from matching.model import Event
from matching.store import Store

KINDS = tuple(kind.value for kind in MailKind if kind is not MailKind.LINK)
BAR_WIDTH = 40
STOPPED = 130  # as a shell says of what Ctrl-C ended
SENTENCES_LEFT = (
    "The lists hold sentences that guests wrote for themselves: whoever reads them reads what was"
    " not meant for them, and a mail tool keeps them. Delete them once they are sent."
)
_FOLDER_MODE, _FILE_MASK = 0o700, 0o077


@dataclass
class CannotMailError(RozmowaError):
    """Mails cannot be sent from here, or as things stand."""

    code: ClassVar[str] = "cannot_mail"
    reason: str

    def __str__(self) -> str:
        return self.reason


def mail(settings: Settings, wish: argparse.Namespace) -> int:
    """Write a mailing into a folder, send it, or both."""
    kind, with_links = MailKind(wish.kind), not wish.without_links
    if not wish.out and not wish.send:
        raise WrongArgumentError("mail", "told where to: --out DIR, --send, or both")
    if wish.with_sentences and not wish.out:
        raise WrongArgumentError("--with-sentences", "used with --out DIR")
    if wish.send:
        _check_sending(settings, with_links=with_links)
    with Store.open(settings.database) as store:
        event = current_event(store, wish.event or settings.event)
        if wish.out:
            taking = Taking(event, kind, wish.with_sentences, with_links, "cli", utc_now())
            _write_out(Path(wish.out), kind, mail_files(store, settings, taking))
            if wish.with_sentences:
                print(SENTENCES_LEFT)
        if wish.send:
            return _send(store, settings, event, kind, with_links=with_links)
    return DONE


def _check_sending(settings: Settings, *, with_links: bool) -> None:
    if settings.mail is None:
        raise CannotMailError("set ROZMOWA_SMTP and ROZMOWA_MAIL_FROM to send mails")
    is_public = settings.public_url is not None and settings.public_url.startswith("https://")
    if with_links and not is_public:
        raise CannotMailError("set ROZMOWA_PUBLIC_URL to an https address, or send --without-links")


def _write_out(folder: Path, kind: MailKind, files: Iterable[MailFile]) -> None:
    """A folder that only its owner reads, each file whole or not at all."""
    _prepare(folder, list_names(kind))
    mask = os.umask(_FILE_MASK)
    try:
        written = [_put(folder, file) for file in files]
    finally:
        os.umask(mask)
    messages = sum(path.endswith(".eml") for path in written)
    others = ", ".join(path for path in written if not path.endswith(".eml"))
    print(f"{messages} messages: {folder / 'messages'}")
    print(f"lists: {others}")


def _prepare(folder: Path, names: Collection[str]) -> None:
    """Make it, or empty it of an earlier run. Raises for one that holds anything else."""
    try:
        folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        found = [path for path in folder.rglob("*") if path != folder / "messages"]
        is_elsewhere = (folder / "messages").is_symlink()
        if is_elsewhere or not all(_is_ours(folder, path, names) for path in found):
            raise WrongArgumentError("--out", "a folder that holds nothing but this kind of mail")
        for path in found:
            path.unlink()
        (folder / "messages").mkdir(mode=_FOLDER_MODE, exist_ok=True)
        folder.chmod(_FOLDER_MODE)
    except OSError as error:
        raise UnwritableFileError(folder, error.strerror or "") from error


def _is_ours(folder: Path, path: Path, names: Collection[str]) -> bool:
    """What a run wrote, or was writing when it was ended."""
    if path.is_symlink() or not path.is_file():
        return False
    name = path.name.removeprefix(".").removesuffix(".part")
    if path.parent == folder / "messages":
        return name.endswith(".eml") and name.removesuffix(".eml").isdigit()
    return path.parent == folder and name in names


def _put(folder: Path, file: MailFile) -> str:
    write_file(folder / file.path, file.content)
    return file.path


def _send(
    store: Store, settings: Settings, event: Event, kind: MailKind, *, with_links: bool
) -> int:
    """Those who have had this mail get no second one; ended by Ctrl-C, a later run goes on."""
    new = start_mailing(store, event, kind, with_links=with_links, actor="cli", now=utc_now())
    print(f"{new} queued")
    stopping = threading.Event()
    try:
        with _stopped_by_hand(stopping):
            send_all(store, settings, tell=_show_progress, stopping=stopping)
    except CannotSendError as error:
        raise CannotMailError(f"mails cannot be sent: {error.code}; run this again") from error
    if stopping.is_set():
        print("stopped; run this again to go on", file=sys.stderr)
        return STOPPED
    return DONE


@contextmanager
def _stopped_by_hand(stopping: threading.Event) -> Iterator[None]:
    """Ctrl-C lets the mail that is being sent be finished; a second one does not wait for it."""

    def say_and_stop() -> None:
        stopping.set()
        print("\nstopping after this mail", file=sys.stderr, flush=True)

    def stop(number: int, _frame: FrameType | None) -> None:
        # By another thread: this one may hold the event's lock, or be writing, just now.
        threading.Thread(target=say_and_stop).start()
        signal.signal(number, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _show_progress(done: int, total: int) -> None:
    filled = BAR_WIDTH * done // max(1, total)
    end = "\n" if done >= total else ""
    bar = "#" * filled + "." * (BAR_WIDTH - filled)
    print(f"\r  [{bar}] {done} of {total} mails", end=end, file=sys.stderr, flush=True)
