"""What `helm test` asks the API server, asked of a real one with the account and the rights that the chart gives its pod."""
import json
import subprocess

import pytest

from e2e.cluster.release import APPS, CHART
from e2e.cluster.values import GIVEN
from e2e.stack.databases import PATH

RIGHTS = "/apis/rbac.authorization.k8s.io/v1"


class Asker:
    """The pod of `helm test`, as far as it asks the API server: its variables, a token of its account."""

    def __init__(self, address: str, directory, authority, token: str, variables: dict[str, str]):
        (directory / "token").write_text(token)
        (directory / "ca.crt").write_bytes(authority.read_bytes())
        self._directory, self._address, self._token = directory, address, token
        self._environment = {**variables, "PATH": PATH, "API": address, "API_DIRECTORY": str(directory), "RETRIES": "0"}

    def __call__(self, *command):
        """How the script ended."""
        return subprocess.run(
            command or ["sh", CHART / "files/helm_test_objects.sh"], env=self._environment, capture_output=True, text=True, timeout=60
        )

    def get(self, path: str) -> dict:
        done = self("curl", "--silent", "--cacert", self._directory / "ca.crt", "-H", f"Authorization: Bearer {self._token}", self._address + path)
        return json.loads(done.stdout)


@pytest.fixture
def ask(release, api, control_plane, tmp_path):
    release.install(GIVEN)
    hooks = {(thing["kind"], thing["metadata"]["name"]): thing for thing in release.hooks()}
    for kind, plural in (("Role", "roles"), ("RoleBinding", "rolebindings")):
        api.apply(f"{RIGHTS}/namespaces/{release.namespace}/{plural}/helm-test", json.dumps(hooks[kind, "helm-test"]))
    account = f"/api/v1/namespaces/{release.namespace}/serviceaccounts/helm-test/token"
    given = api.create(account, {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {"expirationSeconds": 600}})
    variables = {entry["name"]: entry.get("value", "") for entry in hooks["Pod", "helm-test"]["spec"]["containers"][0]["env"]}
    return Asker(f"https://127.0.0.1:{control_plane.port}", tmp_path, control_plane.authority, given["status"]["token"], variables)


def test_the_release_is_as_it_should_be(ask):
    done = ask()
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    lines = done.stdout.splitlines()
    assert "ok      admin-service has 3 of 3 replicas ready" in lines
    assert "ok      redis: every container has a limit of memory" in lines
    assert any(line.startswith("ok      llmsafe-ingress ends TLS") for line in lines), done.stdout


def test_too_few_replicas_are_named(ask, release, api):
    api.patch(f"{APPS}/namespaces/{release.namespace}/deployments/guard-service", {"spec": {"replicas": 1}})
    done = ask()
    assert done.returncode == 1
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    assert len(failed) == 1 and "guard-service has" in failed[0] and "should have 3" in failed[0], done.stdout


@pytest.mark.parametrize("path", ["secrets/llmsafe-secrets", "secrets", "pods", "configmaps/redis"])
def test_its_token_gets_nothing_else(ask, release, path):
    answer = ask.get(f"/api/v1/namespaces/{release.namespace}/{path}")
    assert (answer["kind"], answer["code"]) == ("Status", 403)
