"""The addresses that stand for the cluster's Services do what kube-proxy does, and no more."""
import socket
import threading

import pytest
from e2e.stack.ports import Ports
from e2e.upgrade.addresses import Addresses


class Echo:
    """Answers each message with its name before it; ends a connection when it is told `end`."""

    def __init__(self, name: str):
        self._name, self.received = name, []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket):
        with connection:
            while (message := connection.recv(100)) not in (b"", b"end"):
                connection.sendall(self._name.encode() + b":" + message)

    def close(self):
        self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts, which would take one more
        self._listener.close()


@pytest.fixture
def address():
    addresses = Addresses()
    port = Ports().any()
    yield port, lambda *echoes: addresses.set(port, [echo.port for echo in echoes])
    addresses.close()


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def ask(connection: socket.socket) -> str:
    connection.sendall(b"hello")
    return connection.recv(100).decode().partition(":")[0]


def test_new_connections_go_where_they_are_told_and_older_ones_stay(address):
    port, tell = address
    one, two = Echo("one"), Echo("two")
    tell(one)
    older = connect(port)
    assert ask(older) == "one"
    tell(two)
    assert [ask(connect(port)) for _ in range(20)] == ["two"] * 20
    assert ask(older) == "one"
    tell(one, two)
    assert {ask(connect(port)) for _ in range(50)} == {"one", "two"}


def test_an_end_is_passed_on(address):
    port, tell = address
    tell(Echo("one"))
    connection = connect(port)
    assert ask(connection) == "one"
    connection.sendall(b"end")
    assert connection.recv(100) == b""


def test_nothing_is_tried_elsewhere(address):
    port, tell = address
    gone, there = Echo("gone"), Echo("there")
    gone.close()
    tell(gone, there)
    outcomes = set()
    for _ in range(60):
        try:
            outcomes.add(ask(connect(port)))
        except ConnectionError:
            outcomes.add("refused")
    assert outcomes <= {"there", "refused", ""}
    assert "there" in outcomes and outcomes & {"refused", ""}
