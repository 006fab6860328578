"""What a running server has durably kept, read from a backup that it writes when asked."""

from pathlib import Path
from uuid import uuid4

import httpx
from cast import rows
from live_server import LiveServer

from kiosk.routes.backup import backup_request
from kiosk.settings import load_settings
from matching.events import find_event
from matching.people import Listed, list_attendees
from matching.store import Store


def database_copy(server: LiveServer) -> Path:
    """A copy of what is durably kept, made by the running server as `kiosk backup` asks it to."""
    target = server.folder / f"copy-{uuid4().hex}.duckdb"
    settings = load_settings({"ROZMOWA_DATA": str(server.folder)})
    answer = httpx.post(
        f"{server.url}/api/backup",
        content=backup_request(settings, target),
        verify=False,
        trust_env=False,
    )
    assert answer.status_code == 200, answer.text
    return target


def people_in(server: LiveServer, slug: str = "evening") -> dict[str, Listed]:
    """The guest list as it is kept now, by name."""
    with Store.open(database_copy(server)) as store:
        return {person.name: person for person in list_attendees(store, find_event(store, slug))}


def scans_in(server: LiveServer) -> list[dict[str, object]]:
    """Every scan that is kept, oldest first."""
    with Store.open(database_copy(server)) as store:
        columns = ("code", "outcome", "source", "kiosk")
        found = rows(store, f"SELECT {', '.join(columns)} FROM scan ORDER BY received_at_utc")  # noqa: S608
        return [dict(zip(columns, row, strict=True)) for row in found]
