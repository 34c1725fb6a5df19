"""What the office decides is printed by one command and learned from by another."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import COMMAND_LINE
from services.intake.domain.triage.learned import model, model_of
from shared.kernel.messages.base import Command
from shared.language.contracts import intake
from tests.support.platform import Platform, Stand, running_platform
from tests.unit.intake.world import CITIZEN, OFFICE

ROOT = Path(__file__).parents[2]
ANY = "any"
WORDS = "鹭滩栈桥的绘本漂流柜被锁住了"
"""Nothing that the examples speak of."""


async def decided(platform: Platform, decisions: tuple[Command, ...], words: str = WORDS) -> None:
    raised = await platform.tell(intake.SubmitSubmission(text=words, channel="online"), CITIZEN)
    for decision in decisions:
        named = decision.model_copy(update={"submission_id": raised.subject})
        assert "code" not in (await platform.tell(named, OFFICE)).data


async def train(*decided: Path, into: Path) -> tuple[int, str]:
    """Its exit code and what it says, in the project's own way, but for where the model goes."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "scripts.train_triage",
        "--model",
        str(into),
        *map(str, decided),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


@pytest.mark.slow
async def test_what_is_exported_is_learned_from(
    in_process: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept = intake.AcceptSubmission(submission_id=ANY, category="town.lighting", kind="complaint")
    accept_otherwise = intake.AcceptSubmission(submission_id=ANY, category="transport.road")
    send = intake.FastLaneSubmission(submission_id=ANY, department="construction")
    refuse = intake.RejectSubmission(submission_id=ANY, reason_code="promotion")
    async with running_platform(in_process, "intake") as platform:
        for decisions in ((accept,), (accept, send), (accept_otherwise, send), (refuse,)):
            await decided(platform, decisions)
        # Of what the office kept to itself afterwards nothing leaves the service.
        await decided(platform, (accept, intake.MakeConfidential(submission_id=ANY, why="举报")))
    monkeypatch.setenv("YOUYUE_DATABASE_URL", in_process.database_url)
    printed = await asyncio.to_thread(lambda: CliRunner().invoke(COMMAND_LINE, ["decisions"]))
    assert printed.exit_code == 0
    exported, learned = tmp_path / "decided.jsonl", tmp_path / "model.json"
    exported.write_text(printed.stdout, "utf-8")
    assert len(printed.stdout.splitlines()) == 6

    code, said = await train(exported, into=learned)

    assert code == 0, said
    assert said.startswith("264 + "), said
    taught = model_of(json.loads(learned.read_text("utf-8")))
    assert "鹭滩" not in str(model().rows.keys())
    lighting = {
        name: taught.weight("category", name, "town.lighting") for name in taught.rows if "鹭" in name
    }
    features = {name for name, weight in lighting.items() if weight}
    assert features
    for feature in features:
        assert lighting[feature] > taught.weight("category", feature, "transport.road") > 0


async def test_a_line_that_is_no_submission_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "decided.jsonl"
    wrong.write_text('{"ref": "a", "text": "b", "category": null}\n\n{"text": "no ref"}\n', "utf-8")
    code, said = await train(wrong, into=tmp_path / "model.json")
    assert code == 1
    assert "decided.jsonl:3: KeyError('ref')" in said
    assert not (tmp_path / "model.json").exists()
