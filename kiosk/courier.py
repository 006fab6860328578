"""Carries messages to the addresses that the organiser named, until they are taken.

The one exception to the rule that the server calls nobody but the mail server (P12), and off
until an organiser names an address. Signed as Standard Webhooks describe it.
"""

import base64
import hashlib
import hmac
import http.client
import json
import logging
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from matching.faults import described_without_data
from matching.interfaces import outbox
from matching.interfaces.outbox import Message
from matching.interfaces.webhooks import end_webhook
from matching.store import Store

log = logging.getLogger("rozmowa")

LOOK_SECONDS = 2.0
SECONDS_TO_ANSWER = 10.0
GONE = 410

Key = Callable[[str], bytes]
Clock = Callable[[], datetime]


def secret_of(key: Key, webhook_id: UUID) -> str:
    """What the receiver checks signatures with; it follows from the server's own secret."""
    return "whsec_" + base64.b64encode(key(f"webhook {webhook_id}")).decode()


def headers_of(message_id: UUID, body: bytes, *, secret: str, now: datetime) -> dict[str, str]:
    """The headers of Standard Webhooks: an id that stays, when it was sent, a signature."""
    sent_at = str(int(now.timestamp()))
    signed = b".".join([str(message_id).encode(), sent_at.encode(), body])
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return {
        "Content-Type": "application/json",
        "User-Agent": "Rozmowa",
        "webhook-id": str(message_id),
        "webhook-timestamp": sent_at,
        "webhook-signature": f"v1,{signature}",
    }


def post(url: str, body: bytes, headers: dict[str, str], *, seconds: float) -> int:
    """The status that the address answers. Follows no redirect and reads no body.

    seconds: for everything together, however slowly the other side speaks
    Raises OSError, http.client.HTTPException.
    """
    parts = urlsplit(url)
    assert parts.hostname is not None  # is_allowed has looked
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=seconds, context=context
        )
    else:
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=seconds)
    late = threading.Event()
    end = threading.Timer(seconds, _hang_up, [connection, late])
    end.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, headers)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException):
        if not late.is_set():
            raise
    finally:
        end.cancel()
        connection.close()
    if late.is_set():  # also where half an answer looked like a whole one
        raise TimeoutError
    return status


def _hang_up(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    """A timeout of the socket begins anew with every byte; this ends it."""
    late.set()
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(2)


class Courier(threading.Thread):
    """Looks every two seconds for what happened and what is due; a failure waits for its turn.

    One process of all that share the database does it. Where it dies while an address has a
    message, the next one sends that again: it has the same id.
    """

    def __init__(
        self,
        store: Store,
        key: Key,
        *,
        clock: Clock = lambda: datetime.now(UTC),
        seconds: float = SECONDS_TO_ANSWER,
    ) -> None:
        super().__init__(name="courier", daemon=True)
        self._store, self._key, self._clock, self._seconds = store, key, clock, seconds
        self._lead = store.leadership("courier")
        self._stopping = threading.Event()

    def run(self) -> None:
        """Until stopped."""
        while not self._stopping.wait(LOOK_SECONDS):
            try:
                self.go_round()
            except Exception as error:
                log.error("webhooks failed: %s", described_without_data(error))
        self._lead.release()

    def go_round(self) -> int:
        """Queue what is new and send what is due, once; how many messages were taken.

        An address that does not take one is left alone for the rest of this round.
        """
        if not self._lead.holds():
            return 0
        outbox.queue_untold(self._store, now=self._clock())
        resting: set[UUID] = set()
        taken = 0
        for message in outbox.list_due(self._store, now=self._clock()):
            if self._stopping.is_set() or not self._lead.holds():
                break
            if message.webhook_id in resting:
                continue
            if self._send(message):
                taken += 1
            else:
                resting.add(message.webhook_id)
        return taken

    def _send(self, message: Message) -> bool:
        content = outbox.content_of(self._store, message)
        if content is None:
            outbox.note_dropped(self._store, message, now=self._clock())
            return True
        outbox.note_attempt(self._store, message)
        failure = self._failure_of(message, content)
        if failure:
            outbox.note_failed(self._store, message, failure=failure, now=self._clock())
        else:
            outbox.note_delivered(self._store, message, now=self._clock())
        return not failure

    def _failure_of(self, message: Message, content: dict[str, Any]) -> str:
        """Why the address did not take it, as a code; '' if it did."""
        now = self._clock()
        told = {"type": message.kind, "timestamp": _moment(message.queued_at_utc), "data": content}
        body = json.dumps(told, separators=(",", ":")).encode()
        secret = secret_of(self._key, message.webhook_id)
        headers = headers_of(message.message_id, body, secret=secret, now=now)
        try:
            status = post(message.url, body, headers, seconds=self._seconds)
        except ssl.SSLError:
            return "tls"
        except TimeoutError:
            return "timeout"
        except (OSError, http.client.HTTPException, ValueError):
            return "connection"
        if status == GONE:
            end_webhook(self._store, message.webhook_id, reason="gone", actor="upkeep", now=now)
        return "" if 200 <= status < 300 else f"status_{status}"

    def stop(self) -> None:
        """End the thread; what is being sent is finished first."""
        self._stopping.set()
        self.join()


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
