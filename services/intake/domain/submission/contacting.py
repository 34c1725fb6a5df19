"""A raiser changes their contact. The contact itself is kept apart from the submission (ADR 0032)."""

from services.intake.domain.submission.raiser import RAISERS, speaks_for_the_raiser
from services.intake.domain.submission.submission import UNFINISHED, Submission
from shared.language.behaviour import Clause, Transition
from shared.language.contracts.intake import ChangeContact, SubmissionContactChanged

CONTACTING: tuple[Clause[Submission], ...] = (
    Transition(
        UNFINISHED,
        ChangeContact,
        None,
        SubmissionContactChanged,
        by=RAISERS,
        why="个人信息保护法 art. 46: people have wrong data put right; ADR 0032: no event holds it",
        guards=(speaks_for_the_raiser,),
    ),
)
