"""What somebody does in a talk beside answering, at a kiosk or behind a link."""

from datetime import timedelta
from uuid import uuid4

from cast import NOW

from matching.answers import Correction, answer_about_me, confirm, correct
from matching.contacts import ContactField, Sharing, share
from matching.conversations import Conversation
from matching.follow_ups import Promise, PromiseKind, keep_promise
from matching.people import Listed
from matching.phone_codes import PhoneCode, give_phone_code
from matching.seeking import Seeking, note_seeking
from matching.store import Store

HEARD = "Szuka spokojnego magazynu pod lasem"
ADDED = "A od roku także online"
FIELDS = (ContactField.NAME_AND_COMPANY, ContactField.EMAIL)


def promise_something(
    store: Store,
    talk: Conversation,
    who: Listed,
    kind: PromiseKind | None = PromiseKind.COFFEE,
    *,
    days: int | None = 1,
    at: timedelta = timedelta(),
    **where: object,
) -> Promise:
    """A promise for the next day; days None is for no day, kind None takes it back."""
    due_on = None if days is None else (NOW + at).date() + timedelta(days=days)
    promise = Promise(uuid4(), talk.conversation_id, who.attendee_id, kind, due_on, **where)
    keep_promise(store, promise, now=NOW + at)
    return promise


def share_contact(
    store: Store,
    talk: Conversation,
    who: Listed,
    fields: tuple[ContactField, ...] = FIELDS,
    *,
    at: timedelta = timedelta(),
    **where: object,
) -> None:
    """A choice of contact fields."""
    sharing = Sharing(uuid4(), talk.conversation_id, who.attendee_id, fields, **where)
    share(store, sharing, now=NOW + at)


def note_wish(store: Store, talk: Conversation, who: Listed, **where: object) -> None:
    """What the other is looking for: a chip and words."""
    seeking = Seeking(
        uuid4(), talk.conversation_id, who.attendee_id, ("tax",), HEARD, "pl", **where
    )
    note_seeking(store, seeking, now=NOW)


def say_it_is_right(store: Store, talk: Conversation, who: Listed, **where: object) -> None:
    """To the sentence about them."""
    theirs = answer_about_me(store, talk.conversation_id, reader_id=who.attendee_id)
    confirm(store, theirs.answer_id, by_id=who.attendee_id, now=NOW, **where)


def add_words(
    store: Store,
    talk: Conversation,
    who: Listed,
    words: str = ADDED,
    *,
    at: timedelta = timedelta(),
    **where: object,
) -> None:
    """To the sentence about them."""
    theirs = answer_about_me(store, talk.conversation_id, reader_id=who.attendee_id)
    correction = Correction(uuid4(), theirs.answer_id, who.attendee_id, words, **where)
    correct(store, correction, now=NOW + at)


def take_to_phone(
    store: Store, talk: Conversation, who: Listed, *, at: timedelta = timedelta()
) -> PhoneCode:
    """A code that a kiosk hands to whoever holds this badge."""
    return give_phone_code(
        store,
        conversation_id=talk.conversation_id,
        attendee_id=who.attendee_id,
        kiosk=5,
        key=b"k" * 32,
        now=NOW + at,
    )


def do_all(store: Store, talk: Conversation, who: Listed, **where: object) -> None:
    """Promise, share, note, confirm and add: both must have answered."""
    promise_something(store, talk, who, **where)
    share_contact(store, talk, who, **where)
    note_wish(store, talk, who, **where)
    say_it_is_right(store, talk, who, **where)
    add_words(store, talk, who, **where)
