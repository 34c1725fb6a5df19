"""The congress (人大): what still does not satisfy is talked over by both sides, and then the congress
decides, which ends the item."""

from dataclasses import replace
from datetime import date, datetime

from services.handling.domain.item.item import DECIDED, REFERRED, Item
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import local_day
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.corrections import all_were_seen
from shared.language.waiting import Final, anybody, within

OF_THE_CONGRESS = (Role.PRESIDIUM, Role.OFFICE)
Recorded = said.RecordBothSides | said.RecordDecision | said.CorrectDecision


def day_is_of_the_referral(item: Item, message: Recorded, situation: Situation) -> Refusal | None:
    """It was after the deputies had turned to the congress, and is not still to come (platform rule)."""
    first, last = local_day(_referred_at(item)), local_day(situation.now)
    if first <= message.day <= last:
        return None
    return refuse("day_not_of_the_referral", "data.day", day=message.day, first=first, last=last)


def both_sides_have_met(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """Nobody decides about a department that was not heard (practice of 督办座谈)."""
    return None if item.both_sides else refuse("both_sides_not_heard")


def decision_follows_the_talk(
    item: Item, message: said.RecordDecision, _situation: Situation
) -> Refusal | None:
    """The congress decided after both sides had met (practice of 督办座谈)."""
    met = min(talk.day for talk in item.both_sides)
    return (
        refuse("decision_before_the_talk", "data.day", day=message.day, met=met)
        if message.day < met
        else None
    )


def decision_is_known(
    _item: Item, message: said.RecordDecision | said.CorrectDecision, _situation: Situation
) -> Refusal | None:
    """It is one that ends an item (docs/adr, 0061)."""
    if message.kind in said.DECISIONS:
        return None
    return refuse(
        "unknown_decision",
        "data.kind",
        kind=message.kind,
        choices=", ".join(said.DECISIONS),
        one_of=said.DECISIONS,
    )


def something_is_corrected(
    item: Item, message: said.CorrectDecision, _situation: Situation
) -> Refusal | None:
    """It says otherwise than the record (platform rule)."""
    last = item.decisions[-1]
    same = (last.kind, last.text, last.day) == (message.kind, message.text, message.day)
    return refuse("nothing_changes") if same else None


def decision_is_as_it_was_seen(
    item: Item, message: said.CorrectDecision, _situation: Situation
) -> Refusal | None:
    """Nobody else has corrected it since (platform rule: two corrections at once do not hide each other)."""
    return all_were_seen(message.corrections_seen, len(item.decisions) - 1)


def record_both_sides(item: Item, message: said.RecordBothSides, situation: Situation) -> Item:
    """One more talk, with its minutes."""
    talk = said.BothSides(day=message.day, text=message.text, by=situation.actor.id, at=situation.now)
    return replace(item, both_sides=(*item.both_sides, talk), news_at=situation.now)


def decide(item: Item, message: said.RecordDecision, situation: Situation) -> Item:
    """Finished, with the decision as its result."""
    decision = _decision(message.kind, message.text, message.day, situation)
    return replace(item, decisions=(*item.decisions, decision), closed_at=situation.now)


def correct_decision(item: Item, message: said.CorrectDecision, situation: Situation) -> Item:
    """The latest record counts; the item stays finished since the first."""
    decision = _decision(message.kind, message.text, message.day, situation, message.reason)
    return replace(item, decisions=(*item.decisions, decision))


def _decision(
    kind: str, text: str, day: date, situation: Situation, because: str = ""
) -> said.CongressDecision:
    return said.CongressDecision(
        kind=kind, text=text, day=day, by=situation.actor.id, at=situation.now, corrects_because=because
    )


def _referred_at(item: Item) -> datetime:
    assert item.referred_at
    return item.referred_at


def not_heard(item: Item) -> bool:
    """Both sides have not met yet."""
    return not item.both_sides


CONGRESS: tuple[Clause[Item], ...] = (
    Transition(
        (REFERRED,),
        said.RecordBothSides,
        None,
        said.ItemBothSidesHeard,
        by=OF_THE_CONGRESS,
        why="practice of 督办座谈: deputies and department meet before the congress decides",
        guards=(day_is_of_the_referral,),
        change=record_both_sides,
    ),
    Transition(
        (REFERRED,),
        said.RecordDecision,
        DECIDED,
        said.ItemDecided,
        by=OF_THE_CONGRESS,
        why="practice of 人大督办: what does not satisfy in the last round ends with a decision",
        guards=(decision_is_known, both_sides_have_met, day_is_of_the_referral, decision_follows_the_talk),
        change=decide,
    ),
    Transition(
        (DECIDED,),
        said.CorrectDecision,
        None,
        said.ItemDecisionCorrected,
        by=OF_THE_CONGRESS,
        why="platform rule: what was recorded wrongly is put right by a command, and stays readable",
        guards=(
            decision_is_known,
            day_is_of_the_referral,
            something_is_corrected,
            decision_is_as_it_was_seen,
        ),
        change=correct_decision,
    ),
    within(
        lambda rules: rules.waits.hear_both_sides_within,
        (REFERRED,),
        "hear_both_sides",
        anybody(Role.OFFICE),
        why="platform rule: both sides meet soon (waits.hear_both_sides_within)",
        since=_referred_at,
        when=not_heard,
    ),
    within(
        lambda rules: rules.waits.congress_decides_within,
        (REFERRED,),
        "congress_decides",
        anybody(Role.PRESIDIUM),
        why="platform rule: the congress decides at its next sitting (waits.congress_decides_within)",
        since=_referred_at,
    ),
    Final((DECIDED,), "the congress has decided"),
)
