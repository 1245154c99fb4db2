"""What the runbooks tell an operator to ask the API server is answered, by a real kubectl, of a release with everything that they speak of; and in a
fault that only the cluster has, the answer leads to the cause. What they read of pods (logs, exec) needs a kubelet: e2e/monitoring/runbook.py reads the
logs of a stack by the same lines."""
import re
import subprocess
from functools import partial

import pytest
from running_stack import wait_until
from test_lifecycle import names

from e2e.cluster.commands import kubectl
from e2e.cluster.values import GIVEN, over
from e2e.stack.options import ROOT

PAGES = sorted((ROOT / "docs/operations/runbooks").glob("Lgm*.md"))
BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```", re.M | re.S)
ASKS = re.compile(r"^ *kubectl -n llmsafe ((?:get|describe) .*)$", re.M)
COMMANDS = [(page.stem, words) for page in PAGES for block in BLOCK.findall(page.read_text()) for words in ASKS.findall(block)]
CERTIFICATE = "llmsafe-tls-secret"


@pytest.fixture
def installed(release):
    release.install(over(GIVEN, {"backup": {"enabled": True}}))
    return release


def ask(control_plane, release, words: str) -> subprocess.CompletedProcess:
    command = [kubectl(), f"--kubeconfig={control_plane.kubeconfig}", "-n", release.namespace, *words.split()]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture
def kubectl_of(control_plane, installed):
    return partial(ask, control_plane, installed)


@pytest.fixture
def runbook(kubectl_of):
    """`runbook(alert)`: what its commands show."""
    return lambda alert: "".join(kubectl_of(words).stdout for page, words in COMMANDS if page == alert)


@pytest.fixture
def certificate_not_renewed(api, installed):
    """As cert-manager leaves it when its issuer refuses."""
    path = f"/apis/cert-manager.io/v1/namespaces/{installed.namespace}/certificates"
    api.create(path, {"apiVersion": "cert-manager.io/v1", "kind": "Certificate", "metadata": {"name": CERTIFICATE},
                      "spec": {"secretName": CERTIFICATE, "dnsNames": ["llmsafe.example.com"], "issuerRef": {"name": "company"}}})  # fmt: skip
    condition = {"type": "Ready", "status": "False", "reason": "Expiring", "message": "the issuer company refuses", "lastTransitionTime": "2026-01-01T00:00:00Z"}
    api.patch(f"{path}/{CERTIFICATE}/status", {"status": {"conditions": [condition], "notAfter": "2026-01-08T00:00:00Z"}})


def test_there_are_some():
    assert len({words for _, words in COMMANDS}) >= 9


def test_each_is_answered(installed, kubectl_of, certificate_not_renewed):
    assert kubectl_of("create job backup-1 --from=cronjob/backup").returncode == 0
    wait_until(lambda: names(installed.pods()), 60, "pods")
    wait_until(lambda: kubectl_of("get pod -l app=backup -o name").stdout, 60, "the pod of a backup")
    answers = {(page, words): kubectl_of(words) for page, words in COMMANDS}
    silent = {asked: (done.returncode, done.stderr) for asked, done in answers.items() if done.returncode or not done.stdout.strip() or "No resources" in done.stderr}
    assert silent == {}


def test_a_backup_that_failed_is_found(kubectl_of, nodes, runbook):
    nodes.fails = lambda pod: pod["metadata"]["labels"].get("app") == "backup"
    assert kubectl_of("create job backup-1 --from=cronjob/backup").returncode == 0
    wait_until(lambda: re.search(r"^backup-1 +Failed ", runbook("LgmBackupFailed"), re.M), 60, "that the Job has failed")
    assert re.search(r"^backup-1 +Failed ", runbook("LgmBackupMissing"), re.M)


def test_a_backup_that_is_suspended_is_found(kubectl_of, runbook):
    columns = r"^backup +\S+ \S+ \S+ \S+ \S+ +\S+ +{suspended} "
    assert re.search(columns.format(suspended="False"), runbook("LgmBackupMissing"), re.M), runbook("LgmBackupMissing")
    assert kubectl_of('patch cronjob/backup -p {"spec":{"suspend":true}}').returncode == 0
    assert re.search(columns.format(suspended="True"), runbook("LgmBackupMissing"), re.M)


def test_a_backup_whose_image_is_not_to_be_had_is_found(kubectl_of, nodes, runbook):
    nodes.broken = lambda pod: "the image is not to be had" if pod["metadata"]["labels"].get("app") == "backup" else None
    assert kubectl_of("create job backup-1 --from=cronjob/backup").returncode == 0
    wait_until(lambda: "CreateContainerConfigError" in runbook("LgmBackupMissing"), 60, "that its pod says why it waits")


def test_the_volumes_and_their_sizes_are_listed(runbook):
    assert re.search(r"^redis-data-redis-0 +Bound .* 1?[0-9]+Gi ", runbook("LgmVolumeFull"), re.M), runbook("LgmVolumeFull")


def test_a_certificate_that_is_not_renewed_says_why(runbook, certificate_not_renewed):
    assert "the issuer company refuses" in runbook("LgmCertificateEnds")
