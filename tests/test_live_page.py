"""The live page and the evacuation list, as organiser, staff and strangers see them."""

import re
from datetime import datetime, timedelta

import pytest
from asgi_browser import Browser
from cast import NOW, invite, make_event, rows, show_badge
from room import Room, furnished
from talks import admit, choose_entry_only, connect

from kiosk.dashboard import live_board
from kiosk.dashboard.live_board import LOOK_SECONDS, Board, board_of
from kiosk.server import Server
from kiosk.texts import languages, text
from matching.agenda import AgendaItem, set_agenda
from matching.measures import live_of
from matching.model import Direction
from matching.privacy import erase_person

pytest_plugins = ["desk_fixtures"]

HERE = "/staff/live"
PART = f"{HERE}/part"
PAPER = f"{HERE}/evacuation"
HOSTILE = '"><script>alert(1)</script>{{ 7 * 7 }}'
WHO = re.compile(r'<details id="live-who">.*?</details>', re.DOTALL)
NETWORK = re.compile(r'<svg class="network.*?</svg>', re.DOTALL)


class Clock:
    """Of the pages, and of the board."""

    def __init__(self) -> None:
        self.now: datetime = NOW + timedelta(hours=1)

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()

    def later(self, seconds: float = LOOK_SECONDS) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, store) -> Clock:
    """An hour after the doors opened."""
    fake = Clock()
    monkeypatch.setattr("kiosk.dashboard.visit.utc_now", fake)
    monkeypatch.setitem(live_board._boards, store, Board(fake.seconds))
    return fake


@pytest.fixture
def room(store, event, anna, bartek, celina) -> Room:
    """All are in, nobody but Bartek has talked; Dorota and Ewa need help."""
    room = furnished(store, event, anna, bartek, celina)
    room.admit(*room.everybody)
    room.refresh()
    return room


def page_of(client: Browser, path: str = HERE) -> str:
    answer = client.get(path, headers={"accept-language": "pl"})
    assert answer.status_code == 200
    return answer.text


# --- who may see what ---


@pytest.mark.parametrize("path", [HERE, PART, PAPER])
def test_for_a_stranger_there_is_no_live_page(running: Server, stranger, path, anna):
    assert stranger.get(path).status_code == 404


def test_staff_see_who_came_and_no_figure_of_talks(staff, room):
    shown = page_of(staff)

    assert text("pl", "live.arrivals_title") in shown
    for key in ("talked_title", "network_title", "help_title", "promises_title"):
        assert text("pl", f"live.{key}") not in shown
    for guest in room.everybody:
        assert guest.name not in shown


def test_staff_suggest_nobody(staff, room, store):
    ids = {"guest": room.dorota.attendee_id, "suggested": room.ewa.attendee_id}

    assert staff.post(f"{HERE}/idea", data=ids).status_code == 404
    assert rows(store, "SELECT count(*) FROM desk_idea") == [(0,)]


def test_without_an_event_there_is_no_live_page(organiser):
    assert organiser.get(HERE).status_code == 404


@pytest.mark.parametrize("language", languages())
def test_an_empty_event_has_a_calm_page(organiser, event, language):
    shown = organiser.get(f"{HERE}?lang={language}")

    assert shown.status_code == 200
    assert text(language, "live.no_share") in shown.text
    assert text(language, "live.help_nobody") in shown.text


# --- what it shows ---


def test_the_page_says_the_figures_in_words(organiser, room):
    shown = page_of(organiser)

    assert 'aria-label="60%"' in shown
    assert text("pl", "live.part_of", whole=5, part=3) in shown
    assert text("pl", "live.arrived", count=5, expected=5) in shown
    assert text("pl", "live.in_the_room", count=5) in shown
    assert text("pl", "live.islands", count=1) in shown
    assert text("pl", "live.largest", count=3, whole=5) in shown
    assert text("pl", "live.help_count", count=2) in shown


def test_names_to_help_stand_behind_a_tap_only(organiser, room):
    shown = page_of(organiser)
    (who,) = WHO.findall(shown)

    for guest in (room.dorota, room.ewa):
        assert guest.name in who
    outside = shown.replace(who, "")
    for guest in room.everybody:
        assert guest.name not in outside


def test_the_network_has_names_only_by_choice(organiser, room):
    (plain,) = NETWORK.findall(page_of(organiser))
    (named,) = NETWORK.findall(page_of(organiser, f"{HERE}?names=1"))

    for guest in room.everybody:
        assert guest.name.split()[0] not in plain
        assert guest.name.split()[0] in named
    assert (
        "names=1"
        in re.search(r'id="live"[^>]*data-refresh="([^"]+)', page_of(organiser, f"{HERE}?names=1"))[
            1
        ]
    )


def test_staff_get_no_names_by_changing_the_address(staff, room):
    shown = page_of(staff, f"{PART}?names=1")

    assert "Dorota" not in shown
    assert "Anna" not in shown


def test_whoever_chose_entry_only_has_no_name_on_any_of_these_pages(organiser, staff, room, clock):
    choose_entry_only(room.store, room.dorota)
    clock.later()

    for client in (organiser, staff):
        for path in (HERE, PART, f"{HERE}?names=1", PAPER):
            assert "Dorota" not in page_of(client, path)


def test_what_guests_wrote_is_text_and_nothing_else(organiser, store, event):
    for place in range(2):
        guest = invite(store, event, f"{HOSTILE}{place}", company=HOSTILE)
        admit(store, event, guest)

    for path in (f"{HERE}?names=1", PAPER):
        shown = page_of(organiser, path)
        assert "<script>alert" not in shown
        assert "{{ 7 * 7 }}" in shown


def test_with_open_talk_on_the_agenda_the_page_says_what_counts(organiser, room, store, event):
    begin, end = NOW + timedelta(minutes=10), NOW + timedelta(minutes=50)
    talk = AgendaItem(event.event_id, "Rozmowy", begin, end, True)
    set_agenda(store, event, [talk], actor="cli", now=NOW)

    shown = page_of(organiser)

    assert text("pl", "live.help_windows") in shown
    assert text("pl", "live.help_minutes", count=40) in WHO.findall(shown)[0]


def test_an_event_with_very_many_people_has_figures_without_a_picture(organiser, room, monkeypatch):
    monkeypatch.setattr(live_board, "MOST_DRAWN", 4)

    shown = page_of(organiser)

    assert not NETWORK.findall(shown)
    assert text("pl", "live.too_many") in shown


# --- cheap ---


def test_a_part_that_did_not_change_is_not_sent_again(organiser, room, clock):
    first = organiser.get(PART)
    again = organiser.get(PART, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")

    connect(room.store, room.event, room.dorota, room.ewa)
    clock.later()
    changed = organiser.get(PART, headers={"if-none-match": first.headers["etag"]})

    assert changed.status_code == 200
    assert text("pl", "live.help_nobody") in page_of(organiser, PART)


def test_many_viewers_share_one_working_out(organiser, staff, room, clock, monkeypatch):
    worked = []
    monkeypatch.setattr(
        live_board, "live_of", lambda *given, **more: worked.append(1) or live_of(*given, **more)
    )
    for client in (organiser, staff, organiser, organiser):
        page_of(client, PART)
    assert len(worked) == 1

    clock.later()
    page_of(organiser, PART)
    assert len(worked) == 1  # nothing happened

    show_badge(room.store, room.event, room.ewa.code, direction=Direction.OUT)
    page_of(organiser, PART)
    assert len(worked) == 1  # not so soon
    clock.later()
    page_of(organiser, PART)
    page_of(staff, PART)
    assert len(worked) == 2

    clock.later(live_board.ANYWAY_SECONDS)
    page_of(organiser, PART)
    assert len(worked) == 3  # time goes by


def test_whoever_is_erased_is_gone_from_the_page_at_once(organiser, room, store, clock):
    shown = f"{HERE}?names=1"
    assert room.dorota.name in page_of(organiser, shown)

    erase_person(store, room.dorota.person_id, key=b"k" * 32, actor="self", now=clock())

    assert room.dorota.name not in page_of(organiser, shown)


def test_the_board_forgets_events_that_nobody_looks_at(store, event, clock):
    board = board_of(store)
    for place in range(live_board.MOST_EVENTS + 2):
        board.look(store, make_event(store, f"evening-{place}"), now=NOW)

    assert len(board._shown) == live_board.MOST_EVENTS


# --- a suggestion ---


def form_of(shown: str, guest, fit) -> dict[str, str]:
    """The form that suggests this person to that guest."""
    (who,) = WHO.findall(shown)
    for form in re.findall(r"<form.*?</form>", who, re.DOTALL):
        fields = dict(re.findall(r'name="(\w+)" value="([^"]+)"', form))
        if fields == {"guest": str(guest.attendee_id), "suggested": str(fit.attendee_id)}:
            return fields
    raise AssertionError("no such form")


def test_one_tap_puts_somebody_first_in_the_guests_list(organiser, room):
    fields = form_of(page_of(organiser), room.dorota, room.anna)

    assert organiser.post(f"{HERE}/idea", data=fields).status_code == 303

    assert room.shown(room.dorota)[0].is_from_desk
    shown = page_of(organiser)
    assert text("pl", "live.idea_sent") in shown
    assert text("pl", "live.sent") in WHO.findall(shown)[0]


def test_an_idea_that_no_longer_stands_is_told_calmly(organiser, room):
    fields = form_of(page_of(organiser), room.dorota, room.anna)
    choose_entry_only(room.store, room.anna)

    assert organiser.post(f"{HERE}/idea", data=fields).status_code == 303

    assert text("pl", "live.idea_gone") in page_of(organiser)
    assert rows(room.store, "SELECT count(*) FROM desk_idea") == [(0,)]


@pytest.mark.parametrize("fields", [{}, {"guest": "x", "suggested": "y"}])
def test_a_broken_form_suggests_nobody(organiser, room, fields):
    assert organiser.post(f"{HERE}/idea", data=fields).status_code == 303
    assert text("pl", "live.idea_gone") in page_of(organiser)


# --- the evacuation list ---


def test_the_evacuation_list_has_all_names_and_the_badges_of_the_others(staff, room):
    choose_entry_only(room.store, room.ewa)
    show_badge(room.store, room.event, room.bartek.code, direction=Direction.OUT)

    shown = page_of(staff, PAPER)

    assert text("pl", "live.in_the_room", count=4) in shown
    for guest in (room.anna, room.celina, room.dorota):
        assert guest.name.replace("'", "&#39;") in shown
    assert "Bartek" not in shown
    assert "Ewa" not in shown
    code = room.ewa.code
    assert f"{code[-6:-2]} {code[-2:]}" in shown
    assert code[4:-6] not in shown


def test_that_somebody_opened_the_evacuation_list_is_on_record_without_names(staff, room, store):
    page_of(staff, PAPER)

    noted = rows(store, "SELECT act, event_id, subject_id, detail FROM audit")
    assert ("evacuation_list", room.event.event_id, None, "") in noted


def test_nobody_in_the_room_makes_an_empty_list(staff, event):
    assert text("pl", "live.evacuation_empty") in page_of(staff, PAPER)
