"""nginx by itself, with a configuration as it is made, before services that a test writes."""
import http.client
import json
import os
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from e2e.stack import nginx, routing
from e2e.stack.databases import program
from e2e.stack.ports import Ports

TABLE = routing.load()
SERVICES = ("auth-service", "admin-service", "guard-service")
RUN_AS = "user root;" if os.getuid() == 0 else ""  # its workers


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    def json(self):
        return json.loads(self.body)


class Nginx:
    def __init__(self, directory: Path, configuration: Path, port: int, begun_with=(), internal: int = 0):
        self.directory, self.port, self.internal = directory, port, internal
        self.log = (directory / "stderr").open("w")
        self.process = subprocess.Popen([*begun_with, program("nginx"), "-e", "stderr", "-c", str(configuration)], stderr=self.log)

    def ask(self, path, method="GET", headers=None, body=None, port=0) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=20)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def say(self, text: bytes) -> Answer:
        """Bytes as they are, for requests that no client would send."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall(text)
            response = http.client.HTTPResponse(connection)
            response.begin()
            return Answer(response)

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        self.log.close()


def console_files(root: Path):
    assets = root / "web-manager/assets"
    assets.mkdir(parents=True)
    (root / "web-manager/index.html").write_text("<title>console</title>")
    (assets / "app.js").write_text("1")
    (root / "web-manager/runbooks").mkdir()
    for name in ("index", "LgmServiceDown"):
        (root / f"web-manager/runbooks/{name}.html").write_text(f"<!doctype html>{name}")


def started(directory: Path, configuration: Path, port: int, begun_with=(), internal: int = 0) -> Nginx:
    running = Nginx(directory, configuration, port, begun_with, internal)
    written = directory / "nginx.pid"  # when it listens, and is this process and no other that has the port
    while not written.exists() or written.read_text().strip() != str(running.process.pid):
        assert running.process.poll() is None, (directory / "stderr").read_text()
        time.sleep(0.01)
    return running


def before(directory: Path, ports: dict[str, int | list[int]], table=TABLE, begun_with=()) -> Nginx:
    """As in a local stack; perhaps by a program that sets something for it (prlimit)."""
    console_files(directory / "www")
    port, internal = (ports_left := Ports()).any(), ports_left.any()
    upstreams = {name: ports[name] if isinstance(ports[name], list) else [ports[name]] for name in SERVICES}
    site = nginx.Site(directory, directory / "access.log", port, internal, directory / "www", upstreams)
    return started(directory, nginx.write(table, site), port, begun_with, internal)


def of_the_image(directory: Path) -> Nginx:
    """The console's image alone, but for its folders and its port."""
    console_files(directory / "html")
    port = Ports().any()
    text = RUN_AS + "\n" + (routing.ROOT / "webui/image/nginx.conf").read_text()
    changes = {"listen 8080 ": f"listen 127.0.0.1:{port} ", "/tmp/": f"{directory}/", "/usr/share/nginx/html": f"{directory}/html",
               "/dev/stdout": f"{directory}/access.log"}  # fmt: skip
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    configuration = directory / "nginx.conf"
    configuration.write_text(text)
    return started(directory, configuration, port)


class Service(ThreadingHTTPServer):
    """Answers as `answer(handler)` does."""

    daemon_threads = True

    def __init__(self, answer):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                answer(self)

            do_POST = do_PUT = do_GET

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


def say(handler, body: bytes, status=200, **headers):
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)
