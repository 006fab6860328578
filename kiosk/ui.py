"""The script of every browser that is a kiosk."""

import streamlit as st

from kiosk.kiosk_page import show_kiosk
from kiosk.session import keep_triggers

keep_triggers()  # before any call of st: each of those may end this run for a newer one
st.navigation(
    [st.Page(show_kiosk, title="Rozmowa", url_path="", default=True)], position="hidden"
).run()
