"""What the runbooks tell an operator to ask the API server is answered, by a real kubectl, of a release with everything that they speak of. What
they read of pods (logs, exec) needs a kubelet: e2e/monitoring/runbook.py reads the logs of a stack by the same lines."""
import re
import subprocess

import pytest
from running_stack import wait_until
from test_lifecycle import names

from e2e.cluster.commands import kubectl
from e2e.cluster.values import GIVEN, over
from e2e.stack.options import ROOT

PAGES = sorted((ROOT / "docs/operations/runbooks").glob("Lgm*.md"))
BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```", re.M | re.S)
ASKS = re.compile(r"^ *kubectl -n llmsafe ((?:get|describe) .*)$", re.M)
OF_CERT_MANAGER = "certificate "  # which this control plane has not
COMMANDS = [(page.stem, words) for page in PAGES for block in BLOCK.findall(page.read_text()) for words in ASKS.findall(block) if OF_CERT_MANAGER not in words]


@pytest.fixture
def installed(release):
    release.install(over(GIVEN, {"backup": {"enabled": True}}))
    return release


def test_there_are_some():
    assert len({words for _, words in COMMANDS}) >= 8


def test_each_is_answered(installed, control_plane):
    def ask(words):
        return subprocess.run([kubectl(), f"--kubeconfig={control_plane.kubeconfig}", "-n", installed.namespace, *words.split()], capture_output=True, text=True)

    wait_until(lambda: names(installed.pods()), 60, "pods")
    answers = {(page, words): ask(words) for page, words in COMMANDS}
    silent = {asked: (done.returncode, done.stderr) for asked, done in answers.items() if done.returncode or not done.stdout.strip() or "No resources" in done.stderr}
    assert silent == {}
