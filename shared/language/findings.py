"""What was found at a visit is settled once, in whichever service it becomes something."""

from collections.abc import Iterable

from shared.kernel.messages.errors import Refusal, refuse
from shared.language.contracts.scheduling import Finding


def finding_is_left(found: Iterable[Finding], finding_id: str | None) -> Refusal | None:
    """The visit has that finding, and nothing has become of it yet."""
    settled = {one.finding_id: one.settled for one in found}
    left = [id for id, how in settled.items() if how is None]
    if finding_id in left:
        return None
    if finding_id in settled:
        return refuse("finding_is_settled", "data.finding_id", id=finding_id, one_of=left)
    return refuse("unknown_finding", "data.finding_id", id=finding_id, one_of=left)
