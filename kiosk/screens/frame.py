"""What all screens share: header, the row of small buttons, camera words, idle question."""

from datetime import UTC, datetime
from typing import Any

from kiosk import news
from kiosk.calling import may_call
from kiosk.components import Description, plain
from kiosk.session import View
from kiosk.texts import calendar_day, texts_in
from matching.kiosks import announcement_of
from matching.model import Event

COUNTDOWN_SECONDS = 20
_CAMERA_TEXTS = (
    "starting",
    "reading",
    "blocked_title",
    "blocked_text",
    "none_title",
    "none_text",
    "lost_title",
    "lost_text",
    "insecure_title",
    "insecure_text",
    "retry",
    "choose",
    "offline_title",
    "offline_text",
    "database_title",
    "database_text",
    "full_title",
    "full_text",
    "pending",
    "unread",
    "arrow",
)
_WITHOUT_FINISH = {"greeting", "no_event", "choose_event", "not_a_kiosk"}
_KEYS = ("space", "shift", "backspace", "enter", "symbols", "letters", "clear", "keyboard")


def framed(view: View, shown: Description) -> dict[str, Any]:
    """The whole description of a screen, as screen.js takes it."""
    session, text = view.session, view.text
    return {
        "turn": session.turn,
        "lang": view.language,
        "title": text("app.name"),
        "contrast": view.visit.contrast,
        "large": view.visit.large,
        "screen": (shown.data_screen or session.screen).replace("_", "-"),
        "layout": shown.layout,
        "kiosk": _kiosk(view),
        "header": _header(view, shown),
        "ring": plain(shown.ring),
        "ringRow": shown.ring_row,
        "lines": [plain(line) for line in shown.lines],
        "field": plain(shown.field),
        "groups": [plain(group) for group in shown.groups],
        "cards": [plain(card) for card in shown.cards],
        "code": plain(shown.code),
        "actions": [plain(button) for button in shown.actions],
        "util": _small_buttons(view, shown),
        "paragraphs": shown.paragraphs,
        "timer": {"seconds": shown.seconds, "action": "home"} if shown.seconds else None,
        "idle": _idle(view, shown),
        "camera": _camera(view, shown),
        "news": _news(view),
        "lastScan": session.last_scan,
        "nudge": session.nudge,
        "keys": {name: text(f"keys.{name}") for name in _KEYS},
    }


def _kiosk(view: View) -> dict[str, Any]:
    setup = view.session.setup
    return {
        "number": setup.number,
        "mode": setup.mode,
        "cameraArrow": setup.arrow,
        "mirror": True,
        "cameraId": None,
        "sound": setup.sound,
    }


def _header(view: View, shown: Description) -> dict[str, Any]:
    event, language = view.event, view.language
    if event is None:
        return {"event": "", "date": "", "note": shown.note, "announcement": None}
    day = calendar_day(datetime.now(UTC), language=language, time_zone=event.time_zone)
    announcement = _announcement(view, event, shown)
    return {"event": event.name, "date": day, "note": shown.note, "announcement": announcement}


def _announcement(view: View, event: Event, shown: Description) -> str | None:
    """For everybody, but not while somebody writes."""
    if shown.layout not in {"camera", "menu", "message"}:
        return None
    made = announcement_of(view.server.store, event)
    return made.words(view.language) if made else None


def _news(view: View) -> dict[str, Any]:
    """What the kiosk compares with while nobody touches it."""
    session, call_id = view.session, view.visit.call_id
    now = datetime.now(UTC)
    version = news.version(view.server, view.event, session.setup, call_id, now)
    return {"url": "/api/kiosk", "version": version, "call": str(call_id) if call_id else None}


def _small_buttons(view: View, shown: Description) -> list[dict[str, Any]]:
    text, visit, screen = view.text, view.visit, view.session.screen
    buttons: list[dict[str, Any]] = [
        *_other_language(view),
        _toggle("contrast", text("util.contrast"), "contrast", visit.contrast),
        _toggle("larger", text("util.larger"), "text", visit.large)
        | {"title": text("util.larger_label")},
    ]
    if may_call(view):
        buttons.append({"id": "call", "label": text("util.call"), "icon": "hand"})
    if screen not in {"help", "information", "no_event", "choose_event"}:
        buttons.append({"id": "help", "label": text("util.help"), "icon": "help"})
    if screen == "welcome":
        buttons.append({"id": "information", "label": text("util.information"), "icon": "info"})
    elif _needs_a_way_out(screen, shown):
        buttons.append({"id": "home", "label": text("util.finish"), "icon": "close", "end": True})
    return buttons


def _other_language(view: View) -> list[dict[str, Any]]:
    """The way to the other language, where the event offers it."""
    other = "en" if view.language == "pl" else "pl"
    if other not in view.plan.languages:
        return []
    label = view.text("util.language_other")
    return [{"id": f"language-{other}", "label": label, "icon": "globe", "lang": other}]


def _needs_a_way_out(screen: str, shown: Description) -> bool:
    leads_home = any(button.id == "home" for button in shown.actions)
    return not leads_home and screen not in _WITHOUT_FINISH


def _toggle(action: str, label: str, icon: str, pressed: bool) -> dict[str, Any]:
    return {"id": action, "label": label, "icon": icon, "pressed": pressed}


def _idle(view: View, shown: Description) -> dict[str, Any] | None:
    text = view.text
    if shown.idle_seconds is None:
        return None
    return {
        "seconds": shown.idle_seconds,
        "countdown": COUNTDOWN_SECONDS,
        "action": "home",
        "title": text("idle.title"),
        "text": text("idle.text" if shown.field else "idle.text_no_form"),
        "more": text("idle.more"),
        "finish": text("idle.finish"),
        "seconds_text": texts_in(view.language)("idle.seconds", n="{n}"),
    }


def _camera(view: View, shown: Description) -> dict[str, Any]:
    return {
        "active": shown.is_scanning,
        "visible": shown.layout == "camera",
        "url": "/api/scan",
        "health": "/healthz",
        "texts": {name: view.text(f"camera.{name}") for name in _CAMERA_TEXTS},
    }
