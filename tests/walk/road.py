"""The usual way of a matter, by commands alone: what each says and who says it is found by trying. Walks
begin beside it, so that what comes late in a life is walked as often as what comes early."""

from tests.walk.town import Town
from tests.walk.walking import Step, Walker, play

USUAL = (
    "intake.submission.submit.v1",
    "intake.submission.accept.v1",
    "intake.topic.create.v1",
    "intake.topic.merge.v1",
    "intake.topic.co_sign.v1",
    "intake.topic.co_sign.v1",
    "intake.topic.propose.v1",
    "scheduling.meeting.request.v1",
    "scheduling.meeting.accept.v1",
    "scheduling.meeting.convene.v1",
    "scheduling.meeting.freeze.v1",
    "scheduling.meeting.hold.v1",
    "scheduling.meeting.draft_minutes.v1",
    "scheduling.meeting.confirm_minutes.v1",
    "scheduling.meeting.publish_minutes.v1",
    "handling.item.assign.v1",
    "handling.item.acknowledge.v1",
    "handling.item.give_co_opinion.v1",
    "handling.item.log_contact.v1",
    "handling.item.log_contact.v1",
    "handling.item.log_contact.v1",
    "handling.item.draft_answer.v1",
    "handling.item.sign_off.v1",
    "handling.item.publish_answer.v1",
    "evaluation.ballot.open.v1",
    "evaluation.ballot.vote.v1",
    "evaluation.ballot.vote.v1",
    "handling.promise.fulfil.v1",
)
_TRIES = 150


def travel(walker: Walker, times: int = 3) -> None:
    """Go that way as far as it leads, again if it did not lead to its end; every place on it is one to begin
    from."""
    for _ in range(times):
        _travel(walker)
        if set(USUAL) <= set(walker.taken):
            return


def _travel(walker: Walker) -> None:
    town, path = walker.beginning.fork(), list[Step]()
    for type in USUAL:
        if (step := _next(walker, town, type, len(path) + 1)) is not None:
            path.append(step)
            walker.note(tuple(path), town, step, play(town, step))


def _next(walker: Walker, town: Town, type: str, number: int) -> Step | None:
    """A step by which somebody gives that command, now or, if it is too early, later."""
    there, at = town.fork(), town.now
    for attempt in range(_TRIES):
        if attempt % 30 == 29:
            at = walker.later(there)
            there.wait_until(at)
        said = walker.write(there, type)
        if said is None:
            continue
        refusal = there.fork().say(*said)
        if refusal is None:
            return Step(number, at, *said)
        walker.known.learn(said[1], refusal)
    return None
