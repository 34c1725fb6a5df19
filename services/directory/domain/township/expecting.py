"""Two who change the same at once: who says which edition they looked at does not overwrite what they have
not seen."""

from services.directory.domain.township.township import Township
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.contracts.directory import TownshipCommand


def has_moved(township: Township, command: TownshipCommand) -> bool:
    """The edition that the sender looked at is not the newest."""
    return command.expected_edition not in (None, township.version)


def moved_on(township: Township, command: TownshipCommand, changed: tuple[str, ...]) -> Refusal:
    """The refusal then; ``changed``: the entries that are other since."""
    return refuse(
        "edition_moved",
        "data.expected_edition",
        expected=command.expected_edition,
        edition=township.version,
        changed=", ".join(changed) or "–",
    )
