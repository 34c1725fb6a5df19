"""How things are stored: a service's own, and its copies of other services' facts."""

from shared.storage.kind import Kind, thing_table
from shared.storage.known import known_table

__all__ = ["Kind", "known_table", "thing_table"]
