"""The office has the figures of a period published."""

from typing import TypeVar

from services.evaluation.domain.figures import Material, figures_of
from services.evaluation.storage.tables import ALARM, BALLOT, RATING
from shared.kernel.journal.work import Work
from shared.kernel.machine import Thing
from shared.kernel.messages.base import Contract
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.store.kind import Kind
from shared.language.behaviour import lawful
from shared.language.calendar import local_day
from shared.language.contracts.evaluation import (
    AlarmSnapshot,
    BallotSnapshot,
    CitizenRatingSnapshot,
    FiguresPublished,
    PublishFigures,
)
from shared.language.contracts.handling import ItemSnapshot, PromiseSnapshot
from shared.language.contracts.intake import SubmissionSnapshot, TopicSnapshot
from shared.language.contracts.scheduling import MeetingSnapshot, VisitSnapshot

T = TypeVar("T", bound=Thing)
S = TypeVar("S", bound=Contract)


async def publish_figures(message: Message[PublishFigures], work: Work) -> Refusal | None:
    """Count from the things that evaluation owns and the events it has heard by now; later facts need
    publishing anew."""
    first_day, last_day = message.data.first_day, message.data.last_day
    if last_day < first_day:
        return refuse("period_ends_before_it_begins", "data.last_day", first_day=first_day, last_day=last_day)
    figures = figures_of(
        await _everything(work),
        first_day,
        last_day,
        local_day(work.now),
        lawful(work).rules.privacy.least_counted,
    )
    id = work.new_id()
    work.emit(
        FiguresPublished(figures_id=id, first_day=first_day, last_day=last_day, figures=figures), subject=id
    )
    return None


async def _everything(work: Work) -> Material:
    return Material(
        submissions=tuple(await work.known_all("submission", SubmissionSnapshot)),
        topics=tuple(await work.known_all("topic", TopicSnapshot)),
        meetings=tuple(await work.known_all("meeting", MeetingSnapshot)),
        visits=tuple(await work.known_all("visit", VisitSnapshot)),
        items=tuple(await work.known_all("item", ItemSnapshot)),
        promises=tuple(await work.known_all("promise", PromiseSnapshot)),
        ballots=await _own(work, BALLOT, BallotSnapshot),
        ratings=await _own(work, RATING, CitizenRatingSnapshot),
        alarms=await _own(work, ALARM, AlarmSnapshot),
    )


async def _own(work: Work, kind: Kind[T], snapshot: type[S]) -> tuple[S, ...]:
    return tuple(snapshot.model_validate(thing) for thing in await work.find(kind))
