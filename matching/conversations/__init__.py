"""Two people talk: how a conversation begins, how it stands, how it ends without a connection.

That two are connected is never written down: it follows from their answers (P2).
"""

from matching.conversations.endings import decline, expire_old
from matching.conversations.nouns import (
    DAYS_OPEN,
    Conversation,
    NewConversation,
    Side,
    State,
)
from matching.conversations.starting import another_question, start_conversation
from matching.conversations.views import (
    conversations_of_person,
    depth,
    is_connected,
    view_conversation,
    waiting_for,
)

__all__ = [
    "DAYS_OPEN",
    "Conversation",
    "NewConversation",
    "Side",
    "State",
    "another_question",
    "conversations_of_person",
    "decline",
    "depth",
    "expire_old",
    "is_connected",
    "start_conversation",
    "view_conversation",
    "waiting_for",
]
