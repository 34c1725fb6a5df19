"""Over a command's whole way: who is not who they say is answered in both languages and changes nothing."""

import asyncpg
import pytest

from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor, Envelope
from shared.language.contracts import handling, intake, scheduling
from shared.language.contracts.envelope import Role
from tests.support.people import HERE, somebody
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.support.tables import contents
from tests.support.world import at

NOON = at("2026-09-07 12:00")
DEPUTY, OFFICE = somebody(Role.DEPUTY), somebody(Role.OFFICE)
COMMANDS: dict[str, tuple[Command, Role]] = {
    "intake": (intake.CreateTopic(title="路灯"), Role.DEPUTY),
    "scheduling": (scheduling.PlanVisit(topic_id="T1", day=NOON.date()), Role.DEPUTY),
    "handling": (handling.PlanProject(title="水库", department="water", leader="leader-2"), Role.OFFICE),
}
SAID = {
    Actor("deputy-99", Role.DEPUTY): (
        "unknown_person",
        "没有编号为“deputy-99”的人",
        "has the id “deputy-99”",
    ),
    Actor("Deputy-02", Role.DEPUTY): (
        "unknown_person",
        "最接近的有：deputy-02",
        "nearest ones are deputy-02",
    ),
    Actor("leader-1", Role.DEPUTY): (
        "no_such_post",
        "不担任代表；当天的身份是：分管领导",
        "is not deputy on 2026-09-07",
    ),
    somebody(Role.DEPUTY, "over"): ("term_ended", "任期已于2026-09-06结束", "ended on 2026-09-06"),
    somebody(Role.DEPUTY, "soon"): ("term_to_come", "任期从2026-09-08开始", "begins on 2026-09-08"),
    somebody(Role.DEPUTY, "elsewhere"): (
        "unknown_person",
        "没有编号为“elsewhere-deputy”的人",
        "“elsewhere-deputy”",
    ),
    Actor("office-9", Role.OFFICE): ("unknown_person", "最接近的有：", "nearest ones are"),
    somebody(Role.OFFICE, "over"): ("term_ended", "担任人大办的任期已于", "as congress office ended"),
}


async def everybody_knows(stand: Stand) -> None:
    """Each service's copy of the township's lists has people of all times in it."""
    connection = await asyncpg.connect(stand.database_url.replace("+asyncpg", ""))
    try:
        for service in COMMANDS:
            await connection.execute(
                f"UPDATE {service}.known SET data = $1 WHERE kind = 'township' AND tenant = $2",
                HERE.model_dump_json(),
                TOWNSHIP,
            )
    finally:
        await connection.close()


async def refused(platform: Platform, command: Command, actor: Actor, township: str = TOWNSHIP) -> Envelope:
    answer = await platform.tell(command, actor, township)
    assert answer.type == f"{command.owner()}.command.refused.v1", answer
    return answer


@pytest.mark.parametrize("service", COMMANDS)
async def test_who_is_not_who_they_say_changes_nothing(in_process: Stand, service: str) -> None:
    await everybody_knows(in_process)
    command, role = COMMANDS[service]
    async with running_platform(in_process, service, story_clock=NOON) as platform:
        kept = ("inbox", "journal")
        before = await contents(platform, service, *kept)
        for actor, (code, zh, en) in SAID.items():
            if actor.role is role:
                answer = (await refused(platform, command, actor)).data
                assert answer["code"] == code
                assert zh in answer["reason"]["zh"]
                assert en in answer["reason"]["en"]
        await platform.settle()
        assert await contents(platform, service, *kept) == before


async def test_a_coming_term_says_from_when_on_the_command_may_be_sent_again(in_process: Stand) -> None:
    await everybody_knows(in_process)
    command, _ = COMMANDS["intake"]
    async with running_platform(in_process, "intake", story_clock=NOON) as platform:
        answer = await refused(platform, command, somebody(Role.DEPUTY, "soon"))
        assert answer.data["retry_at"] == "2026-09-07T16:01:00Z"
        assert (await platform.tell(command, DEPUTY)).type == "intake.topic.created.v1"


async def test_a_township_that_was_not_taken_in_has_nobody(in_process: Stand) -> None:
    async with running_platform(in_process, "intake", story_clock=NOON) as platform:
        submit = intake.SubmitSubmission(text="路灯不亮", channel="online")
        for command, actor in ((submit, Actor("citizen:1", Role.CITIZEN)), (COMMANDS["intake"][0], DEPUTY)):
            answer = (await refused(platform, command, actor, "999999999")).data
            assert (answer["code"], answer["field"]) == ("unknown_township", "township")
            assert answer["allowed"] == [TOWNSHIP]
            assert "999999999" in answer["reason"]["zh"]
            assert "999999999" in answer["reason"]["en"]
