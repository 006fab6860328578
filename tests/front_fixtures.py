"""Fixtures: two server processes on one PostgreSQL, and a proxy before them."""

from collections.abc import Iterator

import pytest
from cast import invite_many, make_event
from fronts import GUESTS, KINDS, PIN, SECRET, Front, House
from live_server import LiveServer, enrol_all
from postgres_server import PostgresServer

from matching.store import Store


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """As docs/deploy.md starts it: the same settings, a folder for each process."""
    folder = tmp_path_factory.mktemp("house")
    with PostgresServer(folder / "postgresql") as database:
        url = database.new_database()
        with Store.open(url) as store:
            guests = invite_many(store, make_event(store), GUESTS)
            store.write(enrol_all)
        told = {"DATABASE": url, "SECRET": SECRET, "PIN": PIN}
        settings = {f"ROZMOWA_{name}": value for name, value in told.items()}
        settings |= {"STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
        first, second = (
            LiveServer(folder / name, environment=settings) for name in ("first", "second")
        )
        try:
            for process in (first, second):
                process.start()
            yield House((first, second), url, iter(guests))
        finally:
            first.kill()
            second.kill()


@pytest.fixture(scope="module", params=list(KINDS))
def front(
    request: pytest.FixtureRequest, house: House, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    """The proxy, running."""
    started = Front(request.param, tmp_path_factory.mktemp("front") / "own", house.ports)
    try:
        started.wait()
        yield started
    finally:
        started.stop()
