"""Whether a ballot still waits for somebody: its own snapshot says that it waits for deputies, and not for
whom, since who has voted is nobody's business."""

from collections.abc import Collection, Mapping
from typing import Any

BALLOT = "ballot"


def has_no_vote(person: str, ballot: Mapping[str, Any], voted: Collection[str]) -> bool:
    """Whether that person has no vote in the open ballot, or none any more. ``voted``: the ballots in which
    they have voted."""
    keep_out = (recusal["deputy_id"] for recusal in ballot["recusals"])
    return person not in ballot["entitled"] or person in keep_out or ballot["ballot_id"] in voted
