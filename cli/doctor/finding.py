"""What the doctor finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One check. ``advice`` empty: it is well."""

    what: str
    seen: str
    advice: str = ""
