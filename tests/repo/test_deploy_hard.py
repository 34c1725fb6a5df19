"""What keeps one container from hurting another: users, rights, bounds, networks, versions of images."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.language.topology import CONSUMERS

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
CLUSTER = yaml.safe_load((ROOT / "docker-compose.cluster.yml").read_text("utf-8"))
TLS = yaml.safe_load((ROOT / "deploy/docker-compose.tls.yml").read_text("utf-8"))
DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text("utf-8")
CONTAINERS: dict[str, dict[str, Any]] = {
    **COMPOSE["services"],
    **{name: CLUSTER["services"][name] for name in ("rabbitmq-2", "rabbitmq-3", "topology")},
    "proxy": TLS["services"]["proxy"],
}
PAGES = ("hardening.md", "hardening.zh.md")
NEEDS = {
    "database": {*CONSUMERS, "postgres", "migrate", "admin", "backup"},
    "broker": {*CONSUMERS, "rabbitmq", "rabbitmq-2", "rabbitmq-3", "topology", "admin", "blackbox-exporter"},
    "inside": {"intake", "console", "desk", "identity", "admin"},
    "watch": {
        *CONSUMERS,
        *("rabbitmq", "rabbitmq-2", "rabbitmq-3", "admin", "jaeger"),
        *("prometheus", "alertmanager", "node-exporter", "blackbox-exporter"),
    },
    "public": {"console", "desk", "identity", "proxy"},
    "outside": {
        *("intake", "admin", "backup"),
        *("prometheus", "alertmanager", "blackbox-exporter", "grafana", "jaeger"),
    },
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_container_is_not_root_writes_nothing_of_its_image_and_is_bounded(name: str) -> None:
    container = CONTAINERS[name]
    assert container["read_only"] is True
    assert container["cap_drop"] == ["ALL"]
    assert "cap_add" not in container
    assert container["security_opt"] == ["no-new-privileges:true"]
    assert container["mem_limit"]
    assert container["pids_limit"]
    if str(container["image"]).startswith("${YOUYUE_IMAGE"):
        assert re.findall(r"^USER (\w+)$", DOCKERFILE, re.M) == ["youyue"]
    else:
        assert container["user"] not in ("root", "0")


@pytest.mark.parametrize("network", NEEDS)
def test_a_network_has_those_who_need_it_and_nobody_else(network: str) -> None:
    there = {name for name, container in CONTAINERS.items() if network in container.get("networks", ())}
    assert there == NEEDS[network]


def test_nobody_stands_in_a_network_that_all_share_and_inner_ones_lead_nowhere() -> None:
    networks = COMPOSE["networks"]
    assert networks.keys() == NEEDS.keys()
    assert {name for name, one in networks.items() if not (one or {}).get("internal")} == {
        "public",
        "outside",
    }
    assert [name for name, one in CONTAINERS.items() if not one.get("networks")] == ["definitions"]
    assert CONTAINERS["definitions"]["network_mode"] == "none"


def test_who_has_a_published_port_stands_where_it_is_reached() -> None:
    for name, container in CONTAINERS.items():
        if container.get("ports"):
            assert {"public", "outside"} & set(container["networks"]), name


@pytest.mark.parametrize("page", PAGES)
def test_each_image_is_pinned_and_the_page_says_whether_it_was_tried(page: str) -> None:
    text = (ROOT / "docs/operations" / page).read_text("utf-8")
    images = {str(one["image"]) for one in CONTAINERS.values()} | set(
        re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)
    )
    ours = {image for image in images if image.startswith("${YOUYUE_IMAGE")}
    assert len(ours) == 1
    told = {
        cell
        for row in re.findall(r"^\| (`.+`) \|", text, re.M)
        for cell in re.findall(r"`([^`]+:[^`]+)`", row)
    }
    assert told == images - ours
    # PostgreSQL's first number is the version in which features change.
    assert [i for i in images - ours if not re.search(r":v?\d+\.\d+|^postgres:\d+$", i)] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_page_names_the_networks(page: str) -> None:
    text = (ROOT / "docs/operations" / page).read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, re.M) == list(NEEDS)


def test_the_proxy_leads_to_the_ports_at_which_the_services_are_and_says_what_it_alone_knows() -> None:
    nginx = (ROOT / "deploy/proxy/nginx.conf").read_text("utf-8")
    there = dict(re.findall(r"set \$there (\w+):(\d+);", nginx))
    inner = {
        name: str(one["ports"][0]).rpartition(":")[2]
        for name, one in COMPOSE["services"].items()
        if name in CONSUMERS and one.get("ports")
    }
    assert there == inner
    listens = set(re.findall(r"listen (\d+) ssl;", nginx))
    assert {port.rpartition(":")[2] for port in TLS["services"]["proxy"]["ports"]} == listens
    for header in ("strict-transport-security", "x-frame-options", "permissions-policy"):
        assert f"add_header {header} " in nginx
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in nginx


def test_what_tls_opens_is_watched_for_the_end_of_its_certificate() -> None:
    watched = yaml.safe_load((ROOT / "deploy/proxy/watched/certificates.yml").read_text("utf-8"))
    assert watched == [{"targets": ["proxy:8441", "rabbitmq:5671"]}]
    conf = dict(re.findall(r"^(\S+) = (\S+)$", (ROOT / "deploy/rabbitmq/tls.conf").read_text("utf-8"), re.M))
    assert conf["listeners.ssl.default"] == "5671"
    assert {v for k, v in conf.items() if k.startswith("ssl_options.versions")} == {"tlsv1.2", "tlsv1.3"}
