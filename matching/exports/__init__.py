"""Tables that the organiser takes along: which there are, what is in them, how they are written.

Nothing of it is kept on disk. Of somebody who takes part in the entry only they hold no name and
no word (P14); none holds a contact that a guest shared (P3), an answer, or a number of contacts
(P9).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from matching.audit import note
from matching.exports.csv_files import write_csv
from matching.exports.nouns import Column, Export, Kind, Line
from matching.exports.parquet_files import write_parquet
from matching.exports.tables import EXPORTS
from matching.exports.workbooks import write_xlsx
from matching.model import Event
from matching.store import Store

__all__ = ["EXPORTS", "FORMATS", "Column", "Export", "Kind", "Line", "export_named", "note_export"]

Writer = Callable[[Export, list[Line]], Iterator[bytes]]
FORMATS: Mapping[str, Writer] = {"csv": write_csv, "xlsx": write_xlsx, "parquet": write_parquet}


def export_named(name: str) -> Export | None:
    """The table of this name."""
    return next((export for export in EXPORTS if export.name == name), None)


def note_export(
    store: Store, event: Event, export: Export, form: str, *, actor: str, count: int, now: datetime
) -> None:
    """Write into the audit log that somebody takes a table along; count: its lines."""
    detail = f"{export.name}.{form} {count}"
    store.write(
        lambda change: note(
            change,
            actor=actor,
            act="exported",
            now=now,
            event_id=event.event_id,
            detail=detail,
        )
    )
