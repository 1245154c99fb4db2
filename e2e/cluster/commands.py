"""`make deploy`, `make update`, `make rollback` and `make status` as an operator calls them, with the real helm and kubectl."""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from e2e.stack.failure import StackFailure
from e2e.stack.options import ROOT

from . import helm
from .control_plane import BUILT


def kubectl() -> str:
    """The user's own, else the one that tools/build_cluster has built."""
    found = shutil.which("kubectl") or (str(BUILT / "kubectl") if os.access(BUILT / "kubectl", os.X_OK) else None)
    if not found:
        raise StackFailure("The program kubectl is missing; `tools/build_cluster` builds it.")
    return found


class Commands:
    """For one release."""

    def __init__(self, kubeconfig: Path, directory: Path, namespace: str):
        programs = directory / "programs"
        programs.mkdir()
        for name, program in (("helm", helm.program()), ("kubectl", kubectl())):
            (programs / name).symlink_to(program)
        self._directory = directory
        path = f"{programs}:{os.path.dirname(sys.executable)}:/usr/bin:/bin"
        self._environment = {"PATH": path, "HOME": str(directory), "KUBECONFIG": str(kubeconfig), "NAMESPACE": namespace, "TIMEOUT": "120s"}

    def __call__(self, tool: str, values: dict | None = None, **variables) -> subprocess.CompletedProcess:
        """Without YES=1, and at no terminal."""
        if values is not None:
            file = self._directory / "values.json"
            file.write_text(json.dumps(values))  # JSON is YAML
            variables["VALUES"] = str(file)
        environment = self._environment | {name: str(value) for name, value in variables.items()}
        return subprocess.run([ROOT / "tools" / tool], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600)

    def done(self, tool: str, values: dict | None = None, **variables) -> str:
        """What it printed, of one that must go through."""
        ran = self(tool, values, **{"YES": 1, **variables})
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    def refused(self, tool: str, values: dict | None = None, **variables) -> str:
        """What it said, of one that must not."""
        ran = self(tool, values, **{"YES": 1, **variables})
        assert ran.returncode == 1, ran.stdout + ran.stderr
        return ran.stderr
