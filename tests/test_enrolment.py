"""Which browsers are kiosks: a code makes one, the dashboard changes and revokes it."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from asgi_browser import Browser
from cast import NOW, make_event, rows
from command_line import kiosk
from desks import URL
from racing import together

from kiosk import kiosk_health, server, setup
from kiosk.clock import utc_now
from kiosk.enrolment import FORWARDED
from kiosk.routes import enrol as enrol_route
from kiosk.server import Server
from kiosk.settings import load_settings
from kiosk.wrong_tries import TRIES_PER_ADDRESS
from matching.errors import EnrolmentCodeError
from matching.events import add_event
from matching.kiosks import CODE_HOURS, enrol, find_kiosk, list_kiosks, new_code
from matching.store import Store

pytest_plugins = ["desk_fixtures"]

KEY = b"key of the test"


@pytest.fixture(autouse=True)
def nobody_tried_before():
    """Every test has its own wrong tries and its own kiosks."""
    enrol_route.wrong_tries.__init__()
    kiosk_health.forget()


def make_code(organiser: Browser, **fields: str) -> str:
    page = organiser.post("/staff/kiosks/code", data={"name": "Wejście", "mode": "door", **fields})
    return re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", page.text)[0]


def enrol_browser(organiser: Browser, kiosk: Browser, **fields: str) -> None:
    assert kiosk.post("/enrol", data={"code": make_code(organiser, **fields)}).status_code == 303


def is_kiosk(client: Browser) -> bool:
    """Whether its screens open; there is no Streamlit behind our routes, so its page is a 404."""
    answer = client.get("/")
    assert answer.status_code in {303, 404}
    return answer.status_code == 404


def setup_of(client: Browser, running: Server) -> setup.KioskSetup:
    key = running.settings.key("kiosk cookie")
    return setup.from_cookie(client.cookies.get(setup.COOKIE), key)


def test_a_browser_nobody_enrolled_is_told_so_and_sees_no_kiosk(stranger, event):
    answer = stranger.get("/")

    assert (answer.status_code, answer.headers["location"]) == (303, "/enrol")
    assert 'data-screen="enrol"' in stranger.get("/enrol").text
    assert stranger.get("/api/kiosk").status_code == 404


def test_a_code_makes_one_browser_a_kiosk_with_the_number_mode_and_place_of_the_dashboard(
    organiser, browser, running, event
):
    first, second = browser("192.0.2.31"), browser("192.0.2.32")
    code = make_code(organiser)

    assert first.post("/enrol", data={"code": code.lower().replace("-", " ")}).status_code == 303
    assert second.post("/enrol", data={"code": code}).status_code == 422

    assert is_kiosk(first)
    assert not is_kiosk(second)
    [kiosk] = list_kiosks(running.store)
    assert (kiosk.number, kiosk.mode, kiosk.name) == (1, "door", "Wejście")
    its_setup = setup_of(first, running)
    assert (its_setup.number, its_setup.mode) == (1, "door")


def test_each_new_kiosk_gets_the_lowest_free_number(organiser, browser, running, event):
    kiosks = [browser(f"192.0.2.4{place}") for place in range(3)]
    for its in kiosks:
        enrol_browser(organiser, its)
    second = list_kiosks(running.store)[1]
    organiser.post("/staff/kiosks/off", data={"kiosk": str(second.kiosk_id)})

    enrol_browser(organiser, browser("192.0.2.49"))

    assert [kiosk.number for kiosk in list_kiosks(running.store)] == [1, 2, 3]
    assert not is_kiosk(kiosks[1])
    assert is_kiosk(kiosks[0])


def test_the_code_stands_in_the_database_as_a_hash_only(organiser, store, event):
    code = make_code(organiser)

    kept = str(rows(store, "SELECT * FROM kiosk_code")) + str(rows(store, "SELECT * FROM audit"))
    assert code not in kept
    assert code.replace("-", "") not in kept


def test_of_many_browsers_with_one_code_exactly_one_becomes_a_kiosk(store):
    code = new_code(store, name="", mode="both", key=KEY, actor="cli", now=NOW)

    tried = together([lambda: enrol(store, code, key=KEY, now=NOW)] * 8)

    refused = [one for one in tried if isinstance(one, EnrolmentCodeError)]
    made = [one for one in tried if not isinstance(one, Exception)]
    assert (len(made), len(refused), len(list_kiosks(store))) == (1, 7, 1)


def test_a_code_is_over_after_a_day(store):
    code = new_code(store, name="", mode="both", key=KEY, actor="cli", now=NOW)

    with pytest.raises(EnrolmentCodeError):
        enrol(store, code, key=KEY, now=NOW + timedelta(hours=CODE_HOURS))
    assert list_kiosks(store) == []


@pytest.mark.parametrize("typed", ["", "AAAA-AAAA", "x" * 1000, "' OR 1=1", "ąęśż", "\0"])
def test_a_guessed_code_enrols_nobody(stranger, event, typed):
    assert stranger.post("/enrol", data={"code": typed}).status_code == 422
    assert not is_kiosk(stranger)


def test_after_five_guesses_even_the_right_code_waits(organiser, stranger, event):
    code = make_code(organiser)
    for _ in range(TRIES_PER_ADDRESS):
        stranger.post("/enrol", data={"code": "AAAA-AAAA"})

    assert stranger.post("/enrol", data={"code": code}).status_code == 429
    assert not is_kiosk(stranger)


def test_a_form_from_another_site_enrols_nobody(organiser, stranger, event):
    headers = {"Sec-Fetch-Site": "cross-site"}

    answer = stranger.post("/enrol", data={"code": make_code(organiser)}, headers=headers)

    assert answer.status_code == 403
    assert not is_kiosk(stranger)


def test_a_kiosk_cookie_with_an_enrolment_of_ones_own_making_opens_nothing(
    stranger, running, event
):
    key = running.settings.key("kiosk cookie")
    made_up = setup.KioskSetup(1, "door", kiosk_id=str(UUID(int=7)))
    for cookie in (setup.to_cookie(made_up, b"another key"), setup.to_cookie(made_up, key)):
        answer = stranger.get("/", headers={"Cookie": f"{setup.COOKIE}={cookie}"})
        assert answer.headers["location"] == "/enrol"


# The sample event


def make_sample(store: Store) -> None:
    """Its event, without its people."""
    values = {"slug": "sample", "name": "Sample", "now": utc_now()}
    store.write(lambda change: add_event(change, is_sample=True, **values))


def test_the_sample_event_enrols_a_browser_on_this_computer_by_itself(browser, running, store):
    make_sample(store)

    assert is_kiosk(browser("127.0.0.1"))
    assert is_kiosk(browser("::1"))
    assert not is_kiosk(browser("192.0.2.50"))


@pytest.mark.parametrize("header", FORWARDED)
def test_who_comes_through_a_proxy_is_not_on_this_computer(browser, store, header):
    make_sample(store)

    answer = browser("127.0.0.1").get("/", headers={header: "for=203.0.113.9"})

    assert answer.headers["location"] == "/enrol"


def test_once_there_is_a_real_event_this_computer_needs_a_code_too(browser, store):
    make_sample(store)
    make_event(store)

    assert not is_kiosk(browser("127.0.0.1"))


# What the dashboard says


def test_a_new_mode_of_the_dashboard_reaches_the_kiosk(organiser, browser, running, event):
    its = browser("192.0.2.33")
    enrol_browser(organiser, its)
    [found] = list_kiosks(running.store)
    before = its.get("/api/kiosk").json()["version"]

    organiser.post(
        "/staff/kiosks/change",
        data={"kiosk": str(found.kiosk_id), "name": "Sala", "mode": "talk"},
    )

    assert find_kiosk(running.store, found.kiosk_id).mode == "talk"
    assert its.get("/api/kiosk").json()["version"] != before


def test_nothing_new_has_the_same_version_again_and_again(organiser, browser, event):
    its = browser("192.0.2.34")
    enrol_browser(organiser, its)

    assert len({its.get("/api/kiosk").json()["version"] for _ in range(5)}) == 1


def test_an_announcement_and_its_end_reach_the_kiosk(organiser, browser, event):
    its = browser("192.0.2.35")
    enrol_browser(organiser, its)
    versions = [its.get("/api/kiosk").json()["version"]]

    for words in ("Obiad na piętrze", ""):
        organiser.post("/staff/kiosks/announcement", data={"words_pl": words, "words_en": ""})
        versions.append(its.get("/api/kiosk").json()["version"])

    assert versions[0] != versions[1] != versions[2]
    assert versions[0] == versions[2]


def test_the_dashboard_shows_whether_a_kiosk_is_there_and_its_camera_works(
    organiser, browser, event
):
    its = browser("192.0.2.36")
    enrol_browser(organiser, its)
    assert "nie zgłasza się" in organiser.get("/staff/kiosks/part?lang=pl").text

    its.get("/api/kiosk?camera=blocked")

    shown = organiser.get("/staff/kiosks/part").text
    assert "nie zgłasza się" not in shown
    assert "zablokowana" in shown


def test_what_a_kiosk_says_of_its_camera_is_one_of_five_words(browser, organiser, event):
    its = browser("192.0.2.37")
    enrol_browser(organiser, its)

    assert its.get("/api/kiosk?camera=<script>").status_code == 200

    assert "script" not in organiser.get("/staff/kiosks/part").text


def test_a_part_that_did_not_change_is_not_sent_again(organiser, event):
    first = organiser.get("/staff/kiosks/part")

    again = organiser.get("/staff/kiosks/part", headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_staff_neither_see_nor_change_kiosks(staff, organiser, event):
    code = make_code(organiser)
    for path in ("/code", "/change", "/off", "/announcement"):
        assert staff.post(f"/staff/kiosks{path}", data={"code": code}).status_code == 404
    assert staff.get("/staff/kiosks").status_code == 404


def test_the_link_of_a_code_leads_to_this_server(organiser, event):
    page = organiser.post("/staff/kiosks/code", data={"name": "", "mode": "both"})

    assert f"{URL}/enrol" in page.text
    assert server.running().settings.public_url is None


def test_the_command_line_prints_a_code_that_a_browser_can_use(tmp_path):
    folder = tmp_path / "place"
    done = kiosk(folder, "enrol", "--name", "Sala", "--mode", "talk")
    assert (done.code, done.err) == (0, "")
    settings = load_settings({"ROZMOWA_DATA": str(folder)})

    with Store.open(folder / "rozmowa.duckdb") as store:
        made = enrol(store, done.lines[0], key=settings.key("kiosk codes"), now=utc_now())

    assert (made.number, made.name, made.mode) == (1, "Sala", "talk")
