"""A security key made of software, which answers as a browser would pass it on."""

import json
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from fido2.cose import CoseKey
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

_PRESENT, _ATTESTED = AuthenticatorData.FLAG.UP, AuthenticatorData.FLAG.AT


@dataclass
class SoftKey:
    """One key. ``origin``: where its holder believes to be; ``counts``: passkeys do not."""

    origin: str
    counts: bool = True
    present: bool = True
    counter: int = 0
    id: bytes = field(default_factory=lambda: token_bytes(32))

    def __post_init__(self) -> None:
        self.private = generate_private_key(SECP256R1())

    def make(self, options: str) -> str:
        """A credential, as the page asks for one."""
        asked = json.loads(options)
        numbers = self.private.public_key().public_numbers()
        x, y = (one.to_bytes(32) for one in (numbers.x, numbers.y))
        public = CoseKey.parse({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        made = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        data = AuthenticatorData.create(
            _digest(asked["rp"]["id"]), _PRESENT | _ATTESTED, self.counter, bytes(made)
        )
        response = {
            "clientDataJSON": websafe_encode(self._client_data("webauthn.create", asked)),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._said(response)

    def show(self, options: str) -> str:
        """That it is there, as the page asks for."""
        asked = json.loads(options)
        self.counter += self.counts
        flags = _PRESENT if self.present else AuthenticatorData.FLAG(0)
        data = AuthenticatorData.create(_digest(asked["rpId"]), flags, self.counter)
        client = self._client_data("webauthn.get", asked)
        signature = self.private.sign(bytes(data) + _digest(client), ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
        }
        return self._said(response)

    def _client_data(self, type: str, asked: dict[str, Any]) -> bytes:
        said = {"type": type, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _said(self, response: dict[str, str]) -> str:
        id = websafe_encode(self.id)
        return json.dumps({"id": id, "rawId": id, "type": "public-key", "response": response})


def _digest(said: str | bytes) -> bytes:
    made = Hash(SHA256())
    made.update(said.encode() if isinstance(said, str) else said)
    return made.finalize()
