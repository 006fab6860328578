"""What stands in somebody's way on a page: what axe-core finds, small targets, scrolling aside."""

from functools import cache
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPENED = "document.querySelectorAll('main details').forEach((one) => { one.open = true })"
TROUBLES = """smallest => [
  ...[...document.querySelectorAll("a, button, summary, select, input:not([type=hidden])")]
    .filter((node) => node.checkVisibility() && !node.matches(".skip"))
    .filter((node) => node.getBoundingClientRect().height < smallest - 0.5)
    .map((node) => `small: ${node.outerHTML}`),
  ...(document.documentElement.scrollWidth > innerWidth ? ["too wide"] : []),
]"""

_OPTIONS = "{iframes: false, resultTypes: ['violations']}"  # axe is in no frame anyway
_RUN = f"axe.run(document, {_OPTIONS}).then((found) => found.violations)"


def found_by_axe(page: Page) -> list[dict[str, Any]]:
    """The rules of axe-core that the page breaks as it stands, each with id and nodes.

    Its half a megabyte goes to a document once, and only what is broken comes back: sending both
    every time would take twice as long as looking.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    return list(page.evaluate(_RUN))


@cache
def _axe() -> str:
    return str(Axe().axe_script)
