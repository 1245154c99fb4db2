"""Figures into build/bench/results.json and docs/benchmarks.md."""
import json
import os
import platform
import statistics
from pathlib import Path

from . import sections
from .load import Measurement

UNIT = "requests per CPU second of the server"
RESIDENT_LIMIT_MIB, START_LIMIT_MS = 15, 50  # of a service; the stores are up when it starts
SERVICES = ("auth-service", "admin-service", "session-cache-service", "guard-service")


def row(name: str, peer_name: str, ours: list[Measurement], peer: list[Measurement]) -> dict:
    """One line of the results; medians over the rounds, and the ratio's spread over them."""
    ratios = sorted(a.requests_per_cpu_second / b.requests_per_cpu_second for a, b in zip(ours, peer))

    def median(values, member):
        return statistics.median(getattr(m, member) for m in values)

    return {
        "name": name,
        "unit": UNIT,
        "ours": round(median(ours, "requests_per_cpu_second")),
        "peer": round(median(peer, "requests_per_cpu_second")),
        "peer_name": peer_name,
        "ratio": round(statistics.median(ratios), 2),
        "ratio_range": [round(ratios[0], 2), round(ratios[-1], 2)],
        "requests_per_second": {"ours": round(median(ours, "requests_per_second")), "peer": round(median(peer, "requests_per_second"))},
        "p99_ms": {"ours": round(median(ours, "p99_ms"), 2), "peer": round(median(peer, "p99_ms"), 2)},
    }


def write(results: Path, rows: list[dict], at_rest: dict, resident: dict, starts: dict):
    """`at_rest` and `resident` in MiB, before and after the load; `starts` in milliseconds."""
    for name in (*SERVICES, "FastAPI"):
        rows.append({"name": f"resident memory at rest, {name}", "unit": "MiB", "ours": round(at_rest[name], 1), "peer": None, "peer_name": None, "ratio": None, "limit": _limit(name, RESIDENT_LIMIT_MIB)})
        rows.append({"name": f"resident memory after the load, {name}", "unit": "MiB", "ours": round(resident[name], 1), "peer": None, "peer_name": None, "ratio": None, "limit": _limit(name, RESIDENT_LIMIT_MIB)})
        rows.append({"name": f"start to ready, {name}", "unit": "ms", "ours": round(starts[name]), "peer": None, "peer_name": None, "ratio": None, "limit": _limit(name, START_LIMIT_MS)})
    results.write_text(json.dumps(rows, indent=2) + "\n")
    sections.replace("Services", section(rows, at_rest, resident, starts))


def section(rows: list[dict], at_rest: dict, resident: dict, starts: dict) -> str:
    compared = [r for r in rows if r["peer_name"]]
    lines = [
        "Made by `make bench`. All servers run on one machine in one run, rounds interleaved; figures are medians. What is compared is",
        "**requests per second of CPU time of the server's own processes**: load generator (wrk, one thread, 32 connections), MariaDB and servers share the cores.",
        "nginx serves a static file with one worker and no log. The FastAPI service (`e2e/bench/fastapi_peer.py`, uvicorn with uvloop and httptools, one worker)",
        "reads the same tables of the same MariaDB; it asks no revocation feed, no rights and writes no log, which admin-service does.",
        "The small JSON answer is admin-service's `/api/v1/health`: routed, counted and logged like every other, but answered on the I/O thread, as liveness and",
        "JWKS are; other routes go through a worker.",
        "",
        f"Machine: {os.cpu_count()} cores, {platform.machine()}, Linux {platform.release().split('-')[0]}, Debian 12.",
        "",
        "| answer | ours | peer | ratio (spread over the rounds) | requests/s, ours and peer | p99 ms, ours and peer |",
        "|---|---|---|---|---|---|",
    ]
    for r in compared:
        low, high = r["ratio_range"]
        rate, p99 = r["requests_per_second"], r["p99_ms"]
        lines.append(
            f"| {r['name']} | {r['ours']:,} | {r['peer']:,} ({r['peer_name']}) | **{r['ratio']}** ({low}–{high}) "
            f"| {rate['ours']:,} · {rate['peer']:,} | {p99['ours']} · {p99['peer']} |"
        )
    lines += ["", "| process | resident when ready, MiB | after the load, with 10,000 keywords, MiB | start to ready, ms |", "|---|---|---|---|"]
    lines += [
        f"| {name} | {_marked(name, at_rest[name], 1, RESIDENT_LIMIT_MIB)} | {_marked(name, resident[name], 1, RESIDENT_LIMIT_MIB)} | {_marked(name, starts[name], 0, START_LIMIT_MS)} |"
        for name in (*SERVICES, "FastAPI")
    ]
    lines += [
        "",
        f"A service is to take at most {RESIDENT_LIMIT_MIB} MiB and {START_LIMIT_MS} ms; what is above is marked. Ten seconds after its start a service unmaps the code",
        "that it has run so far (`service/memory.hpp`): the second column has what came back for the load, the first not yet what went.",
    ]
    return "\n".join(lines) + "\n"


def _limit(name: str, limit: int) -> int | None:
    return limit if name in SERVICES else None


def _marked(name: str, value: float, digits: int, limit: int) -> str:
    over = name in SERVICES and value > limit
    return f"{value:.{digits}f}" + (f" **over {limit}**" if over else "")
