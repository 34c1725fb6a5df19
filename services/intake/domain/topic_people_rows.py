"""Who comes to stand behind a topic, who leaves it or keeps out, and when there are enough."""

from services.intake.domain import topic_guards, topic_people
from services.intake.domain.topic import BEFORE_THE_MEETING, DISCUSSED, STATES
from shared.contracts import intake as said
from shared.contracts.base import Role
from shared.state_machine import Ignore, Row

_DEPUTY = (Role.DEPUTY,)

PEOPLE_ROWS = (
    Row(
        BEFORE_THE_MEETING,
        said.CoSignTopic,
        None,
        said.TopicCoSigned,
        by=_DEPUTY,
        guards=(topic_people.not_the_lead, topic_people.not_recused, topic_people.not_confirmed_yet),
        change=topic_people.co_sign,
        timers=topic_people.watch,
    ),
    Row(
        BEFORE_THE_MEETING,
        said.WithdrawCoSignature,
        None,
        said.TopicCoSignatureWithdrawn,
        by=_DEPUTY,
        guards=(topic_people.is_co_signer,),
        change=topic_people.withdraw,
    ),
    Row(
        BEFORE_THE_MEETING,
        said.HandOverTopic,
        None,
        said.TopicHandedOver,
        by=(Role.DEPUTY, Role.OFFICE),
        guards=(topic_guards.by_lead_or_office, topic_people.not_recused, topic_people.goes_to_co_signer),
        change=topic_people.hand_over,
    ),
    Row(
        BEFORE_THE_MEETING,
        said.RecuseDeputy,
        None,
        said.TopicRecused,
        by=(Role.DEPUTY, Role.OFFICE),
        guards=(topic_people.recuses_self_or_by_office, topic_people.recusal_is_new),
        change=topic_people.recuse,
    ),
    *(
        Row(
            (*BEFORE_THE_MEETING, DISCUSSED),
            command,
            None,
            said.TopicSupported,
            by=(Role.CITIZEN, Role.DEPUTY, Role.OFFICE),
            change=topic_people.count_supporters,
            timers=topic_people.watch,
        )
        for command in (said.SupportSubmission, said.WithdrawSupport)
    ),
    Row(
        BEFORE_THE_MEETING,
        said.ThresholdReached,
        None,
        said.TopicOverThreshold,
        when=topic_people.crosses,
        change=topic_people.cross,
    ),
)
IGNORED_THRESHOLD = Ignore(STATES, said.ThresholdReached, "a meeting has it, or it is over the threshold already")
