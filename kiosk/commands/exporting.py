"""A table of an event as a file, while the server is down; else the dashboard has it."""

import argparse
import sys
from pathlib import Path

from kiosk.clock import utc_now
from kiosk.commands.outputs import WrongArgumentError, write_file
from kiosk.settings import Settings
from matching.events import current_event
from matching.exports import EXPORTS, FORMATS, export_named, note_export
from matching.store import Store

TABLES = tuple(export.name for export in EXPORTS)


def export(settings: Settings, wish: argparse.Namespace) -> int:
    """Write the table into a file, or to the standard output; the audit log knows of it."""
    table, now = export_named(wish.table), utc_now()
    if table is None or wish.format not in FORMATS:
        raise WrongArgumentError("--table", f"one of {', '.join(TABLES)}")
    with Store.open(settings.database) as store:
        event = current_event(store, wish.event or settings.event)
        lines = table.lines(store, event, now)
        note_export(store, event, table, wish.format, actor="cli", count=len(lines), now=now)
    content = b"".join(FORMATS[wish.format](table, lines))
    if wish.out:
        write_file(Path(wish.out), content)
        print(f"{len(lines)} lines: {wish.out}")
    else:
        sys.stdout.buffer.write(content)
    return 0
