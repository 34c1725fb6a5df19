"""What promises allow."""

from services.handling.domain.promise.table import PROMISE_TABLE
from shared.language.contracts import handling as said
from tests.unit.state_tables import allowed_commands


def test_what_promises_allow() -> None:
    assert allowed_commands(PROMISE_TABLE) == {
        "open": {said.FulfilPromise, said.PublishAnswer},
        "overdue": {said.FulfilPromise, said.PublishAnswer},
        "fulfilled": set(),
        "superseded": set(),
    }
