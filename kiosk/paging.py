"""Long lists in parts."""

from starlette.requests import Request

LAST_PAGE = 10_000


def page_of(request: Request) -> int:
    """Which part of a long list the address asks for, from 0."""
    wanted = request.query_params.get("page", "")
    is_number = wanted.isascii() and wanted.isdigit() and len(wanted) < len(str(LAST_PAGE))
    return int(wanted) if is_number else 0
