"""A page: where its panels stand, its variables, links and annotations."""
from . import panels
from . import queries as q
from .panels import SOURCE

SERVICES = ("auth-service", "admin-service", "session-cache-service", "guard-service")
PAGES = ("suite", *SERVICES, "edge")
COLUMNS = 24
TAG = "llm-guard-manager@TITLE@"


def page(name, title, items, period, pods_of="") -> dict:
    return {
        "uid": f"@UID@-{name}",
        "title": f"LLM Guard Manager: {title}@TITLE@",
        "tags": [TAG],
        "schemaVersion": 39,
        "editable": True,
        "graphTooltip": 1,
        "refresh": "30s",
        "time": {"from": f"now-{period}", "to": "now"},
        "timezone": "browser",
        "templating": {"list": [_source(), _namespace(), *([_pods(pods_of)] if pods_of else [])]},
        "annotations": {"list": _annotations()},
        "links": _links(name),
        "panels": placed(items),
    }


def placed(items) -> list:
    """From left to right, and on a new line where there is no room; a row that is closed keeps its panels."""
    shown, below = [], 0
    line: list = []

    def end_of_line():
        nonlocal below, line
        below += max((one["gridPos"]["h"] for one in line), default=0)
        line = []

    def put(panel):
        if sum(one["gridPos"]["w"] for one in line) + panel["gridPos"]["w"] > COLUMNS:
            end_of_line()
        panel["gridPos"] = {"x": sum(one["gridPos"]["w"] for one in line), "y": below, **panel["gridPos"]}
        line.append(panel)
        return panel

    for item in items:
        if item["type"] != "row":
            shown.append(put(item))
            continue
        end_of_line()
        item["gridPos"] = {"x": 0, "y": below, "w": COLUMNS, "h": 1}
        shown.append(item)
        below += 1
        under, inside = below, [put(panel) for panel in item["panels"]]
        end_of_line()
        if item["collapsed"]:
            below = under
        else:
            shown += inside
            item["panels"] = []
    for i, panel in enumerate(every(shown)):
        panel["id"] = i + 1
    return shown


def every(panels) -> list:
    return [one for panel in panels for one in (panel, *panel.get("panels", ()))]


def _source() -> dict:
    return {"name": "datasource", "label": "Prometheus", "type": "datasource", "query": "prometheus", "hide": 0}


def _namespace() -> dict:
    return _values("namespace", "Namespace", f'label_values(lgm_build_info{{job=~"@PREFIX@(auth|admin|session-cache|guard)-service"}}, namespace)',
                   current={"selected": True, "text": "@NAMESPACE@", "value": "@NAMESPACE@"})  # fmt: skip


def _pods(name) -> dict:
    everyone = {"selected": True, "text": ["All"], "value": ["$__all"]}
    return _values("pod", "Pods", f"label_values({q.of('up', q.job(name))}, pod)", current=everyone, multi=True, includeAll=True, allValue=".*")


def _values(name, label, query, **more) -> dict:
    return {"name": name, "label": label, "type": "query", "datasource": SOURCE, "query": {"query": query, "refId": name}, "refresh": 2, "sort": 1, "hide": 0,
            "options": [], "skipUrlSync": False, **more}  # fmt: skip


def _annotations() -> list:
    """At the time that is the sample's value: when the oldest replica of a version began, and each one."""
    version = f"{q.of('process_start_time_seconds', q.SUITE)} * on (namespace, job, pod) group_left (version) {q.of('lgm_build_info', q.SUITE)}"
    return [
        _annotation("Deploys", f"1000 * min by (job, version) ({version})", "{{job}} {{version}}", "blue", True),
        _annotation("Starts of programs", f"1000 * max by (job, pod) ({q.of('process_start_time_seconds', q.SUITE)})", "{{pod}} began", "purple", False),
    ]


def _annotation(name, expr, title, colour, enabled) -> dict:
    return {"name": name, "datasource": SOURCE, "enable": enabled, "hide": False, "iconColor": colour, "expr": expr, "titleFormat": title, "tagKeys": "job", "useValueForTime": "on", "step": "60s"}


def _links(name) -> list:
    others = [_link(other, panels.address(other), "dashboard", False) for other in PAGES if other != name]
    return [*others, _link("Runbooks", "@RUNBOOK/README@", "doc", True)]


def _link(title, url, icon, elsewhere) -> dict:
    return {"title": title, "type": "link", "url": url, "icon": icon, "tooltip": "", "tags": [], "asDropdown": False, "targetBlank": elsewhere, "keepTime": not elsewhere, "includeVars": False}
