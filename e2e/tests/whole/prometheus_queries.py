"""What alerts and dashboards ask Prometheus for, as far as the services' own metrics go, and what a scrape has of it."""
import json
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

FILES = Path(__file__).resolve().parents[3] / "charts/llm-guard-manager/files"
FROM_THE_SCRAPER = {"namespace", "job", "pod"}  # labels that Prometheus adds
SAMPLE = re.compile(r"^(\w+)(?:\{(.*)\})? \S+$", re.M)
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
SELECTOR = re.compile(r"\b(lgm_\w+)(?:\{([^}]*)\})?")
MATCHER = re.compile(r'(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"')
AGGREGATION = re.compile(r"\bby \(([^)]*)\)\s*\(")


@dataclass(frozen=True)
class Wanted:
    """A metric that a query names, or a label of it; `pattern` what the label's value shall match, a regular expression."""

    metric: str
    label: str = ""
    pattern: str = ""

    @property
    def of_providers(self) -> bool:
        """Of the identity providers of IDENTITY_PROVIDERS_FILE, which not every installation has."""
        return self.pattern.startswith("idp-") or self.metric == "lgm_group_claims_total"


def queries() -> list[str]:
    alerts = [rule["expr"] for group in yaml.safe_load((FILES / "alerts.yaml").read_text())["groups"] for rule in group["rules"]]
    boards = [json.loads(file.read_text()) for file in (FILES / "dashboards").glob("*.json")]
    panels = [panel for board in boards for item in board["panels"] for panel in (item, *item.get("panels", ()))]
    return alerts + [target["expr"] for panel in panels for target in panel.get("targets", ())]


def samples(scrape: str) -> set[tuple[str, frozenset]]:
    return {(name, frozenset(LABEL.findall(labels))) for name, labels in SAMPLE.findall(scrape)}


def wanted(query: str) -> set[Wanted]:
    """Alternatives are wanted one by one; what a query leaves out (`!=`, `!~`) must be there to be left out."""
    found = set()
    for metric, matchers in SELECTOR.findall(query):
        found.add(Wanted(metric))
        for label, sign, value in MATCHER.findall(matchers):
            values = value.split("|") if "~" in sign else [re.escape(value)]
            found |= {Wanted(metric, _as_emitted(label), one) for one in values}
    for by in AGGREGATION.finditer(query):
        inside = _balanced(query, by.end())
        found |= {Wanted(metric, _as_emitted(label.strip())) for metric, _ in SELECTOR.findall(inside) for label in by[1].split(",")}
    return {one for one in found if one.label not in FROM_THE_SCRAPER}


def is_there(one: Wanted, emitted: set[tuple[str, frozenset]]) -> bool:
    if not one.label:
        return any(name == one.metric for name, _ in emitted)
    values = [value for name, labels in emitted if name == one.metric for label, value in labels if label == one.label]
    return any(re.fullmatch(one.pattern, value) for value in values) if one.pattern else bool(values)


def _as_emitted(label: str) -> str:
    """Prometheus renames a label that it adds itself, as the chart's ServiceMonitors have it."""
    return label.removeprefix("exported_")


def _balanced(text: str, begin: int) -> str:
    depth = 1
    for end in range(begin, len(text)):
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        if depth == 0:
            return text[begin:end]
    raise ValueError(f"unbalanced: {text}")
