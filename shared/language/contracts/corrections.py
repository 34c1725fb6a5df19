"""What every command says that puts right what may have been put right before."""

from typing import Annotated

from pydantic import Field

CorrectionsSeen = Annotated[int, Field(ge=0, le=10_000)]
"""How many corrections of the same the sender has seen: refused if there are others by now. None said: the
sender saw it as it was first."""
