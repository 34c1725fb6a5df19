"""Deputies come to stand behind a topic and its lead, or leave it."""

from dataclasses import replace

from services.intake.domain.topic.recusing import signer_is_not_recused
from services.intake.domain.topic.threshold import watch
from services.intake.domain.topic.topic import BEFORE_THE_MEETING, Topic, without_signature_of
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import (
    CoSignTopic,
    TopicCoSignatureWithdrawn,
    TopicCoSigned,
    WithdrawCoSignature,
)
from shared.language.named import names


def signer_does_not_lead_it(topic: Topic, _message: CoSignTopic, situation: Situation) -> Refusal | None:
    """The lead stands behind it anyway (rule topics.co_signers counts deputies beside the lead)."""
    return refuse("lead_needs_no_signature", "actorid") if situation.actor.id == topic.lead_id else None


def signer_has_not_confirmed_yet(topic: Topic, _message: CoSignTopic, situation: Situation) -> Refusal | None:
    """They have not said so already (rule topics.co_signers counts each once)."""
    return refuse("already_co_signed", "data.topic_id") if situation.actor.id in topic.confirmed_by else None


@names(deputy="co_signers")
def is_a_co_signer(topic: Topic, _message: WithdrawCoSignature, situation: Situation) -> Refusal | None:
    """There is a signature to take back (practice: nobody takes another's name off)."""
    return None if situation.actor.id in topic.co_signers else refuse("not_a_co_signer", "actorid")


def co_sign(topic: Topic, _message: CoSignTopic, situation: Situation) -> Topic:
    """The deputy supports the topic and its lead."""
    signer = situation.actor.id
    signers = topic.co_signers if signer in topic.co_signers else (*topic.co_signers, signer)
    return replace(topic, co_signers=signers, confirmed_by=(*topic.confirmed_by, signer))


def withdraw(topic: Topic, _message: WithdrawCoSignature, situation: Situation) -> Topic:
    """The deputy does not support the topic any more."""
    return without_signature_of(topic, situation.actor.id)


CO_SIGNING: tuple[Clause[Topic], ...] = (
    Transition(
        BEFORE_THE_MEETING,
        CoSignTopic,
        None,
        TopicCoSigned,
        by=(Role.DEPUTY,),
        why="practice of 代表出题: deputies stand behind a topic by their own word; rule topics.co_signers",
        guards=(signer_does_not_lead_it, signer_is_not_recused, signer_has_not_confirmed_yet),
        change=co_sign,
        timers=watch,
    ),
    Transition(
        BEFORE_THE_MEETING,
        WithdrawCoSignature,
        None,
        TopicCoSignatureWithdrawn,
        by=(Role.DEPUTY,),
        why="practice of 代表出题: nobody stands behind a topic against their will",
        guards=(is_a_co_signer,),
        change=withdraw,
    ),
)
