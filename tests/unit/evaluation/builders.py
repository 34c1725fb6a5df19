"""Things of evaluation and copies of other services' things, with everything beside the point filled in."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from services.evaluation.domain.ballot.ballot import Ballot
from services.evaluation.domain.ballot.closing import CountingFacts
from services.evaluation.domain.ballot.opening import OpeningFacts
from services.evaluation.domain.ballot.table import BALLOT_TABLE
from services.evaluation.domain.ballot.vote import Vote
from services.evaluation.domain.ballot.voting import VotingFacts
from shared.kernel.machine import Thing
from shared.kernel.messages.base import Bilingual, Data
from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Decision, Moved, Situation
from shared.language.calendar import WorkingCalendar
from shared.language.codes.proof import commitment
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import BallotDue, CastVote
from shared.language.contracts.handling import Answer, ItemAnswered, ItemSnapshot
from shared.language.contracts.intake import RaiserAnswer, Recusal, SubmissionSnapshot
from shared.language.rules import RuleSet, load_rule_set
from tests.support.world import LAW

T = TypeVar("T", bound=Thing)
OFFICE = Actor("office-1", Role.OFFICE)
CITIZEN = Actor("citizen-1", Role.CITIZEN)
OPENED_AT = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
"""16:00 in Asia/Shanghai, a Wednesday."""
CLOSES_AT = datetime(2026, 10, 28, 16, 0, tzinfo=UTC)
"""24:00 of the fourteenth day after it."""
DEPUTIES = tuple(f"deputy-{number:02}" for number in range(1, 9))
RULES = load_rule_set()
CALENDAR = WorkingCalendar.standard()


def situation(
    actor: Actor = SYSTEM,
    now: datetime = OPENED_AT,
    facts: object = None,
    new_id: str = "new",
    rules: RuleSet = RULES,
) -> Situation[object]:
    return replace(LAW.situation(now, actor, new_id, facts), rules=rules)


def deputy(id: str) -> Actor:
    return Actor(id, Role.DEPUTY)


def answer(result_class: str = "A", round: int = 1, **fields: Any) -> Answer:
    usual = {
        "text": "已办结",
        "published_at": datetime(2026, 10, 14, 7, 0, tzinfo=UTC),
        "due_on": "2026-12-24",
        "late": False,
    }
    return Answer.model_validate({**usual, "result_class": result_class, "round": round, **fields})


def item(id: str = "I1", **fields: Any) -> ItemSnapshot:
    usual = {
        "title": "增设停靠点",
        "state": "answered",
        "fast_lane": False,
        "submission_ids": (),
        "lead": "transport",
        "rule": "three_months",
        "assigned_at": datetime(2026, 9, 24, 6, 0, tzinfo=UTC),
        "designated_at": datetime(2026, 9, 24, 6, 0, tzinfo=UTC),
        "clock_started_at": datetime(2026, 9, 24, 6, 0, tzinfo=UTC),
        "due_on": "2026-12-24",
        "due_at": datetime(2026, 12, 24, 16, 0, tzinfo=UTC),
        "due_why": Bilingual(zh="三个月", en="three months"),
        "answers": (answer(),),
    }
    return ItemSnapshot.model_validate({**usual, "item_id": id, **fields})


SECRET = "K7M-2QX-9FA-3BD"
COMMITMENT = commitment(SECRET, bytes(16))


def submission(id: str = "D1", **fields: Any) -> SubmissionSnapshot:
    usual = {
        "trace_code": "XS26-7KQ4-M9",
        "proof": COMMITMENT,
        "state": "answered",
        "channel": "phone",
        "title": "候车没有遮挡",
        "text": "候车没有遮挡，雨天难等。",
        "submitted_at": datetime(2026, 9, 2, 1, 0, tzinfo=UTC),
        "answers": (RaiserAnswer(item_id="I1", round=1, result_class="A", text="已建", at=OPENED_AT),),
    }
    return SubmissionSnapshot.model_validate({**usual, "submission_id": id, **fields})


def decide(ballot: Ballot | None, message: Data, at: Situation[object]) -> Decision[Ballot]:
    return BALLOT_TABLE.decide(ballot, message, at)


def moved(decision: Decision[Ballot]) -> Ballot:
    """The ballot afterwards; fails for anything but a change."""
    assert isinstance(decision, Moved), decision
    return decision.after


def refusal(decision: Decision[T]) -> str:
    """The code of a refusal; fails for anything else."""
    assert isinstance(decision, Refusal), decision
    return decision.code


def open_ballot(
    entitled: tuple[str, ...] = DEPUTIES,
    recused: tuple[str, ...] = (),
    on: ItemSnapshot | None = None,
    now: datetime = OPENED_AT,
) -> Ballot:
    """One that opened by itself, as if these were entitled by the rules."""
    on = on or item()
    opened = moved(decide(None, ItemAnswered(item=on), situation(now=now, facts=OpeningFacts(on))))
    may_vote = tuple(id for id in entitled if id not in recused)
    return replace(opened, entitled=may_vote, recusals=recusals(*recused))


def recusals(*ids: str) -> tuple[Recusal, ...]:
    return tuple(Recusal(deputy_id=id, reason="自家的船厂", recorded_by=id, at=OPENED_AT) for id in ids)


def vote(
    voter: str = "deputy-01", result: str = "satisfied", process: str = "satisfied", reason: str = ""
) -> Vote:
    if "dissatisfied" in (process, result) and not reason:
        reason = f"{voter} 的理由"
    return Vote(process, result, reason)


def cast(ballot: Ballot, *votes: Vote, now: datetime = OPENED_AT) -> Ballot:
    """The ballot after those votes, each taken as a command of its own."""
    for voter, each in zip(sorted(ballot.entitled), votes, strict=False):
        command = CastVote(
            ballot_id=ballot.ballot_id, process=each.process, result=each.result, reason=each.reason
        )
        ballot = moved(
            decide(ballot, command, situation(deputy(voter), now, facts=VotingFacts(has_voted=False)))
        )
    return ballot


def voting(
    ballot: Ballot, voter: str = "deputy-01", now: datetime = OPENED_AT, voted: bool = False, **fields: Any
) -> Decision[Ballot]:
    """What the table says to that vote."""
    choices = {"process": "satisfied", "result": "satisfied", **fields}
    command = CastVote(ballot_id=ballot.ballot_id, **choices)
    return decide(ballot, command, situation(deputy(voter), now, facts=VotingFacts(voted)))


def due(ballot: Ballot) -> BallotDue:
    """The timer at its closing time in force."""
    return BallotDue(ballot_id=ballot.ballot_id, closes_at=ballot.closes_at)


def close(ballot: Ballot, *votes: Vote, rules: RuleSet = RULES) -> Ballot:
    """The ballot after its timer, those being the votes in the table."""
    at = situation(now=ballot.closes_at, facts=CountingFacts(votes), rules=rules)
    return moved(decide(ballot, due(ballot), at))


def rules_with(**ballot_or_redo: Any) -> RuleSet:
    """The Zhejiang rules with other numbers for ballots and redo."""
    ballot = {name: value for name, value in ballot_or_redo.items() if hasattr(RULES.ballot, name)}
    redo = {name: value for name, value in ballot_or_redo.items() if hasattr(RULES.redo, name)}
    return replace(RULES, ballot=replace(RULES.ballot, **ballot), redo=replace(RULES.redo, **redo))
