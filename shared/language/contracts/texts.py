"""The texts of commands, by who may read them: what a person writes is masked while its command is read.

A field of a command that people write in has one of these types, and none of the kernel's: then nothing that
leads to a person can reach a thing, an event, a page, a paper or a log, whoever wrote it and whatever is made
of it later (docs/adr, 0059). ``x-text`` in the schema says which it is.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from shared.kernel.messages import base
from shared.kernel.messages.noticed import Noticed
from shared.language.redaction import mask

MASKED, OWN, SECRET, LISTED = "masked", "own", "secret", "listed"


@dataclass(frozen=True, slots=True)
class Text:
    """Who may read the words of a field. ``read``: whether they are looked at while the command is read."""

    becomes: str
    read: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        if not self.read:
            return schema
        return core_schema.with_info_after_validator_function(self._read, schema)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "x-text": self.becomes}

    def _read(self, value: str, info: ValidationInfo) -> str:
        """Masking twice is masking once: what is read again stays as it is."""
        if not value or (self.becomes == OWN and info.context is None):
            return value
        noticed = info.context if isinstance(info.context, Noticed) else Noticed()
        found = mask(value, noticed.elsewhere, noticed.spared)
        noticed.elsewhere |= found.names
        noticed.notes.extend(f"{info.field_name}:{one.mark}" for one in found.private)
        return found.text if self.becomes == MASKED else value


_MASKED = Text(MASKED, read=True)
Line = Annotated[base.Line, _MASKED]
"""A text of one line; what leads to a person is masked."""
Prose = Annotated[base.Prose, _MASKED]
"""A text that may have several lines; what leads to a person is masked."""
SaidLine = Annotated[base.SaidLine, _MASKED]
Said = Annotated[base.Said, _MASKED]
SaidLineIfAny = Annotated[base.SaidLineIfAny, _MASKED]
SaidIfAny = Annotated[base.SaidIfAny, _MASKED]
"""As those of the kernel; what leads to a person is masked."""

_OWN = Text(OWN)
OwnSaid = Annotated[base.Said, _OWN]
OwnSaidLine = Annotated[base.SaidLine, _OWN]
OwnLineIfAny = Annotated[base.SaidLineIfAny, _OWN]
OwnSaidIfAny = Annotated[base.SaidIfAny, _OWN]
"""A raiser's own words: kept as they were written, inside the service that takes them, and published masked.
Triage masks them, when the table has taken them: what is refused costs no work."""
OwnAnswer = Annotated[base.Said, Text(OWN, read=True)]
"""A raiser's answer to a question: kept and published likewise, and looked at while it is read."""

_SECRET = Text(SECRET)
Secret = Annotated[base.Line, _SECRET]
"""A proof, or how to reach somebody: taken as it is, and in no event."""

_LISTED = Text(LISTED)
Listed = Annotated[base.Line, _LISTED]
SaidListed = Annotated[base.SaidLine, _LISTED]
"""An entry of a public list: who holds which office, what a place is called, a department's telephone."""
