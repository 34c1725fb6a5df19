"""The rules of accounts, and the secrets of who keeps them, as settings."""

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings

from shared.kernel.settings.secrecy import remember


class AccountRules(BaseSettings):
    """By GB/T 22239 (等级保护, second level) where nothing else is said."""

    secret: SecretStr | None = None
    """For identity: what its private keys are sealed with; 32 characters or more, the same for all its
    copies. None: one that is forgotten when the process ends, and the keys with it."""
    signer_secret: SecretStr | None = None
    """What the desk shows to identity, the same for both."""
    signer_url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    """Identity's operators' port, where the desk has commands signed; None: this process's own."""
    sign_in_url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    """Where people reach identity's pages, as the desk's links say it; None: this machine's port."""
    desk_url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    """Where people reach the desk, to which they return after signing in; None: this machine's port."""
    token_seconds: int = Field(default=15, ge=5, le=60)
    """The life of a token, from its issue until its command is first looked at."""
    password_length: int = Field(default=10, ge=8, le=64)
    """Characters of a password, at least."""
    password_classes: int = Field(default=3, ge=1, le=4)
    """How many of small letters, capitals, digits and signs it has at least."""
    password_history: int = Field(default=5, ge=0, le=24)
    """The number of earlier passwords that may not come again."""
    password_days: int = Field(default=90, ge=0, le=3650)
    """Days until a password has to be changed; 0: never."""
    lock_after: int = Field(default=5, ge=3, le=20)
    """Wrong passwords in a row after which an account, and from one address four times as many, is locked."""
    lock_minutes: int = Field(default=15, ge=1, le=1440)
    """For so long."""
    idle_minutes: int = Field(default=30, ge=1, le=720)
    """Minutes without a page after which a session has ended."""
    session_hours: int = Field(default=10, ge=1, le=24)
    """Hours after which it has ended in any case."""

    @field_validator("secret", "signer_secret")
    @classmethod
    def _long_and_never_said(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            if len(value.get_secret_value()) < 32:
                raise ValueError("at least 32 characters: openssl rand -hex 32")
            remember(value.get_secret_value())
        return value
