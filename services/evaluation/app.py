"""The evaluation service: its parts by name."""

from pathlib import Path

from services.evaluation.domain.errands import ERRANDS
from services.evaluation.handlers import USE_CASES
from services.evaluation.storage.tables import JOURNAL, KINDS, METADATA
from shared.kernel.service.service import ClockMessages, Service
from shared.language.contracts import evaluation
from shared.language.house import HOUSE

SERVICE = Service(
    name="evaluation",
    metadata=METADATA,
    journal=JOURNAL,
    house=HOUSE,
    migrations=Path(__file__).with_name("migrations"),
    clock=ClockMessages(evaluation.MoveEvaluationClock, evaluation.EvaluationClockMoved),
    kinds=KINDS,
    errands=ERRANDS,
    use_cases=USE_CASES,
    learns=frozenset(
        {"township", "signing_key", "submission", "topic", "meeting", "visit", "item", "promise"}
    ),
)
