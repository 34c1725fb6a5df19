"""The parts that a domain gives the kernel: its messages, subscriptions, roles, words and numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from shared.kernel.machine.situation import Law, NoLaw
from shared.kernel.messages.base import Bilingual, Command
from shared.kernel.messages.errors import Refusal
from shared.kernel.messages.registry import Registry
from shared.kernel.messages.topology import Topology

Say = Callable[[Refusal], Bilingual]
"""The sentence of a refusal, in both languages."""


def plainly(refusal: Refusal) -> Bilingual:
    """The code itself, for a domain that has no words."""
    return Bilingual(zh=refusal.code, en=refusal.code)


def lawless(rule_set: str) -> Law:
    """No numbers and no lists, whatever the rule set is called."""
    return NoLaw()


@dataclass(frozen=True)
class House:
    """One domain's services, as the kernel runs them."""

    topology: Topology
    roles: tuple[str, ...]
    """The roles of actors; a partner may speak for all of them but the system."""
    say: Say = plainly
    law: Callable[[str], Law] = lawless
    """The law of a rule set, by its name. Raises ValueError for none of that name."""
    tenant_prefix: str = ".+"
    """The beginnings of tenants that a partner's entry may name: a regular expression."""
    partners: Path | None = None
    """The partners file that comes with the domain, used where the settings name none."""
    rationed: type[Command] | None = None
    """The command that a partner's ``raises`` counts."""

    @property
    def registry(self) -> Registry:
        """Every message."""
        return self.topology.registry
