"""Badges and the paper list as files."""

import argparse
from pathlib import Path
from typing import TypeVar

from kiosk.badges import BadgeFace, draw_badge_pictures, draw_badges, split_by_initial
from kiosk.badges.layouts import layout_named
from kiosk.clock import utc_now
from kiosk.commands.outputs import UnwritableFileError, WrongArgumentError, write_file
from kiosk.printing import drawn_list, face_of, faces_of, spare_faces
from kiosk.settings import Settings
from matching.badge_codes import in_groups
from matching.events import current_event
from matching.model import Event
from matching.people import (
    Listed,
    find_by_code_or_email,
    list_attendees,
    new_spare_badges,
    replace_badge,
)
from matching.printing import PrintKind, note_print
from matching.store import Store

Sorted = TypeVar("Sorted", BadgeFace, Listed)


def badges(settings: Settings, wish: argparse.Namespace) -> int:
    """Printing never changes a code; --replace makes a new one and ends the old."""
    if not (wish.out or wish.png or wish.replace is not None):
        raise WrongArgumentError("--out", "given, the file to write")
    _refuse_what_cannot_be_printed(wish)
    with Store.open(settings.database) as store:
        event = current_event(store, wish.event or settings.event)
        faces = _wanted_faces(store, event, wish)
        if wish.out:
            _write_badges(store, event, faces, wish)
    if wish.png:
        _write_pictures(Path(wish.png), faces)
    return 0


def _write_badges(
    store: Store, event: Event, faces: list[BadgeFace], wish: argparse.Namespace
) -> None:
    for file, part in _parts(Path(wish.out), faces, is_split=wish.split):
        write_file(file, draw_badges(part, layout=wish.layout))
        print(f"{len(part)} badges: {file}")
    kind = PrintKind.SPARE_BADGES if wish.blank else PrintKind.BADGES
    codes = [face.code for face in faces]
    note_print(store, event, kind, pieces=len(codes), codes=codes, actor="cli", now=utc_now())


def _refuse_what_cannot_be_printed(wish: argparse.Namespace) -> None:
    """Before any code is made or ended."""
    layout_named(wish.layout)
    if wish.out and not Path(wish.out).absolute().parent.is_dir():
        raise UnwritableFileError(Path(wish.out), "there is no such folder")


def _wanted_faces(store: Store, event: Event, wish: argparse.Namespace) -> list[BadgeFace]:
    if wish.blank:
        codes = new_spare_badges(store, event, wish.blank, now=utc_now())
        return spare_faces(event, codes)
    if wish.replace is not None:
        person = find_by_code_or_email(store, event, wish.replace)
        code = replace_badge(store, event, person.person_id, now=utc_now())
        print(f"new code: {in_groups(code)}")
        return [face_of(person, event, code)]
    if wish.only is not None:
        person = find_by_code_or_email(store, event, wish.only)
        return [face_of(person, event, person.code or "")]
    return faces_of(store, event)


def _parts(
    target: Path, people: list[Sorted], *, is_split: bool
) -> list[tuple[Path, list[Sorted]]]:
    """The files to write and who is in each: one, or A-K and L-Z by family name."""
    if not is_split:
        return [(target, people)]
    halves = split_by_initial(people, lambda person: person.family_name)
    return [
        (target.with_name(f"{target.stem}-{letters}{target.suffix}"), half)
        for letters, half in halves.items()
    ]


def _write_pictures(folder: Path, faces: list[BadgeFace]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        pictures = draw_badge_pictures(faces, folder)
    except OSError as error:
        raise UnwritableFileError(folder, error.strerror or "") from error
    print(f"{len(pictures)} pictures: {folder}")


def paper_list(settings: Settings, wish: argparse.Namespace) -> int:
    """Names, boxes and codes for the day the power fails."""
    with Store.open(settings.database) as store:
        event = current_event(store, wish.event or settings.event)
        people = [p for p in list_attendees(store, event) if p.status == "expected"]
        for file, part in _parts(Path(wish.out), people, is_split=wish.split):
            write_file(file, drawn_list(event, part, settings.language, now=utc_now()))
            print(f"{len(part)} people: {file}")
        kind = PrintKind.PAPER_LIST
        note_print(store, event, kind, pieces=len(people), actor="cli", now=utc_now())
    return 0
