"""What a program sent, read and checked against the table; nothing of it is said back."""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from starlette.requests import Request

from kiosk.api.problems import ProblemError
from kiosk.api.schemas import Schema
from kiosk.api.table import Operation

LARGEST_BODY = 2_000_000
LONGEST_KEY = 255

_KEY = re.compile(f"[!-~]{{1,{LONGEST_KEY}}}")


def query_of(request: Request, operation: Operation) -> Mapping[str, Any]:
    """The values in the address after the question mark. Raises ProblemError."""
    found: dict[str, Any] = {}
    for name, text in request.query_params.multi_items():
        schema = operation.query.get(name)
        if schema is None or name in found:
            raise _wrong_query("a parameter that there is not, or one twice")
        found[name] = int(text) if schema["type"] == "integer" and _is_number(text) else text
        if not _validator(_Key(schema)).is_valid(found[name]):
            raise _wrong_query(f"the parameter {name}")
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _wrong_query(what: str) -> ProblemError:
    return ProblemError(400, "query", f"The address holds {what} in a way that cannot be read.")


def body_of(request: Request, operation: Operation, sent: bytes) -> Any:
    """The JSON that was sent, as the table describes it. Raises ProblemError."""
    assert operation.body is not None
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise ProblemError(415, "media_type", "The body must be application/json.")
    body = _json(sent)
    for error in _validator(_Key(operation.body)).iter_errors(body):
        # The path and the rule; the error's own message would quote what was sent.
        place = "/".join(str(step) for step in error.absolute_path)
        raise ProblemError(422, "body", f"The body breaks the rule {error.validator} at /{place}.")
    return body


def key_of(request: Request) -> str | None:
    """The program's own key for a write, if it has one. Raises ProblemError."""
    keys = request.headers.getlist("idempotency-key")
    if not keys:
        return None
    if len(keys) > 1 or not _KEY.fullmatch(keys[0]):
        raise ProblemError(400, "idempotency_key", "One key of 1 to 255 ASCII characters.")
    return keys[0]


def _json(sent: bytes) -> Any:
    try:
        body = json.loads(sent.decode(), parse_constant=_no_number)
        json.dumps(body, ensure_ascii=False).encode()  # a lone surrogate is no text
    except (ValueError, RecursionError):
        raise ProblemError(400, "json", "The body is not JSON in UTF-8.") from None
    return body


def _no_number(_name: str) -> Any:
    raise ValueError


class _Key:
    """A schema of the table as the key of a cache: there is one object of each."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def __hash__(self) -> int:
        return id(self.schema)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.schema is self.schema


@cache
def _validator(key: _Key) -> Draft202012Validator:
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(key.schema, format_checker=checker)
