"""What promises allow."""

from services.handling.domain.promise.table import PROMISE_TABLE
from shared.language.contracts import handling as said
from tests.unit.state_tables import allowed_commands


def test_what_promises_allow() -> None:
    owed = {said.FulfilPromise, said.ChangePromise, said.ReviewPromise, said.PublishAnswer}
    assert allowed_commands(PROMISE_TABLE) == {
        "open": owed,
        "overdue": owed | {said.JudgePromise},
        "claimed": {said.ConfirmPromise, said.SendBackPromise, said.PublishAnswer},
        "fulfilled": {said.JudgePromise},
        "superseded": set(),
    }
