"""The entries about 互动提: matters, and the topics that they become."""

from services.console.domain.stages import Stage
from services.console.domain.telling.told import SAID, WHY, Detail, RuleFrom, Telling, Told
from services.console.domain.telling.values import called, moved, newest, reached, title
from shared.language.contracts import intake

_RAISE = Stage.RAISE


def _supporters(event: intake.SubmissionEvent) -> Detail:
    return {"supporters": event.submission.supporters}


def _raisers(event: intake.TopicEvent) -> Detail:
    return {"title": event.topic.title, "submissions": len(event.topic.submission_ids)}


def _backing(event: intake.TopicEvent) -> Detail:
    return {"title": event.topic.title, "co_signers": len(event.topic.co_signers)}


RAISING: tuple[Telling, ...] = (
    Told(
        intake.SubmissionReceived,
        _RAISE,
        lambda e: {"channel": e.submission.channel, WHY: e.call_now},
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
        lambda e: newest(
            e.submission.asked_back,
            expires_at=lambda asked: asked.expires_at,
            said=lambda asked: asked.question,
        ),
    ),
    Told(
        intake.SubmissionInformed,
        _RAISE,
        lambda e: newest(e.submission.asked_back, said=lambda asked: asked.answer),
    ),
    Told(intake.SubmissionQuestionLapsed, _RAISE),
    Told(
        intake.SubmissionDueMoved,
        _RAISE,
        lambda e: moved(e) | {"deadline": e.submission.state},
        rule=RuleFrom.CATALOGUE,
    ),
    Told(intake.SubmissionAccepted, _RAISE, lambda e: {"category": e.submission.category}),
    Told(
        intake.SubmissionRejected,
        _RAISE,
        lambda e: {"reason": e.submission.refused_reason, SAID: e.submission.refused_where_to_go},
    ),
    Told(
        intake.SubmissionForwarded,
        _RAISE,
        lambda e: newest(e.submission.forwardings, to=lambda sent: sent.to, said=lambda sent: sent.why),
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
        lambda e: newest(
            e.submission.forwardings, to=lambda sent: sent.to, said=lambda sent: sent.returned_reason
        ),
    ),
    Told(
        intake.SubmissionAnsweredByCounty,
        _RAISE,
        lambda e: newest(e.submission.forwardings, to=lambda sent: sent.to, said=lambda sent: sent.answer),
    ),
    Told(intake.SubmissionAlarmed, _RAISE, lambda e: reached(e.submission.waiting)),
    Told(intake.SubmissionReminded, _RAISE, lambda e: called(e.submission.waiting)),
    Told(intake.TopicReminded, _RAISE, lambda e: called(e.topic.waiting)),
    Told(intake.SubmissionWithdrawn, _RAISE),
    Told(intake.SubmissionAttached, _RAISE),
    Told(intake.TopicDropped, _RAISE, lambda e: {"title": e.topic.title, SAID: e.topic.dropped_reason}),
    Told(intake.SubmissionReleased, _RAISE, lambda e: {SAID: e.submission.released_reason}),
    Told(intake.TopicCreated, _RAISE, lambda e: {"title": e.topic.title, "origin": e.topic.origin}),
    Told(intake.SubmissionMerged, _RAISE),
    Told(intake.TopicMerged, _RAISE, _raisers),
    Told(intake.TopicReleased, _RAISE, _raisers),
    Told(
        intake.TopicAmended,
        _RAISE,
        lambda e: title(e) | newest(e.topic.text_changes, said=lambda change: change.diff),
    ),
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
    Told(
        intake.SubmissionReclassified,
        _RAISE,
        lambda e: newest(e.submission.reclassified, said=lambda one: one.why) | {WHY: e.call_now},
    ),
    Told(
        intake.SubmissionReopened, _RAISE, lambda e: newest(e.submission.reopened, said=lambda one: one.why)
    ),
    Told(
        intake.SubmissionReplyCorrected,
        _RAISE,
        lambda e: newest(e.submission.reply_corrections, said=lambda one: one.why),
    ),
    Told(
        intake.SubmissionPosted,
        _RAISE,
        lambda e: {
            "where": e.submission.posted.where if e.submission.posted else "",
            SAID: e.submission.posted.why if e.submission.posted else "",
        },
    ),
    Told(
        intake.SubmissionAnsweredByWord,
        _RAISE,
        lambda e: {SAID: e.submission.spoken_answer.text if e.submission.spoken_answer else ""},
    ),
    Told(
        intake.SubmissionHandedBack,
        _RAISE,
        lambda e: newest(e.submission.handed_back, said=lambda one: one.reason),
    ),
    Told(intake.SubmissionFastLaned, _RAISE, lambda e: {"department": e.submission.department}),
)
