"""The use cases of messages: the township is the envelope's, and what changes is written down."""

from collections.abc import Mapping
from types import MappingProxyType

from services.directory.use_cases.add_township import add_township
from services.directory.use_cases.amend_township import amend_township
from services.directory.use_cases.change_rules import change_rules
from services.directory.use_cases.take_notice import take_notice
from shared.kernel.journal.act import UseCase
from shared.kernel.messages.base import Data
from shared.language.contracts.directory import AddTownship, AmendTownship, ChangeRules, TakeNotice

USE_CASES: Mapping[type[Data], UseCase] = MappingProxyType(
    {
        AddTownship: add_township,
        AmendTownship: amend_township,
        ChangeRules: change_rules,
        TakeNotice: take_notice,
    }
)
