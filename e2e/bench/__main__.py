"""`make bench`: ours and its peers side by side on this machine, in one run.

Starts a stack of its own (MariaDB, Redis, one replica), fills it through the public API, and measures in turn: a small JSON
answer against nginx (static file, no log), the list of 50 tags and a page of 20 of 10,000 keywords against a FastAPI
service that reads the same tables of the same MariaDB. Rounds are interleaved and the medians compared; what is compared
is requests per second of CPU time of the server's own processes, as load generator, database and server share the cores.

Writes build/bench/results.json and docs/benchmarks.md."""
import os
import statistics
import sys

from . import peers, report
from .fill import fill
from .load import Target, measure, resident_mb
from .stack import WORK, Stack

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = int(os.environ.get("SECONDS_EACH", "4"))
CONNECTIONS = 32


def compare(pairs: list[tuple[str, Target, Target]]) -> list[dict]:
    taken = {name: ([], []) for name, _, _ in pairs}
    for number in range(ROUNDS):
        for name, ours, peer in pairs:
            taken[name][0].append(measure(ours, CONNECTIONS, SECONDS))
            taken[name][1].append(measure(peer, CONNECTIONS, SECONDS))
        print(f"round {number + 1} of {ROUNDS} measured", flush=True)
    return [report.row(name, peer.name, *taken[name]) for name, _, peer in pairs]


def main() -> int:
    WORK.mkdir(parents=True, exist_ok=True)
    stack = Stack(WORK / "state")
    description = stack.start()
    try:
        admin = stack.service("admin-service")
        base = f"http://127.0.0.1:{admin['public']}/api/v1"
        at_rest = {s["name"]: resident_mb(s["pid"]) for s in description["services"]}
        token = fill(description)
        bearer = (f"Authorization: Bearer {token}",)
        database = (WORK / "state" / "secrets" / "database_url").read_text().strip()
        with peers.nginx_static(WORK / "nginx") as (nginx, hello), peers.fastapi(WORK / "fastapi", database) as peer:
            process, peer_base, peer_token, peer_start = peer
            at_rest["FastAPI"] = resident_mb(process.pid)
            peer_bearer = (f"Authorization: Bearer {peer_token}",)
            rows = compare(
                [
                    ("small JSON answer", Target("admin-service", f"{base}/health", admin["pid"]), Target("nginx", hello, nginx.pid)),
                    (
                        "list of 50 tags",
                        Target("admin-service", f"{base}/tags/", admin["pid"], bearer),
                        Target("FastAPI", f"{peer_base}/api/v1/tags/", process.pid, peer_bearer),
                    ),
                    (
                        "page of 20 of 10,000 keywords",
                        Target("admin-service", f"{base}/keywords/global/?limit=20&skip=4000", admin["pid"], bearer),
                        Target("FastAPI", f"{peer_base}/api/v1/keywords/global/?limit=20&skip=4000", process.pid, peer_bearer),
                    ),
                ]
            )
            sizes = {s["name"]: resident_mb(s["pid"]) for s in description["services"]}
            sizes["FastAPI"] = resident_mb(process.pid)
    finally:
        stack.stop()
    starts = {s["name"]: s["ready_ms"] for s in description["services"] if s.get("ready_ms") is not None}
    starts["FastAPI"] = peer_start * 1000
    report.write(WORK / "results.json", rows, at_rest, sizes, starts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
