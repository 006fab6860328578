"""Programs that fill in forms are kept out, without asking anybody outside.

A form carries a signed note of when it was shown, and a field that people do not see. Whoever is
too fast, too slow, or has filled that field in gets the form back with all they typed, and one
more tap gets them in. Only a flood is asked to wait.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID, uuid4

from itsdangerous import BadSignature, Signer

from kiosk.phone.forms import Form
from kiosk.settings import Settings
from kiosk.wrong_tries import WrongTries

TRAP = "website"
CONFIRMED = "confirmed"
NOTE = "note"
FASTEST = timedelta(seconds=3)
SLOWEST = timedelta(hours=24)
# A whole room may register at the same moment behind one address.
SENT_BY_ADDRESS = 80
SENT_IN_ALL = 400
MINUTES = 5
LONGEST_NOTE = 200


class Doubt(StrEnum):
    """Why a form comes back once more; also the end of a text's key."""

    PROGRAM = "program"  # too fast, or the unseen field was filled in: asks for a tick
    OLD = "old"  # shown long ago or by nobody: asks to look again


@dataclass(frozen=True)
class FormNote:
    """form_id: of this form; shown_at: aware; doubt: with which it is shown once more"""

    form_id: UUID
    shown_at: datetime
    doubt: Doubt | None = None


def no_forms_sent() -> WrongTries:
    """The count of forms, as it begins."""
    return WrongTries(per_address=SENT_BY_ADDRESS, in_all=SENT_IN_ALL, minutes=MINUTES)


def first_note(now: datetime) -> FormNote:
    """For a form that is shown now (aware)."""
    return FormNote(uuid4(), now)


def written(settings: Settings, note: FormNote) -> str:
    """The note as a form carries it."""
    words = f"{note.form_id.hex}-{int(note.shown_at.timestamp())}-{note.doubt or ''}"
    return _signer(settings).sign(words.encode()).decode("ascii")


def read(settings: Settings, form: Form) -> FormNote | None:
    """The note of a form, None where it is not ours."""
    text = form.one(NOTE)
    if len(text) > LONGEST_NOTE or not text.isascii():
        return None
    try:
        form_id, seconds, doubt = _signer(settings).unsign(text).decode().split("-")
    except BadSignature:
        return None
    shown_at = datetime.fromtimestamp(int(seconds), UTC)
    return FormNote(UUID(form_id), shown_at, Doubt(doubt) if doubt else None)


def doubt_about(note: FormNote | None, form: Form, *, now: datetime) -> Doubt | None:
    """What speaks against taking a form at once; None where nothing does."""
    if note is None or now - note.shown_at > SLOWEST:
        return Doubt.OLD
    if note.doubt is Doubt.PROGRAM:
        return None if form.one(CONFIRMED) else Doubt.PROGRAM
    is_fast = note.doubt is None and now - note.shown_at < FASTEST
    return Doubt.PROGRAM if is_fast or form.one(TRAP) else None


def after(note: FormNote | None, doubt: Doubt, now: datetime) -> FormNote:
    """The note of the form that is shown once more."""
    return FormNote(note.form_id if note else uuid4(), now, doubt)


def _signer(settings: Settings) -> Signer:
    return Signer(settings.key("registration form"), salt="form", digest_method=sha256)
