"""Watching: deputies, the presidium and the office speak of a project and give notices about it."""

from services.handling.domain.project.department import department_asks, department_is_awaited
from services.handling.domain.project.project import DONE, UNDER_WAY, Project
from services.handling.domain.supervision.noticing import noticing
from services.handling.domain.supervision.speaking import speaking
from services.handling.domain.supervision.watched import Watch
from shared.language.behaviour import Clause
from shared.language.contracts import handling as said

_WATCH: Watch[Project] = Watch(
    states=(*UNDER_WAY, DONE),
    unfinished=UNDER_WAY,
    department=lambda project: project.department,
    awaited=department_is_awaited,
    department_asks=department_asks,
    note=said.NoteProject,
    noted=said.ProjectNoted,
    press=said.PressProject,
    pressed=said.ProjectPressed,
    give_notice=said.GiveProjectNotice,
    notice_given=said.ProjectNoticeGiven,
    answer_notice=said.AnswerProjectNotice,
    notice_answered=said.ProjectNoticeAnswered,
    withdraw_notice=said.WithdrawProjectNotice,
    notice_withdrawn=said.ProjectNoticeWithdrawn,
)

WATCHING: tuple[Clause[Project], ...] = (*speaking(_WATCH), *noticing(_WATCH))
