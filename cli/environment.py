"""Every name of ours that may stand in the environment: settings, what compose files and scripts read."""

import os

from shared.kernel.settings.names import COMMON_PREFIX, KnownNames
from shared.kernel.settings.settings import SettingsError, setting_names
from shared.language.topology import CONSUMERS

_OF_COMPOSE = (
    "IMAGE",
    "SECRETS",
    "TOWNSHIP",
    "POSTGRES_ADDRESS",
    "POSTGRES_PASSWORD",
    *(f"POSTGRES_PASSWORD_{service.upper()}" for service in CONSUMERS),
    "RABBITMQ_COOKIE",
    "MANAGEMENT_URL",
    "PARTNERS_FOLDER",
    "GRAFANA_PASSWORD",
    "PROMETHEUS_PORT",
    "ALERTMANAGER_PORT",
    "ALERTMANAGER_FOLDER",
    "GRAFANA_PORT",
    "JAEGER_PORT",
    "TLS_FOLDER",
    "HTTPS_PORT",
    "DESK_HTTPS_PORT",
    "SIGN_IN_HTTPS_PORT",
    "AMQPS_PORT",
    "BACKUP_TARGET",
    "BACKUP_KEEP",
    "BACKUP_RECIPIENTS",
    "BACKUP_SCRATCH_URL",
)
_OF_USERS = ("RABBITMQ_PASSWORD_",)
"""Followed by the name of a broker user, partners among them, and perhaps ``_FILE``."""
_THE_PORT = ("PORT", "CONSOLE_PORT", "WEB_PORT")
"""By likeness alone these would be the operators' port, or that of a tool."""

KNOWN = KnownNames(
    setting_names(CONSUMERS) | {COMMON_PREFIX + name for name in _OF_COMPOSE},
    tuple(COMMON_PREFIX + name for name in _OF_USERS),
    {COMMON_PREFIX + said: f"{COMMON_PREFIX}HTTP_PORT" for said in _THE_PORT},
)


def refuse_unknown_names() -> None:
    """Raises SettingsError when the environment holds a name of ours that nobody knows."""
    if unknown := list(KNOWN.unknown(os.environ)):
        raise SettingsError("\n".join(unknown))
