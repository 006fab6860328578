"""Rounds of talks at tables as a file to print."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from kiosk.badges.paper import Sheet
from kiosk.badges.round_sheets import GuestTables, RoundSheet, RoundTexts, draw_rounds
from kiosk.commands.outputs import write_file
from kiosk.settings import Settings
from kiosk.texts import Text, calendar_day, clock_time, texts_in
from matching.events import current_event
from matching.model import Event
from matching.store import Store
from matching.suggestions import refresh_lists
from matching.table_rounds import EventRounds, Round, plan_event_rounds


def rounds(settings: Settings, wish: argparse.Namespace) -> int:
    """Who sits where with whom, in the event's language."""
    with Store.open(settings.database) as store:
        event = current_event(store, wish.event or settings.event)
        refresh_lists(store, event, now=datetime.now(UTC))  # the server may never have run
        planned = plan_event_rounds(store, event, rounds=wish.rounds, tables=wish.tables)
    write_file(Path(wish.out), _drawn(event, planned))
    print(f"{len(planned.rounds)} rounds for {len(planned.guests)} people: {wish.out}")
    return 0


def _drawn(event: Event, planned: EventRounds) -> bytes:
    text = texts_in(event.language)
    names = {guest.attendee_id: guest.name or text("staff.nameless") for guest in planned.guests}
    count = len(planned.rounds)
    return draw_rounds(
        [_sheet_of(one, count, names, text) for one in planned.rounds],
        [GuestTables(names[one], _tables_of(one, planned)) for one in names],
        sheet=Sheet(
            event_name=event.name,
            printed_at=text("paper.printed", when=_now(event)),
            language=event.language,
            page=text("paper.page", page="{page}", pages="{pages}"),
        ),
        texts=RoundTexts(
            heading=text("rounds.title"),
            by_name=text("rounds.by_name"),
            table=text("rounds.table"),
            pair=text("rounds.pair"),
            name=text("paper.name"),
            free="–",
        ),
    )


def _sheet_of(one: Round[UUID], count: int, names: dict[UUID, str], text: Text) -> RoundSheet:
    return RoundSheet(
        heading=text("rounds.round", number=one.number, rounds=count),
        pairs=[(pair.table, names[pair.one], names[pair.other]) for pair in one.pairs],
        free_heading=text("rounds.free", count=len(one.without)),
        free=[name for attendee_id, name in names.items() if attendee_id in one.without],
    )


def _tables_of(attendee_id: UUID, planned: EventRounds) -> list[int | None]:
    return [
        next((pair.table for pair in one.pairs if attendee_id in (pair.one, pair.other)), None)
        for one in planned.rounds
    ]


def _now(event: Event) -> str:
    """As people at the event's place read it."""
    forms, now = (calendar_day, clock_time), datetime.now(UTC)
    return " ".join(form(now, language=event.language, time_zone=event.time_zone) for form in forms)
