"""Taking a guest list from a file, and saying what came of it."""

import argparse
import json
import sys
from pathlib import Path

from kiosk.clock import utc_now
from kiosk.commands.outputs import UnreadableFileError
from kiosk.settings import Settings
from matching.guest_lists.importing import ImportOptions, event_for_import, import_guest_list
from matching.guest_lists.report import ImportReport
from matching.guest_lists.sheet import GuestListFile
from matching.store import Store

BAR_WIDTH = 40
MOST_BAD_ROWS = 20


def import_file(settings: Settings, wish: argparse.Namespace) -> int:
    """All of the file or nothing; --json prints the report as the last line."""
    source = _read(Path(wish.file))
    options = ImportOptions(
        encoding=wish.encoding,
        dry_run=wish.dry_run,
        members_know_each_other=wish.members_know_each_other,
        language=settings.language,
        suppression_key=settings.key("suppression"),
    )
    with Store.open(settings.database) as store:
        event = event_for_import(store, wish.event, source.name)
        report = import_guest_list(
            store,
            source,
            event=event,
            options=options,
            now=utc_now(),
            progress=_show_progress if sys.stderr.isatty() else None,
        )
    if wish.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        print("\n".join(_table(report)))
    return 0


def _read(path: Path) -> GuestListFile:
    try:
        return GuestListFile(path.name, path.read_bytes())
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "") from error


def _show_progress(done: int, total: int) -> None:
    filled = BAR_WIDTH * done // max(1, total)
    end = "\n" if done >= total else ""
    bar = "#" * filled + "." * (BAR_WIDTH - filled)
    print(f"\r  [{bar}] {done} of {total} rows", end=end, file=sys.stderr, flush=True)


def _table(report: ImportReport) -> list[str]:
    lines = [
        "Nothing was written, this was a dry run." if report.dry_run else "",
        f"event      {report.event}{' (new)' if report.event_created else ''}",
        f"read as    {report.format} {report.encoding}"
        f"{' (in doubt: check the letters, else use --encoding)' * report.encoding_in_doubt}",
        f"imported   {report.imported}",
        f"updated    {report.updated}, of these unchanged {report.unchanged}",
    ]
    lines += [f"skipped    {count} {reason}" for reason, count in report.skipped.items()]
    if report.cancelled_now:
        lines.append(f"cancelled  {report.cancelled_now} who were on the list before")
    if report.nameless:
        lines.append(f"nameless   {report.nameless} valid tickets without a name")
    lines += [f"line {row.line:<6} {row.reason}" for row in report.bad_rows[:MOST_BAD_ROWS]]
    if len(report.bad_rows) > MOST_BAD_ROWS:
        lines.append(f"and {len(report.bad_rows) - MOST_BAD_ROWS} more lines, see --json")
    if report.unknown_columns:
        lines.append(f"kept as they are, unknown columns: {', '.join(report.unknown_columns)}")
    return [line for line in lines if line]
