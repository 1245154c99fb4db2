"""A program of a running stack that a drill kills, stops or starts again itself: the stack must not be supervised."""
import os
import signal
import subprocess
from pathlib import Path

from e2e.faults.replica import environment_of
from e2e.faults.waiting import wait_until
from e2e.stack.databases import PATH, program


class Program:
    def __init__(self, service: dict, command: list[str] | None = None):
        """`service` as stack.json has it; while it runs. `command`: of one that writes over its own, and over its environment."""
        self.name = f"{service['name']}-{service.get('replica', 1)}"
        self.pid = service["pid"]
        self._command = command or [word.decode() for word in Path(f"/proc/{self.pid}/cmdline").read_bytes().split(b"\0")[:-1]]
        self._environment = {"PATH": PATH, "LANG": "C.UTF-8"} if command else environment_of(self.pid)
        self._directory = os.readlink(f"/proc/{self.pid}/cwd")
        self._log = os.readlink(f"/proc/{self.pid}/fd/1")
        self._child: subprocess.Popen | None = None

    def hang(self):
        """Its sockets stay open, the kernel takes connections for it, and nobody is told."""
        os.kill(self.pid, signal.SIGSTOP)

    def go_on(self):
        os.kill(self.pid, signal.SIGCONT)

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        wait_until(self._is_gone, 20, f"the end of {self.name}")

    def start_again(self):
        with open(self._log, "ab") as log:
            self._child = subprocess.Popen(self._command, env=self._environment, cwd=self._directory, stdin=subprocess.DEVNULL, stdout=log,
                                           stderr=subprocess.STDOUT, start_new_session=True)  # fmt: skip
        self.pid = self._child.pid

    def stop(self):
        """Ends it if it was started here; the stack knows nothing of it then."""
        if self._child is None or self._child.poll() is not None:
            return
        self._child.send_signal(signal.SIGCONT)
        self._child.terminate()
        try:
            self._child.wait(30)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def _is_gone(self) -> bool:
        if self._child is not None:
            return self._child.poll() is not None
        try:
            return "\nState:\tZ" in Path(f"/proc/{self.pid}/status").read_text()
        except OSError:
            return True


class Programs:
    """All of a stack, by name and number."""

    def __init__(self, stack):
        server = program("redis-server", os.environ.get("E2E_DATABASE", ""))
        commands = {"redis": [server, str(stack.state / "secrets" / "redis.conf")]}
        self._all = {(one["name"], one["replica"]): Program(one, commands.get(one["name"])) for one in stack.description["services"] if one["name"] != "nginx"}

    def of(self, name: str) -> list[Program]:
        return [self._all[key] for key in sorted(self._all) if key[0] == name]

    def stop(self):
        for name in ("guard-service", "auth-service", "admin-service", "session-cache-service", "usap-simulator", "redis", "mariadb"):
            for one in self.of(name):
                one.stop()
