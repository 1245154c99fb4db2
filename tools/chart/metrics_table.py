"""docs/metrics.md: every metric that a service registers, read from where the source does so (name, help, labels)."""
import re
from pathlib import Path

OWNERS = ("libs/common", "services/auth-service", "services/admin-service", "services/session-cache-service", "services/guard-service")
NAME = re.compile(r'"(lgm_[a-z_]+)"')
# name, help text (perhaps in several pieces), labels
CALL = re.compile(r'"(lgm_[a-z_]+)",\s*((?:"(?:[^"\\]|\\.)*"\s*)+)(?:,\s*(\{\{.*?\}\}|listener))?', re.S)
NOT_METRICS = {"lgm_refresh"}  # a cookie


def make(root: Path) -> str:
    lines = [
        "<!-- Made by tools/generate_chart from the services' sources; changes here are lost. -->",
        "# Metrics",
        "",
        "`GET /metrics` on the internal listener (91xx), Prometheus text format. Names: `lgm_<what>_<unit>`, counters end in `_total`. The alerts of the chart"
        " (`metrics.prometheusRule.enabled`) are explained in [operations/runbooks](operations/runbooks), one page each; its dashboards show the rest.",
    ]
    for owner in OWNERS:
        rows = sorted(found(root / owner / "src"))
        title = "Every service" if owner == "libs/common" else owner.removeprefix("services/")
        lines += ["", f"## {title}", "", "| Metric | Kind | Labels | What it is |", "| --- | --- | --- | --- |"]
        lines += [f"| `{name}` | {kind} | {', '.join(labels)} | {text} |" for name, kind, labels, text in rows]
    return "\n".join(lines) + "\n"


def found(source: Path):
    for file in source.rglob("*.cpp"):
        text = file.read_text()
        calls = {match.group(1): match for match in CALL.finditer(text)}
        for name in sorted(set(NAME.findall(text)) - NOT_METRICS):
            assert name in calls, f"{file}: {name} is registered in a form that tools/chart/metrics_table.py does not read"
            match = calls[name]
            labels = ("listener",) if match.group(3) == "listener" else tuple(re.findall(r'\{"([a-z_]+)",', match.group(3) or ""))
            yield name, kind_of(name), labels, "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', match.group(2)))


def kind_of(name) -> str:
    if name.endswith("_total"):
        return "counter"
    return "histogram" if name.endswith("duration_seconds") else "gauge"
