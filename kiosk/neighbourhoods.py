"""Which addresses are counted as one, as whoever has one of them has all."""

from ipaddress import IPv6Address, ip_address

_IPV6_HOME = 64  # bits; who has one IPv6 address has all that begin like it


def neighbourhood(address: str) -> str:
    """What stands for an address wherever requests or tries are counted.

    The first 64 bits of an IPv6 address; anything else itself, an IPv4 address in IPv6's clothes as
    IPv4.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return f"{int(found) >> (128 - _IPV6_HOME):x}"
