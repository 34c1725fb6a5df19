"""Several matters in one text: each becomes a submission of its own, so that its raiser is answered for
each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.intake.domain.headline import headline
from services.intake.domain.submission.answering import no_item_deals_with_it
from services.intake.domain.submission.asking_back import stop_waiting_and_keep_for_a_time
from services.intake.domain.submission.submission import Submission
from services.intake.domain.submission.telling import to_tell
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import SplitSubmission, SubmissionReceived, SubmissionSplit
from shared.language.contracts.intake.submission_states import ACCEPTED, NEED_INFO, RECEIVED, SPLIT
from shared.language.waiting import Final


@dataclass(frozen=True, slots=True)
class SplittingFacts:
    """``part_ids``: the submissions that the pieces become, in their order. For each: the ``whole``
    that is split, the ``piece`` of its words, and a new code."""

    part_ids: tuple[str, ...]
    whole: Submission | None = None
    piece: str = ""
    trace_code: str = ""


def pieces_of(submission: Submission, message: SplitSubmission) -> tuple[str, ...]:
    """Its matters, each in its own words: as the office cuts them, else as triage did."""
    return message.pieces or (submission.triage.matters if submission.triage else ())


def traces_of_raiser_are_kept(
    submission: Submission, _message: SplitSubmission, _: Situation
) -> Refusal | None:
    """What leads to the raiser is not erased: nobody could be told of any part (ADR 0032)."""
    return refuse("erased_for_good", "data.submission_id") if submission.erased_at else None


def pieces_are_several(submission: Submission, message: SplitSubmission, _: Situation) -> Refusal | None:
    """There are at least two matters in it (platform)."""
    return None if len(pieces_of(submission, message)) > 1 else refuse("one_matter_only", "data.pieces")


def pieces_are_the_raisers_words(
    submission: Submission, message: SplitSubmission, _: Situation
) -> Refusal | None:
    """Each piece stands in the raiser's text as it is: the office's words must not look like theirs (practice
    of 12345: 原话). They stand there one after the other: nothing becomes two matters."""
    said, end = _without_blanks(submission.text), 0
    for number, piece in enumerate(message.pieces):
        words = _without_blanks(piece)
        at = said.find(words, end)
        if at < 0 and words in said:
            return refuse("pieces_overlap", f"data.pieces.{number}", piece=headline(piece))
        if at < 0:
            return refuse("not_the_raisers_words", f"data.pieces.{number}", piece=headline(piece))
        end = at + len(words)
    return None


def split(
    submission: Submission, _message: SplitSubmission, situation: Situation[SplittingFacts]
) -> Submission:
    """It ends here; its raiser is to be told under which codes its parts go on."""
    ended = replace(submission, split_into=situation.facts.part_ids, closed_at=situation.now)
    return to_tell(ended, situation)


def part(_: None, _message: SplitSubmission, situation: Situation[SplittingFacts]) -> Submission:
    """One of its matters, raised when the whole was, by the same raiser; ``triaged`` adds what others read.

    Photos stay with the whole, since nobody knows which matter they show.
    """
    whole = situation.facts.whole
    assert whole
    return Submission(
        submission_id=situation.new_id,
        trace_code=situation.facts.trace_code,
        channel=whole.channel,
        title="",
        text="",
        original_title="",
        original_text=situation.facts.piece,
        submitted_at=whole.submitted_at,
        raised_at=whole.raised_at,
        counts_from=whole.counts_from,
        anonymous=whole.anonymous,
        made_confidential=whole.made_confidential,
        confidings=whole.confidings,
        confidential_why=whole.confidential_why,
        recused=whole.recused,
        entered_by=whole.entered_by,
        entered_from=whole.entered_from,
        on_behalf=whole.on_behalf,
        proof=whole.proof,
        raiser_key=whole.raiser_key,
        supported_by=whole.supported_by,
        village=whole.village,
        address=whole.address,
        latitude=whole.latitude,
        longitude=whole.longitude,
        remark=whole.remark,
        split_from=whole.submission_id,
    )


def _without_blanks(text: str) -> str:
    return "".join(text.split())


def _clauses() -> Iterator[Clause[Submission]]:
    yield Transition(
        (RECEIVED, NEED_INFO, ACCEPTED),
        SplitSubmission,
        SPLIT,
        SubmissionSplit,
        by=(Role.OFFICE,),
        why="practice of 12345 (一事一单): each matter goes its own way, and its raiser hears of each",
        facts=SplittingFacts,
        guards=(
            no_item_deals_with_it,
            traces_of_raiser_are_kept,
            pieces_are_several,
            pieces_are_the_raisers_words,
        ),
        change=split,
        timers=stop_waiting_and_keep_for_a_time,
    )
    yield Creation(
        SplitSubmission,
        RECEIVED,
        SubmissionReceived,
        by=(Role.OFFICE,),
        why="practice of 12345 (一事一单): a part of a submission is a submission",
        facts=SplittingFacts,
        change=part,
    )
    yield Final((SPLIT,), "its matters go on, each under its own code")


SPLITTING: tuple[Clause[Submission], ...] = tuple(_clauses())
