"""Clients that ask for a long list and do not read it: admin-service holds a page for each, not the list, and serves others.
Latencies are printed and belong to docs/reliability.md; memory is asserted."""
import json
import socket
import time
from collections import Counter

import pytest
from contract.resources import make_scenario
from e2e.client.session import BASE
from e2e.faults.memory import PeakMemory
from e2e.faults.replica import Replica
from e2e.faults.stores import sql

pytestmark = [pytest.mark.faults, pytest.mark.long]
READERS, ROWS = 40, 100_000
OF_ONE = 8  # lists at a time
ASKS = 400  # of an honest client beside them
MOST = 64  # MiB above idle
DIGITS = "(" + " UNION ALL ".join(f"SELECT {digit} AS d" for digit in range(10)) + ")"
TABLES = " CROSS JOIN ".join(f"{DIGITS} AS t{place}" for place in range(5))
NUMBER = "CONCAT(t0.d, t1.d, t2.d, t3.d, t4.d)"


class LongList:
    """Rows that come and go by SQL, and the list that answers with all of them."""

    def __init__(self, stack, path: str, table: str, columns: str, values: str, gone: str, rows: int = ROWS):
        self.path, self.rows = path, rows
        fill = f"INSERT INTO {table} ({columns}) SELECT {values} FROM {TABLES} LIMIT {rows}"
        self._fill = lambda: sql(stack, fill)
        self._empty = lambda: sql(stack, gone)

    def __enter__(self):
        self._fill()
        return self

    def __exit__(self, *_):
        self._empty()


def keywords(stack, app: str, mark: str) -> LongList:
    return LongList(
        stack, f"/keywords/scenario/{app}", "lib_scenario_keywords", "id, scenario_id, keyword, rule_mode, category, is_active, note, version",
        f"UUID(), '{app}', CONCAT('drill word ', {NUMBER}), 1, 1, 0, REPEAT('x', 80), 1",
        f"DELETE FROM lib_scenario_keywords WHERE scenario_id = '{app}'",
    )  # fmt: skip


def grants(stack, app: str, mark: str) -> LongList:
    """Of somebody who never signs in: the administrator's own would make every request of the drill heavy. Ten thousand, as
    each page sorts what is left of them."""
    sql(stack, f"INSERT INTO users (id, username, role, is_active, created_at, updated_at, version) "
        f"VALUES ('{mark}', '{mark}', 'NONE', 0, UTC_TIMESTAMP(), UTC_TIMESTAMP(), 1)")  # fmt: skip
    role = "(SELECT id FROM roles WHERE role_code = 'ANNOTATOR')"
    return LongList(
        stack, f"/users/{mark}/roles", "user_scenario_roles", "id, user_id, scenario_id, role_id, created_at",
        f"UUID(), '{mark}', CONCAT('{mark}', {NUMBER}), {role}, UTC_TIMESTAMP()",
        f"DELETE FROM user_scenario_roles WHERE user_id = '{mark}'; DELETE FROM users WHERE id = '{mark}'",
        rows=10_000,
    )  # fmt: skip


def reader(port: int, path: str, authorization: str) -> socket.socket:
    """A client that takes next to nothing into its own buffers, and reads nothing by itself."""
    client = socket.socket()
    client.settimeout(30)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
    client.sendall(f"GET {BASE}{path} HTTP/1.1\r\nHost: h\r\nAuthorization: {authorization}\r\n\r\n".encode())
    return client


def measured(ask) -> list[float]:
    """Milliseconds that each took, the quickest first."""
    took = []
    for _ in range(ASKS):
        began = time.monotonic()
        assert ask() == 200
        took.append((time.monotonic() - began) * 1000)
    return sorted(took)


@pytest.mark.parametrize("list_of", [keywords, grants])
@pytest.mark.real_stores
def test_of_a_long_list_cost_a_page_each(list_of, stack, admin, unique, recovered, record_property):
    mark = unique("d")
    with list_of(stack, make_scenario(admin, unique)["app_id"], mark) as long, Replica(stack, "admin-service") as replica:
        replica.until_ready()
        api = stack.administrator().at(replica.public)
        honest = lambda: api.get("/tags/", query={"limit": 5}).status  # noqa: E731
        assert honest() == 200
        peak = PeakMemory(replica.pid)
        readers = [reader(replica.public, long.path, api.headers["Authorization"]) for _ in range(READERS)]
        took = measured(honest)
        statuses = [int(client.recv(64).split()[1]) for client in readers]
        above = peak.above_idle()
        figures = (f"{above:.0f} MiB above idle, {statuses.count(200)} lists under way, {statuses.count(503)} refused, "
                   f"honest p50 {took[ASKS // 2]:.1f} ms, p99 {took[ASKS * 99 // 100]:.1f} ms")  # fmt: skip
        record_property("figures", figures)
        print(f"{READERS} slow readers of {list_of.__name__}: {figures}")
        assert above < MOST
        assert Counter(statuses) == {200: OF_ONE, 503: READERS - OF_ONE}
        for client in readers:
            client.close()
        # They have gone: the whole list, each row once.
        answer = api.get(long.path)
        while answer.status == 503:
            answer = api.get(long.path)
        ids = [row["id"] for row in json.loads(answer.body)]
        assert len(set(ids)) == len(ids) == long.rows
