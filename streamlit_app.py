"""The server. Start it with: streamlit run streamlit_app.py"""

import streamlit as st
from starlette.middleware import Middleware

from kiosk.away import Away
from kiosk.guard import Guard
from kiosk.lingering import Lingering
from kiosk.routes import ROUTES
from kiosk.server import lifespan
from kiosk.watch import Watch

around = [Middleware(one) for one in (Lingering, Watch, Away, Guard)]
app = st.App("kiosk/ui.py", routes=ROUTES, middleware=around, lifespan=lifespan)
