"""Loads the word lists and the policy of policy.json into a running suite, through its public API.

    python3 -m e2e.real_input.load [stack.json]

Can be repeated: what is there already stays. A service that limits requests is obeyed; the tests switch the limit off."""
import json
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from queue import Empty, SimpleQueue

from ..client.connection import Connection
from ..client.session import Session, sign_in_first
from . import lists

ROOT = Path(__file__).resolve().parents[2]
CONNECTIONS = 8


@dataclass
class Outcome:
    """What became of the rows that were sent."""

    counts: Counter = field(default_factory=Counter)  # "created", "duplicate", or the status and code of a refusal
    refused: list = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rows_per_second(self) -> float:
        return self.counts.total() / self.seconds if self.seconds else 0.0


def add(api: Connection, path: str, row: dict) -> str:
    """Adds one row; waits and asks again when the service is busy or the connection breaks."""
    while True:
        try:
            answer = api.post(path, row)
        except (OSError, HTTPException):
            time.sleep(0.1)
            continue
        if answer.status in (429, 503):
            time.sleep(float(answer.headers.get("Retry-After") or 1))
            continue
        if answer.status == 200:
            return "created"
        code = answer.json().get("code")
        return "duplicate" if (answer.status, code) == (400, "duplicate") else f"{answer.status} {code}: {answer.json().get('detail')}"


def add_all(session: Session, url: str, path: str, rows: list[dict], connections: int = CONNECTIONS) -> Outcome:
    """Adds rows over several keep-alive connections at once; in no order."""
    outcome, waiting, lock = Outcome(), SimpleQueue(), threading.Lock()
    for row in rows:
        waiting.put(row)

    def work():
        api = Connection(url, session.api.prefix, dict(session.api.headers))
        while True:
            try:
                row = waiting.get_nowait()
            except Empty:
                return api.close()
            result = add(api, path, row)
            with lock:
                outcome.counts[result.partition(":")[0]] += 1
                if result not in ("created", "duplicate"):
                    outcome.refused.append((row, result))

    began = time.monotonic()
    workers = [threading.Thread(target=work) for _ in range(connections)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    outcome.seconds = time.monotonic() - began
    return outcome


def load_policy(session: Session, url: str, policy: dict) -> Outcome:
    """Tags in order (a parent first), then what refers to them."""
    total = Outcome()
    for path, rows in (
        ("/tags/", policy["tags"]), ("/policies/defaults/", policy["defaults"]), ("/apps/", policy["scenarios"]),
        ("/keywords/scenario/", policy["scenario_keywords"]), ("/policies/scenario/", policy["scenario_policies"]),
    ):  # fmt: skip
        outcome = add_all(session, url, path, rows, connections=1)
        total.counts += outcome.counts
        total.refused += outcome.refused
        total.seconds += outcome.seconds
    return total


def load_keywords(session: Session, url: str, entries: list[lists.Entry]) -> Outcome:
    rows = [{"keyword": e.keyword, "tag_code": e.tag, "risk_level": e.risk} for e in entries]
    return add_all(session, url, "/keywords/global/", rows)


def policy() -> dict:
    return json.loads(Path(__file__).with_name("policy.json").read_text())


def main(arguments: list[str]) -> int:
    stack = json.loads(Path(arguments[0] if arguments else ROOT / "build" / "stack.json").read_text())
    modules = lists.fetch()
    for name, version, licence in lists.licences(modules):
        print(f"  {name} {version} ({licence})")
    session = sign_in_first(stack)
    entries = lists.read(modules)
    failed = 0
    for what, outcome in (("policy", load_policy(session, stack["url"], policy())), ("keywords", load_keywords(session, stack["url"], entries))):
        print(f"{what}: {dict(outcome.counts)} in {outcome.seconds:.1f} s, {outcome.rows_per_second:.0f} rows/s")
        for row, why in outcome.refused[:10]:
            print(f"  refused: {row} {why}")
        failed += len(outcome.refused)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
