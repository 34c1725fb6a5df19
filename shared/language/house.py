"""The platform as one house: its messages, subscriptions, roles, words and numbers, handed to the kernel."""

from pathlib import Path

from shared.kernel.machine import House
from shared.kernel.messages.base import Bilingual
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import law_of
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import SubmitSubmission
from shared.language.topology import TOPOLOGY
from shared.language.words import bilingual


def sentence_of(refusal: Refusal) -> Bilingual:
    """The catalogue's sentence for a refusal (``refusal.<code>``), filled in."""
    return bilingual(f"refusal.{refusal.code}", field=refusal.field or "", **dict(refusal.values))


HOUSE = House(
    topology=TOPOLOGY,
    roles=tuple(Role),
    say=sentence_of,
    law=law_of,
    tenant_prefix="[0-9]{2,9}",
    partners=Path(__file__).with_name("partners.toml"),
    rationed=SubmitSubmission,
)
