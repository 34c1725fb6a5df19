"""What Prometheus and Grafana are given agrees with the code; the alerts fire when they should and only
then."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.kernel.bus.access.belongings import BOUNDS, Bounds, facts_queue
from shared.kernel.bus.access.partners import load_partners
from shared.kernel.bus.access.users import broker_users
from shared.kernel.messages.topology import UNROUTED
from shared.kernel.service.metrics import described
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.registry import TYPES
from shared.language.house import HOUSE
from shared.language.topology import CONSUMERS, TOPOLOGY
from tests.support.alert_cases import ILL, WELL
from tests.support.alert_rules import firing

DEPLOY = Path(__file__).parents[2] / "deploy"
ALERTS = DEPLOY / "prometheus/alerts.yml"
BOARD = DEPLOY / "grafana/dashboards/youyue.json"
RULES = [rule for group in yaml.safe_load(ALERTS.read_text("utf-8"))["groups"] for rule in group["rules"]]
NAMES = [rule["alert"] for rule in RULES]
AT = 58
"""The minute of the cases' hour in which it is looked at what fires."""

SUFFIXES = {"histogram": ("_bucket", "_sum", "_count"), "counter": ("",), "gauge": ("",)}
SERIES = {
    metric.name + suffix: metric
    for metric in described(Envelope.tenant_name)
    for suffix in SUFFIXES[metric.kind]
}

needs_promtool = pytest.mark.skipif(
    shutil.which("promtool") is None, reason="promtool is not installed: apt-get install prometheus brings it"
)


def promtool(*arguments: str | Path) -> str:
    done = subprocess.run(["promtool", *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def board() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(BOARD.read_text("utf-8"))
    return content


def expressions() -> list[str]:
    return [rule["expr"] for rule in RULES] + [
        target["expr"] for panel in board()["panels"] for target in panel.get("targets", ())
    ]


def queues_of_partners() -> list[str]:
    """Those of the sample, and one of facts, which none of its partners hears."""
    users = (user for user in broker_users(HOUSE, load_partners(HOUSE)) if user.is_partner)
    names = [queue.name for user in users for queue in user.has.queues]
    return [*names, facts_queue("partner-demo", "partner-12345")]


def test_every_metric_that_an_alert_or_a_panel_names_exists() -> None:
    named = {name for expression in expressions() for name in re.findall(r"\byouyue_\w+", expression)}
    assert named <= SERIES.keys()
    assert len(named) > 15


def test_every_label_that_they_name_exists() -> None:
    for expression in expressions():
        for name, matchers in re.findall(r"\b(youyue_\w+)\{([^}]*)\}", expression):
            assert set(re.findall(r"(\w+)(?==|!=|=~|!~)", re.sub(r'"[^"]*"', "", matchers))) <= set(
                SERIES[name].labels
            )


def test_every_queue_and_type_that_they_pick_out_exists() -> None:
    queues = [*(queue.name for queue in TOPOLOGY.queues), *queues_of_partners()]
    for expression in expressions():
        for pattern in re.findall(r'\bqueue=~?"([^"]*)"', expression):
            assert any(re.fullmatch(pattern, queue) for queue in queues), pattern
        for pattern in re.findall(r'\btype=~"([^"]*)"', expression):
            for alternative in re.split(r"\|(?![^(]*\))", pattern):
                assert any(re.fullmatch(alternative, type) for type in TYPES), alternative
    assert UNROUTED in str(expressions())


def test_a_queue_of_whichever_kind_that_its_partner_does_not_read_is_told() -> None:
    (unread,) = (rule for rule in RULES if rule["alert"] == "YouyuePartnerQueueUnread")
    (pattern,) = re.findall(r'queue=~"([^"]*)"', unread["expr"])
    queues = queues_of_partners()
    assert len(queues) > 6
    assert [queue for queue in queues if not re.fullmatch(pattern, queue)] == []


@pytest.mark.parametrize("bounds", BOUNDS, ids=lambda bounds: bounds.kind)
def test_a_queue_of_a_partner_is_told_when_half_of_its_bound_is_taken(bounds: Bounds) -> None:
    alert = "YouyuePartnerQueueFilling" if bounds.overflow == "drop-head" else "YouyuePartnerReplayStands"
    told = [
        (rule["alert"], pattern, int(size) * 1024 * 1024)
        for rule in RULES
        for pattern, size in re.findall(r'queue=~"([^"]*)"[^>]*> 0\.5 \* (\d+) \* 1024 \^ 2', rule["expr"])
    ]
    pattern = bounds.names.replace(r"\z", "$")
    queues = [queue for queue in queues_of_partners() if re.match(pattern, queue)]
    assert queues
    for queue in queues:
        told_at = [(name, size) for name, pattern, size in told if re.fullmatch(pattern, queue)]
        assert told_at == [(alert, bounds.bytes)], queue


def test_every_service_is_asked_and_missed() -> None:
    scraped = yaml.safe_load((DEPLOY / "prometheus/prometheus.yml").read_text("utf-8"))["scrape_configs"]
    (ours,) = (job for job in scraped if job["job_name"] == "youyue")
    assert set(ours["dns_sd_configs"][0]["names"]) == set(CONSUMERS)
    (missing,) = (rule for rule in RULES if rule["alert"] == "YouyueServiceMissing")
    assert set(re.findall(r'service="(\w+)"', missing["expr"])) == set(CONSUMERS)


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_every_alert_says_in_both_languages_what_is_wrong_and_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in ("critical", "warning")
    for text in (rule["annotations"]["summary"], rule["annotations"]["action"]):
        assert re.search(r"[\u4e00-\u9fff].*[A-Za-z]{3}", text), text


def test_the_dashboard_is_one_that_grafana_reads_without_a_plugin() -> None:
    content = board()
    panels = content["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert {panel["type"] for panel in panels} <= {"row", "stat", "timeseries", "bargauge"}
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells
        assert panel["type"] == "row" or panel["targets"]
        for target in panel.get("targets", ()):
            assert target["datasource"]["uid"] == "prometheus"
    provisioned = yaml.safe_load((DEPLOY / "grafana/provisioning/datasources/youyue.yml").read_text("utf-8"))
    assert {source["uid"] for source in provisioned["datasources"]} >= {"prometheus"}
    assert content["schemaVersion"] >= 39
    assert content["uid"]


def test_the_dashboard_shows_every_stage() -> None:
    titles = " ".join(panel["title"] for panel in board()["panels"])
    stages = ("互动提", "实地看", "座谈议", "政府办", "人大督", "代表评")
    assert [stage for stage in stages if stage not in titles] == []


@needs_promtool
def test_prometheus_accepts_configuration_and_rules() -> None:
    promtool("check", "config", DEPLOY / "prometheus/prometheus.yml")
    promtool("check", "rules", ALERTS)


def test_for_every_alert_there_is_a_case_in_which_it_should_fire() -> None:
    assert list(ILL) == NAMES


@pytest.mark.parametrize("alert", [None, *ILL])
def test_an_alert_fires_in_its_case_alone_and_none_when_all_is_well(alert: str | None) -> None:
    fires = firing(RULES, WELL | (ILL[alert] if alert else {}), AT * 60)
    assert list(fires) == ([alert] if alert else [])


@needs_promtool
def test_prometheus_says_the_same_of_each_case(tmp_path: Path) -> None:
    def case(changes: dict[str, str], fires: str | None) -> dict[str, Any]:
        samples = [{"labels": f'{{alertname="{fires}"}}', "value": 1}] if fires else []
        return {
            "interval": "1m",
            "input_series": [
                {"series": name, "values": values} for name, values in {**WELL, **changes}.items()
            ],
            "promql_expr_test": [
                {
                    "expr": 'count by (alertname) (ALERTS{alertstate="firing"})',
                    "eval_time": f"{AT}m",
                    "exp_samples": samples,
                }
            ],
        }

    cases = [case({}, None), *(case(changes, alert) for alert, changes in ILL.items())]
    tests = {"rule_files": [str(ALERTS)], "evaluation_interval": "1m", "tests": cases}
    path = tmp_path / "alerts.test.yml"
    path.write_text(yaml.safe_dump(tests, allow_unicode=True), "utf-8")
    promtool("test", "rules", path)
