"""What `helm test` asks the API server, of one that answers as Kubernetes' does; and what it says of a service that is degraded.
What it asks of the services themselves is tried on running ones (e2e/tests/whole/test_helm_test.py)."""
import copy
import http.server
import json
import os
import ssl
import subprocess
import threading

import pytest
import rendering
from rendering import environment

SCRIPTS = rendering.CHART / "files"
GROUPS = {"deployments": "apps", "statefulsets": "apps", "configmaps": "", "ingresses": "networking.k8s.io", "httproutes": "gateway.networking.k8s.io"}
KINDS = {"deployments": "Deployment", "statefulsets": "StatefulSet", "configmaps": "ConfigMap", "ingresses": "Ingress", "httproutes": "HTTPRoute"}


class Server:
    """Answers from {path: object or status}. With a certificate it is an API server: curl gets many lines from it unless it says pretty=false."""

    def __init__(self, answers, certificate=None):
        self.asked, self.answers = [], answers

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(handler):  # noqa: N805
                path, _, query = handler.path.partition("?")
                self.asked.append((path, handler.headers["Authorization"]))
                found = self.answers.get(path, 404)
                status, found = (found, {"kind": "Status", "code": found}) if isinstance(found, int) else (200, found)
                lines = certificate and "pretty=false" not in query
                body = json.dumps(found, indent=2) if lines else json.dumps(found, separators=(",", ":"))
                handler.send_response(status)
                handler.send_header("Content-Length", str(len(body)))
                handler.end_headers()
                handler.wfile.write(body.encode())

            def log_message(handler, *_):  # noqa: N805
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.address = f"{'https' if certificate else 'http'}://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


def certificate(directory, name):
    key, made = directory / f"{name}.key", directory / f"{name}.crt"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", f"/CN={name}",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", made], check=True, capture_output=True)  # fmt: skip
    return made, key


def stored(item):
    """As the API server gives it back: with what it adds that reads like something else, and with a status."""
    item = copy.deepcopy(item)
    item["metadata"]["managedFields"] = [{"manager": "helm", "fieldsV1": {"f:spec": {"f:replicas": {}, "f:resources": {"f:limits": {}}}, "f:status": {"f:readyReplicas": {}}}}]
    if "replicas" in item.get("spec", {}):
        replicas = item["spec"]["replicas"]
        item["spec"] = {"replicas": replicas, **{name: value for name, value in item["spec"].items() if name != "replicas"}}
        item["status"] = {"observedGeneration": 1, "replicas": replicas, "readyReplicas": replicas, "conditions": [{"type": "Available", "status": "True"}]}
    if item["kind"] == "Ingress":
        item["status"] = {"loadBalancer": {"ingress": [{"ip": "10.0.0.1"}]}}
    if item["kind"] == "HTTPRoute":
        item["status"] = {"parents": [{"conditions": [{"reason": "Accepted", "status": "True", "type": "Accepted"}]}]}
    return item


def path_of(resource, name):
    group = GROUPS[resource]
    version = f"/apis/{group}/v1" if group else "/api/v1"
    return f"{version}/namespaces/{rendering.NAMESPACE}/{resource}/{name}"


class Cluster:
    def __init__(self, objects, directory):
        self.directory = directory
        (directory / "token").write_text("the-token-of-the-pod")
        made, key = certificate(directory, "api")
        made.rename(directory / "ca.crt")
        self.pod = objects.named("Pod", objects.prefix + "helm-test")
        [container] = self.pod["spec"]["containers"]
        self.variables = environment(container)
        answers = {path_of(resource, item["metadata"]["name"]): stored(item) for resource, kind in KINDS.items() for item in objects.of(kind)}
        self.server = Server(answers, (directory / "ca.crt", key))

    def of(self, resource, name):
        return self.server.answers[path_of(resource, name)]

    def run(self, **changes):
        given = {**os.environ, **self.variables, "API": self.server.address, "API_DIRECTORY": str(self.directory), "RETRIES": "0", "TMPDIR": str(self.directory), **changes}
        done = subprocess.run(["sh", SCRIPTS / "helm_test_objects.sh"], env=given, capture_output=True, text=True, timeout=60)
        assert "the-token-of-the-pod" not in done.stdout + done.stderr
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def cluster(tmp_path):
    made = []

    def start(case, *arguments):
        objects = rendering.render(case, *arguments)
        objects.prefix = "test-" if case == "second-release" else ""
        made.append(Cluster(objects, tmp_path))
        return made[-1]

    yield start
    for one in made:
        one.server.stop()


@pytest.mark.parametrize("case", ["defaults", "gateway", "external-redis", "second-release", "autoscaling", "everything"])
def test_a_release_that_is_as_it_should_be(cluster, case):
    release = cluster(case)
    code, said = release.run()
    assert code == 0 and "FAILED" not in said, said
    for name in ("llmsafe-frontend", "auth-service", "admin-service", "session-cache-service", "guard-service"):
        assert f"{name} has 3 of 3 replicas ready" in said and f"{name}: every container has a limit of memory" in said
    assert ("redis has 1 of 1 replicas ready" in said) == (case != "external-redis")
    assert {token for _, token in release.server.asked} == {"Bearer the-token-of-the-pod"}


@pytest.mark.parametrize("case", ["defaults", "gateway", "external-redis", "second-release", "single-replica"])
def test_its_pod_may_get_what_it_asks_for_and_nothing_else(cluster, case):
    release = cluster(case)
    release.run()
    objects = rendering.render(case)
    [role], [binding] = objects.of("Role"), objects.of("RoleBinding")
    allowed = {path_of(resource, name) for rule in role["rules"] for resource in rule["resources"] for name in rule["resourceNames"]}
    assert allowed == {path for path, _ in release.server.asked}
    for rule in role["rules"]:
        assert rule["verbs"] == ["get"] and rule["apiGroups"] == [GROUPS[resource] for resource in rule["resources"]]
    assert binding["subjects"] == [{"kind": "ServiceAccount", "name": release.pod["spec"]["serviceAccountName"], "namespace": rendering.NAMESPACE}]
    assert binding["roleRef"]["name"] == role["metadata"]["name"]
    for item in (role, binding):  # there before the pod, and while it runs alone
        marks = item["metadata"]["annotations"]
        assert marks["helm.sh/hook"] == "test" and int(marks["helm.sh/hook-weight"]) < 0 and "hook-succeeded" in marks["helm.sh/hook-delete-policy"]


def broken_replicas(release):
    release.of("deployments", "auth-service")["status"]["readyReplicas"] = 2


def broken_rollout(release):
    release.of("deployments", "guard-service")["status"].pop("readyReplicas")


def scaled_down(release):
    item = release.of("deployments", "admin-service")
    item["spec"]["replicas"] = item["status"]["readyReplicas"] = 1


def unlimited(release):
    release.of("deployments", "guard-service")["spec"]["template"]["spec"]["containers"][0]["resources"] = {}


def limited_in_processors_alone(release):
    release.of("statefulsets", "redis")["spec"]["template"]["spec"]["containers"][0]["resources"] = {"limits": {"cpu": "1"}, "requests": {"memory": "1Gi"}}


def another_host(release):
    release.of("ingresses", "llmsafe-ingress")["spec"]["rules"][0]["host"] = "other.company.com"


def no_tls(release):
    release.of("ingresses", "llmsafe-ingress")["spec"].pop("tls")


def gone(release):
    release.server.answers[path_of("configmaps", "llmsafe-config")] = 404


def forbidden(release):
    release.server.answers[path_of("statefulsets", "redis")] = 403


@pytest.mark.parametrize(
    "change, words",
    [
        (broken_replicas, "auth-service has 2 of 3 replicas ready, and should have 3"),
        (broken_rollout, "guard-service has 0 of 3 replicas ready"),
        (scaled_down, "admin-service has 1 of 1 replicas ready, and should have 3"),
        (unlimited, "guard-service: 1 containers have no limit of memory"),
        (limited_in_processors_alone, "redis: 1 containers have no limit of memory"),
        (another_host, "llmsafe-ingress is not for llm-guard.company.com"),
        (no_tls, "llmsafe-ingress does not end TLS for llm-guard.company.com with llmsafe-tls-secret"),
        (gone, "llmsafe-config: the API server answered 404"),
        (forbidden, "redis: the API server answered 403"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_not_as_it_should_be(cluster, change, words):
    release = cluster("defaults")
    change(release)
    code, said = release.run()
    assert code == 1 and [line for line in said.splitlines() if line.startswith("FAILED")] == [line for line in said.splitlines() if f"FAILED  {words}" in line], said
    assert f"FAILED  {words}" in said


def test_a_gateway_that_refuses_the_route(cluster):
    release = cluster("gateway")
    release.of("httproutes", "llmsafe-ingress")["status"]["parents"][0]["conditions"][0]["status"] = "False"
    code, said = release.run()
    assert code == 1 and "FAILED  no Gateway has accepted llmsafe-ingress" in said


def test_the_token_goes_to_the_api_server_alone(cluster, tmp_path):
    """To whom shows another authority's certificate nothing is said."""
    release = cluster("defaults")
    made, _ = certificate(tmp_path, "other")
    made.replace(tmp_path / "ca.crt")
    code, said = release.run()
    assert code == 1 and "certificate" in said and release.server.asked == []


def test_what_the_pod_is_given():
    objects = rendering.render("defaults")
    pod = objects.named("Pod", "helm-test")["spec"]
    [volume] = [volume for volume in pod["volumes"] if volume["name"] == "api"]
    assert [next(iter(source)) for source in volume["projected"]["sources"]] == ["serviceAccountToken", "configMap"]
    assert [c["name"] for c in pod.get("initContainers", []) + pod["containers"] if "api" in {m["name"] for m in c["volumeMounts"]}] == ["helm-test"]
    egress = objects.named("NetworkPolicy", "helm-test")["spec"]["egress"]
    assert {port["port"] for rule in egress for port in rule["ports"] if any("ipBlock" in peer for peer in rule["to"])} == {443, 6443}
    without = rendering.render("defaults", "--set", "helmTest.objects=false")
    assert not without.of("Role") and not without.of("RoleBinding")
    assert "API" not in environment(without.named("Pod", "helm-test")["spec"]["containers"][0])
    assert not any("ipBlock" in peer for rule in without.named("NetworkPolicy", "helm-test")["spec"]["egress"] for peer in rule["to"])


@pytest.mark.parametrize("status, noted", [("ready", False), ("degraded", True)])
def test_a_service_that_is_degraded_passes_and_is_named(tmp_path, status, noted):
    server = Server({"/api/v1/health/ready": {"status": status, "checks": {"revocations": True, "usap": not noted}}})
    given = {**os.environ, "TMPDIR": str(tmp_path), "RETRIES": "0", "FRONTEND": server.address, "BACKEND": server.address, "SERVICES": server.address}
    done = subprocess.run(["sh", SCRIPTS / "helm_test.sh"], env=given, capture_output=True, text=True, timeout=60)
    server.stop()
    assert f"ok      {server.address} is ready" in done.stdout
    assert (f"note    {server.address} is degraded, without: usap" in done.stdout) is noted
