"""Pictures of the sample event's own mails: a guest's after the event, another's before it."""

from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from kiosk.clock import utc_now
from kiosk.mail.addresses import addresses_of
from kiosk.mail.composing import Letter, compose
from kiosk.mail.example import html_to_look_at
from kiosk.mail_settings import MailServer
from kiosk.settings import load_settings
from matching.event_plan import plan_of
from matching.mailing.contents import contents
from matching.mailing.nouns import MailKind, mail_id_of
from matching.model import Event
from matching.store import Store

SHOWN = (
    ("Bartek Wójcik", MailKind.MATCHES),
    ("Rafael Quintela", MailKind.MATCHES),
    ("Joanna Ćwik-Majda", MailKind.INVITATION),
)
PUBLIC_URL = "https://rozmowa.example"
_WIDTHS = (720, 400, 400)
_SCALE = 2
_SHEET = 1400  # pixels across
_GAP = 48
_COLOURS = 64
_GROUND = "#C9D4F2"
_SERVER = MailServer("localhost", 25, False, "", "", "Rozmowa", "rozmowa@example.org", 10.0)


def mail_pages(folder: Path, store: Store, event: Event) -> list[str]:
    """The HTML of each mail that is shown, as the guests would get it now."""
    settings = load_settings({"ROZMOWA_DATA": str(folder), "ROZMOWA_PUBLIC_URL": PUBLIC_URL})
    now, pages = utc_now(), []
    for name, kind in SHOWN:
        found = contents(store, event, kind, now=now).values()
        content = next(one for one in found if one.recipient.name == name)
        person_id = content.recipient.person_id
        letter = Letter(
            mail_id=mail_id_of(event.event_id, person_id, kind),
            content=content,
            event=event,
            server=_SERVER,
            addresses=addresses_of(settings, person_id, now=now),
            now=now,
            plan=plan_of(store, event),
        )
        pages.append(html_to_look_at(compose(letter)))
    return pages


def take_mails(browser: Browser, pages: list[str], folder: Path) -> list[Path]:
    """A picture of each: the first in a wide window, the others as on a phone."""
    files = []
    for number, (html, width) in enumerate(zip(pages, _WIDTHS, strict=True)):
        viewport = {"width": width, "height": 700}
        page = browser.new_page(viewport=viewport, device_scale_factor=_SCALE)
        page.set_content(html)
        files.append(folder / f"mail-{number}.png")
        page.screenshot(path=files[-1], full_page=True)
        page.close()
    return files


def mail_sheet(files: list[Path]) -> Image.Image:
    """All beside each other, their tops in a line."""
    pictures = [Image.open(file).convert("RGB") for file in files]
    width = sum(picture.width for picture in pictures) + _GAP * (len(pictures) + 1)
    height = max(picture.height for picture in pictures) + 2 * _GAP
    sheet, left = Image.new("RGB", (width, height), _GROUND), _GAP
    for picture in pictures:
        sheet.paste(picture, (left, _GAP))
        left += picture.width + _GAP
    small = sheet.resize((_SHEET, height * _SHEET // width), Image.Resampling.LANCZOS)
    # Few colours make a light file; this way the rare ones, as of a ring, are among them.
    return small.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE).convert("RGB")
