"""docs/metrics.md: every metric that a service registers, read from where the source does so (name, help, labels); and those of nginx."""
import re
from pathlib import Path

OWNERS = ("libs/common", "services/auth-service", "services/admin-service", "services/session-cache-service", "services/guard-service")
NAME = re.compile(r'"((?:lgm|process)_[a-z_]+)"')
# name, help text (perhaps in several pieces), and what follows
CALL = re.compile(r'"((?:lgm|process)_[a-z_]+)",\s*((?:"(?:[^"\\]|\\.)*"\s*)+)(.*)', re.S)
# Labels that the call does not name in braces.
NAMED_ELSEWHERE = {"lgm_certificate_not_after_timestamp_seconds": ("certificate", "subject")}
EDGE = "charts/llm-guard-manager/files/edge_metrics.lua"
# { name, kind, labels, help } in Lua
OF_THE_EDGE = re.compile(r'\{ "(lgm_[a-z_]+)", "([a-z]+)", "([a-z_,]*)", "([^"]*)" \}')
NOT_METRICS = {"lgm_last", "lgm_refresh", "lgm_in_", "lgm_tools"}  # cookies
# Of one replica: (at most, in use, share of a core that a scrape each 15 s costs). At most is what there would be had each route answered with each of
# twenty statuses; e2e/tests/whole/test_metrics.py holds the end of a whole run against it, and measures the cost.
SERIES = {"auth-service": (1200, 650, "0.006 %"), "admin-service": (2800, 1500, "0.012 %"), "session-cache-service": (1600, 830, "0.006 %"), "guard-service": (800, 430, "0.005 %")}


def make(root: Path) -> str:
    lines = [
        "<!-- Made by tools/generate_chart from the services' sources; changes here are lost. -->",
        "# Metrics",
        "",
        "`GET /metrics` on the internal listener (91xx), Prometheus text format. Names: `lgm_<what>_<unit>`, counters end in `_total`. A scrape waits for nothing and answers 200 whatever"
        " is down; a sample that cannot be told is missing from it. Counters of events are there from the start, at 0, for each combination of their labels. The alerts of the chart"
        " (`metrics.prometheusRule.enabled`) are explained in [operations/runbooks](operations/runbooks), one page each; its [dashboards](operations/dashboards.md) show the rest.",
        "",
        "Labels have the values that the code gives them: a route's name, a status, an outcome; never a path, a person, an address or a text. So the series are bounded whatever is asked. Of one replica:",
        "",
        "| service | series at most | in use, about | of a core, scraped each 15 s |",
        "| --- | --- | --- | --- |",
        *(f"| {service} | {most} | {used} | {share} |" for service, (most, used, share) in SERIES.items()),
    ]
    for owner in OWNERS:
        rows = sorted(found(root / owner / "src"))
        title = "Every service" if owner == "libs/common" else owner.removeprefix("services/")
        lines += ["", f"## {title}", "", "| Metric | Kind | Labels | What it is |", "| --- | --- | --- | --- |"]
        lines += [f"| `{name}` | {kind} | {', '.join(labels)} | {text} |" for name, kind, labels, text in rows]
    return "\n".join(lines + edge(root)) + "\n"


def edge(root: Path) -> list[str]:
    text = (root / EDGE).read_text()
    rows = [f"| `{name}` | {kind} | {labels.replace(',', ', ')} | {what} |" for name, kind, labels, what in OF_THE_EDGE.findall(text)]
    assert len(rows) == text.count('{ "lgm_'), f"{EDGE}: a metric stands in a form that tools/chart/metrics_table.py does not read"
    return [
        "",
        "## The edge",
        "",
        "The console's nginx, which also routes the API: `GET /metrics` on port 9105, job `llmsafe-frontend` (behind `namePrefix`). `upstream` is the service that a path belongs to, or `none`;"
        " `status` is a number that nginx or a service gives. What rules look for stands at 0 from the start: of each upstream the service's own 200, 500 and 503, and nginx's 500 and 503. What the kubelet and Prometheus ask is not counted, and long polls do not come here."
        " Where the chart's Ingresses or a Gateway lead the API straight to the services, these are the console's files and what comes through `frontend-svc` and `backend-svc`; the controller's own metrics are the edge of the rest"
        " (ingress-nginx: `nginx_ingress_controller_requests`, by the names of the Ingresses). The counts are a pod's, and begin anew with it. At most 4 upstreams x 2 answerers x some 20 statuses; about 90 series a pod in use.",
        "",
        "| Metric | Kind | Labels | What it is |",
        "| --- | --- | --- | --- |",
        *rows,
    ]


def found(source: Path):
    for file in source.rglob("*.cpp"):
        text = file.read_text()
        for name in sorted(set(NAME.findall(text)) - NOT_METRICS):
            calls = [CALL.match(text, place.start()) for place in re.finditer(f'"{name}"', text)]
            call = next((call for call in calls if call), None)
            assert call, f"{file}: {name} is registered in a form that tools/chart/metrics_table.py does not read"
            rest = call.group(3)
            labels = NAMED_ELSEWHERE.get(name) or (("listener",) if rest.startswith(", listener") else tuple(labels_in(rest)))
            yield name, kind_of(name), labels, "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', call.group(2)))


def labels_in(text: str):
    """The names in {{"name", …}, {"name", …}} behind a comma; a list of values, a brace deeper, names none."""
    if not re.match(r",\s*\{", text):
        return
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if character == "}" and depth == 0:
            return
        name = re.match(r'\{"([a-z_]+)",', text[at:]) if depth == 2 else None
        if name:
            yield name[1]


def kind_of(name) -> str:
    if name.endswith("_total"):
        return "counter"
    return "histogram" if name.endswith("duration_seconds") else "gauge"
