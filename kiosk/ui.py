"""The script of every browser: staff to their page, everybody else to the kiosk."""

import streamlit as st

from kiosk import server, staff_session
from kiosk.kiosk_page import show_kiosk
from kiosk.screens import staff
from kiosk.session import keep_triggers

keep_triggers()  # before any call of st: each of those may end this run for a newer one
running = server.running()
is_staff = staff_session.is_signed_in(
    st.context.cookies.get(staff_session.COOKIE), running.settings, running.staff_pin()
)
pages = [st.Page(show_kiosk, title="Rozmowa", url_path="", default=True)]
if is_staff:
    pages.append(st.Page(staff.show, title="Rozmowa", url_path="staff"))
st.navigation(pages, position="hidden").run()
