"""Triage of a text where other things wait: a short one at once, a long one off the loop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from services.intake.domain.triage.assess import Assessment, examine
from services.intake.domain.triage.model import TriageInput
from shared.language.directory import Directory

LONG = 300
"""Characters from which on a text might take longer than 5 ms; people seldom write as many."""
_ONE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="triage")
"""One long text at a time: several threads would take turns with each other before the loop had its own."""


async def examined(asked: TriageInput, directory: Directory) -> Assessment:
    """``examine``, without keeping the loop, which carries heartbeats, from its work. Never raises on any
    text."""
    if len(asked.title) + len(asked.text) <= LONG:
        return examine(asked, directory)
    return await asyncio.get_running_loop().run_in_executor(_ONE, examine, asked, directory)
