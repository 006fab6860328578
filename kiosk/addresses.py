"""Under which addresses this server can be reached, without asking anybody."""

import socket

from streamlit import config

_ANYWHERE = {"", "0.0.0.0", "::"}  # nosec B104 # compared with, not bound to
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def is_encrypted() -> bool:
    """Whether this process itself speaks HTTPS."""
    return bool(config.get_option("server.sslCertFile"))


def own() -> str:
    """The address on this computer."""
    bound = str(config.get_option("server.address") or "")
    return _url("localhost" if bound in _ANYWHERE | _LOOPBACK else bound)


def in_the_network() -> list[str]:
    """The address for other devices of the venue; none where only this computer may connect."""
    bound = str(config.get_option("server.address") or "")
    if bound in _LOOPBACK:
        return []
    host = local_ip() if bound in _ANYWHERE else None
    return [_url(host)] if host else []


def local_ip() -> str | None:
    """This computer's address in the venue's network; None without a network.

    Connecting a UDP socket only asks the routing table and sends nothing.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
        except OSError:
            return None
        host = str(probe.getsockname()[0])
    return None if host.startswith("127.") or host in _ANYWHERE else host


def _url(host: str) -> str:
    scheme = "https" if is_encrypted() else "http"
    return f"{scheme}://{host}:{config.get_option('server.port')}"
