"""The use cases that need more than the thing and the message."""

from collections.abc import Mapping
from types import MappingProxyType

from services.identity.use_cases.keys import publish_key, retire_key
from shared.kernel.journal.act import UseCase
from shared.kernel.messages.base import Data
from shared.language.contracts.directory import TownshipAdded
from shared.language.contracts.identity import RotateSigningKey, SigningKeyOutlived

USE_CASES: Mapping[type[Data], UseCase] = MappingProxyType(
    {TownshipAdded: publish_key, RotateSigningKey: publish_key, SigningKeyOutlived: retire_key}
)
