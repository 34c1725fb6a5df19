"""An item in each state, and one good example of every message that it may meet."""

from dataclasses import replace
from datetime import date
from functools import cache

from services.handling.domain.item import item as states
from services.handling.domain.item.correcting_answers import CORRECTABLE
from services.handling.domain.item.fast_lane import FastLaneFacts
from services.handling.domain.item.item import Draft, Item
from shared.kernel.messages.base import Data
from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.language.behaviour import Situation
from shared.language.contracts import handling as said
from shared.language.contracts.evaluation import BallotOpened
from shared.language.contracts.intake import SubmissionFastLaned
from tests.support.world import LAW
from tests.unit.chapters import examples
from tests.unit.handling.examples import ANSWER, ASSIGN, DIRECTLY, REASON, SOON, a_ballot, assigned, closed
from tests.unit.handling.world import HEAD, OFFICE, chief, clerk, submission


@cache
def _an_assigned_item() -> Item:
    world, id = assigned()
    return world.item(id)


def an_item(state: str) -> Item:
    """An item in ``state``, with what belongs to that state."""
    opinion = said.CoOpinion(department="construction", text="可行", at=SOON)
    item = replace(_an_assigned_item(), state=state, co_opinions=(opinion,))
    if state == states.DECLINED:
        declined = said.Decline(department=item.lead, held_since=item.designated_at, reason=REASON, at=SOON)
        return replace(item, declines=(declined,))
    if state == states.EXTENSION_REQUESTED:
        asked = said.Extension(reason="缺料", until=date(2027, 1, 15), asked_at=SOON)
        return replace(item, extensions=(asked,))
    if state == states.ANSWER_DRAFT:
        draft = Draft(
            result_class="A",
            text="已办结",
            plan="",
            promised_on=None,
            reasons="",
            signed_by="dept-transport-head",
        )
        return replace(item, draft=draft)
    if state in CORRECTABLE:
        answer = said.Answer(
            round=1,
            result_class="A",
            text="已办结",
            published_at=SOON,
            due_on=item.due_on,
            late=False,
        )
        item = replace(item, answers=(answer,))
    if state == states.RATING:
        return replace(item, ballot_id="B1")
    if state in (states.REFERRED, states.DECIDED):
        talk = said.BothSides(day=date(2026, 9, 28), text="座谈", by="office-1", at=SOON)
        item = replace(item, referred_at=SOON, both_sides=(talk,))
    if state == states.DECIDED:
        decided = said.CongressDecision(
            kind="answer_stands", text="认可", day=date(2026, 9, 28), by="office-1", at=SOON
        )
        return replace(item, decisions=(decided,), closed_at=SOON)
    contact = said.Contacted(deputy_id="deputy-01", how="当面", at=SOON, round=1)
    return replace(item, contacts=(contact,) * 3)


def a_situation(message: type[Data]) -> Situation[object]:
    """A situation in which an actor of the right role sends ``message``."""
    told = examples("handling", "item").get(message)
    facts = (told and told.facts) or FastLaneFacts("construction")
    return LAW.situation(SOON, ACTORS.get(message, SYSTEM), "new-id", facts)


def message_for(item: Item) -> dict[type[Data], Data]:
    """One good example of every message that an item may meet."""
    id = item.item_id
    ballot = a_ballot(item)
    known: tuple[Data, ...] = (
        ASSIGN,
        DIRECTLY,
        said.AcknowledgeItem(item_id=id),
        said.DeclineItem(item_id=id, reason=REASON),
        said.ConsentDecline(item_id=id),
        said.RejectDecline(item_id=id, reason="属本部门"),
        said.RedesignateItem(item_id=id, lead="water"),
        said.ReportProgress(item_id=id, text="已进场"),
        said.LogContact(item_id=id, deputy_id="deputy-01", how="当面"),
        said.GiveCoOpinion(item_id=id, text="可行"),
        said.RequestExtension(item_id=id, until=date(2027, 1, 15), reason="缺料"),
        said.ApproveExtension(item_id=id),
        said.RefuseExtension(item_id=id, reason="不必"),
        said.InstructItem(item_id=id, text="抓紧"),
        said.DraftAnswer.model_validate({"item_id": id, **ANSWER}),
        said.SignOffAnswer(item_id=id),
        said.ReturnAnswer(item_id=id, reason="再改"),
        said.PublishAnswer(item_id=id),
        said.AnswerFastLane(item_id=id, result_class="A", text="已修好"),
        said.ItemWaitDue(item_id=id),
        said.ItemExtensionDue(item_id=id),
        SubmissionFastLaned(submission=submission("D3", "fast_lane", "construction")),
        BallotOpened(ballot=ballot),
        closed(ballot, "satisfied"),
    )
    told = examples("handling", "item").values()
    return {type(example): example for example in (*known, *(each.message for each in told))}


ACTORS: dict[type[Data], Actor] = {
    said.AssignItem: OFFICE,
    said.AssignDirectly: OFFICE,
    said.AcknowledgeItem: clerk("transport"),
    said.DeclineItem: clerk("transport"),
    said.ConsentDecline: OFFICE,
    said.RejectDecline: OFFICE,
    said.RedesignateItem: OFFICE,
    said.ReportProgress: clerk("transport"),
    said.LogContact: clerk("transport"),
    said.GiveCoOpinion: clerk("construction"),
    said.RequestExtension: clerk("transport"),
    said.ApproveExtension: OFFICE,
    said.RefuseExtension: OFFICE,
    said.InstructItem: HEAD,
    said.DraftAnswer: clerk("transport"),
    said.SignOffAnswer: chief("transport"),
    said.ReturnAnswer: chief("transport"),
    said.PublishAnswer: OFFICE,
    said.AnswerFastLane: chief("transport"),
    **{message: each.by for message, each in examples("handling", "item").items()},
}
