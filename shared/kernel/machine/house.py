"""The parts that a domain gives the kernel: its messages, subscriptions, roles, words and numbers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shared.kernel.machine.situation import Law, NoLaw
from shared.kernel.messages.base import Bilingual, Command, Contract, Remedy
from shared.kernel.messages.errors import Refusal
from shared.kernel.messages.registry import Registry
from shared.kernel.messages.topology import Topology

Say = Callable[[Refusal], Bilingual]
"""The sentence of a refusal, in both languages."""


def plainly(refusal: Refusal) -> Bilingual:
    """The code itself, for a domain that has no words."""
    return Bilingual(zh=refusal.code, en=refusal.code)


def mend(code: str) -> Remedy:
    """Every refusal asks for another command, in a domain that does not tell them apart."""
    return "fix"


@dataclass(frozen=True, slots=True)
class LawBook:
    """Where the law of each tenant is written: in the snapshot of the thing that has the tenant's own id.

    The thing's owner decides by the thing itself, a service that learns of it by its copy, always by the
    newest; a service that does neither decides by no law. Nothing can be decided for a tenant without one.
    """

    thing: str
    """Its kind."""
    snapshot: type[Contract]
    read: Callable[[Any], Law]
    """The law that a snapshot holds."""
    founded_by: type[Command]
    """The command with which a tenant's law begins."""
    unknown: Callable[[str, tuple[str, ...]], Refusal]
    """The refusal of a command for a tenant without one, by those that have one."""
    spares: Callable[[Any], frozenset[str]] = lambda _law: frozenset()
    """What stays in the texts of a tenant's commands although it looks private, by its law."""


@dataclass(frozen=True, slots=True)
class KeyBook:
    """Where the keys are with which tokens are signed: things of one kind, of which every service keeps
    copies."""

    issuer: str
    """What tokens say of who signed them."""
    thing: str
    """The kind."""
    public: Callable[[dict[str, object]], str | None]
    """The public key in a thing's document, as base64url; None: no token of it is good any more."""


@dataclass(frozen=True)
class House:
    """One domain's services, as the kernel runs them."""

    topology: Topology
    roles: tuple[str, ...]
    """The roles of actors; a partner may speak for all of them but the system."""
    say: Say = plainly
    remedy: Callable[[str], Remedy] = mend
    """What to do about a refusal, by its code, unless time heals it."""
    law: Law = field(default_factory=NoLaw)
    """What is decided by where no tenant's law is."""
    book: LawBook | None = None
    """Where each tenant's law is written; None: ``law`` is everybody's."""
    keys: KeyBook | None = None
    """Where the keys are that say who acts; None: nobody signs."""
    tenant_prefix: str = ".+"
    """The beginnings of tenants that a partner's entry may name: a regular expression."""
    partners: Path | None = None
    """The partners file that comes with the domain, used where the settings name none."""
    retention: Path | None = None
    """What each table is kept for and how long, as ``shared.kernel.store.retention`` reads it; None:
    everything is kept."""
    rationed: type[Command] | None = None
    """The command that a partner's ``raises`` counts."""

    @property
    def registry(self) -> Registry:
        """Every message."""
        return self.topology.registry
