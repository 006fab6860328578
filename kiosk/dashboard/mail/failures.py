"""What a mail server meant, in the words of people who do not know its codes."""

from kiosk.texts import Text

# Enhanced status codes (RFC 3463) and replies (RFC 5321), the longer beginning first.
_MEANINGS = (
    ("address", "address_wrong"),
    ("compose", "not_made"),
    ("connection", "connection"),
    ("no_answer", "no_answer"),
    ("crash", "crash"),
    ("restored", "restored"),
    ("x.1.0", "address_wrong"),
    ("x.1.10", "domain"),
    ("x.1.1", "no_mailbox"),
    ("x.1.2", "domain"),
    ("x.1.3", "address_wrong"),
    ("x.1.6", "no_mailbox"),
    ("x.1", "address_wrong"),
    ("x.2.2", "full"),
    ("x.2.3", "too_large"),
    ("x.2", "closed"),
    ("x.3.4", "too_large"),
    ("x.4", "domain"),
    ("x.7", "spam"),
    ("421", "busy"),
    ("450", "busy"),
    ("451", "busy"),
    ("452", "full"),
    ("550", "no_mailbox"),
    ("551", "no_mailbox"),
    ("552", "full"),
    ("553", "address_wrong"),
    ("554", "spam"),
)

ADDRESS_WRONG = {"no_mailbox", "address_wrong", "domain", "closed"}


def meaning_of(failure: str) -> str:
    """One word for what happened; failure: the code of a mail, such as '550 5.1.1'."""
    reply, _, enhanced = failure.partition(" ")
    general = f"x{enhanced[1:]}" if enhanced else ""
    for beginning, meaning in _MEANINGS:
        if beginning in (general, reply) or general.startswith(f"{beginning}."):
            return meaning
    return "other"


def failure_in_words(failure: str, text: Text) -> str:
    """What it means, in a sentence."""
    return text(f"mailing.failure_{meaning_of(failure)}")
