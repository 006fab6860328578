"""Programs of the organiser: they speak with the routes of a server in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from kiosk import server
from kiosk.clock import utc_now
from kiosk.guard import Guard
from kiosk.routes import ROUTES
from kiosk.server import Server
from kiosk.settings import load_settings
from kiosk.watch import Watch
from matching.interfaces.tokens import Scope, make_token
from matching.store import Store

ALL_RIGHTS = tuple(Scope)
API = "/api/v1"
ADDRESS = "http://kiosk.example"


def _page(_request: object) -> PlainTextResponse:
    """In place of Streamlit, which serves every other path."""
    return PlainTextResponse("the page")


def app() -> Starlette:
    """The real routes behind the real middleware."""
    routes = [*ROUTES, Route("/{path:path}", _page)]
    return Starlette(routes=routes, middleware=[Middleware(Watch), Middleware(Guard)])


def token_for(store: Store, *scopes: Scope, days: int = 30, ago: timedelta = timedelta()) -> str:
    """A new token with these rights, made some time ago."""
    made_at = utc_now() - ago
    return make_token(store, name="CRM", scopes=scopes, days=days, actor="cli", now=made_at)


class Program:
    """Sends requests with a token, from an address."""

    def __init__(self, portal: BlockingPortal, secret: str | None, address: str) -> None:
        self._portal = portal
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        transport = httpx.ASGITransport(app(), client=(address, 5000))
        self._client = httpx.AsyncClient(transport=transport, base_url=ADDRESS, headers=headers)

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """One request; a path that does not begin with a slash is below the API."""
        url = path if path.startswith("/") else f"{API}/{path}"

        async def send() -> httpx.Response:
            return await self._client.request(method, url, **options)

        return self._portal.call(send)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.ask("GET", path, **options)

    def post(self, path: str, body: object, *, key: str | None = None) -> httpx.Response:
        """Send JSON, under an idempotency key or none."""
        headers = {"Idempotency-Key": key} if key else {}
        return self.ask("POST", path, json=body, headers=headers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._portal.call(self._client.aclose)


@contextmanager
def a_server(folder: Path, **values: str) -> Iterator[Server]:
    """The server of this process, as the lifespan starts it."""
    environment = {f"ROZMOWA_{name}": text for name, text in values.items()}
    yield server.start(load_settings({"ROZMOWA_DATA": str(folder)} | environment))
    server.stop()


class Office:
    """Opens programs, each with rights of its own, and closes them."""

    def __init__(self, running: Server, portal: BlockingPortal) -> None:
        self.running, self.store = running, running.store
        self._portal = portal
        self._open: list[Program] = []

    def program(self, *scopes: Scope, address: str = "192.0.2.7", **options: Any) -> Program:
        """A program with these rights, by default with all."""
        return self.with_token(token_for(self.store, *(scopes or ALL_RIGHTS), **options), address)

    def with_token(self, secret: str | None, address: str = "192.0.2.7") -> Program:
        """A program that sends this token, or none."""
        self._open.append(Program(self._portal, secret, address))
        return self._open[-1]

    def close(self) -> None:
        for program in self._open:
            program.__exit__()


@contextmanager
def an_office(folder: Path, **values: str) -> Iterator[Office]:
    """A server with its loop, and programs on the way in."""
    with start_blocking_portal() as portal, a_server(folder, **values) as running:
        office = Office(running, portal)
        yield office
        office.close()
