"""Figures into the section Sign-in of docs/benchmarks.md."""
import os
import platform
import statistics
from dataclasses import dataclass

from .. import sections
from .load import Measurement

OURS, PEERS = "ours", ("FastAPI", "Go")
LEAST = {"FastAPI": 10.0, "Go": 1.0}  # times a peer's requests per CPU second
ANSWER_LIMITS_MS = {"refresh": 20, "user-info": 10}  # 99 of 100 answers, at half of saturation
SIGN_IN_LIMIT_MS = 100  # 99 of 100 ticket sign-ins at a hundred a second, without the provider's own time
VERIFY_LIMITS_US = {"known_us": 5, "new_us": 100}
NAMES = {
    "ticket": "ticket sign-in",
    "callback": "callback: back from the provider, and the console's claim",
    "refresh": "refresh",
    "user-info": "user info, cached",
    "batch": "names of 100 people, cached",
    "verify": "verification (`/auth/verify`)",
}


@dataclass(frozen=True)
class Results:
    saturated: dict[str, dict[str, list[Measurement]]]
    half: dict[str, dict[str, list[Measurement]]]
    hundred: dict[str, list[Measurement]]
    verified: dict[str, dict[str, float]]
    versions: str
    rounds: int
    seconds: float
    load_before: float  # of the machine, when it began: what else ran


TEXT = """\
Made by `make bench-sign-in`. Three suites on one machine in one run, rounds interleaved, each on the same MariaDB and the same Redis by TLS (every write on disk before it is
acknowledged) and the same simulated provider: ours (auth-service, admin-service, session-cache-service), and two peers split into the same three processes, with the same calls by HTTP
between them: FastAPI (`e2e/bench/sign_in/fastapi`, one worker a process) and Go (`e2e/bench/sign_in/go/peer`). What is compared is **requests per second of CPU time**: of a suite's three processes,
and of these and both stores together; what a suite does behind its answers counts; what it and the stores take while nobody asks, the provider and the load (`e2e/bench/sign_in/go/load`) do not.
Figures are medians.

The peers do what ours does: tickets redeemed at the provider, the user and an audit row written in one transaction, sessions whose refresh tokens are kept as hashes and rotated by one atomic script,
ended sessions looked up in memory, people kept in Redis and fetched by one MGET, a state that is good once, PKCE, failures counted by address, a line of JSON a request.
They leave out: the hash chain of the audit log and its events' way through Redis, the lock that a sign-in shares with changes of rights, sealed cookies, limits a user, the detection of lost writes in Redis, metrics, strict framing and
checks of requests against their descriptions (FastAPI has those of pydantic). They verify each token anew, as such services do; ours keeps what it has verified by its digest.
Limits a user are off, people come from addresses of their own, as failures are counted by address, and auth-service has 32 workers, as a quarter of them may wait for one provider.

"""

PROFILE = """\
Why what misses its aim does (perf on our processes and the stores, statements and commands as the stores count them; version 0.5.0):

| CPU time of ours, % | auth-service | session-cache-service | admin-service | Redis | MariaDB |
|---|---|---|---|---|---|
| ticket sign-in | 20 | 18 | 13 | 16 | 33 |
| callback | 23 | 21 | 10 | 20 | 25 |
| refresh | 35 | 29 | 2 | 28 | 6 |
| names of 100 people | 42 | 31 | 2 | 21 | 4 |

- Sign-ins: MariaDB is asked 10 statements each, as text (SOCI prepares none on the server), and has Go's 5, three of them prepared: ours locks the rights, reads the names that it replaces, and chains the audit log's rows
  afterwards. Redis runs 6 scripts with some 37 commands for one, 2 with some 12 in all for Go's: marks by which a loss is noticed, the list of live sessions by their end, the family of refresh tokens, the stream of audit events.
- Refresh: 3 scripts with some 23 commands, Go's 2 and an MGET with some 8 in all. Of the CPU time of auth-service and session-cache-service four tenths are the kernel's, for three calls by HTTP, each handed from an I/O thread to a worker on both sides.
- Names of 100 people: session-cache-service reads each person's JSON into a tree and writes it, auth-service reads it again, a string and a node for every member. FastAPI's parsers and validators are compiled (orjson, pydantic-core, hiredis), and both peers pass what is stored on unread.
- Against FastAPI: the kernel's part of a call and of a write to disk is much the same for everybody, so the more of both a request has, the closer the suites are; verification, which has neither, is furthest apart.
"""


def middle(taken: list[Measurement], member: str) -> float:
    return statistics.median(getattr(one, member) for one in taken)


def ratio(ours: list[Measurement], peer: list[Measurement], member: str) -> tuple[float, float, float]:
    """The median of the rounds' ratios, the lowest, the highest."""
    ratios = sorted(getattr(a, member) / getattr(b, member) for a, b in zip(ours, peer))
    return statistics.median(ratios), ratios[0], ratios[-1]


def _ratio(taken: dict[str, list[Measurement]], peer: str, member: str) -> str:
    times, low, high = ratio(taken[OURS], taken[peer], member)
    below = f" below {LEAST[peer]:.0f}" if times < LEAST[peer] else ""
    return f"**{times:.2f}**{below} ({low:.2f}–{high:.2f})"


def _marked(value: float, limit: float, digits: int = 1) -> str:
    return f"{value:.{digits}f}" + (f" **over {limit:g}**" if value > limit else "")


def compared(saturated: dict[str, dict[str, list[Measurement]]]) -> list[str]:
    lines = [
        "| work | counted | ours, FastAPI, Go: requests a CPU second | ours to FastAPI (spread) | ours to Go (spread) | requests/s, ours, FastAPI, Go |",
        "|---|---|---|---|---|---|",
    ]
    for work, taken in saturated.items():
        for counted, member in (("own processes", "per_own_cpu_second"), ("and stores", "per_cpu_second")):
            rates = " · ".join(f"{middle(taken[name], member):,.0f}" for name in (OURS, *PEERS))
            against = " | ".join(_ratio(taken, peer, member) for peer in PEERS)
            speed = " · ".join(f"{middle(taken[name], 'requests_per_second'):,.0f}" for name in (OURS, *PEERS)) if member == "per_own_cpu_second" else ""
            lines.append(f"| {NAMES[work] if member == 'per_own_cpu_second' else ''} | {counted} | {rates} | {against} | {speed} |")
    return lines


def _failed(taken: list[Measurement]) -> str:
    failed = sum(one.failed for one in taken)
    return f" **{failed} failed**" if failed else ""


def _at_a_hundred(results: Results, name: str, provider: float) -> str:
    taken = results.hundred.get(name)
    if not taken:
        return f"cannot: {middle(results.saturated['ticket'][name], 'requests_per_second'):,.0f} at most"
    without = middle(taken, "p99_ms") - provider
    return f"{middle(taken, 'p50_ms'):.1f} · {_marked(without, SIGN_IN_LIMIT_MS) if name == OURS else f'{without:.1f}'}" + _failed(taken)


def timed(results: Results) -> list[str]:
    lines = ["| at half of each suite's saturation | ours: requests/s, p50, p99 ms | FastAPI | Go | limit of ours, p99 ms |", "|---|---|---|---|---|"]
    for work, taken in results.half.items():
        limit = ANSWER_LIMITS_MS[work]
        cells = []
        for name in (OURS, *PEERS):
            p99 = middle(taken[name], "p99_ms")
            shown = _marked(p99, limit) if name == OURS else f"{p99:.1f}"
            cells.append(f"{middle(taken[name], 'requests_per_second'):,.0f} · {middle(taken[name], 'p50_ms'):.1f} · {shown}{_failed(taken[name])}")
        lines.append(f"| {NAMES[work]} | {' | '.join(cells)} | {limit} |")
    provider = middle(results.hundred["provider"], "p50_ms")
    cells = [_at_a_hundred(results, name, provider) for name in (OURS, *PEERS)]
    lines += ["", f"| at 100 a second, less the provider's {provider:.1f} ms (median) of p99 | ours: p50, p99 ms | FastAPI | Go | limit of ours, p99 ms |", "|---|---|---|---|---|"]
    lines.append(f"| {NAMES['ticket']} | {' | '.join(cells)} | {SIGN_IN_LIMIT_MS} |")
    lines += ["", "| verifying an ES256 access token, µs of CPU time on one thread | ours | FastAPI | Go | limit of ours |", "|---|---|---|---|---|"]
    for member, what in (("known_us", "one that was verified before"), ("new_us", "a new one")):
        cells = [_marked(results.verified[OURS][member], VERIFY_LIMITS_US[member]), *(f"{results.verified[peer][member]:.1f}" for peer in PEERS)]
        lines.append(f"| {what} | {' | '.join(cells)} | {VERIFY_LIMITS_US[member]} |")
    return lines


def section(results: Results) -> str:
    machine = f"Machine: {os.cpu_count()} cores, {platform.machine()}, Linux {platform.release().split('-')[0]}, Debian 12. {results.versions}. Rounds: {results.rounds} of {results.seconds:g} s."
    machine += f" Load average when it began: {results.load_before:.1f}" + (", so what is said in ms is that of a busy machine." if results.load_before > 1 else ".")
    aim = "Ours is to do at least 10 times as many requests a CPU second as FastAPI and as many as Go; what misses that or a limit is marked."
    return TEXT + "\n".join([machine, "", aim, "", *compared(results.saturated), "", *timed(results), "", PROFILE])


def publish(results: Results):
    sections.replace("Sign-in", section(results))
