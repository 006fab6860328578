"""Addresses of PostgreSQL databases: what they are completed with, and how they may be printed."""

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from matching.errors import UnreadableDatabaseError

SECONDS_TO_CONNECT = 2

_CONNECTING = {
    "application_name": "rozmowa",
    "connect_timeout": SECONDS_TO_CONNECT,
    # A cut cable is noticed within seconds, not after the system's two hours.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 6000,
    # Nor does the server keep the locks and leads of a computer that lost its power.
    "options": " ".join(
        f"-c {name}"
        for name in (
            "tcp_keepalives_idle=5",
            "tcp_keepalives_interval=2",
            "tcp_keepalives_count=2",
            "tcp_user_timeout=6000",
        )
    ),
}


def without_password(address: str) -> str:
    """How an address may be printed. Raises UnreadableDatabaseError where it is none."""
    try:
        parts = conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        raise UnreadableDatabaseError("postgresql://…", "its address is not well formed") from error
    return f"postgresql://{parts.get('host', '')}/{parts.get('dbname', '')}"


def whole_address(address: str) -> str:
    """With what we need for connecting, where the address itself does not say it otherwise."""
    return make_conninfo(address, **{**_CONNECTING, **_given(address)})


def _given(address: str) -> dict[str, Any]:
    return {name: value for name, value in conninfo_to_dict(address).items() if name in _CONNECTING}
