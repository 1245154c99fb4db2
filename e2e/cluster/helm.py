"""The real helm against the cluster: the user's own, else the one that the chart's tests have built."""
import os
import shutil
import subprocess
from pathlib import Path

from e2e.stack.databases import PATH
from e2e.stack.failure import StackFailure
from e2e.stack.options import ROOT

BUILT = ROOT / "build" / "chart-tools" / "bin" / "helm"  # made by tools/run_chart_tests --setup


def program() -> str:
    found = shutil.which("helm") or (str(BUILT) if os.access(BUILT, os.X_OK) else None)
    if not found:
        raise StackFailure("The program helm is missing; `tools/run_chart_tests --setup` builds it.")
    return found


class HelmFailed(Exception):
    """What helm said, on both its streams."""


class Helm:
    def __init__(self, kubeconfig: Path, home: Path):
        self._program = program()
        self._environment = {
            "PATH": PATH, "HOME": str(home), "KUBECONFIG": str(kubeconfig), "HELM_CACHE_HOME": str(home / "cache"),
            "HELM_CONFIG_HOME": str(home / "config"), "HELM_DATA_HOME": str(home / "data"),
        }  # fmt: skip

    def __call__(self, *arguments, namespace: str = "default") -> str:
        """Its output, with the API server's warnings."""
        command = [self._program, *map(str, arguments), "--namespace", namespace]
        ran = subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=600)
        if ran.returncode:
            raise HelmFailed(ran.stderr + ran.stdout)
        return ran.stdout + ran.stderr
