"""Two townships in one deployment: the same ids, the same messages, and neither sees the other's things."""

import pytest

from shared.kernel.messages.envelope import Actor, Envelope
from shared.language.contracts import handling, intake, scheduling
from shared.language.contracts.envelope import Role
from shared.language.topology import CONSUMERS
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP, Platform, Stand, running_platform

OFFICE = Actor("office-1", Role.OFFICE)
DEPUTY = Actor("deputy-01", Role.DEPUTY)
CITIZEN = Actor("citizen:1", Role.CITIZEN)


async def raise_matter(platform: Platform, township: str, text: str) -> Envelope:
    """Both townships' partner uses the same message ids."""
    command = intake.SubmitSubmission(text=text, channel="online")
    return await platform.tell(command, CITIZEN, township, message_id="message-1")


@pytest.mark.two_townships
async def test_neither_of_two_townships_sees_the_others_things(stand: Stand) -> None:
    async with running_platform(stand, *CONSUMERS) as platform:
        ours = await raise_matter(platform, TOWNSHIP, "我们乡的路灯坏了")
        theirs = await raise_matter(platform, OTHER_TOWNSHIP, "隔壁乡的路灯坏了")
        our_id, their_id = (answer.data["submission"]["submission_id"] for answer in (ours, theirs))
        assert our_id != their_id
        assert (ours.tenant, theirs.tenant) == (TOWNSHIP, OTHER_TOWNSHIP)

        over_the_fence = await platform.tell(
            intake.AcceptSubmission(submission_id=our_id), OFFICE, OTHER_TOWNSHIP
        )
        assert over_the_fence.data["code"] == "unknown_thing"
        published = intake.PublishSubmission(submission_id=their_id, extent="full")
        assert (await platform.tell(published, OFFICE, TOWNSHIP)).data["code"] == "unknown_thing"
        await platform.tell(published, OFFICE, OTHER_TOWNSHIP)
        in_full = intake.Publication(extent="full")
        accept = intake.AcceptSubmission(submission_id=our_id, publish=in_full)
        accepted = await platform.tell(accept, OFFICE, TOWNSHIP)
        assert accepted.data["submission"]["state"] == "accepted"

        stolen = await platform.tell(
            intake.CreateTopic(title="路灯", submission_ids=(our_id,)), DEPUTY, OTHER_TOWNSHIP
        )
        assert stolen.type == intake.IntakeCommandRefused.type
        topic = await platform.tell(
            intake.CreateTopic(title="路灯", submission_ids=(our_id,)), DEPUTY, TOWNSHIP
        )
        topic_id = topic.data["topic"]["topic_id"]
        await platform.settle()

        visit = scheduling.PlanVisit(topic_id=topic_id, day="2026-09-02")
        assert (
            await platform.tell(visit, DEPUTY, OTHER_TOWNSHIP)
        ).type == scheduling.SchedulingCommandRefused.type
        assert (await platform.tell(visit, DEPUTY, TOWNSHIP)).type == scheduling.VisitPlanned.type

        project = handling.PlanProject(title="管道", department="water", leader="leader-2")
        planned = await platform.tell(project, OFFICE, TOWNSHIP)
        report = handling.ReportProject(
            project_id=planned.data["project"]["project_id"], planned_percent=10, actual_percent=10
        )
        assert (await platform.tell(report, OFFICE, OTHER_TOWNSHIP)).data["code"] == "unknown_thing"
        await platform.settle()

        pages = await both_pages(platform)
    assert "我们乡" in pages[TOWNSHIP]
    assert "隔壁乡" not in pages[TOWNSHIP]
    assert "隔壁乡" in pages[OTHER_TOWNSHIP]
    assert "我们乡" not in pages[OTHER_TOWNSHIP]


async def both_pages(platform: Platform) -> dict[str, str]:
    """The loop page of each township."""
    http, url = platform.accounts.client, f"http://127.0.0.1:{platform.process.port}"
    return {
        township: (await http.get(url, params={"township": township})).text
        for township in (TOWNSHIP, OTHER_TOWNSHIP)
    }
