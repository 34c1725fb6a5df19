"""What triage suggests about a submission, as it is told to those who decide."""

from typing import Annotated

from pydantic import Field

from shared.kernel.messages.base import Bilingual, Code, Contract, Prose


class Suggested(Contract):
    """Triage's suggestion for one field, its certainty (0 to 1), and its reason."""

    value: Code
    confidence: Annotated[float, Field(ge=0, le=1)]
    by: Code
    """The source of the suggestion: a ``rule``, the ``words``, the learned ``model``, ``both`` of these, or a
    ``default``."""
    why: Bilingual
    sure: bool = True
    """Whether the office may follow it without saying a value of its own (rule
    ``intake.suggestion_followed_from``); else a person must decide."""


class TriageSuggestion(Contract):
    """The suggestions of triage (分类分办). People decide."""

    category: Suggested
    department: Suggested
    leader: Suggested
    deputy_group: Suggested | None = None
    """The village whose deputies should collate it; absent: any deputy of the township."""
    urgency: Suggested
    kind: Suggested
    admissible: Suggested
    """``yes``, or the code of the reason for which it is not admissible."""
    small_matter: Suggested
    """``yes`` or ``no``."""
    matters: tuple[Prose, ...] = ()
    """The pieces of the text that are matters of their own; none if it has only one."""


SUBMISSION_RECEIVED, SUBMISSION_ACCEPTED = "received", "accepted"
