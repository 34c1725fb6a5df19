"""The operator takes in the township that the envelope names."""

from services.directory.storage.tables import TOWNSHIP
from services.directory.use_cases.entering import enter
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.directory import AddTownship


async def add_township(message: Message[AddTownship], work: Work) -> Refusal | None:
    """Its id is the tenant's own, so that there is one at most."""
    return await enter(work, await work.load(TOWNSHIP, work.tenant))
