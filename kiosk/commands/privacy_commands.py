"""Erasing a person on their request, and everybody whose time has come."""

import argparse

from kiosk.backups import hours_of_backups
from kiosk.clock import utc_now
from kiosk.settings import Settings
from matching.events import current_event
from matching.people import find_by_code_or_email
from matching.privacy import erase_person
from matching.privacy.retention import run_retention
from matching.privacy.rewriting import rewrite
from matching.store import Store


def erase(settings: Settings, wish: argparse.Namespace) -> int:
    """Everything by and about a person goes, from the file too; without --yes nothing is done."""
    with Store.open(settings.database) as store:
        event = current_event(store, wish.event or settings.event)
        person = find_by_code_or_email(store, event, wish.who)
        if not wish.yes:
            print(f"would erase {person.name} at {event.name}; to do it add --yes")
            return 0
        key = settings.key("suppression")
        erase_person(store, person.person_id, key=key, actor="cli", now=utc_now())
        rewrite(store, now=utc_now())
    print(f"erased {person.name}; {_about_backups()}")
    return 0


def retention(settings: Settings, _wish: argparse.Namespace) -> int:
    """What the running server does once a day, now."""
    with Store.open(settings.database) as store:
        gone = run_retention(store, now=utc_now(), actor="cli")
        if gone:
            rewrite(store, now=utc_now())
    print(f"erased {gone}" + (f"; {_about_backups()}" if gone else ""))
    return 0


def _about_backups() -> str:
    return f"backups lose it after about {hours_of_backups()} hours of the server running"
