"""One run of the kiosk: what the guest did, then the screen that follows from it."""

import logging
import unicodedata
from typing import Any

from kiosk import away, components, server
from kiosk.calling import call
from kiosk.enrolment import is_before_a_real_event, kiosk_of
from kiosk.scans import handle_scan
from kiosk.screens import SCREENS
from kiosk.screens.frame import framed
from kiosk.session import COMPONENT_KEY, View, current_session, put_back, take_triggers
from kiosk.setup import enrolled
from matching.errors import DatabaseAwayError, NoEventError, RozmowaError
from matching.faults import described_without_data

log = logging.getLogger("rozmowa")

_EVERYWHERE = {
    "home",
    "contrast",
    "larger",
    "help",
    "information",
    "language-pl",
    "language-en",
    "lost",
    "call",
}
_WITHOUT_EVENT = {"no_event", "choose_event"}


def show_kiosk() -> None:
    """Never ends in an error on the screen: the next guest can always go on."""
    view = View(server.running(), None, current_session())
    triggers = take_triggers()
    try:
        data = _described(view, triggers)
    except DatabaseAwayError as error:
        away.note(error)
        put_back(triggers)
        data = away.described(view, error)
    components.mount(COMPONENT_KEY, data)


def _described(view: View, triggers: dict[str, Any]) -> dict[str, Any]:
    """The screen that follows from what was reported. Raises DatabaseAwayError."""
    try:
        _find_event(view)
        _find_kiosk(view)
        _react(view, triggers)
        return framed(view, SCREENS[view.session.screen].show(view))
    except DatabaseAwayError:
        raise
    except Exception as error:
        log.error("unexpected %s", described_without_data(error))
        view.home()
        view.go("error")
        return framed(view, SCREENS["error"].show(view))


def _find_event(view: View) -> None:
    try:
        view.event = view.server.event()
    except DatabaseAwayError:
        raise
    except RozmowaError as error:
        missing = "no_event" if isinstance(error, NoEventError) else "choose_event"
        if view.session.screen != missing:
            view.go(missing)
        return
    if view.session.screen in _WITHOUT_EVENT:
        view.home()


def _find_kiosk(view: View) -> None:
    """What the dashboard says about this kiosk; a revoked one shows nothing else any more."""
    session, running = view.session, view.server
    kiosk = kiosk_of(session.setup, running)
    if kiosk is not None:
        session.setup = enrolled(session.setup, kiosk)
    is_one = kiosk is not None or is_before_a_real_event(running)
    if not is_one and session.screen != "not_a_kiosk":
        view.home()
        view.go("not_a_kiosk")
    elif is_one and session.screen == "not_a_kiosk":
        view.home()


def _react(view: View, triggers: dict[str, Any]) -> None:
    if view.session.screen == "not_a_kiosk":
        return
    if isinstance(triggers.get("scan"), dict):
        handle_scan(view, triggers["scan"])
    elif isinstance(triggers.get("action"), dict):
        _act(view, triggers["action"])
    if isinstance(triggers.get("camera"), dict):
        _hear_camera(view, triggers["camera"])


def _hear_camera(view: View, report: dict[str, Any]) -> None:
    nudge = report.get("nudge")
    view.session.nudge = nudge if isinstance(nudge, int) else 0
    log.info("camera of kiosk %s: %.20s", view.session.setup.number, report.get("state"))


def _act(view: View, report: dict[str, Any]) -> None:
    """A tap on an older screen, such as a timer that raced with a scan, counts no more."""
    action, session = str(report.get("id")), view.session
    if report.get("turn") != session.turn:
        return
    view.choices = _choices(report.get("choices"))
    if action in _EVERYWHERE:
        _act_anywhere(view, action)
    else:
        SCREENS[session.screen].act(view, action, _plain(report.get("field")))


def _plain(field: Any) -> str:
    """What was typed, without what no keyboard types: control characters, halves of letters."""
    words = str(field or "").encode("utf-8", "ignore").decode("utf-8")
    return "".join(one for one in words if one == "\n" or unicodedata.category(one) != "Cc")


def _choices(reported: Any) -> dict[str, list[str]]:
    """What the browser says was chosen; anything else counts as nothing."""
    if not isinstance(reported, dict):
        return {}
    return {
        str(group): [str(one) for one in chosen]
        for group, chosen in reported.items()
        if isinstance(chosen, list)
    }


def _act_anywhere(view: View, action: str) -> None:
    visit, session = view.visit, view.session
    if action == "home" and view.event is None:
        view.go(session.screen)  # looked again, and there is still none
    elif action == "home":
        view.home()
    elif action == "lost":
        view.go("lost")
    elif action == "call":
        call(view)
    elif action in {"help", "information"}:
        visit.back = session.screen
        view.go(action)
    else:
        if action == "contrast":
            visit.contrast = not visit.contrast
        elif action == "larger":
            visit.large = not visit.large
        else:
            visit.language = action.removeprefix("language-")
        view.go(session.screen, error=None)
