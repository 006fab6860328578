"""All messages and lists of a mailing as one file, for the organiser's own mail tool."""

import zipfile
from collections.abc import Iterator
from itertools import chain

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kiosk.access import Access
from kiosk.dashboard.exports import file_name
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.mail.machine import Links, links_of
from kiosk.dashboard.mail.standing import HERE
from kiosk.dashboard.pages import page
from kiosk.dashboard.set_up.first_event import about_an_event
from kiosk.dashboard.visit import StaffVisit
from kiosk.mail.files import MailFile, Taking, list_files, mail_files
from kiosk.phone import NothingHereError
from kiosk.phone.forms import Form
from matching.mailing.nouns import MailKind
from matching.mailing.readiness import reach_of

PATH = f"{HERE}/files"


def show(visit: StaffVisit, _request: Request) -> Response:
    """What is in it, and what taking it means."""
    reached = reach_of(visit.store, visit.the_event(), now=visit.now)
    return page(visit, "mail_files.html", reached=reached, links=links_of(visit.settings))


def download(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """The files, sent as they are written; nothing of them is kept."""
    kind = form.one("kind")
    if kind not in list(MailKind) or kind == MailKind.LINK:
        raise NothingHereError
    files = _files(visit, MailKind(kind), with_sentences=form.one("sentences") == "1")
    first = next(files, None)  # what is refused is refused before the download begins
    name = file_name(visit.the_event(), f"mails-{kind}", "zip", now=visit.now)
    return StreamingResponse(
        _zipped(chain([first] if first else [], files)),
        media_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _files(visit: StaffVisit, kind: MailKind, *, with_sentences: bool) -> Iterator[MailFile]:
    """Ready mails hold what guests wrote or promised, all but an invitation."""
    write = mail_files if with_sentences or kind is MailKind.INVITATION else list_files
    taking = Taking(
        event=visit.the_event(),
        kind=kind,
        with_sentences=with_sentences,
        with_links=links_of(visit.settings) is not Links.WITHOUT,
        actor=visit.actor,
        now=visit.now,
    )
    return write(visit.store, visit.settings, taking)


class _Passing:
    """Where a zip is written that is sent on at once."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        """Keep it until it is taken."""
        self._pieces.append(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing waits here for a disk."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _zipped(files: Iterator[MailFile]) -> Iterator[bytes]:
    passing = _Passing()
    with zipfile.ZipFile(passing, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in files:
            packed.writestr(one.path, one.content)
            yield passing.taken()
    yield passing.taken()


ENTRIES = [
    page_entry(PATH, about_an_event(show), Access.ORGANISER, "mails for another mail tool"),
    form_entry(PATH, download, Access.ORGANISER, "download mails as files"),
]
