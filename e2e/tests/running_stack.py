"""The suite as `make run` starts it, for tests: a state directory and ports of its own."""
import json
import os
import subprocess
import sys
from pathlib import Path

from e2e.client.connection import Connection
from e2e.client.session import BASE, Session, sign_in
from e2e.faults.waiting import wait_until  # noqa: F401  # for the tests

ROOT = Path(__file__).resolve().parents[2]
# Unlimited requests: the tests make more a minute than a person may. One foreign origin, for the CORS rules.
FOREIGN_ORIGIN = "https://console.example.com"
OVERRIDES = {
    service: {"RATE_LIMIT_PER_MINUTE": "0", "CORS_ALLOWED_ORIGINS": FOREIGN_ORIGIN}
    for service in ("admin-service", "auth-service", "guard-service")
}
OVERRIDES["auth-service"]["MAX_SESSIONS_PER_USER"] = "1000"  # the run's own session is not to be the oldest of twenty


class RunningStack:
    def __init__(self, state: Path, overrides: dict | None = None, collector=None, **options):
        self.state = state
        self.collector = collector  # of the spans that the overrides send there; None: no traces
        database = {"DATABASE": os.environ.get("E2E_DATABASE", "")} if options.get("STORE") == "real" else {}
        self._options = {"PORT": "0", "DETACH": "1", "SUPERVISE": "1", **database, **options, "STATE": str(state)}
        self.state.mkdir(parents=True, exist_ok=True)
        (self.state / "overrides.json").write_text(json.dumps(OVERRIDES if overrides is None else overrides))

    def _launch(self, action: str) -> subprocess.CompletedProcess:
        environment = {**os.environ, **self._options}
        command = [sys.executable, "-m", "e2e.stack", action]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)

    def start(self):
        started = self._launch("run")
        assert started.returncode == 0, started.stdout + started.stderr
        return self

    def stop(self):
        self._launch("stop")

    @property
    def description(self) -> dict:
        """Read anew each time: a program that was started again has another pid."""
        return json.loads((self.state / "stack.json").read_text())

    @property
    def url(self) -> str:
        return self.description["url"]

    @property
    def logs(self) -> Path:
        return self.state / "logs"

    def services(self, name: str) -> list[dict]:
        return [service for service in self.description["services"] if service["name"] == name]

    def public_replicas(self) -> list[dict]:
        return [service for service in self.description["services"] if service["public"] and service["name"] in PUBLIC_SERVICES]

    def sign_in(self, username: str, password: str | None = None) -> Session:
        description = self.description
        if password is None:
            password = self.password_of(username)
        return sign_in(description["url"], description["usap"], username, password)

    def password_of(self, username: str) -> str:
        login = self.description["first_login"]
        return login["password"] if username == login["username"] else PASSWORDS[username]

    def administrator(self) -> Session:
        return self.sign_in(self.description["first_login"]["username"])

    def anonymous(self, base: str = BASE) -> Connection:
        return Connection(self.url, base)


PUBLIC_SERVICES = ("admin-service", "auth-service", "guard-service")
# People of the simulator besides the administrator.
PASSWORDS = {name: f"{name}-demo" for name in ("bob", "carol", "dave", "erin")}
