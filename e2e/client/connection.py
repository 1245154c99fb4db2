"""One keep-alive connection to one address; answers as plain values. Not for several threads at once."""
import http.client
import json
import time
from urllib.parse import urlencode, urlsplit

STALE_AFTER_SECONDS = 30  # servers close what has been idle for 75 s
# Each refusal that was met: method, path, status and code. The tests look them up in the OpenAPI documents.
refused: set[tuple[str, str, int, str]] = set()


class Answer:
    def __init__(self, status: int, headers, body: bytes):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()

    def __repr__(self):
        return f"<{self.status} {self.body[:300]!r}>"


def _note(method: str, target: str, answer: Answer):
    if answer.headers.get("Content-Type") == "application/problem+json" and answer.body:
        refused.add((method, urlsplit(target).path, answer.status, answer.json()["code"]))


class Connection:
    def __init__(self, url: str, prefix: str = "", headers: dict[str, str] | None = None, timeout: float = 30, source: str = ""):
        """`source` is the address that it comes from."""
        address = urlsplit(url)
        self._connection = http.client.HTTPConnection(address.hostname, address.port, timeout=timeout, source_address=(source, 0) if source else None)
        self.prefix = prefix
        self._last_used = time.monotonic()
        self.headers = dict(headers or {})

    def request(self, method: str, path: str, value=None, *, query=None, headers=None, body: bytes | str | None = None) -> Answer:
        """`value` is sent as JSON, `body` as it is. Sent once; a connection that the server closed while idle is
        opened anew when nothing was read on it yet and the method may be repeated."""
        target = self.prefix + path + ("?" + urlencode(query) if query else "")
        sent = {**self.headers, **(headers or {})}
        if value is not None:
            body = json.dumps(value, ensure_ascii=False).encode()
            sent.setdefault("Content-Type", "application/json")
        try:
            return self._exchange(method, target, body, sent)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.close()
            if method not in ("GET", "HEAD", "OPTIONS"):
                raise
            return self._exchange(method, target, body, sent)

    def _exchange(self, method, target, body, headers) -> Answer:
        if time.monotonic() - self._last_used > STALE_AFTER_SECONDS:
            self.close()
        self._last_used = time.monotonic()
        try:
            self._connection.request(method, target, body=body, headers=headers)
            response = self._connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
            _note(method, target, answer)
            return answer
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def close(self):
        self._connection.close()

    def get(self, path, **options) -> Answer:
        return self.request("GET", path, **options)

    def post(self, path, value=None, **options) -> Answer:
        return self.request("POST", path, value, **options)

    def put(self, path, value=None, **options) -> Answer:
        return self.request("PUT", path, value, **options)

    def patch(self, path, value=None, **options) -> Answer:
        return self.request("PATCH", path, value, **options)

    def delete(self, path, **options) -> Answer:
        return self.request("DELETE", path, **options)
