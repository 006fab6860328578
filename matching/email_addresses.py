"""Addresses of mailboxes. Whether one exists, nobody is asked."""

from email_validator import EmailNotValidError, validate_email


def ascii_address(typed: str) -> str | None:
    """The address as every mail server takes it, in ASCII; None for what is none, or needs more."""
    try:
        return validate_email(typed.strip(), check_deliverability=False).ascii_email
    except EmailNotValidError:
        return None
