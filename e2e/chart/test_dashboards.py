"""Each dashboard is what Grafana 10.4 and later read: decoded by Grafana's own models nothing of it is lost, and beyond these it stands in the grid, asks
with this release's labels and leads somewhere. What the queries find is asked in e2e/monitoring."""
import json
import re

import pytest
import rendering
import yaml
from grafana_foundation_sdk.cog import plugins
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import Dashboard
from test_monitoring import panels_of

PAGES = {"suite", "auth-service", "admin-service", "session-cache-service", "guard-service", "edge"}
# Of Prometheus' annotation queries, which the models do not know.
OF_THE_DATASOURCE = {f".annotations.list[].{name}" for name in ("titleFormat", "tagKeys", "useValueForTime", "step")}
UNITS = {"none", "short", "s", "bytes", "percentunit", "reqps", "ops", "dateTimeFromNow"}
COLOURS = {"text", "green", "orange", "red"}
FROM_GRAFANA = {"__rate_interval", "__url_time_range", "__all", "__value"}
# Absolute windows: rare events are counted, a share needs many, and what is gone is remembered.
WINDOWS = {"rate": {"$__rate_interval"}, "increase": {"10m", "30m"}, "last_over_time": {"1h"}, "changes": {"1d"}}
SELECTOR = re.compile(r"\b([a-zA-Z_]\w*)\{([^{}]*)\}")
WINDOW = re.compile(r"\b(\w+)\([a-z_]\w*\{[^{}]*\}\[([^\]]+)\]")
# The objects that other exporters name by the prefix.
NAMES = {"kube_deployment_spec_replicas": 'deployment="', "kube_pod_container_resource_limits": 'container="', "kube_cronjob_status_last_successful_time": 'cronjob="',
         "kubelet_volume_stats_used_bytes": 'persistentvolumeclaim=~"', "kubelet_volume_stats_capacity_bytes": 'persistentvolumeclaim=~"'}  # fmt: skip


def boards_of(case, **options):
    objects = rendering.render(case, "--set", "metrics.dashboards.enabled=true", **options).of("ConfigMap")
    return {item["metadata"]["name"].partition("dashboard-")[2]: json.loads(*item["data"].values()) for item in objects if "dashboard-" in item["metadata"]["name"]}


FIRST = boards_of("defaults")


@pytest.fixture(params=sorted(PAGES))
def board(request):
    return FIRST[request.param]


def expressions(board):
    return [target["expr"] for panel in panels_of(board) for target in panel["targets"]] + [one["expr"] for one in board["annotations"]["list"]]


def lost(given, kept, path=""):
    """What `kept` lacks of `given`, or has otherwise."""
    if isinstance(given, dict) and isinstance(kept, dict):
        for name, value in given.items():
            yield from lost(value, kept[name], f"{path}.{name}") if name in kept else [f"{path}.{name}"]
    elif isinstance(given, list) and isinstance(kept, list) and len(given) == len(kept):
        for one, other in zip(given, kept):
            yield from lost(one, other, f"{path}[]")
    elif given != kept:
        yield f"{path}: {given!r}, {kept!r}"


def values_of(name, part):
    for key, value in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        if key == name:
            yield value
        else:
            yield from values_of(name, value)


def decoded(board):
    plugins.register_default_plugins()
    return json.loads(json.dumps(Dashboard.from_json(board), cls=JSONEncoder))


def test_there_is_a_page_for_each_part():
    assert set(FIRST) == PAGES


def test_grafanas_models_know_all_of_it(board):
    assert set(lost(board, decoded(board))) == OF_THE_DATASOURCE


def test_what_the_models_do_not_know_is_noticed():
    board = json.loads(json.dumps(FIRST["suite"]))
    panel = panels_of(board)[0]
    panel["options"]["colourMode"] = panel["options"].pop("colorMode")
    panel["targets"][0]["expression"] = "up"
    assert set(lost(board, decoded(board))) - OF_THE_DATASOURCE == {".panels[].options.colourMode", ".panels[].targets[].expression"}


def test_panels_stand_in_the_grid_beside_each_other(board):
    ids = [panel["id"] for item in board["panels"] for panel in (item, *item.get("panels", ()))]
    assert len(set(ids)) == len(ids) and all(ids)
    in_view = [item for item in board["panels"]]
    for together in (in_view, *(item["panels"] for item in board["panels"] if item["type"] == "row")):
        taken = set()
        for panel in together:
            place = panel["gridPos"]
            assert place["x"] >= 0 and place["x"] + place["w"] <= 24 and place["h"] > 0 and place["y"] >= 0, panel["title"]
            cells = {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}
            assert not cells & taken, f"{panel['title']} lies over another"
            taken |= cells


def test_closed_rows_have_their_panels_and_open_ones_have_them_behind(board):
    rows = [item for item in board["panels"] if item["type"] == "row"]
    assert rows and all(bool(item["panels"]) == item["collapsed"] for item in rows)
    for item in rows:
        assert all(panel["gridPos"]["y"] > item["gridPos"]["y"] for panel in item["panels"])


def test_the_first_screen_has_single_values(board):
    assert [panel for panel in board["panels"] if panel["type"] == "stat" and panel["gridPos"]["y"] == 0]


def test_every_panel_says_what_it_shows_and_has_units_and_thresholds(board):
    for panel in panels_of(board):
        assert len(panel["description"]) > 20 and panel["title"], panel
        settings = panel["fieldConfig"]
        assert settings["defaults"]["noValue"], panel["title"]
        properties = [one for override in settings["overrides"] for one in override["properties"]]
        assert {settings["defaults"]["unit"]} | {one["value"] for one in properties if one["id"] == "unit"} <= UNITS
        for limits in (settings["defaults"]["thresholds"], *(one["value"] for one in properties if one["id"] == "thresholds")):
            first, *values = [step["value"] for step in limits["steps"]]
            assert first is None and values == sorted(values) and {step["color"] for step in limits["steps"]} <= COLOURS, panel["title"]


def test_every_query_is_whole(board):
    for panel in panels_of(board):
        assert panel["targets"] and len({target["refId"] for target in panel["targets"]}) == len(panel["targets"])
        for target in panel["targets"]:
            assert target["expr"] and target["datasource"]["uid"] == "${datasource}" and target["legendFormat"]
            assert target["instant"] == (panel["type"] != "timeseries") != target["range"], f"{panel['title']}: a value of now is asked for now"
        refs = {f"Value #{target['refId']}" for target in panel["targets"]} | {target["refId"] for target in panel["targets"]}
        assert {one["matcher"]["options"] for one in panel["fieldConfig"]["overrides"] if one["matcher"]["id"] == "byFrameRefID"} <= refs


def test_no_datasource_is_fixed(board):
    found = list(values_of("datasource", board))
    assert len(found) > 10 and all(one == {"type": "prometheus", "uid": "${datasource}"} for one in found)


def test_variables_that_are_used_exist(board):
    there = {variable["name"] for variable in board["templating"]["list"]}
    assert {"datasource", "namespace"} <= there and ("pod" in there) == (not board["uid"].endswith("-suite"))
    text = json.dumps(board)
    used = set(re.findall(r"\$\{?(\w+)", text)) - FROM_GRAFANA
    assert used == there, "a variable is missing, or does nothing"


def test_windows_follow_the_scrape_interval_but_where_an_absolute_one_is_meant(board):
    for expression in expressions(board):
        for function, window in WINDOW.findall(expression):
            assert window in WINDOWS[function], expression
        assert expression.count("[") == len(WINDOW.findall(expression)), expression
        assert "increase(" not in expression or "round(" in expression or expression.count("increase(") == 2, f"fractions: {expression}"


def test_each_page_leads_to_its_siblings_and_to_the_runbooks(board):
    uids = {one["uid"] for one in FIRST.values()}
    assert {link["url"].partition("?")[0].removeprefix("/d/") for link in board["links"][:-1]} == uids - {board["uid"]}
    assert all(link["keepTime"] and link["url"].endswith("?${namespace:queryparam}&${datasource:queryparam}") for link in board["links"][:-1])
    assert board["links"][-1]["url"].endswith("/web-manager/runbooks/index.html")
    for link in [link for panel in panels_of(board) for link in panel["links"]]:
        assert link["url"].startswith("https://") or link["url"].partition("?")[0].removeprefix("/d/") in uids - {board["uid"]}


def test_each_alert_has_a_panel_that_leads_to_its_page():
    linked = {re.search(r"/runbooks/(\w+)\.html$", link["url"])[1] for one in FIRST.values() for panel in panels_of(one) for link in panel["links"] if link["url"].startswith("https://")}
    rules = [rule for group in yaml.safe_load((rendering.CHART / "files/alerts.yaml").read_text())["groups"] for rule in group["rules"]]
    assert linked == {rule["alert"] for rule in rules}


def test_each_alert_that_fires_leads_to_its_page():
    (firing,) = [panel for panel in panels_of(FIRST["suite"]) if panel["title"] == "Alerts that fire"]
    (url,) = [link["url"] for override in firing["fieldConfig"]["overrides"] for one in override["properties"] if one["id"] == "links" for link in one["value"]]
    assert url == "https://llm-guard.company.com/web-manager/runbooks/${__value.text}.html" and firing["fieldConfig"]["defaults"]["noValue"] == "Nothing fires"


def test_an_edge_that_does_not_count_is_not_shown_as_down():
    (edge,) = [panel for panel in panels_of(FIRST["suite"]) if panel["title"] == "Edge (nginx)"]
    assert "vector(0)" not in edge["targets"][0]["expr"] and edge["fieldConfig"]["defaults"]["noValue"] == "not scraped"


def test_pages_show_deploys_move_together_and_refresh_themselves(board):
    deploys, starts = board["annotations"]["list"]
    assert deploys["enable"] and not starts["enable"] and deploys["useValueForTime"] == "on"
    assert board["graphTooltip"] == 1 and board["refresh"] == "30s" and board["time"]["to"] == "now"


@pytest.mark.parametrize("case, release, prefix", [("defaults", "llm-guard", ""), ("second-release", "llm-guard-test", "test-")])
def test_every_selector_is_of_this_release(case, release, prefix):
    for name, board in boards_of(case, release=release).items():
        for expression in expressions(board):
            found = SELECTOR.findall(expression)
            assert found and len(found) == expression.count("{"), expression
            for metric, matchers in found:
                assert 'namespace="$namespace"' in matchers, expression
                if metric == "ALERTS":
                    assert f'release="{release}"' in matchers
                elif metric == "kube_pod_container_resource_limits":  # joined with pods of the release
                    assert 'container="' in matchers and "on (namespace, pod)" in expression
                elif metric in NAMES:
                    assert re.search(f'{re.escape(NAMES[metric])}(redis-data-)?{prefix}[a-z]', matchers), expression
                else:
                    assert re.search(rf'job=~?"{prefix}(\(auth\||[a-z-]+-service"|llmsafe-frontend")', matchers), f"{name}: {expression}"
