"""One matter's way from raise to rate, a piece in each epoch; each act waits for what it depends on."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.kernel.messages.ids import derived_id
from shared.language.calendar import local_day
from shared.language.contracts import evaluation as e
from shared.language.contracts import handling as h
from shared.language.contracts import intake as i
from shared.language.contracts import scheduling as s
from tests.chaos import people
from tests.chaos.author import TOWNSHIP, Author
from tests.chaos.handling_steps import answer_item, assign_item
from tests.chaos.people import HEAD, OFFICE, VOTERS, citizen, commitment_of, deputy, secret_of
from tests.chaos.size import MATTER_SIZE

_FATES = ("redo", "late", "congress", "redo", *("satisfied",) * 6)
"""What becomes of the matters, in turn: done again once, voted on in the second period, done again until it
goes to the congress, or accepted at once."""
_DISSATISFIED = {"redo": 1, "congress": 3}
"""How many rounds the deputies are not satisfied."""
_EARLY_VOTERS = {"late": VOTERS[:1]}


@dataclass
class Matter:
    """``number`` counts from 0."""

    number: int
    author: Author
    submissions: list[str] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)
    topic: str = ""
    meeting: str = ""
    visit: str = ""
    item: str = ""
    ballot: str = ""
    closes_at: datetime | None = None
    """When the latest ballot closes, unless it is extended."""
    round: int = 1

    @property
    def fate(self) -> str:
        """One of ``_FATES``."""
        return _FATES[self.number % len(_FATES)]

    @property
    def lead(self) -> str:
        """The department that handles it."""
        return people.DEPARTMENTS[self.number % len(people.DEPARTMENTS)]

    def pieces(self) -> tuple[Callable[[], Coroutine[Any, Any, None]], ...]:
        """What is done in each epoch."""
        after = {
            "satisfied": (self.end_well,),
            "late": (self.vote_late, self.end_well),
            "redo": (self.do_again, self.end_well),
            "congress": (self.do_again, self.do_again, self.go_to_congress),
        }
        return (self.raise_and_convene, self.meet_and_answer, *after[self.fate])

    async def raise_and_convene(self) -> None:
        """Submissions, topic, visit, meeting on demand."""
        await asyncio.gather(*map(self._raise, range(MATTER_SIZE)))
        leading, signing = people.DEPUTIES[self.number % 12], people.DEPUTIES[(self.number + 1) % 12]
        tell, settle, n = self.author.tell, self.author.settle, self.number
        create = i.CreateTopic(
            title=f"议题{n}", co_signers=(signing,), submission_ids=tuple(sorted(self.submissions))
        )
        self.topic = (await settle(create, deputy(leading), n, "topic"))["subject"]
        await self.author.follows(i.SubmissionMerged.type, *self.submissions)
        await settle(i.CoSignTopic(topic_id=self.topic), deputy(signing), n, "co-sign")
        await settle(i.ProposeTopic(topic_id=self.topic), deputy(leading), n, "propose")
        start, end = people.hours(n)
        visit = s.PlanVisit(topic_id=self.topic, day=start.date())
        self.visit = (await tell(visit, deputy(leading), n, "visit"))["subject"]
        request = s.RequestMeeting(topic_id=self.topic, day=start.date())
        self.meeting = (await settle(request, deputy(leading), n, "request"))["subject"]
        await self.author.follows(i.TopicMeetingRequested.type, self.topic)
        await tell(s.AcceptMeeting(meeting_id=self.meeting), HEAD, n, "accept meeting")
        convene = s.ConveneMeeting(
            meeting_id=self.meeting,
            room="R2",
            starts_at=start,
            ends_at=end,
            invited=people.DEPUTIES,
            even_at_night=True,
        )
        await settle(convene, OFFICE, n, "convene")

    async def _raise(self, number: int) -> None:
        key = (self.number, "raise", number)
        submit = i.SubmitSubmission(
            text=f"第{self.number}件事，第{number}人说：路灯不亮。",
            channel="online",
            village="V01",
            proof=commitment_of(*key),
        )
        answer = await self.author.tell(submit, citizen(*key), *key, "submit")
        id = answer["subject"]
        await self.author.settle(
            i.AcceptSubmission(submission_id=id, category="town.lighting"), OFFICE, *key, "accept"
        )
        self.submissions.append(id)
        self.secrets[id] = secret_of(*key)

    async def meet_and_answer(self) -> None:
        """Visit, meeting, minutes, item, answer, ballot."""
        tell, settle, n, meeting = self.author.tell, self.author.settle, self.number, self.meeting
        findings = s.CompleteVisit(
            visit_id=self.visit, findings="灯杆锈蚀", participants=people.DEPUTIES[:3], photos=2
        )
        await tell(findings, deputy(people.DEPUTIES[n % 12]), n, "visited")
        await settle(s.FreezeAgenda(meeting_id=meeting), OFFICE, n, "freeze")
        await self.author.follows(i.TopicScheduled.type, self.topic)
        outcome = s.AgreedOutcome(title=f"修好路灯{n}", topic_id=self.topic)
        hold = s.HoldMeeting(
            meeting_id=meeting, attendance=(*people.DEPUTIES[:8], HEAD.id), outcomes=(outcome,)
        )
        held = await settle(hold, HEAD, n, "hold")
        await self.author.follows(i.TopicDiscussed.type, self.topic)
        await tell(s.DraftMinutes(meeting_id=meeting, text="议定：修好路灯。"), OFFICE, n, "draft minutes")
        await tell(s.ConfirmMinutes(meeting_id=meeting), OFFICE, n, "confirm minutes")
        await settle(s.PublishMinutes(meeting_id=meeting), OFFICE, n, "publish minutes")
        outcome_id = held["data"]["meeting"]["outcomes"][0]["outcome_id"]
        self.item = await assign_item(self.author, n, outcome_id, self.lead, tuple(sorted(self.submissions)))
        await self.author.follows(i.SubmissionItemAssigned.type, *self.submissions)
        await self.author.follows(i.TopicItemAssigned.type, self.topic)
        await self._answer_and_vote(_EARLY_VOTERS.get(self.fate, VOTERS))

    async def _answer_and_vote(self, voters: tuple[str, ...]) -> None:
        await answer_item(self.author, self.number, self.round, self.item, self.lead)
        await self.author.follows(i.SubmissionAnswered.type, *self.submissions, number=self.round)
        self.ballot = derived_id("ballot", TOWNSHIP, self.item, str(self.round), "0")
        await self.author.follows(e.BallotOpened.type, self.ballot)
        await self.author.follows(h.ItemRatingStarted.type, self.item, number=self.round)
        await self._vote(voters)

    async def _vote(self, voters: tuple[str, ...]) -> None:
        """All at once: in which order they are counted is left to chance."""
        choice = "dissatisfied" if self.round <= _DISSATISFIED.get(self.fate, 0) else "satisfied"
        reason = "没有修好" if choice == "dissatisfied" else ""
        vote = e.CastVote(ballot_id=self.ballot, process="basically", result=choice, reason=reason)
        votes = (
            self.author.settle(vote, deputy(who), self.number, "vote", self.round, who) for who in voters
        )
        told = await asyncio.gather(*votes)
        self.closes_at = datetime.fromisoformat(told[-1]["data"]["ballot"]["closes_at"])

    async def vote_late(self) -> None:
        """Too few had voted, the ballot was extended."""
        await self.author.follows(e.BallotExtended.type, self.ballot)
        await self._vote(VOTERS[1:])

    async def do_again(self) -> None:
        """The deputies were not satisfied."""
        await self.author.follows(e.BallotClosed.type, self.ballot)
        await self.author.follows(h.ItemRedoOrdered.type, self.item, number=self.round)
        self.round += 1
        await self._answer_and_vote(VOTERS)

    async def end_well(self) -> None:
        """Closed, and rated by everybody who raised it."""
        await self._end(h.ItemSatisfied.type)

    async def go_to_congress(self) -> None:
        """The rounds are spent: both sides meet, and the congress decides."""
        await self.author.follows(h.ItemReferredToCongress.type, self.item)
        assert self.closes_at
        day, n = local_day(self.closes_at), self.number
        talk = h.RecordBothSides(item_id=self.item, day=day, text="逐项核对。")
        await self.author.tell(talk, OFFICE, n, "both sides")
        decision = h.RecordDecision(item_id=self.item, kind="cannot_be_met", text="确无条件。", day=day)
        await self.author.settle(decision, OFFICE, n, "decision")
        await self._end(h.ItemDecided.type)

    async def _end(self, finished: str) -> None:
        await self.author.follows(e.BallotClosed.type, self.ballot)
        await self.author.follows(finished, self.item)
        await self.author.follows(i.SubmissionClosed.type, *self.submissions)
        await self.author.follows(i.TopicClosed.type, self.topic)
        await asyncio.gather(*(self._rate(number, id) for number, id in enumerate(sorted(self.submissions))))

    async def _rate(self, number: int, id: str) -> None:
        satisfied = number != 0
        rating = e.GiveRating(
            submission_id=id,
            proof=self.secrets[id],
            satisfied=satisfied,
            reason="" if satisfied else "还是不亮",
        )
        await self.author.tell(rating, citizen(self.number, "rate", number), self.number, "rate", number)
