"""docs/generated/settings.md: every setting of a service, its default and its meaning."""

from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from cli.documents.field_docs import field_docs
from cli.documents.markdown import code, page, table
from shared.kernel.settings.names import COMMON_PREFIX
from shared.kernel.settings.settings import ServiceSettings, prefix_of
from shared.language.topology import CONSUMERS

GIVEN_BY_THE_COMMAND = ("service",)
"""Not read from the environment: ``youyue run SERVICE`` says it."""

_INTRODUCTION = """\
Settings come from the environment. `{common}<NAME>` holds for every service, `{own}<NAME>` for one and wins.
Services are {services}. A name that begins with `{common}` and is none of
these, nor one of the compose file's, ends every program with the name that was probably meant. So does a
setting that would be heeded by nobody: an address for some services of a process and not for all, a password
without an address. Durations are seconds. URLs and passwords may come from files: `<NAME>_FILE` names one.

`DATABASE_URL` and `BROKER_URL` without prefix are understood as well, where no prefixed name is set. With no
address at all, `run --all` and `demo` use the PostgreSQL that comes with the package and the in-process
transport.
"""


def settings_page() -> str:
    """The whole page."""
    docs = field_docs(ServiceSettings)
    rows = [
        (code(COMMON_PREFIX + name.upper()), _default(field), _limits(field), docs.get(name, ""))
        for name, field in ServiceSettings.model_fields.items()
        if name not in GIVEN_BY_THE_COMMAND
    ]
    introduction = _INTRODUCTION.format(
        common=COMMON_PREFIX,
        own=prefix_of("<service>"),
        services=", ".join(CONSUMERS),
    )
    return page("Settings", introduction, table(("name", "default", "limits", "meaning"), rows))


def _default(field: FieldInfo) -> str:
    default: Any = field.default
    if default is PydanticUndefined:
        return "(must be given)"
    return "(none)" if default is None else code(default)


def _limits(field: FieldInfo) -> str:
    choices = getattr(field.annotation, "__args__", ())
    if choices and all(isinstance(choice, str) for choice in choices):
        return ", ".join(choices)
    words = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    limits = (
        f"{sign} {getattr(limit, word)}"
        for limit in field.metadata
        for word, sign in words.items()
        if getattr(limit, word, None) is not None
    )
    return ", ".join(limits)
