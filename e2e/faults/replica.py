"""One more replica of a service beside those of a running stack: the same stores and secrets, and what the drill changes
of its environment. Its ports are its own; nginx does not know it."""
import resource
import signal
import subprocess
from pathlib import Path

from e2e.client.connection import Connection
from e2e.stack.ports import Ports
from e2e.stack.process import HttpReady

from .waiting import wait_until


def environment_of(pid: int) -> dict[str, str]:
    entries = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    return dict(entry.decode().split("=", 1) for entry in entries if entry)


class Replica:
    """`with Replica(stack, "auth-service", {"LOG_FILE": …}) as replica:`; `limits` are its own from the start. `like`: the process whose program and
    environment it has, where the stack's own may have been replaced by a drill."""

    def __init__(self, stack, name: str, changes: dict[str, str] | None = None, limits: dict[int, int] | None = None, like: int | None = None):
        first = stack.services(name)[0]
        like = like or first["pid"]
        ports = Ports()
        self.name = name
        self.public = ports.any() if first["public"] else None
        self.internal = ports.any()
        own = {"INTERNAL_PORT": str(self.internal), "HOSTNAME": f"{name}-drill-{self.internal}"}
        if self.public:
            own["PORT"] = str(self.public)
        self.environment = {**environment_of(like), **own, **(changes or {})}
        self.log = stack.state / f"{name}-drill-{self.internal}.log"
        self._command = [Path(f"/proc/{like}/cmdline").read_bytes().split(b"\0")[0].decode()]
        self._tokens = stack.state / "secrets"
        self._limits = limits or {}
        self.child: subprocess.Popen | None = None

    def _set_limits(self):
        for what, value in self._limits.items():
            resource.setrlimit(what, (value, value))

    def start(self):
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen(self._command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log,
                                          stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=self._set_limits)  # fmt: skip
        return self

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.child.send_signal(signal.SIGCONT)
        self.child.terminate()
        try:
            self.child.wait(20)
        finally:
            if self.child.returncode is None:
                self.child.kill()
                self.child.wait()

    @property
    def pid(self) -> int:
        return self.child.pid

    def alive(self) -> bool:
        return self.child.poll() is None

    def ready(self) -> bool:
        return HttpReady(self.internal, "/health/ready")()

    def until_ready(self, seconds: float = 30) -> float:
        def is_up():
            assert self.alive(), f"it ended with {self.child.returncode}: {self.log_text()[-1000:]}"
            return self.ready()

        return wait_until(is_up, seconds, f"that the drill's {self.name} is ready")

    def log_text(self) -> str:
        return self.log.read_text(errors="replace")

    def inside_of(self, caller: str) -> Connection:
        """Its internal port, as another service calls it: `replica.inside_of("auth")`."""
        token = self._tokens / f"token_{caller}_to_{self.name.removesuffix('-service').replace('-', '_')}"
        return Connection(f"http://127.0.0.1:{self.internal}", "", {"Authorization": "Bearer " + token.read_text()})

    def limit(self, what: int, value: int):
        """Sets a limit of the running program: resource.RLIMIT_NOFILE, RLIMIT_AS."""
        resource.prlimit(self.pid, what, (value, resource.prlimit(self.pid, what)[1]))


def metric(port: int, name: str, *labels: str) -> float:
    """The sum of a metric's series that carry all these labels: `metric(port, "lgm_…_total", 'to="usap"')`."""
    connection = Connection(f"http://127.0.0.1:{port}")
    try:
        text = connection.get("/metrics").text
    finally:
        connection.close()
    lines = [line for line in text.splitlines() if line.startswith((name + "{", name + " "))]
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if all(label in line for label in labels))
