"""The township decides by other rules from a day on."""

from services.directory.storage.tables import TOWNSHIP
from services.directory.use_cases.entering import enter
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.directory import ChangeRules


async def change_rules(message: Message[ChangeRules], work: Work) -> Refusal | None:
    """Each service counts its open deadlines anew, if the event says so."""
    command = message.data
    township = await work.require(TOWNSHIP, work.tenant)
    told = {"rules": command.rules, "open_deadlines": command.open_deadlines}
    return await enter(work, township, why=command.rules.reason, told=lambda moved: told)
