"""Databases that really keep: a file, or one on a PostgreSQL that waits for its disk."""

import atexit
import itertools
import shutil
import tempfile
from functools import cache
from pathlib import Path

from postgres_server import PostgresServer

from matching.engines.file_bytes import log_of

KINDS = ["file", "postgresql"]
_numbers = itertools.count(1)


@cache
def durable_postgres() -> PostgresServer:
    """This process's own server with all its care; it ends with us."""
    folder = Path(tempfile.mkdtemp(prefix="rozmowa-pg-"))
    server = PostgresServer(folder)
    server.start()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.close)
    return server


def new_place(kind: str, folder: Path) -> Path | str:
    """Where a new, empty database of this kind is."""
    return folder / "rozmowa.duckdb" if kind == "file" else durable_postgres().new_database()


def copy_of(place: Path | str, folder: Path) -> Path | str:
    """The same once more, in a folder of its own; nobody has the first one open."""
    if isinstance(place, Path):
        folder.mkdir()
        copy = folder / place.name
        copy.write_bytes(place.read_bytes())
        assert not log_of(place).exists()
        return copy
    name = f"copy_{next(_numbers)}"
    source = place.rpartition("/")[2]
    durable_postgres().tell(f"CREATE DATABASE {name} TEMPLATE {source}")
    return durable_postgres().url(name)


def place_of(argument: str) -> Path | str:
    """A place as a command line names it."""
    return argument if "://" in argument else Path(argument)
