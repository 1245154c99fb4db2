"""The cluster itself: it refuses what a real one refuses, and its machines notice what a real one would notice. Without
these, the chart's tests would prove nothing."""
import copy

import pytest
from running_stack import wait_until

from e2e.cluster.api import Refused
from e2e.cluster.nodes import NAMES
from e2e.stack.failure import StackFailure
from e2e.cluster.control_plane import ControlPlane

MODEST = {
    "restartPolicy": "Always",
    "securityContext": {"runAsNonRoot": True, "runAsUser": 1000, "seccompProfile": {"type": "RuntimeDefault"}},
    "containers": [{
        "name": "main", "image": "example/main:1",
        "securityContext": {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}},
        "ports": [{"name": "http", "containerPort": 8080}],
    }],
}  # fmt: skip


def pod(change=lambda spec: None) -> dict:
    spec = copy.deepcopy(MODEST)
    change(spec)
    return {"metadata": {"name": "one", "labels": {"app": "one"}}, "spec": spec}


def path(namespace: str, resource: str, name: str = "", group: str = "/api/v1") -> str:
    return f"{group}/namespaces/{namespace}/{resource}/{name}".rstrip("/")


def phase(api, namespace: str) -> str:
    return api.get(path(namespace, "pods", "one"))["status"]["phase"]


def why_waiting(api, namespace: str) -> str:
    status = api.get(path(namespace, "pods", "one"))["status"]
    return "".join(c["state"].get("waiting", {}).get("message", "") for c in status.get("containerStatuses", []))


@pytest.mark.parametrize("change, complaint", [
    (lambda spec: spec["containers"][0].update(securityContext={"privileged": True}), "privileged"),
    (lambda spec: spec.update(hostNetwork=True), "host namespaces"),
    (lambda spec: spec["securityContext"].pop("seccompProfile"), "seccompProfile"),
    (lambda spec: spec["securityContext"].update(runAsNonRoot=False), "runAsNonRoot"),
    (lambda spec: spec["containers"][0]["securityContext"].pop("capabilities"), "unrestricted capabilities"),
    (lambda spec: spec.update(volumes=[{"name": "v", "hostPath": {"path": "/"}}]), "hostPath"),
])  # fmt: skip
def test_pod_security_restricted_is_enforced(api, made_namespace, change, complaint):
    with pytest.raises(Refused, match="violates PodSecurity \"restricted:latest\".*" + complaint) as refused:
        api.create(path(made_namespace, "pods"), pod(change))
    assert refused.value.code == 403


def test_a_modest_pod_is_spread_to_a_machine_and_runs(api, nodes, made_namespace):
    api.create(path(made_namespace, "pods"), pod())
    wait_until(lambda: phase(api, made_namespace) == "Running", 30, "a running pod")
    assert api.get(path(made_namespace, "pods", "one"))["spec"]["nodeName"] in NAMES


def test_a_pod_waits_for_what_it_refers_to(api, nodes, made_namespace):
    def refer(spec):
        spec["containers"][0]["env"] = [
            {"name": "A", "valueFrom": {"secretKeyRef": {"name": "keys", "key": "first"}}},
            {"name": "B", "valueFrom": {"configMapKeyRef": {"name": "none", "key": "x", "optional": True}}},
        ]
        spec["volumes"] = [{"name": "files", "projected": {"sources": [{"configMap": {"name": "files"}}]}}]

    api.create(path(made_namespace, "pods"), pod(refer))
    wait_until(lambda: why_waiting(api, made_namespace) == "configmaps files does not exist", 30, "the complaint")
    api.create(path(made_namespace, "configmaps"), {"metadata": {"name": "files"}})
    wait_until(lambda: why_waiting(api, made_namespace) == "secrets keys does not exist", 30, "the complaint")
    api.create(path(made_namespace, "secrets"), {"metadata": {"name": "keys"}, "stringData": {"second": "2"}})
    wait_until(lambda: why_waiting(api, made_namespace) == "secrets keys has no key first", 30, "the complaint")
    api.patch(path(made_namespace, "secrets", "keys"), {"stringData": {"first": "1"}})
    wait_until(lambda: phase(api, made_namespace) == "Running", 30, "a running pod")


def test_a_probe_at_a_port_that_is_not_there_is_noticed(api, nodes, made_namespace):
    def probe(spec):
        spec["containers"][0]["readinessProbe"] = {"httpGet": {"path": "/", "port": "metrics"}}

    api.create(path(made_namespace, "pods"), pod(probe))
    wait_until(lambda: "names the port metrics" in why_waiting(api, made_namespace), 30, "the complaint")


def test_a_job_runs_to_its_end_and_a_claim_is_bound(api, nodes, made_namespace):
    def once(spec):
        spec["restartPolicy"] = "Never"
        spec["volumes"] = [{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]

    wanted = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
    api.create(path(made_namespace, "persistentvolumeclaims"), {"metadata": {"name": "data"}, "spec": wanted})
    template = {"metadata": {}, "spec": pod(once)["spec"]}
    api.create(path(made_namespace, "jobs", group="/apis/batch/v1"), {"metadata": {"name": "one"}, "spec": {"template": template}})
    job = path(made_namespace, "jobs", "one", group="/apis/batch/v1")
    wait_until(lambda: api.get(job)["status"].get("succeeded") == 1, 30, "the job's end")
    assert api.get(path(made_namespace, "persistentvolumeclaims", "data"))["status"]["phase"] == "Bound"


def test_a_deleted_pod_goes(api, nodes, made_namespace):
    api.create(path(made_namespace, "pods"), pod())
    wait_until(lambda: phase(api, made_namespace) == "Running", 30, "a running pod")
    api.delete(path(made_namespace, "pods", "one"))
    wait_until(lambda: api.find(path(made_namespace, "pods", "one")) is None, 30, "the pod's end")


def test_foreign_kinds_are_validated(api, made_namespace):
    route = {"metadata": {"name": "r"}, "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
             "spec": {"rules": [{"matches": [{"path": {"type": "Prefix", "value": "/"}}]}]}}  # fmt: skip
    with pytest.raises(Refused, match='Unsupported value: "Prefix"'):
        api.create(path(made_namespace, "httproutes", group="/apis/gateway.networking.k8s.io/v1"), route)


def test_the_start_says_what_is_missing(tmp_path):
    with pytest.raises(StackFailure, match="control-plane is missing; `tools/build_cluster` builds it"):
        ControlPlane(tmp_path / "state", program_file=tmp_path / "control-plane").start()


def test_a_program_that_does_not_start_is_named_with_its_last_words(tmp_path):
    with pytest.raises(StackFailure, match="(?s)kube-apiserver 1 ended at its start.*emulat") as failed:
        ControlPlane(tmp_path / "state", version="1.12").start()
    assert str(tmp_path) in str(failed.value)
