"""The commands by which the office puts things right, and answers by itself."""

from typing import Annotated

from pydantic import Field

from shared.kernel.messages.base import Code, Command, Id
from shared.language.contracts.corrections import CorrectionsSeen
from shared.language.contracts.texts import Line, Said, SaidLine


class ReclassifySubmission(Command, type="intake.submission.reclassify.v1"):
    """The office sorts a matter anew. A field without a value stays as it was; the raiser is told."""

    submission_id: Id
    category: Code | None = None
    kind: Code | None = None
    urgency: Code | None = None
    village: Code | None = None
    why: Said


class SplitSubmission(Command, type="intake.submission.split.v1"):
    """The office splits a submission that has several matters: each becomes a submission with a code of its
    own, by the same raiser, counted from the same moment."""

    submission_id: Id
    pieces: Annotated[tuple[Said, ...], Field(max_length=10)] = ()
    """The matters, each in words that stand in the raiser's text; none: as triage has cut it."""


class ReopenSubmission(Command, type="intake.submission.reopen.v1"):
    """The office opens a matter again that it refused, withdrew, closed or handed up by mistake."""

    submission_id: Id
    why: Said


class CorrectReply(Command, type="intake.submission.correct_reply.v1"):
    """The office puts the words of its reply right: of a refusal, of an answer on the spot, or of the
    county's answer as it wrote it down. The earlier words stay readable, and the raiser is told anew."""

    submission_id: Id
    text: Said
    why: Said
    corrections_seen: CorrectionsSeen = 0


class PostReply(Command, type="intake.submission.post_reply.v1"):
    """The raiser cannot be reached, and the office posts the reply where they may see it. That is shown as
    such, and never as told."""

    submission_id: Id
    where: SaidLine
    why: Said


class AnswerOnTheSpot(Command, type="intake.submission.answer_on_the_spot.v1"):
    """What was said by word of mouth, or only asked for information, has been answered; nothing follows."""

    submission_id: Id
    text: Said
    by_whom: Line = ""
    """The person who answered, if it was not the sender: an id of the township's list."""
