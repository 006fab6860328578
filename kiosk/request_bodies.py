"""Reading request bodies that may be hostile."""

from starlette.requests import Request


async def read_body(request: Request, *, largest: int) -> bytes | None:
    """The whole body, or None as soon as it is larger than so many bytes."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > largest:
        return None
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > largest:
            return None
        parts.append(part)
    return b"".join(parts)
