"""The services by name; only the code of the one that is asked for is imported, and for its schema none."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from shared.kernel.service.service import Service
from shared.kernel.store.revisions import Schema

_SERVICES = Path(__file__).resolve().parent.parent / "services"


def _directory() -> Service:
    from services.directory.app import SERVICE

    return SERVICE


def _intake() -> Service:
    from services.intake.app import SERVICE

    return SERVICE


def _scheduling() -> Service:
    from services.scheduling.app import SERVICE

    return SERVICE


def _handling() -> Service:
    from services.handling.app import SERVICE

    return SERVICE


def _evaluation() -> Service:
    from services.evaluation.app import SERVICE

    return SERVICE


def _console() -> Service:
    from services.console.app import SERVICE

    return SERVICE


def _identity() -> Service:
    from services.identity.app import SERVICE

    return SERVICE


def _desk() -> Service:
    from services.desk.app import SERVICE

    return SERVICE


LOADERS: Mapping[str, Callable[[], Service]] = MappingProxyType(
    {
        "directory": _directory,
        "intake": _intake,
        "scheduling": _scheduling,
        "handling": _handling,
        "evaluation": _evaluation,
        "identity": _identity,
        "console": _console,
        "desk": _desk,
    }
)


def load_service(name: str) -> Service:
    """The service of that name. Raises KeyError for none."""
    return LOADERS[name]()


def schema_of(service: str) -> Schema:
    """The database schema of the service of that name, with its migrations."""
    return Schema(service, _SERVICES / service / "migrations")
