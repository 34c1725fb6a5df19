"""Every command and event of the platform: the only place that knows all modules of contracts."""

from shared.kernel.messages.registry import Registry
from shared.language.contracts import directory, evaluation, handling, identity, intake, scheduling
from shared.language.contracts.envelope import Envelope

SERVICES = ("directory", "intake", "scheduling", "handling", "evaluation", "identity")
"""The services that own things; each has a module of contracts of the same name."""

REGISTRY = Registry.of(SERVICES, (directory, intake, scheduling, handling, evaluation, identity), Envelope)
TYPES = REGISTRY.types
answers_of = REGISTRY.answers_of
commands_of = REGISTRY.commands_of
public_events_of = REGISTRY.public_events_of
timers_of = REGISTRY.timers_of
