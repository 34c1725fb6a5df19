"""Whether the publisher of a message is allowed its contents: pure decisions over the table of publishers.

The broker has checked the user (AMQP ``user_id``); everything else about the actor is the publisher's word,
and this is how far that word is taken.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from shared.kernel.bus.access.following import FollowedPartners
from shared.kernel.bus.access.partners import (
    ANY,
    Partner,
    Partners,
    SpeaksFor,
    load_partners,
    with_the_house,
)
from shared.kernel.machine import House
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.errors import Refusal, Unprocessable, refuse
from shared.kernel.messages.quota import Quota
from shared.kernel.messages.registry import Registry
from shared.kernel.settings.settings import ServiceSettings

log = structlog.get_logger(__name__)

WRONG_PUBLISHER, UNNAMED = "wrong_publisher", "publisher_unnamed"
USER_ID = "user_id"
"""The AMQP property that names the broker user; a refusal's field."""
SORTS = _FRONTEND, _PARTNER, _NAMELESS, _OTHER = "frontend", "partner", "unnamed", "other"
"""Of publishers that are no service, for figures, which must not grow with what strangers call themselves."""


@dataclass(frozen=True)
class Trust:
    """``believed`` None: everybody is believed, as on a developer's broker with one user for all."""

    registry: Registry
    believed: Partners | None
    """The publishers: the house and the partners."""
    partners: Partners = field(default_factory=dict)
    """The partners whose quotas count, believed or not."""

    def refuses(self, user: str | None, envelope: Envelope) -> Refusal | None:
        """The refusal of a command from ``user``, or None. Raises Unprocessable for an event that ``user``
        does not own, and for a command of nobody.

        The envelope's type is a known one.
        """
        if self.believed is None:
            return None
        cls = self.registry.types[envelope.type]
        if not issubclass(cls, Command):
            if user != cls.owner():
                raise Unprocessable(WRONG_PUBLISHER, f"{envelope.type} from {user or 'nobody'}")
            return None
        if user is None:
            raise Unprocessable(UNNAMED, "nobody can be answered: set the AMQP property user_id")
        publisher = self.believed.get(user)
        if publisher is None:
            return refuse("publisher_unknown", USER_ID, user=user)
        return next(
            (
                refuse("publisher_not_trusted", field, user=user, value=value)
                for field, value in _beyond(publisher, envelope)
            ),
            None,
        )

    def requires_token(self, user: str | None) -> bool:
        """Whether each of the user's commands must say by a token who acts."""
        partner = self.partners.get(user or "")
        return partner is not None and partner.requires_token

    def knows(self, user: str | None) -> bool:
        """Whether that is somebody whom it makes sense to answer."""
        return user is not None and (self.believed is None or user in self.believed)

    def sort_of(self, user: str | None) -> str:
        """One of ``SORTS``."""
        if partner := self.partners.get(user or ""):
            return _FRONTEND if partner.frontend else _PARTNER
        return _OTHER if user else _NAMELESS

    def is_outside(self, user: str) -> bool:
        """Whether that is a partner or a stranger, and not a frontend, behind which many people stand."""
        if partner := self.partners.get(user):
            return not partner.frontend
        return self.believed is not None and user not in self.believed

    def quota_of(self, user: str | None, source: str) -> Quota | None:
        """The quota of the sending partner: ``user``, or if that is no partner, the owner of ``source``."""
        partner = self.partners.get(user or "") or self._speaking_from(source)
        return partner.quota if partner else None

    def may_hear(self, user: str, service: str) -> tuple[str, ...]:
        """The types of the service's events that the partner's entry lets it hear, by name. Whoever has no
        entry hears all, where everybody is believed."""
        public = tuple(event.type for event in self.registry.public_events_of(service))
        partner = (self.believed or {}).get(user) or self.partners.get(user)
        return tuple(
            type for type in public if partner is None or type in (*partner.hears, *partner.hears_inside)
        )

    def hears_whole(self, user: str) -> tuple[str, ...]:
        """The types whose inside face the partner's entry lets it hear."""
        partner = (self.believed or {}).get(user) or self.partners.get(user)
        return partner.hears_inside if partner else ()

    def _speaking_from(self, source: str) -> Partner | None:
        """The partner whose entry names the source most closely."""
        near = [partner for partner in self.partners.values() if partner.nearest(source)]
        return max(near, key=lambda partner: len(partner.nearest(source)), default=None)


def everybody(registry: Registry) -> Trust:
    """Everybody is believed."""
    return Trust(registry, None)


def trust_of(house: House, settings: ServiceSettings, *, embedded: bool) -> Trust:
    """The trust by the settings. Raises PartnersError."""
    file = settings.partners
    partners = _newest(file, lambda: load_partners(house, file))
    if settings.trust == "everybody":
        log.warning("everybody_is_believed", service=settings.service, setting="YOUYUE_TRUST")
        return Trust(house.registry, None, partners)
    believed = _newest(file, lambda: with_the_house(house, load_partners(house, file), embedded=embedded))
    return Trust(house.registry, believed, partners)


def _newest(file: Path | None, load: Callable[[], Partners]) -> Partners:
    return FollowedPartners(file, load) if file else load()


def in_the_name_of(user: str | None) -> str:
    """The source under which a command is filed that is refused for want of trust: its true sender's.

    Under the source that it claims, its id would be taken, and the message of the true sender a duplicate.
    """
    return f"/untrusted/{user or 'nobody'}"


def _beyond(partner: Partner, envelope: Envelope) -> Iterator[tuple[str, str]]:
    """(attribute, value) of each claim that the publisher may not make."""
    if envelope.type not in partner.commands:
        yield "type", envelope.type
    if not partner.nearest(envelope.source):
        yield "source", envelope.source
    if not any(prefix == ANY or envelope.tenant.startswith(prefix) for prefix in partner.tenants):
        yield envelope.tenant_name, envelope.tenant
    roles = [part for part in partner.speaks_for if part.role == envelope.actorrole]
    if not roles:
        yield "actorrole", envelope.actorrole
    elif not (named := [part for part in roles if re.fullmatch(part.actors, envelope.actorid)]):
        yield "actorid", envelope.actorid
    elif not any(_may_name(part, envelope.actordepartment) for part in named):
        yield "actordepartment", envelope.actordepartment or ""


def _may_name(part: SpeaksFor, department: str | None) -> bool:
    return department is None or department in part.departments or ANY in part.departments
