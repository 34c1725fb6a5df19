"""Who stands behind a topic: its lead, co-signers who confirm, deputies who keep out; and when there are enough."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from services.intake.domain.topic import Topic
from shared.contracts.base import Data, Role
from shared.contracts.intake import (
    CoSignTopic,
    HandOverTopic,
    Recusal,
    RecuseDeputy,
    ThresholdReached,
    WithdrawCoSignature,
)
from shared.errors import Refusal, refuse
from shared.reference import reference
from shared.rules import RuleSet
from shared.state_machine import Situation, TimerChange


def not_the_lead(topic: Topic, _message: Data, situation: Situation) -> Refusal | None:
    """The lead stands behind it anyway."""
    return refuse("lead_needs_no_signature", "actorid") if situation.actor.id == topic.lead_id else None


def not_recused(topic: Topic, message: CoSignTopic | HandOverTopic, situation: Situation) -> Refusal | None:
    """Who keeps out of it neither signs nor leads."""
    deputy = message.to if isinstance(message, HandOverTopic) else situation.actor.id
    if deputy in _recused(topic):
        return refuse("recused_from_topic", "data.topic_id", deputy=deputy)
    return None


def not_confirmed_yet(topic: Topic, _message: CoSignTopic, situation: Situation) -> Refusal | None:
    """They have not said so already."""
    return refuse("already_co_signed", "data.topic_id") if situation.actor.id in topic.confirmed_by else None


def is_co_signer(topic: Topic, _message: WithdrawCoSignature, situation: Situation) -> Refusal | None:
    """There is a signature to take back."""
    return None if situation.actor.id in topic.co_signers else refuse("not_a_co_signer", "actorid")


def goes_to_co_signer(topic: Topic, message: HandOverTopic, _situation: Situation) -> Refusal | None:
    """The lead goes to somebody who stands behind it."""
    if message.to in topic.co_signers:
        return None
    return refuse("next_lead_not_co_signer", "data.to", co_signers=", ".join(topic.co_signers) or "-")


def recuses_self_or_by_office(_: Topic, message: RecuseDeputy, situation: Situation) -> Refusal | None:
    """A deputy speaks for themselves; the office may record it for any deputy."""
    if situation.actor.role is Role.DEPUTY and situation.actor.id != message.deputy_id:
        return refuse("recusal_of_other", "data.deputy_id")
    if message.deputy_id not in reference().deputies:
        return refuse("unknown_deputy", "data.deputy_id", ids=message.deputy_id)
    return None


def recusal_is_new(topic: Topic, message: RecuseDeputy, _situation: Situation) -> Refusal | None:
    """They do not keep out already; a lead first hands over."""
    if message.deputy_id in _recused(topic):
        return refuse("recused_from_topic", "data.deputy_id", deputy=message.deputy_id)
    return refuse("lead_hands_over_first", "data.deputy_id") if message.deputy_id == topic.lead_id else None


def co_sign(topic: Topic, _message: CoSignTopic, situation: Situation) -> Topic:
    """They stand behind it and its lead."""
    signer = situation.actor.id
    signers = topic.co_signers if signer in topic.co_signers else (*topic.co_signers, signer)
    return replace(topic, co_signers=signers, confirmed_by=(*topic.confirmed_by, signer))


def withdraw(topic: Topic, _message: WithdrawCoSignature, situation: Situation) -> Topic:
    """They do not any more."""
    return _without(topic, situation.actor.id)


def hand_over(topic: Topic, message: HandOverTopic, _situation: Situation) -> Topic:
    """The old lead becomes a co-signer, who thereby stands behind the new one; the others are asked anew."""
    others = tuple(id for id in topic.co_signers if id != message.to)
    return replace(topic, lead_id=message.to, co_signers=(topic.lead_id, *others), confirmed_by=(topic.lead_id,))


def recuse(topic: Topic, message: RecuseDeputy, situation: Situation) -> Topic:
    """They keep out, and their signature goes with them."""
    recusal = Recusal(
        deputy_id=message.deputy_id, reason=message.reason, recorded_by=situation.actor.id, at=situation.now
    )
    return replace(_without(topic, message.deputy_id), recusals=(*topic.recusals, recusal))


def count_supporters(topic: Topic, _message: Data, situation: Situation) -> Topic:
    """``situation.facts``: how many people support its submissions now."""
    return replace(topic, supporters=situation.facts)


def enough(topic: Topic, rules: RuleSet) -> bool:
    """Whether so many stand behind it that a meeting may be asked for (rules.topics); each number is enough."""
    return (
        len(topic.confirmed_by) >= rules.topics.co_signers
        or topic.supporters >= rules.topics.supporters
        or len(topic.submission_ids) >= rules.topics.submissions
    )


def crosses(topic: Topic, _message: ThresholdReached, situation: Situation) -> bool:
    """Enough stand behind it, for the first time."""
    return topic.over_threshold_at is None and enough(topic, situation.rules)


def cross(topic: Topic, _message: ThresholdReached, situation: Situation) -> Topic:
    """From now on a meeting may be asked for; whoever leaves later changes nothing about that."""
    return replace(topic, over_threshold_at=situation.now)


def watch(topic: Topic, situation: Situation) -> Iterator[TimerChange]:
    """Tell ourselves at once when enough stand behind it."""
    if topic.over_threshold_at is None and enough(topic, situation.rules):
        reached = ThresholdReached(topic_id=topic.topic_id)
        yield TimerChange(f"threshold:{topic.topic_id}", situation.now, reached)


def _recused(topic: Topic) -> frozenset[str]:
    return frozenset(recusal.deputy_id for recusal in topic.recusals)


def _without(topic: Topic, deputy: str) -> Topic:
    left: dict[str, Any] = {
        name: tuple(id for id in getattr(topic, name) if id != deputy) for name in ("co_signers", "confirmed_by")
    }
    return replace(topic, **left)
