"""A steady stream of requests against one address, by a few threads with keep-alive connections of their own."""
import http.client
import json
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class Sent:
    request_id: str
    at: float  # time.monotonic() before the first byte was sent
    outcome: str  # "answered", "refused": no connection could be made, "broken": sent, and no whole answer came
    status: int = 0


class Load:
    """`make(request_id)` gives (method, path, body or None, headers)."""

    def __init__(self, port: int, make, per_second: float = 200, threads: int = 32):
        self._port, self._make = port, make
        self._pause = threads / per_second
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self.sent: list[Sent] = []
        self._threads = [threading.Thread(target=self._work, args=(number,)) for number in range(threads)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def answered(self) -> int:
        with self._lock:
            return sum(s.outcome == "answered" for s in self.sent)

    def rate_before(self, moment: float, seconds: float = 2) -> float:
        """Requests a second that were sent in the time before."""
        with self._lock:
            return sum(moment - seconds <= s.at < moment for s in self.sent) / seconds

    def counts(self) -> Counter:
        return Counter(s.outcome if s.outcome != "answered" else s.status for s in self.sent)

    def _work(self, number: int):
        connection, count = None, 0
        due = time.monotonic() + self._pause * number / len(self._threads)
        while not self._stop.is_set():
            time.sleep(max(0.0, due - time.monotonic()))
            due = max(due + self._pause, time.monotonic() - 1)
            count += 1
            connection, sent = self._one(connection, f"load-{id(self):x}-{number}-{count}")
            with self._lock:
                self.sent.append(sent)

    def _one(self, connection, request_id):
        if connection is None:
            try:
                connection = socket.create_connection(("127.0.0.1", self._port), timeout=30)
            except OSError:
                return None, Sent(request_id, time.monotonic(), "refused")
            connection = _Keeping(connection)
        method, path, body, headers = self._make(request_id)
        began = time.monotonic()
        try:
            connection.request(method, path, body=None if body is None else json.dumps(body), headers={"X-Request-ID": request_id, **headers})
            response = connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            return None, Sent(request_id, began, "broken")
        if response.will_close:
            connection.close()
            connection = None
        return connection, Sent(request_id, began, "answered", response.status)


class _Keeping(http.client.HTTPConnection):
    """A connection that was made already; it is never made anew, so that a break shows."""

    def __init__(self, made: socket.socket):
        super().__init__("127.0.0.1", timeout=30)
        self.sock = made
        self.auto_open = 0
