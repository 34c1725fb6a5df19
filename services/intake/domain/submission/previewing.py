"""What everybody would read of a matter by each choice, before the office makes it: asked of the table and of
the event that would go out, so that it cannot differ from what then does."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from services.intake.domain.submission.publishing import FULL, NO, SUMMARY
from services.intake.domain.submission.submission import Submission
from services.intake.domain.submission.table import SUBMISSION_TABLE
from shared.kernel.messages.audience import STRUCK_OUT, public_json
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Law, Moved, Situation
from shared.language.confiding import actor_is_not_recused
from shared.language.contracts.intake import PublishSubmission, SubmissionPublished, SubmissionSnapshot
from shared.language.redaction import mask_all

_ANY_REASON = "—"
"""Why nothing is published stays inside: what everybody reads is the same with any reason."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A piece of the original that masking hides; offsets count the characters of that field's original."""

    field: str
    """``title`` or ``text``."""
    kind: str
    """As in ``shared/language/redaction``: ``phone``, ``house``, ``name``."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """A summary as somebody types it: not yet masked."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What one choice comes to."""

    extent: str
    reads: SubmissionSnapshot | None
    """The whole matter as everybody reads it from then on; None: that choice is not possible."""
    refused: Refusal | None
    """Why it is not possible, as the command would be refused. ``nothing_to_change``: it is so already, and
    ``reads`` is what everybody reads."""
    masked: tuple[Hidden, ...]
    """What is hidden of the words that it publishes."""

    @property
    def kinds(self) -> dict[str, int]:
        """How many pieces of each kind are masked, in the order in which they stand."""
        found: dict[str, int] = {}
        for one in self.masked:
            found[one.kind] = found.get(one.kind, 0) + 1
        return found

    @property
    def struck_out(self) -> int:
        """How many places the office has struck out of these words before."""
        shown = self.reads.published if self.reads else None
        return (shown.title + shown.text + shown.address).count(STRUCK_OUT) if shown else 0


def previews(
    submission: Submission,
    situation: Situation,
    summary: Words | None = None,
    *,
    without_address: bool = False,
    with_address: bool = False,
) -> tuple[Preview, ...]:
    """Of every choice: in full, the summary if one is given, and no. Takes up to 50 ms for the longest text.

    Raises ValidationError for a summary whose words can be in no command.
    """
    original = Words(submission.original_title, submission.original_text)
    in_full = PublishSubmission(
        submission_id=submission.submission_id, extent=FULL, without_address=without_address
    )
    not_at_all = PublishSubmission(submission_id=submission.submission_id, extent=NO, why=_ANY_REASON)
    found = [_preview(submission, in_full, original, situation)]
    if summary:
        in_short = PublishSubmission(
            submission_id=submission.submission_id,
            extent=SUMMARY,
            title=summary.title,
            text=summary.text,
            without_address=without_address,
            with_address=with_address,
        )
        found.append(_preview(submission, in_short, summary, situation))
    return (*found, _preview(submission, not_at_all, Words("", ""), situation))


def keeps_out(submission: Submission, law: Law, now: datetime, clerk: Actor) -> Refusal | None:
    """Why they may not look: they are no clerk of the office on that day, or the matter concerns them."""
    situation = law.situation(now, clerk, "", None)
    return law.admits(clerk, now, PublishSubmission) or actor_is_not_recused(submission, None, situation)


def _preview(
    submission: Submission, choice: PublishSubmission, words: Words, situation: Situation
) -> Preview:
    decision = SUBMISSION_TABLE.decide(submission, choice, situation)
    refusal = decision if isinstance(decision, Refusal) else None
    if refusal and refusal.code != "nothing_to_change":
        return Preview(choice.extent, None, refusal, ())
    after = decision.after if isinstance(decision, Moved) else submission
    hidden = tuple(hidden_in(words, situation.directory.telephones))
    return Preview(choice.extent, _read_by_all(after), refusal, hidden)


def hidden_in(words: Words, telephones: Collection[str]) -> Iterator[Hidden]:
    """What masking hides of both, in order."""
    for field, found in zip(("title", "text"), mask_all((words.title, words.text), telephones), strict=True):
        for one in found.private:
            yield Hidden(field, one.kind.name.lower(), one.start, one.end)


def _read_by_all(submission: Submission) -> SubmissionSnapshot | None:
    """As everybody hears of it; None: a confidential matter, of which nobody does."""
    event = SubmissionPublished(submission=SubmissionSnapshot.model_validate(submission))
    face = public_json(event)
    if face == "":
        return None
    return SubmissionPublished.model_validate_json(face or event.model_dump_json()).submission
