"""`make bench-sign-in`: signing in, staying in and being known, beside a FastAPI and a Go suite that do the same.

Starts a stack of its own (MariaDB and Redis by TLS, one replica), the two peers on the same stores and the same simulated provider,
and measures in turn six kinds of work: ticket sign-in, callback of a redirected sign-in, refresh, cached user info, names of a hundred
people, verification for another tool. Rounds are interleaved. What is compared is requests per second of CPU time of a suite's
three processes, with and without that of the stores. Then, at half of what each suite can do, how long an answer takes; how long
at a hundred ticket sign-ins a second; and how long an access token takes to verify.

ROUNDS, SECONDS_EACH, PEOPLE. Writes build/bench/sign_in.json and the section Sign-in of docs/benchmarks.md; with PAGE=no that file alone."""
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from ..stack import WORK, Stack
from . import peers, report
from .load import Load
from .peers import Side

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("SECONDS_EACH", "4"))
PEOPLE = int(os.environ.get("PEOPLE", "1000"))
CONNECTIONS = {"ticket": 16, "callback": 8, "refresh": 16, "user-info": 16, "batch": 16, "verify": 16}
OPEN_CONNECTIONS = 64
PREPARED = 1.5  # times what the work is expected to use up
SIGN_INS_A_SECOND = 100
DAY = "86400"


def overrides(state: Path) -> dict[str, dict[str, str]]:
    return {
        # Nobody is asked about anew while it runs: that would be measured in one round and not in the next. A quarter of the workers
        # may wait for the provider at a time, which must be as many as the callback's connections.
        "auth-service": {"USER_STATUS_TTL": DAY, "USER_INFO_CACHE_TTL": DAY, "WORKER_THREADS": str(4 * CONNECTIONS["callback"])},
        # With a role that has global permissions, so that /auth/verify has one to find.
        "admin-service": {"DEFAULT_ROLE": "AUDITOR", "DATABASE_TLS": "required", "DATABASE_CA_FILE": str(state / "secrets/database_certificate.pem")},
        "usap-simulator": {"PEOPLE": str(PEOPLE)},
    }


def everybody_signs_in(load: Load, side: Side) -> float:
    """Once, so that users exist and what is kept of them is there; the rate of it."""
    took = load.measure(side, "ticket", 120, CONNECTIONS["ticket"], most=PEOPLE).requests_per_second
    load.measure(side, "batch", SECONDS, CONNECTIONS["batch"])
    print(f"{side.name}: {PEOPLE} people known, {took:,.0f} first sign-ins a second", flush=True)
    return took


def in_turn(sides: list[Side], number: int) -> list[Side]:
    """Who goes first changes from round to round."""
    at = number % len(sides)
    return sides[at:] + sides[:at]


def closed(load: Load, sides: list[Side], rates: dict[str, float]) -> dict:
    taken = {work: {side.name: [] for side in sides} for work in CONNECTIONS}
    for number in range(ROUNDS):
        for work, connections in CONNECTIONS.items():
            for side in in_turn(sides, number):
                most = int(rates[side.name] * SECONDS * PREPARED) + connections
                measured = load.measure(side, work, SECONDS, connections, most)
                taken[work][side.name].append(measured)
                if work == "ticket":
                    rates[side.name] = max(rates[side.name], measured.requests_per_second)
        print(f"round {number + 1} of {ROUNDS} measured", flush=True)
    return taken


def at_half(load: Load, sides: list[Side], saturated: dict) -> dict:
    taken = {work: {side.name: [] for side in sides} for work in report.ANSWER_LIMITS_MS}
    for number in range(ROUNDS):
        for work in taken:
            for side in in_turn(sides, number):
                rate = report.middle(saturated[work][side.name], "requests_per_second") / 2
                taken[work][side.name].append(load.measure(side, work, 2 * SECONDS, OPEN_CONNECTIONS, rate=rate, may_fail=True))
        print(f"half load {number + 1} of {ROUNDS} measured", flush=True)
    return taken


def at_a_hundred(load: Load, sides: list[Side], saturated: dict) -> dict:
    """Ticket sign-ins at that rate, of ours and of the peers that can do as many, and the provider alone."""
    sides = [side for side in sides if side.name == report.OURS or report.middle(saturated["ticket"][side.name], "requests_per_second") > SIGN_INS_A_SECOND]
    taken = {name: [] for name in [side.name for side in sides] + ["provider"]}
    for number in range(ROUNDS):
        for side in in_turn(sides, number):
            most = int(SIGN_INS_A_SECOND * 2 * SECONDS) + OPEN_CONNECTIONS
            taken[side.name].append(load.measure(side, "ticket", 2 * SECONDS, OPEN_CONNECTIONS, most, SIGN_INS_A_SECOND, may_fail=True))
        taken["provider"].append(load.measure(sides[0], "provider", 2 * SECONDS, OPEN_CONNECTIONS, most, SIGN_INS_A_SECOND))
    return taken


def verification(name: str, stack: Stack) -> dict:
    """On one thread, with nothing else running."""
    environment = {**os.environ, **peers.settings(stack, "none", dict.fromkeys(peers.PROCESSES, 0))}
    return json.loads(subprocess.run(peers.verification(name), env=environment, capture_output=True, text=True, check=True).stdout)


def main() -> int:
    WORK.mkdir(parents=True, exist_ok=True)
    state, load_before = WORK / "sign-in-state", os.getloadavg()[0]
    stack = Stack(state, overrides=overrides(state))
    description = stack.start()
    try:
        with peers.peer("FastAPI", "fastapi", stack) as fastapi, peers.peer("Go", "go", stack) as go:
            sides = [peers.ours(stack), fastapi, go]
            load = Load(description, (state / "secrets/usap_client_secret").read_text(), PEOPLE)
            rates = {side.name: everybody_signs_in(load, side) for side in sides}
            load.look_at_idle(sides)
            saturated = closed(load, sides, rates)
            print("\n".join(report.compared(saturated)), flush=True)
            half = at_half(load, sides, saturated)
            hundred = at_a_hundred(load, sides, saturated)
        verified = {side.name: verification(side.name, stack) for side in sides}
    finally:
        stack.stop()
    results = report.Results(saturated, half, hundred, verified, peers.versions(), ROUNDS, SECONDS, load_before)
    (WORK / "sign_in.json").write_text(json.dumps(asdict(results), indent=2) + "\n")
    print(report.section(results))
    if os.environ.get("PAGE", "yes") != "no":
        report.publish(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
