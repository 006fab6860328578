"""A server of another system that receives messages, well or badly."""

import json
import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass
class Received:
    """One request that came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def told(self) -> dict[str, Any]:
        return json.loads(self.body)


@dataclass
class Receiver:
    """Listens on this computer. answers: statuses for the next requests, then 204

    hold: while it is set, requests are read and not answered; tls: it speaks https
    """

    answers: list[int] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)
    headers: dict[str, str] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None

    def __enter__(self) -> Self:
        receiver, self._let_go = self, threading.Event()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver._take(self)

            do_GET = do_POST

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # who hangs up is no news
        if self.tls:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def _take(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("content-length", 0)))
        names = {name.lower(): value for name, value in handler.headers.items()}
        self.received.append(Received(handler.path, names, body))
        if self.hold.is_set():
            self._let_go.wait(20)
            return
        handler.send_response(self.answers.pop(0) if self.answers else 204)
        for name, value in self.headers.items():
            handler.send_header(name, value)
        handler.end_headers()

    @property
    def url(self) -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://127.0.0.1:{self._server.server_port}/hook?of=rozmowa"

    def told(self) -> list[dict[str, Any]]:
        return [one.told for one in self.received]

    def __exit__(self, *_: object) -> None:
        self._let_go.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
