"""One release with everything that the chart can make, installed in a namespace that did not exist, where Pod Security
`restricted` is enforced; then what the cluster has made of it."""
import re

import pytest
from running_stack import wait_until

from e2e.cluster.api import Refused
from e2e.cluster.helm import HelmFailed
from e2e.cluster.nodes import NAMES
from e2e.cluster.release import APPS, annotations
from e2e.cluster.values import EVERYTHING

NEGATED = {"DoesNotExist": "Exists", "NotIn": "In"}
NETWORKING = "/apis/networking.k8s.io/v1"
# The Services that older clients and the seed know, with their ports.
SERVICES = {
    "frontend-svc": 80, "backend-svc": 9001, "auth-service": 9001, "admin-service": 9002, "session-cache-service": 9103,
    "guard-service": 9004, "llmsafe-guardrail-svc": 8000, "redis-svc": 6379,
}  # fmt: skip


@pytest.fixture(scope="module")
def installed(new_release):
    release = new_release("everything")
    release.output = release.install(EVERYTHING)
    release.tested = release.helm("test", "--timeout", "60s")
    yield release
    release.helm("uninstall")


@pytest.fixture(autouse=True)
def _(nodes):
    """The machines are there, and are as they were afterwards."""


def matches(selector: dict, thing: dict) -> bool:
    labels = thing["metadata"].get("labels", {})

    def holds(expression):
        present = {"Exists": expression["key"] in labels, "In": labels.get(expression["key"]) in expression.get("values", [])}
        return not present[NEGATED[expression["operator"]]] if expression["operator"] in NEGATED else present[expression["operator"]]

    expected = selector.get("matchLabels", {}).items()
    return all(labels.get(key) == value for key, value in expected) and all(map(holds, selector.get("matchExpressions", [])))


def test_the_api_server_has_nothing_to_warn_of(installed):
    assert not re.search("(?i)warning|deprecat|would violate", installed.output), installed.output
    assert "STATUS: deployed" in installed.output


def test_three_of_each_run_each_on_a_machine_of_its_own(installed):
    deployments = installed.deployments()
    assert len(deployments) >= 5
    for deployment in deployments:
        assert deployment["status"].get("readyReplicas") == 3, deployment["metadata"]["name"]
        mine = [pod for pod in installed.pods() if matches(deployment["spec"]["selector"], pod)]
        assert sorted(pod["spec"]["nodeName"] for pod in mine) == sorted(NAMES), deployment["metadata"]["name"]


def test_every_object_is_owned_and_labelled(installed):
    owned = installed.owned()
    assert {"Deployment", "StatefulSet", "Service", "ConfigMap", "Secret", "Ingress", "NetworkPolicy", "PodDisruptionBudget",
            "HorizontalPodAutoscaler", "ServiceMonitor", "PrometheusRule", "CronJob"} <= {thing["kind"] for thing in owned}  # fmt: skip
    for thing in owned:
        name, labels = f"{thing['kind']} {thing['metadata']['name']}", thing["metadata"]["labels"]
        assert annotations(thing)["meta.helm.sh/release-namespace"] == installed.namespace, name
        assert labels["app.kubernetes.io/managed-by"] == "Helm", name
        assert labels["app.kubernetes.io/instance"] == installed.name, name
        assert labels["app.kubernetes.io/part-of"] == "llm-guard-manager", name
        assert labels["app.kubernetes.io/version"], name


def test_every_service_leads_to_ready_pods(installed):
    found = {service["metadata"]["name"]: service for service in installed.objects("services")}
    for name, port in SERVICES.items():
        assert port in [entry["port"] for entry in found[name]["spec"]["ports"]], name
    for name, service in found.items():
        wanted = 1 if "redis" in name else 3
        addresses = installed.ready_addresses(name)
        assert len(addresses) == wanted * len(service["spec"]["ports"]), f"{name}: {addresses}"
        assert len({pod.rsplit("-", 2)[0] for pod, _ in addresses}) == 1, f"{name} mixes pods: {addresses}"


def test_the_ingress_leads_to_services_and_ports_that_exist(installed):
    ports = {service["metadata"]["name"]: [p for p in service["spec"]["ports"]] for service in installed.objects("services")}
    ingresses = installed.objects("ingresses", NETWORKING)
    backends = [path["backend"]["service"] for ingress in ingresses for rule in ingress["spec"]["rules"] for path in rule["http"]["paths"]]
    assert backends
    for backend in backends:
        wanted = backend["port"]
        assert any(p["port"] == wanted.get("number") or p.get("name") == wanted.get("name", 0) for p in ports[backend["name"]]), backend


def test_no_pod_is_without_a_network_policy_and_none_is_idle(installed):
    policies, pods = installed.objects("networkpolicies", NETWORKING), installed.pods()
    for pod in pods:
        chosen = [policy for policy in policies if matches(policy["spec"]["podSelector"], pod)]
        kinds = {kind for policy in chosen for kind in policy["spec"]["policyTypes"]}
        assert kinds == {"Ingress", "Egress"}, pod["metadata"]["name"]
    templates = pods + [{"metadata": job["spec"]["jobTemplate"]["spec"]["template"]["metadata"]} for job in cron_jobs(installed)]
    templates += hooks(installed)
    for policy in policies:
        assert any(matches(policy["spec"]["podSelector"], pod) for pod in templates), policy["metadata"]["name"]


def hooks(release) -> list[dict]:
    return [pod for pod in release.objects("pods") if "helm.sh/hook" in annotations(pod)]


def cron_jobs(release) -> list[dict]:
    return release.objects("cronjobs", "/apis/batch/v1")


def test_one_pod_may_be_evicted_the_next_only_when_it_is_replaced(installed, api, nodes):
    nodes.broken = lambda pod: "no room for another one today"
    by_service = {pod["metadata"]["labels"]["app"]: pod["metadata"]["name"] for pod in installed.pods()}
    mine = [pod["metadata"]["name"] for pod in installed.pods() if pod["metadata"]["labels"]["app"] == "auth-service"]
    assert by_service and len(mine) == 3
    evict(api, installed.namespace, mine[0])
    with pytest.raises(Refused, match="violate the pod's disruption budget") as refused:
        evict(api, installed.namespace, mine[1])
    assert refused.value.code == 429
    nodes.broken = lambda pod: None
    wait_until(lambda: installed.get("deployments", "auth-service", APPS)["status"].get("readyReplicas") == 3, 30, "the replacement")
    evict_when_allowed(installed, api, mine[1])
    wait_until(lambda: installed.get("deployments", "auth-service", APPS)["status"].get("readyReplicas") == 3, 30, "the replacement")


def evict(api, namespace: str, name: str):
    api.create(f"/api/v1/namespaces/{namespace}/pods/{name}/eviction", {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": name}})


def evict_when_allowed(release, api, name: str):
    """Once the budget's controller has seen the replacement."""

    def allowed():
        try:
            evict(api, release.namespace, name)
        except Refused as refused:
            assert refused.code == 429
            return False
        return True

    wait_until(allowed, 30, "leave to evict the next pod")


def test_autoscalers_find_what_they_scale(installed):
    def able(scaler):
        conditions = {c["type"]: c for c in scaler["status"].get("conditions", [])}
        return conditions.get("AbleToScale", {}).get("status") == "True"

    def scalers():
        return installed.objects("horizontalpodautoscalers", "/apis/autoscaling/v2")

    assert len(scalers()) >= 4
    wait_until(lambda: all(able(scaler) for scaler in scalers()), 60, "that every autoscaler has found its target")


def test_service_monitors_select_a_port_that_is_there(installed):
    monitors = installed.objects("servicemonitors", "/apis/monitoring.coreos.com/v1")
    assert len(monitors) >= 4
    for monitor in monitors:
        chosen = [service for service in installed.objects("services") if matches(monitor["spec"]["selector"], service)]
        assert len(chosen) == 1, f"{monitor['metadata']['name']} selects {[s['metadata']['name'] for s in chosen]}"
        names = [port.get("name") for port in chosen[0]["spec"]["ports"]]
        assert all(endpoint["port"] in names for endpoint in monitor["spec"]["endpoints"]), monitor["metadata"]["name"]


def test_scheduled_jobs_pass_admission_and_run(installed, api):
    jobs = cron_jobs(installed)
    assert jobs
    for job in jobs:
        name, path = f"{job['metadata']['name']}-now", f"/apis/batch/v1/namespaces/{installed.namespace}/jobs"
        api.create(path, {"metadata": {"name": name}, "spec": job["spec"]["jobTemplate"]["spec"]})
        wait_until(lambda: api.get(f"{path}/{name}")["status"].get("succeeded") == 1, 30, f"the end of {name}")


def test_helm_test_runs_its_hooks(installed):
    suites = re.findall(r"TEST SUITE:\s+(\S+).*?Phase:\s+(\S+)", installed.tested, re.S)
    assert suites and all(phase == "Succeeded" for _, phase in suites), installed.tested
    assert [pod["status"]["phase"] for pod in hooks(installed)] == ["Succeeded"]


def test_helm_test_fails_with_its_hook(installed, nodes):
    nodes.broken = lambda pod: "cannot be started" if pod["spec"]["restartPolicy"] == "Never" else None
    with pytest.raises(HelmFailed, match="timed out"):
        installed.helm("test", "--timeout", "5s")
