"""Alerts are valid, go off when they should, and have a page; nothing asks for a metric that no service has; generated files
are fresh where that can be told without the services."""
import json
import re
import shutil
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
    assert len(found) == 6
    return found


def panels_of(board):
    """With those in rows that are closed, without the rows."""
    return [panel for item in board["panels"] for panel in (item, *item.get("panels", ())) if panel["type"] != "row"]


def documented():
    return set(re.findall(r"^\| `((?:lgm|process)_\w+)`", (rendering.ROOT / "docs/metrics.md").read_text(), re.M))


def asked(expression):
    for name in re.findall(r"\b(?:lgm|process)_[a-z_]+", expression):
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


def links(kind, *values, case="defaults", **options):
    """{alert: where it leads}."""
    arguments = ("--set", ",".join(("metrics.prometheusRule.enabled=true", *values)))
    found = [rule for rule in alerts(rendering.render(case, *arguments, **options).of("PrometheusRule")[0]["spec"]) if "alert" in rule]
    assert not any("dashboard" in rule["annotations"] for rule in found), "the mark in files/alerts.yaml is none of the alert's annotations"
    return {rule["alert"]: rule["annotations"].get(kind) for rule in found}


def test_alerts_lead_to_the_pages_that_the_console_serves():
    for origin, *values in (
        ("https://llm-guard.company.com",),
        ("https://guard.example.com", "host=guard.example.com"),
        ("http://localhost:8080", "publicOrigin=http://localhost:8080"),
    ):
        assert links("runbook_url", *values)["LgmServiceDown"] == f"{origin}/web-manager/runbooks/LgmServiceDown.html"
    elsewhere = links("runbook_url", "metrics.prometheusRule.runbookBase=https://wiki.example.com/runbooks/")
    assert elsewhere["LgmServiceDown"] == "https://wiki.example.com/runbooks/LgmServiceDown.md"


def test_alerts_lead_to_their_dashboards_where_grafana_is_known(monitored):
    assert set(links("dashboard_url").values()) == {None}
    address = "metrics.dashboards.grafanaUrl=https://grafana.example.com/"
    shown = {board["uid"] for board in dashboards(rendering.render("defaults", "--set", "metrics.dashboards.enabled=true"))}
    led = set(links("dashboard_url", address).values())
    assert led and led <= {f"https://grafana.example.com/d/{uid}" for uid in shown}


@pytest.fixture
def marked(tmp_path_factory):
    """A chart whose alert names its dashboard, and whose dashboards have every place that a release fills."""
    chart = tmp_path_factory.mktemp("chart") / "llm-guard-manager"
    shutil.copytree(rendering.CHART, chart)
    rule = {"alert": "LgmMarked", "labels": {"severity": "critical"}, "expr": 'up{namespace="@NAMESPACE@", job="@PREFIX@guard-service"} == 0', "annotations": {"dashboard": "guard-service"}}
    unmarked = {"alert": "LgmUnmarked", "labels": {"severity": "warning"}, "expr": "up == 0", "annotations": {}}
    (chart / "files/alerts.yaml").write_text(yaml.safe_dump({"groups": [{"name": "one", "rules": [{"record": "lgm:one", "expr": "1"}, rule, unmarked]}]}))
    shutil.rmtree(chart / "files/dashboards")
    (chart / "files/dashboards").mkdir()
    for name in ("suite", "guard-service"):
        board = {"uid": f"@UID@-{name}", "title": f"LLM Guard Manager: {name}@TITLE@", "links": [{"url": "/d/@UID@-suite"}], "panels": [], "job": "@PREFIX@guard-service"}
        (chart / f"files/dashboards/{name}.json").write_text(json.dumps(board))
    return chart


def test_each_alert_leads_to_its_own_dashboard(marked):
    led = links("dashboard_url", "metrics.dashboards.grafanaUrl=https://grafana.example.com", chart=marked)
    boards = boards_of("defaults", marked)
    assert led == {"LgmMarked": f"https://grafana.example.com/d/{boards['guard-service']['uid']}", "LgmUnmarked": f"https://grafana.example.com/d/{boards['suite']['uid']}"}
    (marked / "files/alerts.yaml").write_text((marked / "files/alerts.yaml").read_text().replace("dashboard: guard-service", "dashboard: gard-service"))
    with pytest.raises(rendering.Refused, match="files/alerts.yaml names the dashboard gard-service"):
        rendering.manifest([rendering.CASES["defaults"]], "--set", "metrics.prometheusRule.enabled=true,metrics.dashboards.grafanaUrl=https://g", chart=marked)


def boards_of(case, chart, **options):
    """{name: dashboard}; each has its file's name from its uid, as Grafana's sidecar puts the files of all namespaces together."""
    found = {}
    for item in rendering.render(case, "--set", "metrics.dashboards.enabled=true", chart=chart, **options).of("ConfigMap"):
        if "dashboard-" in item["metadata"]["name"]:
            (file, text), = item["data"].items()
            assert "@" not in text and file == json.loads(text)["uid"] + ".json"
            found[item["metadata"]["name"].partition("dashboard-")[2]] = json.loads(text)
    return found


def test_dashboards_of_two_releases_stand_beside_each_other(marked):
    first, second, renamed = (boards_of(case, marked, release=release) for case, release in
                              (("defaults", "llm-guard"), ("second-release", "llm-guard-test"), ("defaults", "guard")))  # fmt: skip
    assert len({board["uid"] for boards in (first, second, renamed) for board in boards.values()}) == 3 * len(first)
    assert all(len(board["uid"]) <= 40 for board in (*first.values(), *second.values())), "Grafana takes 40 characters"
    assert first["suite"]["title"] == "LLM Guard Manager: suite" and second["suite"]["title"] == "LLM Guard Manager: suite (llm-guard-test)"
    assert second["guard-service"]["job"] == "test-guard-service" and second["guard-service"]["links"][0]["url"] == "/d/" + second["suite"]["uid"]


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
        for panel in panels_of(dashboard):
            for target in panel["targets"]:
                assert set(asked(target["expr"])) <= documented(), panel["title"]


def test_dashboards_show_every_metric(monitored):
    shown = {name for board in dashboards(monitored) for panel in panels_of(board) for target in panel["targets"] for name in asked(target["expr"])}
    assert documented() == shown


def test_queries_are_valid(monitored, promtool, tmp_path):
    """As recording rules, since promtool parses expressions there."""
    made = [{"record": f"panel:{i}", "expr": target["expr"].replace("$namespace", "llmsafe").replace("$__rate_interval", "1m")}
            for i, target in enumerate(t for board in dashboards(monitored) for panel in panels_of(board) for t in panel["targets"])]  # fmt: skip
    file = tmp_path / "queries.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboards", "rules": made}]}))
    done = subprocess.run([promtool, "check", "rules", "--lint=none", file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


EVERY = {"auth-service", "admin-service", "session-cache-service", "guard-service", "llmsafe-frontend"}


def test_a_monitor_a_service_and_one_of_the_edge(monitored):
    monitors = {item["metadata"]["name"]: item for item in monitored.of("ServiceMonitor")}
    assert set(monitors) == EVERY
    for name, item in monitors.items():
        assert item["metadata"]["labels"]["release"] == "prometheus"
        assert item["spec"]["endpoints"] == [{"port": "internal", "path": "/metrics", "interval": "15s"}]
        wanted, absent = item["spec"]["selector"]["matchLabels"], {e["key"] for e in item["spec"]["selector"].get("matchExpressions", ())}
        chosen = [s for s in monitored.of("Service") if wanted.items() <= s["metadata"]["labels"].items() and not absent & set(s["metadata"]["labels"])]
        # Its name is the job.
        assert [s["metadata"]["name"] for s in chosen] == [name] and "internal" in {port["name"] for port in chosen[0]["spec"]["ports"]}
    assert rendering.render("long-names", "--set", "metrics.serviceMonitor.interval=30s").of("ServiceMonitor")[0]["spec"]["endpoints"][0]["interval"] == "30s"


def on_the_page(heading):
    """The block of YAML below a heading of install.md, without the lines about it."""
    page = (rendering.ROOT / "docs/operations/install.md").read_text()
    return yaml.safe_load(page.split(f"# {heading}\n", 1)[1].split("```yaml\n", 1)[1].split("```", 1)[0])


def discovered(objects):
    """What Prometheus' role `endpoints` finds: the labels of each port of each Service, and of a port of a pod that no Service names."""
    for service in objects.of("Service"):
        labels = {"__meta_kubernetes_service_label_" + re.sub(r"\W", "_", name): value for name, value in service["metadata"]["labels"].items()}
        labels |= {"__meta_kubernetes_namespace": rendering.NAMESPACE, "__meta_kubernetes_service_name": service["metadata"]["name"], "__meta_kubernetes_pod_name": "a-pod"}
        yield from (labels | {"__meta_kubernetes_endpoint_port_name": port["name"]} for port in service["spec"]["ports"])
        yield labels


def relabelled(labels, rules):
    """The target's labels; None: it is dropped. Of Prometheus' actions those that the page has."""
    for rule in rules:
        value = ";".join(labels.get(name, "") for name in rule["source_labels"])
        if rule.get("action", "replace") == "keep":
            if not re.fullmatch(rule["regex"], value):
                return None
        else:
            assert set(rule) == {"source_labels", "target_label"}
            labels = labels | {rule["target_label"]: value}
    return {name: value for name, value in labels.items() if not name.startswith("__")}


def test_prometheus_without_the_operator_finds_the_same(promtool, tmp_path):
    configuration = on_the_page("Prometheus without the operator")
    # Debian's promtool does not know it.
    assert configuration["scrape_configs"][0].pop("kubernetes_sd_configs") == [{"role": "endpoints", "namespaces": {"names": [rendering.NAMESPACE]}}]
    file = tmp_path / "prometheus.yaml"
    file.write_text(yaml.safe_dump(configuration))
    done = subprocess.run([promtool, "check", "config", file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    rules = configuration["scrape_configs"][0]["relabel_configs"]
    found = [target for labels in discovered(rendering.render("monitoring")) if (target := relabelled(labels, rules))]
    assert sorted(target["job"] for target in found) == sorted(EVERY)
    assert all(target == {"job": target["job"], "service": target["job"], "namespace": "llmsafe", "pod": "a-pod"} for target in found)
    assert not [1 for labels in discovered(rendering.render("monitoring", release="another")) if relabelled(labels, rules)]


def test_four_lines_switch_it_on(tmp_path):
    file = tmp_path / "values.yaml"
    file.write_text(yaml.safe_dump(on_the_page("Monitoring")))
    objects = rendering.parse(rendering.manifest([rendering.CASES["defaults"], file]))
    monitors, rule = objects.of("ServiceMonitor"), objects.of("PrometheusRule")[0]
    assert {item["metadata"]["name"] for item in monitors} == EVERY and all(item["metadata"]["labels"]["release"] == "monitoring" for item in (*monitors, rule))
    assert all(set(item["annotations"]) >= {"runbook_url", "dashboard_url"} for item in alerts(rule["spec"]))
    assert len([item for item in objects.of("ConfigMap") if item["metadata"]["labels"].get("grafana_dashboard") == "1"]) >= 5


def test_an_edge_that_does_not_count(defaults):
    """For an image of the console without the module: nothing asks for what is not there."""
    off = rendering.render("monitoring", "--set", "metrics.edge.enabled=false")
    assert {item["metadata"]["name"] for item in off.of("ServiceMonitor")} == EVERY - {"llmsafe-frontend"}
    data = off.named("ConfigMap", "llmsafe-frontend")["data"]
    assert set(data) == {"config.json", "nginx.conf"} and "lua" not in data["nginx.conf"] and "load_module" not in data["nginx.conf"]
    assert not [item for item in off.of("Service") if item["metadata"]["name"] == "llmsafe-frontend"]
    (volume,) = [v for v in off.named("Deployment", "llmsafe-frontend")["spec"]["template"]["spec"]["volumes"] if v["name"] == "nginx"]
    assert [item["key"] for item in volume["configMap"]["items"]] == ["nginx.conf"]
    assert set(defaults.named("ConfigMap", "llmsafe-frontend")["data"]) == {"config.json", "nginx.conf", "edge_metrics.lua"}


@pytest.mark.parametrize("arguments", [(), ("--set", "metrics.edge.enabled=false")], ids=["counting", "not"])
def test_the_kubelet_asks_where_nothing_is_counted(arguments):
    objects = rendering.render("defaults", *arguments)
    (container,) = objects.named("Deployment", "llmsafe-frontend")["spec"]["template"]["spec"]["containers"]
    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    assert {container[probe]["httpGet"]["port"] for probe in ("startupProbe", "livenessProbe", "readinessProbe")} == {"internal"}
    text = objects.named("ConfigMap", "llmsafe-frontend")["data"]["nginx.conf"]
    inside = text[text.index(f"listen {ports['internal']};"):]
    assert "access_log off;" in inside and "location = /web-manager/ {" in inside and f"listen {ports['http']} " in text
