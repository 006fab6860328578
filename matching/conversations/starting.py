"""How a conversation begins: two badges, one after the other, of two who may talk."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matching.conversations.endings import end_conversation
from matching.conversations.nouns import Conversation, NewConversation, State
from matching.conversations.views import view_in
from matching.errors import (
    AlreadyAnsweredError,
    CancelledError,
    ConversationClosedError,
    EntryOnlyError,
    EventClosedError,
    NotAdmittedError,
    OtherEventError,
    OwnBadgeError,
    UnknownBadgeError,
    UnknownConversationError,
)
from matching.event_plan import questions_of
from matching.prompts import choose_prompt
from matching.store import Cursor, Store


def start_conversation(store: Store, new: NewConversation, *, now: datetime) -> Conversation:
    """Begin a conversation, or go on with the one these two have at the event.

    now: aware moment of receipt
    Returns it as the starter sees it. Once expired or declined, the pair can begin another.
    Raises OwnBadgeError, UnknownBadgeError, OtherEventError, NotAdmittedError, EntryOnlyError,
    CancelledError, EventClosedError, UnknownConversationError for an id of somebody else's; then
    nothing is kept.
    """

    def begin(change: Cursor) -> Conversation:
        partner_id = _partner(change, new)
        known = known_one(change, new, partner_id, now)
        if known is not None:
            return known
        _check_may_talk(change, new, partner_id, now)
        latest = latest_of_pair(change, new.starter_id, partner_id, now)
        if latest is not None and latest.state is not State.EXPIRED:
            return latest
        return begin_after(change, new, partner_id, latest, now)

    return store.write(begin)


def latest_of_pair(
    change: Cursor, starter_id: UUID, partner_id: UUID, now: datetime
) -> Conversation | None:
    """The last conversation of two attendees, as the first of them sees it; None without any."""
    lower_id, higher_id = sorted([starter_id, partner_id])
    last = change.row("conversations/list_of_pair", lower_id=lower_id, higher_id=higher_id)
    return view_in(change, last["conversation_id"], starter_id, now) if last else None


def begin_after(
    change: Cursor,
    new: NewConversation,
    partner_id: UUID,
    latest: Conversation | None,
    now: datetime,
) -> Conversation:
    """Another conversation after the latest of these two; of an expired one no words stay."""
    lower_id, higher_id = sorted([new.starter_id, partner_id])
    if latest is not None and latest.state is State.EXPIRED:
        end_conversation(change, latest.conversation_id)
    earlier = change.rows("conversations/list_of_pair", lower_id=lower_id, higher_id=higher_id)
    _put(change, new, lower_id, higher_id, len(earlier), now)
    return view_in(change, new.conversation_id, new.starter_id, now)


def known_one(
    change: Cursor, new: NewConversation, partner_id: UUID, now: datetime
) -> Conversation | None:
    """The same conversation sent again; its id alone stands for nobody's badge."""
    known = "conversations/find_conversations"
    if not change.rows(known, conversation_ids=[new.conversation_id]):
        return None
    conversation = view_in(change, new.conversation_id, new.starter_id, now)
    if conversation.other.attendee_id != partner_id:
        raise UnknownConversationError
    return conversation


def _partner(change: Cursor, new: NewConversation) -> UUID:
    badge = change.row("check_in/find_badges", codes=[new.partner_code])
    if badge is None or badge["person_id"] is None or badge["ended_at_utc"] is not None:
        raise UnknownBadgeError
    if badge["series_id"] != new.event.series_id:
        raise OtherEventError
    found = change.row(
        "conversations/find_attendee_of_person",
        event_id=new.event.event_id,
        person_id=badge["person_id"],
    )
    if found is None:
        raise OtherEventError
    partner_id: UUID = found["attendee_id"]
    return partner_id


def _check_may_talk(change: Cursor, new: NewConversation, partner_id: UUID, now: datetime) -> None:
    if partner_id == new.starter_id:
        raise OwnBadgeError
    if not new.event.is_open(now):
        raise EventClosedError
    who = {new.starter_id: "starter", partner_id: "partner"}
    talkers = {
        row["attendee_id"]: row
        for row in change.rows(
            "conversations/find_talkers", event_id=new.event.event_id, attendee_ids=list(who)
        )
    }
    if len(talkers) < len(who):
        raise OtherEventError
    if not all(talker["is_expected"] for talker in talkers.values()):
        raise CancelledError
    if any(talker["is_entry_only"] for talker in talkers.values()):
        raise EntryOnlyError
    for attendee_id, role in who.items():
        if not talkers[attendee_id]["is_admitted"]:
            raise NotAdmittedError(role)


def _put(
    change: Cursor,
    new: NewConversation,
    lower_id: UUID,
    higher_id: UUID,
    turn: int,
    now: datetime,
) -> None:
    lower_prompt, higher_prompt = _two_questions(change, new, lower_id, higher_id)
    change.run(
        "conversations/put_conversation",
        conversation_id=new.conversation_id,
        event_id=new.event.event_id,
        lower_id=lower_id,
        higher_id=higher_id,
        turn=turn,
        starter_id=new.starter_id,
        lower_prompt=lower_prompt,
        higher_prompt=higher_prompt,
        kiosk=new.kiosk,
        now_utc=now,
    )


def _two_questions(
    change: Cursor, new: NewConversation, lower_id: UUID, higher_id: UUID
) -> tuple[str, str]:
    """What the lower and the higher are asked: ids, never the same."""
    persons = {
        row["attendee_id"]: row["person_id"]
        for row in change.rows(
            "conversations/find_talkers",
            event_id=new.event.event_id,
            attendee_ids=[lower_id, higher_id],
        )
    }
    by_lower = _asked(change, persons[lower_id], persons[higher_id])
    by_higher = _asked(change, persons[higher_id], persons[lower_id])
    seed, among = str(new.conversation_id), questions_of(change, new.event.event_id)
    lower = choose_prompt(used=by_lower, other=None, seed=f"{seed}/{lower_id}", among=among)
    higher = choose_prompt(
        used=by_higher, other=lower.prompt_id, seed=f"{seed}/{higher_id}", among=among
    )
    return lower.prompt_id, higher.prompt_id


def _asked(change: Cursor, author_person_id: UUID, about_person_id: UUID) -> list[str]:
    rows = change.rows(
        "conversations/list_asked",
        author_person_id=author_person_id,
        about_person_id=about_person_id,
    )
    return [row["prompt_id"] for row in rows]


def another_question(
    store: Store, conversation_id: UUID, *, author_id: UUID, shown: Sequence[str], now: datetime
) -> str:
    """Ask an author something else, kept as their question; never what the other is asked.

    shown: ids of the questions they have seen in this conversation, the present one included
    Returns the id of the new prompt. Raises UnknownConversationError, ConversationClosedError,
    AlreadyAnsweredError.
    """

    def change_prompt(change: Cursor) -> str:
        conversation = view_in(change, conversation_id, author_id, now)
        if not conversation.is_open:
            raise ConversationClosedError
        if conversation.me.has_answered:
            raise AlreadyAnsweredError
        used = _asked(change, conversation.me.person_id, conversation.other.person_id)
        prompt = choose_prompt(
            used=[*used, *shown],
            other=conversation.other.prompt_id,
            seed=f"{conversation_id}/{author_id}",
            among=questions_of(change, conversation.event_id),
        )
        change.run(
            "conversations/set_prompt",
            conversation_id=conversation_id,
            author_id=author_id,
            prompt_id=prompt.prompt_id,
        )
        return prompt.prompt_id

    return store.write(change_prompt)
