"""One release of the chart in the cluster: what helm does with it, and what the API server then has."""
import json
import os
from pathlib import Path

import yaml
from e2e.stack.options import ROOT

from .api import Api
from .helm import Helm

CHART = Path(os.environ.get("CHART") or ROOT / "charts" / "llm-guard-manager")  # or a package of it
TIMEOUT = "120s"
APPS = "/apis/apps/v1"
EVENTS = ("events", "leases")  # of the cluster's own doing, ever new


class Release:
    def __init__(self, helm: Helm, api: Api, namespace: str, directory: Path, name: str = "llm-guard"):
        self._helm, self._api, self._directory = helm, api, directory
        self.namespace, self.name = namespace, name

    def install(self, values: dict, *options, chart: Path = CHART) -> str:
        return self._change("install", values, chart, "--create-namespace", *options)

    def upgrade(self, values: dict, *options, chart: Path = CHART) -> str:
        return self._change("upgrade", values, chart, *options)

    def _change(self, action: str, values: dict, chart: Path, *options) -> str:
        file = self._directory / f"{self.namespace}-{self.name}.json"
        file.write_text(json.dumps(values))  # JSON is YAML
        return self._helm(action, self.name, chart, "--values", file, "--wait", "--timeout", TIMEOUT, *options, namespace=self.namespace)

    def helm(self, action: str, *options) -> str:
        """`rollback`, `uninstall`, `test` and the like."""
        return self._helm(action, self.name, *options, namespace=self.namespace)

    def history(self) -> list[dict]:
        return json.loads(self.helm("history", "--output", "json"))

    def hooks(self) -> list[dict]:
        """As they were rendered."""
        text = self._helm("get", "hooks", self.name, namespace=self.namespace)
        return [thing for thing in yaml.safe_load_all(text) if thing]

    def objects(self, resource: str, group: str = "/api/v1") -> list[dict]:
        """Those of the release, by their label."""
        selector = f"app.kubernetes.io/instance={self.name}"
        return self._api.list(f"{group}/namespaces/{self.namespace}/{resource}", labelSelector=selector)

    def get(self, resource: str, name: str, group: str = "/api/v1") -> dict:
        return self._api.get(f"{group}/namespaces/{self.namespace}/{resource}/{name}")

    def deployments(self) -> list[dict]:
        return self.objects("deployments", APPS)

    def pods(self) -> list[dict]:
        return [pod for pod in self.objects("pods") if pod["spec"]["restartPolicy"] == "Always" and "deletionTimestamp" not in pod["metadata"]]

    def owned(self) -> list[dict]:
        """Every object that helm has made as this release's, of whatever kind."""
        return [thing for thing in everything(self._api, self.namespace) if annotations(thing).get("meta.helm.sh/release-name") == self.name]

    def ready_addresses(self, service: str) -> list[tuple[str, int]]:
        """Where the cluster sends connections to that Service, pod name and port."""
        slices = self._api.list(
            f"/apis/discovery.k8s.io/v1/namespaces/{self.namespace}/endpointslices", labelSelector=f"kubernetes.io/service-name={service}"
        )
        return sorted(
            (endpoint["targetRef"]["name"], port["port"])
            for entry in slices
            for endpoint in entry["endpoints"] or []
            for port in entry["ports"] or []
            if endpoint["conditions"]["ready"]
        )


def annotations(thing: dict) -> dict:
    return thing["metadata"].get("annotations", {})


def everything(api: Api, namespace: str) -> list[dict]:
    """All objects of a namespace, of every kind that the API server knows."""
    groups = ["/api/v1"] + [f"/apis/{group['preferredVersion']['groupVersion']}" for group in api.get("/apis")["groups"]]
    found = []
    for group in groups:
        for resource in api.get(group)["resources"]:
            if resource["namespaced"] and "list" in resource["verbs"] and resource["name"] not in EVENTS:
                for thing in api.list(f"{group}/namespaces/{namespace}/{resource['name']}"):
                    found.append({**thing, "kind": resource["kind"]})
    return found
