"""What scheduling decides by looking at more than one row: bookings at the same moment, agendas of learned
copies."""

import asyncio
from collections import Counter
from datetime import UTC

import pytest

from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.messages import envelope
from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import SYSTEM
from shared.language.contracts import handling, intake
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Envelope
from shared.language.topology import TOPOLOGY
from tests.support.platform import OTHER_TOWNSHIP, STORY_START, TOWNSHIP, Platform, Stand, running_platform
from tests.unit.scheduling.samples import (
    DEPUTIES,
    OFFICE,
    at,
    day,
    deputy,
    item,
    project,
    promise,
    submission,
    topic,
)


async def learn(bus: InProcessBus, event: Event, id: str, township: str = TOWNSHIP) -> None:
    """Let scheduling hear of another service's thing."""
    await bus.publish_event(
        Envelope(
            id=f"{township}-{id}",
            source=f"/youyue/{event.owner()}",
            type=event.type,
            time=STORY_START.astimezone(UTC),
            township=township,
            actorid=SYSTEM.id,
            actorrole=SYSTEM.role,
            subject=id,
            sequence=1,
            data=event.model_dump(mode="json"),
        )
    )


async def planned(platform: Platform, on: str) -> str:
    """The id of a regular meeting that the office planned. Plan several at once to open the pool's
    connections."""
    answer = await platform.tell(s.PlanMeeting(day=day(on), room="R1"), OFFICE)
    return str(answer.data["meeting"]["meeting_id"])


def convening(meeting_id: str, on: str, room: str = "R1") -> s.ConveneMeeting:
    return s.ConveneMeeting(
        meeting_id=meeting_id,
        room=room,
        starts_at=at(f"{on} 14:00"),
        ends_at=at(f"{on} 17:00"),
        invited=DEPUTIES,
    )


def outcomes(answers: list[envelope.Envelope]) -> Counter[str]:
    """How often each event or refusal came."""
    return Counter(answer.data.get("code", answer.type) for answer in answers)


async def test_of_meetings_convened_for_the_same_hours_at_the_same_moment_one_is_booked(
    in_process: Stand,
) -> None:
    async with running_platform(in_process, "scheduling") as platform:
        ids = await asyncio.gather(*(planned(platform, "09-22") for _ in range(8)))
        commands = [convening(id, "09-22", room) for id, room in zip(ids, ("R1", "R2") * 4, strict=True)]

        answers = await asyncio.gather(*(platform.tell(command, OFFICE) for command in commands))

    assert outcomes(answers) == {s.MeetingConvened.type: 1, "room_taken": 3, "head_taken": 4}


async def test_of_requests_for_the_same_topic_at_the_same_moment_one_is_taken(in_process: Stand) -> None:
    bus = InProcessBus(TOPOLOGY)
    async with running_platform(in_process, "scheduling", bus=bus) as platform:
        await learn(bus, intake.TopicProposed(topic=topic("T4")), "T4")
        await asyncio.gather(*(planned(platform, "09-22") for _ in range(8)))
        request = s.RequestMeeting(topic_id="T4", day=day("09-11"))

        answers = await asyncio.gather(*(platform.tell(request, deputy("01")) for _ in range(8)))

    assert outcomes(answers) == {s.MeetingRequested.type: 1, "topic_has_meeting": 7}


@pytest.mark.two_townships
async def test_an_agenda_is_made_of_what_this_township_has_told(in_process: Stand) -> None:
    bus = InProcessBus(TOPOLOGY)
    async with running_platform(in_process, "scheduling", bus=bus, story_clock=at("09-16 17:00")) as platform:
        for known in ("T2", "T1"):
            await learn(bus, intake.TopicProposed(topic=topic(known)), known)
        await learn(bus, intake.TopicProposed(topic=topic("T9")), "T9", OTHER_TOWNSHIP)
        await learn(bus, intake.TopicDiscussed(topic=topic("T4", "discussed")), "T4")
        await learn(
            bus, intake.SubmissionAccepted(submission=submission("D1", "accepted", "08-01 08:00")), "D1"
        )
        await learn(
            bus, intake.SubmissionAnswered(submission=submission("D2", "answered", "08-01 08:00")), "D2"
        )
        await learn(bus, handling.ProjectReported(project=project("P1")), "P1")
        await learn(bus, handling.PromiseMade(promise=promise("PR1", "09-22")), "PR1")
        await learn(bus, handling.PromiseMade(promise=promise("PR2", "09-23")), "PR2")
        await learn(bus, handling.ItemRedoOrdered(item=item("I2", "redo", 2)), "I2")
        await learn(bus, handling.ItemSatisfied(item=item("I3", "satisfied", 2)), "I3")
        meeting = await planned(platform, "09-22")
        urgent = s.Urgent(agreed_by="head-1", reason="赶在国庆节前")
        await platform.tell(convening(meeting, "09-22").model_copy(update={"urgent": urgent}), OFFICE)

        frozen = await platform.tell(s.FreezeAgenda(meeting_id=meeting), OFFICE)

    assert [entry["id"] for entry in frozen.data["meeting"]["agenda"]] == [
        "P1",
        "PR1",
        "I2",
        "T1",
        "T2",
        "D1",
    ]
