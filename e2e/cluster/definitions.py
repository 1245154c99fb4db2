"""Kinds that do not come with Kubernetes: the Gateway API's, the Prometheus operator's and cert-manager's, as those projects publish them.
With them the API server checks the chart's HTTPRoutes, ServiceMonitors and PrometheusRules field by field."""
from pathlib import Path

from e2e.stack.options import ROOT

from .api import Api

FETCHED = ROOT / "build" / "chart-tools" / "crds"  # by tools/run_chart_tests --setup
PATH = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"


def install(api: Api, directory: Path = FETCHED) -> list[str]:
    """Their names; they may be used once `established` says so."""
    names = []
    for file in sorted(directory.glob("*.yaml")):
        group, _, plural = file.stem.partition("_")
        names.append(f"{plural}.{group}")
        api.apply(f"{PATH}/{names[-1]}", file.read_text())
    assert names, f"{directory} holds no definitions; tools/run_chart_tests --setup puts them there"
    return names


def established(api: Api, names: list[str]) -> bool:
    def is_established(name):
        conditions = api.get(f"{PATH}/{name}").get("status", {}).get("conditions") or []  # null in Kubernetes 1.30
        return any(c["type"] == "Established" and c["status"] == "True" for c in conditions)

    return all(is_established(name) for name in names)
