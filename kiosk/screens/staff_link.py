"""The way to a guest's own page, handed out by staff: a code for a phone, and the link."""

import streamlit as st

from kiosk.clock import utc_now
from kiosk.links import PERSONAL_LINK_DAYS, personal_link
from kiosk.qr_code import matrix_of
from kiosk.server import Server
from kiosk.texts import Text
from matching.desk import note_personal_link
from matching.model import Event
from matching.people import Listed

QUIET_MODULES = 4
PIXELS = 280


def offer_personal_link(running: Server, event: Event, person: Listed, text: Text) -> None:
    """A button, only with a public address; the link is made when asked for and then gone again.

    That it was handed out stays on record, the link itself nowhere.
    """
    if running.settings.public_url is None:
        return
    label = text("staff.personal_open")
    if not st.button(label, key=f"personal-{person.attendee_id}", width="stretch"):
        return
    now = utc_now()
    note_personal_link(running.store, event, person.attendee_id, now=now)
    link = personal_link(running.settings, person.person_id, now=now) or ""
    st.text(text("staff.personal_text", days=PERSONAL_LINK_DAYS))
    st.image(qr_svg(link), width=PIXELS)
    st.code(link, language=None, wrap_lines=True)


def qr_svg(words: str) -> str:
    """A QR code as an SVG drawing, black on white, with its quiet zone."""
    rows = matrix_of(words)
    side = len(rows) + 2 * QUIET_MODULES
    dark = "".join(
        f"M{column + QUIET_MODULES} {row + QUIET_MODULES}h1v1h-1z"
        for row, modules in enumerate(rows)
        for column, module in enumerate(modules)
        if module == "1"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'width="{PIXELS}" height="{PIXELS}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{dark}"/></svg>'
    )
