"""The behaviour of signing keys, chapter by chapter."""

from services.identity.domain.signing_key.publishing import PUBLISHING
from services.identity.domain.signing_key.retiring import RETIRING
from services.identity.domain.signing_key.signing_key import STATES, SigningKey
from shared.language.behaviour import StateTable

SIGNING_KEY_TABLE = StateTable[SigningKey]("signing_key", STATES, (*PUBLISHING, *RETIRING))
