"""The one component that draws the kiosk: camera, keyboard, ring, idle timer, screens.

It is mounted once with a fixed key, so that the camera survives every change of the screen.
The contract of a description stands at the top of screen.js.
"""

import dataclasses
import hashlib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

FOLDER = Path(__file__).parent
LAST_SCRIPT = "mount.js"


@dataclass(frozen=True)
class Line:
    """One line of text; role: hello, display, title, question, lead, body, caption, good, …"""

    role: str
    text: str


@dataclass(frozen=True)
class Button:
    """An action; kind: primary, secondary, ghost or door (a menu's entry, sub on a second line).

    upload: where to send a picked photo; pressed: a switch that is on or off
    """

    id: str
    label: str
    kind: str = "secondary"
    icon: str | None = None
    upload: str | None = None
    sub: str | None = None
    pressed: bool | None = None


@dataclass(frozen=True)
class Field:
    """One text field with our keyboard; kind: name, code, email or words. error: one sentence.

    A field of words has several lines, beginnings of sentences to tap (starters), a switch that
    hides what was written (hide, show: its labels) and small print beneath (hints).
    """

    id: str
    label: str
    kind: str
    maxLength: int  # the contract's spelling
    keyboard: str
    value: str = ""
    error: str | None = None
    starters: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    hide: str | None = None
    show: str | None = None


@dataclass(frozen=True)
class Option:
    """One chip of a group."""

    id: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Group:
    """Chips to choose from; kind: single or many. What is chosen comes with the next action."""

    id: str
    label: str
    kind: str
    options: list[Option]
    caption: str | None = None


@dataclass(frozen=True)
class Card:
    """What one person wrote about another; half: whose colour, left or right.

    name: who it is about; good: a tick with words in place of the actions
    """

    half: str
    name: str
    quote: str
    captions: tuple[str, ...] = ()
    good: str | None = None
    actions: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Code:
    """A QR code to scan with a phone; rows: a string of 0 and 1 for each row of modules.

    label: what it is, for those who cannot see it; typed: the same as letters, with its caption
    """

    rows: list[str]
    label: str
    caption: str | None = None
    typed: str | None = None


@dataclass(frozen=True)
class Ring:
    """The two halves; solid means answered, so whoever has not answered is dotted.

    writes: the half, left or right, that begins to fill with the first word in the field
    """

    left: str = "dotted"
    right: str = "dotted"
    gap: str = "open"
    icon: str | None = None
    label: str | None = None
    writes: str | None = None


@dataclass
class Description:
    """What a screen shows, in the reader's language.

    layout: camera, message, form, text, menu, choice (groups of chips), cards or code

    seconds: after so long the action `home` follows by itself, silently; None waits for the guest
    idle_seconds: after so long without a touch, the last 20 counted down; None never
    """

    layout: str
    lines: list[Line]
    actions: list[Button] = dataclasses.field(default_factory=list)
    field: Field | None = None
    groups: list[Group] = dataclasses.field(default_factory=list)
    cards: list[Card] = dataclasses.field(default_factory=list)
    code: Code | None = None
    ring: Ring | None = None
    ring_row: bool = False
    paragraphs: list[dict[str, str]] = dataclasses.field(default_factory=list)
    is_scanning: bool = True
    note: dict[str, str] | None = None
    seconds: int | None = None
    idle_seconds: int | None = 30
    data_screen: str | None = None


def mount(key: str, data: dict[str, Any]) -> None:
    """Draw this description; what the guest does comes back under the key in the session."""
    _renderer()(
        key=key,
        data=[data],  # in a list, since Streamlit looks for data frames in each part of a dict
        on_scan_change=_nothing,
        on_action_change=_nothing,
        on_camera_change=_nothing,
        height="stretch",
    )


def _nothing() -> None:
    """Streamlit asks for a callback where a component may report something."""


def plain(value: Any) -> Any:
    """A part of a description as plain dicts."""
    return None if value is None else asdict(value)


def _renderer() -> Any:
    return st.components.v2.component("rozmowa_kiosk", html="", js=loader())


@cache
def loader() -> str:
    """The small module that fetches the two below once; another version of them is another one."""
    version = hashlib.sha256((script() + styles()).encode()).hexdigest()[:12]
    return (FOLDER / "loader.mjs").read_text("utf-8").replace("VERSION", version)


@cache
def script() -> str:
    """All scripts as one module; the file with the export comes last."""
    names = sorted(file.name for file in FOLDER.glob("*.js") if file.name != LAST_SCRIPT)
    return "\n".join((FOLDER / name).read_text("utf-8") for name in [*names, LAST_SCRIPT])


@cache
def styles() -> str:
    """All styles, kiosk.css first."""
    return "\n".join(file.read_text("utf-8") for file in sorted(FOLDER.glob("*.css")))
