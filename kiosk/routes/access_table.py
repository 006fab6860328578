"""docs/access.md, made from the table of all routes: python -m kiosk.routes.access_table"""

from kiosk.access import Access, Entry
from kiosk.routes import ACCESS

_HEAD = """# Who may ask for what

Made from the one table of all routes (`kiosk/routes/__init__.py`) by
`python -m kiosk.routes.access_table > docs/access.md`; `tests/test_access.py` asks for every route
with every role. For everybody else a page does not exist: the answer is the same 404 as for an
address that no page has. Besides these routes there are the kiosk's screens at `/`, for enrolled
browsers only (on this computer also without, while there is no event but the sample).
"""
_WHO = {
    Access.EVERYONE: "Everybody",
    Access.LINK: "Who has the link (signed or one-time)",
    Access.KIOSK: "Enrolled kiosks",
    Access.STAFF: "Staff and organisers",
    Access.ORGANISER: "Organisers",
    Access.TOKEN: "Programs with a token",
    Access.LOCAL: "This computer",
}


def table() -> str:
    """The whole page."""
    return _HEAD + "".join(_section(access) for access in Access)


def _section(access: Access) -> str:
    entries = [entry for entry in ACCESS if entry.access is access]
    rows = "".join(_row(entry) for entry in entries)
    return f"\n## {_WHO[access]}\n\n| | address | what |\n|-|-|-|\n{rows}" if entries else ""


def _row(entry: Entry) -> str:
    return f"| {', '.join(entry.methods)} | `{entry.path}` | {entry.title} |\n"


if __name__ == "__main__":
    print(table(), end="")  # noqa: T201  # the page itself
