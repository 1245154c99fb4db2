"""Texts that cost most, from many clients at once: guard-service keeps within its memory, large texts are decided one
after the other, and small ones do not wait. Latencies are printed and belong to docs/reliability.md; memory is asserted."""
import time

import pytest
from contract.resources import make_scenario
from e2e.client.connection import Connection
from e2e.client.session import BASE
from e2e.faults.hostile import Senders, post_text
from e2e.faults.memory import PeakMemory
from e2e.faults.replica import Replica, metric
from running_stack import wait_until

pytestmark = [pytest.mark.faults, pytest.mark.long]
MIB = 1024 * 1024
SENDERS = 16
SECONDS = 25  # of asking beside them …
PAUSE = 0.01  # … so often: who asks without a pause takes a core from those that are measured
MOST = 128  # MiB above idle
LIGATURE = "\ufdfa"  # three bytes that become eighteen characters
OLDER = "/api/input/instance/rule/run"


def members(app: str, older: bool, text: str = "") -> dict:
    return {"app_id": app, "input_prompt": text} if older else {"app_id": app, "direction": "INPUT", "text": text}


@pytest.mark.parametrize("size, older", [(15 * MIB, False), (MIB - 1024, True)], ids=["check-15MiB", "older-path-1MiB"])
def test_from_many_clients_keep_within_memory(size, older, stack, admin, unique, recovered, record_property):
    app = make_scenario(admin, unique)["app_id"]
    path = OLDER if older else BASE + "/guard/check"
    with Replica(stack, "guard-service") as guard:
        guard.until_ready()
        honest = Connection(f"http://127.0.0.1:{guard.public}", headers=stack.administrator().api.headers)
        ask = lambda: honest.post(path, members(app, older, "hello")).status  # noqa: E731
        wait_until(lambda: ask() == 200, 10, "that it knows the scenario")
        who = f"Authorization: {honest.headers['Authorization']}"
        peak, took = PeakMemory(guard.pid), []
        attacks = [post_text(guard.public, path, members(app, older), unit, size, SENDERS // 2, who) for unit in (LIGATURE, "a")]
        with Senders(attacks) as senders:
            until = time.monotonic() + SECONDS
            while time.monotonic() < until:
                began = time.monotonic()
                assert ask() == 200
                took.append(time.monotonic() - began)
                time.sleep(PAUSE)
        above = peak.above_idle()
        p50, p99 = (sorted(took)[len(took) * part // 100] * 1000 for part in (50, 99))
        figures = f"{above:.0f} MiB above idle, honest p50 {p50:.1f} ms, p99 {p99:.1f} ms of {len(took)}, answers {dict(senders.answers)}"
        record_property("figures", figures)
        print(f"texts of {size // 1024} KiB from {SENDERS}: {figures}")
        assert above < MOST
        assert set(senders.answers) <= {"200", "503", "none"}  # none: cut off amid what it still sent
        assert senders.answers["200"] > 0
        wait_until(lambda: metric(guard.internal, "lgm_guard_large_texts") == 0, 60, "that the last is decided")
