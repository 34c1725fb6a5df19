"""The service: its name, its parts, and its pages."""

from pathlib import Path

from services.desk.handlers import USE_CASES
from services.desk.pages.routes import routes
from services.desk.sending import hear_answers
from services.desk.storage.tables import JOURNAL, METADATA
from shared.kernel.service.service import Service
from shared.language.house import HOUSE
from shared.language.topology import DESK

SERVICE = Service(
    name=DESK,
    metadata=METADATA,
    journal=JOURNAL,
    house=HOUSE,
    migrations=Path(__file__).with_name("migrations"),
    use_cases=USE_CASES,
    only_copies=True,
    port_after=2,
    learns=frozenset({"township"}),
    routes=routes,
    chore=hear_answers,
)
