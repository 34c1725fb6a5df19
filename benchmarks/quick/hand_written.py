"""What both others do with a message, without a framework, a domain or a contract: dicts in, dicts out."""

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

CONSUMER = "benchmark"
PLANNED = "handling.project.planned.v1"


def id_from(*parts: str) -> str:
    """An id that follows from the message."""
    return str(uuid5(NAMESPACE_URL, "/".join(parts)))


def decide(envelope: dict[str, Any]) -> tuple[str, str, str, str]:
    """Id and document of the project, id and text of the event."""
    command = envelope["data"]
    id = id_from(envelope["source"], envelope["id"], "1")
    document = {
        "project_id": id,
        "title": command["title"],
        "state": "planned",
        "version": 1,
        "department": command["department"],
        "leader": command["leader"],
        "reports": [],
    }
    event = {
        "specversion": "1.0",
        "id": id_from(envelope["source"], envelope["id"], "event"),
        "source": "/youyue/handling",
        "type": PLANNED,
        "time": envelope["time"],
        "township": envelope["township"],
        "subject": id,
        "sequence": 1,
        "actorid": envelope["actorid"],
        "actorrole": envelope["actorrole"],
        "correlationid": envelope["id"],
        "causationid": envelope["id"],
        "datacontenttype": "application/json",
        "data": {"project": document},
    }
    return id, json.dumps(document, ensure_ascii=False), event["id"], json.dumps(event, ensure_ascii=False)
