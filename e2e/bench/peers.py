"""The servers that ours are compared with, started on free ports and stopped by their pid."""
import contextlib
import os
import secrets
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that Debian's FastAPI is installed for


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(command: list[str], port: int, log: Path, environment: dict | None = None):
    """Starts a server, waits until it accepts, yields its process."""
    with open(log, "w", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, **(environment or {})}, cwd=HERE)
    try:
        _wait_until_open(process, port, log)
        yield process
    finally:
        process.terminate()
        process.wait(10)


def _wait_until_open(process, port: int, log: Path):
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"{process.args[0]} did not start:\n{log.read_text()[-2000:]}")


@contextlib.contextmanager
def nginx_static(directory: Path):
    """nginx with one worker and no access log, answering a small JSON file from memory."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "hello.json").write_text('{"status":"healthy"}')
    port = free_port()
    user = "user root;" if os.getuid() == 0 else ""
    (directory / "nginx.conf").write_text(
        f"{user} worker_processes 1; daemon off; pid {directory}/pid; error_log stderr; events {{ worker_connections 1024; }}\n"
        f"http {{ access_log off; default_type application/json; keepalive_requests 100000000; open_file_cache max=10;\n"
        f"  client_body_temp_path {directory}/body; proxy_temp_path {directory}/proxy; fastcgi_temp_path {directory}/f;\n"
        f"  uwsgi_temp_path {directory}/u; scgi_temp_path {directory}/s;\n"
        f"  server {{ listen 127.0.0.1:{port}; root {directory}; }} }}\n"
    )
    with running(["nginx", "-e", "stderr", "-c", str(directory / "nginx.conf")], port, directory / "log") as process:
        yield process, f"http://127.0.0.1:{port}/hello.json"


@contextlib.contextmanager
def fastapi(directory: Path, database_url: str):
    """The FastAPI peer with one worker; yields (process, base URL, bearer token, seconds to the first answer)."""
    directory.mkdir(parents=True, exist_ok=True)
    key, port = secrets.token_hex(32), free_port()
    environment = {"BENCH_DATABASE": database_url.replace("mysql://", "mysql+aiomysql://"), "BENCH_KEY": key}
    command = [
        SYSTEM_PYTHON, "-m", "uvicorn", "fastapi_peer:app", "--port", str(port), "--loop", "uvloop", "--http", "httptools",
        "--no-access-log", "--log-level", "warning",
    ]  # fmt: skip
    began = time.monotonic()
    with running(command, port, directory / "log", environment) as process:
        base = f"http://127.0.0.1:{port}"
        first_answer(f"{base}/health")
        yield process, base, _token(key), time.monotonic() - began


def first_answer(url: str):
    until = time.monotonic() + 60  # Spring Boot's takes ten seconds of a busy core
    while True:
        try:
            return urllib.request.urlopen(url, timeout=5).read()
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise


def _token(key: str) -> str:
    script = (
        "import os, time; from jose import jwt; now = int(time.time());"
        "print(jwt.encode({'aud': 'llm-guard-manager', 'uid': 'bench', 'iat': now, 'exp': now + 3600}, os.environ['BENCH_KEY'], 'HS256'))"
    )
    made = subprocess.run([SYSTEM_PYTHON, "-c", script], env={**os.environ, "BENCH_KEY": key}, capture_output=True, text=True, check=True)
    return made.stdout.strip()
