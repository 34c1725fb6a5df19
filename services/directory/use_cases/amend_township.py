"""Entries of the lists, or the name, change."""

from collections.abc import Mapping
from typing import Any

from services.directory.domain.township.township import Township
from services.directory.storage.tables import TOWNSHIP
from services.directory.use_cases.entering import enter
from shared.kernel.journal.work import Work
from shared.kernel.machine import Moved
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.directory import AmendTownship
from shared.language.directory.amending import changed


async def amend_township(message: Message[AmendTownship], work: Work) -> Refusal | None:
    """The event tells the entries that are other than before: also those that the new ones have ended."""
    township, reason = await work.require(TOWNSHIP, work.tenant), message.data.reason

    def told(moved: Moved[Township]) -> Mapping[str, Any]:
        return {"changed": changed(township.lists, moved.after.lists), "reason": reason}

    return await enter(work, township, why=reason, told=told)
