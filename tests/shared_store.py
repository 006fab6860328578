"""A store on PostgreSQL, as several processes share one."""

from collections.abc import Iterator

import pytest
from fresh_stores import FreshStores
from room import Room, room_in

from matching.engines import postgresql_lead
from matching.store import Store


@pytest.fixture
def shared(fresh_stores: dict[str, FreshStores]) -> Iterator[Store]:
    opened = fresh_stores["postgresql"].hand_out()
    yield opened
    fresh_stores["postgresql"].take_back(opened)


@pytest.fixture
def shared_room(shared: Store) -> Room:
    """The room of everybody's wishes, there."""
    return room_in(shared)


@pytest.fixture
def asked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who leads is asked at every question, not once a second."""
    monkeypatch.setattr(postgresql_lead, "SECONDS_BETWEEN_LOOKS", -1.0)
