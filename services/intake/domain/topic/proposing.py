"""The one who leads a topic puts it: it is ready to be met about."""

from services.intake.domain.topic.leading import LEADS, its_lead, leads_the_topic
from services.intake.domain.topic.topic import BY_GOVERNMENT, Topic
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.text import says_something
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.intake import ProposeTopic, TopicProposed
from shared.language.contracts.intake.topic_states import COLLECTING, PROPOSED
from shared.language.waiting import within


def topic_has_substance(topic: Topic, _message: ProposeTopic, _situation: Situation) -> Refusal | None:
    """A deputy's topic stands on submissions or a project; the government's (政府点题) may stand on its own
    words (practice: a meeting is about something)."""
    own_words = topic.origin == BY_GOVERNMENT and says_something(topic.text)
    if topic.submission_ids or topic.project_id or own_words:
        return None
    return refuse("topic_is_empty", "data.topic_id")


PROPOSING: tuple[Clause[Topic], ...] = (
    Transition(
        (COLLECTING,),
        ProposeTopic,
        PROPOSED,
        TopicProposed,
        by=LEADS,
        why="practice of 乡长有约: whoever sets a topic says when it is ready for a meeting",
        guards=(leads_the_topic, topic_has_substance),
    ),
    within(
        lambda rules: rules.waits.propose_within,
        (COLLECTING,),
        "propose",
        its_lead,
        why="rule waits.propose_within (no law gives a time): what is collected is put or given up",
    ),
)
