"""One measurement: the load generator against a suite, with the CPU time that the suite and the stores took for it."""
import json
import subprocess
import time
from dataclasses import dataclass

from .peers import BUILT, Side

AT_REST = 0.02  # seconds of CPU in LOOK
LOOK, PATIENCE = 0.25, 10.0
IDLE_SECONDS = 8.0


@dataclass(frozen=True)
class Measurement:
    requests_per_second: float
    own_us: float  # CPU time a request, of the suite's processes
    store_us: float  # and of MariaDB and Redis
    p50_ms: float
    p99_ms: float
    failed: int = 0

    @property
    def per_cpu_second(self) -> float:
        """Requests, with the stores counted."""
        return 1e6 / (self.own_us + self.store_us)

    @property
    def per_own_cpu_second(self) -> float:
        return 1e6 / self.own_us


class Load:
    """Of one stack; `people` are those whom its provider knows."""

    def __init__(self, description: dict, secret: str, people: int):
        self._idle: dict[str, tuple[float, float]] = {}
        self._flags = [f"-usap={description['usap'].removeprefix('http://')}", f"-usap-secret={secret}", f"-origin={description['url']}", f"-people={people}"]

    def look_at_idle(self, sides: list[Side]):
        """What each suite, and the stores, take in a second while nobody asks: feeds are followed, keys are read. Not counted from now on."""
        for side in sides:
            rest(side)
        before = {side.name: side.cpu() for side in sides}
        time.sleep(IDLE_SECONDS)
        self._idle = {side.name: tuple((now - then) / IDLE_SECONDS for now, then in zip(side.cpu(), before[side.name])) for side in sides}

    def measure(self, side: Side, work: str, seconds: float, connections: int, most: int = 1, rate: float = 0, may_fail: bool = False) -> Measurement:
        command = [
            str(BUILT / "load"), *self._flags, f"-address={side.address}", f"-work={work}", f"-connections={connections}", f"-duration={seconds}s", f"-most={most}",
            f"-rate={rate}",
        ]  # fmt: skip
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            if process.stdout.readline() != "ready\n":
                raise RuntimeError(f"{side.name}: {work} could not be prepared")
            rest(side)
            before, began = side.cpu(), time.monotonic()
            process.stdin.write("\n")
            process.stdin.flush()
            result = json.loads(process.stdout.readline())
        rest(side)  # what is done behind the answers counts as well
        took = time.monotonic() - began
        own, store = (after - earlier - idle * took for after, earlier, idle in zip(side.cpu(), before, self._idle.get(side.name, (0, 0))))
        if not result["requests"] or result["failed"] and not may_fail:
            raise RuntimeError(f"{side.name}: {work}: {result['failed']} of {result['requests']} failed: {result.get('failure')}")
        each = 1e6 / result["requests"]
        return Measurement(result["requests"] / result["seconds"], own * each, store * each, result["p50_ms"], result["p99_ms"], result["failed"])


def rest(side: Side):
    """Waits until the suite and the stores do nothing more, or for ten seconds."""
    until = time.monotonic() + PATIENCE
    used = sum(side.cpu())
    while time.monotonic() < until:
        time.sleep(LOOK)
        now = sum(side.cpu())
        if now - used < AT_REST:
            return
        used = now
