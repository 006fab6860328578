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
        (
            Item("dash.home", "/staff", Access.STAFF),
            Item("guests.title", "/staff/guests", Access.STAFF),
            Item("walkin.open", "/staff/walk-in", Access.STAFF),
            Item("live.nav", "/staff/live", Access.STAFF),
            Item("live.evacuation", "/staff/live/evacuation", Access.STAFF),
            Item("chapter.attendance", "/staff/chapter/attendance", Access.ORGANISER),
        ),
    ),
    Group(
        "dash.group_before",
        (
            Item("setup.events", "/staff/events", Access.ORGANISER),
            Item("setup.title", "/staff/set-up", Access.ORGANISER),
            Item("import.title", "/staff/import", Access.ORGANISER),
            Item("print.title", "/staff/print", Access.ORGANISER),
            Item("ready.title", "/staff/ready", Access.ORGANISER),
            Item("register.staff", "/staff/registration", Access.ORGANISER),
            Item("chapter.title", "/staff/chapter", Access.ORGANISER),
            Item("dash.kiosks", "/staff/kiosks", Access.ORGANISER),
        ),
    ),
    Group(
        "mailing.group",
        (Item("mailing.title", "/staff/mail", Access.ORGANISER),),
    ),
    Group(
        "dash.group_data",
        (
            Item("export.title", "/staff/exports", Access.ORGANISER),
            Item("rights.privacy", "/staff/privacy", Access.ORGANISER),
            Item("rights.withheld", "/staff/withheld", Access.ORGANISER),
            Item("rights.audit", "/staff/audit", Access.ORGANISER),
        ),
    ),
    Group(
        "dash.group_access",
        (
            Item("dash.access", "/staff/access", Access.ORGANISER),
            Item("api.tokens", "/staff/tokens", Access.ORGANISER),
            Item("api.webhooks", "/staff/webhooks", Access.ORGANISER),
        ),
    ),
)
