"""What falls to a post, by id: the head's is everything of the township; a leader's and a department head's
what their departments do; a deputy's what they stand behind, and what was raised in their constituency.

What is in the name of somebody who had the post before and has left goes with the post.
"""

from dataclasses import dataclass

from cli.handover.material import Material
from cli.handover.posts import Charge
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import MeetingSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """The ids of what falls to a post."""

    topics: frozenset[str]
    items: frozenset[str]
    """Those that have ended among them: their promises have not."""
    promises: frozenset[str]
    projects: frozenset[str]
    meetings: frozenset[str]
    visits: frozenset[str]


def theirs(charge: Charge, material: Material) -> Theirs:
    """What of ``material`` falls to ``charge``."""
    everything = charge.role is Role.HEAD
    people, departments = charge.people, charge.departments
    raised = frozenset[str]().union(*(material.raised_in.get(code, ()) for code in charge.villages))
    backed = [one for one in material.topics if people & {one.lead_id, *one.co_signers}]
    topics = frozenset(one.topic_id for one in backed)
    items = frozenset(
        one.item_id
        for one in material.items
        if everything
        or departments & {one.lead, *one.co_handlers}
        or one.topic_id in topics
        or raised & {*one.submission_ids}
    )
    promises = frozenset(
        one.promise_id
        for one in material.promises
        if everything or one.owner in departments or one.item_id in items
    )
    of_topics = {one.project_id for one in backed}
    projects = frozenset(
        one.project_id
        for one in material.projects
        if everything or one.leader in people or one.department in departments or one.project_id in of_topics
    )
    spoken_of = topics | items | promises | projects
    meetings = frozenset(
        one.meeting_id
        for one in material.meetings
        if everything or people & _named_in(one) or spoken_of & _spoken_of_in(one)
    )
    visits = frozenset(
        one.visit_id
        for one in material.visits
        if everything or one.lead_id in people or spoken_of & {one.topic_id, one.item_id}
    )
    return Theirs(
        topics=topics, items=items, promises=promises, projects=projects, meetings=meetings, visits=visits
    )


def _named_in(meeting: MeetingSnapshot) -> frozenset[str | None]:
    return frozenset((meeting.requested_by, *meeting.invited))


def _spoken_of_in(meeting: MeetingSnapshot) -> frozenset[str | None]:
    return frozenset((meeting.topic_id, *(entry.id for entry in meeting.agenda)))
