"""/api/v1: JSON for the organiser's programs, each with a token and rights of its own."""

from collections import defaultdict

from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from kiosk.access import Access, Entry
from kiosk.api.document import show_document
from kiosk.api.operations import OPERATIONS
from kiosk.api.serving import serve
from kiosk.api.table import ROOT

__all__ = ["ENTRIES"]

_ANY = ("GET", "POST", "PUT", "PATCH", "DELETE")


class _Rest(Entry):
    """What no other entry has, by these methods and by any other that somebody makes up."""

    def route(self) -> Route:
        """A route that is no function gets every method."""
        return Route(self.path, _answer)


class _Answer:
    """The answer of the API to any request, as an application of its own."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        answer = await serve(Request(scope, receive))
        await answer(scope, receive, send)


_answer = _Answer()


def _entries() -> list[Entry]:
    """A route for every path of the table, and one for all that is not in it."""
    methods: dict[str, list[str]] = defaultdict(list)
    titles: dict[str, list[str]] = defaultdict(list)
    for operation in OPERATIONS:
        methods[operation.path].append(operation.method)
        titles[operation.path].append(operation.name.replace("_", " "))
    served = [
        Entry(ROOT + path, serve, Access.TOKEN, tuple(methods[path]), ", ".join(titles[path]))
        for path in methods
    ]
    return [
        Entry(f"{ROOT}/openapi.json", show_document, Access.EVERYONE, title="what the API can do"),
        *served,
        _Rest(ROOT, serve, Access.TOKEN, _ANY, "nothing: 404, or 405"),
        _Rest(ROOT + "/{rest:path}", serve, Access.TOKEN, _ANY, "nothing: 404, or 405"),
    ]


ENTRIES = _entries()
