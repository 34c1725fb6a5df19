"""The matters that were answered before, found by place and category."""

from services.evaluation.storage.tables import JOURNAL
from shared.kernel.journal.work import Work
from shared.language.contracts.intake import SubmissionSnapshot
from shared.language.contracts.intake.submission_states import ANSWERED, CLOSED

_DATA = JOURNAL.known.c.data


async def answered_alike(work: Work, submission: SubmissionSnapshot) -> list[SubmissionSnapshot]:
    """Those of the same village and category as ``submission`` that have their answer; none as long as either
    is not known."""
    if submission.village is None or submission.category is None:
        return []
    return await work.known_all(
        "submission",
        SubmissionSnapshot,
        _DATA["village"].astext == submission.village,
        _DATA["category"].astext == submission.category,
        _DATA["state"].astext.in_((ANSWERED, CLOSED)),
    )
