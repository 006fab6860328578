"""The way through the dashboard: groups of pages, each shown to those who may open it."""

from dataclasses import dataclass

from kiosk.access import Access


@dataclass(frozen=True)
class Item:
    """A page. key: of its name in the menu."""

    key: str
    path: str
    access: Access


@dataclass(frozen=True)
class Group:
    """Pages for one time of an event's life. key: of its name."""

    key: str
    items: tuple[Item, ...]


NAVIGATION = (
    Group(
        "dash.group_now",
        (Item("dash.home", "/staff", Access.STAFF),),
    ),
    Group(
        "dash.group_before",
        (Item("dash.kiosks", "/staff/kiosks", Access.ORGANISER),),
    ),
    Group(
        "dash.group_data",
        (),
    ),
    Group(
        "dash.group_access",
        (Item("dash.access", "/staff/access", Access.ORGANISER),),
    ),
)
