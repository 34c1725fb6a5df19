"""What handling is told of an item: from assignment to the published answer."""

from datetime import date

from shared.language.contracts import handling as h
from tests.chaos import people
from tests.chaos.author import Author
from tests.chaos.people import HEAD, OFFICE

_PROMISED_ON = date(2026, 10, 9)
"""A day between two epochs: nobody says that it was kept, so that it becomes overdue."""


async def assign_item(
    author: Author, number: int, outcome: str, lead: str, submissions: tuple[str, ...]
) -> str:
    """The id of the item that the outcome becomes."""
    assign = h.AssignItem(outcome_id=outcome, lead=lead, submission_ids=submissions, rule="three_months")
    assigned = await author.settle(assign, OFFICE, number, "assign")
    item = str(assigned["subject"])
    await author.tell(h.AcknowledgeItem(item_id=item), people.department(lead), number, "acknowledge")
    await author.tell(h.InstructItem(item_id=item, text="抓紧办。"), HEAD, number, "instruct")
    return item


async def answer_item(author: Author, number: int, round: int, item: str, lead: str) -> None:
    """Progress, the three contacts, draft, signature, publication; everybody knows in the end."""
    worker, key = people.department(lead), (number, round)
    await author.tell(h.ReportProgress(item_id=item, text="正在修。"), worker, *key, "progress")
    for deputy in people.DEPUTIES[:3]:
        await author.tell(
            h.LogContact(item_id=item, deputy_id=deputy, how="面谈"), worker, *key, "contact", deputy
        )
    promising = number % 3 == 1 and round == 1
    draft = h.DraftAnswer(
        item_id=item,
        result_class="B" if promising else "A",
        text="路灯修好了。",
        plan="再装三盏" if promising else "",
        promised_on=_PROMISED_ON if promising else None,
    )
    await author.tell(draft, worker, *key, "draft")
    await author.tell(h.SignOffAnswer(item_id=item), people.department_head(lead), *key, "sign")
    await author.settle(h.PublishAnswer(item_id=item), OFFICE, *key, "publish")
