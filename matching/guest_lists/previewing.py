"""A guest list before it is taken in: what its columns mean, what would become of its rows."""

from dataclasses import dataclass

from matching.guest_lists.errors import SampleEventError
from matching.guest_lists.guests import Guest
from matching.guest_lists.headers import Column
from matching.guest_lists.importing import ImportOptions, NewEvent, rehearse
from matching.guest_lists.progress import Progress
from matching.guest_lists.report import ImportReport
from matching.guest_lists.sheet import GuestListFile
from matching.guest_lists.understanding import read_guest_list
from matching.model import Event
from matching.store import Store

ROWS_SHOWN = 12


@dataclass(frozen=True)
class Preview:
    """columns: what each was taken for; guests: the first rows; report: what would happen."""

    columns: tuple[Column, ...]
    guests: tuple[Guest, ...]
    rows: int
    report: ImportReport


def preview_guest_list(
    store: Store,
    source: GuestListFile,
    *,
    event: Event | NewEvent,
    options: ImportOptions,
    progress: Progress | None = None,
) -> Preview:
    """What importing this file would do. Nothing is written. Raises GuestListError."""
    if isinstance(event, Event) and event.is_sample:
        raise SampleEventError
    guest_list = read_guest_list(source, options.encoding, progress)
    report = rehearse(store, guest_list, event, options, progress)
    guests = guest_list.guests
    return Preview(guest_list.columns, tuple(guests[:ROWS_SHOWN]), len(guests), report)
