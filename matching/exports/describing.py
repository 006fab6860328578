"""docs/exports.md, from the tables themselves."""

from collections.abc import Iterator

from matching.exports.nouns import Export
from matching.exports.tables import EXPORTS

_HEAD = """# Exports

The organiser takes these tables along from the dashboard (*Exports*), or with the server down by
`python -m kiosk export --table people --format csv --out people.csv`. Each is about one event, and
each download is a line in the audit log. Nothing of a download is kept on the server.

This page is written by `python -m matching.exports` from the tables that write the files.

| Format | For | How |
|-|-|-|
| CSV | a spreadsheet by double click | UTF-8 with a mark, semicolons (as a spreadsheet in Poland \
expects), lines end as on Windows, `yes` and `no`, times as `2026-11-23 18:05:00` |
| XLSX | a spreadsheet | every text is a text cell, days and times are real ones |
| Parquet | other programs | texts, numbers, booleans, dates, timestamps |

- **Times** are those of the event's place.
- **Formulas do nothing.** In CSV a text that a spreadsheet would run gets an apostrophe in front: \
one that begins with `=`, `+`, `-`, `@`, `|`, `%` or their full-width forms, also after blanks, \
tabs or invisible characters, or behind a comma or semicolon. Numbers and phone numbers such as \
`+48 601 234 567` stay as they are. In XLSX the same text is a text cell without an apostrophe. In \
Parquet it is text; whoever makes a spreadsheet of it must guard it again. In all three, line \
breaks are spaces, and control, zero-width and direction characters are gone.
- **Entry only.** Of somebody who takes part in the entry only there is a line with ids, role and \
status, so that numbers are right; name, address and words stay out. Their names are on the paper \
list and in the search of the dashboard, for the door.
- **Not there:** answers, contacts that guests shared, badge codes, and how many contacts one has.
"""


def described() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(line for export in EXPORTS for line in _table(export))])


def _table(export: Export) -> Iterator[str]:
    yield f"## {export.name}\n"
    yield f"{export.about} Order: {export.order[0].lower()}{export.order[1:]}\n"
    yield "| Column | Holds | Meaning |\n|-|-|-|"
    for column in export.columns:
        yield f"| `{column.name}` | {column.kind} | {column.meaning} |"
    yield ""
