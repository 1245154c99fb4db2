"""Stacks of fake services: quick to start, they show what the launcher and nginx do."""
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FAKE = Path(__file__).with_name("fake_service.py")
PROGRAMS = ("usap-simulator", "session-cache-service", "admin-service", "auth-service", "guard-service")


class Launch:
    """`python3 -m e2e.stack` with a state directory of its own."""

    def __init__(self, directory: Path):
        self.state = directory / "state"
        self.programs = directory / "bin"
        self.console = directory / "dist"
        self.programs.mkdir()
        for name in PROGRAMS:
            (self.programs / name).symlink_to(FAKE)
        self.console.joinpath("assets").mkdir(parents=True)
        self.console.joinpath("index.html").write_text("<title>console</title>")
        self.console.joinpath("assets", "app.js").write_text("1")

    def __call__(self, action: str, **options) -> subprocess.CompletedProcess:
        environment = {
            "PATH": os.environ["PATH"], "STATE": str(self.state), "PROGRAMS": str(self.programs), "CONSOLE_FILES": str(self.console),
            "PORT": "0", "DETACH": "1", **{name: str(value) for name, value in options.items()},
        }  # fmt: skip
        command = [sys.executable, "-m", "e2e.stack", action]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)

    def description(self) -> dict:
        return json.loads((self.state / "stack.json").read_text())

    def service(self, name: str, replica: int = 1) -> dict:
        return next(s for s in self.description()["services"] if s["name"] == name and s["replica"] == replica)


@pytest.fixture
def launch(tmp_path):
    made = Launch(tmp_path)
    yield made
    made("stop")


@pytest.fixture(scope="module")
def fake_stack(tmp_path_factory):
    made = Launch(tmp_path_factory.mktemp("fakes"))
    started = made("run")
    assert started.returncode == 0, started.stdout + started.stderr
    yield made
    made("stop")
