"""The chart's dashboards, asked of a Prometheus as Grafana asks it, and the colours that Grafana gives to the answers."""
import functools
import json
import math
import subprocess
from dataclasses import dataclass

import yaml
from e2e.cluster import helm
from e2e.monitoring.prometheus import CHART, NAMESPACE, RELEASE, Prometheus

DEFAULTS = {"not scraped", "no data", "nothing to show"}  # what a panel says that is never empty while what it shows runs
SHOWN = 90  # seconds of a line that are asked for


@functools.cache
def boards() -> dict[str, dict]:
    """{name: dashboard}, as Helm renders them for a release of this namespace."""
    command = [helm.program(), "template", RELEASE, str(CHART), "-n", NAMESPACE, "-f", str(CHART / "ci" / "monitoring-values.yaml"),
               "--set", "metrics.dashboards.enabled=true,namePrefix=", "--show-only", "templates/monitoring.yaml"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    maps = [one for one in yaml.safe_load_all(done.stdout) if one and one["kind"] == "ConfigMap"]
    return {one["metadata"]["name"].removeprefix("dashboard-"): json.loads(*one["data"].values()) for one in maps}


@dataclass(frozen=True, eq=False)
class Panel:
    page: str
    said: dict

    @property
    def title(self) -> str:
        return self.said["title"]

    @property
    def name(self) -> str:
        return f"{self.page}: {self.title}"

    @property
    def may_be_empty(self) -> bool:
        """It says what it means when nothing is there."""
        return self.said["fieldConfig"]["defaults"]["noValue"] not in DEFAULTS

    def __str__(self):
        return f"{self.name} ({self.said['type']})"


def panels(page: str) -> list[Panel]:
    return [Panel(page, one) for item in boards()[page]["panels"] for one in (item, *item.get("panels", ())) if one["type"] != "row"]


def panel(page: str, title: str) -> Panel:
    (found,) = [one for one in panels(page) if one.title == title]
    return found


def filled(expression: str, interval: float) -> str:
    """Its variables as Grafana fills them: a namespace, all pods, a range that holds four scrapes."""
    return expression.replace("$namespace", NAMESPACE).replace("$pod", ".*").replace("$__rate_interval", f"{math.ceil(4 * interval)}s")


def answer(prometheus: Prometheus, target: dict) -> list[tuple[dict, list[float]]]:
    """[(labels, values)] of a query: one value each where it is asked for now."""
    expression = filled(target["expr"], prometheus.interval)
    if target["instant"]:
        return [(one["metric"], [float(one["value"][1])]) for one in prometheus.query(expression)]
    return [(one["metric"], [float(value) for _, value in one["values"]]) for one in prometheus.range(expression, SHOWN / 60)]


def empty(prometheus: Prometheus, one: Panel) -> list[dict]:
    """The queries of a panel that find nothing. Nothing but NaN is no answer, of a panel or of one line."""
    missing = []
    for target in one.said["targets"]:
        found = answer(prometheus, target)
        for labels, values in found:
            assert not all(map(math.isnan, values)), f"{one}, {target['legendFormat']}: nothing but NaN for {labels}"
        if not found:
            missing.append(target)
    return missing


def colours(prometheus: Prometheus, one: Panel, name: str) -> dict[str, str]:
    """{labels: colour} of the query with this name, by the mappings and thresholds that count for it. Empty: the panel says that nothing is there."""
    (target,) = [target for target in one.said["targets"] if target["legendFormat"] == name]
    settings = _settings(one, target)
    return {json.dumps(labels, sort_keys=True): _colour(settings, values[-1]) for labels, values in answer(prometheus, target)}


def _settings(one: Panel, target: dict) -> dict:
    made = dict(one.said["fieldConfig"]["defaults"])
    renamed = {name: new for change in one.said.get("transformations", ()) for name, new in change["options"].get("renameByName", {}).items()}
    names = {"byFrameRefID": target["refId"], "byName": renamed.get(f"Value #{target['refId']}")}
    for override in one.said["fieldConfig"]["overrides"]:
        if names[override["matcher"]["id"]] == override["matcher"]["options"]:
            made.update({change["id"]: change["value"] for change in override["properties"]})
    return made


def _colour(settings: dict, value: float) -> str:
    for mapping in settings["mappings"]:
        if f"{value:g}" in mapping["options"]:
            return mapping["options"][f"{value:g}"]["color"]
    return [step["color"] for step in settings["thresholds"]["steps"] if step["value"] is None or value >= step["value"]][-1]
