"""Alerts are valid, go off when they should, and have a page; nothing asks for a metric that no service has; generated files
are fresh where that can be told without the services."""
import json
import re
import subprocess

import pytest
import rendering
import yaml

RUNBOOKS = rendering.ROOT / "docs/operations/runbooks"
SUFFIXES = ("_bucket", "_count", "_sum")


@pytest.fixture(scope="session")
def monitored():
    return rendering.render("monitoring")


@pytest.fixture(scope="session")
def rules(monitored):
    return monitored.of("PrometheusRule")[0]["spec"]


def alerts(rules):
    return [rule for group in rules["groups"] for rule in group["rules"]]


def dashboards(monitored):
    found = [json.loads(text) for item in monitored.of("ConfigMap") if item["metadata"]["name"].startswith("dashboard-") for text in item["data"].values()]
    assert len(found) == 5
    return found


def documented():
    return set(re.findall(r"^\| `(lgm_\w+)`", (rendering.ROOT / "docs/metrics.md").read_text(), re.M))


def asked(expression):
    for name in re.findall(r"\blgm_[a-z_]+", expression):
        stem = next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), name)
        yield stem if stem in documented() else name


def test_promtool_accepts_the_rules(rules, promtool, tmp_path):
    file = tmp_path / "rules.yaml"
    file.write_text(yaml.safe_dump(rules))
    done = subprocess.run([promtool, "check", "rules", "--lint=all", "--lint-fatal", file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_has_a_page_and_every_page_an_alert(rules):
    names = {rule["alert"] for rule in alerts(rules)}
    assert names == {page.stem for page in RUNBOOKS.glob("Lgm*.md")}
    index = (RUNBOOKS / "README.md").read_text()
    for rule in alerts(rules):
        assert rule["annotations"]["runbook_url"].endswith(f"/{rule['alert']}.md") and rule["annotations"]["runbook_url"].startswith("https://wiki")
        page = (RUNBOOKS / f"{rule['alert']}.md").read_text()
        assert all(f"## {heading}" in page for heading in ("What people notice", "Look", "Do")) and f"({rule['alert']}.md)" in index
        assert rule["labels"]["severity"] in ("critical", "warning")


def test_pages_name_values_that_there_are():
    schema = json.loads((rendering.CHART / "values.schema.json").read_text())
    for page in RUNBOOKS.glob("*.md"):
        for name in re.findall(r"`([a-zA-Z]+(?:\.[A-Za-z_]+)+)(?:[:=][^`]*)?`", page.read_text()):
            part = schema
            for word in name.split("."):
                assert word in part.get("properties", {}), f"{page.name}: {name} is no value"
                part = part["properties"][word]


def test_nothing_asks_for_a_metric_that_there_is_not(monitored, rules):
    for rule in alerts(rules):
        assert set(asked(rule["expr"])) <= documented(), rule["alert"]
    for dashboard in dashboards(monitored):
        for panel in dashboard["panels"]:
            for target in panel["targets"]:
                assert set(asked(target["expr"])) <= documented(), panel["title"]


def test_dashboards_show_every_metric(monitored):
    shown = {name for board in dashboards(monitored) for panel in board["panels"] for target in panel["targets"] for name in asked(target["expr"])}
    assert documented() == shown


def test_queries_are_valid(monitored, promtool, tmp_path):
    """As recording rules, since promtool parses expressions there."""
    made = [{"record": f"panel:{i}", "expr": target["expr"].replace("$namespace", "llmsafe")}
            for i, target in enumerate(t for board in dashboards(monitored) for panel in board["panels"] for t in panel["targets"])]  # fmt: skip
    file = tmp_path / "queries.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboards", "rules": made}]}))
    done = subprocess.run([promtool, "check", "rules", "--lint=none", file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_monitor_a_service(monitored):
    monitors = {item["metadata"]["name"]: item for item in monitored.of("ServiceMonitor")}
    assert set(monitors) == {"auth-service", "admin-service", "session-cache-service", "guard-service"}
    for name, item in monitors.items():
        assert item["metadata"]["labels"]["release"] == "prometheus"
        assert item["spec"]["endpoints"] == [{"port": "internal", "path": "/metrics", "interval": "15s"}]
        wanted, absent = item["spec"]["selector"]["matchLabels"], {e["key"] for e in item["spec"]["selector"]["matchExpressions"]}
        chosen = [s for s in monitored.of("Service") if wanted.items() <= s["metadata"]["labels"].items() and not absent & set(s["metadata"]["labels"])]
        assert [s["metadata"]["name"] for s in chosen] == [name]
    assert rendering.render("long-names").of("ServiceMonitor")[0]["spec"]["endpoints"][0]["interval"] == "30s"
