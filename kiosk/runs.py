"""Screens first: what Streamlit does anew for each run of a screen's script is done once.

With a hundred kiosks its event loop stood still for a quarter of the time: Streamlit starts a
thread for each run and waits until it runs, and a thread begins to run only when Python's lock
comes round to it. Another 3 % of a core went into the colours of a theme that nobody changes.
Pages on phones and of the dashboard give way: they come from anyio's threads.
"""

import sys
import threading
from contextvars import Context

from anyio._backends._asyncio import WorkerThread
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context_attr import (
    SCRIPT_RUN_CONTEXT_ATTR_NAME,
)

from kiosk.threads import StandingThreads
from matching.priorities import give_way

NICENESS_OF_PAGES = 5  # the system gives a screen's thread three times as much
SWITCH_SECONDS = 0.0005  # Python's own 0.005 is long where a scan needs its lock 30 times


def make_light() -> None:
    """For all runs from now on. Nothing but replacing what Streamlit and anyio do is offered."""
    sys.setswitchinterval(SWITCH_SECONDS)
    _run_in_standing_threads()
    _remember_theme()
    _let_pages_give_way()


def _run_in_standing_threads() -> None:
    threads = StandingThreads("screen")

    def start(self: ScriptRunner) -> None:
        threads.run(lambda: _run(self))

    ScriptRunner.start = start  # type: ignore[method-assign]  # no other way is offered


def _run(runner: ScriptRunner) -> None:
    """As in a thread of its own: nothing of a session stays in the thread after its run."""
    thread = runner._script_thread = threading.current_thread()
    try:
        Context().run(runner._run_script_thread)
    finally:
        vars(thread).pop(SCRIPT_RUN_CONTEXT_ATTR_NAME, None)


def _remember_theme() -> None:
    fill, filled = app_session._populate_theme_msg, {}

    def fill_again(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in filled:
            filled[section] = type(msg)()
            fill(filled[section], section)
        msg.MergeFrom(filled[section])

    app_session._populate_theme_msg = fill_again


def _let_pages_give_way() -> None:
    work = WorkerThread.run

    def run(self: WorkerThread) -> None:
        give_way(NICENESS_OF_PAGES)
        work(self)

    WorkerThread.run = run  # type: ignore[method-assign]  # no other way is offered
