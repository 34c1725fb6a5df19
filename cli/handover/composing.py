"""What belongs to whom: all that is open and falls to a post, section by section. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from cli.handover.material import Material
from cli.handover.posts import Charge
from cli.handover.theirs import Theirs, theirs
from services.handling.domain.item import item as items
from services.intake.domain.topic.topic import BEFORE_THE_MEETING
from services.scheduling.domain.meeting import meeting as meetings
from shared.language.calendar import local_day
from shared.language.contracts.envelope import Role
from shared.language.contracts.handling import ItemSnapshot
from shared.language.contracts.intake.topic_states import DISCUSSED
from shared.language.contracts.scheduling import MeetingSnapshot

Facts = Mapping[str, Any]
"""What else is to be known of an entry, by the name under which the catalogue has its words
(``handover.fact.<name>``); codes and ids as they are, days as dates, numbers, True."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One open thing."""

    thing: str
    id: str
    title: str
    """Empty: it has none, like a regular meeting."""
    state: str
    due_on: date | None = None
    days_late: int = 0
    """Calendar days since ``due_on``, on the day of the handover; 0 also where no clock runs."""
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the list, for these roles."""

    entries: Callable[[Theirs, Material, Charge], Iterable[Entry]]
    roles: tuple[Role, ...]


def compose(charge: Charge, material: Material) -> Mapping[str, tuple[Entry, ...]]:
    """Section → its entries, the first due first; a section that does not concern the role is not there."""
    own = theirs(charge, material)
    return {
        name: tuple(sorted(section.entries(own, material, charge), key=_order))
        for name, section in SECTIONS.items()
        if charge.role in section.roles
    }


def _order(entry: Entry) -> tuple[date, str]:
    return (entry.due_on or date.max, entry.id)


def _entry(
    charge: Charge, thing: str, one: Any, title: str, due_on: date | None = None, /, **facts: Any
) -> Entry:
    """The entry of a snapshot, with those facts that say something."""
    return Entry(
        thing=thing,
        id=getattr(one, f"{thing}_id"),
        title=title,
        state=one.state,
        due_on=due_on,
        days_late=max(0, (charge.day - due_on).days) if due_on else 0,
        facts={name: value for name, value in facts.items() if value},
    )


def _requests(_own: Theirs, material: Material, charge: Charge) -> Iterator[Entry]:
    for one in filter(_awaits_the_head, material.meetings):
        yield _meeting(one, material, charge)


def _awaits_the_head(one: MeetingSnapshot) -> bool:
    return one.state == meetings.REQUESTED and one.proposed_day is None


def _meeting(one: MeetingSnapshot, material: Material, charge: Charge) -> Entry:
    due = one.answer_due_on if _awaits_the_head(one) else None
    title = _title_of(material, one.topic_id, None)
    return _entry(
        charge,
        "meeting",
        one,
        title,
        due,
        day=one.day,
        proposed=one.proposed_day,
        requested_by=one.requested_by,
        office_answers=bool(one.proposed_day) and one.requested_by in charge.left,
    )


def _designations(_own: Theirs, material: Material, charge: Charge) -> Iterator[Entry]:
    for one in material.items:
        waited = [waiting for waiting in one.waiting if waiting.role == Role.HEAD]
        if one.state == items.DECLINED and waited:
            due = local_day(waited[0].due_at)
            yield _entry(charge, "item", one, one.title, due, **_of_item(one, charge))


def _of_item(one: ItemSnapshot, charge: Charge) -> Facts:
    return {
        "lead": one.lead,
        "co_handled": one.lead not in charge.departments and bool(charge.departments & {*one.co_handlers}),
        "hops": one.hops,
        "round": one.round if one.round > 1 else 0,
    }


def _items(own: Theirs, material: Material, charge: Charge) -> Iterator[Entry]:
    for one in material.items:
        if one.item_id in own.items and one.state not in items.CLOSED:
            due = one.due_on if one.state in items.OPEN else None
            yield _entry(charge, "item", one, one.title, due, **_of_item(one, charge))


def _promises(own: Theirs, material: Material, charge: Charge) -> Iterator[Entry]:
    ended = {one.item_id for one in material.items if one.state in items.CLOSED}
    for one in material.promises:
        if one.promise_id in own.promises:
            yield _entry(
                charge,
                "promise",
                one,
                one.text,
                one.due_on,
                lead=one.owner,
                of_item=one.item_id,
                earlier_term=local_day(one.made_at) < charge.since,
                item_ended=one.item_id in ended,
            )


def _projects(own: Theirs, material: Material, charge: Charge) -> Iterator[Entry]:
    for one in material.projects:
        if one.project_id in own.projects:
            last = one.reports[-1] if one.reports else None
            behind = last.planned_percent - last.actual_percent if last else Decimal(0)
            yield _entry(
                charge,
                "project",
                one,
                one.title,
                lead=one.department,
                behind=f"{behind.normalize():f}" if behind > 0 else "",
                reported=local_day(last.at) if last else None,
            )


def _meetings(own: Theirs, material: Material, charge: Charge) -> Iterator[Entry]:
    for one in material.meetings:
        apart = charge.role is Role.HEAD and _awaits_the_head(one)
        if one.meeting_id in own.meetings and not apart:
            yield _meeting(one, material, charge)


def _visits(own: Theirs, material: Material, charge: Charge) -> Iterator[Entry]:
    for one in material.visits:
        if one.visit_id in own.visits:
            title = _title_of(material, one.topic_id, one.item_id)
            yield _entry(
                charge,
                "visit",
                one,
                title,
                day=one.day,
                led_by=one.lead_id,
                office_reports=one.lead_id in charge.left,
            )


def _topics(own: Theirs, material: Material, charge: Charge) -> Iterator[Entry]:
    for one in material.topics:
        if one.topic_id in own.topics and one.state in (*BEFORE_THE_MEETING, DISCUSSED):
            leads = one.lead_id == charge.person_id
            yield _entry(
                charge,
                "topic",
                one,
                one.title,
                leads=leads,
                led_by=None if leads else one.lead_id,
                co_signs=charge.person_id in one.co_signers,
                office_hands_over=one.lead_id in charge.left and one.state in BEFORE_THE_MEETING,
            )


def _ballots(_own: Theirs, material: Material, charge: Charge) -> Iterator[Entry]:
    for one in material.ballots:
        if charge.person_id in one.entitled:
            yield _entry(charge, "ballot", one, one.item_title, local_day(one.closes_at), of_item=one.item_id)


def _title_of(material: Material, topic: str | None, item: str | None) -> str:
    topics = (one.title for one in material.topics if one.topic_id == topic)
    return next(topics, "") or next((one.title for one in material.items if one.item_id == item), "")


_ALL = (Role.HEAD, Role.LEADER, Role.DEPARTMENT_HEAD, Role.DEPUTY)
SECTIONS: Mapping[str, Section] = {
    "requests": Section(_requests, (Role.HEAD,)),
    "designations": Section(_designations, (Role.HEAD,)),
    "items": Section(_items, _ALL),
    "promises": Section(_promises, _ALL),
    "projects": Section(_projects, _ALL),
    "meetings": Section(_meetings, _ALL),
    "visits": Section(_visits, _ALL),
    "topics": Section(_topics, (Role.HEAD, Role.LEADER, Role.DEPUTY)),
    "ballots": Section(_ballots, (Role.DEPUTY,)),
}
"""In the order in which they are read: what waits for the reader's own word comes first."""
