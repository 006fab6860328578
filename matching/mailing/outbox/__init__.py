"""The outbox: which mails are to be sent, and how far each is. A mail is queued once."""

from matching.mailing.outbox.deciding import list_mails, resolve, send_again
from matching.mailing.outbox.links import queue_link
from matching.mailing.outbox.mailings import (
    Mailing,
    cancel_mailing,
    fill_due_mailings,
    mailings_of,
    pause_mailing,
    resume_mailing,
    start_mailing,
)

__all__ = [
    "Mailing",
    "cancel_mailing",
    "fill_due_mailings",
    "list_mails",
    "mailings_of",
    "pause_mailing",
    "queue_link",
    "resolve",
    "resume_mailing",
    "send_again",
    "start_mailing",
]
