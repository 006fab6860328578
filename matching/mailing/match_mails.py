"""After the event: what each person who came and wants it may read, and no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.answers import Sentence
from matching.contacts import Contact
from matching.mailing.listed import ListedGuest
from matching.mailing.nouns import HalfTalk, MatchMail, Met, Suggested
from matching.mailing.offers import Offer, offers_for, suggested_to
from matching.mailing.own_talks import OwnTalk, Side, contacts_of, sentences_of, talks_of
from matching.model import Event
from matching.store import Cursor

MET_AT_MOST = 3


@dataclass(frozen=True)
class _Material:
    """All that was read, for many at once."""

    sentences: Mapping[Side, Sentence]
    contacts: Mapping[Side, Contact | None]
    offers: Mapping[UUID, Offer]
    suggested: Mapping[UUID, tuple[Suggested, ...]]


def match_mails(
    reader: Cursor, event: Event, guests: Sequence[ListedGuest], *, now: datetime
) -> dict[UUID, MatchMail]:
    """By attendee, for those of these guests who came; who has nothing to read gets a kind word."""
    talks = talks_of(reader, [one.attendee_id for one in guests], now=now)
    came = [one for one in guests if one.has_come_in or one.attendee_id in talks]
    material = _read(reader, event, came, talks, now)
    return {one.attendee_id: _mail(one, talks.get(one.attendee_id, []), material) for one in came}


def _read(
    reader: Cursor,
    event: Event,
    guests: Sequence[ListedGuest],
    talks: Mapping[UUID, Sequence[OwnTalk]],
    now: datetime,
) -> _Material:
    """What goes to an address of two says nothing of it, so it is not even read."""
    alone_there = [one.attendee_id for one in guests if not one.recipient.is_address_shared]
    shown = {one: _shown(talks.get(one, [])) for one in alone_there}
    connected = [talk for found in shown.values() for talk in found]
    return _Material(
        sentences=sentences_of(reader, connected),
        contacts=contacts_of(reader, connected),
        offers=offers_for(reader, event, alone_there, now=now),
        suggested=suggested_to(reader, [one for one in alone_there if not shown[one]]),
    )


def _shown(talks: Sequence[OwnTalk]) -> list[OwnTalk]:
    """Connections with what is due next first, then as the talks were; never by any count (P9)."""
    connected = [talk for talk in talks if talk.is_connected]
    return sorted(connected, key=lambda talk: talk.due_on)[:MET_AT_MOST]


def _mail(guest: ListedGuest, talks: Sequence[OwnTalk], material: _Material) -> MatchMail:
    if guest.recipient.is_address_shared:
        return MatchMail(guest.recipient, (), False, (), None, None, ())
    offer = material.offers.get(guest.attendee_id, Offer())
    return MatchMail(
        recipient=guest.recipient,
        met=tuple(_met(talk, material) for talk in _shown(talks)),
        has_more=sum(talk.is_connected for talk in talks) > MET_AT_MOST,
        halves=_halves(talks),
        introduction=offer.introduction,
        idea=offer.idea,
        suggested=material.suggested.get(guest.attendee_id, ()),
    )


def _met(talk: OwnTalk, material: _Material) -> Met:
    return Met(
        conversation_id=talk.conversation_id,
        attendee_id=talk.other_id,
        name=talk.name,
        company=talk.company,
        sentence=material.sentences[talk.mine],
        contact=material.contacts.get(talk.theirs),
        promise=talk.promise,
        is_kept=talk.is_kept,
    )


def _halves(talks: Sequence[OwnTalk]) -> tuple[HalfTalk, ...]:
    """Those that lack the reader's own answer first, then as the talks were."""
    lacking = [talk for talk in talks if not talk.is_connected]
    return tuple(
        HalfTalk(
            conversation_id=talk.conversation_id,
            attendee_id=talk.attendee_id,
            name=talk.name,
            i_answered=talk.i_answered,
            ends_at=talk.ends_at,
        )
        for talk in sorted(lacking, key=lambda talk: talk.i_answered)
    )
