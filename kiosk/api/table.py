"""The table of everything a program may ask: the server and the document are made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from kiosk.api import schemas
from kiosk.api.problems import ProblemError
from kiosk.api.schemas import Schema
from matching.errors import UnknownEventError
from matching.events import find_event
from matching.interfaces.idempotency import Answer, Asked
from matching.interfaces.tokens import Scope, Token
from matching.model import Event
from matching.store import Store

ROOT = "/api/v1"


@dataclass(frozen=True)
class Call:
    """One request that may be answered.

    key: of the settings, for a purpose; path: the values in the address; query: checked
    """

    store: Store
    key: Callable[[str], bytes]
    token: Token
    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Any
    now: datetime

    @property
    def actor(self) -> str:
        """For the audit log."""
        return f"api:{self.token.token_id}"

    @property
    def after(self) -> UUID | None:
        """Behind which item a list goes on."""
        return UUID(self.query["after"]) if "after" in self.query else None

    @property
    def wanted(self) -> int:
        """Items of a list at most."""
        return int(self.query.get("limit", schemas.USUAL_ROWS))

    def event(self) -> Event:
        """The event in the address. Raises ProblemError."""
        try:
            return find_event(self.store, self.path["event"])
        except UnknownEventError:
            raise ProblemError(404, "unknown_event", "There is no such event.") from None

    def id(self, name: str) -> UUID:
        """An id in the address. Raises ProblemError."""
        try:
            return UUID(self.path[name])
        except ValueError:
            raise ProblemError(404, "not_found", "There is nothing of that id.") from None


Read = Callable[[Call], Any]
Write = Callable[[Call, Asked, UUID], Answer]


@dataclass(frozen=True)
class Operation:
    """One row of the table.

    name: stable, for programs that are made from the document; scope: None, every token may
    path: below ROOT, its {names} as in Starlette; answer: schema of the body where it is 200
    read, or write: what answers; a write may be asked again under an Idempotency-Key
    """

    method: str
    path: str
    name: str
    summary: str
    scope: Scope | None
    answer: Schema
    read: Read | None = None
    write: Write | None = None
    query: Mapping[str, Schema] = field(default_factory=dict)
    body: Schema | None = None


PAGED: Mapping[str, Schema] = {
    "after": schemas.ID | {"description": "The id from next of the page before."},
    "limit": {
        "type": "integer",
        "minimum": 1,
        "maximum": schemas.MOST_ROWS,
        "default": schemas.USUAL_ROWS,
    },
}
