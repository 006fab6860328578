"""A phone without JavaScript that speaks to our routes, and reads the forms of their pages."""

import re
from html.parser import HTMLParser
from typing import Any

import httpx
from asgi_browser import Browser
from cast import NOW

from kiosk import links
from kiosk.server import Server
from matching.answers import my_answer
from matching.conversations import Conversation, State, view_conversation
from matching.people import Listed
from matching.store import Store


class _Forms(HTMLParser):
    """The forms of a page: their fields as a browser would send them, without buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self.buttons: list[dict[str, str]] = []
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.forms.append({})
            self.buttons.append({})
        elif tag == "textarea":
            self._area = name
            self.forms[-1][name] = [""]
        elif tag == "button":
            self.buttons[-1][given.get("value") or ""] = name
        elif tag == "input" and ("checked" in given or given.get("type") in {"hidden", "text"}):
            self.forms[-1].setdefault(name, []).append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1][self._area][0] += data.removeprefix("\n")


def form_with(page: httpx.Response, step: str) -> dict[str, list[str]]:
    """The form of the page that has this button, as it would be sent untouched."""
    found = _Forms()
    found.feed(page.text)
    for form, buttons in zip(found.forms, found.buttons, strict=True):
        if step in buttons:
            return {**form, "step": [step]}
    raise AssertionError(f"no button {step!r} on\n{page.text}")


class Phone:
    """Somebody with a link; remembers every byte that reached the phone."""

    def __init__(self, browser: Browser, path: str) -> None:
        self._browser = browser
        self.path = path
        self.heard = b""

    def look(self, query: str = "", **options: Any) -> httpx.Response:
        """Open the link."""
        return self._hear(self._browser.get(self.path + query, **options))

    def press(
        self, step: str, *, on: httpx.Response | None = None, **fields: Any
    ) -> httpx.Response:
        """Fill in the form with this button on the page (or the link's own) and press it."""
        form = form_with(on or self.look(), step) | fields
        return self.send(form)

    def send(self, form: dict[str, Any], query: str = "") -> httpx.Response:
        """Send a form, whoever made it up; no redirect is followed."""
        return self._hear(self._browser.post(self.path + query, data=form))

    def _hear(self, answer: httpx.Response) -> httpx.Response:
        self.heard += str(answer.headers).encode() + answer.content
        return answer


def path_of(running: Server, who: Listed, talk: Conversation) -> str:
    """The path of somebody's answer link."""
    token = links.answer_token(
        running.settings,
        conversation_id=talk.conversation_id,
        attendee_id=who.attendee_id,
    )
    return links.ANSWER_PATH + token


def words_of(store: Store, who: Listed, talk: Conversation) -> str | None:
    """What is kept of somebody's answer."""
    written = my_answer(store, talk.conversation_id, author_id=who.attendee_id)
    return written.words if written else None


def state_of(store: Store, who: Listed, talk: Conversation) -> State:
    """How the conversation stands for somebody."""
    return view_conversation(store, talk.conversation_id, reader_id=who.attendee_id, now=NOW).state


def screen(page: httpx.Response) -> str:
    """Which page it is."""
    return re.search(r'data-screen="([a-z-]+)"', page.text)[1]
