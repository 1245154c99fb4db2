"""Stands before a provider and passes on what it says, but for what a test wants to be otherwise."""
import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from .keys import RsaKey, claims_of, token

DISCOVERY = "/.well-known/openid-configuration"
ALWAYS_LEFT_OUT = ("connection", "content-length", "transfer-encoding", "date", "server")


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json"),)


def plain(wrapper: "Wrapper", claims: dict) -> str:
    """An ID token with these claims, as it should be but for them."""
    return token({"alg": "RS256", "kid": wrapper.key.name}, claims, wrapper.key.sign)


@dataclass(frozen=True)
class Lie:
    """About what is asked for at paths of the wrapper. Paths of an issuer below it begin with its name."""

    claims: Callable[[dict], dict] | None = None  # what they become in ID tokens, which are signed anew
    sign: Callable[["Wrapper", dict], str] = plain
    answer: Callable[[dict], dict] = dict  # what the token endpoint's answer becomes
    instead: dict[str, Reply] = field(default_factory=dict)
    delays: dict[str, float] = field(default_factory=dict)  # seconds


class Wrapper:
    def __init__(self, port: int, directory: Path, behind: int, secret: str):
        """`behind`: the port of a provider whose issuer is this one. `secret`: the client's."""
        self.issuer = f"http://localhost:{port}"
        self.key, self.unpublished = RsaKey(directory, "wrapper"), RsaKey(directory, "unpublished")
        self.behind, self.secret, self.calls = behind, secret, Counter()
        self.given = set()  # tokens that went through it
        self._lie, self._documents = Lie(), {}
        self._server = ThreadingHTTPServer(("localhost", port), type("Handler", (_Handler,), {"wrapper": self}))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

    @contextmanager
    def lying(self, **how):
        self._lie = Lie(**how)
        try:
            yield
        finally:
            self._lie = Lie()

    def below(self, name: str, document: Callable[[dict], dict] | Reply) -> str:
        """An issuer more: the same provider by paths that begin with its name, with other metadata; its issuer."""
        self._documents[name] = document
        return f"{self.issuer}/{name}"

    def reply(self, method: str, target: str, headers, body: bytes) -> Reply:
        path = urlsplit(target).path
        self.calls[path] += 1
        lie = self._lie
        time.sleep(lie.delays.get(path, 0))
        if path in lie.instead:
            return lie.instead[path]
        name = path.split("/")[1]
        if name not in self._documents:
            return self._changed(path, lie, self._passed(method, target, headers, body))
        inner = target.removeprefix(f"/{name}")
        if inner == DISCOVERY:
            return self._document(name)
        return self._changed(urlsplit(inner).path, lie, self._passed(method, inner, headers, body))

    def _document(self, name: str) -> Reply:
        document = self._documents[name]
        if isinstance(document, Reply):
            return document
        honest = json.loads(self._passed("GET", DISCOVERY, {}, b"").body)
        below = {key: value.replace(self.issuer, f"{self.issuer}/{name}") if isinstance(value, str) else value for key, value in honest.items()}
        return Reply(body=json.dumps(document(below)).encode())

    def _changed(self, path: str, lie: Lie, reply: Reply) -> Reply:
        if reply.status != 200 or path not in ("/jwks", "/token"):
            return reply
        said = json.loads(reply.body)
        if path == "/jwks":
            said["keys"].append(self.key.jwk)
        else:
            if lie.claims:
                said["id_token"] = lie.sign(self, lie.claims(claims_of(said["id_token"])))
            self.given.update((said["id_token"], said["access_token"]))
            said = lie.answer(said)
        return Reply(200, json.dumps(said).encode(), reply.headers)

    def _passed(self, method: str, target: str, headers, body: bytes) -> Reply:
        connection = http.client.HTTPConnection("localhost", self.behind, timeout=20)
        sent = {name: value for name, value in headers.items() if name.lower() not in ALWAYS_LEFT_OUT} | {"Host": urlsplit(self.issuer).netloc}
        try:
            connection.request(method, target, body or None, sent)
            answer = connection.getresponse()
            return Reply(answer.status, answer.read(), tuple(pair for pair in answer.getheaders() if pair[0].lower() not in ALWAYS_LEFT_OUT))
        finally:
            connection.close()


class _Handler(BaseHTTPRequestHandler):
    wrapper: Wrapper
    protocol_version = "HTTP/1.1"

    def _serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            reply = self.wrapper.reply(self.command, self.path, self.headers, body)
        except OSError:
            reply = Reply(502)
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        try:
            self.wfile.write(reply.body)
        except OSError:
            self.close_connection = True  # who asked waits no more

    do_GET = do_POST = _serve

    def log_message(self, *_):
        pass
