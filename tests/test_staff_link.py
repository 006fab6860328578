"""Staff hand out the way to a guest's own page."""

from pathlib import Path

import pytest
from cast import rows
from streamlit.testing.v1 import AppTest

from kiosk.links import PERSONAL_PATH
from kiosk.server import Server
from kiosk.settings import load_settings
from matching.desk import list_attention

URL = "https://rozmowa.example.org"


def script(running, event, person):
    """What the staff page runs for one guest; Streamlit takes it as a file of its own."""
    from kiosk.screens.staff_link import offer_personal_link
    from kiosk.texts import texts_in

    offer_personal_link(running, event, person, texts_in("pl"))


@pytest.fixture
def desk(store, event, anna, tmp_path: Path):
    """The staff page at Anna, with or without an address that phones reach."""

    def open_page(**settings: str) -> AppTest:
        running = Server(load_settings({"ROZMOWA_DATA": str(tmp_path), **settings}), store)
        values = {"running": running, "event": event, "person": anna}
        return AppTest.from_function(script, default_timeout=30, kwargs=values).run()

    return open_page


def test_a_link_is_made_and_put_on_record_when_staff_ask_for_it(desk, store, event, anna):
    page = desk(ROZMOWA_PUBLIC_URL=URL)
    assert rows(store, "SELECT * FROM desk_note") == []

    page.button[0].click().run()

    assert page.code[0].value.startswith(URL + PERSONAL_PATH)
    assert rows(store, "SELECT kind, attendee_id FROM desk_note") == [
        ("personal_link", anna.attendee_id)
    ]
    assert list_attention(store, event) == []


def test_drawing_the_page_again_hides_the_link_and_notes_nothing_more(desk, store):
    page = desk(ROZMOWA_PUBLIC_URL=URL)
    page.button[0].click().run()

    page.run()

    assert len(page.code) == 0
    assert rows(store, "SELECT count(*) FROM desk_note") == [(1,)]


def test_without_a_public_address_no_link_is_offered(desk):
    assert len(desk().button) == 0
