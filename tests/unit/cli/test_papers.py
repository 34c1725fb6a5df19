"""What is printed for a raiser to take home, and what is not."""

from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import COMMAND_LINE
from cli.papers import _slip_of
from services.intake.domain.submission.submission import Submission
from shared.language.contracts import intake as said
from shared.language.directory.naming import Names
from tests.support.township import xiushan
from tests.unit.intake.world import NOW, OFFICE, IntakeWorld

NAMES = Names.of(xiushan())
SITE = "https://youyue.example/"


def raised(world: IntakeWorld, **more: Any) -> Submission:
    return world.submission(world.submitted("王家路灯不亮", village="V02", **more))


def test_what_is_not_published_is_not_printed_and_what_is_can_be_read() -> None:
    world = IntakeWorld()
    matter = raised(world)
    slip = _slip_of(matter, NAMES, SITE, None)
    assert (slip.words, slip.link) == (None, f"{SITE}t/{matter.trace_code}")
    full = said.PublishSubmission(submission_id=matter.submission_id, extent="full")
    world.must(NOW, OFFICE, full)
    assert _slip_of(world.submission(matter.submission_id), NAMES, SITE, None).words == "王家路灯不亮"


def test_of_a_confidential_matter_nothing_is_printed_and_no_page_named() -> None:
    slip = _slip_of(raised(IntakeWorld(), confidential=True), NAMES, SITE, None)
    assert (slip.words, slip.village, slip.link, slip.confidential) == (None, None, None, True)


@pytest.mark.parametrize(
    "words",
    [
        ("slip", "AAA-AAA-AAA", "--proof", "123"),
        ("slip", "AAA-AAA-AAA", "--proof", ""),
        ("slip", "AAA-AAA-AAA", "-o", "slip.svg"),
        ("slip", "AAA-AAA-AAA", "--site", "youyue.example"),
        ("slip", "AAA-AAA-AAA", "--site", "javascript:alert(1)"),
        ("poster", "--site", "https://"),
        ("poster", "--site", SITE, "-o", "poster"),
    ],
)
def test_what_cannot_be_printed_so_is_refused_before_anything_is_read(words: tuple[str, ...]) -> None:
    ended = CliRunner().invoke(COMMAND_LINE, words)
    assert ended.exit_code == 2
    assert "--" in ended.output
    assert "Traceback" not in ended.output
