"""Texts that cost most, from many clients at once: guard-service keeps within its memory, and small texts do not wait."""
import json
import threading
import time

import pytest
from contract.resources import make_scenario
from e2e.client.connection import Connection
from e2e.client.session import BASE
from e2e.faults.memory import PeakMemory
from e2e.faults.replica import Replica, metric

pytestmark = [pytest.mark.faults, pytest.mark.long]
MIB = 1024 * 1024
SENDERS, ROUNDS, HONEST = 16, 3, 300
MOST = 128  # MiB above idle
LIGATURE = "\ufdfa"  # three bytes that become eighteen characters
OLDER = "/api/input/instance/rule/run"


def body_of(text: str, app: str, older: bool) -> bytes:
    body = {"app_id": app, "input_prompt": text} if older else {"app_id": app, "direction": "INPUT", "text": text}
    return json.dumps(body, ensure_ascii=False).encode()


@pytest.mark.parametrize("size, older", [(15 * MIB, False), (MIB, True)], ids=["check-15MiB", "older-path-1MiB"])
def test_from_many_clients_keep_within_memory(size, older, stack, admin, unique, recovered, record_property):
    app = make_scenario(admin, unique)["app_id"]
    bodies = [body_of(unit * (size // len(unit.encode())), app, older) for unit in (LIGATURE, "a")]
    with Replica(stack, "guard-service", {"REQUESTS_PER_MINUTE": "0"}) as guard:
        guard.until_ready()
        headers = {**stack.administrator().at(guard.public).headers, "Content-Type": "application/json"}
        path = OLDER if older else BASE + "/guard/check"
        ask = lambda connection, body: connection.request("POST", path, body=body, headers=headers)  # noqa: E731
        small = body_of("hello", app, older)
        assert ask(Connection(f"http://127.0.0.1:{guard.public}"), small).status == 200
        peak, statuses, begun = PeakMemory(guard.pid), [], threading.Barrier(SENDERS + 1)

        def send(number: int):
            begun.wait()
            for turn in range(ROUNDS):
                try:
                    answer = ask(Connection(f"http://127.0.0.1:{guard.public}", timeout=120), bodies[(number + turn) % 2])
                    statuses.append((answer.status, answer.headers["Retry-After"]))
                except OSError:
                    statuses.append((0, None))  # refused before the body was sent whole

        senders = [threading.Thread(target=send, args=(number,)) for number in range(SENDERS)]
        for sender in senders:
            sender.start()
        honest, took = Connection(f"http://127.0.0.1:{guard.public}"), []
        begun.wait()
        while any(sender.is_alive() for sender in senders) or len(took) < HONEST:
            began = time.monotonic()
            assert ask(honest, small).status == 200
            took.append(time.monotonic() - began)
        for sender in senders:
            sender.join()
        above, p99 = peak.above_idle(), sorted(took)[len(took) * 99 // 100] * 1000
        record_property("figures", f"{above:.0f} MiB above idle, honest p99 {p99:.1f} ms of {len(took)}, {sorted(set(statuses), key=str)}")
        print(f"{size // MIB} MiB texts from {SENDERS}: {above:.0f} MiB above idle, honest p99 {p99:.1f} ms of {len(took)}")
        assert above < MOST
        assert {status for status, _ in statuses} <= {0, 200, 503}
        assert all(after for status, after in statuses if status == 503), "503 says when to come again"
        assert any(status == 200 for status, _ in statuses)
        assert metric(guard.internal, "lgm_guard_large_texts") == 0
