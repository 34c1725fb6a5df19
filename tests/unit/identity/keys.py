"""A situation in which a key is published or retired."""

from datetime import UTC, datetime

from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.language.behaviour import Situation, law_of
from tests.support.township import xiushan

NOW = datetime(2026, 9, 7, 1, 0, tzinfo=UTC)
PUBLIC = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
_LAW = law_of(xiushan())


def situation(facts: object = None, actor: Actor = SYSTEM) -> Situation[object]:
    return _LAW.situation(NOW, actor, "key-1", facts)
