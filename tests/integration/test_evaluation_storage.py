"""What evaluation keeps: ballots and votes at the same moment, secret votes, closing by the clock, learned
copies."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.messages import envelope
from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.language.contracts import evaluation as e
from shared.language.contracts import handling, intake
from shared.language.contracts.envelope import Envelope, Role
from shared.language.topology import TOPOLOGY
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP, Platform, Stand, running_platform
from tests.unit.evaluation.builders import (
    CITIZEN,
    CLOSES_AT,
    DEPUTIES,
    OFFICE,
    OPENED_AT,
    SECRET,
    deputy,
    item,
    submission,
)

OPERATOR = Actor("operator-1", Role.OPERATOR)
REASON = "菜价比集镇还贵"


@dataclass
class Evaluation:
    """The service, told of one answered item (I1) and one answered submission (D1)."""

    platform: Platform
    bus: InProcessBus

    async def learn(self, event: Event, id: str, township: str = TOWNSHIP, message: str = "") -> None:
        await self.bus.publish_event(
            Envelope(
                id=message or f"{township}-{id}",
                source=f"/youyue/{event.owner()}",
                type=event.type,
                time=OPENED_AT,
                township=township,
                actorid=SYSTEM.id,
                actorrole=SYSTEM.role,
                subject=id,
                sequence=1,
                data=event.model_dump(mode="json"),
            )
        )

    async def opened(self) -> str:
        """The ballot that has opened by itself."""
        await self.platform.settle()
        (opened,) = self.heard(e.BallotOpened)
        return str(opened.data["ballot"]["ballot_id"])

    async def vote(self, ballot_id: str, voter: str, choice: str = "dissatisfied") -> envelope.Envelope:
        reason = REASON if choice == "dissatisfied" else ""
        command = e.CastVote(ballot_id=ballot_id, process="basically", result=choice, reason=reason)
        return await self.platform.tell(command, deputy(voter))

    async def move_clock(self, to: datetime) -> None:
        await self.platform.tell(e.MoveEvaluationClock(to=to), OPERATOR)
        await self.platform.settle()

    def heard(self, event: type[Event]) -> list[envelope.Envelope]:
        return [envelope for envelope in self.platform.events if envelope.type == event.type]


@asynccontextmanager
async def evaluation(stand: Stand) -> AsyncIterator[Evaluation]:
    bus = InProcessBus(TOPOLOGY)
    async with running_platform(stand, "evaluation", bus=bus, story_clock=OPENED_AT) as platform:
        service = Evaluation(platform, bus)
        await service.learn(handling.ItemAnswered(item=item("I1", submission_ids=("D1",))), "I1")
        await service.learn(intake.SubmissionAnswered(submission=submission("D1")), "D1")
        await platform.settle()
        yield service


def outcomes(answers: list[envelope.Envelope]) -> Counter[str]:
    """How often each event or refusal came."""
    return Counter(answer.data.get("code", answer.type) for answer in answers)


async def test_of_ballots_opened_on_one_item_at_the_same_moment_by_itself_and_by_the_office_one_is(
    in_process: Stand,
) -> None:
    async with evaluation(in_process) as service:
        answered = handling.ItemAnswered(item=item("I2"))
        command = e.OpenBallot(item_id="I2")
        await asyncio.gather(
            *(service.learn(answered, "I2", message=f"again-{n}") for n in range(3)),
            *(service.platform.tell(command, OFFICE) for _ in range(3)),
        )
        await service.platform.settle()
        opened = [each.data["ballot"]["item_id"] for each in service.heard(e.BallotOpened)]
    assert sorted(opened) == ["I1", "I2"]


async def test_a_deputy_who_votes_often_at_the_same_moment_has_voted_once(in_process: Stand) -> None:
    async with evaluation(in_process) as service:
        ballot = await service.opened()
        answers = await asyncio.gather(*(service.vote(ballot, "deputy-01") for _ in range(4)))
        stored = await service.platform.scalar("evaluation", "SELECT count(*) FROM votes")
    assert outcomes(list(answers)) == {e.VoteRecorded.type: 1, "already_voted": 3}
    assert stored == 1


async def test_what_was_voted_stands_in_the_table_of_votes_alone_until_the_ballot_closes(
    in_process: Stand,
) -> None:
    async with evaluation(in_process) as service:
        ballot = await service.opened()
        await asyncio.gather(*(service.vote(ballot, voter) for voter in DEPUTIES))
        elsewhere = await service.platform.scalar(
            "evaluation",
            "SELECT (SELECT count(*) FROM journal j WHERE j::text ~ :secret)"
            " + (SELECT count(*) FROM ballot b WHERE b::text ~ :secret)"
            " + (SELECT count(*) FROM inbox i WHERE i::text ~ :secret)",
            secret=f"{REASON}|dissatisfied",
        )
        there = await service.platform.scalar(
            "evaluation", "SELECT count(*) FROM votes WHERE reason = :r", r=REASON
        )
        published = [envelope.to_json().decode() for envelope in service.platform.events]
    assert (elsewhere, there) == (0, 8)
    assert not any(REASON in text or "dissatisfied" in text for text in published)


async def test_who_voted_and_what_was_voted_cannot_be_put_together_again(in_process: Stand) -> None:
    async with evaluation(in_process) as service:
        ballot = await service.opened()
        for voter in DEPUTIES[:7]:
            await service.vote(ballot, voter)
        paper = e.EnterPaperVote(
            ballot_id=ballot,
            voter_id=DEPUTIES[7],
            number="1",
            second_person="deputy-11",
            process="satisfied",
            result="satisfied",
        )
        await service.platform.tell(paper, OFFICE)
        recorded = service.heard(e.VoteRecorded)
        before = await service.platform.scalar("evaluation", "SELECT string_agg(id, ',') FROM votes")
        await service.move_clock(CLOSES_AT)
        after = await service.platform.scalar("evaluation", "SELECT string_agg(id, ',') FROM votes")
        written = await service.platform.scalar("evaluation", "SELECT count(DISTINCT xmin::text) FROM votes")
        roll = await service.platform.scalar("evaluation", "SELECT count(*) FROM ballot_roll")
        digests = await service.platform.scalar(
            "evaluation", "SELECT count(digest) FROM inbox WHERE type LIKE 'evaluation.ballot.%vote%'"
        )
    assert {(envelope.actorid, envelope.actorrole) for envelope in recorded} == {(SYSTEM.id, SYSTEM.role)}
    assert not set(before.split(",")) & set(after.split(","))
    assert (len(after.split(",")), roll, written, digests) == (8, 8, 1, 0)


async def test_a_ballot_closes_by_itself_and_a_divergence_raises_the_alarm(in_process: Stand) -> None:
    async with evaluation(in_process) as service:
        ballot = await service.opened()
        for voter in DEPUTIES:
            await service.vote(ballot, voter, "dissatisfied" if voter <= "deputy-05" else "basically")
        await service.move_clock(CLOSES_AT - timedelta(seconds=1))
        assert not service.heard(e.BallotClosed)
        await service.move_clock(CLOSES_AT)
        (closed,) = service.heard(e.BallotClosed)
        (alarm,) = service.heard(e.AlarmRaised)
        late = await service.vote(ballot, "deputy-01")
    result = closed.data["ballot"]["result"]
    assert (result["outcome"], result["result"]["dissatisfied"], result["result"]["basically"]) == (
        "redo",
        5,
        3,
    )
    assert result["reasons"] == [REASON] * 5
    assert "8票中有5票不满意" in alarm.data["alarm"]["why"]["zh"]
    assert late.data["code"] == "wrong_state"


async def test_a_ballot_without_quorum_is_extended_once_then_closed_and_may_be_held_again(
    in_process: Stand,
) -> None:
    async with evaluation(in_process) as service:
        ballot = await service.opened()
        await service.vote(ballot, "deputy-01")
        await service.move_clock(CLOSES_AT)
        (extended,) = service.heard(e.BallotExtended)
        again = datetime.fromisoformat(extended.data["ballot"]["closes_at"])
        await service.vote(ballot, "deputy-02")
        await service.move_clock(again)
        (closed,) = service.heard(e.BallotClosed)
        again_opened = await service.platform.tell(e.OpenBallot(item_id="I1"), OFFICE)
        second = again_opened.data["ballot"]["ballot_id"]
        third = await service.platform.tell(e.OpenBallot(item_id="I1"), OFFICE)
    assert again == CLOSES_AT + timedelta(days=14)
    assert second != ballot
    assert third.data["code"] == "ballot_exists"
    assert closed.data["ballot"]["result"]["outcome"] == "no_quorum"
    assert closed.data["ballot"]["votes"] == 2


@pytest.mark.two_townships
async def test_ratings_and_figures_come_of_what_this_township_has_told(in_process: Stand) -> None:
    async with evaluation(in_process) as service:
        await service.learn(intake.SubmissionAnswered(submission=submission("D9")), "D9", OTHER_TOWNSHIP)
        rating = e.GiveRating(submission_id="D1", proof=SECRET, satisfied=True)
        given = await service.platform.tell(rating, CITIZEN)
        foreign = await service.platform.tell(rating.model_copy(update={"submission_id": "D9"}), CITIZEN)
        period = e.PublishFigures(first_day=date(2026, 9, 1), last_day=date(2026, 11, 20))
        published = await service.platform.tell(period, OFFICE)
        refused = await service.platform.tell(period, CITIZEN)
        backwards = await service.platform.tell(
            period.model_copy(update={"last_day": date(2026, 8, 1)}), OFFICE
        )
    figures = published.data["figures"]
    assert given.data["rating"]["given"] == 1
    assert foreign.data["code"] == "unknown_thing"
    assert (figures["raised"], figures["citizen_ratings_yes"]) == (1, 0)
    assert figures["citizen_ratings_not_shown"] == 1, "of one raiser nothing is told"
    assert (figures["items_from_meetings"], figures["items_direct"]) == (0, 1)
    assert refused.data["code"] == "wrong_role"
    assert backwards.data["code"] == "period_ends_before_it_begins"
