"""JSON: the order data of pretix, or a plain list of records."""

import json
from typing import Any

from matching.guest_lists.errors import ForeignFormatError, UnreadableListError
from matching.guest_lists.sheet import Line

COLUMNS = [
    "Order code", "Position ID", "Status", "Order email", "Phone number", "Product",
    "Attendee name", "Attendee email", "Attendee company", "Ticket secret", "Blocked",
    "Add-on to position ID", "Order locale",
]  # fmt: skip


def read_json(text: str) -> list[Line]:
    """The people as rows under a header; a row's number is its turn.

    Raises UnreadableListError, ForeignFormatError (no list of records).
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableListError("JSON file") from error
    event = found.get("event") if isinstance(found, dict) else None
    try:
        if isinstance(event, dict) and isinstance(event.get("orders"), list):
            return _order_lines(event)
    except (AttributeError, TypeError, KeyError, ValueError) as error:
        raise UnreadableListError("JSON file") from error
    return _record_lines(found)


def _order_lines(event: dict[str, Any]) -> list[Line]:
    products = {item["id"]: item for item in event.get("items") or []}
    questions = {entry["id"]: _text(entry["question"]) for entry in event.get("questions") or []}
    rows = [
        _position_cells(order, position, products.get(position.get("item"), {}))
        + _answers(position, list(questions))
        for order in event["orders"]
        for position in order.get("positions") or []
    ]
    header = COLUMNS + list(questions.values())
    return [Line(0, header), *(Line(number, cells) for number, cells in enumerate(rows, 1))]


def _position_cells(order: Any, position: Any, product: Any) -> list[str]:
    is_thing = product.get("admission") is False
    return [
        _text(order.get("code")),
        _text(position.get("positionid")),
        _status(order, position),
        _text(order.get("email")),
        _text(order.get("phone")),
        _text(product.get("name")),
        _text(position.get("attendee_name")),
        _text(position.get("attendee_email")),
        _text(position.get("company")),
        _text(position.get("secret")),
        "yes" if position.get("blocked") else "",
        _text(position.get("addon_to")) or ("no admission" if is_thing else ""),
        _text(order.get("locale")),
    ]


def _status(order: Any, position: Any) -> str:
    if position.get("canceled") or order.get("testmode"):
        return "c"
    if order.get("require_approval") and order.get("status") == "n":
        return "approval pending"
    return _text(order.get("status"))


def _answers(position: Any, questions: list[Any]) -> list[str]:
    given = {entry["question"]: _text(entry["answer"]) for entry in position.get("answers") or []}
    return [given.get(question, "") for question in questions]


def _record_lines(found: Any) -> list[Line]:
    records = found.get("results") if isinstance(found, dict) else found
    if not isinstance(records, list) or not all(isinstance(entry, dict) for entry in records):
        raise ForeignFormatError("JSON of another shape")
    header = list(dict.fromkeys(key for record in records for key in record))
    rows = [[_text(record.get(key)) for key in header] for record in records]
    return [Line(0, header), *(Line(number, cells) for number, cells in enumerate(rows, 1))]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, str | int | float) else ""
