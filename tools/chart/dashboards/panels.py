"""Panels: a query with its name, unit and thresholds; single values, lines, tables, rows."""
from dataclasses import dataclass, field

SOURCE = {"type": "prometheus", "uid": "${datasource}"}
PASSED = [{"type": "value", "options": {"0": {"text": "fails", "color": "red", "index": 1}, "1": {"text": "ok", "color": "green", "index": 0}}}]
PASSED_OPTIONAL = [{"type": "value", "options": {"0": {"text": "fails", "color": "orange", "index": 1}, "1": {"text": "ok", "color": "green", "index": 0}}}]
YES_IS_BAD = [{"type": "value", "options": {"0": {"text": "no", "color": "green", "index": 0}, "1": {"text": "yes", "color": "orange", "index": 1}}}]

# Steps: from which value on which colour; the alerts' own limits where there is one.
PLAIN = ((None, "text"),)
GREEN = ((None, "green"),)
NONE_IS_RIGHT = ((None, "green"), (1, "red"))
SOME_ARE_SEEN = ((None, "green"), (1, "orange"))
REPLICAS = ((None, "red"), (0.01, "orange"), (1, "green"))
FAILED = ((None, "green"), (0.01, "orange"), (0.05, "red"))
LATENCY = ((None, "green"), (0.5, "orange"), (1, "red"))
FULL = ((None, "green"), (0.8, "orange"), (0.95, "red"))
BUSY = ((None, "green"), (0.7, "orange"), (0.9, "red"))
QUEUE = ((None, "green"), (8, "orange"), (32, "red"))
LAG = ((None, "green"), (5, "orange"), (30, "red"))
ERRORS = ((None, "green"), (0.001, "orange"), (1, "red"))
LEFT = ((None, "red"), (3 * 86400, "orange"), (14 * 86400, "green"))


@dataclass(frozen=True)
class Query:
    """`unit`, `steps` and `values` where they are not the panel's."""

    expr: str
    name: str
    unit: str = ""
    steps: tuple = ()
    values: list = field(default_factory=list)


def stat(title, says, queries, width, height=3, unit="none", steps=PLAIN, values=(), alerts=(), page="", empty="not scraped") -> dict:
    """Values of now: an instant query, so that what is gone is not shown as it was."""
    made = _panel("stat", title, says, queries, width, height, unit, steps, values, alerts, page, empty, instant=True)
    reduce = {"calcs": ["lastNotNull"], "fields": "", "values": False}
    made["options"] = {"reduceOptions": reduce, "orientation": "auto", "textMode": "value_and_name", "wideLayout": True, "colorMode": "background", "graphMode": "none", "justifyMode": "center"}
    return made


def lines(title, says, queries, width=8, height=8, unit="none", steps=(), alerts=(), page="", empty="no data", stacked=False) -> dict:
    made = _panel("timeseries", title, says, queries, width, height, unit, steps or GREEN, (), alerts, page, empty, instant=False)
    defaults = made["fieldConfig"]["defaults"]
    defaults["min"], defaults["color"] = 0, {"mode": "palette-classic"}
    defaults["custom"] = {"lineWidth": 1, "fillOpacity": 30 if stacked else 5, "showPoints": "never", "spanNulls": False,
                          "stacking": {"mode": "normal" if stacked else "none", "group": "A"}, "thresholdsStyle": {"mode": "dashed" if steps else "off"}}  # fmt: skip
    made["options"] = {"legend": {"displayMode": "list", "placement": "bottom", "showLegend": True, "calcs": []}, "tooltip": {"mode": "multi", "sort": "desc"}}
    return made


def table(title, says, queries, width, height, columns, alerts=(), empty="nothing to show", hidden=()) -> dict:
    """A row for each set of labels that the queries share; `columns`: {label or name of a query: (title, unit, steps, values, where its cells lead)},
    the last only where they do; `hidden`: fields as Grafana names them."""
    made = _panel("table", title, says, queries, width, height, "none", PLAIN, (), alerts, "", empty, instant=True)
    for target in made["targets"]:
        target["format"] = "table"
    several = len(made["targets"]) > 1
    named = {f"Value #{target['refId']}" if several else "Value": target["legendFormat"] for target in made["targets"]}
    shown = {**{name: name for name in columns if name not in named.values()}, **{name: key for name, key in named.items() if key in columns}}
    made["transformations"] = [
        {"id": "merge", "options": {}},
        {"id": "organize", "options": {"excludeByName": {name: True for name in ("Time", *hidden)},
                                       "indexByName": {name: list(columns).index(key) for name, key in shown.items()},
                                       "renameByName": {name: columns[key][0] for name, key in shown.items()}}},
    ]  # fmt: skip
    made["fieldConfig"]["overrides"] = [
        {"matcher": {"id": "byName", "options": heading},
         "properties": [*_properties(unit, steps, values), *([{"id": "custom.cellOptions", "value": {"type": "color-background"}}] if steps or values else []),
                        *({"id": "links", "value": [{"title": "Runbook", "url": url, "targetBlank": True}]} for url in leads)]}
        for heading, unit, steps, values, *leads in columns.values() if unit or steps or values or leads
    ]  # fmt: skip
    made["options"] = {"showHeader": True, "cellHeight": "sm"}
    return made


def row(title, *panels, collapsed=False) -> dict:
    return {"type": "row", "title": title, "collapsed": collapsed, "panels": list(panels)}


def address(page) -> str:
    """Of a sibling, for the same namespace; its pods are others."""
    return f"/d/@UID@-{page}?${{namespace:queryparam}}&${{datasource:queryparam}}"


def _panel(kind, title, says, queries, width, height, unit, steps, values, alerts, page, empty, instant) -> dict:
    queries = [queries] if isinstance(queries, Query) else queries
    links = [{"title": f"Open {page}", "url": f"{address(page)}&${{__url_time_range}}", "targetBlank": False}] if page else []
    links += [{"title": f"Runbook: {alert}", "url": f"@RUNBOOK/{alert}@", "targetBlank": True} for alert in alerts]
    when = {"instant": True, "range": False} if instant else {"instant": False, "range": True}
    overrides = [(chr(ord("A") + i), _properties(query.unit, query.steps, query.values)) for i, query in enumerate(queries)]
    return {
        "type": kind,
        "title": title,
        "description": says,
        "datasource": SOURCE,
        "gridPos": {"w": width, "h": height},
        "links": links,
        "fieldConfig": {
            "defaults": {"unit": unit, "noValue": empty, "color": {"mode": "thresholds"}, "thresholds": _thresholds(steps), "mappings": list(values)},
            "overrides": [{"matcher": {"id": "byFrameRefID", "options": ref}, "properties": properties} for ref, properties in overrides if properties],
        },
        "targets": [{"refId": chr(ord("A") + i), "datasource": SOURCE, "expr": query.expr, "legendFormat": query.name, **when} for i, query in enumerate(queries)],
    }


def _thresholds(steps) -> dict:
    return {"mode": "absolute", "steps": [{"color": colour, "value": value} for value, colour in steps]}


def _properties(unit, steps, values) -> list:
    return [
        *([{"id": "unit", "value": unit}] if unit else []),
        *([{"id": "thresholds", "value": _thresholds(steps)}] if steps else []),
        *([{"id": "mappings", "value": list(values)}] if values else []),
    ]
