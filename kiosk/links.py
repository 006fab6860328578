"""Signed links: one opens one conversation for one person, the other somebody's own page.

A link is its own key, so it holds no name. Whoever has one is taken for the person it was made
for; what it may still do is decided by the rules. Nothing is kept about it but that a kiosk
handed one out, to whoever held a badge: such a link can be revoked.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from uuid import UUID

from itsdangerous import BadSignature, Signer

from kiosk.settings import Settings

# Behind it an answer link or a phone code, which does the same and can be revoked.
ANSWER_PATH = "/a/"
PERSONAL_PATH = "/me/"
UNSUBSCRIBE_PATH = "/u/"
CODE_PATH = "/k"
PERSONAL_LINK_DAYS = 30
LONGEST_TOKEN = 200

_ID_BYTES = 16
_TIME_BYTES = 8


def answer_token(settings: Settings, *, conversation_id: UUID, attendee_id: UUID) -> str:
    """The last part of an answer link: 87 characters that are safe in an address."""
    return _signed(_answer_signer(settings), conversation_id.bytes + attendee_id.bytes)


def answer_link(settings: Settings, *, conversation_id: UUID, attendee_id: UUID) -> str | None:
    """The address at which this attendee answers in this conversation.

    None where no public address is set. The link itself does not end: its conversation does.
    """
    if settings.public_url is None:
        return None
    token = answer_token(settings, conversation_id=conversation_id, attendee_id=attendee_id)
    return settings.public_url + ANSWER_PATH + token


def read_answer_link(settings: Settings, token: str) -> tuple[UUID, UUID] | None:
    """Conversation and attendee of a token, or None where it is not ours."""
    raw = _opened(_answer_signer(settings), token, length=2 * _ID_BYTES)
    if raw is None:
        return None
    return UUID(bytes=raw[:_ID_BYTES]), UUID(bytes=raw[_ID_BYTES:])


def phone_code_token(settings: Settings, phone_code_id: UUID) -> str:
    """The last part of a phone code's link: 66 characters that are safe in an address."""
    return _signed(_phone_code_signer(settings), phone_code_id.bytes)


def phone_code_link(settings: Settings, phone_code_id: UUID) -> str | None:
    """The address that a phone code shows; None where no public address is set."""
    if settings.public_url is None:
        return None
    return settings.public_url + ANSWER_PATH + phone_code_token(settings, phone_code_id)


def read_phone_code_link(settings: Settings, token: str) -> UUID | None:
    """The phone code of a token, revoked or not, or None where it is not ours."""
    raw = _opened(_phone_code_signer(settings), token, length=_ID_BYTES)
    return UUID(bytes=raw) if raw else None


def personal_token(settings: Settings, person_id: UUID, *, now: datetime) -> str:
    """The last part of a personal link, valid for 30 days from now (aware)."""
    until = int((now + timedelta(days=PERSONAL_LINK_DAYS)).timestamp())
    raw = person_id.bytes + until.to_bytes(_TIME_BYTES, "big")
    return _signed(_personal_signer(settings), raw)


def personal_link(settings: Settings, person_id: UUID, *, now: datetime) -> str | None:
    """The address of somebody's own page, valid for 30 days from now (aware).

    None where no public address is set.
    """
    if settings.public_url is None:
        return None
    return settings.public_url + PERSONAL_PATH + personal_token(settings, person_id, now=now)


def read_personal_link(settings: Settings, token: str, *, now: datetime) -> UUID | None:
    """The person of a token, or None where it is not ours or older than 30 days."""
    raw = _opened(_personal_signer(settings), token, length=_ID_BYTES + _TIME_BYTES)
    if raw is None:
        return None
    until = datetime.fromtimestamp(int.from_bytes(raw[_ID_BYTES:], "big"), UTC)
    return UUID(bytes=raw[:_ID_BYTES]) if now < until else None


def unsubscribe_token(settings: Settings, person_id: UUID) -> str:
    """The last part of the link in every mail that ends further ones; it does not end itself."""
    return _signed(_unsubscribe_signer(settings), person_id.bytes)


def unsubscribe_link(settings: Settings, person_id: UUID) -> str | None:
    """The address at which a POST ends mails to this person; None without a public address."""
    if settings.public_url is None:
        return None
    return settings.public_url + UNSUBSCRIBE_PATH + unsubscribe_token(settings, person_id)


def read_unsubscribe_link(settings: Settings, token: str) -> UUID | None:
    """The person of a token, or None where it is not ours."""
    raw = _opened(_unsubscribe_signer(settings), token, length=_ID_BYTES)
    return UUID(bytes=raw) if raw else None


def _answer_signer(settings: Settings) -> Signer:
    return Signer(settings.key("answer link"), salt="answer", digest_method=hashlib.sha256)


def _phone_code_signer(settings: Settings) -> Signer:
    return Signer(settings.key("phone code"), salt="phone code", digest_method=hashlib.sha256)


def _personal_signer(settings: Settings) -> Signer:
    return Signer(settings.key("personal link"), salt="personal", digest_method=hashlib.sha256)


def _unsubscribe_signer(settings: Settings) -> Signer:
    return Signer(settings.key("unsubscribe"), salt="unsubscribe", digest_method=hashlib.sha256)


def _signed(signer: Signer, raw: bytes) -> str:
    return signer.sign(urlsafe_b64encode(raw).rstrip(b"=")).decode("ascii")


def _opened(signer: Signer, token: str, *, length: int) -> bytes | None:
    """The signed bytes; a token that is too long, not ASCII or changed anywhere is None."""
    if len(token) > LONGEST_TOKEN or not token.isascii():
        return None
    try:
        text = signer.unsign(token)
    except BadSignature:
        return None
    raw = urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    # Signed anew, so that no second spelling of a token opens what it opens.
    is_this = hmac.compare_digest(_signed(signer, raw), token)
    return raw if len(raw) == length and is_this else None
