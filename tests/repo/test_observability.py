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

from shared.kernel.messages.topology import UNROUTED
from shared.kernel.service.metrics import described
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.registry import TYPES
from shared.language.topology import CONSUMERS, TOPOLOGY

DEPLOY = Path(__file__).parents[2] / "deploy"
ALERTS = DEPLOY / "prometheus/alerts.yml"
BOARD = DEPLOY / "grafana/dashboards/youyue.json"
RULES = [rule for group in yaml.safe_load(ALERTS.read_text("utf-8"))["groups"] for rule in group["rules"]]
NAMES = [rule["alert"] for rule in RULES]

SUFFIXES = {"histogram": ("_bucket", "_sum", "_count"), "counter": ("",), "gauge": ("",)}
SERIES = {
    metric.name + suffix: metric
    for metric in described(Envelope.tenant_name)
    for suffix in SUFFIXES[metric.kind]
}
OTHERS = re.compile(r"rabbitmq_\w+|process_\w+|up")

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
    queues = [queue.name for queue in TOPOLOGY.queues]
    for expression in expressions():
        for pattern in re.findall(r'\bqueue=~?"([^"]*)"', expression):
            assert any(re.fullmatch(pattern, queue) for queue in queues), pattern
        for pattern in re.findall(r'\btype=~"([^"]*)"', expression):
            for alternative in re.split(r"\|(?![^(]*\))", pattern):
                assert any(re.fullmatch(alternative, type) for type in TYPES), alternative
    assert UNROUTED in str(expressions())


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


WELL = {f'youyue_ready{{service="{name}",instance="a"}}': "1x60" for name in CONSUMERS} | {
    'up{job="rabbitmq"}': "1x60",
    'rabbitmq_detailed_queue_messages_ready{queue="unrouted"}': "0x60",
    'rabbitmq_detailed_queue_messages_ready{queue="intake.inbox.commands"}': "5x60",
    'rabbitmq_detailed_queue_consumers{queue="intake.inbox.commands"}': "1x60",
    "rabbitmq_alarms_memory_used_watermark": "0x60",
    "rabbitmq_alarms_free_disk_space_watermark": "0x60",
    "rabbitmq_disk_space_available_bytes": "9e9x60",
    "rabbitmq_disk_space_available_limit_bytes": "5e8x60",
    'youyue_parked_messages{service="intake"}': "2x60",
    'youyue_oldest_unsent_age_seconds{service="intake"}': "0.2x60",
    'youyue_events_refused_oldest_age_seconds{service="intake",exchange="intake.events",type="t"}': "9x3 _x9",
    'youyue_timers_overdue{service="handling"}': "0x60",
    'youyue_waiting{service="handling",role="department",what="receipt",late="yes"}': "1x20 0x39",
    'youyue_waiting{service="handling",role="department",what="receipt",late="no"}': "90x60",
    'youyue_retries_total{service="intake",tier="10s"}': "0+1x60",
    'youyue_retries_total{service="intake",tier="now"}': "0+600x60",
    'youyue_handler_seconds_bucket{service="intake",le="0.1"}': "0+60x60",
    'youyue_handler_seconds_bucket{service="intake",le="5.0"}': "0+60x60",
    'youyue_handler_seconds_bucket{service="intake",le="+Inf"}': "0+60x60",
    'youyue_database_sessions_used{service="intake"}': "4x60",
    'youyue_database_sessions_size{service="intake"}': "16x60",
    'youyue_event_loop_lag_seconds{service="intake"}': "0.01x60",
    'youyue_broker_blocked_seconds{service="intake"}': "0x60",
    'youyue_backup_taken_timestamp_seconds{service="intake"}': "0x60",
    'youyue_backup_verified_timestamp_seconds{service="intake"}': "0x60",
}
"""Sixty minutes in which all is well."""

ILL = {
    "YouyueServiceMissing": {'youyue_ready{service="intake",instance="a"}': "1x5 _x54"},
    "YouyueNotReady": {'youyue_ready{service="intake",instance="a"}': "0x60"},
    "YouyueUnroutedMessages": {'rabbitmq_detailed_queue_messages_ready{queue="unrouted"}': "3x60"},
    "YouyueParkedMessages": {'youyue_parked_messages{service="intake"}': "2x50 3x9"},
    "YouyueEventsUnsent": {'youyue_oldest_unsent_age_seconds{service="intake"}': "0+60x60"},
    "YouyueEventsRefused": {
        'youyue_events_refused_oldest_age_seconds{service="intake",exchange="intake.events",type="t"}': (
            "0+60x60"
        )
    },
    "YouyueQueueWithoutConsumer": {
        'rabbitmq_detailed_queue_consumers{queue="intake.inbox.commands"}': "0x60"
    },
    "YouyueQueueBacklog": {
        'rabbitmq_detailed_queue_messages_ready{queue="intake.inbox.commands"}': "5000x60"
    },
    "YouyueTimersOverdue": {'youyue_timers_overdue{service="handling"}': "4x60"},
    "YouyueWaitsLate": {
        'youyue_waiting{service="handling",role="department",what="receipt",late="yes"}': "2x60"
    },
    "YouyueRetries": {'youyue_retries_total{service="intake",tier="10s"}': "0+60x60"},
    "YouyueHandlersSlow": {'youyue_handler_seconds_bucket{service="intake",le="0.1"}': "0+1x60"},
    "YouyueSessionsUsedUp": {'youyue_database_sessions_used{service="intake"}': "16x60"},
    "YouyueEventLoopLate": {'youyue_event_loop_lag_seconds{service="intake"}': "3x60"},
    "YouyueBackupOld": {'youyue_backup_taken_timestamp_seconds{service="intake"}': "-95000x60"},
    "YouyueBackupUnproved": {'youyue_backup_verified_timestamp_seconds{service="intake"}': "-3500000x60"},
    "YouyueBrokerBlocked": {'youyue_broker_blocked_seconds{service="intake"}': "0+60x60"},
    "RabbitMQDown": {'up{job="rabbitmq"}': "0x60"},
    "RabbitMQMemoryAlarm": {"rabbitmq_alarms_memory_used_watermark": "1x60"},
    "RabbitMQDiskAlarm": {"rabbitmq_alarms_free_disk_space_watermark": "1x60"},
    "RabbitMQDiskLow": {"rabbitmq_disk_space_available_bytes": "8e8x60"},
}
"""Alert → what is different."""


def test_for_every_alert_there_is_a_case_in_which_it_should_fire() -> None:
    assert list(ILL) == NAMES


@needs_promtool
def test_each_alert_fires_in_its_case_and_none_when_all_is_well(tmp_path: Path) -> None:
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
                    "eval_time": "58m",
                    "exp_samples": samples,
                }
            ],
        }

    cases = [case({}, None), *(case(changes, alert) for alert, changes in ILL.items())]
    tests = {"rule_files": [str(ALERTS)], "evaluation_interval": "1m", "tests": cases}
    path = tmp_path / "alerts.test.yml"
    path.write_text(yaml.safe_dump(tests, allow_unicode=True), "utf-8")
    promtool("test", "rules", path)
