"""Over the real broker and database: people who count once, topics that gather backing, meetings that
follow."""

import asyncio
from collections import Counter
from datetime import date

from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor, Envelope
from shared.language.contracts import intake, scheduling
from shared.language.contracts.envelope import Role
from tests.support.platform import Platform, Stand, running_platform
from tests.support.world import RULES
from tests.unit.intake.world import CITIZEN, DEPUTY, OFFICE, OTHER_DEPUTY


async def told(platform: Platform, command: Command, actor: Actor = DEPUTY) -> Envelope:
    answer = await platform.tell(command, actor)
    assert "code" not in answer.data, answer.data
    return answer


async def accepted(platform: Platform) -> str:
    raised = await told(platform, intake.SubmitSubmission(text="路灯不亮", channel="qr"), CITIZEN)
    id: str = raised.data["submission"]["submission_id"]
    await told(platform, intake.AcceptSubmission(submission_id=id), OFFICE)
    return id


async def test_of_many_clicks_of_one_person_at_the_same_moment_one_counts(stand: Stand) -> None:
    async with running_platform(stand, "intake") as platform:
        id = await accepted(platform)
        clicks = [intake.SupportSubmission(submission_id=id, person=f"account:{n % 2}") for n in range(8)]
        answers = await asyncio.gather(*(platform.tell(click, CITIZEN) for click in clicks))
        outcomes = Counter(answer.data.get("code", answer.type) for answer in answers)
        assert outcomes == {"intake.submission.supported.v1": 2, "already_supported": 6}
        back = await told(platform, intake.WithdrawSupport(submission_id=id, person="account:1"), CITIZEN)
        assert back.data["submission"]["supporters"] == 1


async def test_a_topic_over_the_threshold_may_ask_for_a_meeting_without_co_signers(stand: Stand) -> None:
    async with running_platform(stand, "intake", "scheduling") as platform:
        ids = [await accepted(platform) for _ in range(RULES.topics.submissions)]
        topic = (await told(platform, intake.CreateTopic(title="路灯", submission_ids=ids[:-1]))).data[
            "topic"
        ]
        await told(platform, intake.ProposeTopic(topic_id=topic["topic_id"]))
        await platform.settle()
        request = scheduling.RequestMeeting(topic_id=topic["topic_id"], day=date(2026, 9, 21))
        assert (await platform.tell(request, DEPUTY)).data["code"] == "too_few_co_signers"
        await told(platform, intake.MergeSubmissions(topic_id=topic["topic_id"], submission_ids=ids[-1:]))
        await platform.settle()
        assert intake.TopicOverThreshold.type in {event.type for event in platform.events}
        await told(platform, request)


async def test_a_topic_is_worked_on_by_those_who_may_and_every_raiser_learns_why_it_was_dropped(
    stand: Stand,
) -> None:
    async with running_platform(stand, "intake") as platform:
        ids = [await accepted(platform) for _ in range(3)]
        topic = (
            await told(platform, intake.CreateTopic(title="路灯", text="不亮", submission_ids=ids))
        ).data["topic"]
        id = topic["topic_id"]
        foreign = intake.AmendTopic(topic_id=id, text="三盏不亮", why="核实")
        assert (await platform.tell(foreign, OTHER_DEPUTY)).data["code"] == "not_the_topics_lead"
        await told(platform, foreign)
        await told(platform, intake.CoSignTopic(topic_id=id), OTHER_DEPUTY)
        await told(platform, intake.HandOverTopic(topic_id=id, to=OTHER_DEPUTY.id))
        third = Actor("deputy-04", Role.DEPUTY)
        await told(platform, intake.RecuseDeputy(topic_id=id, deputy_id=third.id, reason="亲属承包"), third)
        assert (await platform.tell(intake.CoSignTopic(topic_id=id), third)).data[
            "code"
        ] == "recused_from_topic"
        release = intake.ReleaseSubmissions(topic_id=id, submission_ids=ids[:1], reason="说的是另一处")
        await told(platform, release, OTHER_DEPUTY)
        await told(platform, intake.DropTopic(topic_id=id, reason="已有规划"), OFFICE)
        await platform.settle()
        released = [event for event in platform.events if event.type == intake.SubmissionReleased.type]
        reasons = {
            event.data["submission"]["submission_id"]: event.data["submission"]["released_reason"]
            for event in released
        }
        assert reasons == {ids[0]: "说的是另一处", ids[1]: "已有规划", ids[2]: "已有规划"}
