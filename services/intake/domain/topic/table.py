"""The behaviour of topics: the chapters of their life."""

from services.intake.domain.topic.amending import AMENDING
from services.intake.domain.topic.carrying_over import CARRYING_OVER
from services.intake.domain.topic.co_signing import CO_SIGNING
from services.intake.domain.topic.collating import COLLATING
from services.intake.domain.topic.dropping import DROPPING
from services.intake.domain.topic.items import ITEMS
from services.intake.domain.topic.leading import LEADING
from services.intake.domain.topic.meeting import MEETING
from services.intake.domain.topic.proposing import PROPOSING
from services.intake.domain.topic.recusing import RECUSING
from services.intake.domain.topic.redacting import REDACTING
from services.intake.domain.topic.supporting import SUPPORTING
from services.intake.domain.topic.threshold import THRESHOLD
from services.intake.domain.topic.topic import STATES, Topic
from shared.language.behaviour import StateTable
from shared.language.contracts.intake import TopicReminded, TopicWaitDue
from shared.language.waiting import Reminders

TOPIC_TABLE: StateTable[Topic] = StateTable(
    "topic",
    STATES,
    (
        *COLLATING,
        *AMENDING,
        *CO_SIGNING,
        *LEADING,
        *RECUSING,
        *SUPPORTING,
        *THRESHOLD,
        *PROPOSING,
        *CARRYING_OVER,
        *DROPPING,
        *MEETING,
        *ITEMS,
        *REDACTING,
    ),
    Reminders(TopicWaitDue, TopicReminded),
)
