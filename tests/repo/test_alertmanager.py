"""What tells people of an alert names none that there is not, and sends nothing before it is told to whom."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

DEPLOY = Path(__file__).parents[2] / "deploy"
FILES = sorted((DEPLOY / "alertmanager").glob("*.yml"))
ALERTS = yaml.safe_load((DEPLOY / "prometheus/alerts.yml").read_text("utf-8"))
NAMES = {rule["alert"] for group in ALERTS["groups"] for rule in group["rules"]}


def content(file: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return read


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_routes_lead_to_somebody_and_what_is_held_back_exists(file: Path) -> None:
    told = content(file)
    routes = [told["route"], *told["route"].get("routes", ())]
    assert {route["receiver"] for route in routes} == {one["name"] for one in told["receivers"]}
    matchers = [
        m for rule in told["inhibit_rules"] for m in (*rule["source_matchers"], *rule["target_matchers"])
    ]
    named = {name for matcher in matchers for name in re.findall(r'"(.+)"', matcher)[0].split("|")}
    assert named <= NAMES


def test_by_default_nobody_is_told_and_the_example_tells_only_a_made_up_host() -> None:
    default, example = (
        content(DEPLOY / "alertmanager/alertmanager.yml"),
        DEPLOY / "alertmanager/email.example.yml",
    )
    assert default["receivers"] == [{"name": "nobody"}]
    hosts = re.findall(r"[\w-]+@([\w.]+)|smarthost: ([\w.]+)", example.read_text("utf-8"))
    assert hosts
    assert all(host.endswith(".example") for pair in hosts for host in pair if host)
    assert default["inhibit_rules"] == content(example)["inhibit_rules"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
@pytest.mark.skipif(
    shutil.which("amtool") is None, reason="amtool is not installed: prometheus-alertmanager brings it"
)
def test_alertmanager_accepts_it(file: Path) -> None:
    done = subprocess.run(["amtool", "check-config", str(file)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
