"""Events on the command line."""

import argparse
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.badges import draw_badges
from kiosk.clock import utc_now
from kiosk.commands.outputs import WrongArgumentError, write_file
from kiosk.printing import faces_of
from kiosk.sample import make_sample
from kiosk.settings import Settings
from matching.events import find_event, list_events, reopen_event, set_event
from matching.store import Store


def sample(settings: Settings, _wish: argparse.Namespace) -> int:
    """Make the sample event unless it is there, and its badges beside the database."""
    write_sample(settings)
    return 0


def write_sample(settings: Settings) -> None:
    """The sample event in the database, sample-badges.pdf beside it."""
    with Store.open(settings.database) as store:
        event = make_sample(store, now=utc_now())
        faces = faces_of(store, event)
    target = settings.home / "sample-badges.pdf"
    write_file(target, draw_badges(faces, layout="a4-90x54"))
    print(f"sample event with {len(faces)} people, badges to print: {target}")


def events(settings: Settings, _wish: argparse.Namespace) -> int:
    """Slug, tab, name."""
    with Store.open(settings.database) as store:
        for event in list_events(store):
            print(f"{event.slug}\t{event.name}")
    return 0


def event(settings: Settings, wish: argparse.Namespace) -> int:
    """Change name, re-entry, opening time; close or reopen."""
    with Store.open(settings.database) as store:
        found = find_event(store, wish.slug)
        if wish.reopen:
            found = reopen_event(store, found)
        found = set_event(
            store,
            found,
            name=wish.name,
            re_entry=None if wish.re_entry is None else wish.re_entry == "yes",
            opens_at=_moment(wish.opens, found.time_zone) if wish.opens else None,
            closed_at=utc_now() if wish.close else None,
        )
        state = "open" if found.is_open(utc_now()) else "not open"
        print(f"{found.slug}\t{found.name}\t{state}\tre-entry {'yes' if found.re_entry else 'no'}")
    return 0


def _moment(text: str, time_zone: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WrongArgumentError("--opens", "a time such as 2026-11-24T17:30") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(time_zone))
