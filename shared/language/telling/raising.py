"""The entries about 互动提: matters, and the topics that they become."""

from shared.language.contracts import intake
from shared.language.differences import difference
from shared.language.telling.stages import Stage
from shared.language.telling.told import SAID, WHY, Detail, RuleFrom, Telling, Told
from shared.language.telling.values import called, moved, newest, reached, title

_RAISE = Stage.RAISE


def _supporters(event: intake.SubmissionEvent) -> Detail:
    return {"supporters": event.submission.supporters}


def _extent(event: intake.SubmissionPublished) -> str:
    return event.submission.published.extent if event.submission.published else "no"


def _raisers(event: intake.TopicEvent) -> Detail:
    return {"title": event.topic.title, "submissions": len(event.topic.submission_ids)}


def _backing(event: intake.TopicEvent) -> Detail:
    return {"title": event.topic.title, "co_signers": len(event.topic.confirmed_by)}


def _reply_corrected(event: intake.SubmissionReplyCorrected) -> Detail:
    """That it was put right. What it says is the raiser's."""
    return newest(event.submission.reply_corrections, corrected_why=lambda one: one.why)


def _amended(event: intake.TopicAmended) -> Detail:
    """With the words that are new and those that are gone."""
    topic = event.topic
    now = f"{topic.title}\n{topic.text}".strip()
    return title(event) | newest(
        topic.text_changes,
        said=lambda was: difference(f"{was.title}\n{was.text}".strip(), now),
    )


RAISING: tuple[Telling, ...] = (
    Told(
        intake.SubmissionReceived,
        _RAISE,
        lambda e: {
            "channel": e.submission.channel,
            "raised_at": e.submission.raised_at,
            WHY: e.call_now,
        },
    ),
    Told(intake.SubmissionKnown, _RAISE),
    Told(intake.RaiserBarred, _RAISE),
    Told(intake.SubmissionErased, _RAISE),
    Told(intake.SubmissionSupported, _RAISE, _supporters),
    Told(intake.SubmissionSupportWithdrawn, _RAISE, _supporters),
    Told(intake.SubmissionEdited, _RAISE),
    Told(intake.SubmissionContactChanged, _RAISE),
    Told(
        intake.SubmissionAskedBack,
        _RAISE,
        lambda e: newest(e.submission.asked_back, expires_at=lambda asked: asked.expires_at),
    ),
    Told(intake.SubmissionInformed, _RAISE),
    Told(intake.SubmissionQuestionLapsed, _RAISE),
    Told(
        intake.SubmissionDueMoved,
        _RAISE,
        lambda e: moved(e) | {"deadline": e.submission.state},
        rule=RuleFrom.CATALOGUE,
    ),
    Told(intake.SubmissionAccepted, _RAISE, lambda e: {"into": e.submission.category}),
    Told(intake.SubmissionPublished, _RAISE, lambda e: {"extent": _extent(e)}),
    Told(intake.SubmissionMadeConfidential, _RAISE, strikes=True),
    Told(intake.SubmissionConfidentialityLifted, _RAISE),
    Told(
        intake.SubmissionRejected,
        _RAISE,
        lambda e: {"reason": e.submission.refused_reason, SAID: e.submission.refused_where_to_go},
    ),
    Told(
        intake.SubmissionForwarded,
        _RAISE,
        lambda e: newest(e.submission.forwardings, to=lambda sent: sent.to),
    ),
    Told(
        intake.SubmissionForwardReminded,
        _RAISE,
        lambda e: newest(
            e.submission.forwardings, to=lambda sent: sent.to, reminded=lambda sent: sent.reminded
        ),
    ),
    Told(
        intake.SubmissionReturned,
        _RAISE,
        lambda e: newest(e.submission.forwardings, to=lambda sent: sent.to),
    ),
    Told(
        intake.SubmissionAnsweredByCounty,
        _RAISE,
        lambda e: newest(e.submission.forwardings, to=lambda sent: sent.to),
    ),
    Told(
        intake.SubmissionAlarmed,
        _RAISE,
        lambda e: reached(e.submission.waiting),
        rule=RuleFrom.CATALOGUE,
    ),
    Told(
        intake.SubmissionReminded,
        _RAISE,
        lambda e: called(e.submission.waiting),
        rule=RuleFrom.CATALOGUE,
    ),
    Told(intake.TopicReminded, _RAISE, lambda e: called(e.topic.waiting), rule=RuleFrom.CATALOGUE),
    Told(intake.SubmissionWithdrawn, _RAISE),
    Told(intake.SubmissionSplit, _RAISE, lambda e: {"parts": len(e.submission.split_into)}),
    Told(intake.SubmissionAttached, _RAISE),
    Told(intake.TopicDropped, _RAISE, lambda e: {"title": e.topic.title, SAID: e.topic.dropped_reason}),
    Told(intake.SubmissionReleased, _RAISE),
    Told(intake.TopicCreated, _RAISE, lambda e: {"title": e.topic.title, "origin": e.topic.origin}),
    Told(intake.SubmissionMerged, _RAISE),
    Told(intake.TopicMerged, _RAISE, _raisers),
    Told(intake.TopicReleased, _RAISE, _raisers),
    Told(intake.TopicAmended, _RAISE, _amended),
    Told(intake.TopicCoSigned, _RAISE, _backing),
    Told(intake.TopicCoSignatureWithdrawn, _RAISE, _backing),
    Told(intake.TopicHandedOver, _RAISE, title),
    Told(intake.TopicRecused, _RAISE, title),
    Told(
        intake.TopicSupported,
        _RAISE,
        lambda e: {"title": e.topic.title, "supporters": e.topic.supporters},
    ),
    Told(intake.TopicOverThreshold, _RAISE, title),
    Told(intake.TopicProposed, _RAISE, _raisers),
    Told(intake.SubmissionReclassified, _RAISE, lambda e: {WHY: e.call_now}),
    Told(intake.SubmissionReopened, _RAISE),
    Told(
        intake.SubmissionReplyCorrected,
        _RAISE,
        _reply_corrected,
    ),
    Told(
        intake.SubmissionPosted,
        _RAISE,
        lambda e: {"where": e.submission.posted.where if e.submission.posted else ""},
    ),
    Told(intake.SubmissionAnsweredByWord, _RAISE),
    Told(intake.SubmissionHandedBack, _RAISE),
    Told(intake.SubmissionFastLaned, _RAISE, lambda e: {"department": e.submission.department}),
    Told(intake.SubmissionRedacted, _RAISE, strikes=True),
    Told(intake.TopicRedacted, _RAISE, strikes=True),
)
