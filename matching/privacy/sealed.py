"""A sealed sentence about somebody, opened because they ask for their data (P4).

They are told that there is one and asked; opening it ends the conversation as if it was declined.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching import audit
from matching.answers.reading import Sentence, answers_in, sentence_of
from matching.conversations import Conversation, State
from matching.conversations.endings import end_conversation
from matching.conversations.views import view_in
from matching.errors import ConversationClosedError
from matching.privacy.runs import Run, note_run
from matching.store import Cursor, Store


@dataclass(frozen=True)
class Opened:
    """What was sealed; shown once, for afterwards it is gone. seeking: "" for nothing."""

    sentence: Sentence
    seeking: str


def is_sealed(conversation: Conversation) -> bool:
    """Whether the other has written something that the reader cannot read yet."""
    return (
        conversation.state is State.OPEN
        and conversation.other.has_answered
        and not conversation.me.has_answered
    )


def open_sealed(store: Store, conversation_id: UUID, *, reader_id: UUID, now: datetime) -> Opened:
    """Read what was written about this attendee, and end the conversation as declined.

    Both sides' words go with that; the other learns nothing but that it expired.
    Raises UnknownConversationError, and ConversationClosedError where nothing is sealed.
    """

    def open_it(change: Cursor) -> Opened:
        conversation = view_in(change, conversation_id, reader_id, now)
        if not is_sealed(conversation):
            raise ConversationClosedError
        revisions = answers_in(change, conversation_id, conversation.other.attendee_id)
        heard = change.row(
            "seeking/find_seeking",
            conversation_id=conversation_id,
            author_id=conversation.other.attendee_id,
        )
        end_conversation(change, conversation_id)
        note_run(change, Run.EXPIRY, pieces=1, now=now)
        audit.note(
            change, actor="self", act="sealed_opened", now=now, subject_id=conversation.me.person_id
        )
        is_told = heard is not None and heard["verdict"] != "vulgar"
        return Opened(sentence_of(revisions), heard["words"] if heard and is_told else "")

    return store.write(open_it)
