"""What monitoring asks: may this server be relied on, and what does it do. Nothing personal."""

import shutil
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kiosk import meters, server
from kiosk.api.problems import ProblemError, problem
from kiosk.api.serving import allow, token_of
from kiosk.backups import list_backups
from kiosk.clock import utc_now
from kiosk.enrolment import is_this_computer
from kiosk.server import Server
from matching.events import open_events
from matching.interfaces import measuring
from matching.interfaces.tokens import Scope
from matching.store import Store
from matching.worker.freshness import freshness_of

LEAST_DISK = 200_000_000  # bytes
OLDEST_BACKUP = timedelta(hours=1)  # upkeep makes one every ten minutes
SECONDS_ASKED_ONCE = 2.0
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_began = time.monotonic()
_last: list[tuple[float, Store, str]] = []


async def readyz(_request: Request) -> JSONResponse:
    """200, or 503 with the code of what is wrong: store, disk_low, backup_missing, backup_old."""
    reason = await run_in_threadpool(_reason_for, server.running())
    told = {"status": "not ready", "reason": reason} if reason else {"status": "ready"}
    headers = {"Cache-Control": "no-store"}
    return JSONResponse(told, status_code=503 if reason else 200, headers=headers)


def _reason_for(running: Server) -> str:
    """Looked at once in two seconds, so that nobody wears out the disk by asking."""
    now = time.monotonic()
    if _last and _last[0][1] is running.store and now - _last[0][0] < SECONDS_ASKED_ONCE:
        return _last[0][2]
    reason = what_is_wrong(running, now=utc_now(), seconds_since_start=now - _began)
    _last[:] = [(now, running.store, reason)]
    return reason


def what_is_wrong(running: Server, *, now: datetime, seconds_since_start: float) -> str:
    """The code of the gravest thing, '' if all is well."""
    try:
        measuring.write_probe(running.store, now=now)
    except Exception:
        return "store"
    # PostgreSQL's own disk cannot be seen from here.
    folders = {running.settings.home, running.settings.data}
    if any(shutil.disk_usage(folder).free < LEAST_DISK for folder in folders):
        return "disk_low"
    if running.store.is_shared:
        return ""  # its copies are made where it is
    made_at = _newest_backup(running.settings.data / "backups")
    if made_at is None:
        is_young = seconds_since_start < OLDEST_BACKUP.total_seconds()
        return "" if is_young else "backup_missing"
    return "backup_old" if now - made_at > OLDEST_BACKUP else ""


def _newest_backup(folder: Path) -> datetime | None:
    newest = next(iter(list_backups(folder)), None)
    return datetime.fromtimestamp(newest.stat().st_mtime, UTC) if newest else None


async def metrics(request: Request) -> Response:
    """Prometheus's text, for a token with the right or for a program on this computer."""
    try:
        if not is_this_computer(request):
            allow(await run_in_threadpool(token_of, request), Scope.METRICS_READ)
    except ProblemError as error:
        return problem(error)
    text = await run_in_threadpool(_as_text, server.running().store)
    return Response(text, media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


def _as_text(store: Store) -> bytes:
    of_the_store = CollectorRegistry()
    of_the_store.register(_Figures(store))
    return meters.meters.as_text() + generate_latest(of_the_store)


class _Figures(Collector):
    """What the store says at this moment."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def collect(self) -> Iterable[Metric]:
        """Counts over all events, none of them of a person."""
        found = measuring.counts_of(self._store)
        scans = GaugeMetricFamily("rozmowa_scans", "Kept scans.", labels=["outcome"])
        for outcome, count in found.scans.items():
            scans.add_metric([outcome], count)
        told = GaugeMetricFamily("rozmowa_webhook_messages", "The outbox.", labels=["state"])
        for state, count in found.messages.items():
            told.add_metric([state], count)
        mails = GaugeMetricFamily("rozmowa_mails", "Mails of guests.", labels=["state"])
        for state, count in found.mails.items():
            mails.add_metric([state], count)
        if self._store.is_shared:
            yield self._ages_of_lists()
        yield scans
        yield told
        yield mails
        yield GaugeMetricFamily("rozmowa_admissions", "Standing ones.", value=found.admissions)
        yield GaugeMetricFamily("rozmowa_connections", "Standing ones.", value=found.connections)

    def _ages_of_lists(self) -> Metric:
        """Of each open event; the worker may have ended."""
        name, told = "rozmowa_lists_age_seconds", "Since when nothing new is in the lists."
        ages, now = GaugeMetricFamily(name, told, labels=["event"]), utc_now()
        for event in open_events(self._store):
            if fresh := freshness_of(self._store, event.event_id):
                ages.add_metric([event.slug], (now - fresh.as_of_utc).total_seconds())
        return ages
