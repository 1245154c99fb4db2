"""What is written down about a running stack: its processes, for stopping them, and stack.json, for scripts."""
import json
import os
from pathlib import Path

from .process import Process, start_time


def write_json(path: Path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(value, indent=2) + "\n")
    fresh.replace(path)


class Record:
    """The processes of one state directory, each with its start time: a pid alone may be someone else's by now."""

    def __init__(self, state: Path):
        self._path = state / "processes.json"

    def write(self, processes: list[Process]):
        children = {p.child.pid: start_time(p.child.pid) for p in processes if p.child and p.child.poll() is None}
        write_json(
            self._path,
            {
                "launcher": {os.getpid(): start_time(os.getpid())},
                "children": {k: v for k, v in children.items() if v},
                "containers": [p.container for p in processes if p.container],
            },
        )

    def launcher(self) -> dict[int, str]:
        return self._alive("launcher")

    def children(self) -> dict[int, str]:
        return self._alive("children")

    def containers(self) -> list[str]:
        try:
            return json.loads(self._path.read_text())["containers"]
        except (OSError, ValueError, KeyError):
            return []

    def remove(self):
        self._path.unlink(missing_ok=True)

    def _alive(self, group: str) -> dict[int, str]:
        try:
            entries = json.loads(self._path.read_text())[group]
        except (OSError, ValueError, KeyError):
            return {}
        return {int(pid): start for pid, start in entries.items() if start and start_time(int(pid)) == start}


def stack_description(suite, processes: list[Process]) -> dict:
    """build/stack.json."""
    return {
        "url": suite.origin,
        "console": suite.console,
        "first_login": {"portal": suite.usap + "/", **suite.first_login()},
        "store": suite.options.store,
        "usap": suite.usap,
        "state": str(suite.state),
        "logs": str(suite.logs),
        "services": [
            {"name": p.name, "replica": p.replica, "public": p.public, "internal": p.internal, "pid": p.child.pid,
             "ready_ms": p.ready_ms and round(p.ready_ms), **({"container": p.container} if p.container else {}),
             **({"job": p.job, "metrics": p.internal} if p.job else {})}  # as Prometheus calls it
            for p in processes
            if p.child
        ],
    }
