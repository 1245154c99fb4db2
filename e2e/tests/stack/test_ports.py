"""Stacks that start at the same moment on one machine: none takes the port, or the answer, of another one's program."""
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from e2e.stack.failure import StackFailure
from e2e.stack.listener import listens
from e2e.stack.ports import Ports
from e2e.stack.process import HttpReady, PortOpen, Process

SERVES = "import http.server, sys; http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()"
WAITS = "import signal; signal.pause()"


def python(text: str, *arguments) -> list[str]:
    return [sys.executable, "-c", text, *map(str, arguments)]


class Ready(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def stranger():
    """The port of another program, which is ready."""
    server = HTTPServer(("127.0.0.1", 0), Ready)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture
def started(tmp_path):
    made = []

    def start(command: list[str], ready, within=1.0) -> Process:
        process = Process(name="admin-service", command=command, environment={}, log=tmp_path / "log", ready=ready, ready_within=within)
        process.start(tmp_path)
        made.append(process)
        return process

    yield start
    for process in made:
        with contextlib.suppress(ProcessLookupError):  # it has ended by itself
            os.killpg(process.child.pid, signal.SIGKILL)  # with what it started
        process.child.wait()


@pytest.mark.parametrize("ready", [lambda port: HttpReady(port, "/health/ready"), PortOpen], ids=["http", "port"])
def test_another_programs_answer_is_none(started, stranger, ready):
    with pytest.raises(StackFailure, match=f"admin-service 1 was not ready within 1 s .port {stranger} is another program's"):
        started(python(WAITS), ready(stranger)).await_ready(lambda: False)


def test_a_program_that_cannot_bind_is_told_by_its_end(started, stranger):
    with pytest.raises(StackFailure, match="ended at its start.*exit code 1"):
        started(python(SERVES, stranger), HttpReady(stranger, "/"), within=60).await_ready(lambda: False)


def test_a_container_is_asked_for_its_own_process(started, stranger, monkeypatch):
    process = started(python(WAITS), PortOpen(stranger))
    process.container = "lgm-1"
    monkeypatch.setattr("e2e.stack.containers.pid_of", lambda name: process.child.pid if name == "lgm-1" else 0)
    with pytest.raises(StackFailure, match="another program's"):
        process.await_ready(lambda: False)


def test_what_a_child_listens_on_counts_as_its_parents(started):
    port = Ports().any()
    shell = started(["/bin/sh", "-c", '"$0" -c "$1" "$2"; exit 1', sys.executable, SERVES, str(port)], PortOpen(port), within=60)
    shell.await_ready(lambda: False)
    assert listens(shell.child.pid, port)


def test_a_port_is_reserved_against_other_stacks_before_anything_listens():
    ports = Ports()
    port = ports.any()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", port))  # free still: nobody listens
    asks = f"from e2e.stack.ports import Ports; print(Ports().prefer({port}))"
    root = Path(__file__).resolve().parents[3]
    ask = lambda: int(subprocess.run(python(asks), cwd=root, capture_output=True, text=True, check=True).stdout)  # noqa: E731
    assert ask() != port
    del ports
    assert ask() == port
