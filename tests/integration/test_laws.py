"""By which lists a service decides: by the newest that it has, whichever instance has heard of them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from functools import partial
from time import monotonic
from typing import Any

import pytest
import structlog

from demo.townships import XIUSHAN
from services.handling.storage.tables import JOURNAL
from shared.kernel.bus.delivery.delivery import Delivery, Handle, Outcome, RetryLater
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.bus.parking.parked import Wanted, ask_retry
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor, Envelope
from shared.kernel.messages.topology import RETRY_TIERS
from shared.language.contracts import directory as d
from shared.language.contracts import evaluation as e
from shared.language.contracts import handling as h
from shared.language.contracts import intake as i
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import REGISTRY
from shared.language.topology import CONSUMERS, TOPOLOGY
from tests.support.handling_messages import envelope, parked, publish_event
from tests.support.platform import STORY_START, TOWNSHIP, Platform, Stand, running_platform
from tests.support.service_process import ServiceProcess, service_process
from tests.support.town import OPERATOR, Town
from tests.support.township import xiushan
from tests.support.waiting import until

NEWCOMER = Actor("office-7", Role.OFFICE)
YESTERDAY, LONG_AGO = date(2026, 8, 31), date(2026, 8, 1)
PERSON = d.Person(since=LONG_AGO, person_id=NEWCOMER.id, name="新来的")
POST = d.Post(since=LONG_AGO, person_id=NEWCOMER.id, role=Role.OFFICE)
ENTERED = d.AmendTownship(lists=d.TownshipLists(people=(PERSON,), posts=(POST,)), reason="调入")
ENDED = d.AmendTownship(
    lists=d.TownshipLists(posts=(POST.model_copy(update={"until": YESTERDAY}),)), reason="调出"
)
NOTHING = d.AmendTownship(lists=d.TownshipLists(people=(xiushan().lists.people[0],)))
ASKED: dict[str, tuple[Command, str]] = {
    "directory": (NOTHING, "nothing_changes"),
    "intake": (i.AcceptSubmission(submission_id="none"), "unknown_thing"),
    "scheduling": (s.CancelMeeting(meeting_id="none", reason="试"), "unknown_thing"),
    "handling": (h.PublishAnswer(item_id="none"), "unknown_thing"),
    "evaluation": (e.OpenBallot(item_id="none"), "unknown_thing"),
}
"""What each service is asked, and why it refuses somebody whom its lists have."""
BURST = 30
AT_MOST = 10.0
"""Seconds: ten times what is promised, for a machine that does much else."""
UNKNOWN = "330921299"


@asynccontextmanager
async def two_instances(stand: Stand, service: str) -> AsyncIterator[tuple[Platform, ServiceProcess]]:
    """All services here, and one of them once more as a process of its own, on the same queues and tables."""
    assert stand.broker_url
    story = {"story_clock": STORY_START.isoformat(), "log_level": "DEBUG"}
    async with (
        running_platform(stand, *CONSUMERS) as platform,
        service_process(service, stand.database_url, stand.broker_url, **story) as other,
    ):
        await until(other.ready)
        yield platform, other


MATTER = {
    "trace_code": "ABC-DEF-GHJ",
    "state": "fast_lane",
    "channel": "online",
    "title": "路灯",
    "text": "路灯坏了",
    "submitted_at": "2026-09-01T00:00:00Z",
    "department": "construction",
}


async def burst(town: Town, command: Command) -> set[str]:
    """What became of many commands that were sent at once: codes of refusals, types of events."""
    answers = await asyncio.gather(*(town.platform.tell(command, NEWCOMER, town.code) for _ in range(BURST)))
    return {answer.data.get("code", answer.type) for answer in answers}


def edition_in(platform: Platform, service: str) -> Callable[[int], Any]:
    """Whether the service has the township in that edition, or a newer one."""
    table, column = ("township", "version") if service == "directory" else ("known", "sequence")
    kind = "" if service == "directory" else "AND kind = 'township'"

    def is_there(edition: int) -> Any:
        return platform.rows(
            service,
            f"SELECT 1 FROM {table} WHERE tenant = :code AND id = :code {kind} AND {column} >= :edition",
            code=TOWNSHIP,
            edition=edition,
        )

    return is_there


@pytest.mark.parametrize(
    ("command", "heeded"),
    [
        (NOTHING, "nothing_changes"),
        (h.PlanProject(title="水库", department="water", leader="leader-2"), h.ProjectPlanned.type),
    ],
    ids=lambda given: given.owner() if isinstance(given, Command) else "",
)
async def test_both_instances_decide_by_new_lists_as_soon_as_one_of_them_has_them(
    over_rabbitmq: Stand, command: Command, heeded: str
) -> None:
    service, parts = command.owner(), [0]
    async with two_instances(over_rabbitmq, service) as (platform, other):
        town, has = Town(platform, TOWNSHIP), edition_in(platform, service)
        await town.take_in(XIUSHAN)

        def handled_there() -> int:
            return len([one for one in other.said("handled") if one["type"] == command.type])

        async def has_its_part() -> bool:
            return handled_there() > parts[-1]

        for amend, edition, expected in (
            (None, 1, "unknown_person"),
            (ENTERED, 2, heeded),
            (ENDED, 3, "term_ended"),
        ):
            if amend:
                await town.must(amend, OPERATOR)
            await until(partial(has, edition))
            assert await burst(town, command) == {expected}
            await until(has_its_part)
            parts.append(handled_there())
    assert parts[-1] < 3 * BURST, "the other instance did not do it alone"


async def test_every_service_heeds_a_change_within_a_second_of_the_directorys_answer(
    over_rabbitmq: Stand,
) -> None:
    async with running_platform(over_rabbitmq, *CONSUMERS) as platform:
        town = Town(platform, TOWNSHIP)
        await town.take_in(XIUSHAN)
        for command, _ in ASKED.values():
            assert (await town.refusal(command, NEWCOMER))["code"] == "unknown_person"
        await town.must(ENTERED, OPERATOR)
        answered = monotonic()

        async def heeds(service: str) -> tuple[str, float]:
            command, heeded = ASKED[service]
            while (code := (await town.refusal(command, NEWCOMER))["code"]) != heeded:
                assert code == "unknown_person"
            return service, monotonic() - answered

        took = dict(await asyncio.gather(*map(heeds, ASKED)))
    structlog.get_logger().info("heeded_after", **{name: round(seconds, 3) for name, seconds in took.items()})
    assert max(took.values()) < AT_MOST


async def test_no_service_takes_a_command_for_a_township_that_nobody_took_in(over_rabbitmq: Stand) -> None:
    async with running_platform(over_rabbitmq, *CONSUMERS) as platform:
        nowhere = Town(platform, UNKNOWN)
        for command, _ in ASKED.values():
            refused = await nowhere.refusal(command, OPERATOR)
            assert (refused["code"], refused["field"]) == ("unknown_township", "township")
            assert UNKNOWN in refused["reason"]["zh"]
            assert UNKNOWN in refused["reason"]["en"]


async def small_matters(platform: Platform, number: int) -> None:
    """Intake tells of small matters in a township of which handling has not heard."""

    def matter(n: int) -> Envelope:
        told = envelope(
            type=i.SubmissionFastLaned.type,
            township=UNKNOWN,
            source="/youyue/intake",
            subject=f"s-{n}",
            sequence=2,
            data={"submission": {**MATTER, "submission_id": f"s-{n}"}},
        )
        return REGISTRY.envelope.model_validate(told)

    await asyncio.gather(*(publish_event(platform, matter(n)) for n in range(number)))


def items(platform: Platform, number: int) -> Callable[[], Any]:
    """Whether there are so many."""
    found = "SELECT count(*) = :number FROM item WHERE tenant = :code"
    return lambda: platform.scalar("handling", found, number=number, code=UNKNOWN)


async def test_an_event_waits_for_its_township_and_is_taken_when_that_is_there(in_process: Stand) -> None:
    put_off: list[Outcome] = []

    def seen(handle: Handle) -> Handle:
        async def handle_seen(delivery: Delivery) -> Outcome:
            outcome = await handle(delivery)
            if isinstance(outcome, RetryLater):
                put_off.append(outcome)
            return outcome

        return handle_seen

    async def all_put_off() -> bool:
        return len(put_off) >= 3

    bus = InProcessBus(TOPOLOGY, tiers=dict.fromkeys(RETRY_TIERS, 2.0))
    async with running_platform(in_process, "directory", "handling", bus=bus, faults=(seen,)) as platform:
        telling = asyncio.create_task(small_matters(platform, 3))
        await until(all_put_off)
        await Town(platform, UNKNOWN).take_in(XIUSHAN)
        await telling
        assert await items(platform, 3)()
        assert await platform.rows("handling", "SELECT 1 FROM parked_messages") == []


async def test_an_event_whose_township_comes_too_late_is_parked_and_not_lost(over_rabbitmq: Stand) -> None:
    async with running_platform(over_rabbitmq, "directory", "handling") as platform:
        await small_matters(platform, 3)
        assert {reason for reason, _ in await parked(platform, 3)} == {"not_yet_known"}
        await Town(platform, UNKNOWN).take_in(XIUSHAN)
        async with platform.service("handling").engine.begin() as connection:
            await ask_retry(connection, JOURNAL, Wanted(), "clerk")
        await until(items(platform, 3))
