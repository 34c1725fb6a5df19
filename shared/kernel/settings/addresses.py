"""The addresses of the servers as settings: a URL, its password apart from it, and TLS. The URL comes out
complete."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from pydantic import AmqpDsn, PostgresDsn, SecretStr, UrlConstraints, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, EnvSettingsSource

from shared.kernel.settings.hosts import check_attribute
from shared.kernel.settings.secrecy import is_sample, read_secret, remember

AsyncPostgresDsn = Annotated[
    PostgresDsn, UrlConstraints(allowed_schemes=["postgresql+asyncpg", "postgresql"])
]
SECRETS = (
    "database_url",
    "database_password",
    "broker_url",
    "broker_password",
    "sender_url",
    "secret",
    "signer_secret",
    "openid_secret",
)
"""What may be read from a file as well: ``<NAME>_FILE``."""
_TWICE = (
    "密码既在 URL 中又单独给出，只能给一处。The password stands in the URL and apart from it: give it once."
)
_NO_USER = "URL 中没有用户名。The URL names no user that the password could belong to."
_SAMPLE = (
    "密码是示例里的，人人可见：用 youyue secrets init 生成。"
    "The password is the example's, which everybody can read: youyue secrets init draws one."
)
_NO_TLS = "给出了证书，但 URL 不以 amqps 开头。There are certificates, but the URL does not begin with amqps."


class EnvironmentAndFiles(EnvSettingsSource):
    """The environment, and for secrets the files that it names."""

    def __call__(self) -> dict[str, Any]:
        """The values by field. Raises SecretError."""
        values = super().__call__()
        for field in SECRETS:
            name = f"{self.env_prefix}{field}".upper()
            if field in self.settings_cls.model_fields and f"{name}_FILE" in os.environ:
                values[field] = read_secret(os.environ, name)
        return values


class DatabaseAddress(BaseSettings):
    """Where PostgreSQL is."""

    database_password: SecretStr | None = None
    """The password, where ``database_url`` has none."""
    database_tls: Literal["disable", "prefer", "require", "verify-ca", "verify-full"] | None = None
    """PostgreSQL's ``sslmode``; none: ``verify-full`` with a CA file, else what the URL says."""
    database_ca_file: Path | None = None
    """The authorities that vouch for the database server, PEM."""
    database_cert_file: Path | None = None
    """Our certificate, PEM, where the database server asks for one."""
    database_key_file: Path | None = None
    """Its key."""
    database_url: AsyncPostgresDsn
    """``postgresql://user:password@host:port/database``, or with several hosts ``…@one:5432,two:5432/…``, of
    which the one that writes is used; the service's tables are in a schema of its own name."""

    @field_validator("database_url")
    @classmethod
    def _complete_database_url(cls, url: PostgresDsn, info: ValidationInfo) -> PostgresDsn:
        said = {
            "sslmode": info.data.get("database_tls"),
            "sslrootcert": info.data.get("database_ca_file"),
            "sslcert": info.data.get("database_cert_file"),
            "sslkey": info.data.get("database_key_file"),
        }
        check_attribute(str(url))
        return PostgresDsn(_complete(str(url), info.data.get("database_password"), said))


class BrokerAddress(BaseSettings):
    """Where RabbitMQ is."""

    broker_password: SecretStr | None = None
    """The password, where ``broker_url`` has none."""
    broker_ca_file: Path | None = None
    """The authorities that vouch for the broker, PEM; none: those of the system."""
    broker_cert_file: Path | None = None
    """Our certificate, PEM, where the broker asks for one."""
    broker_key_file: Path | None = None
    """Its key."""
    broker_verify: bool = True
    """Whether an ``amqps://`` broker must prove who it is; off only where nobody can get between."""
    broker_url: AmqpDsn | None = None
    """``amqp://user:password@host:5672/`` or ``amqps://…:5671/``; none: the in-process transport."""

    @field_validator("broker_url")
    @classmethod
    def _complete_broker_url(cls, url: AmqpDsn | None, info: ValidationInfo) -> AmqpDsn | None:
        if url is None:
            return None
        said = {
            "cafile": info.data.get("broker_ca_file"),
            "certfile": info.data.get("broker_cert_file"),
            "keyfile": info.data.get("broker_key_file"),
            "no_verify_ssl": None if info.data.get("broker_verify", True) else 1,
        }
        if url.scheme == "amqp" and any(said.values()):
            raise ValueError(_NO_TLS)
        return AmqpDsn(_complete(str(url), info.data.get("broker_password"), said))


def _complete(url: str, password: SecretStr | None, said: Mapping[str, object]) -> str:
    """The URL with the password and with what is said in its query."""
    parts = urlsplit(url)
    given = password.get_secret_value() if password else parts.password
    if given and is_sample(given):
        raise ValueError(_SAMPLE)
    user, _, host = parts.netloc.rpartition("@")
    if password:
        if ":" in user:
            raise ValueError(_TWICE)
        if not user:
            raise ValueError(_NO_USER)
        parts = parts._replace(netloc=f"{user}:{quote(password.get_secret_value(), safe='')}@{host}")
        remember(password.get_secret_value())
    elif parts.password:
        remember(parts.password)
    more = urlencode({name: str(value) for name, value in said.items() if value is not None})
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, more)))))
