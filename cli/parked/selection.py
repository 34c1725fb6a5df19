"""Which parked messages of which services a command line means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cli.parked.options import duration, split_id
from shared.kernel.bus.parking.parked import STATUSES, Wanted

AGE = "90s 30m 2h 3d"


@dataclass(frozen=True)
class Selection:
    """Ids, each of a service, or one condition for several services."""

    by_id: Mapping[str, Wanted] = field(default_factory=dict)
    condition: Wanted | None = None
    named: tuple[str, ...] = ()

    @property
    def services(self) -> tuple[str, ...]:
        """The services to ask; none: all."""
        return tuple(self.by_id) or self.named

    @property
    def narrow(self) -> bool:
        """Whether the selection is restricted at all."""
        bare = Wanted(statuses=self.condition.statuses) if self.condition else None
        return bool(self.by_id or self.named) or self.condition != bare

    def wanted(self, service: str) -> Wanted:
        """The condition on that service's messages."""
        return self.by_id.get(service) or self.condition or Wanted()


def selection_of(
    ids: Sequence[str],
    services: Sequence[str] | None,
    queue: str | None,
    reason: str | None,
    type: str | None,
    township: str | None,
    older_than: str | None,
    newer_than: str | None,
    statuses: Sequence[str],
) -> Selection:
    """Read the options. Raises ValueError that names the unreadable one."""
    if unknown := set(statuses) - set(STATUSES):
        raise ValueError(f"{', '.join(sorted(unknown))}: {', '.join(STATUSES)}")
    if ids:
        positions: dict[str, tuple[int, ...]] = {}
        for service, position in map(split_id, ids):
            positions[service] = (*positions.get(service, ()), position)
        return Selection({service: Wanted(found, tuple(statuses)) for service, found in positions.items()})
    now = datetime.now(UTC)
    condition = Wanted(
        statuses=tuple(statuses),
        queue=queue,
        reason=reason,
        type=type,
        tenant=township,
        parked_before=now - duration(older_than) if older_than else None,
        parked_after=now - duration(newer_than) if newer_than else None,
    )
    return Selection({}, condition, tuple(services or ()))
