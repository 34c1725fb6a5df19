"""How topics come about, what belongs to them, how they are put, and how they end without a meeting."""

from services.intake.domain import topic_changes, topic_guards, topic_people, topic_text
from services.intake.domain.topic import COLLECTING, DROPPED, OPEN_TO_CHANGE, PROPOSED
from shared.contracts import intake as said
from shared.contracts.base import Role
from shared.state_machine import ABSENT, Row

LEADS = (Role.DEPUTY, Role.HEAD, Role.LEADER)
LEADS_AND_OFFICE = (*LEADS, Role.OFFICE)

COLLATING_ROWS = (
    Row(
        (ABSENT,),
        said.CreateTopic,
        COLLECTING,
        said.TopicCreated,
        by=LEADS_AND_OFFICE,
        guards=(
            topic_guards.office_names_the_lead,
            topic_guards.co_signers_are_other_deputies,
            topic_guards.submissions_are_known,
            topic_guards.submissions_are_free,
        ),
        change=topic_changes.create,
        timers=topic_people.watch,
    ),
    Row(
        OPEN_TO_CHANGE,
        said.MergeSubmissions,
        None,
        said.TopicMerged,
        by=LEADS_AND_OFFICE,
        guards=(
            topic_guards.by_lead_or_office,
            topic_guards.submissions_are_known,
            topic_guards.submissions_are_free,
        ),
        change=topic_changes.merge,
        timers=topic_people.watch,
    ),
    Row(
        OPEN_TO_CHANGE,
        said.ReleaseSubmissions,
        None,
        said.TopicReleased,
        by=LEADS_AND_OFFICE,
        guards=(
            topic_guards.by_lead_or_office,
            topic_guards.submissions_are_in_it,
            topic_guards.submissions_are_unanswered,
        ),
        change=topic_changes.release,
    ),
    Row(
        OPEN_TO_CHANGE,
        said.AmendTopic,
        None,
        said.TopicAmended,
        by=LEADS_AND_OFFICE,
        guards=(topic_guards.by_lead_or_office, topic_text.changes_words),
        change=topic_text.amend,
    ),
    Row(
        (COLLECTING,),
        said.ProposeTopic,
        PROPOSED,
        said.TopicProposed,
        by=LEADS,
        guards=(topic_guards.by_lead, topic_guards.has_substance),
    ),
    Row(
        OPEN_TO_CHANGE,
        said.DropTopic,
        DROPPED,
        said.TopicDropped,
        by=LEADS_AND_OFFICE,
        guards=(topic_guards.by_lead_or_office,),
        change=topic_changes.drop,
    ),
)
