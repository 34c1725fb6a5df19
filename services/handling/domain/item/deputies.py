"""Whether those who are named as deputies are deputies."""

from collections.abc import Iterable

from shared.kernel.messages.errors import Refusal, refuse
from shared.language.reference import reference


def deputies_exist(ids: Iterable[str], field: str) -> Refusal | None:
    """All of them are deputies of the township; ``field`` is the one that named them."""
    unknown = [id for id in ids if id not in reference().deputies]
    return refuse("unknown_deputy", field, ids=", ".join(unknown)) if unknown else None
