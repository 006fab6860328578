"""A program, or the server that it wants told, asks for what cannot be."""

from dataclasses import dataclass
from typing import ClassVar

from matching.errors.base import RefusedError


@dataclass
class KeyInUseError(RefusedError):
    """The same program is being answered under this idempotency key at this moment."""

    code: ClassVar[str] = "key_in_use"

    def __str__(self) -> str:
        return "a request with this idempotency key is being worked on"


@dataclass
class KeyReusedError(RefusedError):
    """The idempotency key belongs to another request."""

    code: ClassVar[str] = "key_reused"

    def __str__(self) -> str:
        return "this idempotency key was used for another request"


@dataclass
class TokenNameError(RefusedError):
    """A token needs a name of at most so many characters."""

    code: ClassVar[str] = "token_name"
    longest: int

    def __str__(self) -> str:
        return f"a token needs a name of at most {self.longest} characters"


@dataclass
class TokenScopeError(RefusedError):
    """A token that may do nothing, or something that there is no right for."""

    code: ClassVar[str] = "token_scope"

    def __str__(self) -> str:
        return "a token needs at least one right"


@dataclass
class WebhookAddressError(RefusedError):
    """Not an https address, or http to another computer."""

    code: ClassVar[str] = "webhook_address"

    def __str__(self) -> str:
        return "a webhook needs an https address; http only to this computer"


@dataclass
class WebhookKindError(RefusedError):
    """A webhook that is told nothing."""

    code: ClassVar[str] = "webhook_kind"

    def __str__(self) -> str:
        return "a webhook needs at least one kind of message"
