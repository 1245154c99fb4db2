"""Connections that cost a service memory: each sends what it is told and then waits, and begins anew a second after the
server has ended it. They run in a process of their own, so that the honest clients of a drill are measured beside them
and not behind them.

`with Senders([Attack(port, head, body_bytes, connections)]) as senders: …; senders.answers` counts statuses."""
import json
import selectors
import socket
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass

PIECE = 256 * 1024
PAUSE = 1.0  # seconds before a connection that was ended begins anew


@dataclass(frozen=True)
class Attack:
    port: int
    head: str  # with its empty line; what Content-Length says is the attacker's business
    body: str = ""  # sent over and over, `body_bytes` in all
    body_bytes: int = 0
    connections: int = 1
    reads: bool = True  # what is answered
    tail: str = ""  # sent behind the body


def _head(path: str, length: int, headers: tuple[str, ...]) -> str:
    lines = [f"POST {path} HTTP/1.1", "Host: h", "Content-Type: application/json", f"Content-Length: {length}", *headers]
    return "\r\n".join(lines) + "\r\n\r\n"


def post(port: int, path: str, length: int, sent: int, connections: int, *headers: str, body: str = "x") -> Attack:
    """`length` is what the head announces, `sent` what comes of it."""
    return Attack(port, _head(path, length, headers), body, sent, connections)


def post_text(port: int, path: str, members: dict, unit: str, size: int, connections: int, *headers: str) -> Attack:
    """A whole body whose last member is a text of `size` bytes, made of one unit over and over."""
    *others, name = members
    size -= size % len(unit.encode())
    begun = json.dumps({other: members[other] for other in others})[:-1] + f', "{name}": "'
    length = len(begun.encode()) + size + 2
    return Attack(port, _head(path, length, ("Connection: close", *headers)) + begun, unit, size, connections, tail='"}')


class Senders:
    def __init__(self, attacks: list[Attack]):
        self._attacks = attacks
        self.answers: Counter = Counter()  # status, or "none" where the server only closed; known at the end

    def __enter__(self):
        command = [sys.executable, "-m", "e2e.faults.hostile"]
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._child.stdin.write(json.dumps([asdict(attack) for attack in self._attacks]) + "\n")
        self._child.stdin.flush()
        assert self._child.stdout.readline() == "sent\n", "the senders did not begin"
        return self

    def __exit__(self, *_):
        told, _ = self._child.communicate("end\n", timeout=30)
        self.answers.update(json.loads(told))


class _Sender:
    def __init__(self, attack: dict, selector: selectors.BaseSelector):
        self._attack, self._selector = attack, selector
        unit = attack["body"].encode()
        self._body = memoryview(unit * (PIECE // max(len(unit), 1)))
        self.begin_at = 0.0
        self.socket: socket.socket | None = None
        self.idle = False  # everything was sent once, or the server has ended it once

    def begin(self):
        self.begin_at = float("inf")
        self._left, self._rest = self._attack["body_bytes"], self._attack["head"].encode()
        self._tail = self._attack["tail"].encode()
        self._heard = b""
        self.socket = socket.socket()
        self.socket.setblocking(False)
        self.socket.connect_ex(("127.0.0.1", self._attack["port"]))
        reading = selectors.EVENT_READ if self._attack["reads"] else 0
        self._selector.register(self.socket, reading | selectors.EVENT_WRITE, self)

    def ready(self, events: int, answers: Counter):
        try:
            if events & selectors.EVENT_READ:
                got = self.socket.recv(4096)
                self._heard += got[:16]
                if not got:
                    return self._ended(answers)
            if events & selectors.EVENT_WRITE:
                self._send()
        except OSError:
            self._ended(answers)

    def _send(self):
        if not self._rest:
            self._rest = self._body[: self._left]
            self._left -= len(self._rest)
        if not self._rest:
            self._rest, self._tail = self._tail, b""
        if not self._rest:
            self.idle = True
            if self._attack["reads"]:
                self._selector.modify(self.socket, selectors.EVENT_READ, self)
            else:
                self._selector.unregister(self.socket)
            return
        self._rest = self._rest[self.socket.send(self._rest) :]

    def _ended(self, answers: Counter):
        answers[self._heard[9:12].decode(errors="replace") or "none"] += 1
        self._selector.unregister(self.socket)
        self.socket.close()
        self.idle, self.begin_at = True, time.monotonic() + PAUSE


def _run():
    selector = selectors.DefaultSelector()
    senders = [_Sender(attack, selector) for attack in json.loads(sys.stdin.readline()) for _ in range(attack["connections"])]
    answers: Counter = Counter()
    selector.register(sys.stdin, selectors.EVENT_READ)
    told = False
    while True:
        now = time.monotonic()
        for sender in senders:
            if sender.begin_at <= now:
                sender.begin()
        for key, events in selector.select(0.05):
            if key.data is None:
                print(json.dumps(answers))
                return
            key.data.ready(events, answers)
        if not told and all(sender.idle for sender in senders):
            told = True
            print("sent", flush=True)


if __name__ == "__main__":
    _run()
