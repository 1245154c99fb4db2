"""The stack that is measured: real stores, one replica of each service."""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "bench"
# The load comes from one user, whose limit is not what is measured.
UNLIMITED = {service: {"RATE_LIMIT_PER_MINUTE": "0"} for service in ("auth-service", "admin-service", "guard-service")}


class Stack:
    """`programs`: the folder of another build's; None: this one's. `overrides`: further variables of a service."""

    def __init__(self, state: Path, programs: Path | None = None, overrides: dict[str, dict[str, str]] | None = None):
        self._state, self._programs = state, programs
        self._overrides = {name: {**UNLIMITED.get(name, {}), **(overrides or {}).get(name, {})} for name in {**UNLIMITED, **(overrides or {})}}
        self.description: dict = {}

    def start(self) -> dict:
        shutil.rmtree(self._state, ignore_errors=True)
        self._state.mkdir(parents=True)
        (self._state / "overrides.json").write_text(json.dumps(self._overrides))
        self._call("run")
        self.description = json.loads((self._state / "stack.json").read_text())
        return self.description

    def stop(self):
        self._call("stop")

    def service(self, name: str) -> dict:
        return next(service for service in self.description["services"] if service["name"] == name)

    def _call(self, command: str):
        environment = {**os.environ, "STATE": str(self._state), "STORE": "real", "PORT": "0", "DETACH": "1"}
        if self._programs:
            environment["PROGRAMS"] = str(self._programs)
        subprocess.run([sys.executable, "-m", "e2e.stack", command], cwd=ROOT, env=environment, check=True)
