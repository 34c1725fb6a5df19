"""Whose address it is: what one customer of a provider has counts as one."""

from ipaddress import ip_address, ip_network

_WHOSE = 64
"""Bits of an IPv6 address that a provider gives to one customer."""


def customer_of(address: str) -> str:
    """The address, or the network of it that one customer has; what is no address stays as it is."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped or ip_network((found, _WHOSE), strict=False))
