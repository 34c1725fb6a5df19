"""Secrets at rest: private keys and second factors' secrets, sealed with a secret of the environment."""

from base64 import urlsafe_b64encode
from functools import lru_cache
from secrets import token_bytes

import structlog
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.kernel.settings.settings import ServiceSettings

log = structlog.get_logger(__name__)

_OF_THIS_START = token_bytes(32)


class Unsealable(Exception):
    """It was sealed with another secret."""


class Sealer:
    """Seals and opens with one secret."""

    def __init__(self, secret: bytes) -> None:
        key = HKDF(SHA256(), 32, salt=None, info=b"youyue identity at rest").derive(secret)
        self._fernet = Fernet(urlsafe_b64encode(key))

    def seal(self, content: bytes) -> str:
        """To be kept."""
        return self._fernet.encrypt(content).decode()

    def open(self, sealed: str) -> bytes:
        """What was sealed. Raises Unsealable."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise Unsealable from None


def sealer_of(settings: ServiceSettings) -> Sealer:
    """By the secret of the settings; without one, by one that nobody knows after this process."""
    secret = settings.secret.get_secret_value() if settings.secret else None
    return _sealer(secret)


@lru_cache(4)
def _sealer(secret: str | None) -> Sealer:
    if secret is None:
        log.warning("secret_of_this_start_only", setting="YOUYUE_IDENTITY_SECRET")
    return Sealer(secret.encode() if secret else _OF_THIS_START)
