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
import random
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from kiosk.faults import described_without_data
from matching.interfaces import webhooks
from matching.interfaces.webhooks import Message
from matching.store import Store

log = logging.getLogger("rozmowa")

LOOK_SECONDS = 2.0
SECONDS_TO_ANSWER = 10.0
FIRST_WAIT = 5.0
LONGEST_WAIT = 3600.0
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
    end = threading.Timer(seconds, _hang_up, [connection])
    end.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    finally:
        end.cancel()
        connection.close()


def _hang_up(connection: http.client.HTTPConnection) -> None:
    """A timeout of the socket begins anew with every byte; this ends it."""
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(2)


def wait_after(attempts: int) -> timedelta:
    """5 s after the first failure, twice as long after each further one, at most an hour; a part
    of it by chance, so that not all come again in the same moment."""
    longest = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempts, 20))
    return timedelta(seconds=longest * random.uniform(0.75, 1.25))


class Courier(threading.Thread):
    """Looks every two seconds for what happened and what is due; a failure waits for its turn."""

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
        self._stopping = threading.Event()

    def run(self) -> None:
        """Until stopped."""
        while not self._stopping.wait(LOOK_SECONDS):
            try:
                self.go_round()
            except Exception as error:
                log.error("webhooks failed: %s", described_without_data(error))

    def go_round(self) -> int:
        """Queue what is new and send what is due, once; how many messages were taken.

        An address that does not take one is left alone for the rest of this round.
        """
        webhooks.queue_untold(self._store, now=self._clock())
        resting: set[UUID] = set()
        taken = 0
        for message in webhooks.take_due(self._store, now=self._clock()):
            if self._stopping.is_set():
                break
            if message.webhook_id in resting:
                self._put_off(message, "waits")
            elif self._send(message):
                taken += 1
            else:
                resting.add(message.webhook_id)
        return taken

    def _send(self, message: Message) -> bool:
        content = webhooks.content_of(self._store, message)
        if content is None:
            webhooks.note_dropped(self._store, message, now=self._clock())
            return True
        failure = self._failure_of(message, content)
        if not failure:
            webhooks.note_delivered(self._store, message, now=self._clock())
            return True
        self._put_off(message, failure)
        return False

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
            ending = {"reason": "gone", "actor": "upkeep", "now": now}
            webhooks.end_webhook(self._store, message.webhook_id, **ending)
        return "" if 200 <= status < 300 else f"status_{status}"

    def _put_off(self, message: Message, failure: str) -> None:
        webhooks.note_failed(
            self._store,
            message,
            failure=failure,
            wait=wait_after(message.attempts),
            now=self._clock(),
        )

    def stop(self) -> None:
        """End the thread; what is being sent is finished first."""
        self._stopping.set()
        self.join()


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
