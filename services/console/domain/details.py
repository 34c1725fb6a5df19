"""What the console keeps of each event to tell of it later: the few values its sentence needs. Data.

``said`` is what somebody wrote, ``why`` the rule's own sentence; all other names are placeholders of ``event.<type>``
in the catalogue. Codes stay codes and dates stay dates: the words are chosen by whoever reads.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from shared.contracts import evaluation as e
from shared.contracts import handling as h
from shared.contracts import intake as i
from shared.contracts import scheduling as s
from shared.contracts.base import Event

Detail = Mapping[str, Any]
SAID, WHY = "said", "why"


def _fields(thing: str, *names: str, said: str = "", **renamed: str) -> Callable[[Any], Detail]:
    """The named fields of the event's thing; ``said`` and ``renamed`` (placeholder=field) under other names."""
    wanted = {**{name: name for name in names}, **renamed, **({SAID: said} if said else {})}

    def detail(event: Any) -> Detail:
        snapshot = getattr(event, thing)
        return {name: getattr(snapshot, field) for name, field in wanted.items()}

    return detail


def _newest(thing: str, list_of: str, *names: str, said: str = "", **renamed: str) -> Callable[[Any], Detail]:
    """The named fields of the newest entry of one of the thing's lists, which this event added or changed.

    Empty texts where the list is empty: a contract allows it.
    """
    wanted = {**{name: name for name in names}, **renamed, **({SAID: said} if said else {})}

    def detail(event: Any) -> Detail:
        entries = getattr(getattr(event, thing), list_of)
        return {name: getattr(entries[-1], field) if entries else "" for name, field in wanted.items()}

    return detail


def _assigned(event: h.ItemEvent) -> Detail:
    item = event.item
    return {
        "title": item.title,
        "lead": item.lead,
        "co_handlers": item.co_handlers,
        "due_on": item.due_on,
        "round": item.round,
        "hops": item.hops,
        WHY: item.due_why,
    }


def _contacts(event: h.ItemContacted) -> Detail:
    item = event.item
    return {"lead": item.lead, "count": sum(contact.round == item.round for contact in item.contacts)}


def _both(*parts: Callable[[Any], Detail]) -> Callable[[Any], Detail]:
    return lambda event: {name: value for part in parts for name, value in part(event).items()}


def _closed(event: e.BallotClosed) -> Detail:
    result = event.ballot.result or e.BallotResult(outcome="no_quorum", process=e.AxisCount(), result=e.AxisCount())
    axes = {"process": result.process, "result": result.result}
    return {
        "outcome": result.outcome,
        **{f"{axis}_{choice}": n for axis, count in axes.items() for choice, n in count.model_dump().items()},
        SAID: "\n".join(result.reasons),
    }


def _entitled(event: e.BallotEvent) -> Detail:
    ballot = event.ballot
    return {"votes": ballot.votes, "entitled": len(ballot.entitled), "closes_at": ballot.closes_at}


def _held(event: s.MeetingEvent) -> Detail:
    meeting = event.meeting
    return {"attendance": len(meeting.attendance), "outcomes": len(meeting.outcomes), "agenda": len(meeting.agenda)}


def _raisers(event: i.TopicEvent) -> Detail:
    return {"title": event.topic.title, "submissions": len(event.topic.submission_ids)}


def _backing(event: i.TopicEvent) -> Detail:
    return {"title": event.topic.title, "co_signers": len(event.topic.co_signers)}


_TITLE = _fields("topic", "title")
_MEETING = _fields("meeting", "kind", "day", "room")
_LEAD = _fields("item", "lead")
_REMINDED = _fields("item", "lead", "due_on")

DETAILS: MappingProxyType[type[Event], Callable[[Any], Detail]] = MappingProxyType(
    {
        i.SubmissionReceived: _fields("submission", "channel"),
        i.SubmissionAccepted: _fields("submission", "category"),
        i.SubmissionRejected: _fields("submission", reason="refused_reason", said="refused_where_to_go"),
        i.SubmissionAskedBack: _newest("submission", "asked_back", "expires_at", said="question"),
        i.SubmissionInformed: _newest("submission", "asked_back", said="answer"),
        i.SubmissionForwarded: _newest("submission", "forwardings", "to", said="why"),
        i.SubmissionForwardReminded: _newest("submission", "forwardings", "to", "reminded"),
        i.SubmissionReturned: _newest("submission", "forwardings", "to", said="returned_reason"),
        i.SubmissionAnsweredByCounty: _newest("submission", "forwardings", "to", said="answer"),
        i.SubmissionFastLaned: _fields("submission", "department"),
        i.SubmissionAnswered: _newest("submission", "answers", "result_class", "round", said="text"),
        i.TopicCreated: _fields("topic", "title", "origin"),
        i.TopicMerged: _raisers,
        i.TopicReleased: _raisers,
        i.TopicAmended: _both(_TITLE, _newest("topic", "text_changes", said="diff")),
        i.TopicCoSigned: _backing,
        i.TopicCoSignatureWithdrawn: _backing,
        i.TopicHandedOver: _TITLE,
        i.TopicRecused: _TITLE,
        i.TopicSupported: _fields("topic", "title", "supporters"),
        i.TopicOverThreshold: _TITLE,
        i.SubmissionTold: _fields("submission", "told_how"),
        i.SubmissionSupported: _fields("submission", "supporters"),
        i.SubmissionSupportWithdrawn: _fields("submission", "supporters"),
        i.SubmissionReleased: _fields("submission", said="released_reason"),
        i.TopicProposed: _raisers,
        i.TopicMeetingRequested: _TITLE,
        i.TopicMeetingFellThrough: _TITLE,
        i.TopicScheduled: _TITLE,
        i.TopicDiscussed: _TITLE,
        i.TopicItemAssigned: _TITLE,
        i.TopicItemClosed: _TITLE,
        i.TopicClosed: _TITLE,
        i.TopicDropped: _fields("topic", "title", said="dropped_reason"),
        s.MeetingPlanned: _MEETING,
        s.MeetingRequested: _fields("meeting", "day", "answer_due_on", said="requested_reason"),
        s.MeetingOtherTimeProposed: _fields("meeting", "proposed_day", said="proposed_reason"),
        s.MeetingDeclined: _fields("meeting", said="declined_reason"),
        s.MeetingCancelled: _fields("meeting", "day", said="cancelled_reason"),
        s.MeetingConvened: _fields("meeting", "kind", "starts_at", "room"),
        s.MeetingFrozen: _held,
        s.MeetingHeld: _held,
        s.VisitPlanned: _fields("visit", "day"),
        s.VisitCompleted: _both(
            _fields("visit", "photos", said="findings"), lambda event: {"people": len(event.visit.participants)}
        ),
        s.VisitCancelled: _fields("visit", said="cancelled_reason"),
        h.ItemAssigned: _assigned,
        h.ItemRedesignated: _assigned,
        h.ItemRedoOrdered: _assigned,
        h.ItemExtended: _assigned,
        h.ItemAcknowledged: _LEAD,
        h.ItemDeclined: _both(_LEAD, _newest("item", "declines", "department", said="reason")),
        h.ItemDeclineConsented: _both(_fields("item", "hops"), _newest("item", "declines", "department")),
        h.ItemDeclineRejected: _newest("item", "declines", "department", said="rejected_reason"),
        h.ItemProgressed: _both(_LEAD, _newest("item", "progress", said="text")),
        h.ItemContacted: _both(_contacts, _newest("item", "contacts", "how", deputy="deputy_id")),
        h.ItemCoOpinionGiven: _newest("item", "co_opinions", "department", said="text"),
        h.ItemExtensionRequested: _both(_LEAD, _newest("item", "extensions", "until", said="reason")),
        h.ItemExtensionRefused: _newest("item", "extensions", "until", said="refused_reason"),
        h.ItemInstructed: _newest("item", "supervisions", said="text"),
        h.ItemReminded: _REMINDED,
        h.ItemUrged: _both(_REMINDED, _newest("item", "supervisions", "working_days_late")),
        h.ItemEscalated: _both(_REMINDED, _newest("item", "supervisions", "working_days_late")),
        h.ItemStalled: _LEAD,
        h.ItemAnswerDrafted: _LEAD,
        h.ItemAnswerSigned: _LEAD,
        h.ItemAnswerReturned: _LEAD,
        h.ItemAnswered: _both(_LEAD, _newest("item", "answers", "result_class", "late", "due_on", said="text")),
        h.PromiseMade: _fields("promise", "due_on", "owner", said="text"),
        h.PromiseFulfilled: _fields("promise", "due_on", "owner", said="evidence"),
        h.PromiseOverdue: _fields("promise", "due_on", "owner", said="text"),
        h.ProjectPlanned: _fields("project", "title", "department"),
        h.ProjectReported: _both(
            _fields("project", "title"),
            _newest("project", "reports", "planned_percent", "actual_percent", "light", said="text"),
        ),
        e.BallotOpened: _entitled,
        e.VoteRecorded: _entitled,
        e.BallotExtended: _entitled,
        e.BallotClosed: _closed,
        e.RatingGiven: _fields("rating", "satisfied", said="reason"),
        e.AlarmRaised: _fields("alarm", "round", why="why"),
        e.FiguresPublished: lambda event: {"first_day": event.first_day, "last_day": event.last_day},
    }
)
"""The rest needs no values."""


def detail_of(event: Event) -> Detail:
    """The values of one event."""
    keep = DETAILS.get(type(event))
    return keep(event) if keep else {}
