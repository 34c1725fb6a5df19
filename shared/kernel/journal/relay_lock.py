"""The lock that makes one relay of each service active at a time; a backup holds it to take a consistent
cut."""

from zlib import crc32


def relay_lock(service: str) -> int:
    """The key of the advisory lock in the service's own database. Who holds it decides when its events go
    out."""
    return crc32(f"youyue.relay.{service}".encode())
