"""A talk of two guests of the sample in pictures, from the menu to the closed ring; a phone."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.kiosk_browser import KioskBrowser
from kiosk import links
from kiosk.clock import utc_now
from kiosk.settings import load_settings
from matching.conversations import waiting_for
from matching.people import Listed
from matching.prompts import load_prompts
from matching.store import Store
from tests.live_server import LiveServer

PORTRAIT = {"width": 1080, "height": 1920}
PHONE = {"width": 390, "height": 844}
PHONE_SCALE = 2
STILL_MS = 900  # until everything on a screen has come to rest
ON_PHONE = "Likes the first frost, when the whole orchard goes quiet."


@dataclass(frozen=True)
class Writer:
    """Who writes what, as an answer to which question; language: of their own screens."""

    name: str
    language: str
    prompt_id: str
    words: str


FIRST = Writer(
    name="Emma Fairweather",
    language="en",
    prompt_id="surprise",
    words="It turned out that he photographs hands first: faces pose, hands just work.",
)
SECOND = Writer(
    name="Krzysztof Dąbrówka",
    language="pl",
    prompt_id="beginning",
    words="Zaczęło się od szyldu rodziców. Nikt nie rozumiał, co robią, więc napisała go od nowa.",
)
WAITING = "Daniel Ashcombe"


def take_talk(
    browser: Browser, server: LiveServer, people: dict[str, Listed], folder: Path
) -> dict[str, Path]:
    """menu, answer, handover, connected: files by name. The second guest has come in before."""
    kiosk = KioskBrowser(browser, server, "?kiosk=3&mode=talk&sound=off", size=PORTRAIT)
    taken: dict[str, Path] = {}

    def picture(screen: str) -> None:
        kiosk.expect(screen)
        kiosk.page.wait_for_timeout(STILL_MS)
        taken[screen] = folder / f"talk-{screen}.png"
        kiosk.page.screenshot(path=taken[screen])

    kiosk.show(people[FIRST.name].code, "consent-suggest")
    kiosk.tap("no")
    picture("menu")
    kiosk.tap("record")
    kiosk.expect("partner")
    kiosk.show(people[SECOND.name].code, "answer")
    _write(kiosk, FIRST)
    picture("answer")
    kiosk.tap("save")
    kiosk.expect("second-step")
    kiosk.tap("choice promise coffee")
    kiosk.tap("next")
    picture("handover")
    kiosk.tap("answer")
    kiosk.expect("answer")
    _write(kiosk, SECOND)
    kiosk.tap("save")
    kiosk.expect("connected")
    kiosk.tap("language-en")
    kiosk.page.locator("[data-screen=connected][lang=en]").wait_for()
    picture("connected")
    return taken


def _write(kiosk: KioskBrowser, writer: Writer) -> None:
    """Ask for other questions until it is theirs, then write."""
    prompts = load_prompts()
    question = prompts[writer.prompt_id].texts[writer.language]
    for _ in prompts:
        if kiosk.page.locator(".question").inner_text() == question:
            break
        before = kiosk.page.locator(".question").inner_text()
        kiosk.tap("other")
        kiosk.page.locator(".question", has_not_text=before).wait_for()
    kiosk.page.locator("#rz-field").fill(writer.words)


def answer_path(folder: Path, store: Store, people: dict[str, Listed]) -> str:
    """The path of the answer link of the guest who is being waited for."""
    me = people[WAITING].attendee_id
    (conversation,) = waiting_for(store, me, now=utc_now())
    settings = load_settings({"ROZMOWA_DATA": str(folder)})
    token = links.answer_token(
        settings, conversation_id=conversation.conversation_id, attendee_id=me
    )
    return f"{links.ANSWER_PATH}{token}?lang=en"


def take_phone(browser: Browser, address: str, folder: Path) -> Path:
    """The same question on a phone."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=PHONE_SCALE)
    page = context.new_page()
    page.goto(address)
    page.locator("textarea").first.fill(ON_PHONE)
    page.wait_for_timeout(STILL_MS)
    file = folder / "phone.png"
    page.screenshot(path=file)
    context.close()
    return file
