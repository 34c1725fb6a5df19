"""The entries about what deputies, the presidium and the office say of an item, a promise or a project:
opinions, urges, and notices with their answers."""

from collections.abc import Callable, Iterator
from typing import Any

from shared.kernel.messages.base import Event
from shared.language.contracts import handling
from shared.language.telling.stages import Stage
from shared.language.telling.told import Detail, RuleFrom, Telling, Told
from shared.language.telling.values import lead, newest

_SUPERVISE = Stage.SUPERVISE
_Watched = handling.ItemSnapshot | handling.PromiseSnapshot | handling.ProjectSnapshot
_Whose = Callable[[Any], tuple[_Watched, Detail]]
"""Event → the thing, and what the sentences say of it."""


def _item(event: handling.ItemEvent) -> tuple[_Watched, Detail]:
    return event.item, lead(event)


def _promise(event: handling.PromiseEvent) -> tuple[_Watched, Detail]:
    return event.promise, {"lead": event.promise.owner}


def _project(event: handling.ProjectEvent) -> tuple[_Watched, Detail]:
    return event.project, {"lead": event.project.department, "title": event.project.title}


def _spoken(whose: _Whose) -> Callable[[Event], Detail]:
    def details(event: Event) -> Detail:
        thing, of = whose(event)
        return of | newest(thing.supervisions, said=lambda act: act.text)

    return details


def _noticed(whose: _Whose, said: Callable[[handling.Notice], str]) -> Callable[[Event], Detail]:
    def details(event: Event) -> Detail:
        thing, of = whose(event)
        return of | newest(
            thing.notices,
            colour=lambda notice: notice.colour,
            answer_by=lambda notice: notice.answer_by,
            late=lambda notice: notice.late,
            said=said,
        )

    return details


def _entries(
    whose: _Whose, noted: type[Event], pressed: type[Event], *notice: type[Event]
) -> Iterator[Told[Any]]:
    given, answered, withdrawn = notice
    yield Told(noted, _SUPERVISE, _spoken(whose))
    yield Told(pressed, _SUPERVISE, _spoken(whose))
    yield Told(given, _SUPERVISE, _noticed(whose, lambda one: one.text), rule=RuleFrom.CATALOGUE)
    yield Told(answered, _SUPERVISE, _noticed(whose, lambda one: one.answer))
    yield Told(withdrawn, _SUPERVISE, _noticed(whose, lambda one: one.withdrawn_reason))


WATCHING: tuple[Telling, ...] = (
    *_entries(
        _item,
        handling.ItemNoted,
        handling.ItemPressed,
        handling.ItemNoticeGiven,
        handling.ItemNoticeAnswered,
        handling.ItemNoticeWithdrawn,
    ),
    *_entries(
        _promise,
        handling.PromiseNoted,
        handling.PromisePressed,
        handling.PromiseNoticeGiven,
        handling.PromiseNoticeAnswered,
        handling.PromiseNoticeWithdrawn,
    ),
    *_entries(
        _project,
        handling.ProjectNoted,
        handling.ProjectPressed,
        handling.ProjectNoticeGiven,
        handling.ProjectNoticeAnswered,
        handling.ProjectNoticeWithdrawn,
    ),
)
