"""The fields of commands that name people, and how each is given with somebody in it."""

from dataclasses import replace
from datetime import date

from services.evaluation.domain.ballot.opening import OpeningFacts
from services.evaluation.domain.ballot.table import BALLOT_TABLE
from services.evaluation.domain.ballot.voting import VotingFacts
from services.handling.domain.item.item import IN_PROGRESS
from services.handling.domain.item.table import ITEM_TABLE
from services.handling.domain.project.table import PROJECT_TABLE
from services.handling.domain.promise.table import PROMISE_TABLE
from services.intake.domain.topic.collating import CollatingFacts
from services.intake.domain.topic.table import TOPIC_TABLE
from services.intake.domain.topic.topic import Topic
from services.scheduling.domain.meeting.booking import BookingFacts
from services.scheduling.domain.meeting.meeting import PUBLISHED, Meeting
from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import evaluation, handling, intake, scheduling
from shared.language.contracts.directory import OF_A_DEPARTMENT
from shared.language.contracts.envelope import Role
from tests.support.people import DEPARTMENT, somebody
from tests.support.world import at
from tests.unit.evaluation.builders import item, open_ballot
from tests.unit.handling.every_message import an_item
from tests.unit.handling.examples import a_project_done, promised
from tests.unit.handling.world import clerk
from tests.unit.naming_kind import NOON, Naming
from tests.unit.naming_visits import VISITS
from tests.unit.scheduling.samples import CONVENE, HOLD, PLANNED, PRESENT, READY

TOPIC = Topic("T1", "议题", "", "deputy", "deputy-01", NOON, state="collecting", version=1)
DEPUTY, LEADERS = (Role.DEPUTY,), (Role.HEAD, Role.LEADER)


def with_guest(meeting: Meeting, id: str) -> Meeting:
    """It is held by those of the story, and somebody else is invited."""
    return replace(meeting, invited=(id, *PRESENT), seated=PRESENT[:-1], could_lead=PRESENT[-1:])


PROMISE = replace(promised()[0].promises()[0], owner=DEPARTMENT)
PAPER = evaluation.EnterPaperVote(
    ballot_id="new",
    voter_id="deputy-01",
    number="1",
    second_person="deputy-09",
    process="satisfied",
    result="satisfied",
)
NAMED: dict[str, Naming] = {
    "intake.topic.create.v1: co_signers": Naming(
        TOPIC_TABLE,
        "unknown_deputy",
        lambda id: (None, intake.CreateTopic(title="议题", co_signers=(id,))),
        DEPUTY,
        by=Actor("deputy-01", Role.DEPUTY),
        facts=CollatingFacts({}),
    ),
    "intake.topic.create.v1: lead_id": Naming(
        TOPIC_TABLE,
        "lead_not_named",
        lambda id: (None, intake.CreateTopic(title="议题", lead_id=id)),
        LEADERS,
        facts=CollatingFacts({}),
    ),
    "intake.topic.hand_over.v1: to": Naming(
        TOPIC_TABLE,
        "unknown_people",
        lambda id: (
            replace(TOPIC, co_signers=(id,), confirmed_by=(id,)),
            intake.HandOverTopic(topic_id="T1", to=id),
        ),
        (*DEPUTY, *LEADERS),
    ),
    "intake.topic.recuse.v1: deputy_id": Naming(
        TOPIC_TABLE,
        "unknown_deputy",
        lambda id: (TOPIC, intake.RecuseDeputy(topic_id="T1", deputy_id=id, reason="自家鱼塘")),
        DEPUTY,
    ),
    "scheduling.meeting.convene.v1: invited": Naming(
        MEETING_TABLE,
        "unknown_people",
        lambda id: (PLANNED, CONVENE.model_copy(update={"invited": (id,)})),
        facts=BookingFacts(),
    ),
    "scheduling.meeting.hold.v1: attendance": Naming(
        MEETING_TABLE,
        "unknown_people",
        lambda id: (with_guest(READY, id), HOLD.model_copy(update={"attendance": (id, *PRESENT)})),
        after_the_day=True,
        when=at("2026-09-22 17:00"),
    ),
    "scheduling.meeting.correct_attendance.v1: attendance": Naming(
        MEETING_TABLE,
        "unknown_people",
        lambda id: (
            replace(with_guest(READY, id), state=PUBLISHED, attendance=PRESENT),
            scheduling.CorrectAttendance(meeting_id="M9", attendance=(id, *PRESENT), reason="漏记一人"),
        ),
        after_the_day=True,
        when=at("2026-09-23 09:00"),
    ),
    "scheduling.meeting.miss.v1: attendance": Naming(
        MEETING_TABLE,
        "unknown_people",
        lambda id: (
            with_guest(READY, id),
            scheduling.MissMeeting(meeting_id="M9", attendance=(id,), reason="台风，渡船停航"),
        ),
        after_the_day=True,
        when=at("2026-09-23 09:00"),
    ),
    "scheduling.meeting.name_delegate.v1: delegate_id": Naming(
        MEETING_TABLE,
        "unknown_people",
        lambda id: (PLANNED, scheduling.NameDelegate(meeting_id="M9", delegate_id=id, reason="赴县开会")),
        (Role.LEADER,),
        by=somebody(Role.HEAD),
    ),
    "scheduling.meeting.convene.v1: chair_id": Naming(
        MEETING_TABLE,
        "unknown_people",
        lambda id: (PLANNED, CONVENE.model_copy(update={"chair_id": id})),
        (Role.DEPUTY, Role.PRESIDIUM),
        facts=BookingFacts(),
    ),
    "scheduling.meeting.convene.v1: urgent.agreed_by": Naming(
        MEETING_TABLE,
        "unknown_people",
        lambda id: (
            PLANNED,
            CONVENE.model_copy(update={"urgent": scheduling.Urgent(agreed_by=id, reason="水管爆裂")}),
        ),
        (Role.HEAD, Role.PRESIDIUM),
        facts=BookingFacts(),
    ),
    "handling.promise.change.v1: person_id": Naming(
        PROMISE_TABLE,
        "person_not_of_department",
        lambda id: (PROMISE, handling.ChangePromise(promise_id="P1", person_id=id, reason="换人负责")),
        tuple(OF_A_DEPARTMENT),
    ),
    "evaluation.ballot.enter_paper.v1: second_person": Naming(
        BALLOT_TABLE,
        "unknown_people",
        lambda id: (open_ballot(), PAPER.model_copy(update={"second_person": id})),
        by=Actor("office-1", Role.OFFICE),
        facts=VotingFacts(has_voted=False),
    ),
    "evaluation.ballot.enter_paper.v1: voter_id": Naming(
        BALLOT_TABLE,
        "not_entitled",
        lambda id: (
            replace(open_ballot(), entitled=(somebody(Role.DEPUTY).id,)),
            PAPER.model_copy(update={"voter_id": id}),
        ),
        DEPUTY,
        facts=VotingFacts(has_voted=False),
    ),
    "handling.item.log_contact.v1: deputy_id": Naming(
        ITEM_TABLE,
        "unknown_deputy",
        lambda id: (an_item(IN_PROGRESS), handling.LogContact(item_id="I1", deputy_id=id, how="当面")),
        DEPUTY,
        by=clerk("transport"),
    ),
    "handling.project.accept.v1: by_whom": Naming(
        PROJECT_TABLE,
        "unknown_people",
        lambda id: (
            a_project_done(),
            handling.AcceptProject(project_id="P1", day=date(2026, 9, 28), by_whom=(id,), result="通水"),
        ),
        after_the_day=True,
        when=at("2026-09-28 12:00"),
    ),
    "handling.project.refuse_acceptance.v1: by_whom": Naming(
        PROJECT_TABLE,
        "unknown_people",
        lambda id: (
            a_project_done(),
            handling.RefuseAcceptance(project_id="P1", day=date(2026, 9, 28), by_whom=(id,), reason="漏水"),
        ),
        after_the_day=True,
        when=at("2026-09-28 12:00"),
    ),
    "handling.project.plan.v1: leader": Naming(
        PROJECT_TABLE,
        "unknown_leader",
        lambda id: (None, handling.PlanProject(title="水库", department="water", leader=id)),
        LEADERS,
    ),
    "evaluation.ballot.open.v1: recused.deputy_id": Naming(
        BALLOT_TABLE,
        "unknown_deputy",
        lambda id: (
            None,
            evaluation.OpenBallot(
                item_id="I1", recused=(evaluation.NamedRecusal(deputy_id=id, reason="近亲属"),)
            ),
        ),
        DEPUTY,
        facts=OpeningFacts(item()),
    ),
    "evaluation.ballot.recuse.v1: deputy_id": Naming(
        BALLOT_TABLE,
        "no_voter",
        lambda id: (
            replace(open_ballot(), entitled=(somebody(Role.DEPUTY).id,)),
            evaluation.RecuseFromBallot(ballot_id="new", deputy_id=id, reason="近亲属"),
        ),
        DEPUTY,
        facts=VotingFacts(has_voted=False),
    ),
    **VISITS,
}
