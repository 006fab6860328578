"""/api/v1: JSON for the organiser's programs, each with a token and rights of its own."""

from collections import defaultdict

from kiosk.access import Access, Entry
from kiosk.api.document import show_document
from kiosk.api.operations import OPERATIONS
from kiosk.api.serving import serve
from kiosk.api.table import ROOT

__all__ = ["ENTRIES"]

_ANY = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY")


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
        Entry(ROOT, serve, Access.TOKEN, _ANY, "nothing: 404, or 405"),
        Entry(ROOT + "/{rest:path}", serve, Access.TOKEN, _ANY, "nothing: 404, or 405"),
    ]


ENTRIES = _entries()
