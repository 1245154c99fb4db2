"""One program of the stack: how it is started, when it is ready, how it ends."""
import http.client
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

from . import containers
from .failure import StackFailure
from .listener import listens

READINESS = '"route":"internal_readiness"'


def start_time(pid: int) -> str | None:
    """When a process began (clock ticks since boot); with its pid this names it for ever. None when it is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] == "Z" else fields[19]


class HttpReady:
    """Does loopback answer 200 there? `why_not` is what it said last."""

    def __init__(self, port: int, path: str):
        self.port, self._path = port, path
        self.why_not = "nobody answers"

    def __call__(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", self._path)
            response = connection.getresponse()
            self.why_not = response.read(2000).decode(errors="replace")
            return response.status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


class PortOpen:
    """Does someone accept connections there?"""

    def __init__(self, port: int):
        self.port = port
        self.why_not = "nobody accepts connections"

    def __call__(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@dataclass
class Process:
    name: str  # "admin-service", the same for all replicas
    command: list[str]
    environment: dict[str, str]
    log: Path
    ready: HttpReady | PortOpen
    replica: int = 1
    public: int | None = None  # ports, for stack.json
    internal: int | None = None
    job: str | None = None  # what Prometheus calls it, where that is not its name and the internal port has its metrics
    container: str | None = None  # its name, where the process is podman's
    stop_signal: int = signal.SIGTERM
    ready_within: float = 30.0
    child: subprocess.Popen | None = field(default=None, repr=False)
    started: float = 0.0
    ready_ms: float | None = None  # from its start to its first ready answer

    @property
    def title(self) -> str:
        return f"{self.name} {self.replica}"

    def start(self, directory: Path):
        self.started = time.monotonic()
        with open(self.log, "ab") as log:
            try:
                self.child = subprocess.Popen(
                    self.command, cwd=directory, env=self.environment, stdin=subprocess.DEVNULL, stdout=log,
                    stderr=subprocess.STDOUT, start_new_session=True,
                )  # fmt: skip
            except FileNotFoundError:
                raise StackFailure(f"The program {self.command[0]} is missing.") from None

    def await_ready(self, is_stopping: Callable[[], bool]) -> float:
        """Milliseconds from start to ready. A program that ends meanwhile, or takes too long, fails the stack."""
        pause = 0.005
        while not self._is_ready():
            if is_stopping():
                raise StackFailure("Stopped before everything was ready.")
            if self.child.poll() is not None:
                raise StackFailure(f"{self.title} ended at its start ({_ending(self.child.returncode)}).{self.last_words()}")
            if time.monotonic() - self.started > self.ready_within:
                why = f" ({self.ready.why_not})"
                raise StackFailure(f"{self.title} was not ready within {self.ready_within:.0f} s{why}.{self.last_words()}")
            time.sleep(pause)
            pause = min(pause * 1.2, 0.2)
        self.ready_ms = (time.monotonic() - self.started) * 1000
        return self.ready_ms

    def _is_ready(self) -> bool:
        """Another program's answer at the port is none: ours has not got it then, and says so when it ends."""
        if not self.ready():
            return False
        if not isinstance(self.ready, (HttpReady, PortOpen)) or listens(self._serving_pid(), self.ready.port):
            return True
        self.ready.why_not = f"port {self.ready.port} is another program's"
        return False

    def _serving_pid(self) -> int:
        """A container's processes are not podman's children."""
        return containers.pid_of(self.container) if self.container else self.child.pid

    def last_words(self, count: int = 10) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        lines = [line for line in lines if READINESS not in line]  # our own questions
        return "".join(f"\n    {line}" for line in lines[-count:]) + f"\n  Its log is {self.log}"

    def ending(self) -> str | None:
        """How it ended; None while it runs."""
        return None if self.child is None or self.child.poll() is None else _ending(self.child.returncode)


def _ending(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def end(pids: dict[int, str], signals: dict[int, int], patience: float) -> list[int]:
    """Ends processes given as pid -> start time, never another one that has got the same pid meanwhile.
    Returns those that had to be killed after `patience` seconds."""

    def alive(pid):
        _reap(pid)
        return start_time(pid) == pids[pid]

    for pid in pids:
        _send(pid, signals.get(pid, signal.SIGTERM), alive)
    deadline = time.monotonic() + patience
    while any(alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.01)
    stubborn = [pid for pid in pids if alive(pid)]
    for pid in stubborn:
        _send(pid, signal.SIGKILL, alive)
    while any(alive(pid) for pid in stubborn):
        time.sleep(0.01)
    return stubborn


def _send(pid: int, number: int, alive):
    if alive(pid):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


def _reap(pid: int):
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass
