"""Is this machine ready for the event: address, kiosks, backup, disk, clock?"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from kiosk import kiosk_health
from kiosk.backups import list_backups
from kiosk.matchmaker import Matchmaker
from kiosk.settings import Settings
from matching.events import open_events
from matching.kiosks import Kiosk, list_kiosks
from matching.readiness import Finding, State, is_clock_right
from matching.secret_marks import is_mark_of_all
from matching.store import Store
from matching.worker.freshness import freshness_of

CAMERA_SEEN_WITHIN = timedelta(hours=1)
BACKUP_WITHIN = timedelta(hours=1)
LISTS_WITHIN = timedelta(minutes=1)
LEAST_FREE_GIGABYTES = 1
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)  # before that nothing here was written

_STAMP = "rozmowa-%Y%m%dT%H%M%S"


@dataclass(frozen=True)
class KioskFinding:
    """How one kiosk stands. seen_at: when it was heard of last, None since the start for never."""

    kiosk: Kiosk
    state: State
    case: str
    seen_at: datetime | None


def check_machine(
    store: Store, settings: Settings, *, now: datetime, matchmaker: Matchmaker | None = None
) -> list[Finding]:
    """All checks of the machine but those of the single kiosks.

    A database that several processes share is copied where it is; here it counts that a worker
    keeps the lists fresh, and that all have one secret.
    matchmaker: of this process, None where it has none
    """
    is_file = isinstance(settings.database, Path)
    return [
        *([] if is_file else [check_secret(store, settings)]),
        check_address(settings.public_url),
        _check_kiosks(store),
        *([check_backup(settings.data / "backups", now=now)] if is_file else []),
        *([] if is_file else [_check_lists(store, settings, now)]),
        *([check_own_lists(matchmaker)] if matchmaker else []),
        check_disk(settings.home),
        check_clock(store, now=now),
    ]


def check_secret(store: Store, settings: Settings) -> Finding:
    """Whether no process with another secret was started after this one."""
    if is_mark_of_all(store, settings.secret_mark):
        return Finding("secret", State.DONE, "same")
    return Finding("secret", State.MISSING, "differs")


def check_own_lists(matchmaker: Matchmaker) -> Finding:
    """Whether this process keeps the lists of whom to meet fresh.

    count: minutes since it last did
    """
    unwell = timedelta(seconds=matchmaker.seconds_unwell())
    if unwell <= LISTS_WITHIN:
        return Finding("lists", State.DONE, "own_fresh")
    return Finding("lists", State.MISSING, "own_old", count=int(unwell.total_seconds() // 60))


def _check_lists(store: Store, settings: Settings, now: datetime) -> Finding:
    """Whether a worker keeps the lists of whom to meet fresh, at each event that this server is
    about. count: minutes since it last did"""
    events = [one for one in open_events(store) if settings.event in {None, one.slug}]
    found = [freshness_of(store, event.event_id) for event in events]
    moments = [fresh.as_of_utc for fresh in found if fresh]
    if not moments or len(moments) < len(events):
        return Finding("lists", State.MISSING, "never")
    age = now - min(moments)
    if age <= LISTS_WITHIN:
        return Finding("lists", State.DONE, "fresh")
    return Finding("lists", State.MISSING, "old", count=int(age.total_seconds() // 60))


def check_address(public_url: str | None) -> Finding:
    """Whether a phone that scans a code of ours finds us, and trusts us."""
    if public_url is None:
        return Finding("address", State.MISSING, "unset")
    address = urlsplit(public_url)
    if _is_only_here(address.hostname or ""):
        return Finding("address", State.MISSING, "loopback")
    if address.scheme != "https":
        return Finding("address", State.MISSING, "not_https")
    return Finding("address", State.DONE, "set")


def _is_only_here(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        found = ip_address(host)
    except ValueError:
        return False
    return found.is_loopback or found.is_unspecified


def _check_kiosks(store: Store) -> Finding:
    count = len(list_kiosks(store))
    return Finding("kiosks", State.DONE if count else State.MISSING, count=count)


def kiosk_findings(store: Store, *, now: datetime) -> list[KioskFinding]:
    """Each enrolled kiosk, and whether its camera worked within the hour."""
    return [_kiosk_finding(store, kiosk, now) for kiosk in list_kiosks(store)]


def _kiosk_finding(store: Store, kiosk: Kiosk, now: datetime) -> KioskFinding:
    health = kiosk_health.health_of(store, kiosk.kiosk_id)
    if health is None:
        return KioskFinding(kiosk, State.MISSING, "unseen", None)
    worked = health.camera_ok_at
    if worked is not None and now - worked <= CAMERA_SEEN_WITHIN and health.camera == "ok":
        return KioskFinding(kiosk, State.DONE, "ok", health.seen_at)
    case = health.camera if health.camera not in {"", "ok"} else "long_ago"
    return KioskFinding(kiosk, State.MISSING, case, health.seen_at)


def check_backup(folder: Path, *, now: datetime) -> Finding:
    """Whether a copy of the database was made within the hour.

    count: its age in minutes, at least 1
    """
    newest = next(iter(list_backups(folder)), None)
    made = _made_at(newest) if newest else None
    if made is None:
        return Finding("backup", State.MISSING, "never")
    age = max(timedelta(), now - made)
    state = State.DONE if age <= BACKUP_WITHIN else State.MISSING
    case = "made" if state is State.DONE else "old"
    return Finding("backup", state, case, count=max(1, int(age.total_seconds() // 60)))


def _made_at(backup: Path) -> datetime | None:
    try:
        return datetime.strptime(backup.stem, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def check_disk(folder: Path) -> Finding:
    """Whether there is room for the event and its backups. count: gigabytes that are free"""
    free = int(shutil.disk_usage(folder).free // 1_000_000_000)
    if free < LEAST_FREE_GIGABYTES:
        return Finding("disk", State.MISSING, "full", count=free)
    return Finding("disk", State.DONE, "room", count=free)


def check_clock(store: Store, *, now: datetime) -> Finding:
    """Whether the machine's clock can be right; the page shows it for people to compare."""
    is_right = now >= EARLIEST and is_clock_right(store, now=now)
    return Finding("clock", State.DONE if is_right else State.MISSING)
