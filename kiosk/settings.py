"""What the organiser may set by environment. A wrong value stops the start with one sentence."""

import hashlib
import hmac
import os
import re
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from kiosk import logs
from kiosk.mail_settings import MailServer, WrongMailSettingError, mail_server
from matching.engines.opening import is_address
from matching.errors import RozmowaError

PREFIX = "ROZMOWA_"
LANGUAGES = ("pl", "en")
SHORTEST_SECRET = 16
SHORTEST_PIN = 4
SECONDS_TO_WRITE = 2.0
NAMES = (
    "DATA", "PUBLIC_URL", "EVENT", "LANGUAGE", "PIN", "SECRET", "DATABASE", "EMBEDDER", "LOG",
    "SMTP", "MAIL_FROM", "MAIL_RATE",
)  # fmt: skip

_DEFAULT_FOLDER = Path(__file__).parent.parent / "data" / "local"


@dataclass
class WrongSettingError(RozmowaError):
    """A setting has a value that cannot be meant."""

    code: ClassVar[str] = "wrong_setting"
    name: str
    expected: str

    def __str__(self) -> str:
        return f"{PREFIX}{self.name} must be {self.expected}"


@dataclass(frozen=True)
class Settings:
    """One frozen set for the life of the process.

    public_url: address in phone links and mails without a slash at the end; None hides them
    event: slug of the event to run; None takes the only open one
    pin: opens the dashboard instead of a password; None without one (the sample has its own)
    secret: at least 16 bytes, all keys derive from it
    embedder: folder of a static model that suggests chips from words; None does without
    log: 'text' for people, 'json' for a program that collects lines
    mail: where mails are handed in; None where none can be sent
    """

    data: Path
    database: Path | str
    secret: bytes
    public_url: str | None
    event: str | None
    language: str
    pin: str | None
    embedder: Path | None
    log: str = logs.TEXT
    mail: MailServer | None = None

    @property
    def home(self) -> Path:
        """The folder of the database file; the data folder where the database is elsewhere."""
        return self.database.parent if isinstance(self.database, Path) else self.data

    def key(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose (HMAC-SHA256 of the purpose under the secret)."""
        return _key(self.secret, purpose)

    @property
    def secret_mark(self) -> str:
        """By which processes see that they have the same secret; too short to find one by it."""
        return self.key("secret mark")[:4].hex()

    @property
    def sample_pin(self) -> str:
        """Six digits that open the dashboard of a machine with the sample, said on the console."""
        return f"{int.from_bytes(self.key('sample pin')[:8], 'big') % 10**6:06d}"


@cache
def _key(secret: bytes, purpose: str) -> bytes:
    return hmac.new(secret, purpose.encode(), hashlib.sha256).digest()


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read and check all settings. Raises WrongSettingError.

    Makes the data folder and, where no secret is set, the file `secret` in it (0600).
    """
    values = os.environ if environment is None else environment
    given = {name: values.get(PREFIX + name, "").strip() for name in NAMES}
    folder = _folder(given["DATA"])
    return Settings(
        data=folder,
        database=_database(given["DATABASE"], folder),
        secret=_secret(given["SECRET"], folder),
        public_url=_public_url(given["PUBLIC_URL"]),
        event=_slug(given["EVENT"]),
        language=_language(given["LANGUAGE"]),
        pin=_pin(given["PIN"]),
        embedder=_embedder(given["EMBEDDER"]),
        log=_log(given["LOG"]),
        mail=_mail(given),
    )


def unknown_settings(environment: Mapping[str, str] | None = None) -> list[str]:
    """Variables that look like ours but are none, most likely misspelt."""
    values = os.environ if environment is None else environment
    known = {PREFIX + name for name in NAMES}
    return sorted(name for name in values if name.startswith(PREFIX) and name not in known)


def _folder(value: str) -> Path:
    folder = Path(value).expanduser().resolve() if value else _DEFAULT_FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise WrongSettingError("DATA", "a folder that can be written") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WrongSettingError("DATA", "a folder that can be written")
    return folder


def _database(value: str, folder: Path) -> Path | str:
    if is_address(value):  # asked for at the start; it says itself what is wrong with it
        return value
    if "://" in value:
        raise WrongSettingError("DATABASE", "the path of a DuckDB file, or postgresql://…")
    path = Path(value).expanduser().resolve() if value else folder / "rozmowa.duckdb"
    if path.is_dir():
        raise WrongSettingError("DATABASE", "the path of a DuckDB file, not of a folder")
    return path


def _secret(value: str, folder: Path) -> bytes:
    if value:
        if len(value) < SHORTEST_SECRET:
            raise WrongSettingError("SECRET", f"at least {SHORTEST_SECRET} characters long")
        return value.encode()
    file = folder / "secret"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        _wait_while_empty(file)
        return _secret_in(file)
    except OSError:
        raise WrongSettingError("SECRET", f"set, as {file} cannot be written") from None
    with os.fdopen(descriptor, "w") as handle:
        handle.write(secrets.token_urlsafe(32))
    return _secret_in(file)


def _wait_while_empty(file: Path) -> None:
    """Another process that began at the same moment in the same folder is just writing it."""
    end = time.monotonic() + SECONDS_TO_WRITE
    with suppress(OSError):
        while not file.stat().st_size and time.monotonic() < end:
            time.sleep(0.01)


def _secret_in(file: Path) -> bytes:
    try:
        secret = file.read_bytes().strip()
    except OSError:
        raise WrongSettingError("SECRET", f"set, as {file} cannot be read") from None
    if len(secret) < SHORTEST_SECRET:
        raise WrongSettingError("SECRET", f"set, as the file {file} holds no secret")
    return secret


def _public_url(value: str) -> str | None:
    if not value:
        return None
    try:
        address = urlsplit(value)
        is_address = address.scheme in {"http", "https"} and bool(address.hostname)
    except ValueError:
        is_address = False
    if not is_address or address.query or address.fragment or address.username:
        raise WrongSettingError("PUBLIC_URL", "an address such as https://event.example.org")
    return value.rstrip("/")


def _slug(value: str) -> str | None:
    if value and not re.fullmatch(r"[a-z0-9][a-z0-9-]*", value):
        raise WrongSettingError("EVENT", "the short name of an event, see: python -m kiosk events")
    return value or None


def _language(value: str) -> str:
    if value and value not in LANGUAGES:
        raise WrongSettingError("LANGUAGE", " or ".join(LANGUAGES))
    return value or LANGUAGES[0]


def _log(value: str) -> str:
    if value and value not in logs.KINDS:
        raise WrongSettingError("LOG", " or ".join(logs.KINDS))
    return value or logs.TEXT


def _mail(given: Mapping[str, str]) -> MailServer | None:
    try:
        return mail_server(given["SMTP"], given["MAIL_FROM"], given["MAIL_RATE"])
    except WrongMailSettingError as wrong:
        raise WrongSettingError(*wrong.args) from None


def _pin(value: str) -> str | None:
    if value and len(value) < SHORTEST_PIN:
        raise WrongSettingError("PIN", f"at least {SHORTEST_PIN} characters long")
    return value or None


def _embedder(value: str) -> Path | None:
    if not value:
        return None
    folder = Path(value).expanduser().resolve()
    if not folder.is_dir():
        raise WrongSettingError("EMBEDDER", "a folder with a static model")
    return folder
