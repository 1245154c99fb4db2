"""Clients that ask for a long list and do not read it: admin-service holds a page for each, not the list."""
import json
import socket

import pytest
from contract.resources import make_scenario
from e2e.client.session import BASE
from e2e.faults.memory import PeakMemory
from e2e.faults.replica import Replica
from e2e.faults.stores import sql

pytestmark = [pytest.mark.faults, pytest.mark.long]
READERS, ROWS = 40, 100_000
MOST = 64  # MiB above idle
DIGITS = "(" + " UNION ALL ".join(f"SELECT {digit} AS d" for digit in range(10)) + ")"


@pytest.fixture
def long_list(stack, admin, unique, real_stores):
    app = make_scenario(admin, unique)["app_id"]
    tables = " CROSS JOIN ".join(f"{DIGITS} AS t{place}" for place in range(5))
    number = "CONCAT(t0.d, t1.d, t2.d, t3.d, t4.d)"
    sql(stack, f"INSERT INTO lib_scenario_keywords (id, scenario_id, keyword, rule_mode, category, is_active, note, version) "
        f"SELECT UUID(), '{app}', CONCAT('drill word ', {number}), 1, 1, 0, REPEAT('x', 80), 1 FROM {tables}")  # fmt: skip
    yield app
    sql(stack, f"DELETE FROM lib_scenario_keywords WHERE scenario_id = '{app}'")


def reader(port: int, path: str, authorization: str) -> socket.socket:
    """A client that takes next to nothing into its own buffers, and reads nothing by itself."""
    client = socket.socket()
    client.settimeout(30)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
    client.sendall(f"GET {BASE}{path} HTTP/1.1\r\nHost: h\r\nAuthorization: {authorization}\r\n\r\n".encode())
    return client


def test_of_a_long_list_cost_a_page_each(stack, long_list, recovered, record_property):
    path = f"/keywords/scenario/{long_list}"
    with Replica(stack, "admin-service") as replica:
        replica.until_ready()
        api = stack.administrator().at(replica.public)
        assert api.get(path, query={"limit": 1}).status == 200
        peak = PeakMemory(replica.pid)
        readers = [reader(replica.public, path, api.headers["Authorization"]) for _ in range(READERS)]
        answers = [client.recv(64) for client in readers]
        statuses = [int(answer.split()[1]) for answer in answers]
        above = peak.above_idle()
        record_property("figures", f"{above:.0f} MiB above idle, {statuses.count(200)} lists under way, {statuses.count(503)} refused")
        print(f"{READERS} slow readers: {above:.0f} MiB above idle, {statuses.count(200)} under way, {statuses.count(503)} refused")
        assert above < MOST
        assert set(statuses) == {200, 503} and statuses.count(200) >= 4
        for client in readers:
            client.close()
        # They have gone: the whole list, in its order.
        answer = api.get(path)
        while answer.status == 503:
            answer = api.get(path)
        ids = [row["id"] for row in json.loads(answer.body)]
        assert len(ids) == ROWS and ids == sorted(ids)
