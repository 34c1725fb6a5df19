"""The parts of the service."""

from pathlib import Path

from shared.kernel.service.service import Service
from tests.kernel.library.contracts import PublishReport
from tests.kernel.library.desk.publish_report import REPORTING, publish_report
from tests.kernel.library.desk.storage import JOURNAL, METADATA, NOTICE
from tests.kernel.library.house import HOUSE

SERVICE = Service(
    name="desk",
    house=HOUSE,
    metadata=METADATA,
    journal=JOURNAL,
    migrations=Path(__file__).with_name("migrations"),
    kinds=(NOTICE,),
    errands=(REPORTING,),
    use_cases={PublishReport: publish_report},
    learns=frozenset({"book"}),
)
