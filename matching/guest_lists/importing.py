"""Import a guest list: into which event, and all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

from matching import audit
from matching.errors import SeveralEventsError
from matching.events import SAMPLE_SLUG, add_event, list_events, slug_of
from matching.guest_lists.errors import SampleEventError
from matching.guest_lists.guests import Guest, GuestList
from matching.guest_lists.merging import plan_import
from matching.guest_lists.progress import WRITING, Progress, stage
from matching.guest_lists.report import ImportReport, report_of
from matching.guest_lists.roster import Roster, load_roster
from matching.guest_lists.sheet import GuestListFile
from matching.guest_lists.understanding import read_guest_list
from matching.guest_lists.writing import write_plan
from matching.model import Event
from matching.privacy.suppression import suppressed_among
from matching.store import Cursor, Store

LONGEST_EVENT_NAME = 120


@dataclass(frozen=True)
class NewEvent:
    """An event that the import is going to make, a series of its own."""

    slug: str
    name: str


@dataclass(frozen=True)
class ImportOptions:
    """What the organiser may say about an import.

    encoding: of a text file, else it is detected
    dry_run: report what would happen, write nothing
    members_know_each_other: the members of the series have met before
    language: 'pl' or 'en', of an event that is made
    suppression_key: settings.key("suppression"); whoever was erased is then left out
    actor: who did it, for the audit log
    """

    encoding: str | None = None
    dry_run: bool = False
    members_know_each_other: bool = False
    language: str = "pl"
    suppression_key: bytes | None = None
    actor: str = "cli"


def event_for_import(store: Store, slug: str | None, file_name: str) -> Event | NewEvent:
    """The event that is meant: the named one, else the only one besides the sample, else a new one.

    A name that no event has makes a new event of that name. Where several events exist, the only
    open one is meant. Raises SampleEventError, SeveralEventsError.
    """
    events = list_events(store)
    if slug:
        return _named_event(events, slug)
    real = [event for event in events if not event.is_sample]
    unclosed = [event for event in real if event.closed_at_utc is None]
    if len(real) == 1 or len(unclosed) == 1:
        return (unclosed or real)[0]
    if real:
        raise SeveralEventsError([event.slug for event in unclosed or real])
    return _event_of_file(events, file_name)


def _named_event(events: list[Event], name: str) -> Event | NewEvent:
    slug = slug_of(name)
    found = [event for event in events if event.slug in {name, slug}]
    if slug == SAMPLE_SLUG or any(event.is_sample for event in found):
        raise SampleEventError
    return found[0] if found else NewEvent(slug, name.strip()[:LONGEST_EVENT_NAME])


def _event_of_file(events: list[Event], file_name: str) -> NewEvent:
    stem = PurePath(file_name.replace("\\", "/")).stem
    name = " ".join(stem.replace("_", " ").split())[:LONGEST_EVENT_NAME]
    slug, taken = slug_of(stem), {SAMPLE_SLUG, *(event.slug for event in events)}
    return NewEvent(f"{slug}-list" if slug in taken else slug, name or slug)


def import_guest_list(
    store: Store,
    source: GuestListFile,
    *,
    event: Event | NewEvent,
    options: ImportOptions,
    now: datetime,
    progress: Progress | None = None,
) -> ImportReport:
    """Take an organiser's file into an event, all of it or, on any failure, nothing.

    event: from event_for_import; a NewEvent is made in the same transaction
    now: aware moment of the import
    progress: called about every 1,000 rows with rows done and rows in all
    Raises GuestListError where the file cannot be read.
    """
    if isinstance(event, Event) and event.is_sample:
        raise SampleEventError
    guest_list = read_guest_list(source, options.encoding, progress)
    if options.dry_run:
        return rehearse(store, guest_list, event, options, progress)

    def work(change: Cursor) -> ImportReport:
        place = event if isinstance(event, Event) else _begin(change, event, options, now)
        leave_out_suppressed(change, guest_list.guests, key=options.suppression_key)
        report = import_into(change, place, guest_list, now=now, progress=progress)
        if options.members_know_each_other:
            change.run(
                "chapters/set_members_know_each_other", series_id=place.series_id, do_they=True
            )
        _note(change, report, place, options, now)
        return replace(report, event_created=isinstance(event, NewEvent))

    return store.write(work)


def _note(
    change: Cursor, report: ImportReport, event: Event, options: ImportOptions, now: datetime
) -> None:
    counts = f"{report.imported} new, {report.updated} found, {report.cancelled_now} cancelled"
    audit.note(
        change,
        actor=options.actor,
        act="guest_list_imported",
        now=now,
        event_id=event.event_id,
        detail=counts,
    )


def import_into(
    change: Cursor,
    event: Event,
    guest_list: GuestList,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> ImportReport:
    """Merge a list that was read into an event, inside the caller's transaction."""
    plan = plan_import(guest_list.guests, load_roster(change, event), progress)
    rows = len(guest_list.guests)
    tell = stage(progress, WRITING)
    write_plan(
        change, plan, event, now=now, progress=lambda done, all_: tell(rows * done // all_, rows)
    )
    tell(rows, rows)
    return report_of(guest_list, plan, slug=event.slug)


def rehearse(
    store: Store,
    guest_list: GuestList,
    event: Event | NewEvent,
    options: ImportOptions,
    progress: Progress | None,
) -> ImportReport:
    """What taking a list that was read into an event would do; nothing is written."""
    leave_out_suppressed(store, guest_list.guests, key=options.suppression_key)
    roster = load_roster(store, event) if isinstance(event, Event) else Roster()
    plan = plan_import(guest_list.guests, roster, progress)
    is_new = isinstance(event, NewEvent)
    return report_of(guest_list, plan, slug=event.slug, event_created=is_new, dry_run=True)


def leave_out_suppressed(
    reader: Store | Cursor, guests: Sequence[Guest], *, key: bytes | None
) -> None:
    """Mark whoever was erased and did not come back by themselves; without a key nobody is."""
    if key is None:
        return
    gone = suppressed_among(reader, [(one.name, one.email) for one in guests], key=key)
    for guest in guests:
        if (guest.name, guest.email) in gone:
            guest.refusal = guest.refusal or "suppressed"


def _begin(change: Cursor, event: NewEvent, options: ImportOptions, now: datetime) -> Event:
    return add_event(change, slug=event.slug, name=event.name, now=now, language=options.language)
