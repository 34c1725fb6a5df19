"""A matter was taken on: was the same answered as solved a short while ago?"""

from services.evaluation.domain.alarm.alarm import A_BUT_REPEATED
from services.evaluation.domain.alarm.repeating import Repeat, TakenOn, contradicted
from services.evaluation.storage.repeats import answered_alike
from services.evaluation.storage.tables import ALARM
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.kernel.messages.ids import derived_id
from shared.language.behaviour import lawful
from shared.language.calendar import local_day
from shared.language.words import bilingual


async def take_on(message: Message[TakenOn], work: Work) -> Refusal | None:
    """Raise an alarm, once per item and round: the id follows from both."""
    submission = message.data.submission
    law = lawful(work)
    alike = await answered_alike(work, submission)
    answer = contradicted(submission, alike, law.rules, law.calendar)
    if answer is None:
        return None
    why = bilingual(f"alarm.{A_BUT_REPEATED}", day=local_day(answer.at), code=submission.trace_code)
    alarm_id = derived_id(A_BUT_REPEATED, work.tenant, answer.item_id, str(answer.round))
    before = [one for one in alike if answer in one.answers]
    confidential = any(one.confidential for one in (submission, *before))
    situation = work.situation(Repeat(answer, why, confidential), new_id=alarm_id)
    alarm = await work.load(ALARM, alarm_id)
    return work.carry_out(ALARM, ALARM.behaviour.decide(alarm, message.data, situation))
