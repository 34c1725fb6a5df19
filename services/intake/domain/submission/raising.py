"""A matter is raised, by a raiser, through a channel, with answers. The same request again returns the
submission that it made."""

from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType

from services.intake.domain.submission.confiding import rounded
from services.intake.domain.submission.finding import finding_is_raised_by_visitors, finding_is_to_settle
from services.intake.domain.submission.handing_in import (
    counted_from,
    raised_at,
    raised_before_now,
    raised_not_long_ago,
)
from services.intake.domain.submission.limiting import (
    partner_is_within_its_quota,
    raiser_is_not_barred,
    raiser_is_within_the_limit,
)
from services.intake.domain.submission.lists import category_is_known, kind_is_known, village_is_known
from services.intake.domain.submission.raiser import RAISERS_AND_AGENTS, sender_of_agent
from services.intake.domain.submission.raising_facts import RaisingFacts
from services.intake.domain.submission.remarking import remark_is_by_people_of_the_township, remark_was_made
from services.intake.domain.submission.submission import STATES, Submission
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Situation, Transition
from shared.language.contracts.directory import Question
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import Remark, SubmissionKnown, SubmissionReceived, SubmitSubmission
from shared.language.contracts.intake.submission_states import RECEIVED
from shared.language.directory.choosing import channel_is_listed, nearest

_YES_NO: MappingProxyType[str, str] = MappingProxyType({"yes": "是", "no": "否"})


def agent_hands_in_for_somebody(_: None, message: SubmitSubmission, situation: Situation) -> Refusal | None:
    """An agent raises nothing of their own (partners' entries: agents hand in for others)."""
    if situation.actor.role is Role.AGENT and not message.on_behalf:
        return refuse("agent_has_no_matter", "data.on_behalf")
    return None


def channel_is_known(_: None, message: SubmitSubmission, situation: Situation) -> Refusal | None:
    """It came by one of the township's channels (the township's list of channels)."""
    return channel_is_listed(message.channel, situation.directory, "data.channel")


def extra_questions_are_answered(_: None, message: SubmitSubmission, situation: Situation) -> Refusal | None:
    """Every answer is to a question of the category and is one that it allows; every required question is
    answered (the township's list of extra questions)."""
    questions = situation.directory.questions.get(message.category or "", {})
    for code, answer in message.details.items():
        if code not in questions:
            near = nearest(code, questions)
            return refuse(
                "unknown_question",
                "data.details",
                question=code,
                questions=", ".join(near) or "-",
                one_of=near,
            )
        allowed = _answers(questions[code])
        if not (answer in allowed if allowed else answer):
            options = "、".join(f"{option}（{words}）" for option, words in allowed.items()) or "…"
            return refuse(
                "answer_not_allowed",
                f"data.details.{code}",
                question=questions[code].text,
                options=options,
                one_of=nearest(answer, allowed),
            )
    missing = [
        question.text
        for code, question in questions.items()
        if question.required and code not in message.details
    ]
    return refuse("question_unanswered", "data.details", questions="、".join(missing)) if missing else None


def _answers(question: Question) -> Mapping[str, str]:
    """The answers allowed, code → words; none: any words."""
    if question.kind == "yes_no":
        return _YES_NO
    return {option.code: option.name for option in question.options}


def request_is_the_same(
    submission: Submission, message: SubmitSubmission, _situation: Situation
) -> Refusal | None:
    """A repeated key comes with the same content as the first time (one key names one matter), and a finding
    becomes one matter."""
    if submission.request_digest == request_digest(message):
        return None
    if submission.finding_id:
        return refuse("finding_is_settled", "data.finding_id", id=submission.finding_id)
    return refuse("key_used_for_other", "data.idempotency_key", trace_code=submission.trace_code)


def receive(_: None, message: SubmitSubmission, situation: Situation[RaisingFacts]) -> Submission:
    """A new submission. Contact data is no part of it; ``triaged`` adds the words that others may read."""
    entered = situation.actor.role is not Role.CITIZEN
    hides = message.anonymous or message.confidential
    return Submission(
        submission_id=situation.new_id,
        trace_code=situation.facts.trace_code,
        raiser_key=situation.facts.person,
        channel=message.channel,
        title="",
        text="",
        original_title=message.title,
        original_text=message.text,
        submitted_at=situation.now,
        raised_at=raised_at(message, situation),
        counts_from=counted_from(message, situation),
        kind=message.kind,
        anonymous=message.anonymous,
        entered_by=situation.actor.id if entered else None,
        entered_from=sender_of_agent(situation.actor),
        on_behalf=entered and message.on_behalf,
        proof=message.proof,
        request_digest=request_digest(message) if message.idempotency_key else None,
        village=message.village,
        address=message.address,
        category=message.category,
        remark=Remark(**message.remark.model_dump()) if message.remark else None,
        visit_id=message.visit_id,
        finding_id=message.finding_id,
        details=dict(message.details),
        made_confidential=int(message.confidential),
        latitude=rounded(message.latitude) if hides else message.latitude,
        longitude=rounded(message.longitude) if hides else message.longitude,
    )


def request_digest(message: SubmitSubmission) -> str:
    """The same for the same request; the proof is drawn anew by whoever sends it again, so it does not
    count."""
    return sha256(message.model_dump_json(exclude={"proof"}).encode()).hexdigest()


RAISING: tuple[Clause[Submission], ...] = (
    Creation(
        SubmitSubmission,
        RECEIVED,
        SubmissionReceived,
        by=RAISERS_AND_AGENTS,
        why="practice of 乡长有约 (互动提): anybody raises a matter, also through a deputy or the office",
        facts=RaisingFacts,
        guards=(
            agent_hands_in_for_somebody,
            channel_is_known,
            raised_before_now,
            raised_not_long_ago,
            remark_is_by_people_of_the_township,
            remark_was_made,
            village_is_known,
            kind_is_known,
            category_is_known,
            extra_questions_are_answered,
            finding_is_raised_by_visitors,
            finding_is_to_settle,
            raiser_is_not_barred,
            raiser_is_within_the_limit,
            partner_is_within_its_quota,
        ),
        change=receive,
    ),
    Transition(
        STATES,
        SubmitSubmission,
        None,
        SubmissionKnown,
        by=RAISERS_AND_AGENTS,
        why="no law: one idempotency key is one matter, so that who lost the answer may send again",
        guards=(request_is_the_same,),
    ),
)
