"""A browser that speaks to our routes in this process, from any address."""

from collections.abc import AsyncIterator
from typing import Any, Self

import httpx
from anyio.from_thread import BlockingPortal


class Browser:
    """Sends requests and keeps cookies; follows no redirect."""

    def __init__(
        self, portal: BlockingPortal, app: Any, *, address: str = "127.0.0.1", url: str
    ) -> None:
        self._portal = portal
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app, client=(address, 5000)), base_url=url
        )

    def get(self, path: str, **options: Any) -> httpx.Response:
        """One GET request."""
        return self._send("GET", path, options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        """One POST request."""
        return self._send("POST", path, options)

    def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        """One request of any method."""
        return self._send(method, path, options)

    def keep(self, name: str, value: str) -> None:
        """Bring this cookie from now on."""
        self._client.cookies.set(name, value)

    @property
    def cookies(self) -> dict[str, str]:
        """What it keeps of our cookies, by name."""
        return dict(self._client.cookies)

    def _send(self, method: str, path: str, options: dict[str, Any]) -> httpx.Response:
        async def send() -> httpx.Response:
            return await self._client.request(method, path, **options)

        return self._portal.call(send)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._portal.call(self._client.aclose)


async def chunks(count: int, size: int) -> AsyncIterator[bytes]:
    """A body that does not say beforehand how long it is."""
    for _ in range(count):
        yield bytes(size)
