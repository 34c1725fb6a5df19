"""What the messages of the platform still lack, each kind of lack said by one function. ``make check`` prints
what they find, tests/repo/test_completeness.py expects nothing."""

import importlib
import json
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cli.documents.meanings import FILE, purposes
from cli.services import LOADERS, load_service
from scripts.check import heard, loading, words, written
from scripts.check.problem import Problem
from shared.kernel.messages.base import Event
from shared.kernel.store.kind import Kind
from shared.language.contracts.registry import SERVICES, TYPES, commands_of, public_events_of
from shared.language.subscriptions import CONSOLE, SUBSCRIPTIONS
from shared.language.words import LOCALES
from shared.language.words.catalogue import entries

ROOT = loading.ROOT
GLOSSARY = ROOT / "docs/glossary.md"
DEFINITIONS = Path("deploy/rabbitmq/definitions.json")
SKELETONS = ("services", "shared/language", "tests/unit", FILE)
"""Where ``make new-message`` leaves something to be done."""

_TELLING = "shared.language.telling.every_event"

Find = Callable[[], Iterable[Problem]]


def kinds() -> tuple[Kind[Any], ...]:
    """The things of all services, which can be looked at before the services fit together."""
    modules = (importlib.import_module(f"services.{name}.storage.tables") for name in SERVICES)
    return tuple(kind for module in modules for kind in module.KINDS)


def events() -> tuple[type[Event], ...]:
    """The events that others may hear of."""
    return tuple(event for service in SERVICES for event in public_events_of(service))


def catalogue() -> words.Catalogue:
    """Both languages."""
    return {locale: entries(locale) for locale in LOCALES}


def _loaded() -> Iterator[Problem]:
    yield from loading.unloaded(load_service, LOADERS)
    yield from loading.unloaded(importlib.import_module, (_TELLING,))


def _heard() -> Iterator[Problem]:
    told = {event for of in SUBSCRIPTIONS[CONSOLE].values() for event in of}
    yield from heard.unheard(events(), told)


def _mirrored() -> Iterator[Problem]:
    yield from heard.unmirrored(kinds())


def _listed() -> Iterator[Problem]:
    written_by_hand = heard.listed((ROOT / heard.LIST).read_text("utf-8"))
    yield from heard.unlisted(written_by_hand, heard.spelled_out(SUBSCRIPTIONS, kinds(), events()))


def _named() -> Iterator[Problem]:
    tables = [kind.behaviour for kind in kinds()]
    commands = (command for service in SERVICES for command in commands_of(service))
    yield from words.unnamed_commands(commands, catalogue())
    untold = importlib.import_module(_TELLING).UNTOLD
    yield from words.unsaid_events((event for event in events() if event not in untold), catalogue())
    yield from words.unsaid_refusals(words.refusals(ROOT), catalogue())
    yield from words.unnamed_states(tables, catalogue())
    if GLOSSARY.is_file():
        yield from words.unexplained_states(tables, GLOSSARY.read_text("utf-8"))


def _meant() -> Iterator[Problem]:
    yield from words.unsaid_purposes(TYPES, purposes())


def _tested() -> Iterator[Problem]:
    yield from written.untested_chapters(ROOT)


def _finished() -> Iterator[Problem]:
    given = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *SKELETONS)
    names = subprocess.run(given, cwd=ROOT, capture_output=True, check=False).stdout.decode().split("\0")
    yield from written.unfinished(ROOT, sorted({ROOT / name for name in names if name}))


def _emitted() -> Iterator[Problem]:
    from cli.documents.sources import causes

    yield from written.unemitted(events(), causes)


def _written() -> Iterator[Problem]:
    from cli.documents.everything import documents, stray
    from cli.documents.samples import example_of
    from shared.kernel.bus.rabbit.definitions import definitions
    from shared.language.topology import TOPOLOGY

    if lacking := tuple(written.unsampled(TYPES.values(), example_of)):
        yield from lacking
        return
    texts = documents()
    committed = (ROOT / DEFINITIONS).read_text("utf-8")
    if json.loads(committed) != definitions(TOPOLOGY):
        texts[DEFINITIONS] = "what the topology says now"
    yield from written.unwritten(ROOT, texts, stray(ROOT, dict.fromkeys(texts, "")))


AT_ONCE: Mapping[str, Find] = MappingProxyType(
    {
        "every_service_fits_together": _loaded,
        "the_console_hears_of_every_event": _heard,
        "every_thing_has_what_its_snapshot_shows": _mirrored,
        "the_list_of_who_hears_what_is_what_the_code_says": _listed,
        "everything_has_words_in_both_languages": _named,
        "every_message_has_a_purpose_in_chinese": _meant,
        "every_chapter_has_its_test": _tested,
        "nothing_that_was_begun_is_unfinished": _finished,
    }
)
"""What can be looked at whatever else is missing."""
AFTERWARDS: Mapping[str, Find] = MappingProxyType(
    {
        "every_event_is_published": _emitted,
        "the_documents_say_what_the_code_says": _written,
    }
)
"""What can be looked at when every service fits together."""


def problems() -> list[Problem]:
    """Everything that is missing. While a service does not fit together, what depends on that is left out."""
    found = [problem for find in AT_ONCE.values() for problem in _safely(find)]
    if not any(True for _ in _safely(_loaded)):
        found += [problem for find in AFTERWARDS.values() for problem in _safely(find)]
    return list(dict.fromkeys(found))


def _safely(find: Find) -> Iterator[Problem]:
    """What it finds, up to an error that stops it from looking further."""
    try:
        yield from find()
    except Exception as error:
        yield loading.failure(error)
