"""The program on the partners' pages does what they say, against a real broker."""

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest

from shared.kernel.bus.access.users import SAMPLE_PARTNER
from tests.support.broker import delete_queue
from tests.support.platform import Stand, running_platform

ROOT = Path(__file__).parents[2]
PROGRAM = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def program_of(page: str) -> str:
    (program,) = PROGRAM.findall((ROOT / page).read_text("utf-8"))
    return str(program)


def queue_of(page: str) -> str:
    (name,) = re.findall(r'queue_declare\("([^"]+)"', program_of(page))
    return str(name)


@pytest.fixture
def stand(request: pytest.FixtureRequest) -> Stand:
    """The one whose fixture is named."""
    named: Stand = request.getfixturevalue(request.param)
    return named


@pytest.mark.parametrize(
    ("page", "stand"),
    [("docs/partners.md", "guarded"), ("docs/partners.zh.md", "over_rabbitmq")],
    indirect=["stand"],
)
async def test_a_partner_s_ten_lines_raise_a_submission_and_hear_its_trace_code(
    page: str, stand: Stand
) -> None:
    try:
        async with running_platform(stand, "intake"):
            partner = await asyncio.create_subprocess_exec(
                sys.executable,
                "-c",
                program_of(page),
                env={**os.environ, "BROKER_URL": stand.client_url()},
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            said, complaints = await asyncio.wait_for(partner.communicate(), 60)
    finally:
        await delete_queue(stand.broker_url or "", queue_of(page))

    assert complaints.decode() == ""
    assert re.fullmatch(
        r"intake\.submission\.received\.v1 \{.*'trace_code': '\w{3}-\w{3}-\w{3}'.*\}\n", said.decode()
    )


def test_the_partner_s_queue_has_a_name_that_the_sample_partner_may_use() -> None:
    assert queue_of("docs/partners.md").startswith(f"{SAMPLE_PARTNER}.")


def test_both_pages_show_the_same_program() -> None:
    assert program_of("docs/partners.md") == program_of("docs/partners.zh.md")
