"""Somebody's own page as their browser without JavaScript sees it: links and forms by address."""

from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import httpx
from asgi_browser import Browser
from cast import NOW

from matching.contacts import ContactField, Sharing, share
from matching.conversations import Conversation
from matching.follow_ups import Promise, PromiseKind, keep_promise
from matching.people import Listed
from matching.store import Store

Fields = dict[str, list[str]]
ACTS = ("confirm", "correct", "revise", "withdraw", "promise", "share", "release", "introduce")
BELOW = ("", "/withdraw", "/promise.ics", "/contact.vcf")


class _Page(HTMLParser):
    """The fields of each form as they would be sent untouched, by the end of its address."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, list[Fields]] = {}
        self.links: list[str] = []
        self._fields: Fields = {}
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(given["href"])
        elif tag == "form":
            self._fields = {}
            address = given.get("action", "").split("?")[0]
            self.forms.setdefault(address.rpartition("/")[2], []).append(self._fields)
        elif tag == "textarea":
            self._area = given["name"]
            self._fields[self._area] = [""]
        elif tag == "input" and self._is_sent(given):
            self._fields.setdefault(given["name"], []).append(given.get("value", ""))

    def _is_sent(self, given: dict[str, str]) -> bool:
        return given["type"] not in {"radio", "checkbox"} or "checked" in given

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._fields[self._area][0] += data.removeprefix("\n")


def forms_of(page: httpx.Response) -> dict[str, list[Fields]]:
    """The forms of a page."""
    read = _Page()
    read.feed(page.text)
    return read.forms


def links_of(page: httpx.Response) -> list[str]:
    """Where a page leads."""
    read = _Page()
    read.feed(page.text)
    return read.links


class OwnPage:
    """The owner of a personal link; remembers every byte that reached them."""

    def __init__(self, browser: Browser, path: str) -> None:
        self._browser = browser
        self.path = path
        self.heard = b""

    def look(self, below: str = "", **options: Any) -> httpx.Response:
        """Open the page, or one below it."""
        return self._hear(self._browser.get(self.path + below, **options))

    def send(self, below: str, form: dict[str, Any], query: str = "") -> httpx.Response:
        """Send a form, whoever made it up; no redirect is followed."""
        return self._hear(self._browser.post(self.path + below + query, data=form))

    def fill(self, below: str, act: str, **fields: Any) -> httpx.Response:
        """Fill in the form of this act on the page and send it."""
        [form] = forms_of(self.look(below))[act]
        return self.send(f"{below}/{act}", form | fields)

    def _hear(self, answer: httpx.Response) -> httpx.Response:
        self.heard += str(answer.headers).encode() + answer.content
        return answer


def at(talk: Conversation) -> str:
    """The path of a conversation below the page."""
    return f"/talk/{talk.conversation_id}"


def see_all(page: OwnPage, talk: Conversation) -> None:
    """Every address there is."""
    for below in ("", "/badge", "/meet", *(at(talk) + one for one in BELOW)):
        page.look(below)


def share_all(store: Store, talk: Conversation, who: Listed, *fields: ContactField) -> None:
    """Choose these contact fields for the other."""
    share(store, Sharing(uuid4(), talk.conversation_id, who.attendee_id, fields), now=NOW)


def promise_coffee(store: Store, talk: Conversation, who: Listed) -> None:
    """A coffee, today."""
    promise = Promise(
        uuid4(), talk.conversation_id, who.attendee_id, PromiseKind.COFFEE, NOW.date()
    )
    keep_promise(store, promise, now=NOW)
