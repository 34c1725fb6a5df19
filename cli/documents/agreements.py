"""contracts/roles.json, commands.json and refusals.json: the agreements besides the shape of messages."""

from pathlib import Path
from typing import Any

from cli.documents.contracts import CONTRACTS
from cli.documents.sources import answers, senders
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import SERVICES, commands_of
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


def refusals() -> dict[str, dict[str, str]]:
    """Code of a refusal → its sentence in both languages, with the names of its placeholders."""
    sentences = {language: entries(locale) for language, locale in _LANGUAGES}
    return {
        key.removeprefix(_REFUSAL): {language: known[key] for language, known in sentences.items()}
        for key in sorted(sentences["zh"])
        if key.startswith(_REFUSAL)
    }


def agreement_files() -> dict[Path, Any]:
    """The three files, by path."""
    return {
        CONTRACTS / "roles.json": roles(),
        CONTRACTS / "commands.json": commands(),
        CONTRACTS / "refusals.json": refusals(),
    }
