"""The events of projects."""

from shared.kernel.messages.base import Event
from shared.language.contracts.handling.project_things import ProjectSnapshot
from shared.language.contracts.redacting import struck_out


class ProjectEvent(Event):
    """Carries the project as it stands after the event."""

    project: ProjectSnapshot

    def struck_out(self) -> tuple[str, ...]:
        """What the office struck out of it."""
        return struck_out(self.project.redactions)


class ProjectPlanned(ProjectEvent, type="handling.project.planned.v1"):
    """A project was entered."""


class ProjectReported(ProjectEvent, type="handling.project.reported.v1"):
    """A project's progress was reported; the report has its light."""


class ProjectReportedDone(ProjectEvent, type="handling.project.reported_done.v1"):
    """A project was reported done; it is to be looked at and accepted."""


class ProjectMilestoneReached(ProjectEvent, type="handling.project.milestone_reached.v1"):
    """A step of the plan was reached, in time or late: the one that was spoken of last."""


class ProjectMilestoneDelayed(ProjectEvent, type="handling.project.milestone_delayed.v1"):
    """A step of the plan is expected later, with the reason: the one that was spoken of last."""


class ProjectReminded(ProjectEvent, type="handling.project.reminded.v1"):
    """A report, a step or the answer to a notice is waited for, or the acceptance; who hears of it stands in
    ``waiting``."""


class ProjectAccepted(ProjectEvent, type="handling.project.accepted.v1"):
    """What was done is accepted: the project is finished."""


class ProjectAcceptanceRefused(ProjectEvent, type="handling.project.acceptance_refused.v1"):
    """It was looked at and is not done; the work goes on."""


class ProjectDropped(ProjectEvent, type="handling.project.dropped.v1"):
    """The project was given up, with the reason."""


class ProjectResumed(ProjectEvent, type="handling.project.resumed.v1"):
    """A project that had ended goes on, with the reason."""
