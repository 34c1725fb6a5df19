"""A deputy with an interest of their own keeps out of a topic: neither signs nor leads. An interest may come
to light while it is being handled: what came of it follows (ADR 0088)."""

from dataclasses import replace

from services.intake.domain.topic.topic import BEFORE_THE_MEETING, WHILE_ALIVE, Topic, without_signature_of
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import HandOverTopic, Recusal, RecuseDeputy, TopicRecused
from shared.language.directory.choosing import deputies_are_seated, people_named


def signer_is_not_recused(topic: Topic, _message: object, situation: Situation) -> Refusal | None:
    """A recused deputy does not sign (practice: recusal)."""
    return _keeps_out(topic, situation.actor.id, "data.topic_id", situation)


def next_lead_is_not_recused(topic: Topic, message: HandOverTopic, situation: Situation) -> Refusal | None:
    """A recused deputy does not lead the topic (practice: recusal)."""
    return _keeps_out(topic, message.to, "data.to", situation)


def recuses_oneself_or_is_the_office(_: Topic, message: RecuseDeputy, situation: Situation) -> Refusal | None:
    """A deputy speaks for themselves; the office may record it for any deputy (practice: recusal)."""
    if situation.actor.role is Role.DEPUTY and situation.actor.id != message.deputy_id:
        return refuse("recusal_of_other", "data.deputy_id")
    return None


def deputy_is_known(_: Topic, message: RecuseDeputy, situation: Situation) -> Refusal | None:
    """There is such a deputy (the township's list of deputies)."""
    return deputies_are_seated((message.deputy_id,), situation.directory, "data.deputy_id")


def deputy_is_not_recused_yet(topic: Topic, message: RecuseDeputy, situation: Situation) -> Refusal | None:
    """They do not keep out already (no law: it is recorded once)."""
    return _keeps_out(topic, message.deputy_id, "data.deputy_id", situation)


def deputy_does_not_lead_it(topic: Topic, message: RecuseDeputy, _situation: Situation) -> Refusal | None:
    """A lead first hands the topic over (practice: a topic always has a lead). When a meeting has had it, the
    office does whatever there is still to do with it."""
    leads = message.deputy_id == topic.lead_id and topic.state in BEFORE_THE_MEETING
    return refuse("lead_hands_over_first", "data.deputy_id") if leads else None


def recuse(topic: Topic, message: RecuseDeputy, situation: Situation) -> Topic:
    """They keep out, and their signature goes with them."""
    recusal = Recusal(
        deputy_id=message.deputy_id, reason=message.reason, recorded_by=situation.actor.id, at=situation.now
    )
    left = without_signature_of(topic, message.deputy_id)
    return replace(left, recusals=(*topic.recusals, recusal))


def _keeps_out(topic: Topic, deputy: str, field: str, situation: Situation) -> Refusal | None:
    if deputy not in topic.recused:
        return None
    return refuse("recused_from_topic", field, deputy=people_named(situation.directory, deputy))


RECUSING: tuple[Clause[Topic], ...] = (
    Transition(
        WHILE_ALIVE,
        RecuseDeputy,
        None,
        TopicRecused,
        by=(Role.DEPUTY, Role.OFFICE),
        why="practice: a deputy keeps out of what touches an interest of their own",
        guards=(
            recuses_oneself_or_is_the_office,
            deputy_is_known,
            deputy_is_not_recused_yet,
            deputy_does_not_lead_it,
        ),
        change=recuse,
    ),
)
