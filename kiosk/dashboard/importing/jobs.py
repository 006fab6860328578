"""Files on their way to a guest list. They wait in memory for twenty minutes and never on disk.

One thread reads and imports, one file after the other, so that kiosks keep a processor.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID, uuid4

from kiosk.clock import utc_now
from matching.errors import RozmowaError
from matching.faults import described_without_data
from matching.guest_lists.importing import ImportOptions, NewEvent, import_guest_list
from matching.guest_lists.previewing import Preview, preview_guest_list
from matching.guest_lists.report import ImportReport
from matching.guest_lists.sheet import GuestListFile
from matching.model import Event
from matching.store import Store

log = logging.getLogger("rozmowa")

MINUTES_KEPT = 20
MOST_KEPT = 4  # files; where another one comes, the oldest that waits goes


class Stage(StrEnum):
    """How far a file is; also the end of a text's key."""

    READING = "reading"
    READY = "ready"  # waits for the organiser's yes
    REFUSED = "refused"  # cannot be read
    IMPORTING = "importing"
    DONE = "done"
    FAILED = "failed"


@dataclass(eq=False)
class Job:
    """One file. source: None once it is no longer needed; done, total: rows so far, rows in all."""

    session_id: UUID
    store: Store
    source: GuestListFile | None
    place: Event | NewEvent
    options: ImportOptions
    file_name: str
    job_id: UUID = field(default_factory=uuid4)
    ends_at: float = field(default_factory=lambda: time.monotonic() + MINUTES_KEPT * 60)
    stage: Stage = Stage.READING
    done: int = 0
    total: int = 0
    preview: Preview | None = None
    report: ImportReport | None = None
    refusal: RozmowaError | None = None

    @property
    def is_at_work(self) -> bool:
        """Whether something happens by itself."""
        return self.stage in {Stage.READING, Stage.IMPORTING}

    @property
    def percent(self) -> int:
        """How far the present stage is."""
        return min(100, 100 * self.done // self.total) if self.total else 0

    def tell(self, done: int, total: int) -> None:
        """A progress, as the rules report it."""
        self.done, self.total = done, total

    def forget_file(self) -> None:
        """Let go of everybody's data in it."""
        self.source, self.preview = None, None


class Jobs:
    """All files of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: dict[UUID, Job] = {}
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="guest-lists")
        self._last: Future[None] | None = None

    def begin(self, job: Job) -> None:
        """Take a file in and read it; an earlier one of the same device goes."""
        with self._lock:
            self._forget_old()
            idle = [one for one in self._jobs.values() if one.stage is not Stage.IMPORTING]
            mine = [one for one in idle if one.session_id == job.session_id]
            for one in mine + idle[: max(0, len(self._jobs) + 1 - MOST_KEPT)]:
                self._jobs.pop(one.job_id, None)
            self._jobs[job.job_id] = job
        timer = threading.Timer(MINUTES_KEPT * 60 + 1, self.sweep)
        timer.daemon = True
        timer.start()
        self._start(_read, job)

    def find(self, job_id: UUID, session_id: UUID) -> Job | None:
        """A file of this device, while it is kept."""
        with self._lock:
            self._forget_old()
            job = self._jobs.get(job_id)
        return job if job and job.session_id == session_id else None

    def of_session(self, session_id: UUID) -> Job | None:
        """What this device is at."""
        with self._lock:
            self._forget_old()
            mine = [one for one in self._jobs.values() if one.session_id == session_id]
        return mine[-1] if mine else None

    def read_again(self, job: Job, encoding: str | None) -> None:
        """Read the file in another encoding, None for the likeliest."""
        with self._lock:
            if job.source is None or job.is_at_work:
                return
            job.options = replace(job.options, encoding=encoding)
            job.stage, job.done, job.total = Stage.READING, 0, 0
        self._start(_read, job)

    def carry_out(self, job: Job, *, members_know_each_other: bool) -> None:
        """Import the file, once however often this is asked for."""
        with self._lock:
            if job.source is None or job.stage is not Stage.READY:
                return
            options = replace(job.options, members_know_each_other=members_know_each_other)
            job.options = options
            job.stage, job.done, job.total = Stage.IMPORTING, 0, 0
        self._start(_import, job)

    def forget(self, job: Job) -> None:
        """Let a file go, unless it is being imported at this moment."""
        with self._lock:
            if job.stage is not Stage.IMPORTING:
                self._jobs.pop(job.job_id, None)
                job.forget_file()

    def sweep(self) -> None:
        """Let go of what has waited too long."""
        with self._lock:
            self._forget_old()

    def wait(self, seconds: float) -> None:
        """Until the work given last is done, at most so long."""
        if self._last is not None:
            try:
                self._last.result(timeout=seconds)
            except TimeoutError:
                return

    def _start(self, work: Callable[[Job], None], job: Job) -> None:
        self._last = self._worker.submit(work, job)

    def _forget_old(self) -> None:
        now = time.monotonic()
        for job in list(self._jobs.values()):
            if job.ends_at < now and job.stage is not Stage.IMPORTING:
                del self._jobs[job.job_id]
                job.forget_file()


def _read(job: Job) -> None:
    if job.source is None:
        return
    try:
        job.preview = preview_guest_list(
            job.store, job.source, event=job.place, options=job.options, progress=job.tell
        )
        job.refusal, job.stage = None, Stage.READY
    except RozmowaError as refusal:
        job.refusal, job.stage = refusal, Stage.REFUSED
    except Exception as error:
        log.error("reading a guest list failed: %s", described_without_data(error))
        job.stage = Stage.FAILED


def _import(job: Job) -> None:
    if job.source is None:
        return
    try:
        job.report = import_guest_list(
            job.store,
            job.source,
            event=job.place,
            options=job.options,
            now=utc_now(),
            progress=job.tell,
        )
        job.stage = Stage.DONE
    except RozmowaError as refusal:
        job.refusal, job.stage = refusal, Stage.REFUSED
    except Exception as error:
        log.error("importing a guest list failed: %s", described_without_data(error))
        job.stage = Stage.FAILED
    finally:
        job.forget_file()


jobs = Jobs()
