"""The list as files: for a spreadsheet, for programs, and under the headings of mail tools."""

import codecs
import csv
import io
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kiosk.mail.columns import PLAIN, MailColumn, MailLine
from matching.exports.cells import guarded
from matching.exports.csv_files import DELIMITER

MERGE_FILE = Path(__file__).parent.parent.parent / "data" / "mail_merge.toml"


@dataclass(frozen=True)
class MergeTool:
    """A mail tool. columns: ours by its heading; json: several of ours under one heading."""

    name: str
    file: str
    note: str
    columns: Mapping[str, str]
    json: Mapping[str, Sequence[str]]


@cache
def merge_tools() -> tuple[MergeTool, ...]:
    """All that there are. Raises KeyError for a column that is none of ours."""
    with MERGE_FILE.open("rb") as file:
        read = tomllib.load(file)
    return tuple(
        MergeTool(name, row["file"], row["note"], row["columns"], row.get("json", {}))
        for name, row in read.items()
    )


def csv_of(columns: Sequence[MailColumn], lines: Iterable[MailLine]) -> bytes:
    """As the exports are: it opens by a double click, and nothing in it is taken for a formula."""
    rows = [[guarded(column.value(line)) for column in columns] for line in lines]
    table = [[column.name for column in columns], *rows]
    return codecs.BOM_UTF8 + _written(table, delimiter=DELIMITER)


def jsonl_of(columns: Sequence[MailColumn], lines: Iterable[MailLine]) -> bytes:
    """An object a line, the values as they are: no spreadsheet reads them."""
    objects = ({column.name: column.value(line) for column in columns} for line in lines)
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects).encode()


def merge_file(tool: MergeTool, lines: Iterable[MailLine]) -> bytes:
    """Under the tool's headings, UTF-8 with commas; only what everybody's line may say."""
    headings = [*tool.columns, *tool.json]
    return _written([headings, *(_merged(tool, line) for line in lines)], delimiter=",")


def _merged(tool: MergeTool, line: MailLine) -> list[str]:
    plain = {column.name: guarded(column.value(line)) for column in PLAIN}
    together = ({name: plain[name] for name in names} for names in tool.json.values())
    return [
        *(plain[name] for name in tool.columns.values()),
        *(json.dumps(one, ensure_ascii=False) for one in together),
    ]


def _written(table: Iterable[Sequence[str]], *, delimiter: str) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter, lineterminator="\r\n").writerows(table)
    return target.getvalue().encode()
