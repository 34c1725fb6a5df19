"""The artefacts of this folder by name, and their bytes."""

from enum import StrEnum
from importlib.resources import files


class Artefact(StrEnum):
    """A file that ``make train-triage`` writes and the domain reads; README.md tells what stands in each."""

    MODEL = "triage_model.json"
    RARITY = "word_rarity.json"
    LIKENESS = "likeness.json"

    def read(self) -> bytes:
        """The content as it stands in the package. Raises FileNotFoundError if it was not packed."""
        return files(__package__).joinpath(self).read_bytes()
