"""What a kiosk's browser reports, forged or not, and what comes of it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from cast import invite, listed, make_event, rows

from kiosk import scans
from kiosk.kiosk_page import _act as act
from kiosk.scans import handle_scan
from kiosk.screens.misses import TRIES_AT_A_KIOSK, may_try, note_miss
from kiosk.server import Server
from kiosk.session import Session, View
from kiosk.settings import load_settings
from kiosk.setup import KioskSetup
from kiosk.visit import Visit
from matching.badge_codes import in_groups
from matching.consents import has_agreed
from matching.events import set_event
from matching.model import ConsentKind


@pytest.fixture
def view(store, event, tmp_path) -> View:
    """One kiosk's browser."""
    settings = load_settings({"ROZMOWA_DATA": str(tmp_path)})
    return View(Server(settings, store), event, Session(KioskSetup(number=5)))


def report(code: object, **values: object) -> dict:
    """What the component sends for a badge."""
    return {"id": str(uuid4()), "code": code, "source": "camera", "age_ms": 0, **values}


def happened(store) -> datetime:
    (moment,) = rows(store, "SELECT happened_at_utc FROM scan")[0]
    return moment.replace(tzinfo=UTC)


def test_a_badge_leads_to_the_greeting(view, store, event, anna):
    handle_scan(view, report(anna.code))

    assert view.session.screen == "greeting"
    assert view.visit.check_in.attendee.name == "Anna Nowak"
    line = listed(store, event, anna.attendee_id)
    assert line.admitted_kiosk == 5


def test_the_same_report_again_changes_nothing(view, store, anna):
    same = report(anna.code)
    handle_scan(view, same)
    turn = view.session.turn

    handle_scan(view, same)

    assert (view.session.screen, view.session.turn) == ("greeting", turn)
    assert rows(store, "SELECT count(*) FROM scan") == [(1,)]


def test_a_report_repeated_after_a_new_session_is_the_same_fact_and_screen(view, store, anna):
    same = report(anna.code)
    handle_scan(view, same)
    reloaded = View(view.server, view.event, Session(KioskSetup(number=5)))

    handle_scan(reloaded, same)

    assert reloaded.session.screen == "greeting"
    assert rows(store, "SELECT count(*) FROM scan") == [(1,)]


@pytest.mark.parametrize("clock", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=-400)])
def test_a_kiosk_whose_clock_is_wrong_changes_nothing(view, store, anna, clock):
    """Whatever moment the browser believes in, only our receipt counts."""
    wrong = datetime.now(UTC) + clock
    before = datetime.now(UTC)

    handle_scan(
        view,
        report(
            anna.code, at=wrong.isoformat(), happened_at=wrong.isoformat(), time=wrong.timestamp()
        ),
    )

    assert before <= happened(store) <= datetime.now(UTC)


def test_the_age_by_the_steady_clock_is_taken_off(view, store, anna):
    before = datetime.now(UTC)

    handle_scan(view, report(anna.code, age_ms=90_000))

    lag = before - happened(store)
    assert timedelta(seconds=88) < lag <= timedelta(seconds=90)


@pytest.mark.parametrize(
    "age",
    [-1, -1e300, 1e300, 600_001, float("nan"), float("inf"), "90000", None, [], {}, 10**400, "x"],
)
def test_an_age_that_makes_no_sense_counts_as_now(view, store, anna, age):
    before = datetime.now(UTC)

    handle_scan(view, report(anna.code, age_ms=age))

    assert happened(store) >= before


@pytest.mark.parametrize(
    "scan_id", [None, "", "1", "not-a-uuid", 7, [], {}, "'; DROP TABLE scan", "\0", "x" * 10_000]
)
def test_a_report_without_a_proper_id_is_no_report(view, store, anna, scan_id):
    handle_scan(view, report(anna.code, id=scan_id))

    assert view.session.screen == "welcome"
    assert rows(store, "SELECT * FROM scan") == []


def test_one_id_spelled_in_two_ways_is_one_scan(view, store, anna):
    scan_id = uuid4()
    handle_scan(view, report(anna.code, id=str(scan_id)))
    view.session.last_scan = None

    handle_scan(view, report(anna.code, id=f"{{{str(scan_id).upper()}}}"))
    handle_scan(view, report(anna.code, id=scan_id.hex))

    assert rows(store, "SELECT scan_id FROM scan") == [(UUID(str(scan_id)),)]


@pytest.mark.parametrize(
    "code",
    ["https://evil.example", "", None, 0, [], {"a": 1}, "EV1:AAAA", "\0", "x" * 100_000, True],
)
def test_what_is_no_badge_is_refused_and_its_content_never_kept(view, store, anna, code):
    handle_scan(view, report(code))

    assert view.session.screen == "refused"
    assert rows(store, "SELECT code, attendee_id, outcome FROM scan") == [
        (None, None, "not_a_badge")
    ]


@pytest.mark.parametrize("source", ["staff", "paper", "name", "admin", None, 5, []])
def test_a_browser_cannot_pretend_to_be_the_desk(view, store, anna, source):
    handle_scan(view, report(anna.code, source=source))

    assert rows(store, "SELECT source FROM scan") == [("camera",)]


def test_what_a_browser_adds_to_a_report_is_not_believed(view, store, event):
    blocked = invite(store, event, "Jan Wstrzymany", blocked=True)

    handle_scan(
        view,
        report(
            blocked.code,
            anyway=True,
            kiosk=99,
            direction="out",
            attendee_id=str(blocked.attendee_id),
            outcome="admitted",
        ),
    )

    assert view.session.screen == "refused"
    assert rows(store, "SELECT kiosk, direction, outcome FROM scan") == [(5, "in", "blocked")]


def test_a_scanner_that_types_may_send_small_letters_and_no_prefix(view, store, event, anna):
    handle_scan(view, report(in_groups(anna.code).lower(), source="keys"))

    assert view.session.screen == "greeting"
    assert rows(store, "SELECT source, code FROM scan") == [("keys", anna.code)]


def test_without_an_event_nothing_happens(view, store, anna):
    view.event = None

    handle_scan(view, report(anna.code))

    assert rows(store, "SELECT * FROM scan") == []


def test_a_kiosk_at_the_exit_lets_out(view, store, event, anna):
    view.session.setup = KioskSetup(number=6, mode="exit")

    handle_scan(view, report(anna.code))

    assert view.session.screen == "greeting"
    assert rows(store, "SELECT direction, outcome FROM scan") == [("out", "left")]


def test_the_next_badge_replaces_the_guest_before_with_their_language(
    view, store, event, anna, celina
):
    handle_scan(view, report(anna.code))
    assert view.language == "pl"

    handle_scan(view, report(celina.code))

    assert view.visit.check_in.attendee.name == "Celina O'Connor"
    assert view.language == "en"


def test_entry_only_is_kept_once_and_is_no_admission(view, store, event, anna):
    view.go("entry_only")
    chosen = report(anna.code)

    handle_scan(view, chosen)
    view.go("entry_only")
    view.session.last_scan = None
    handle_scan(view, chosen)

    assert view.session.screen == "entry_only_done"
    assert has_agreed(store, anna.person_id, ConsentKind.ENTRY_ONLY)
    assert rows(store, "SELECT count(*) FROM consent") == [(1,)]
    assert listed(store, event, anna.attendee_id).admitted_at_utc is None


def test_a_choice_of_entry_only_that_a_restart_delayed_is_still_that_choice(
    view, store, event, anna
):
    """The browser sends its report again, into a session that stands on the welcome screen."""
    handle_scan(view, report(anna.code) | {"screen": "entry-only"})

    assert view.session.screen == "entry_only_done"
    assert listed(store, event, anna.attendee_id).admitted_at_utc is None


def test_entry_only_needs_a_badge_of_this_event(view, store, event):
    stranger = invite(store, make_event(store, "elsewhere"), "Zofia Obca")
    view.go("entry_only")

    handle_scan(view, report(stranger.code))

    assert view.session.screen == "refused"
    assert rows(store, "SELECT * FROM consent") == []


def test_an_error_of_the_database_lets_the_browser_send_the_scan_again(view, store, event, anna):
    same = report(anna.code)
    view.event = set_event(store, event, re_entry=True)
    broken = View(view.server, view.event, Session(KioskSetup(number=2**40)))
    with pytest.raises(Exception, match="INT32"):
        handle_scan(broken, same)
    broken.session.setup = KioskSetup(number=2)

    handle_scan(broken, same)

    assert broken.session.screen == "greeting"


def test_the_oldest_age_that_is_believed_is_ten_minutes():
    assert timedelta(minutes=10) == scans.OLDEST


def test_a_hundred_names_that_nobody_has_are_somebody_who_guesses(view):
    for _ in range(TRIES_AT_A_KIOSK - 1):
        note_miss(view)
    view.session.visit = Visit()
    assert may_try(view)

    note_miss(view)
    view.session.visit = Visit()

    assert not may_try(view)


def test_a_kiosk_without_a_chosen_event_looks_again_and_shows_no_camera_meanwhile(view):
    view.event = None
    view.go("choose_event")
    turn = view.session.turn

    act(view, {"id": "home", "turn": turn, "field": None})

    assert (view.session.screen, view.session.turn) == ("choose_event", turn + 1)
