"""What programs send and get, as JSON Schema: bodies are checked by it, the document shows it."""

from typing import Any

from matching.interfaces.people import COLUMNS, CONSENT_COLUMNS
from matching.model import Outcome
from matching.suggestions.nouns import ReasonKind

Schema = dict[str, Any]

MOST_PEOPLE = 500
MOST_ROWS = 500
USUAL_ROWS = 100
LONGEST_TEXT = 2000

ROLES = ["member", "visitor", "substitute", "speaker", "staff"]
ID: Schema = {"type": "string", "format": "uuid"}
TIME: Schema = {"type": "string", "format": "date-time", "description": "In UTC."}
COUNT: Schema = {"type": "integer", "minimum": 0}
TEXT: Schema = {"type": "string"}
_TYPED: Schema = {"type": "string", "maxLength": LONGEST_TEXT}


def maybe(schema: Schema) -> Schema:
    """The same, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def listed(schema: Schema) -> Schema:
    """So many of them."""
    return {"type": "array", "items": schema}


def whole(properties: dict[str, Schema], *, description: str = "") -> Schema:
    """An object with all of these and nothing else."""
    told: Schema = {"description": description} if description else {}
    return told | {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


PROBLEM = {
    "type": "object",
    "description": "RFC 9457; detail never says anything about a person.",
    "properties": {
        "type": {"const": "about:blank"},
        "title": TEXT,
        "status": {"type": "integer"},
        "code": TEXT,
        "detail": TEXT,
    },
    "required": ["type", "title", "status", "code", "detail"],
    "additionalProperties": False,
}
EVENT = whole(
    {
        "id": ID,
        "slug": TEXT,
        "name": TEXT,
        "time_zone": TEXT,
        "language": {"enum": ["pl", "en"]},
        "is_sample": {"type": "boolean"},
        "opens_at": maybe(TIME),
        "closed_at": maybe(TIME),
    }
)
_ONLY_ENTRY = "Null for a guest who takes part in nothing but the entry."
PERSON = whole(
    {
        "attendee_id": ID,
        "person_id": ID,
        "ids": listed(TEXT) | {"description": "By which other systems know the ticket."},
        "role": {"enum": ROLES},
        "status": {"enum": ["expected", "cancelled"]},
        "is_blocked": {"type": "boolean"},
        "language": {"enum": ["", "pl", "en"]},
        "admitted_at": maybe(TIME),
        "consents": whole(
            {kind: {"type": "boolean"} for kind in CONSENT_COLUMNS},
            description="What the person decided last; unknown is false.",
        ),
        **{
            name: maybe(TEXT) | {"description": _ONLY_ENTRY}
            for name in ("name", "email", "phone", "company", "job_title", "sector")
        },
    }
)
_NARROWER: dict[str, Schema] = {
    "id": _TYPED | {"description": "Of the ticket in your system; the same again is the same."},
    "language": {"enum": ["pl", "en"]},
    "role": {"enum": ROLES},
    "status": {"enum": ["expected", "cancelled"]},
}
PERSON_IN: Schema = {
    "type": "object",
    "properties": {name: _NARROWER.get(name, _TYPED) for name in COLUMNS}
    | {
        "consents": {
            "type": "array",
            "items": {"enum": list(CONSENT_COLUMNS)},
            "uniqueItems": True,
            "description": "What they agreed to; what they decided here themselves stays.",
        }
    },
    "additionalProperties": False,
}
PEOPLE_IN = whole(
    {"people": {"type": "array", "items": PERSON_IN, "minItems": 1, "maxItems": MOST_PEOPLE}}
)
REPORT = whole(
    {
        "imported": COUNT,
        "updated": COUNT,
        "unchanged": COUNT | {"description": "Of those updated."},
        "cancelled": COUNT | {"description": "Attendees of before whom this cancelled."},
        "skipped": {"type": "object", "additionalProperties": COUNT},
        "rows": listed(whole({"row": COUNT, "code": TEXT})),
    }
)
ADMISSION = whole(
    {
        "id": ID,
        "attendee_id": ID,
        "person_id": ID,
        "kiosk": maybe({"type": "integer"}),
        "admitted_at": TIME,
        "undone_at": maybe(TIME),
    }
)
ADMISSION_IN: Schema = {
    "description": "Either the code of a badge or an attendee.",
    "oneOf": [
        whole({"code": {"type": "string", "minLength": 1, "maxLength": 200}}),
        whole({"attendee_id": ID}),
    ],
}
CHECK_IN = whole(
    {
        "outcome": {"enum": list(Outcome)},
        "attendee_id": maybe(ID),
        "person_id": maybe(ID),
        "first_admitted_at": maybe(TIME),
        "first_kiosk": maybe({"type": "integer"}),
    }
)
CONNECTION = whole(
    {
        "id": ID,
        "attendee_ids": listed(ID) | {"minItems": 2, "maxItems": 2},
        "connected_at": TIME,
    }
)
SUGGESTION = whole(
    {
        "attendee_id": ID,
        "is_here": {"type": "boolean"},
        "question": TEXT | {"description": "The id of a good first question."},
        "reasons": listed(
            whole(
                {
                    "code": {"enum": list(ReasonKind)},
                    "chip": maybe(TEXT) | {"description": "What about, where it has an id."},
                }
            )
        ),
    }
)
SHARE = whole({"part": COUNT, "whole": COUNT}, description="So many of so many.")
FIGURES = whole(
    {
        "at": TIME,
        "expected": COUNT,
        "admitted": COUNT,
        "in_the_room": COUNT,
        "guests": COUNT,
        "talked": SHARE,
        "finished": SHARE,
        "alone": COUNT,
        "coverage": listed(whole({"point": COUNT, "share": SHARE})),
        "questions": SHARE,
        "confirmed": SHARE,
        "promises": whole({"made": COUNT, "kept": COUNT, "due": SHARE}),
        "introductions": whole({"asking": COUNT, "made": COUNT}),
        "across_groups": SHARE,
        "islands": whole({"count": COUNT, "largest": SHARE}),
    },
    description="docs/measures.md defines each; none is of a person.",
)


def page_of(schema: Schema) -> Schema:
    """Items, and where the next request goes on."""
    return whole(
        {
            "items": listed(schema),
            "next": maybe(ID) | {"description": "Send it as ?after= to read on."},
            "has_more": {"type": "boolean"},
        }
    )
