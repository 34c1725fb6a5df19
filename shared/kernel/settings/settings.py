"""Settings of a service, from the environment: ``YOUYUE_INTAKE_…`` for one service, else ``YOUYUE_…`` for
all.

A name that starts with a service's own prefix but is no setting is refused at start: a typo is not a default.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self

from pydantic import AmqpDsn, AwareDatetime, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from shared.kernel.settings.accounts import AccountRules
from shared.kernel.settings.addresses import SECRETS, BrokerAddress, DatabaseAddress, EnvironmentAndFiles
from shared.kernel.settings.hosts import for_sqlalchemy
from shared.kernel.settings.keeping import KeepingTimes
from shared.kernel.settings.names import COMMON_PREFIX, KnownNames
from shared.kernel.settings.release import release
from shared.kernel.settings.secrecy import SecretError, redact, remember
from shared.kernel.settings.upstream import UpstreamRules

TrustIn = Literal["partners", "everybody"]
_WRONG_USER = (
    "服务 {service} 应以消息代理用户 {service} 登录，不是 {user}；"
    "只有一个用户的代理请设置 YOUYUE_TRUST=everybody。"
    "{service} must log in to the broker as {service}, not {user}; "
    "on a broker with one user for all set YOUYUE_TRUST=everybody."
)


class Problem(NamedTuple):
    """What is wrong with one setting: its name, pydantic's word for the kind, and a sentence."""

    name: str
    kind: str
    why: str


class SettingsError(ValueError):
    """The environment holds nonsense; the message says which name and why. ``problems``: the same, as far as
    the values of settings are wrong."""

    def __init__(self, said: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(said)
        self.problems = tuple(problems)


class ServiceSettings(DatabaseAddress, BrokerAddress, AccountRules, UpstreamRules, KeepingTimes):
    """What one service needs to run. Durations are seconds."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid")

    service: str
    trust: TrustIn = "partners"
    """Whose messages are believed: as far as the partners file goes, or everybody's, as on a developer's
    broker."""
    partners: Path | None = None
    """The partners file; none: the packaged sample."""
    prefetch: int = Field(default=16, ge=1, le=1000)
    """Messages handled at the same time, per queue."""
    pool_size: int = Field(default=16, ge=1, le=200)
    """Database sessions at most, beside the relay's and the health check's."""
    relay_poll: float = Field(default=1.0, gt=0, le=60)
    """How often the relay looks for rows to send when nobody wakes it, and the service for parked messages to
    retry."""
    relay_batch: int = Field(default=500, ge=1, le=5000)
    """Rows that the relay sends at a time."""
    publish_timeout: float = Field(default=15.0, gt=0, le=300)
    """How long the broker may take to confirm."""
    otlp_endpoint: str | None = Field(default=None, pattern=r"^(https?://\S+)?$")
    """Where traces go, an OTLP receiver over HTTP: ``http://jaeger:4318``. Empty or not given: no traces."""
    trace_ratio: float = Field(default=1.0, ge=0, le=1)
    """The part of the traces beginning here that is kept; a sender's own decision is obeyed."""
    story_clock: AwareDatetime | None = None
    """Set: time stands at this moment until ``<service>.clock.move.v1`` moves it. For demos and tests."""
    attachments_url: str | None = None
    """Where photos and documents are kept, ``file:///…`` or ``s3://bucket/prefix``; None: none are
    taken."""
    http_host: str = "127.0.0.1"
    """Where the console's pages and what frontends ask for are served."""
    http_port: int = Field(default=8000, ge=0, le=65535)
    """0: any free port."""
    http_hosts: str = ""
    """Names, separated by commas, by which browsers and proxies ask: ``youyue.example.cn``. Besides them
    ``http_host``, this machine's own names and the service's are heard; other names are refused, and so is
    what a page of another site would change."""
    ops_host: str = "127.0.0.1"
    """Where health, metrics, accounts, queues and replays are served: to operators and the office alone."""
    ops_port: int | None = Field(default=None, ge=0, le=65535)
    """Not given: the one after ``http_port``. 0: any free port."""
    own_port: int | None = Field(default=None, ge=0, le=65535)
    """Where a service with an origin of its own has its pages, at ``http_host``. Not given: the desk two
    after ``http_port``, identity three after it. 0: any free port."""
    sender_url: AmqpDsn | None = None
    """``amqp://partner-…:password@host:5672/``: the partner's user as which a service sends the commands of
    those who use its pages."""
    peer_url: str | None = Field(default=None, pattern=r"^(https?://\S+)?$")
    """Where a service's pages ask intake over HTTP for what is in no event: the console ``http://HOST:8000``,
    the desk its operators' port, ``http://HOST:8001``. Not given: it is in the same process."""
    http_proxies: str = "127.0.0.1"
    """Proxies, by address or network, separated by commas, whose ``X-Forwarded-For`` says who asks."""
    commit: str = Field(default="", pattern="^[0-9a-f]*$")
    """The commit that the program was built of; the image sets it."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """The least severe that is written."""
    log_format: Literal["json", "people"] = "json"
    """One JSON object a line, or coloured lines."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What was given, else the service's own names, else the common ones."""
        service = init_settings()["service"]
        own = EnvironmentAndFiles(settings_cls, env_prefix=prefix_of(service))
        common = EnvironmentAndFiles(settings_cls, env_prefix=COMMON_PREFIX)
        return (init_settings, own, common)

    @field_validator("sender_url")
    @classmethod
    def _keep_the_sender_s_password(cls, url: AmqpDsn | None) -> AmqpDsn | None:
        if url and url.password:
            remember(url.password)
        return url

    @model_validator(mode="after")
    def _logs_in_as_itself(self) -> Self:
        """What is published under another user's name would not be believed."""
        user = (self.broker_url and self.broker_url.username) or "guest"
        if self.broker_url and self.trust == "partners" and user != self.service:
            raise ValueError(_WRONG_USER.format(service=self.service, user=user))
        return self

    @property
    def release(self) -> str:
        """The number of the version with the commit."""
        return release(self.commit)

    @property
    def operators_port(self) -> int:
        """``ops_port``, else the one after ``http_port``; 0: any free one."""
        if self.ops_port is None:
            return self.http_port and self.http_port + 1
        return self.ops_port

    def own_port_after(self, steps: int) -> int:
        """``own_port``, else so many after ``http_port``; 0: any free one."""
        return self.origin_after(steps) if self.own_port is None else self.own_port

    def origin_after(self, steps: int) -> int:
        """The port so many after ``http_port``, where another service of the house is unless it is told
        otherwise; 0: any free one."""
        return self.http_port and self.http_port + steps

    @property
    def listed_hosts(self) -> tuple[str, ...]:
        """The names in ``http_hosts``."""
        return tuple(name.strip() for name in self.http_hosts.split(",") if name.strip())

    @property
    def sqlalchemy_url(self) -> str:
        """The database URL as SQLAlchemy reads it, with the asyncpg driver named."""
        return for_sqlalchemy(str(self.database_url))


def prefix_of(service: str) -> str:
    """The prefix of the names that are for ``service`` alone."""
    return f"{COMMON_PREFIX}{service.upper()}_"


class _Tool(BrokerAddress):
    """What a tool that only knows a broker reads."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *others: Any,
        **more: Any,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What was given, else the common names."""
        return (init_settings, EnvironmentAndFiles(settings_cls, env_prefix=COMMON_PREFIX))


def tool_broker_url(url: str) -> str:
    """``url`` with the password and the TLS of the common settings. Raises SettingsError."""
    with _explained(COMMON_PREFIX):
        return str(_Tool.model_validate({"broker_url": url}).broker_url)


def setting_names(services: Iterable[str]) -> frozenset[str]:
    """Every name of a setting: the common ones and each service's own, those of files with secrets among
    them."""
    fields = [name for name in ServiceSettings.model_fields if name != "service"]
    files = [f"{name}_file" for name in SECRETS]
    prefixes = (COMMON_PREFIX, *map(prefix_of, services))
    return frozenset(f"{prefix}{name}".upper() for prefix in prefixes for name in (*fields, *files))


def settings_for(service: str, **given: Any) -> ServiceSettings:
    """Read the settings of ``service``; ``given`` wins over the environment.

    Raises SettingsError with one line per problem.
    """
    prefix = prefix_of(service)
    known = KnownNames(setting_names((service,)))
    if unknown := list(known.unknown(name for name in os.environ if name.startswith(prefix))):
        raise SettingsError("\n".join(unknown))
    with _explained(prefix):
        return ServiceSettings(service=service, **given)


@contextmanager
def _explained(prefix: str) -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        # Without what was given: it may be a URL with its password.
        problems = [
            Problem(_name(prefix, problem["loc"]), problem["type"], redact(problem["msg"]))
            for problem in error.errors()
        ]
        said = "\n".join(f"{one.name}: {one.why}" for one in problems)
        raise SettingsError(said, problems) from None
    except SecretError as error:
        raise SettingsError(str(error)) from error


def _name(prefix: str, place: tuple[int | str, ...]) -> str:
    """The name under which somebody set the field: the service's own, else the common one."""
    if not place:
        return prefix.rstrip("_")
    field = str(place[0]).upper()
    return next(
        (prefix + end for end in (field, f"{field}_FILE") if prefix + end in os.environ),
        COMMON_PREFIX + field,
    )
