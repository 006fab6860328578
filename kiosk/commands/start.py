"""`python -m kiosk run`: everything between a fresh folder and a running kiosk."""

import argparse
import os
import sys
from pathlib import Path

from kiosk.certificates import certificate_in
from kiosk.commands.event_commands import write_sample
from kiosk.settings import Settings
from matching.events import list_events
from matching.store import Store

SERVER_FILE = Path(__file__).parent.parent.parent / "streamlit_app.py"


def run(settings: Settings, wish: argparse.Namespace) -> int:
    """Make the sample where there is no event, then become the server; does not return."""
    with Store.open(settings.database) as store:
        is_empty = not list_events(store)
    if is_empty:
        write_sample(settings)
    options = ["--server.port", str(wish.port)] if wish.port else []
    files = certificate_in(settings.data / "certificates")
    if files.certificate.exists():
        options += ["--server.sslCertFile", str(files.certificate)]
        options += ["--server.sslKeyFile", str(files.key)]
    os.chdir(SERVER_FILE.parent)
    sys.stdout.flush()
    arguments = [sys.executable, "-m", "streamlit", "run", str(SERVER_FILE), *options]
    os.execv(sys.executable, arguments)  # nosec B606 # this very Python, our own words
