"""The entries about 政府办: items from the assignment to the answer that every raiser gets."""

from shared.language.contracts import handling, intake
from shared.language.telling.stages import Stage
from shared.language.telling.told import SAID, WHY, Detail, RuleFrom, Telling, Told
from shared.language.telling.values import assigned, lead, moved, newest, title

_HANDLE = Stage.HANDLE


def _assigned(event: handling.ItemAssigned) -> Detail:
    """With the basis and the reason of what was assigned without a meeting."""
    item = event.item
    return assigned(event) | {SAID: "\n".join(filter(None, (item.basis, item.assigned_because)))}


def _contacted(event: handling.ItemContacted) -> Detail:
    item = event.item
    count = sum(contact.round == item.round for contact in item.contacts)
    return {"lead": item.lead, "count": count} | newest(
        item.contacts, deputy=lambda contact: contact.deputy_id
    )


def _answered(event: handling.ItemAnswered | handling.ItemAnswerCorrected) -> Detail:
    return lead(event) | newest(
        event.item.answers,
        result_class=lambda answer: answer.result_class,
        late=lambda answer: answer.late,
        due_on=lambda answer: answer.due_on,
        without=lambda answer: answer.opinions_missing,
        said=lambda answer: answer.public_text or answer.not_public_because,
    )


def _raiser_answered(event: intake.SubmissionAnswered) -> Detail:
    """The words stand where the item was answered, and where they were put right."""
    return newest(
        event.submission.answers,
        result_class=lambda answer: answer.result_class,
        round=lambda answer: answer.round,
    )


def _promised(event: handling.PromiseMade) -> Detail:
    promise = event.promise
    return {"due_on": promise.due_on, "owner": promise.owner, SAID: promise.text}


HANDLING: tuple[Telling, ...] = (
    Told(
        handling.ProjectPlanned,
        _HANDLE,
        lambda e: {"title": e.project.title, "department": e.project.department},
    ),
    Told(handling.ItemAssigned, _HANDLE, _assigned),
    Told(intake.TopicItemAssigned, _HANDLE, title, echoes=(handling.ItemAssigned,)),
    Told(handling.ItemAcknowledged, _HANDLE, lead),
    Told(
        handling.ItemDeclined,
        _HANDLE,
        lambda e: (
            lead(e) | newest(e.item.declines, department=lambda no: no.department, said=lambda no: no.reason)
        ),
        rule=RuleFrom.CATALOGUE,
    ),
    Told(
        handling.ItemDeclineConsented,
        _HANDLE,
        lambda e: {"hops": e.item.hops} | newest(e.item.declines, department=lambda no: no.department),
    ),
    Told(
        handling.ItemDeclineRejected,
        _HANDLE,
        lambda e: newest(
            e.item.declines, department=lambda no: no.department, said=lambda no: no.rejected_reason
        ),
    ),
    Told(handling.ItemRedesignated, _HANDLE, assigned),
    Told(
        handling.ItemCoOpinionGiven,
        _HANDLE,
        lambda e: newest(
            e.item.co_opinions,
            department=lambda opinion: opinion.department,
            said=lambda opinion: opinion.text,
        ),
    ),
    Told(
        handling.ItemExtensionRequested,
        _HANDLE,
        lambda e: (
            lead(e)
            | newest(e.item.extensions, until=lambda asked: asked.until, said=lambda asked: asked.reason)
        ),
    ),
    Told(handling.ItemExtended, _HANDLE, assigned),
    Told(handling.ItemDueMoved, _HANDLE, lambda e: lead(e) | moved(e) | {WHY: e.item.due_why}),
    Told(
        handling.ItemExtensionRefused,
        _HANDLE,
        lambda e: newest(
            e.item.extensions, until=lambda asked: asked.until, said=lambda asked: asked.refused_reason
        ),
    ),
    Told(
        handling.ItemExtensionUndecided,
        _HANDLE,
        lambda e: newest(e.item.extensions, until=lambda asked: asked.until),
        rule=RuleFrom.CATALOGUE,
    ),
    Told(handling.ItemContacted, _HANDLE, _contacted, rule=RuleFrom.CATALOGUE),
    Told(
        handling.ItemProgressed,
        _HANDLE,
        lambda e: lead(e) | newest(e.item.progress, said=lambda news: news.text),
    ),
    Told(handling.ItemAnswerDrafted, _HANDLE, lead),
    Told(handling.ItemAnswerReturned, _HANDLE, lead),
    Told(handling.ItemAnswerSigned, _HANDLE, lead),
    Told(handling.ItemAnswered, _HANDLE, _answered),
    Told(
        handling.ItemAnswerCorrected,
        _HANDLE,
        _answered,
    ),
    Told(
        handling.ItemAssignmentCorrected,
        _HANDLE,
        assigned,
    ),
    Told(handling.ItemPublicationObjected, _HANDLE),
    Told(handling.ItemObjectionWithdrawn, _HANDLE),
    Told(handling.ItemPublicationUpheld, _HANDLE),
    Told(
        handling.ItemPublicationChanged,
        _HANDLE,
        lambda e: newest(
            e.item.answers,
            answer_extent=lambda answer: answer.extent,
            said=lambda answer: answer.public_text or answer.not_public_because,
        ),
        strikes=True,
    ),
    Told(intake.SubmissionAnswerCorrected, _HANDLE, echoes=(handling.ItemAnswerCorrected,)),
    Told(intake.SubmissionItemLeft, _HANDLE),
    Told(intake.SubmissionItemAssigned, _HANDLE, echoes=(handling.ItemAssigned,)),
    Told(intake.SubmissionAnswered, _HANDLE, _raiser_answered),
    Told(intake.SubmissionTold, _HANDLE, lambda e: {"told_how": e.submission.told_how}),
    Told(handling.PromiseMade, _HANDLE, _promised, rule=RuleFrom.CATALOGUE),
    Told(handling.ItemArchived, _HANDLE),
    Told(
        handling.ItemReopened,
        _HANDLE,
        lambda e: lead(e) | {"due_on": e.item.due_on},
    ),
    Told(intake.SubmissionDoneAgain, _HANDLE, echoes=(handling.ItemReopened,)),
    Told(handling.ItemReturned, _HANDLE, lambda e: lead(e) | {SAID: e.item.returned_reason}),
    Told(handling.ItemRecused, _HANDLE, rule=RuleFrom.CATALOGUE),
    Told(handling.PromiseRecused, _HANDLE, rule=RuleFrom.CATALOGUE, echoes=(handling.ItemRecused,)),
    Told(handling.ItemRedacted, _HANDLE, strikes=True),
    Told(handling.ItemConfidentialityChanged, _HANDLE, strikes=True),
)
