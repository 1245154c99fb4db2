"""One measurement: wrk against a URL, with the CPU time that the server's processes took meanwhile."""
import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Target:
    """A server under load: `pid`, its children, and the servers that it asks are counted. With a `body` it is sent as JSON by POST."""

    name: str
    url: str
    pid: int
    headers: tuple[str, ...] = ()
    asks: tuple[int, ...] = ()
    body: dict | None = None


@dataclass(frozen=True)
class Measurement:
    requests_per_second: float
    requests_per_cpu_second: float
    p99_ms: float


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and its children so far."""
    return sum(_cpu_ticks(process) for process in (pid, *_children(pid))) / TICK


def resident_mb(pid: int) -> float:
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


def measure(target: Target, connections: int, seconds: int) -> Measurement:
    pids = (target.pid, *target.asks)
    before = sum(map(cpu_seconds, pids))
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    for header in target.headers:
        command += ["-H", header]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if target.body is not None:
            script.write(_posts(target.body))
            script.flush()
            command += ["-s", script.name]
        output = subprocess.run([*command, target.url], capture_output=True, text=True, check=True).stdout
    used = sum(map(cpu_seconds, pids)) - before
    if bad := re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors:.*", output):
        raise RuntimeError(f"{target.name}: not every answer was a success: {bad.group(0)}")
    requests = int(re.search(r"(\d+) requests in", output).group(1))
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))
    return Measurement(rate, requests / used, _milliseconds(re.search(r"99%\s+([\d.]+)(us|ms|s)", output)))


def _posts(body: dict) -> str:
    text = json.dumps(json.dumps(body))  # encoded twice it holds \" and \\ alone, which Lua reads as JSON does
    return f'wrk.method, wrk.body = "POST", {text}\nwrk.headers["Content-Type"] = "application/json"\n'


def _milliseconds(match) -> float:
    return float(match.group(1)) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[match.group(2)]


def _cpu_ticks(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return 0
    return int(fields[11]) + int(fields[12])


def _children(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
        return [int(child) for child in children.read().split()]
