"""`make bench-builds BEFORE=<folder of programs>`: another build of the services and this one, side by side in one run.

Two stacks on real stores, filled alike; rounds are interleaved, and the CPU time a request is compared by the median of the rounds' ratios. This build may
take 5 % more, or as much as one build differs from round to round, whichever is larger: what is above is marked, and the exit code is 1. So it is with resident
memory, which differs from start to start: the stacks are started several times."""
import os
import statistics
import sys
from contextlib import ExitStack
from pathlib import Path

from e2e.client.connection import Connection

from .fill import fill
from .load import Target, measure, resident_mb
from .report import SERVICES
from .stack import WORK, Stack

ROUNDS = int(os.environ.get("ROUNDS", "12"))
STARTS = int(os.environ.get("STARTS", "4"))  # a share of the rounds each
SECONDS = int(os.environ.get("SECONDS_EACH", "3"))
CONNECTIONS = 32
ALLOWED = 0.05


SCENARIO = "measured"
TEXT = "我们用这一段话来看一看判定要多少时间，里面有一个测量词00042，其余都是平常的话。" * 5


def make_scenario(admin_base: str, token: str):
    answer = Connection(admin_base, headers={"Authorization": f"Bearer {token}"}).post("/api/v1/apps/", {"app_id": SCENARIO, "app_name": "Measured"})
    assert answer.status == 200, answer


def targets(stack: Stack, token: str) -> list[Target]:
    bearer = (f"Authorization: Bearer {token}",)
    auth, admin, cache, guard = (stack.service(name) for name in ("auth-service", "admin-service", "session-cache-service", "guard-service"))
    make_scenario(f"http://127.0.0.1:{admin['public']}", token)
    check = {"app_id": SCENARIO, "direction": "INPUT", "text": TEXT}
    admin_base, auth_base = (f"http://127.0.0.1:{one['public']}/api/v1" for one in (admin, auth))
    return [
        Target("small JSON answer", f"{admin_base}/health", admin["pid"]),
        Target("list of 50 tags", f"{admin_base}/tags/", admin["pid"], bearer),
        Target("page of 20 of 10,000 keywords", f"{admin_base}/keywords/global/?limit=20&skip=4000", admin["pid"], bearer),
        Target("sessions of a person, of two services", f"{auth_base}/sso/sessions", auth["pid"], bearer, (cache["pid"],)),
        Target("a text of 200 characters decided", f"http://127.0.0.1:{guard['public']}/api/v1/guard/check", guard["pid"], bearer, body=check),
    ]


def compared(before: list[float], after: list[float]) -> tuple[float, float]:
    """How much more CPU a request takes, as a share, and how far apart one build's own rounds lie: half of the middle of them."""
    more = statistics.median(b / a for b, a in zip(before, after)) - 1
    quarters = [statistics.quantiles([rate / statistics.median(rates) for rate in rates], n=4) for rates in (before, after)]
    return more, max(upper - lower for lower, _, upper in quarters)


def compared_memory(before: list[float], after: list[float]) -> tuple[float, float]:
    """How much more a build's programs hold, and how far apart one build's own starts lie."""
    more = statistics.median(after) / statistics.median(before) - 1
    return more, max((max(starts) - min(starts)) / statistics.median(starts) for starts in (before, after))


def told(name: str, more: float, spread: float, text: str) -> bool:
    over = more > max(ALLOWED, spread)
    print(f"{name:44} {text}  {more:+7.1%}  (differs by {spread:.1%}){'  OVER' if over else ''}", flush=True)
    return over


class Taken:
    """Of both builds, by name: requests a CPU second by round, MiB by start."""

    def __init__(self):
        self.rates: dict[str, tuple[list[float], list[float]]] = {}
        self.resident: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in SERVICES}

    def start(self, before: Path, number: int):
        """Both stacks anew, and their share of the rounds."""
        with ExitStack() as opened:
            stacks = [Stack(WORK / "before", before), Stack(WORK / "after")]
            sides = []
            for stack in stacks:
                description = stack.start()
                opened.callback(stack.stop)
                sides.append(targets(stack, fill(description)))
            for one in range(ROUNDS // STARTS):
                self._round(list(zip(*sides)), number + one)
            for side, stack in enumerate(stacks):
                for name in SERVICES:
                    self.resident[name][side].append(resident_mb(stack.service(name)["pid"]))

    def _round(self, pairs, number: int):
        for pair in pairs:
            # Who goes first changes from round to round.
            for side in (0, 1) if number % 2 == 0 else (1, 0):
                rate = measure(pair[side], CONNECTIONS, SECONDS).requests_per_cpu_second
                self.rates.setdefault(pair[0].name, ([], []))[side].append(rate)
        print(f"a round of {ROUNDS} measured", flush=True)


def main(before: Path) -> int:
    taken = Taken()
    for number in range(STARTS):
        taken.start(before.resolve(), number)
    over = []
    for name, rates in taken.rates.items():
        text = f"{statistics.median(rates[0]):8,.0f} → {statistics.median(rates[1]):8,.0f} requests a CPU second"
        over.append(told(name, *compared(*rates), text))
    for name, sizes in taken.resident.items():
        text = f"{statistics.median(sizes[0]):8.1f} → {statistics.median(sizes[1]):8.1f} MiB                  "
        over.append(told(f"resident memory, {name}", *compared_memory(*sizes), text))
    return 1 if any(over) else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
