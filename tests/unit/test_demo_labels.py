"""Every figure of the story has a name for people."""

from demo.labels import LABELS
from demo.report import flat
from demo.steps import load_story

THINGS = {"A", "B", "C", "D", *load_story().items}


def test_every_part_of_a_figures_name_is_a_label_or_a_thing() -> None:
    parts = {part for name, _ in flat(load_story().expected) for part in name.split(".")}
    assert parts - THINGS == set(LABELS)
