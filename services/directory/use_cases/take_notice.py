"""The township takes the notice of a year's holidays."""

from services.directory.storage.tables import TOWNSHIP
from services.directory.use_cases.entering import enter
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.directory import TakeNotice


async def take_notice(message: Message[TakeNotice], work: Work) -> Refusal | None:
    """Each service counts its open deadlines anew."""
    notice = message.data.notice
    township = await work.require(TOWNSHIP, work.tenant)
    return await enter(work, township, why=notice.source, told=lambda moved: {"notice": notice})
