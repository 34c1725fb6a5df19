"""The authority elsewhere by which people may sign in (OpenID Connect), as settings."""

from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

from shared.kernel.settings.secrecy import is_sample, remember

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_ALL = "OPENID_ISSUER, OPENID_CLIENT and OPENID_SECRET are given together, and SIGN_IN_URL with them"


def is_private(url: str) -> bool:
    """Whether nobody on the way reads what goes there: over TLS, or on this machine."""
    try:
        parts = urlsplit(url)
    except ValueError:  # no address at all
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


class UpstreamRules(BaseSettings):
    """One provider at most. None is asked unless these are set."""

    openid_issuer: str | None = Field(default=None, pattern=r"^https?://\S+$")
    """The provider of a single sign-on, exactly as its tokens say ``iss``; https, but on this machine. None:
    people sign in with a password of their own alone."""
    openid_client: str | None = Field(default=None, min_length=1, max_length=200)
    """Under which name this platform is known to the provider (``client_id``)."""
    openid_secret: SecretStr | None = None
    """What it shows to the provider (``client_secret``)."""
    openid_claim: str = Field(default="sub", pattern=r"^[A-Za-z_][A-Za-z0-9_.:/-]{0,99}$")
    """The claim by which the provider calls a person; it must never be another person's."""
    openid_name: str = Field(default="", max_length=40)
    """What the button says: 县统一身份认证. Empty: a general word."""

    @field_validator("openid_issuer", "openid_client", "openid_secret", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        """A container's environment names them all."""
        return value or None

    @field_validator("openid_secret")
    @classmethod
    def _never_said(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            if is_sample(value.get_secret_value()):
                raise ValueError("it is an example's, which everybody can read")
            remember(value.get_secret_value())
        return value

    @field_validator("openid_issuer")
    @classmethod
    def _over_tls(cls, value: str | None) -> str | None:
        if value is not None and not is_private(value):
            raise ValueError("it begins with https://")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Self:
        given = (self.openid_issuer, self.openid_client, self.openid_secret)
        if any(given) and not (all(given) and getattr(self, "sign_in_url", None)):
            raise ValueError(_ALL)
        return self
