"""Two who put the same right at once: the later has not seen what the first has corrected, and is told so."""

from shared.kernel.messages.errors import Refusal, refuse


def all_were_seen(seen: int, there: int) -> Refusal | None:
    """Whoever corrects has seen every correction that there is, and none that there is not."""
    return (
        None
        if seen == there
        else refuse("corrected_meanwhile", "data.corrections_seen", seen=seen, there=there)
    )
