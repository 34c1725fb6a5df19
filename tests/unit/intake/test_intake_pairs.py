"""Every state decides every message, and every message has its use case."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.intake.app import SERVICE
from services.intake.domain.submission.attaching import AttachFacts
from services.intake.domain.submission.merging import MergeFacts
from services.intake.domain.submission.news_of_items import TO_BE_TOLD
from services.intake.domain.submission.raising_facts import RaisingFacts
from services.intake.domain.submission.splitting import SplittingFacts
from services.intake.domain.submission.submission import Submission
from services.intake.domain.submission.supporting import SupportFacts
from services.intake.domain.submission.table import SUBMISSION_TABLE
from services.intake.domain.topic.collating import CollatingFacts
from services.intake.domain.topic.items import LeftOut, RaisersLeft
from services.intake.domain.topic.supporting import TopicSupportFacts
from services.intake.domain.topic.table import TOPIC_TABLE
from services.intake.domain.topic.topic import Topic
from shared.kernel.messages.base import Data
from shared.kernel.messages.envelope import Actor
from shared.kernel.service.own_commands import OWN_COMMANDS
from shared.language.behaviour import ABSENT, Decision, StateTable
from shared.language.contracts import handling, scheduling
from shared.language.contracts import intake as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import commands_of, timers_of
from shared.language.topology import SUBSCRIPTIONS
from tests.support.world import LAW
from tests.unit.chapters import examples
from tests.unit.intake.news import item, meeting, requested
from tests.unit.intake.world import NOW
from tests.unit.state_tables import all_pairs, pair_name
from tests.unit.table_checks import check_pair, reachable, shadowed

LATER = NOW + timedelta(days=6)
SUBMISSION = Submission(
    "D1",
    "222-222-222",
    "online",
    "路灯",
    "路灯",
    "路灯",
    "路灯",
    NOW,
    asked_back=(
        said.AskedBack(question="哪一盏", asked_by="office-1", asked_at=NOW, expires_at=LATER, needed=False),
    ),
    forwardings=(said.Forwarding(to="县水利局", why="县管", forwarded_at=NOW, answer_due_at=LATER),),
    version=1,
)
TOPIC = Topic("T1", "议题", "", "deputy", "deputy-01", NOW, submission_ids=("D2",), version=1)
FILE = said.Attachment(attachment_id="a" * 64, media_type="image/jpeg", size=1)
SUBMISSION_FACTS: dict[type[Data], object] = {
    said.SubmitSubmission: RaisingFacts("222-222-222"),
    said.AttachToSubmission: AttachFacts({FILE.attachment_id: FILE}),
    said.CreateTopic: MergeFacts("T1"),
    said.MergeSubmissions: MergeFacts("T1"),
    said.SplitSubmission: SplittingFacts(("D7", "D8"), SUBMISSION, "路灯", "222-222-222"),
    said.SupportSubmission: SupportFacts("p"),
    said.WithdrawSupport: SupportFacts("p"),
}
ITEM_NEWS = (
    handling.ItemAssigned,
    handling.ItemAnswered,
    handling.ItemSatisfied,
    handling.ItemDecided,
    handling.ItemEndedUnrated,
    handling.ItemArchived,
)
OTHER_NEWS: tuple[type[handling.ItemEvent], ...] = (
    handling.ItemReopened,
    handling.ItemReturned,
    handling.ItemAnswerCorrected,
    handling.ItemAssignmentCorrected,
    *TO_BE_TOLD,
)
TOPIC_FACTS: dict[type[Data], object] = {
    said.CreateTopic: CollatingFacts({}),
    said.MergeSubmissions: CollatingFacts({"D1": replace(SUBMISSION, state="accepted")}),
    said.ReleaseSubmissions: CollatingFacts({"D2": replace(SUBMISSION, state="merged")}),
    said.SupportSubmission: TopicSupportFacts(7),
    said.WithdrawSupport: TopicSupportFacts(7),
    **dict.fromkeys((scheduling.MeetingHeld, *ITEM_NEWS), RaisersLeft()),
    handling.ItemAssignmentCorrected: LeftOut(),
}
TOLD = {**examples("intake", "submission"), **examples("intake", "topic")}
MESSAGES: dict[type[Data], Data] = {
    said.SubmitSubmission: said.SubmitSubmission(text="路灯不亮", channel="online"),
    said.AcceptSubmission: said.AcceptSubmission(submission_id="D1"),
    said.MakeConfidential: said.MakeConfidential(submission_id="D1", why="举报"),
    said.LiftConfidentiality: said.LiftConfidentiality(submission_id="D1", why="误设"),
    said.PublishSubmission: said.PublishSubmission(submission_id="D1", extent="no", why="涉及他人"),
    said.RejectSubmission: said.RejectSubmission(submission_id="D1", reason_code="no_content"),
    said.FastLaneSubmission: said.FastLaneSubmission(submission_id="D1", department="water"),
    said.WithdrawSubmission: said.WithdrawSubmission(submission_id="D1", proof="222-222-222"),
    said.AttachToSubmission: said.AttachToSubmission(
        submission_id="D1", attachment_ids=(FILE.attachment_id,)
    ),
    said.EditSubmission: said.EditSubmission(submission_id="D1", text="路灯全不亮"),
    said.ChangeContact: said.ChangeContact(submission_id="D1", contact=said.Contact(phone="13800003391")),
    said.AskRaiser: said.AskRaiser(submission_id="D1", question="哪一盏"),
    said.InformSubmission: said.InformSubmission(submission_id="D1", text="村口那盏"),
    said.QuestionDue: said.QuestionDue(submission_id="D1", asked_at=NOW),
    said.ForwardSubmission: said.ForwardSubmission(submission_id="D1", to="县水利局", why="县管"),
    said.RecordCountyAnswer: said.RecordCountyAnswer(submission_id="D1", text="已列入计划"),
    said.ReturnSubmission: said.ReturnSubmission(submission_id="D1", reason="乡管"),
    said.SubmissionWaitDue: said.SubmissionWaitDue(submission_id="D1"),
    said.TopicWaitDue: said.TopicWaitDue(topic_id="T1"),
    said.CreateTopic: said.CreateTopic(title="议题"),
    said.MergeSubmissions: said.MergeSubmissions(topic_id="T1", submission_ids=("D1",)),
    said.TellRaiser: said.TellRaiser(submission_id="D1", how="phone"),
    said.EraseSubmission: said.EraseSubmission(submission_id="D1"),
    said.RetentionOver: said.RetentionOver(submission_id="D1"),
    said.SupportSubmission: said.SupportSubmission(submission_id="D1", person="p"),
    said.WithdrawSupport: said.WithdrawSupport(submission_id="D1", person="p"),
    said.ReleaseSubmissions: said.ReleaseSubmissions(topic_id="T1", submission_ids=("D2",), reason="另一处"),
    said.AmendTopic: said.AmendTopic(topic_id="T1", title="新议题", why="更准"),
    said.CoSignTopic: said.CoSignTopic(topic_id="T1"),
    said.WithdrawCoSignature: said.WithdrawCoSignature(topic_id="T1"),
    said.HandOverTopic: said.HandOverTopic(topic_id="T1", to="deputy-06"),
    said.RecuseDeputy: said.RecuseDeputy(topic_id="T1", deputy_id="deputy-06", reason="自家鱼塘"),
    said.ThresholdReached: said.ThresholdReached(topic_id="T1"),
    said.ProposeTopic: said.ProposeTopic(topic_id="T1"),
    said.DropTopic: said.DropTopic(topic_id="T1", reason="重复"),
    scheduling.MeetingRequested: scheduling.MeetingRequested(meeting=requested("T1")),
    scheduling.MeetingDeclined: scheduling.MeetingDeclined(meeting=requested("T1")),
    scheduling.MeetingCancelled: scheduling.MeetingCancelled(meeting=requested("T1")),
    scheduling.MeetingCalled: scheduling.MeetingCalled(meeting=requested("T1")),
    scheduling.MeetingMissed: scheduling.MeetingMissed(meeting=requested("T1")),
    scheduling.MeetingFrozen: scheduling.MeetingFrozen(meeting=meeting("T1")),
    scheduling.MeetingHeld: scheduling.MeetingHeld(meeting=meeting("T1")),
    **{news: news(item=item("I1", ("D1",), "T1", closed=True)) for news in ITEM_NEWS},
    said.ReclassifySubmission: said.ReclassifySubmission(submission_id="D1", village="V02", why="写错了"),
    said.SplitSubmission: said.SplitSubmission(submission_id="D1", pieces=("路", "灯")),
    said.ReopenSubmission: said.ReopenSubmission(submission_id="D1", why="点错了"),
    said.CorrectReply: said.CorrectReply(submission_id="D1", text="十二月开工", why="写错了"),
    said.PostReply: said.PostReply(submission_id="D1", where="村务公开栏", why="没有联系方式"),
    said.AnswerOnTheSpot: said.AnswerOnTheSpot(submission_id="D1", text="周一开门"),
    **{news: news(item=item("I1", ("D1",))) for news in OTHER_NEWS},
    **{message: each.message for message, each in TOLD.items()},
}


def check(table: StateTable[Any], thing: Any, state: str, message: type[Data], facts: object) -> None:
    there = None if state == ABSENT else replace(thing, state=state)

    def decide(role: Role) -> Decision[Any]:
        given = TOLD[message].facts if message in TOLD else facts
        situation = LAW.situation(NOW, Actor("deputy-01", role), "new", given)
        return table.decide(there, MESSAGES[message], situation)

    check_pair(table, state, message, decide)


@pytest.mark.parametrize(("state", "message"), all_pairs(SUBMISSION_TABLE), ids=pair_name)
def test_every_message_to_a_submission_is_decided_for_every_role(state: str, message: type[Data]) -> None:
    check(SUBMISSION_TABLE, SUBMISSION, state, message, SUBMISSION_FACTS.get(message))


@pytest.mark.parametrize(("state", "message"), all_pairs(TOPIC_TABLE), ids=pair_name)
def test_every_message_to_a_topic_is_decided_for_every_role(state: str, message: type[Data]) -> None:
    check(TOPIC_TABLE, TOPIC, state, message, TOPIC_FACTS.get(message))


@pytest.mark.parametrize("table", [SUBMISSION_TABLE, TOPIC_TABLE], ids=lambda table: str(table.thing))
def test_every_state_can_be_reached_and_every_row_taken(table: StateTable[Any]) -> None:
    assert reachable(table) == set(table.states)
    assert shadowed(table) == []


def test_intake_handles_its_commands_and_what_it_subscribes_to_and_nothing_else() -> None:
    commands = {command for command in commands_of("intake") if not issubclass(command, OWN_COMMANDS)}
    heard = {event for events in SUBSCRIPTIONS["intake"].values() for event in events}
    assert set(SERVICE.handlers) == commands | heard | set(timers_of("intake"))
