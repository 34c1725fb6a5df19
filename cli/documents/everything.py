"""Every written document, by path, and the differences from the tree."""

import json
from pathlib import Path
from typing import Any

from cli.documents.agreements import agreement_files
from cli.documents.asyncapi import asyncapi_for, asyncapi_of
from cli.documents.contracts import CONTRACTS, contract_files
from cli.documents.events import events_page
from cli.documents.lists import lists_page
from cli.documents.messages import message_pages
from cli.documents.metrics import metrics_page
from cli.documents.personal_data import personal_data_page
from cli.documents.refusals import codes_page
from cli.documents.released.releases import RELEASED
from cli.documents.retention import retention_page
from cli.documents.rules import rules_page
from cli.documents.settings import settings_page
from cli.documents.states import states_page
from cli.documents.topology import topology_page
from cli.documents.transitions import transitions
from shared.kernel.bus.access.partners import Partner
from shared.language.contracts.registry import SERVICES

GENERATED = Path("docs", "generated")
DESK = Path("services", "desk", "domain", "forms")
"""What the desk reads of other services' tables, which it may not import."""
BY_HAND = CONTRACTS / "README.md"


def documents() -> dict[Path, str]:
    """Path from the project's root → text. The same code makes the same texts."""
    pages = {
        "events.md": events_page(),
        "codes.md": codes_page(),
        "states.md": states_page(),
        "topology.md": topology_page(),
        "rules.md": rules_page(),
        "lists.md": lists_page(),
        "settings.md": settings_page(),
        "metrics.md": metrics_page(),
        "personal-data.md": personal_data_page("en"),
        "personal-data.zh.md": personal_data_page("zh"),
        "retention.md": retention_page("en"),
        "retention.zh.md": retention_page("zh"),
    }
    return {
        **{GENERATED / name: text for name, text in pages.items()},
        **{GENERATED / "messages" / name: text for name, text in message_pages().items()},
        DESK / "transitions.json": _json(transitions()),
        **{path: _json(document) for path, document in (contract_files() | agreement_files()).items()},
    }


def asyncapi_documents(partner: Partner | None = None) -> dict[str, str]:
    """Name of the file → its text, for each service, or one for that partner. They are not kept in the tree;
    a person who publishes them generates them."""
    if partner:
        return {f"{partner.user}.json": _json(asyncapi_for(partner))}
    return {f"{service}.json": _json(asyncapi_of(service)) for service in SERVICES}


def stray(root: Path, written: dict[Path, str]) -> list[Path]:
    """Files in the written folders that nothing writes: a withdrawn contract, a renamed page."""
    present = (p for folder in (GENERATED, CONTRACTS) for p in (root / folder).rglob("*") if p.is_file())
    found = (path.relative_to(root) for path in present)
    return sorted(p for p in found if p not in written and p != BY_HAND and RELEASED not in p.parents)


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
