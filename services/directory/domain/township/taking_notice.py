"""The township takes the State Council's notice of a year's holidays (节假日安排)."""

from dataclasses import replace

from services.directory.domain.township.township import STATES, Township
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import DayKind
from shared.language.calendar.notice import Entry, Notice, NoticeError
from shared.language.contracts.directory import NoticeTaken, TakeNotice
from shared.language.contracts.envelope import Role
from shared.language.directory.changing import and_notice


def notice_is_whole(township: Township, command: TakeNotice, situation: Situation) -> Refusal | None:
    """It arranges every statutory holiday of its year, each day once (全国年节及纪念日放假办法)."""
    notice = command.notice
    entries = (
        Entry(line, day.day, DayKind(day.kind), day.name, notice.source)
        for line, day in enumerate(notice.days, 1)
    )
    try:
        Notice.of(notice.year, entries)
    except NoticeError as error:
        return refuse("unusable_notice", "data.notice.days", year=notice.year, why=" ".join(error.problems))
    return None


def notice_is_new(township: Township, command: TakeNotice, situation: Situation) -> Refusal | None:
    """It was not taken before (platform: an edition says something new)."""
    return refuse("nothing_changes", "data.notice") if command.notice in township.notices else None


def take(township: Township, command: TakeNotice, situation: Situation) -> Township:
    """The notices by year; a later one of the same year takes the earlier one's place."""
    return replace(township, notices=and_notice(township.notices, command.notice), changed_at=situation.now)


TAKING_NOTICE: tuple[Clause[Township], ...] = (
    Transition(
        STATES,
        TakeNotice,
        None,
        NoticeTaken,
        (Role.OFFICE, Role.OPERATOR),
        why="全国年节及纪念日放假办法: the State Council arranges each year's holidays; periods go by them",
        guards=(notice_is_whole, notice_is_new),
        change=take,
    ),
)
