"""Backups, restoring, repairing, and the certificate: the organiser's safety net."""

import argparse
import contextlib
import json
import shutil
import ssl
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from uuid import uuid4

from kiosk.addresses import local_ip
from kiosk.backups import list_backups
from kiosk.certificates import make_certificate
from kiosk.clock import utc_now
from kiosk.commands.outputs import WrongArgumentError
from kiosk.routes.backup import backup_request
from kiosk.server import address_file_in
from kiosk.settings import Settings
from matching.engines.file_bytes import is_database
from matching.engines.file_damage import put_recovered_in_place, replace_database
from matching.engines.opening import is_address
from matching.errors import (
    BackupError,
    DamagedDatabaseError,
    DatabaseHeldError,
    NewerDatabaseError,
    NothingToRecoverError,
    RozmowaError,
    UnreadableDatabaseError,
)
from matching.mailing.restoring import MailsBefore, keep_mails, mails_before
from matching.privacy import ErasedBefore, erase_again, erased_before
from matching.privacy.rewriting import rewrite
from matching.store import Store

SECONDS_TO_WAIT = 120


def backup(settings: Settings, wish: argparse.Namespace) -> int:
    """Copy the database; while the server runs it is asked to, on this computer only."""
    target = Path(wish.file).resolve()
    if target.is_dir():
        raise WrongArgumentError("FILE", "a file, not a folder")
    if target == settings.database:
        raise WrongArgumentError("FILE", "another file than the database itself")
    if target.parent == settings.data and target.name in {"secret", "server.json"}:
        raise WrongArgumentError("FILE", "no file that Rozmowa needs")
    try:
        with Store.open(settings.database) as store:
            store.backup(target)
    except DatabaseHeldError as held:
        _ask_server(settings, target, held)
    print(f"backup written: {target}")
    return 0


def copy_database(settings: Settings, wish: argparse.Namespace) -> int:
    """Fill an empty database, of the same kind or the other, with all that ours holds."""
    place = wish.place if is_address(wish.place) else Path(wish.place).resolve()
    with Store.open(settings.database) as store, Store.open(place) as other:
        counts = store.copy_to(other)
    print(f"copied and checked: {sum(counts.values())} rows of {len(counts)} tables")
    return 0


def _ask_server(settings: Settings, target: Path, held: DatabaseHeldError) -> None:
    try:
        address = json.loads(address_file_in(settings.data).read_text())["url"]
    except (OSError, ValueError, KeyError, TypeError):
        raise held from None
    request = urllib.request.Request(
        f"{address}/api/backup", data=backup_request(settings, target), method="POST"
    )
    try:
        _send(request)
    except urllib.error.HTTPError as refusal:
        raise _refused(target, refusal.read(), held) from None
    except OSError:
        raise held from None


def _refused(target: Path, answer: bytes, held: DatabaseHeldError) -> RozmowaError:
    try:
        return BackupError(target, str(json.loads(answer)["error"]))
    except (ValueError, KeyError, TypeError):
        return held  # somebody else's web server has the port by now


def _send(request: urllib.request.Request) -> None:
    # The server on this computer has a certificate for the venue's names, of the venue's own CA.
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
    )
    with opener.open(request, timeout=SECONDS_TO_WAIT) as answer:
        answer.read()


def restore(settings: Settings, wish: argparse.Namespace) -> int:
    """Go back to a backup; what was there before is kept in a folder beside.

    Whoever was erased since that backup is erased again, and nobody who was written to since is
    written to twice.
    """
    source = Path(wish.file).resolve()
    if not source.is_file():
        raise WrongArgumentError("FILE", "a backup file")
    erased, mails = _known_before(settings.database)
    kept = _put_in_place(settings, source)
    if erased is None:
        print("whoever was erased since that backup is back: the file in place could not be read")
    else:
        _erase_again(settings.database, erased)
    _keep_mails(settings.database, mails)
    print(f"restored from {source.name}; what was there before is in {kept}")
    return 0


def _put_in_place(settings: Settings, source: Path) -> Path:
    """Where what was there before is kept. Raises UnreadableDatabaseError."""
    if isinstance(settings.database, Path):
        return replace_database(settings.database, source, now=utc_now())
    if not is_database(source):
        raise UnreadableDatabaseError(source, "it is no backup of Rozmowa")
    kept = settings.data / f"before-{utc_now():%Y%m%dT%H%M%S}-{uuid4().hex[:4]}.duckdb"
    with tempfile.TemporaryDirectory(dir=settings.data) as folder:
        copy = shutil.copyfile(source, Path(folder) / "copy.duckdb")  # it may be of an older schema
        with Store.open(settings.database) as store, Store.open(copy) as other:
            store.backup(kept)
            store.replace_by(other)
    return kept


def _known_before(path: Path | str) -> tuple[ErasedBefore | None, MailsBefore | None]:
    """Who was erased and written to, as the file in place says it; None where it cannot be used.

    That is all the more reason to restore, so only a file that is held is refused.
    """
    unusable = (DamagedDatabaseError, NewerDatabaseError, UnreadableDatabaseError)
    with contextlib.suppress(*unusable), Store.open(path) as store:
        return erased_before(store), mails_before(store)
    return None, None


def _erase_again(path: Path | str, erased: ErasedBefore) -> None:
    with Store.open(path) as store:
        count = erase_again(store, erased, actor="cli", now=utc_now())
        if count:
            rewrite(store, now=utc_now())
            print(f"erased again: {count} who asked for it after that backup")


def _keep_mails(path: Path | str, mails: MailsBefore | None) -> None:
    """Of mails that waited in an older copy and may have been sent since, a person decides."""
    with Store.open(path) as store:
        if count := keep_mails(store, mails, now=utc_now()):
            print(
                f"mails that waited and may have been sent since: {count}; decide on the dashboard"
            )


def recover(settings: Settings, _wish: argparse.Namespace) -> int:
    """Go on with everything that was written before the log was damaged."""
    if not isinstance(settings.database, Path):
        raise NothingToRecoverError
    try:
        Store.open(settings.database).close()
    except DamagedDatabaseError:
        pass  # found again, and its last good state saved anew
    else:
        raise NothingToRecoverError
    folder = put_recovered_in_place(settings.database, now=utc_now())
    _keep_mails(settings.database, None)
    with Store.open(settings.database) as store:
        kept = store.rows("desk/count_scans")[0]
    print(f"recovered {kept['scans']} scans; the damaged files are in {folder}")
    if kept["last_utc"]:
        print(f"the last scan in it is from {kept['last_utc']:%Y-%m-%d %H:%M} UTC")
    for copy in list_backups(settings.data / "backups")[:1]:
        print(f"if that is too old, the newest backup is {copy}: python -m kiosk restore {copy}")
    return 0


def certificate(settings: Settings, wish: argparse.Namespace) -> int:
    """Make the venue's own certificate authority and a certificate for this computer."""
    hosts = ["localhost", "127.0.0.1", *filter(None, [local_ip()]), *wish.host]
    made = make_certificate(settings.data / "certificates", hosts, now=utc_now())
    print(f"certificate for {', '.join(dict.fromkeys(hosts))}: {made.certificate}")
    print(f"install this authority on every other kiosk: {made.authority}")
    return 0
