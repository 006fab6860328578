"""What is remembered of Streamlit's work says the same as its own."""

import sys

import pytest
from anyio._backends._asyncio import WorkerThread
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner import ScriptRunner

from kiosk import runs

SECTIONS = ["theme", *(f"theme.{one.value}" for one in config.CustomThemeCategories)]


@pytest.fixture
def streamlit_as_it_is(monkeypatch):
    monkeypatch.setattr(sys, "setswitchinterval", lambda _seconds: None)
    monkeypatch.setattr(ScriptRunner, "start", ScriptRunner.start)
    monkeypatch.setattr(WorkerThread, "run", WorkerThread.run)
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)


@pytest.mark.usefixtures("streamlit_as_it_is")
@pytest.mark.parametrize("section", SECTIONS)
def test_every_browser_gets_the_theme_that_is_configured(section, monkeypatch):
    config.get_config_options(force_reparse=True)
    made = CustomThemeConfig()
    app_session._populate_theme_msg(made, section)
    runs.make_light()

    for _ in range(2):
        again = CustomThemeConfig()
        app_session._populate_theme_msg(again, section)
        assert again == made
    if section == "theme":
        assert made.primary_color
