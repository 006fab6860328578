"""Fixtures: a real store in memory, an event, the cast; a real server where a test needs one."""

import gc
import random
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from cast import invite, make_event
from chance import SEED
from fresh_stores import FreshStores
from live_server import LiveServer

from matching.model import Event
from matching.people import Listed
from matching.store import Store

KINDS = ["memory", "postgresql"]


def pytest_report_header() -> str:
    """How to repeat the chance of this run."""
    return f"seed: ROZMOWA_TEST_SEED={SEED}"


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of tests stay to the end: to look for waste among them, again and again, would
    double the time of collecting them and slow the run."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_unconfigure() -> None:
    """At the end everything goes as without us."""
    gc.unfreeze()


@pytest.fixture
def chance() -> random.Random:
    """The run's chance, the same from the first line of every test."""
    return random.Random(SEED)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What tries the rules, tries them on both databases."""
    if "store" in metafunc.fixturenames:
        kinds = KINDS if is_about_rules(metafunc.module) else KINDS[:1]
        metafunc.parametrize("store", kinds, indirect=True, ids=kinds)


@cache
def is_about_rules(module: ModuleType) -> bool:
    """Whether nothing in a test file is of the face, or it says so itself: of rules that are tried
    through a page or a thread, ABOUT_RULES is True."""
    if getattr(module, "ABOUT_RULES", False):
        return True
    homes = (
        getattr(thing, "__module__", None) or getattr(thing, "__name__", "")
        for thing in vars(module).values()
    )
    return not any(str(home).split(".")[0] == "kiosk" for home in homes)


@pytest.fixture(scope="session")
def fresh_stores() -> Iterator[dict[str, FreshStores]]:
    """Where empty stores come from."""
    stores = {kind: FreshStores(kind) for kind in KINDS}
    yield stores
    for kind in KINDS:
        stores[kind].close()


@pytest.fixture
def store(fresh_stores: dict[str, FreshStores], request: pytest.FixtureRequest) -> Iterator[Store]:
    """A fresh database: DuckDB in memory, or PostgreSQL."""
    stores = fresh_stores[getattr(request, "param", KINDS[0])]
    opened = stores.hand_out()
    yield opened
    stores.take_back(opened)


@pytest.fixture
def event(store: Store) -> Event:
    """Tonight's event."""
    return make_event(store)


@pytest.fixture
def anna(store: Store, event: Event) -> Listed:
    """Anna speaks Polish."""
    return invite(store, event, "Anna Nowak", email="anna@example.org", language="pl")


@pytest.fixture
def bartek(store: Store, event: Event) -> Listed:
    """Bartek has talked with Anna."""
    return invite(store, event, "Bartek Wójcik", email="bartek@example.org", language="pl")


@pytest.fixture
def celina(store: Store, event: Event) -> Listed:
    """Celina has talked only with Bartek and prefers English."""
    return invite(store, event, "Celina O'Connor", email="celina@example.org", language="en")


@pytest.fixture
def new_server(tmp_path: Path) -> Iterator[type[LiveServer]]:
    """Starts real servers, each in a folder of its own, and ends them after the test."""
    started: list[LiveServer] = []

    def start(**options: object) -> LiveServer:
        folder = options.pop("folder", None) or tmp_path / f"server-{len(started)}"
        server = LiveServer(folder, **options)
        started.append(server)
        server.start()
        return server

    yield start
    for server in started:
        server.kill()
