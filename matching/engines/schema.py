"""The numbered migrations, the same for every database."""

from dataclasses import dataclass
from pathlib import Path

from matching.errors import NewerDatabaseError

SCHEMA_FOLDER = Path(__file__).parent.parent.parent / "data" / "schema"

RECORD = (
    "CREATE TABLE IF NOT EXISTS migration ("
    "number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at_utc TIMESTAMP NOT NULL)"
)


@dataclass(frozen=True)
class Migration:
    """One step of the schema."""

    number: int
    name: str
    sql: str


def missing_migrations(done: set[int], place: object) -> list[Migration]:
    """What a database lacks, in order. place: what its error calls it.

    Raises NewerDatabaseError.
    """
    scripts = {int(file.name[:3]): file for file in sorted(SCHEMA_FOLDER.glob("[0-9]*.sql"))}
    if done and max(done) > max(scripts):
        raise NewerDatabaseError(place, max(done))
    return [
        Migration(number, script.stem, script.read_text(encoding="utf-8"))
        for number, script in scripts.items()
        if number not in done
    ]
