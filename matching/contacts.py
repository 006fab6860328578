"""Contact details: only what their owner chose, only for the other of a connection (P3)."""

from dataclasses import astuple, dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from matching.conversations import State
from matching.conversations.views import Reader, partner_who_answered, view_in
from matching.errors import ConversationClosedError
from matching.store import Cursor, Row, Store


class ContactField(StrEnum):
    """What somebody can share, each for itself."""

    NAME_AND_COMPANY = "name_and_company"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True)
class Sharing:
    """What an attendee gives to the other of a conversation; the id is made by the client.

    channel: kiosk, after a badge was shown there, link of one conversation, or the owner's page
    """

    sharing_id: UUID
    conversation_id: UUID
    owner_id: UUID
    fields: tuple[ContactField, ...]
    kiosk: int | None = None
    channel: str = "kiosk"


@dataclass(frozen=True)
class Contact:
    """What was shared; "" for a field that was not."""

    name: str
    company: str
    email: str
    phone: str


def fields_of(store: Store, attendee_id: UUID) -> tuple[ContactField, ...]:
    """What this attendee has at all, so what there is to choose from."""
    found = store.row("contacts/find_contact", attendee_id=attendee_id) or {}
    has = {
        ContactField.NAME_AND_COMPANY: found.get("name"),
        ContactField.EMAIL: found.get("email"),
        ContactField.PHONE: found.get("phone"),
    }
    return tuple(field for field, value in has.items() if value)


def saved_choice(store: Store, person_id: UUID) -> tuple[ContactField, ...]:
    """What this person chose the last time: nothing else is ticked beforehand."""
    return _fields(store.row("contacts/find_saved_choice", person_id=person_id))


def share(store: Store, sharing: Sharing, *, now: datetime) -> None:
    """Keep a choice, nothing included; the owner's latest in a conversation counts.

    It reaches the other only while both have answered. The same id again is the same choice.
    Raises UnknownConversationError, ConversationClosedError.
    """

    def keep(change: Cursor) -> None:
        conversation = view_in(change, sharing.conversation_id, sharing.owner_id, now)
        if conversation.state is State.EXPIRED:
            raise ConversationClosedError
        if change.row("contacts/has_sharing", sharing_id=sharing.sharing_id):
            return
        latest = change.row(
            "contacts/find_sharing",
            conversation_id=sharing.conversation_id,
            owner_id=sharing.owner_id,
        )
        change.run(
            "contacts/put_sharing",
            sharing_id=sharing.sharing_id,
            conversation_id=sharing.conversation_id,
            owner_id=sharing.owner_id,
            person_id=conversation.me.person_id,
            fields=" ".join(sharing.fields),
            place=latest["place"] + 1 if latest else 0,
            channel=sharing.channel,
            kiosk=sharing.kiosk,
            now_utc=now,
        )

    store.write(keep)


def shared_by(
    reader: Reader, conversation_id: UUID, *, owner_id: UUID
) -> tuple[ContactField, ...] | None:
    """What its owner chose to share in the conversation, None if not asked yet."""
    found = reader.row("contacts/find_sharing", conversation_id=conversation_id, owner_id=owner_id)
    return None if found is None else _fields(found)


def contacts_for(store: Store, conversation_id: UUID, *, reader_id: UUID) -> Contact | None:
    """What the other shared with this attendee; None before both answered, or for nothing.

    Never for a kiosk: only for the reader's own page or mail.
    """

    def read(reader: Cursor) -> Contact | None:
        owner_id = partner_who_answered(reader, conversation_id, reader_id)
        if owner_id is None:
            return None
        chosen = shared_by(reader, conversation_id, owner_id=owner_id)
        found = reader.row("contacts/find_contact", attendee_id=owner_id)
        return _chosen_of(found, chosen) if found and chosen else None

    return store.read(read)


def contact_of(row: Row) -> Contact | None:
    """What one choice gives away, None for nothing; for rules that know the reader may have it.

    row: fields as they are kept, and name, company, email, phone of their owner
    """
    return _chosen_of(row, _fields(row))


def _chosen_of(found: Row, chosen: tuple[ContactField, ...]) -> Contact | None:
    has_name = ContactField.NAME_AND_COMPANY in chosen
    contact = Contact(
        name=found["name"] if has_name else "",
        company=found["company"] if has_name else "",
        email=found["email"] if ContactField.EMAIL in chosen else "",
        phone=found["phone"] if ContactField.PHONE in chosen else "",
    )
    return contact if any(astuple(contact)) else None


def _fields(row: dict[str, str] | None) -> tuple[ContactField, ...]:
    return tuple(ContactField(name) for name in row["fields"].split()) if row else ()
