"""The server. Start it with: streamlit run streamlit_app.py"""

import streamlit as st
from starlette.middleware import Middleware

from kiosk.guard import Guard
from kiosk.routes import ROUTES
from kiosk.server import lifespan

app = st.App("kiosk/ui.py", routes=ROUTES, middleware=[Middleware(Guard)], lifespan=lifespan)
