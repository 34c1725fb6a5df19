"""Every written document, by path; and what stands in the tree instead."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cli.documents.asyncapi import asyncapi_of
from cli.documents.compatibility import breaks
from cli.documents.contracts import contract_of, contract_path
from cli.documents.events import events_page
from cli.documents.metrics import metrics_page
from cli.documents.schemas import schema_of
from cli.documents.settings import settings_page
from cli.documents.states import states_page
from cli.documents.topology import topology_page
from shared.contracts.registry import SERVICES, TYPES

GENERATED = Path("docs", "generated")
CONTRACTS = Path("contracts")


def documents() -> dict[Path, str]:
    """Path from the project's root → text. The same code makes the same texts."""
    pages = {
        "events.md": events_page(),
        "states.md": states_page(),
        "topology.md": topology_page(),
        "settings.md": settings_page(),
        "metrics.md": metrics_page(),
    }
    return {
        **{GENERATED / name: text for name, text in pages.items()},
        **{GENERATED / "asyncapi" / f"{service}.json": _json(asyncapi_of(service)) for service in SERVICES},
        **{contract_path(cls): _json(contract_of(cls)) for cls in TYPES.values()},
    }


def stray(root: Path, written: dict[Path, str]) -> list[Path]:
    """Files in the written folders that nothing writes: a withdrawn contract, a renamed page."""
    present = (p for folder in (GENERATED, CONTRACTS) for p in (root / folder).rglob("*") if p.is_file())
    return sorted(p.relative_to(root) for p in present if p.relative_to(root) not in written)


def broken_promises(root: Path) -> Iterator[str]:
    """What the code would take away from, or change in, the released contracts in the tree."""
    for cls in TYPES.values():
        path = root / contract_path(cls)
        if path.exists():
            released = json.loads(path.read_text("utf-8"))["schema"]
            for problem in breaks(released, schema_of(cls)):
                yield f"{cls.type}: {problem}"


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
