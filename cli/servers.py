"""Which servers the environment names, service by service. What is given is heeded, or refused in words."""

import os
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal

from shared.kernel.settings.addresses import BrokerAddress, DatabaseAddress
from shared.kernel.settings.names import COMMON_PREFIX
from shared.kernel.settings.secrecy import SecretError, read_secret
from shared.kernel.settings.settings import (
    ServiceSettings,
    SettingsError,
    prefix_of,
    settings_for,
    tool_broker_url,
)

Server = Literal["DATABASE", "BROKER"]
_BESIDE: Mapping[Server, tuple[str, ...]] = {
    "DATABASE": tuple(DatabaseAddress.model_fields),
    "BROKER": tuple(BrokerAddress.model_fields),
}
"""The settings that say something only where there is an address."""
_EMPTY = "{name} 是空的：写上地址，或不要设置它。{name} is empty: give an address, or do not set it at all."
_SOME = (
    "只有一部分服务有地址：缺 {missing}（或公共的 {common}）。\n"
    "Only some of the services have an address. There is no {missing}, and no {common} for all."
)
_ALONE = (
    "设置了 {names}，但没有 {common}，它们不会起作用。\n"
    "{names} would be heeded by nobody: there is no {common}."
)
_PROCESS_WIDE = (
    "http_host",
    "http_port",
    "http_hosts",
    "http_proxies",
    "ops_host",
    "ops_port",
    "log_level",
    "log_format",
)
"""What all services of one process share."""
_DIFFERENT = (
    "同一进程里的服务共用 {name}，但各服务的值不同。\n"
    "The services of one process share {name}, and it is not the same for all of them: {values}."
)


_HALF = (
    "给出了消息代理，没有给出数据库：请设置 {name}（或 {common}），否则读的是另一个平台的名录。\n"
    "A broker is given and no database: set {name} or {common}, or another platform's lists would be read."
)


def given_url(name: str) -> str | None:
    """``YOUYUE_<name>``, else ``<name>``, from the environment or from the file that ``…_FILE`` names.

    Raises SettingsError, also for an address that is set and empty.
    """
    ours = f"{COMMON_PREFIX}{name}"
    try:
        found = read_secret(os.environ, ours)
        if found is not None and not found.strip():
            raise SettingsError(_EMPTY.format(name=ours))
        return found or read_secret(os.environ, name) or None
    except SecretError as error:
        raise SettingsError(str(error)) from error


def broker_address(given: str | None) -> str | None:
    """The broker's address for tools: ``given`` or the environment's, with password and TLS of the common
    settings.

    Raises SettingsError.
    """
    url = given or given_url("BROKER_URL")
    return tool_broker_url(url) if url else None


def sender_url(given: str | None) -> str | None:
    """By whom commands are sent: ``given``, else who sends commands alone; None: as for other tools.

    Raises SettingsError.
    """
    return given or given_url("SENDER_URL")


def refuse_half(service: str, services: Collection[str], broker_url: str | None) -> None:
    """Raises SettingsError where a broker is given and no database of ``service``: what is read would be
    another platform's than what is sent to."""
    if broker_address(broker_url) and database_of(service, services) is None:
        name = f"{COMMON_PREFIX}{service.upper()}_DATABASE_URL"
        raise SettingsError(_HALF.format(name=name, common=f"{COMMON_PREFIX}DATABASE_URL"))


def addresses(server: Server, services: Collection[str], common: str | None = None) -> dict[str, str]:
    """The address of each service's server: its own, else ``common``, else the environment's. Empty: none has
    one.

    Raises SettingsError when only some have one, and when settings are given that only an address would give
    a sense.
    """
    common = common or given_url(f"{server}_URL")
    found = {name: given_url(f"{name.upper()}_{server}_URL") or common for name in services}
    have = {name: url for name, url in found.items() if url}
    if have and (missing := [f"{prefix_of(name)}{server}_URL" for name in found if name not in have]):
        raise SettingsError(_SOME.format(missing=", ".join(missing), common=f"{COMMON_PREFIX}{server}_URL"))
    if not have and (alone := sorted(_beside(server, services))):
        raise SettingsError(_ALONE.format(names=", ".join(alone), common=f"{COMMON_PREFIX}{server}_URL"))
    return have


def database_of(service: str, services: Collection[str]) -> str | None:
    """The address of the database of one service; None: nobody has one, so the embedded one is meant.

    Raises SettingsError when only others have one.
    """
    if own := given_url(f"{service.upper()}_DATABASE_URL") or given_url("DATABASE_URL"):
        return own
    return addresses("DATABASE", services).get(service)


def settings_of(service: str, **given: Any) -> ServiceSettings:
    """The settings of a service, its addresses also under the names without prefix. Raises SettingsError."""
    for server in _BESIDE:
        url = given_url(f"{service.upper()}_{server}_URL") or given_url(f"{server}_URL")
        if url:
            given.setdefault(f"{server}_URL".lower(), url)
    return settings_for(service, **given)


def is_set(service: str, field: str) -> bool:
    """Whether the environment says something of that setting, for the service or for all."""
    return any(f"{prefix}{field}".upper() in os.environ for prefix in (prefix_of(service), COMMON_PREFIX))


def refuse_different(settings: Collection[ServiceSettings]) -> None:
    """Raises SettingsError when the services of one process want different things of what they share."""
    for field in _PROCESS_WIDE:
        values = {one.service: getattr(one, field) for one in settings}
        if len(set(values.values())) > 1:
            said = ", ".join(f"{name} {value}" for name, value in values.items())
            raise SettingsError(_DIFFERENT.format(name=f"{COMMON_PREFIX}{field.upper()}", values=said))


def _beside(server: Server, services: Collection[str]) -> Iterator[str]:
    """The names in the environment that say how to log in to a server, wherever it may be."""
    for prefix in (COMMON_PREFIX, *map(prefix_of, services)):
        for field in _BESIDE[server]:
            name = f"{prefix}{field}".upper()
            yield from (given for given in (name, f"{name}_FILE") if given in os.environ)
