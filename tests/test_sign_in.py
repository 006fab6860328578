"""The doors of the dashboard: PIN, password, invitation, wrong tries, the way out."""

import asyncio
import re
from datetime import timedelta

import pytest
from asgi_browser import Browser
from cast import NOW, make_event, rows
from desks import PIN, URL
from itsdangerous import URLSafeSerializer
from racing import together
from starlette.requests import Request

from kiosk import server, staff_door
from kiosk.clock import utc_now
from kiosk.routes.sign_in import sign_in as sign_in_route
from kiosk.server import Server
from kiosk.settings import load_settings
from kiosk.wrong_tries import LOCKED_MINUTES, TRIES_IN_ALL, TRIES_PER_ADDRESS, WrongTries
from matching.errors import InvitationOverError
from matching.events import add_event
from matching.staff import (
    HOURS_VALID,
    INVITATION_HOURS,
    Role,
    accept_invitation,
    begin_session,
    find_session,
    invite,
    list_sessions,
)

pytest_plugins = ["desk_fixtures"]

WORDS = "zielony tramwaj nad Wartą"


def sign_in(client: Browser, pin: str, **headers: str) -> object:
    return client.post("/sign-in", data={"pin": pin}, headers=headers)


def is_in(client: Browser, **options: object) -> bool:
    """Whether the first page opens; strangers are sent to the door."""
    answer = client.get("/staff", **options)
    assert answer.status_code in {200, 303}
    return answer.status_code == 200


@pytest.mark.parametrize("path", ["/staff", "/staff/"])
def test_a_stranger_who_asks_for_the_dashboard_comes_to_its_door(stranger, path):
    answer = stranger.get(path)

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_the_right_pin_opens_and_its_cookie_cannot_be_read_or_sent_from_elsewhere(stranger):
    answer = sign_in(stranger, PIN)

    assert (answer.status_code, answer.headers["location"]) == (303, "/staff")
    cookie = answer.headers["set-cookie"].lower()
    for attribute in ("httponly", "samesite=strict", f"max-age={HOURS_VALID * 3600}", "path=/"):
        assert attribute in cookie
    assert is_in(stranger)


def test_the_staff_cookie_is_secure_where_the_page_is(browser):
    client = browser(url="https://kiosk.example")

    assert "; secure" in sign_in(client, PIN).headers["set-cookie"].lower()


@pytest.mark.parametrize("pin", ["", " ", "4711", PIN.upper(), PIN + "\0x", "' OR 1=1", "é" * 900])
def test_a_wrong_pin_opens_nothing(stranger, pin):
    answer = sign_in(stranger, pin)

    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
    assert not is_in(stranger)


def test_wrong_pins_sent_at_the_same_moment_are_counted_one_by_one(running):
    """Each holds its body back until all have begun."""
    statuses = asyncio.run(_sign_in_at_once([b"pin=0000"] * 12))

    assert statuses.count(401) == TRIES_PER_ADDRESS
    assert statuses.count(429) == 12 - TRIES_PER_ADDRESS


async def _sign_in_at_once(bodies: list[bytes]) -> list[int]:
    async def one(body: bytes) -> int:
        async def receive() -> dict[str, object]:
            await asyncio.sleep(0.05)
            return {"type": "http.request", "body": body, "more_body": False}

        scope = {
            "type": "http",
            "method": "POST",
            "path": "/sign-in",
            "query_string": b"",
            "headers": [],
            "client": ("192.0.2.77", 5000),
            "server": ("localhost", 80),
            "scheme": "http",
        }
        return (await sign_in_route(Request(scope, receive))).status_code

    return list(await asyncio.gather(*map(one, bodies)))


def test_a_form_that_is_no_form_opens_nothing(stranger):
    for body in (b"", b"\xff\xfe", b"pin", b"x" * 5000):
        assert stranger.post("/sign-in", content=body).status_code in {401, 429}


def test_after_five_wrong_pins_even_the_right_one_waits_but_not_that_of_another_address(
    stranger, browser
):
    for _ in range(TRIES_PER_ADDRESS):
        assert sign_in(stranger, "0000").status_code == 401

    locked = sign_in(stranger, PIN)

    assert locked.status_code == 429
    assert "set-cookie" not in locked.headers
    assert "<form" not in locked.text
    assert sign_in(browser("192.0.2.9"), PIN).status_code == 303


def test_a_phone_with_very_many_ipv6_addresses_has_five_tries_too(browser):
    """Its neighbourhood counts, so it cannot use up all tries of everybody either."""
    for place in range(TRIES_IN_ALL):
        answer = sign_in(browser(f"2001:db8:1:2:{place}::1"), "0000")
        assert answer.status_code == (401 if place < TRIES_PER_ADDRESS else 429)

    assert sign_in(browser("2001:db8:1:2:f::1"), PIN).status_code == 429
    assert sign_in(browser("2001:db8:1:3::1"), PIN).status_code == 303


@pytest.mark.parametrize("address", ["::1", "::ffff:127.0.0.1"])
def test_this_computer_is_itself_by_its_ipv6_addresses_too(running, browser, address):
    for number in range(TRIES_IN_ALL):
        staff_door.wrong_tries.note(f"192.0.2.{number}", now=utc_now())

    assert sign_in(browser(address), PIN).status_code == 303


def test_many_right_pins_lock_nobody_out(stranger):
    for _ in range(TRIES_PER_ADDRESS * 2):
        assert sign_in(stranger, PIN).status_code == 303


def test_thirty_wrong_pins_from_anywhere_lock_everybody_out_for_a_while():
    tries = WrongTries()
    for place in range(TRIES_IN_ALL):
        assert tries.minutes_locked("somebody", now=NOW) == 0
        tries.note(f"address-{place}", now=NOW)

    assert tries.minutes_locked("somebody", now=NOW) == LOCKED_MINUTES + 1
    assert tries.minutes_locked("somebody", now=NOW + timedelta(minutes=LOCKED_MINUTES)) == 0


def test_wrong_pins_of_strangers_do_not_lock_this_computer_out(running, browser):
    """Whoever sits at the server gets in, whatever phones on the Wi-Fi do."""
    for number in range(TRIES_IN_ALL):
        staff_door.wrong_tries.note(f"192.0.2.{number}", now=utc_now())

    assert browser("192.0.2.99").post("/sign-in", data={"pin": PIN}).status_code == 429
    assert browser("127.0.0.1").post("/sign-in", data={"pin": PIN}).status_code == 303


def test_a_closed_door_closes_neither_for_who_is_signed_in_nor_for_who_is_invited(
    organiser, browser
):
    for number in range(TRIES_IN_ALL):
        staff_door.wrong_tries.note(f"192.0.2.{number}", now=utc_now())
    assert sign_in(browser("198.51.100.7"), PIN).status_code == 429

    assert is_in(organiser)
    page = organiser.post("/staff/access/invite", data={"name": "", "role": "organiser"})
    invited = browser("198.51.100.8")
    assert invited.post(re.search(r"/invitation/[\w-]+", page.text)[0]).status_code == 303
    assert is_in(invited)


def test_a_lock_ends_after_fifteen_minutes_and_older_tries_do_not_count():
    tries = WrongTries()
    for place in range(TRIES_PER_ADDRESS):
        tries.note("kiosk", now=NOW + timedelta(minutes=place))

    after_last = NOW + timedelta(minutes=TRIES_PER_ADDRESS)
    assert 0 < tries.minutes_locked("kiosk", now=after_last) <= LOCKED_MINUTES
    assert tries.minutes_locked("kiosk", now=NOW + timedelta(minutes=LOCKED_MINUTES)) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_sent_from_elsewhere_is_refused_even_with_the_right_pin(stranger, headers):
    answer = sign_in(stranger, PIN, **headers)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_form_of_our_own_page_is_taken(stranger):
    assert sign_in(stranger, PIN, Origin=URL).status_code == 303
    assert sign_in(stranger, PIN, **{"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_signing_out_ends_the_session_itself_not_only_the_cookie(stranger, store):
    sign_in(stranger, PIN)
    kept = dict(stranger.cookies)

    answer = stranger.post("/sign-out")

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    copied = "; ".join(f"{name}={value}" for name, value in kept.items())
    assert not is_in(stranger, headers={"Cookie": copied})
    assert list_sessions(store, now=utc_now()) == []


def test_another_site_cannot_sign_staff_out(organiser):
    organiser.post("/sign-out", headers={"Sec-Fetch-Site": "cross-site"})

    assert is_in(organiser)


def test_a_forged_or_foreign_staff_cookie_opens_nothing(stranger, running, tmp_path):
    door = staff_door.opened_by(running, PIN)
    key = begin_session(running.store, name="", role=Role.ORGANISER, door=door, now=utc_now())
    genuine = str(URLSafeSerializer(running.settings.key("staff cookie")).dumps(key))
    other = load_settings({"ROZMOWA_DATA": str(tmp_path / "other")})
    foreign = str(URLSafeSerializer(other.key("staff cookie")).dumps(key))
    unknown = str(URLSafeSerializer(running.settings.key("staff cookie")).dumps("x" * 43))

    for cookie in (foreign, unknown, genuine[:-2], key, "x", ""):
        assert not is_in(stranger, headers={"Cookie": f"{staff_door.COOKIE}={cookie}"})
    assert is_in(stranger, headers={"Cookie": f"{staff_door.COOKIE}={genuine}"})


def test_no_key_of_a_session_or_invitation_stands_in_the_database(running, stranger):
    key = invite(running.store, name="Wejście", role=Role.STAFF, actor="cli", now=utc_now())
    stranger.post(f"/invitation/{key}")
    kept = str(rows(running.store, "SELECT * FROM staff_session, staff_invitation"))

    assert key not in kept
    assert not any(value in kept for value in stranger.cookies.values())


def test_a_session_ends_after_twelve_hours(store):
    key = begin_session(store, name="", role=Role.STAFF, door="", now=NOW)
    nearly = NOW + timedelta(hours=HOURS_VALID, seconds=-1)

    assert find_session(store, key, doors=frozenset(), now=nearly) is not None
    assert find_session(store, key, doors=frozenset(), now=nearly + timedelta(seconds=1)) is None


def test_a_changed_pin_signs_the_organiser_out_and_staff_stay(running):
    doors = staff_door.doors(running)
    [door] = doors
    mine = begin_session(running.store, name="", role=Role.ORGANISER, door=door, now=NOW)
    theirs = begin_session(running.store, name="", role=Role.STAFF, door="", now=NOW)

    assert find_session(running.store, mine, doors=doors, now=NOW) is not None
    assert find_session(running.store, mine, doors=frozenset({"pin:new"}), now=NOW) is None
    assert find_session(running.store, theirs, doors=frozenset({"pin:new"}), now=NOW) is not None


# The first password


@pytest.fixture
def new_place(running, store, tmp_path, monkeypatch):
    """A server without PIN and without event, as on an empty machine."""
    started = Server(load_settings({"ROZMOWA_DATA": str(tmp_path)}), store)
    monkeypatch.setattr(server, "_servers", [started])
    return started


def test_on_an_empty_machine_the_console_holds_a_link_that_sets_the_password_once(
    new_place, browser
):
    console = "\n".join(server.announcement(new_place))
    path = re.search(r"/set-up/[\w-]+", console)[0]
    mine, other = browser("127.0.0.1"), browser()

    assert "<form" in mine.get(path).text
    assert mine.post(path, data={"password": WORDS}).headers["location"] == "/staff"

    assert is_in(mine)
    assert other.get(path).status_code == 404
    assert other.post(path, data={"password": WORDS}).status_code == 404
    assert sign_in(other, WORDS).status_code == 303
    assert "/set-up/" not in "\n".join(server.announcement(new_place))


def test_the_samples_pin_stays_a_door_until_a_password_is_chosen(new_place, browser, store):
    """Whoever tries the sample and then makes an event of their own is not locked out."""
    client, other = browser("127.0.0.1"), browser()
    sample = {"slug": "sample", "name": "Sample", "now": utc_now()}
    store.write(lambda change: add_event(change, is_sample=True, **sample))
    assert sign_in(client, new_place.settings.sample_pin).status_code == 303
    assert sign_in(other, new_place.settings.sample_pin).status_code == 303

    make_event(store)

    assert "/staff/access#password-title" in client.get("/staff").text
    client.post("/staff/access/password", data={"password": WORDS})
    assert is_in(client)
    assert "/staff/access#password-title" not in client.get("/staff").text
    assert not is_in(other)
    assert sign_in(other, new_place.settings.sample_pin).status_code == 401


def test_a_short_password_is_refused_with_a_sentence_and_the_link_stays(new_place, stranger):
    path = f"/set-up/{new_place.set_up_key}"

    answer = stranger.post(path, data={"password": "krótkie"})

    assert (answer.status_code, "10" in answer.text) == (422, True)
    assert stranger.get(path).status_code == 200


def test_a_guessed_set_up_link_opens_nothing(new_place, stranger):
    assert stranger.get("/set-up/guess").status_code == 404
    assert stranger.post("/set-up/guess", data={"password": WORDS}).status_code == 404


def test_the_password_is_kept_as_argon2_only(new_place, stranger):
    stranger.post(f"/set-up/{new_place.set_up_key}", data={"password": WORDS})

    [(kept,)] = rows(new_place.store, "SELECT argon2 FROM organiser_password")
    assert kept.startswith("$argon2id$")


def test_a_changed_password_signs_out_who_came_by_the_former_one(new_place, browser):
    mine, other = browser("127.0.0.1"), browser()
    mine.post(f"/set-up/{new_place.set_up_key}", data={"password": WORDS})
    sign_in(other, WORDS)

    mine.post("/staff/access/password", data={"password": WORDS + "!"})

    assert not is_in(other)
    assert sign_in(other, WORDS).status_code == 401
    assert sign_in(other, WORDS + "!").status_code == 303


# Invitations


def test_an_invitation_signs_one_phone_in_and_only_a_button_uses_it_up(organiser, browser):
    page = organiser.post("/staff/access/invite", data={"name": "Wejście", "role": "staff"})
    path = re.search(r"/invitation/[\w-]+", page.text)[0]
    phone, second = browser("192.0.2.20"), browser("192.0.2.21")

    assert phone.get(path).status_code == second.get(path).status_code == 200  # a link preview
    assert phone.post(path).status_code == 303
    assert second.post(path).status_code == 404

    assert is_in(phone)
    assert not is_in(second)
    assert "Wejście" in organiser.get("/staff/access").text


def test_of_two_phones_that_use_an_invitation_at_once_exactly_one_is_in(store):
    key = invite(store, name="", role=Role.STAFF, actor="cli", now=NOW)

    tried = together([lambda: accept_invitation(store, key, now=NOW)] * 8)

    refused = [one for one in tried if isinstance(one, InvitationOverError)]
    keys = [one for one in tried if not isinstance(one, Exception)]
    assert (len(keys), len(refused)) == (1, 7)


def test_an_invitation_is_over_after_a_day_and_when_taken_back(organiser, stranger, store):
    old = invite(store, name="", role=Role.STAFF, actor="cli", now=NOW)
    with pytest.raises(InvitationOverError):
        accept_invitation(store, old, now=NOW + timedelta(hours=INVITATION_HOURS))

    page = organiser.post("/staff/access/invite", data={"name": "", "role": "staff"})
    path = re.search(r"/invitation/[\w-]+", page.text)[0]
    [waiting] = re.findall(r'name="invitation" value="([\w-]+)"', page.text)
    organiser.post("/staff/access/invitation", data={"invitation": waiting})
    assert stranger.post(path).status_code == 404
    assert ("invitation_ended",) in rows(store, "SELECT act FROM audit")


def test_the_organiser_signs_a_lost_phone_out(organiser, staff, store):
    [phone] = [one for one in list_sessions(store, now=utc_now()) if one.role is Role.STAFF]

    organiser.post("/staff/access/device", data={"session": str(phone.session_id)})

    assert not is_in(staff)
    assert is_in(organiser)


def test_signing_everybody_out_ends_every_session_and_invitation(organiser, staff, stranger, store):
    key = invite(store, name="", role=Role.STAFF, actor="cli", now=utc_now())

    organiser.post("/staff/access/everybody")

    assert not is_in(organiser)
    assert not is_in(staff)
    assert stranger.post(f"/invitation/{key}").status_code == 404


def test_who_signed_in_and_who_was_invited_is_on_record_without_a_name(organiser, staff, store):
    kept = rows(store, "SELECT actor, act, detail FROM audit ORDER BY noted_at_utc")

    assert [act for _, act, _ in kept] == ["signed_in", "invited", "signed_in"]
    assert "Wejście" not in str(kept)
