"""A made-up township, taken in beside the sample: a whole loop by its own people, rooms and rules, over the
broker. Neither of the two has anything of the other's."""

from datetime import date, datetime
from typing import Any

from demo.townships import XIUSHAN, YUNJIAO, read_sample
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import evaluation as e
from shared.language.contracts import handling as h
from shared.language.contracts import intake as i
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Role
from shared.language.topology import CONSUMERS
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.support.town import Town

YUNJIAO_CODE = read_sample(YUNJIAO).township_id
CITIZEN = Actor("citizen:1", Role.CITIZEN)
OFFICE, HEAD = Actor("yj-office-1", Role.OFFICE), Actor("yj-head", Role.HEAD)
LEAD, *VOTERS = DEPUTIES = [Actor(f"yj-deputy-{n}", Role.DEPUTY) for n in range(1, 5)]
WORKS = Actor("yj-works", Role.DEPARTMENT, "works")
HEAD_OF_WORKS = Actor("yj-works-head", Role.DEPARTMENT_HEAD, "works")
OUR_WORDS, THEIR_WORDS = "云门桥头的路灯坏了三盏", "小礁村口的路灯坏了两盏"
THEIR_OFFICE = Actor("office-1", Role.OFFICE)


async def test_a_made_up_township_is_met_handled_and_rated_by_its_own_lists(over_rabbitmq: Stand) -> None:
    async with running_platform(over_rabbitmq, *CONSUMERS) as platform:
        here, there = Town(platform, YUNJIAO_CODE), Town(platform, TOWNSHIP)
        submit = i.SubmitSubmission(text=OUR_WORDS, channel="online", village="C03")
        assert (await here.refusal(submit, CITIZEN))["code"] == "unknown_township"
        await here.take_in(YUNJIAO)
        await there.take_in(XIUSHAN)

        matter = (await here.must(submit, CITIZEN))["submission"]
        theirs = submit.model_copy(update={"text": THEIR_WORDS, "village": "V07"})
        their_id = (await there.must(theirs, CITIZEN))["submission"]["submission_id"]
        await there.must(i.PublishSubmission(submission_id=their_id, extent="full"), THEIR_OFFICE)
        await the_others_people_and_lists_are_refused(here, matter["submission_id"])
        assert (await there.refusal(i.CreateTopic(title="路灯"), LEAD))["code"] == "unknown_person"
        await here.must(
            i.AcceptSubmission(
                submission_id=matter["submission_id"],
                category="town.lighting",
                publish=i.Publication(extent="full"),
            ),
            OFFICE,
        )
        outcome = await meets(here, matter["submission_id"])
        item = await handles(here, outcome, matter["submission_id"])
        await rates(here, item)
        assert (await here.hears(i.SubmissionClosed))["submission"]["submission_id"] == matter[
            "submission_id"
        ]
        assert len(here.heard(i.SubmissionAnswered)) == 2

        await platform.settle()
        nothing_of_one_is_told_in_the_other(platform)
        await pages_and_queues_are_each_townships_own(platform, matter["trace_code"])


async def the_others_people_and_lists_are_refused(here: Town, submission_id: str) -> None:
    """What the sample's lists have is unknown here, and what is here is named, its own first."""
    accept = i.AcceptSubmission(submission_id=submission_id)
    stranger = await here.refusal(accept, THEIR_OFFICE)
    assert (stranger["code"], "yj-office-1" in stranger["reason"]["zh"]) == ("unknown_person", True)

    asked: list[tuple[Command, str, str]] = [
        (
            i.FastLaneSubmission(submission_id=submission_id, department="water"),
            "unknown_department",
            "works",
        ),
        (s.PlanMeeting(day=date(2026, 9, 22), room="R1"), "unknown_room", "M1"),
        (h.PlanProject(title="码头", department="works", leader="leader-1"), "unknown_leader", "yj-leader-1"),
        (i.CreateTopic(title="路灯", co_signers=("deputy-02",)), "unknown_deputy", "yj-deputy-2"),
    ]
    for command, code, own in asked:
        actor = LEAD if isinstance(command, i.CreateTopic) else OFFICE
        refused = await here.refusal(command, actor)
        assert refused["code"] == code
        assert own in refused["reason"]["zh"]
        assert own in refused["reason"]["en"]


async def meets(here: Town, submission_id: str) -> str:
    """A deputy sets the topic and asks for a meeting; the outcome that the public minutes name."""
    topic = i.CreateTopic(
        title="路灯修复", submission_ids=(submission_id,), co_signers=tuple(one.id for one in VOTERS)
    )
    topic_id = (await here.must(topic, LEAD))["topic"]["topic_id"]
    for deputy in VOTERS:
        await here.must(i.CoSignTopic(topic_id=topic_id), deputy)
    await here.must(i.ProposeTopic(topic_id=topic_id), LEAD)
    await here.platform.settle()
    request = s.RequestMeeting(topic_id=topic_id, day=date(2026, 9, 8))
    meeting = {"meeting_id": (await here.must(request, LEAD))["meeting"]["meeting_id"]}
    await here.must(s.AcceptMeeting.model_validate(meeting), HEAD)
    convened = s.ConveneMeeting(
        **meeting,
        room="M2",
        starts_at=datetime.fromisoformat("2026-09-08T09:00+08:00"),
        ends_at=datetime.fromisoformat("2026-09-08T11:00+08:00"),
        invited=(HEAD.id, *(deputy.id for deputy in DEPUTIES)),
    )
    await here.must(convened, OFFICE)
    await here.live_until("2026-09-07T09:00")
    await here.must(s.FreezeAgenda.model_validate(meeting), OFFICE)
    await here.live_until("2026-09-08T11:00")
    outcomes = (s.AgreedOutcome(title="修复云门桥路灯", topic_id=topic_id),)
    held = await here.must(s.HoldMeeting(**meeting, attendance=convened.invited, outcomes=outcomes), OFFICE)
    await here.must(s.DraftMinutes(**meeting, text="一个月内修好。"), OFFICE)
    await here.must(s.ConfirmMinutes.model_validate(meeting), OFFICE)
    await here.must(s.PublishMinutes.model_validate(meeting), OFFICE)
    await here.platform.settle()
    outcome_id: str = held["meeting"]["outcomes"][0]["outcome_id"]
    return outcome_id


async def handles(here: Town, outcome_id: str, submission_id: str) -> str:
    """The department has its times from the township's rules, and answers after its contacts."""
    assign = h.AssignItem(outcome_id=outcome_id, lead="works", submission_ids=(submission_id,))
    item = (await here.must(assign, OFFICE))["item"]
    assert item["due_on"] == "2026-11-09"  # two months end on a Sunday
    await here.live_until("2026-09-16T09:00")
    late = await here.refusal(h.DeclineItem(item_id=item["item_id"], reason="不归我们"), WORKS)
    assert late["code"] == "decline_too_late"  # five working days, as this township has decided
    assert "2026-09-15" in late["reason"]["zh"]
    await here.must(h.AcknowledgeItem(item_id=item["item_id"]), WORKS)
    await answers(here, item["item_id"])
    return str(item["item_id"])


async def answers(here: Town, item_id: str) -> None:
    """The lead department speaks with three deputies, answers, and its head signs."""
    for deputy in VOTERS:
        await here.must(h.LogContact(item_id=item_id, deputy_id=deputy.id, how="上门"), WORKS)
    await here.must(h.DraftAnswer(item_id=item_id, result_class="A", text="三盏路灯已换新。"), WORKS)
    await here.must(h.SignOffAnswer(item_id=item_id), HEAD_OF_WORKS)
    await here.must(h.PublishAnswer(item_id=item_id), OFFICE)
    await here.platform.settle()


async def rates(here: Town, item_id: str) -> None:
    """The deputies have it done again, in the time that the rules of Chongqing give, and are satisfied."""
    await ballot(here, item_id, "dissatisfied", "有一盏还是不亮")
    await here.live_until("2026-10-08T09:00")
    again = (await here.hears(h.ItemRedoOrdered))["item"]
    assert (again["state"], again["due_on"]) == ("redo", "2026-11-30")  # two months, not one
    await answers(here, item_id)
    await ballot(here, item_id, "satisfied")
    await here.live_until("2026-10-23T09:00")
    assert (await here.hears(h.ItemSatisfied))["item"]["state"] == "satisfied"


async def ballot(here: Town, item_id: str, choice: str, reason: str = "") -> None:
    """All who may vote by the township's rules vote the same."""
    opened = (await here.hears(e.BallotOpened))["ballot"]
    assert (opened["item_id"], opened["electorate"]) == (item_id, ["lead_and_co_signers", "constituency"])
    ballot_id = opened["ballot_id"]
    for deputy in (one for one in DEPUTIES if one.id in opened["entitled"]):
        await here.must(e.CastVote(ballot_id=ballot_id, process=choice, result=choice, reason=reason), deputy)


def nothing_of_one_is_told_in_the_other(platform: Platform) -> None:
    """No event of either township names a thing or a word of the other's."""
    told = {
        code: [event for event in platform.events if event.tenant == code]
        for code in (YUNJIAO_CODE, TOWNSHIP)
    }
    for code, other in ((YUNJIAO_CODE, TOWNSHIP), (TOWNSHIP, YUNJIAO_CODE)):
        others = {event.subject for event in told[other] if event.subject} | {other}
        said = "\n".join(event.to_json().decode() for event in told[code])
        assert not [subject for subject in others if subject in said]
    assert len(told[YUNJIAO_CODE]) + len(told[TOWNSHIP]) == len(platform.events)


async def pages_and_queues_are_each_townships_own(platform: Platform, trace_code: str) -> None:
    http = platform.accounts.client
    pages, ops = (f"http://127.0.0.1:{port}" for port in (platform.process.port, platform.process.ops_port))

    async def asked(url: str, code: str) -> Any:
        return await http.get(url, params={"township": code})

    ours, theirs = [(await asked(f"{pages}/", code)).text for code in (YUNJIAO_CODE, TOWNSHIP)]
    assert "云礁乡" in ours
    assert "修复云门桥路灯" in ours
    assert THEIR_WORDS not in ours
    assert "秀山乡" in theirs
    assert THEIR_WORDS in theirs
    assert "云门桥" not in theirs
    way = (await asked(f"{pages}/t/{trace_code}", YUNJIAO_CODE)).text
    assert "建设管理办公室" in way
    assert (await asked(f"{pages}/t/{trace_code}", TOWNSHIP)).status_code == 404
    for code, waiting in ((YUNJIAO_CODE, 0), (TOWNSHIP, 1)):
        queue = (await asked(f"{ops}/intake/queues/received", code)).json()
        assert len(queue["submissions"]) == waiting
