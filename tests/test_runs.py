"""What is remembered of Streamlit's work says the same as its own, and of a guest nothing is."""

import gc
import sys
import threading
import time
import weakref

import pytest
from anyio._backends._asyncio import WorkerThread
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context_attr import (
    SCRIPT_RUN_CONTEXT_ATTR_NAME as CONTEXT,
)
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from kiosk import runs
from kiosk.threads import StandingThreads

PATIENCE = 30
SCREEN = 'import streamlit\nstreamlit.session_state["draft"].append("Skła")'
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


# What a guest leaves behind


class Draft(list):
    """What somebody has typed so far."""


def wait_until(is_done) -> None:
    until = time.monotonic() + PATIENCE
    while not is_done():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.usefixtures("streamlit_as_it_is")
def test_after_a_visit_no_thread_holds_what_was_typed(monkeypatch):
    def join(self: LocalScriptRunner) -> None:
        wait_until(lambda: ScriptRunnerEvent.SHUTDOWN in self.events)

    monkeypatch.setattr(LocalScriptRunner, "join", join)  # it waits for the end of the thread
    runs.make_light()
    browser, draft = AppTest.from_string(SCREEN, default_timeout=PATIENCE), Draft()
    browser.session_state["draft"], typed = draft, weakref.ref(draft)
    assert not browser.run().exception
    assert draft == ["Skła"]
    wait_until(
        lambda: not any("streamlit_script_run_ctx" in vars(t) for t in threading.enumerate())
    )

    del browser, draft  # the browser is closed, and nobody has come to the kiosk since
    wait_until(lambda: gc.collect() >= 0 and typed() is None)


def test_the_next_screen_in_the_same_thread_begins_as_in_a_new_one():
    threads, seen = StandingThreads("in a test"), []

    class Runner:
        def _run_script_thread(self) -> None:
            seen.append((threading.get_ident(), get_script_run_ctx(suppress_warning=True)))
            setattr(threading.current_thread(), CONTEXT, "a guest's")

    for turn in range(1, 4):
        threads.run(lambda: runs._run(Runner()))
        wait_until(lambda turn=turn: len(seen) == turn)
        wait_until(lambda: threads._idle._value == 1)
    assert len(set(seen)) == 1
    assert seen[0][1] is None
