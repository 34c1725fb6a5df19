"""contracts/roles.json, commands.json, transitions.json, refusals.json: agreements besides the shape of
messages."""

from pathlib import Path
from typing import Any

from cli.documents.contracts import CONTRACTS
from cli.documents.sources import answers, senders
from cli.documents.transitions import transitions
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import SERVICES, commands_of
from shared.language.remedies import remedy_of
from shared.language.words.catalogue import entries

_LANGUAGES = (("zh", "zh_CN"), ("en", "en"))
_REFUSAL = "refusal."


def roles() -> list[str]:
    """Every role that an actor may have."""
    return [role.value for role in Role]


def commands() -> dict[str, dict[str, list[str]]]:
    """Type of a command → the roles that may send it, and the types of the events that may answer it."""
    return {
        command.type: {
            "roles": [role.value for role in senders(command)],
            "answers": sorted(answer.type for answer in answers(command)),
        }
        for service in SERVICES
        for command in commands_of(service)
    }


def codes() -> list[str]:
    """The codes of all refusals."""
    return sorted(key.removeprefix(_REFUSAL) for key in entries(_LANGUAGES[0][1]) if key.startswith(_REFUSAL))


def refusals() -> dict[str, dict[str, str]]:
    """Code of a refusal → what to do about it, unless it names a moment, and its sentence in both languages,
    with the names of its placeholders."""
    sentences = {language: entries(locale) for language, locale in _LANGUAGES}
    return {
        code: {"remedy": remedy_of(code)}
        | {language: known[f"{_REFUSAL}{code}"] for language, known in sentences.items()}
        for code in codes()
    }


def agreement_files() -> dict[Path, Any]:
    """The four files, by path."""
    return {
        CONTRACTS / "roles.json": roles(),
        CONTRACTS / "commands.json": commands(),
        CONTRACTS / "transitions.json": transitions(),
        CONTRACTS / "refusals.json": refusals(),
    }
