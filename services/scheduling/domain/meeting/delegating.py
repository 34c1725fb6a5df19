"""The head cannot come and names the leader in charge who meets the deputies instead (委托)."""

from dataclasses import replace

from services.scheduling.domain.meeting.meeting import CONVENED, FROZEN, PLANNED, REQUESTED, Meeting
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import DelegateNamed, NameDelegate
from shared.language.directory.choosing import hold_posts


def delegate_is_a_leader(meeting: Meeting, message: NameDelegate, situation: Situation) -> Refusal | None:
    """The delegate is a leader in charge (分管领导) on that day (the township's list of posts)."""
    return hold_posts((message.delegate_id,), situation.directory, "data.delegate_id", (Role.LEADER,))


def the_room_holds_one_more(meeting: Meeting, message: NameDelegate, situation: Situation) -> Refusal | None:
    """Where people are invited already, there is a seat for the delegate (the list of rooms)."""
    room = situation.directory.rooms.get(meeting.room or "")
    people = len({*meeting.invited, message.delegate_id})
    if not meeting.invited or room is None or people <= room.capacity:
        return None
    return refuse("room_too_small", "data.delegate_id", room=room.name, capacity=room.capacity, people=people)


def there_is_no_head(meeting: Meeting, message: NameDelegate, situation: Situation) -> bool:
    """Nobody holds the head's post on that day."""
    return not situation.directory.holding(Role.HEAD)


def name(meeting: Meeting, message: NameDelegate, situation: Situation) -> Meeting:
    """The delegate comes in the head's place; another one named later takes over from the first."""
    others = (id for id in meeting.invited if id != meeting.delegate_id)
    invited = tuple(dict.fromkeys((*others, message.delegate_id))) if meeting.invited else ()
    return replace(meeting, delegate_id=message.delegate_id, delegate_reason=message.reason, invited=invited)


DELEGATING: tuple[Clause[Meeting], ...] = tuple(
    Transition(
        (REQUESTED, PLANNED, CONVENED, FROZEN),
        NameDelegate,
        None,
        DelegateNamed,
        by,
        why=why,
        when=when,
        guards=(delegate_is_a_leader, the_room_holds_one_more),
        change=name,
    )
    for by, when, why in (
        (
            (Role.OFFICE,),
            there_is_no_head,
            "practice: a meeting outlasts the head's term; without a head the office says who leads it",
        ),
        (
            (Role.HEAD,),
            None,
            "practice of 随时约见: the head comes, or names a leader in charge, openly and with a reason",
        ),
    )
)
