"""An alarm tells nobody that there is a confidential matter of that place and kind."""

from services.evaluation.domain.alarm.alarm import STATES
from shared.kernel.messages.audience import public_json
from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import SYSTEM
from shared.language.contracts.evaluation import AlarmMadeConfidential, AlarmRaised
from shared.language.contracts.handling import ItemConfidentialityChanged
from shared.language.contracts.intake import SubmissionAccepted, SubmissionMadeConfidential
from tests.support.world import at
from tests.unit.chapters import Example
from tests.unit.evaluation.alarm.test_repeating import answered, matter
from tests.unit.evaluation.builders import item
from tests.unit.evaluation.world import EvaluationWorld
from tests.unit.redacting import a_sample

AGAIN, LATER = at("2026-11-20 08:00"), "2026-11-21 09:00"
EXAMPLES = tuple(
    Example(a_sample(event), SYSTEM, STATES)
    for event in (ItemConfidentialityChanged, SubmissionMadeConfidential)
)


def raised(**again: object) -> EvaluationWorld:
    world = EvaluationWorld()
    world.knows("submission", answered())
    world.hears("2026-11-20 09:00", SubmissionAccepted(submission=matter("D2", AGAIN, **again)))
    return world


def of_item(confidential: bool) -> Event:
    changed = item(item_id="I1", fast_lane=True, confidential=confidential, confidings=1)
    return ItemConfidentialityChanged(item=changed)


def test_an_alarm_is_the_houses_alone_with_its_item_and_stays_so() -> None:
    world = raised()
    world.hears(LATER, of_item(confidential=True))
    told = world.events[-1]
    assert isinstance(told, AlarmMadeConfidential)
    face = public_json(told)
    assert face
    assert AlarmMadeConfidential.model_validate_json(face).alarm.confidential
    assert "D2" not in face
    assert [statement[0] for statement in world.written] == ["withhold"]
    world.hears("2026-11-22 09:00", of_item(confidential=False))
    assert world.events[-1] is told


def test_an_alarm_is_the_houses_alone_with_the_matter_that_was_raised_again() -> None:
    world = raised()
    of_it = matter("D2", AGAIN, confidential=True, made_confidential=1, confidings=1)
    world.hears(LATER, SubmissionMadeConfidential(submission=of_it))
    assert isinstance(world.events[-1], AlarmMadeConfidential)


def test_an_alarm_about_what_is_confidential_already_is_never_heard_of() -> None:
    (event,) = raised(confidential=True).events
    assert isinstance(event, AlarmRaised)
    assert public_json(event) == ""
