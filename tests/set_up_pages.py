"""A laptop at the dashboard without JavaScript, which reads the forms of its pages."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx
from asgi_browser import Browser


class _Fields(HTMLParser):
    """The forms of a page, each with the fields that a browser would send untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, Any]]] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append((given.get("action", ""), {}))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in self.forms[-1][1]:
                self.forms[-1][1][self._select] = given.get("value", "")
        elif tag == "input" and name and given.get("type") in {"checkbox", "radio"}:
            if "checked" in given:
                self.forms[-1][1].setdefault(name, []).append(given["value"])
        elif tag == "input" and name and given.get("type") != "file":
            self.forms[-1][1][name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


def fields_of(page: httpx.Response, action: str) -> dict[str, Any]:
    """The form that goes to this address, as it would be sent untouched."""
    found = _Fields()
    found.feed(page.text)
    return next(fields for where, fields in found.forms if where == action)


def problems_on(page: httpx.Response) -> dict[str, str]:
    """What stands as a problem beside which field."""
    found = re.findall(r'<p class="[^"]*" (?:role="alert" )?id="p-(\w+)">([^<]+)</p>', page.text)
    return dict(found)


@dataclass
class Laptop:
    """A browser that is signed in at the dashboard."""

    browser: Browser
    seen: list[str] = field(default_factory=list)

    def look(self, path: str, **options: Any) -> httpx.Response:
        """Open a page."""
        answer = self.browser.get(path, **options)
        self.seen.append(answer.text)
        return answer

    def send(self, path: str, *, on: str = "", **fields: Any) -> httpx.Response:
        """Fill in the form of the page `on` that goes to this path, and send it."""
        untouched = fields_of(self.look(on), path) if on else {}
        sent = {name: value for name, value in (untouched | fields).items() if value is not None}
        return self.browser.post(path, data=sent)

    def after(self, answer: httpx.Response) -> httpx.Response:
        """The page that a form leads to."""
        assert answer.status_code == 303, answer.text
        return self.look(answer.headers["location"])
