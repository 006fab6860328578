"""Who to talk with, in a real browser: how it looks, and agreeing, declining, letting it lapse."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from browser import Kiosk, evening
from cast import LONG_NAME, NOW, invite, make_event
from faces import Face, Faces, panel
from live_server import LiveServer
from playwright.sync_api import expect
from room import Room
from tour import LONG_EVENT, LONG_WORD

from kiosk.texts import text
from matching.consents import Decision, keep_decisions
from matching.events import set_event
from matching.introductions import Decision as Say
from matching.introductions import NewIntroduction, answer_idea, decide
from matching.model import ConsentKind
from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser
OpenKiosk = Callable[..., Kiosk]
FACES = [
    Face("1080x1920", "pl", is_examined=True),
    Face("1280x800", "en", is_large=True),
    Face("1920x1080", "en"),
    Face("390x844", "pl", is_large=True, has_contrast=True),
]
LONG_NEED = "kogoś, kto policzy koszty trzeciego sklepu i odnowi ogród przy starym młynie nad rzeką"
STRANGERS = ("Dorota Zero", "Ewa Pierwsza", "Franek Drugi", "Gosia Trzecia")
DOORS = ("introduced", "introduction", "idea")


class Crowd(Room):
    """Everybody agreed to be suggested, needs one thing and offers it too, and has come in."""

    def come(self, name: str) -> Listed:
        guest = invite(self.store, self.event, name, company=f"{LONG_WORD} {uuid4().hex[:4]}")
        self.agree(guest)
        mail = Decision(uuid4(), guest.person_id, ConsentKind.MAIL, False, "pl")
        self.store.write(lambda change: keep_decisions(change, [mail], source="page", now=NOW))
        self.wish(guest, f"Ogrody; {LONG_NEED}", LONG_NEED)
        self.admit(guest)
        return guest

    def introduce(self, by: Listed, one: Listed, other: Listed, *, yes: tuple[Listed, ...]) -> UUID:
        now, new = datetime.now(UTC), self.propose_by(by, one, other)
        begun = answer_idea(self.store, new, is_yes=True, now=now)
        for side in yes:
            decide(self.store, Say(uuid4(), begun, side.attendee_id, True), now=now)
        return begun

    def propose_by(self, by: Listed, one: Listed, other: Listed) -> NewIntroduction:
        for introduced in (one, other):
            self.suggest_via(by, introduced, other if introduced is one else one)
        ids = (by.attendee_id, one.attendee_id, other.attendee_id)
        return NewIntroduction(uuid4(), self.event, *ids)

    def suggest_via(self, by: Listed, who: Listed, to_meet: Listed) -> None:
        sql = "INSERT INTO suggestion VALUES ($1,$2,$3,1,9.0,$4,'[]')"
        ids = [self.event.event_id, who.attendee_id, to_meet.attendee_id, by.attendee_id]
        self.insert(sql, *ids)


def fill(store: Store) -> dict[str, Listed]:
    """A guest with each kind of door, and three pairs whom somebody would introduce."""
    event = set_event(store, make_event(store), name=LONG_EVENT)
    room = Crowd(store, event, *[None] * 3)  # type: ignore[arg-type]  # no cast
    names = [LONG_NAME, LONG_WORD, f"Łucja {LONG_NAME}", f"Żaneta {LONG_WORD}"]
    made, knows, wanted, thinks = (room.come(name) for name in names)
    friends = [room.come(f"{name} {LONG_NAME}") for name in ("Józef", "Kinga", "Marek", "Nina")]
    for friend in (made, wanted, *friends[:2]):
        room.know(knows, friend)
    for friend in friends[2:]:
        room.know(thinks, friend)
    room.introduce(knows, made, friends[0], yes=(made, friends[0]))
    room.introduce(knows, wanted, friends[1], yes=())
    found = {"introduced": made, "introduction": wanted, "idea": thinks}
    found["stranger"], *_ = [room.come(name) for name in STRANGERS]
    for way in ("agree", "decline", "lapse"):
        by, left, right = (room.come(f"{part} {way.title()}") for part in ("Anna", "Bolek", "Cela"))
        room.know(by, left)
        room.know(by, right)
        begun = room.introduce(by, left, right, yes=())
        if way == "lapse":
            sql = "UPDATE introduction SET proposed_at_utc = $1 WHERE introduction_id = $2"
            room.insert(sql, datetime.now(UTC) - timedelta(days=8), begun)
        found |= {f"left-{way}": left, f"right-{way}": right}
    room.refresh(at=datetime.now(UTC) - NOW)
    return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One evening for the whole module."""
    with evening(tmp_path_factory.mktemp("evening"), fill) as running:
        yield running


@pytest.fixture
def kiosk(open_kiosk: OpenKiosk, server: LiveServer) -> Kiosk:
    return open_kiosk(server, "?kiosk=14&mode=talk", size=panel("1280x800"))


def open_list(kiosk: Kiosk, guest: Listed) -> None:
    """The next guest, whoever stood there before."""
    kiosk.back_to_welcome()
    kiosk.scan(guest.code or "")
    kiosk.expect_screen("menu")
    kiosk.tap("meet")
    kiosk.expect_screen("meet")


def door(kiosk: Kiosk, screen: str):
    return kiosk.root.locator(f'[data-id^="{screen} "]').first


def test_every_door_and_what_is_behind_it_fits_and_can_be_used_by_everybody(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server, "?kiosk=14&mode=talk")
    faces = Faces(kiosk, FACES)
    for screen in DOORS:
        open_list(kiosk, server.prepared[screen])
        faces.show(f"meet-list-{screen}")
        door(kiosk, screen).click()
        kiosk.expect_screen(screen)
        faces.show(f"meet-{screen}")
        if screen == "introduced":
            kiosk.tap("meet")
            door(kiosk, "suggested").click()
            kiosk.expect_screen("suggested")
            faces.show("meet-suggested")
    assert not faces.troubles, "\n".join(faces.troubles)


def answer(kiosk: Kiosk, guest: Listed, way: str) -> None:
    open_list(kiosk, guest)
    door(kiosk, "introduction").click()
    kiosk.expect_screen("introduction")
    kiosk.tap(way)


def test_two_yes_at_two_kiosks_and_both_can_go_and_talk(open_kiosk, kiosk, server):
    other = open_kiosk(server, "?kiosk=13&mode=talk")
    answer(other, server.prepared["left-agree"], "yes")
    other.expect_screen("meet")
    answer(kiosk, server.prepared["right-agree"], "yes")

    kiosk.expect_screen("introduced")
    kiosk.expect_text("Anna Agree")
    kiosk.expect_text("Bolek Agree")
    kiosk.tap("record")
    kiosk.expect_screen("partner")
    open_list(other, server.prepared["left-agree"])
    expect(door(other, "introduced")).to_contain_text("Cela Agree")


def test_a_no_is_told_to_nobody(kiosk, server):
    for who, way in {"left-decline": "no", "right-decline": "yes"}.items():
        answer(kiosk, server.prepared[who], way)
        kiosk.expect_screen("meet")

    for who in ("left-decline", "right-decline"):
        open_list(kiosk, server.prepared[who])
        expect(door(kiosk, "suggested")).to_be_visible()
        assert door(kiosk, "introduced").count() == 0


def test_what_nobody_answered_for_a_week_is_quietly_over(kiosk, server):
    open_list(kiosk, server.prepared["left-lapse"])

    expect(door(kiosk, "suggested")).to_be_visible()
    assert door(kiosk, "introduc").count() == 0


def test_rather_not_brings_the_next_one(kiosk, server):
    open_list(kiosk, server.prepared["stranger"])
    door_of_one = door(kiosk, "suggested").get_attribute("data-id")
    kiosk.root.locator(f'[data-id="{door_of_one}"]').click()
    kiosk.expect_screen("suggested")
    kiosk.tap("declined")
    kiosk.expect_screen("meet")

    expect(kiosk.root.locator(f'[data-id="{door_of_one}"]')).to_have_count(0)
    kiosk.expect_text(text("pl", "meet.agreed"))
