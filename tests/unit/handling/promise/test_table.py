"""What promises allow."""

from services.handling.domain.promise.table import PROMISE_TABLE
from shared.kernel.messages.base import Data
from shared.language.contracts import handling as said
from tests.unit.state_tables import allowed_commands

BY_ITS_ITEM: set[type[Data]] = {
    *(said.PublishAnswer, said.CorrectAnswer),
    *(said.RecordDecision, said.CorrectDecision),
}
WATCHED: set[type[Data]] = {
    said.NotePromise,
    said.GivePromiseNotice,
    said.AnswerPromiseNotice,
    said.WithdrawPromiseNotice,
}
OWED: set[type[Data]] = {
    *(said.FulfilPromise, said.ChangePromise, said.ReviewPromise, said.PressPromise),
    *WATCHED,
    *BY_ITS_ITEM,
}
ALLOWED: dict[str, set[type[Data]]] = {
    "open": OWED,
    "overdue": {*OWED, said.JudgePromise},
    "claimed": {said.ConfirmPromise, said.SendBackPromise, *WATCHED, *BY_ITS_ITEM},
    "fulfilled": {said.JudgePromise},
    "superseded": {said.CorrectDecision},
}


def test_what_promises_allow() -> None:
    always = {said.RedactPromise}
    assert allowed_commands(PROMISE_TABLE) == {state: told | always for state, told in ALLOWED.items()}
