"""Milestones: each step of the plan is reported reached, in time or late, or is put off with a reason; the
planned day stays readable beside it."""

from dataclasses import replace
from datetime import datetime

from services.handling.domain.project.department import department_is_awaited
from services.handling.domain.project.project import DONE, UNDER_WAY, Project
from services.handling.domain.project.reporting import REPORTERS, reporter_is_in_charge
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import end_of_day, local_day
from shared.language.contracts import handling as said
from shared.language.waiting import until

_OfMilestone = said.ReachMilestone | said.DelayMilestone


def milestone_is_planned(project: Project, message: _OfMilestone, _situation: Situation) -> Refusal | None:
    """The plan has a step of that number (platform rule)."""
    planned = len(project.milestones)
    if message.milestone <= planned:
        return None
    return refuse("unknown_milestone", "data.milestone", number=message.milestone, planned=planned)


def day_of_reaching_has_come(
    _project: Project, message: said.ReachMilestone, situation: Situation
) -> Refusal | None:
    """Nothing is called reached on a day that is still to come (platform rule)."""
    if message.reached_on <= local_day(situation.now):
        return None
    return refuse("milestone_to_come", "data.reached_on", day=message.reached_on)


def day_of_reaching_is_of_the_plan(
    project: Project, message: said.ReachMilestone, _situation: Situation
) -> Refusal | None:
    """A step that was to come when it was planned was not reached before (platform rule: a slip in the year
    would count as in time)."""
    planned = local_day(project.planned_at)
    if message.reached_on >= planned:
        return None
    return refuse("milestone_before_the_plan", "data.reached_on", day=message.reached_on, planned=planned)


def expected_day_is_to_come(
    _project: Project, message: said.DelayMilestone, situation: Situation
) -> Refusal | None:
    """What is late is expected on a day that is not over (platform rule)."""
    if message.expected_on >= local_day(situation.now):
        return None
    return refuse("day_in_the_past", "data.expected_on", day=message.expected_on)


def something_is_said(project: Project, message: _OfMilestone, _situation: Situation) -> Refusal | None:
    """It is another day or another word than stands there (platform rule: the same again is a slip)."""
    step = project.milestones[message.milestone - 1]
    if isinstance(message, said.ReachMilestone):
        same = (step.reached_on, step.text) == (message.reached_on, message.text)
    else:
        same = step.reached_on is None and step.expected_on == message.expected_on
    return refuse("nothing_changes", "data.milestone") if same else None


def reach(project: Project, message: said.ReachMilestone, situation: Situation) -> Project:
    """Reached; late if the planned day was over."""
    late = message.reached_on > project.milestones[message.milestone - 1].due_on
    return _with(
        project,
        message,
        reached_on=message.reached_on,
        late=late,
        text=message.text,
        said_at=situation.now,
    )


def delay(project: Project, message: said.DelayMilestone, situation: Situation) -> Project:
    """Not reached, and expected on another day."""
    was = project.milestones[message.milestone - 1]
    put_off = said.MilestoneDelay(
        expected_on=message.expected_on, reason=message.reason, by=situation.actor.id, at=situation.now
    )
    return _with(
        project,
        message,
        reached_on=None,
        late=False,
        text="",
        delays=(*was.delays, put_off),
        said_at=situation.now,
    )


def _with(project: Project, message: _OfMilestone, **changes: object) -> Project:
    steps = list(project.milestones)
    place = message.milestone - 1
    steps[place] = steps[place].model_copy(update=changes)
    return replace(project, milestones=tuple(steps))


def _next(project: Project) -> said.Milestone:
    """Of the steps that are not reached the first to be expected."""
    waited_for = (step for step in project.milestones if not step.reached_on)
    return min(waited_for, key=lambda step: step.expected_on)


def _since(project: Project) -> datetime:
    """When somebody last said something of a step, or the project was planned."""
    return max((step.said_at for step in project.milestones if step.said_at), default=project.planned_at)


MILESTONES: tuple[Clause[Project], ...] = (
    Transition(
        (*UNDER_WAY, DONE),
        said.ReachMilestone,
        None,
        said.ProjectMilestoneReached,
        by=REPORTERS,
        why="practice of 民生实事: the year's projects are reported on step by step (项目化管理)",
        guards=(
            reporter_is_in_charge,
            milestone_is_planned,
            day_of_reaching_has_come,
            day_of_reaching_is_of_the_plan,
            something_is_said,
        ),
        change=reach,
    ),
    Transition(
        (*UNDER_WAY, DONE),
        said.DelayMilestone,
        None,
        said.ProjectMilestoneDelayed,
        by=REPORTERS,
        why="practice of 民生实事: what will be late is said before it is asked for, with the reason",
        guards=(reporter_is_in_charge, milestone_is_planned, expected_day_is_to_come, something_is_said),
        change=delay,
    ),
    until(
        lambda project: end_of_day(_next(project).expected_on),
        UNDER_WAY,
        "reach_milestone",
        department_is_awaited,
        why="practice of 民生实事: each step is reached by its day, or said to be late (reminders)",
        since=_since,
        when=lambda project: any(not step.reached_on for step in project.milestones),
    ),
)
