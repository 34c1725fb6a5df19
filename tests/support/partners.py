"""The sample's partners, and one more by which tests speak: its queues are read by nobody else."""

from pathlib import Path

from shared.language.house import HOUSE

TESTER = "partner-tests"


def sample() -> str:
    """The partners file of the house with the tests' own partner, who may say whatever partner-demo may."""
    assert HOUSE.partners
    text = HOUSE.partners.read_text("utf-8")
    demo = text[text.index("[partner-demo]") : text.index("\n# A county hotline")]
    without_facts = "\n".join(line for line in demo.splitlines() if not line.startswith("facts"))
    return f"{text}\n{without_facts.replace('partner-demo', TESTER)}\n"


def written(folder: Path) -> Path:
    """The same as a file."""
    file = folder / "partners.toml"
    file.write_text(sample(), "utf-8")
    return file
