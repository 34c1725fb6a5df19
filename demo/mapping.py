"""From the story's words to the contracts' commands: one line of a table per (thing, action)."""

from collections.abc import Callable
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from demo.names import Names
from demo.proofs import proof_of_reading, secret_of
from demo.steps import Step, Story
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.language.codes.proof import commitment
from shared.language.contracts import evaluation as e
from shared.language.contracts import handling as h
from shared.language.contracts import intake as i
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Role

Make = Callable[[Step, Names, Story], Command]

CHOICES = MappingProxyType(
    {"满意": "satisfied", "基本满意": "basically", "不满意": "dissatisfied", "弃权": "abstained"}
)
"""The four choices of a ballot, as people say them and as messages carry them."""

_IN_FULL = i.Publication(extent="full")
"""The story's office publishes what it takes on."""


def actor_of(name: str) -> Actor:
    """The story's actor: ``deputy-01``, ``dept-water``, ``dept-water-head``, ``citizen:D185`` …"""
    if name.startswith("dept-"):
        department = name.removeprefix("dept-").removesuffix("-head")
        return Actor(name, Role.DEPARTMENT_HEAD if name.endswith("-head") else Role.DEPARTMENT, department)
    role = name.replace(":", "-").split("-")[0]
    return Actor(name, Role(role))


def _submit(step: Step, names: Names, story: Story) -> Command:
    raw = story.submissions[step.id]
    return i.SubmitSubmission(
        text=raw["text"],
        title=raw["title"],
        channel=raw["channel"],
        village=raw["village"],
        latitude=raw["lat"],
        longitude=raw["lon"],
        contact=i.Contact(phone=raw["contact"]) if raw["contact"] else None,
        proof=commitment(secret_of(step.id)),
    )


def _create_topic(step: Step, names: Names, story: Story) -> Command:
    data = step.data
    project = data.get("project")
    return i.CreateTopic(
        title=data["title"],
        co_signers=tuple(data.get("co_signers", ())),
        submission_ids=names.all(data.get("submissions", ())),
        project_id=names.of(project) if project else None,
    )


def _convene(step: Step, names: Names, story: Story) -> Command:
    return s.ConveneMeeting(
        meeting_id=names.of(step.id),
        room=step.data["room"],
        starts_at=datetime.fromisoformat(step.data["start"]),
        ends_at=datetime.fromisoformat(step.data["end"]),
        invited=story.deputies,
    )


def _hold(step: Step, names: Names, story: Story) -> Command:
    items = [story.items[name] for name in step.data["outcomes"]]
    return s.HoldMeeting(
        meeting_id=names.of(step.id),
        attendance=tuple(step.data["attendance"]),
        outcomes=tuple(
            s.AgreedOutcome(title=item["title"], topic_id=names.of(item["topic"])) for item in items
        ),
        points=tuple(
            s.PointResult(
                kind="project",
                point_id=names.of(name),
                result=s.DEALT_WITH,
                report="乡长报告项目进度、存在的问题和下一步安排。",
                reported_by="head-1",
            )
            for name in step.data.get("reported", ())
        ),
    )


def _minutes(step: Step, names: Names, story: Story) -> Command:
    titles = [item["title"] for item in story.items.values() if item["meeting"] == step.id]
    return s.DraftMinutes(meeting_id=names.of(step.id), text="议定事项：" + "；".join(titles))


def _assign(step: Step, names: Names, story: Story) -> Command:
    data = step.data
    return h.AssignItem(
        outcome_id=names.outcomes[step.id],
        lead=data["lead"],
        co_handlers=tuple(data["co_handlers"]),
        submission_ids=names.all(data["submissions"]),
        rule=data["rule"],
    )


def _draft_answer(step: Step, names: Names, story: Story) -> Command:
    published = story.later(step, "answer")
    assert published
    return h.DraftAnswer(
        item_id=names.of(step.id),
        result_class=step.data["result_class"],
        text=published.note,
        plan=published.data.get("plan", ""),
        promised_on=published.data.get("due"),
        reasons=published.data.get("reasons", ""),
    )


def _answer(step: Step, names: Names, story: Story) -> Command:
    if "meeting" in story.items.get(step.id, {}):
        return h.PublishAnswer(item_id=names.of(step.id))
    return h.AnswerFastLane(item_id=names.of(step.id), result_class=step.data["result_class"], text=step.note)


def _rate(step: Step, names: Names, story: Story) -> Command:
    return e.GiveRating(
        submission_id=names.of(step.id),
        proof=secret_of(step.id),
        satisfied=step.data["satisfied"],
        reason=step.note,
    )


def _vote(step: Step, names: Names, story: Story) -> Command:
    return e.CastVote(
        ballot_id=names.of(step.id),
        process=CHOICES[step.data["process"]],
        result=CHOICES[step.data["result"]],
        reason=step.data.get("reason", ""),
    )


def _named(command: type[Command], field: str, **fixed: Callable[[Step], Any]) -> Make:
    """A command that names its thing in ``field``; ``fixed`` reads the rest from the step."""

    def make(step: Step, names: Names, story: Story) -> Command:
        return command(**{field: names.of(step.id)}, **{name: read(step) for name, read in fixed.items()})

    return make


def _datum(name: str) -> Callable[[Step], Any]:
    return lambda step: step.data[name]


def _note(step: Step) -> str:
    return step.note


COMMANDS: MappingProxyType[tuple[str, str], Make] = MappingProxyType(
    {
        ("submission", "submit"): _submit,
        ("submission", "accept"): lambda step, names, story: i.AcceptSubmission(
            submission_id=names.of(step.id),
            category=story.submissions[step.id]["category"],
            publish=_IN_FULL,
        ),
        ("submission", "reject"): _named(
            i.RejectSubmission, "submission_id", reason_code=_datum("reason_code")
        ),
        ("submission", "fast_lane"): _named(
            i.FastLaneSubmission,
            "submission_id",
            department=_datum("department"),
            publish=lambda step: _IN_FULL,
        ),
        ("submission", "tell"): _named(
            i.TellRaiser, "submission_id", how=_datum("how"), proof=proof_of_reading
        ),
        ("submission", "citizen_rating"): _rate,
        ("topic", "create"): _create_topic,
        ("topic", "merge"): lambda step, names, story: i.MergeSubmissions(
            topic_id=names.of(step.id), submission_ids=names.all(step.data["submissions"])
        ),
        ("topic", "propose"): _named(i.ProposeTopic, "topic_id"),
        ("meeting", "plan"): lambda step, names, story: s.PlanMeeting(
            day=date.fromisoformat(step.data["date"]), room=step.data["room"]
        ),
        ("meeting", "request"): lambda step, names, story: s.RequestMeeting(
            topic_id=names.of(step.data["topic"]), day=date.fromisoformat(step.data["wanted_date"])
        ),
        ("meeting", "propose_other_time"): _named(
            s.ProposeOtherTime, "meeting_id", day=_datum("date"), reason=_note
        ),
        ("meeting", "accept"): _named(s.AcceptMeeting, "meeting_id"),
        ("meeting", "convene"): _convene,
        ("meeting", "freeze"): _named(s.FreezeAgenda, "meeting_id"),
        ("meeting", "hold"): _hold,
        ("meeting", "minutes_draft"): _minutes,
        ("meeting", "minutes_confirm"): _named(s.ConfirmMinutes, "meeting_id"),
        ("meeting", "minutes_publish"): _named(s.PublishMinutes, "meeting_id"),
        ("visit", "plan"): lambda step, names, story: s.PlanVisit(
            topic_id=names.of(step.data["topic"]), day=date.fromisoformat(step.data["date"])
        ),
        ("visit", "done"): _named(
            s.CompleteVisit,
            "visit_id",
            findings=_note,
            participants=_datum("participants"),
            photos=_datum("photos"),
        ),
        ("item", "assign"): _assign,
        ("item", "acknowledge"): _named(h.AcknowledgeItem, "item_id"),
        ("item", "decline"): _named(h.DeclineItem, "item_id", reason=_note),
        ("item", "consent_decline"): _named(h.ConsentDecline, "item_id"),
        ("item", "redesignate"): _named(
            h.RedesignateItem, "item_id", lead=_datum("lead"), co_handlers=_datum("co_handlers")
        ),
        ("item", "progress"): _named(h.ReportProgress, "item_id", text=_note),
        ("item", "contact"): _named(h.LogContact, "item_id", deputy_id=_datum("deputy"), how=_datum("how")),
        ("item", "co_opinion"): _named(h.GiveCoOpinion, "item_id", text=_note),
        ("item", "request_extension"): _named(
            h.RequestExtension, "item_id", until=_datum("until"), reason=_note
        ),
        ("item", "approve_extension"): _named(h.ApproveExtension, "item_id"),
        ("item", "instruct"): _named(h.InstructItem, "item_id", text=_note),
        ("item", "answer_draft"): _draft_answer,
        ("item", "sign_off"): _named(h.SignOffAnswer, "item_id"),
        ("item", "answer"): _answer,
        ("promise", "fulfil"): _named(h.FulfilPromise, "promise_id", evidence=_note),
        ("promise", "confirm"): _named(h.ConfirmPromise, "promise_id"),
        ("project", "report"): _named(
            h.ReportProject,
            "project_id",
            planned_percent=_datum("planned_percent"),
            actual_percent=_datum("actual_percent"),
            text=_note,
        ),
        ("ballot", "recuse"): _named(
            e.RecuseFromBallot, "ballot_id", deputy_id=lambda step: step.actor, reason=_note
        ),
        ("ballot", "vote"): _vote,
    }
)
