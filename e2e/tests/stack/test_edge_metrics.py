"""What nginx counts of its answers: by upstream, by who answered, by status."""
import re
import signal
import socket
import struct
import threading

import pytest
import running_nginx
from access_log import lines_of
from e2e.faults.waiting import wait_until
from e2e.stack.ports import Ports
from running_nginx import SERVICES, Service, say

SAMPLE = re.compile(r"^(\w+)(?:\{(.*)\})? (\S+)$", re.M)
CHECK = "/dbmanage/api/v1/guard/check"


def samples(running) -> dict:
    """{(name, labels): value}."""
    answer = running.ask("/metrics", port=running.internal)
    assert answer.status == 200 and answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    return {(name, tuple(re.findall(r'="([^"]*)"', labels))): float(value) for name, labels, value in SAMPLE.findall(answer.body.decode())}


def answers(running) -> dict:
    """{(upstream, answered_by, status): number} of what has been answered."""
    return {labels: number for (name, labels), number in samples(running).items() if name == "lgm_edge_requests_total" and number}


def become(running, wanted: dict):
    """An answer is counted once it has left, by whoever sent it."""
    wait_until(lambda: answers(running) == wanted, 10, f"{wanted}; there is {answers(running)}")


def answer(handler):
    """As the service whose path tells how it fares."""
    for status in (401, 429, 500, 503):
        if str(status) in handler.path:
            handler.send_response(status)
            handler.send_header("Content-Length", "0")
            return handler.end_headers()
    if "broken" in handler.path:
        handler.close_connection = True  # without a word
        return None
    if "hangs" in handler.path:
        handler.server.asked.set()
        handler.server.over.wait(30)
    return say(handler, b"{}")


@pytest.fixture
def upstreams():
    running = {name: Service(answer) for name in SERVICES}
    for service in running.values():
        service.asked, service.over = threading.Event(), threading.Event()
    yield running
    for service in running.values():
        service.over.set()
        service.shutdown()


@pytest.fixture
def edge(upstreams, tmp_path):
    """guard-service is dead."""
    ports = {name: service.server_port for name, service in upstreams.items()}
    running = running_nginx.before(tmp_path, ports | {"guard-service": Ports().any()})
    yield running
    running.stop()


def test_what_alerts_look_for_is_there_before_it_happens(edge):
    there = samples(edge)
    assert not answers(edge)
    wanted = {(name, "service", status) for name in SERVICES for status in ("200", "500", "503")}
    wanted |= {(name, "edge", status) for name in (*SERVICES, "none") for status in ("500", "503")} | {("none", "edge", "200")}
    assert {labels for name, labels in there if name == "lgm_edge_requests_total"} == wanted
    assert {labels for name, labels in there if name == "lgm_edge_request_duration_seconds_count"} == {(name,) for name in (*SERVICES, "none")}


def test_a_dead_services_503_is_nginxs_own_and_a_services_its(edge):
    refused = edge.ask(CHECK, "POST", {"X-Request-ID": "dead-1"}, b"{}")
    assert (refused.status, refused.json()["code"], refused.headers["X-Request-ID"]) == (503, "unreachable", "dead-1")
    edge.ask("/dbmanage/api/v1/503")
    edge.ask("/api/v1/sso/500")
    edge.ask("/api/v1/tags")
    edge.ask("/api/v1/broken")
    become(edge, {("guard-service", "edge", "503"): 1, ("admin-service", "service", "503"): 1, ("auth-service", "service", "500"): 1,
                  ("admin-service", "service", "200"): 1, ("admin-service", "edge", "503"): 1})  # fmt: skip
    assert lines_of(edge.directory / "access.log", {"dead-1"})["dead-1"]["status"] == 503


def test_a_second_try_that_a_service_answers_is_the_services(upstreams, tmp_path):
    ports = {name: [Ports().any(), service.server_port] for name, service in upstreams.items()}
    running = running_nginx.before(tmp_path, ports)
    try:
        # The first goes to the dead replica or to the other; the second to whom the first did not.
        for _ in range(2):
            assert running.ask("/api/v1/tags").status == 200
        become(running, {("admin-service", "service", "200"): 2})
    finally:
        running.stop()


def test_nginxs_own_refusals_count_where_their_paths_belong(edge):
    assert edge.say(f"POST {CHECK} HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n".encode()).status == 413
    assert edge.ask("/api/v1/sso/login", "TRACE").status == 405
    assert edge.ask("/nothing").status == 404
    assert edge.say(b"no request\r\n\r\n").status == 400
    assert edge.ask("/web-manager/").status == 200
    assert edge.ask("/").status == 302
    become(edge, {("guard-service", "edge", "413"): 1, ("auth-service", "edge", "405"): 1, ("none", "edge", "404"): 1,
                  ("none", "edge", "400"): 1, ("none", "edge", "200"): 1, ("none", "edge", "302"): 1})  # fmt: skip


def test_who_leaves_before_the_answer_has_none(edge, upstreams):
    with socket.create_connection(("127.0.0.1", edge.port), timeout=20) as leaving:
        leaving.sendall(b"GET /api/v1/hangs HTTP/1.1\r\nHost: x\r\n\r\n")
        assert upstreams["admin-service"].asked.wait(20)
        leaving.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    become(edge, {("admin-service", "edge", "499"): 1})


def test_times_are_those_of_the_answers_but_429(edge, upstreams):
    threading.Timer(0.3, upstreams["admin-service"].over.set).start()
    assert edge.ask("/api/v1/hangs").status == 200
    assert edge.ask("/api/v1/429").status == 429
    become(edge, {("admin-service", "service", "200"): 1, ("admin-service", "service", "429"): 1})
    there = samples(edge)
    name = "lgm_edge_request_duration_seconds"
    assert there[name + "_count", ("admin-service",)] == 1 and there[name + "_sum", ("admin-service",)] >= 0.25
    buckets = [there[name + "_bucket", ("admin-service", le)] for le in ("0.1", "0.25", "10", "+Inf")]
    assert buckets[0] == 0 and buckets[2:] == [1, 1] and buckets == sorted(buckets)


def test_what_prometheus_and_the_kubelet_ask_is_no_traffic(edge):
    edge.ask("/web-manager/", headers={"X-Request-ID": "counted-1"})
    for path, status in (("/web-manager/", 200), ("/web-manager/tags", 404), ("/nothing", 404), ("/metrics", 200)):
        assert edge.ask(path, port=edge.internal).status == status
    assert edge.ask("/metrics").status == 404, "the public listener shows none"
    lines_of(edge.directory / "access.log", {"counted-1"})
    become(edge, {("none", "edge", "200"): 1, ("none", "edge", "404"): 1})
    assert len((edge.directory / "access.log").read_text().splitlines()) == 2


def test_connections_are_clients(edge):
    with socket.create_connection(("127.0.0.1", edge.port), timeout=20) as idle:
        idle.sendall(b"GET /web-manager/ HTTP/1.1\r\nHost: x\r\n\r\n")
        assert idle.recv(100)
        kept = lambda: {state: samples(edge)["lgm_edge_connections", (state,)] for state in ("active", "waiting")}  # noqa: E731
        wait_until(lambda: kept() == {"active": 2, "waiting": 1}, 10, "a connection kept, beside the scrape's own")
    wait_until(lambda: kept() == {"active": 1, "waiting": 0}, 10, "its end")


def test_counts_go_on_when_the_configuration_is_read_anew(edge):
    edge.ask("/nothing")
    become(edge, {("none", "edge", "404"): 1})
    edge.process.send_signal(signal.SIGHUP)
    workers = lambda: open(f"/proc/{edge.process.pid}/task/{edge.process.pid}/children").read().split()  # noqa: E731
    before = workers()
    wait_until(lambda: workers() and not set(before) & set(workers()), 20, "workers of their own")
    edge.ask("/nothing")
    become(edge, {("none", "edge", "404"): 2})
