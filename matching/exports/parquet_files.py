"""Parquet for other programs: the words as they are, since none of them runs a cell."""

from collections.abc import Iterator

from matching.exports.cells import visible
from matching.exports.nouns import Export, Kind, Line
from matching.workbench import Workbench

PIECE = 65_536
_TYPES = {
    Kind.TEXT: "TEXT",
    Kind.NUMBER: "INTEGER",
    Kind.YES_NO: "BOOLEAN",
    Kind.DAY: "DATE",
    Kind.MOMENT: "TIMESTAMP",
}


def write_parquet(export: Export, lines: list[Line]) -> Iterator[bytes]:
    """The file in pieces."""
    columns = {column.name: _TYPES[column.kind] for column in export.columns}
    clean = [
        tuple(visible(value) if isinstance(value, str) else value for value in line)
        for line in lines
    ]
    with Workbench() as bench:
        content = bench.parquet_of(columns, clean)
    for start in range(0, len(content), PIECE):
        yield content[start : start + PIECE]
