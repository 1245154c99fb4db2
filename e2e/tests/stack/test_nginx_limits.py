"""How long nginx waits for a service, how many requests it holds, and what it keeps of a body."""
import dataclasses
import socket
import threading
import time

import running_nginx
from running_nginx import SERVICES, TABLE, Service, say


class Hanging:
    """Services that answer nothing until they are let go."""

    def __init__(self):
        self.let_go = threading.Event()
        self.services = {name: Service(self.answer) for name in SERVICES}

    def answer(self, handler):
        self.let_go.wait(60)
        say(handler, b"{}")

    def ports(self):
        return {name: service.server_port for name, service in self.services.items()}

    def stop(self):
        self.let_go.set()
        for service in self.services.values():
            service.shutdown()


def with_seconds(seconds, of):
    """The table with another limit of time for the routes of one service."""
    api = tuple(
        dataclasses.replace(route, kind=dataclasses.replace(route.kind, timeout_seconds=seconds)) if route.service == of else route
        for route in TABLE.api
    )
    return dataclasses.replace(TABLE, api=api)


def test_each_route_has_its_own_limit_of_time():
    limits = {path: TABLE.route_of(path).kind.timeout_seconds for path in ("/api/v1/guard/check", "/dbmanage/api/v1/guard/check/batch", "/api/v1/sso/login", "/api/v1/tags")}
    assert list(limits.values()) == [30, 30, 60, 600]


def test_a_service_that_hangs_does_not_hold_its_callers(tmp_path):
    hanging = Hanging()
    server = running_nginx.before(tmp_path, hanging.ports(), with_seconds(1, "guard-service"))
    try:
        others = []
        waiting = threading.Thread(target=lambda: others.append(server.ask("/api/v1/tags")))
        waiting.start()
        answer = server.ask("/api/v1/guard/check", "POST", body=b"{}")
        assert answer.status == 503 and answer.json()["code"] == "unreachable" and answer.headers["Retry-After"] == "1"
        assert "did not answer in time" in answer.json()["detail"]
        assert not others  # its own limit is another one
        hanging.let_go.set()
        waiting.join(20)
        assert others[0].status == 200
    finally:
        server.stop()
        hanging.stop()


def test_more_requests_are_held_than_a_soft_limit_of_1024_descriptors_allows(tmp_path):
    held = 700
    with socket.create_server(("127.0.0.1", 0), backlog=2 * held) as hanging:  # connects, and answers nothing
        server = running_nginx.before(tmp_path, {name: hanging.getsockname()[1] for name in SERVICES}, begun_with=("prlimit", "--nofile=1024:"))
        connections = []
        try:
            for _ in range(held):
                connections.append(socket.create_connection(("127.0.0.1", server.port), timeout=20))
                connections[-1].sendall(b"GET /api/v1/tags HTTP/1.1\r\nHost: x\r\n\r\n")
            assert server.ask("/web-manager/").status == 200  # accepted after all of them
            assert "Too many open files" not in (tmp_path / "stderr").read_text()
        finally:
            for connection in connections:
                connection.close()
            server.stop()


class Reading:
    """A service that tells how much of a body has come so far."""

    def __init__(self):
        self.changed, self.bytes = threading.Condition(), 0
        self.services = {name: Service(self.answer) for name in SERVICES}

    def answer(self, handler):
        left = int(handler.headers["Content-Length"])
        while left and (part := handler.rfile.read1(min(left, 65536))):
            left -= len(part)
            with self.changed:
                self.bytes += len(part)
                self.changed.notify_all()
        if not left:
            say(handler, b"{}")

    def wait_for(self, count):
        with self.changed:
            assert self.changed.wait_for(lambda: self.bytes >= count, 20), self.bytes


def test_bodies_are_handed_on_and_not_kept(tmp_path):
    """Many slow large bodies fill no disk here: a service has what was sent, and the temporary folder has nothing."""
    reading, sent, size = Reading(), 4 * 1024 * 1024, 16 * 1024 * 1024
    server = running_nginx.before(tmp_path, {name: service.server_port for name, service in reading.services.items()})
    connections = []
    try:
        for _ in range(3):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
            connections.append(connection)
            connection.sendall(f"POST /api/v1/guard/check HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode() + b"x" * sent)
        reading.wait_for(3 * sent)
        assert [path for path in (tmp_path / "body").rglob("*") if path.is_file()] == []
        held = sum(link.stat().st_size for pid in workers(server) for link in pid.glob("fd/*") if str(tmp_path / "body") in str(link.readlink()))
        assert held == 0  # files whose names are gone already
        connections[0].sendall(b"x" * (size - sent))
        assert connections[0].recv(100).startswith(b"HTTP/1.1 200 ")
    finally:
        for connection in connections:
            connection.close()
        server.stop()
        for service in reading.services.values():
            service.shutdown()


def workers(server):
    from pathlib import Path

    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    assert children
    return [Path("/proc") / child for child in children]


def test_a_refusal_before_the_body_reaches_the_client(tmp_path):
    """A service refuses at the end of the head; the client need not send the rest."""

    def refuse(handler):
        handler.send_response(401)
        handler.send_header("Content-Length", "2")
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(b"{}")
        handler.close_connection = True

    services = {name: Service(refuse) for name in SERVICES}
    server = running_nginx.before(tmp_path, {name: service.server_port for name, service in services.items()})
    try:
        begun = time.monotonic()
        answer = server.say(b"POST /api/v1/guard/check HTTP/1.1\r\nHost: x\r\nContent-Length: 16000000\r\n\r\nx")
        assert answer.status == 401 and time.monotonic() - begun < 20
    finally:
        server.stop()
        for service in services.values():
            service.shutdown()
