"""What was put right of a submission, and what was before: parts of its published view."""

from datetime import date
from typing import Annotated, Literal

from shared.kernel.messages.audience import INSIDE
from shared.kernel.messages.base import Code, CommandPart, Contract, Id, Instant, Line, Prose
from shared.language.contracts import texts


class Reclassified(Contract):
    """The office sorted a matter anew; the values are those from before."""

    category: Code | None = None
    kind: Code | None = None
    urgency: Code | None = None
    village: Code | None = None
    why: Annotated[Prose, INSIDE] = ""
    by: Id
    at: Instant


class Reopening(Contract):
    """The office opened a matter again that was over or had gone the wrong way."""

    state: Code
    """Its state before."""
    refused_reason: Code | None = None
    """The reason for which it had been refused, if it had."""
    why: Annotated[Prose, INSIDE] = ""
    by: Id
    at: Instant


class ReplyCorrection(Contract):
    """The office put its reply to the raiser right."""

    earlier: Annotated[Prose, INSIDE] = ""
    """The words before."""
    why: Prose
    by: Id
    at: Instant


class Posted(Contract):
    """The raiser could not be reached, and the reply is posted where they may see it. They are not told."""

    where: Prose
    """The board or page on which it hangs."""
    why: Annotated[Prose, INSIDE] = ""
    """Why they could not be told."""
    by: Id
    at: Instant


Occasion = Literal["meeting", "visit", "reception"]


class Remark(Contract):
    """Where somebody said it by word of mouth (口头意见), and when."""

    occasion: Occasion
    day: date
    """Asia/Shanghai."""
    where: Line
    meeting_id: Id | None = None
    visit_id: Id | None = None


class RemarkMade(CommandPart):
    """Where somebody said it by word of mouth (口头意见), and when."""

    occasion: Occasion
    day: date
    """Asia/Shanghai."""
    where: texts.SaidLine
    meeting_id: Id | None = None
    visit_id: Id | None = None
