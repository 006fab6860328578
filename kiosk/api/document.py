"""The OpenAPI document, written from the table that serves the routes."""

import re
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from kiosk.api import schemas
from kiosk.api.checking import LONGEST_KEY
from kiosk.api.operations import OPERATIONS
from kiosk.api.problems import MEDIA_TYPE
from kiosk.api.schemas import Schema
from kiosk.api.table import ROOT, Operation

SLUG = "^[a-z0-9][a-z0-9-]*$"
DESCRIPTION = (
    "Programs of the organiser read and write here, each with a token that the organiser made on "
    "the dashboard. docs/api.md is the guide."
)
_PATH: dict[str, Schema] = {
    "event": {"type": "string", "pattern": SLUG, "description": "The slug of an event."},
    "attendee_id": schemas.ID,
}
_RETRY = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}
_PROBLEMS: dict[str, Schema] = {
    "400": {"description": "The address or the body cannot be read."},
    "401": {"description": "No valid token."},
    "403": {"description": "The token has not this right."},
    "404": {"description": "There is no such thing."},
    "405": {"description": "Not at this address."},
    "429": {"description": "Too many requests with this token.", "headers": _RETRY},
    "503": {"description": "The database does not answer, or has no room.", "headers": _RETRY},
    "500": {"description": "Something went wrong here."},
}
_PROBLEMS_OF_WRITES: dict[str, Schema] = {
    "409": {
        "description": "Under way with this key at this moment, or not for this event.",
        "headers": _RETRY,
    },
    "413": {"description": "The body is too large."},
    "415": {"description": "The body is no JSON."},
    "422": {"description": "The body is not as described, or the key was used for another."},
}


async def show_document(_request: Request) -> JSONResponse:
    """The document, for everybody: it says nothing about an event."""
    return JSONResponse(document())


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3.1."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Rozmowa", "version": "1", "description": DESCRIPTION},
        "servers": [{"url": ROOT}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Problem": schemas.PROBLEM},
        },
    }


def _described(operation: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": _parameters(operation),
        "responses": _responses(operation),
    }
    if operation.scope:
        told["description"] = f"Needs the right `{operation.scope}`."
    if operation.body:
        told["requestBody"] = {"required": True, "content": _content(operation.body)}
    return told


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    names = re.findall(r"\{(\w+)\}", operation.path)
    found = [_parameter("path", name, _PATH[name], required=True) for name in names]
    found += [_parameter("query", name, schema) for name, schema in operation.query.items()]
    if operation.write:
        key = {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$"}
        found.append(_parameter("header", "Idempotency-Key", key))
    return found


def _parameter(where: str, name: str, schema: Schema, *, required: bool = False) -> dict[str, Any]:
    return {"in": where, "name": name, "required": required, "schema": schema}


def _responses(operation: Operation) -> dict[str, Any]:
    answer = {"200": {"description": "Done.", "content": _content(operation.answer)}}
    problems = _PROBLEMS | (_PROBLEMS_OF_WRITES if operation.body else {})
    shape = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return answer | {status: told | {"content": shape} for status, told in sorted(problems.items())}


def _content(schema: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
