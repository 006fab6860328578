"""docs/security.md promises only what a test shows, and gives the figures of the code."""

import json
import re

from live_server import ROOT

from kiosk import bounded_bodies, connections, paces
from kiosk.api import rates
from kiosk.paces import PACES, Pace
from kiosk.routes import frames, phone
from kiosk.senders import Kind
from kiosk.wrong_tries import LOCKED_MINUTES, TRIES_IN_ALL, TRIES_PER_ADDRESS
from matching.guest_lists import bounds, delimited
from matching.staff import HOURS_VALID

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(test_\w+)`", PAGE))
NAMED_FILES = set(re.findall(r"`tests/(\w+\.py)`", PAGE))
PARTS = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
THREATS = (
    "A photographed badge", "A guest at the kiosk's keyboard", "A phone on the venue's Wi-Fi",
    "Another guest's link", "Curious staff", "A hostile guest list", "A hostile photo", "A flood",
)  # fmt: skip


def all_tests() -> set[str]:
    """The name of every test there is."""
    files = (ROOT / "tests").glob("test_*.py")
    return {
        name
        for file in files
        for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }


def test_every_test_that_the_page_names_exists():
    assert len(NAMED) > 50
    assert sorted(NAMED - all_tests()) == []
    assert all((ROOT / "tests" / name).exists() for name in NAMED_FILES)


def test_every_threat_says_who_what_and_what_is_not_stopped():
    assert [part for part in PARTS if part in THREATS] == list(THREATS)
    for threat in THREATS:
        part = PAGE.partition(f"## {threat}\n")[2].partition("\n## ")[0]
        for said in ("*Who*:", "| what | how it is stopped | test |", "*Not stopped*:"):
            assert said in part, (threat, said)
        for line in part.splitlines():
            if line.startswith("| ") and line.count("|") == 4 and "| test |" not in line:
                assert "`test_" in line, line


def test_the_figures_are_those_of_the_code():
    rows = {
        "kiosk": PACES[Kind.KIOSK],
        "staff": PACES[Kind.STAFF],
        "guest with a link": PACES[Kind.LINK],
        "program with a token": Pace(rates.PER_SECOND, rates.AT_ONCE),
        "a program on this computer": PACES[Kind.HERE],
        "anybody else": PACES[Kind.ADDRESS],
        "all of these together": paces.ALL_STRANGERS,
    }
    for who, pace in rows.items():
        table = [one for one in PAGE.splitlines() if one.count("|") == 5]
        (line,) = [one for one in table if one.startswith(f"| {who} |")]
        assert f"{pace.per_second:g} a second" in line
        assert re.search(rf"\| {pace.at_once:,g}|\| {int(pace.at_once)} \|", line) or (
            f"{int(pace.at_once):,}" in line
        ), line
    sentences = (
        f"{TRIES_PER_ADDRESS} wrong tries an address, {TRIES_IN_ALL} in all, "
        f"in {LOCKED_MINUTES} minutes",
        f"{phone.TRIES_PER_ADDRESS} wrong ones an address, {phone.TRIES_IN_ALL:,} in all, "
        f"in {phone.LOCKED_MINUTES} minutes",
        f"{LOCKED_MINUTES} minutes, and again for as long as they go on",
        f"until their {HOURS_VALID} hours are over",
        f"where {frames.PHOTOS_WAITING} photos are read or wait",
        f"of one kiosk {paces.PHOTOS_OF_ONE.at_once} photos, "
        f"then {paces.PHOTOS_OF_ONE.per_second} a second",
        f"of a stranger {paces.PICTURES_OF_A_STRANGER.at_once} pictures, of all strangers together "
        f"{paces.PICTURES_OF_ALL_STRANGERS.at_once}, then "
        f"{paces.PICTURES_OF_ALL_STRANGERS.per_second} a second",
        f"at most {bounds.MOST_ROWS:,} rows, {bounds.MOST_CELLS:,} cells, "
        f"{delimited.LONGEST_LINE:,} characters a line",
        f"{bounded_bodies.SECONDS_BETWEEN:g} s for each piece, "
        f"{bounded_bodies.SECONDS_IN_ALL:g} s in all",
        f"{connections.SECONDS_TO_ASK:g} s to ask, {connections.LARGEST_QUESTION // 1024} kB of "
        f"headers, {connections.SECONDS_TO_READ:g} s without taking a byte",
        f"{connections.MOST_CONNECTIONS:,}",
    )
    for sentence in sentences:
        assert sentence in PAGE, sentence


def test_the_kiosks_browser_may_open_nothing_but_us_and_has_no_tools():
    policy = json.loads((ROOT / "scripts" / "chromium-policy.json").read_text(encoding="utf-8"))
    script = (ROOT / "scripts" / "kiosk-browser.sh").read_text(encoding="utf-8")

    assert {"*", "file://*", "view-source:*", "chrome://*"} <= set(policy["URLBlocklist"])
    assert policy["URLAllowlist"] == policy["VideoCaptureAllowedUrls"]
    assert all(re.fullmatch(r"https?://[\w.]+:8501", url) for url in policy["URLAllowlist"])
    for name, value in {
        "DeveloperToolsAvailability": 2,  # nowhere
        "DownloadRestrictions": 3,  # none
        "IncognitoModeAvailability": 1,
        "DefaultPopupsSetting": 2,
        "PrintingEnabled": False,
        "AllowFileSelectionDialogs": False,
        "AudioCaptureAllowed": False,
        "BrowserGuestModeEnabled": False,
        "ScreenCaptureAllowed": False,
        "ExtensionInstallBlocklist": ["*"],
    }.items():
        assert policy[name] == value, name
    assert "--kiosk" in script
