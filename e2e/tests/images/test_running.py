"""How the images run: hardened, limited, ready quickly, small, drained at their end."""
import json
import os
import secrets
import socket
import socketserver
import struct
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from built_images import HARDENED, SERVICES, containers, image, inspect, podman, resident_mib, run
from running_stack import RunningStack, wait_until

READY_MS, RESIDENT_MIB = 1000, 20


@pytest.fixture(scope="module", params=["embedded", "real"])
def stack(request, tmp_path_factory):
    running = RunningStack(tmp_path_factory.mktemp("images") / "state", IMAGES="1", IMAGE_MEMORY="64m", STORE=request.param)
    yield running.start()
    running.stop()


def container_of(stack, name: str) -> dict:
    return json.loads(podman("container", "inspect", stack.services(name)[0]["container"]).stdout)[0]


def test_containers_are_hardened(stack):
    for name in (*SERVICES, "nginx"):
        found = container_of(stack, name)
        host = found["HostConfig"]
        assert host["ReadonlyRootfs"] and found["Config"]["User"] == "1000:1000", name
        assert not found["EffectiveCaps"] and "no-new-privileges" in host["SecurityOpt"], name
        assert name == "nginx" or host["Memory"] == 64 * 2**20, name
        status = Path(f"/proc/{found['State']['Pid']}/status").read_text()
        assert "\nUid:\t1000\t1000\t1000\t1000\n" in status and "\nCapEff:\t0000000000000000\n" in status
        assert "\nNoNewPrivs:\t1\n" in status


def test_the_health_command_of_each_service(stack):
    for name in SERVICES:
        asked = podman("exec", stack.services(name)[0]["container"], f"/usr/bin/{name}", "health", ok=False)
        assert asked.returncode == 0, name + asked.stdout + asked.stderr
        assert asked.stdout.count("\n") == 1 and asked.stdout.startswith("{")


def test_a_service_sees_its_own_secrets_alone(stack):
    seen = {name: {m["Source"] for m in container_of(stack, name)["Mounts"] if "/secrets/" in m["Source"]} for name in SERVICES}
    holders = {Path(path).name: {n for n in SERVICES if path in seen[n]} for paths in seen.values() for path in paths}
    assert holders["secret_key"] == holders["signing_key.pem"] == {"auth-service"}
    assert holders["token_auth_to_session_cache"] == {"auth-service", "session-cache-service"}
    assert not any(path.endswith("/secrets") for paths in seen.values() for path in paths)


def test_ready_within_a_second_and_small_when_idle(stack, tmp_path_factory):
    for name in SERVICES:
        described = stack.services(name)[0]
        assert described["ready_ms"] <= READY_MS, f"{name}: {described['ready_ms']} ms from podman's start"
        resident = resident_mib(container_of(stack, name)["State"]["Pid"])
        assert resident <= RESIDENT_MIB, f"{name}: {resident:.1f} MiB"


def test_the_console_and_the_api_through_the_consoles_image(stack):
    with urllib.request.urlopen(stack.url + "/web-manager/") as page:
        assert b'<div id="app">' in page.read()
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    with urllib.request.urlopen(stack.url + "/web-manager/config.json") as answer:
        assert json.load(answer) == {"apiBase": "/dbmanage/api/v1", "portalUrl": "", "localLogin": False}
    assert stack.administrator().api.get("/tags/").status == 200


def test_make_stop_leaves_no_container(tmp_path):
    first = RunningStack(tmp_path / "first", IMAGES="1").start()
    second = RunningStack(tmp_path / "second", IMAGES="1").start()
    names = {stack: [s["container"] for s in stack.description["services"] if "container" in s] for stack in (first, second)}
    assert len(names[first]) == len(SERVICES) + 1 and not set(names[first]) & set(names[second])
    try:
        first.stop()
        assert all(podman("container", "exists", name, ok=False).returncode == 1 for name in names[first])
        assert all(podman("container", "exists", name, ok=False).returncode == 0 for name in names[second])
    finally:
        second.stop()
    assert all(podman("container", "exists", name, ok=False).returncode == 1 for name in names[second])


class Lone:
    """session-cache-service in a container of its own: it needs a directory and no other service."""

    def __init__(self, directory: Path):
        self.name = f"lgm-test-{secrets.token_hex(6)}"
        self.token = "t" * 40
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        data = directory / "data"
        data.mkdir()
        os.chown(data, containers.USER, containers.USER)
        podman("run", "--detach", f"--name={self.name}", *HARDENED, f"--volume={data}:/data", "--env=SESSION_STORE_FILE=/data/sessions",
               "--env=BIND_ADDRESS=127.0.0.1", f"--env=INTERNAL_PORT={self.port}", f"--env=INTERNAL_TOKENS_FROM_AUTH={self.token}",
               image("session-cache-service"))  # fmt: skip
        wait_until(lambda: self.health().returncode == 0, 10, "readiness")

    def health(self):
        return podman("exec", self.name, "/usr/bin/session-cache-service", "health", ok=False)

    def get(self, path: str):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Authorization": f"Bearer {self.token}"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)


@pytest.fixture
def lone(tmp_path):
    started = Lone(tmp_path)
    yield started
    podman("rm", "--force", "--time=0", started.name)


def test_the_stop_signal_drains(lone):
    """A poll that waits for news is answered, not cut off; the program ends by itself with 0, long before it is killed."""
    feed = lone.get("/internal/v1/revocations/snapshot")[1]
    answers = []
    path = f"/internal/v1/revocations?epoch={feed['epoch']}&after={feed['seq']}&wait=25"
    waiting = threading.Thread(target=lambda: answers.append(lone.get(path)))
    waiting.start()
    wait_until(lambda: " 1" in _gauge(lone, "lgm_waiting_polls"), 10, "the waiting poll")
    began = time.monotonic()
    podman("stop", "--time=20", lone.name)
    waiting.join(10)
    assert time.monotonic() - began < 8
    assert answers and answers[0][0] == 200 and answers[0][1]["entries"] == []
    state = json.loads(podman("container", "inspect", lone.name).stdout)[0]["State"]
    assert (state["ExitCode"], state["OOMKilled"]) == (0, False)


def _gauge(lone, name: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{lone.port}/metrics") as answer:
        return next((line for line in answer.read().decode().splitlines() if line.startswith(name)), "")


def test_the_health_command_says_why_not():
    nobody = run("auth-service", "health", options=("--env=INTERNAL_PORT=1",))
    assert nobody.returncode == 1
    assert nobody.stderr == "auth-service: no answer from http://127.0.0.1:1: cannot_connect\n"


def test_nothing_can_be_written_where_nothing_is_mounted():
    refused = run("session-cache-service", options=("--read-only-tmpfs=false", "--env=SESSION_STORE_FILE=/sessions",
                                                    "--env=INTERNAL_PORT=0"))  # fmt: skip
    assert refused.returncode == 1 and "Read-only file system" in refused.stdout + refused.stderr


class Names(socketserver.BaseRequestHandler):
    """A DNS server that knows every name: 127.0.0.1; no IPv6 addresses."""

    def handle(self):
        query, answer_to = self.request
        end = query.index(b"\0", 12) + 5
        kind = struct.unpack("!H", query[end - 4 : end - 2])[0]
        record = b"\xc0\x0c\0\x01\0\x01\0\0\0\x05\0\x04\x7f\0\0\x01" if kind == 1 else b""
        head = query[:2] + b"\x81\x80\0\x01" + struct.pack("!H", 1 if record else 0) + b"\0\0\0\0"
        answer_to.sendto(head + query[12:end] + record, self.client_address)


def test_names_are_resolved(lone):
    """By DNS and by /etc/hosts: glibc's own ways are in the C library, no further file is needed."""
    address = f"127.77.{secrets.randbelow(250) + 1}.{secrets.randbelow(250) + 1}"
    with socketserver.UDPServer((address, 53), Names) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name in ("session-cache.llmsafe.test", "localhost"):
            asked = run("session-cache-service", "health", options=(f"--env=BIND_ADDRESS={name}", f"--env=INTERNAL_PORT={lone.port}",
                                                                    f"--dns={address}"))  # fmt: skip
            assert asked.returncode == 0, asked.stdout + asked.stderr
        server.shutdown()


def test_certificates_of_public_authorities_are_found(root_of):
    root = root_of("auth-service")
    assert (root / "usr/lib/ssl/cert.pem").is_symlink()
    assert (root / "etc/ssl/certs/ca-certificates.crt").read_text().count("BEGIN CERTIFICATE") > 100


@pytest.fixture
def console():
    """The console's image as it is, without a mounted configuration, on the default bridge network."""
    name = f"lgm-test-{secrets.token_hex(6)}"
    options = [option for option in HARDENED if option != "--network=host"]

    def start(*environment: str) -> str:
        podman("run", "--detach", f"--name={name}", *options, *[f"--env={e}" for e in environment], image("webui"))
        address = json.loads(podman("container", "inspect", name).stdout)[0]["NetworkSettings"]["IPAddress"]
        wait_until(lambda: podman("exec", name, "/usr/local/bin/health", ok=False).returncode == 0, 10, "nginx")
        return f"http://{address}:8080"

    start.name = name
    yield start
    podman("rm", "--force", "--time=0", name)


def test_the_console_is_configured_by_its_environment(console):
    url = console("VITE_API_BASE_URL=/api/v1", "PORTAL_URL=https://portal.example.com/?a=b&c", "LOCAL_LOGIN_ENABLED=true")
    with urllib.request.urlopen(url + "/web-manager/config.json") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"
        assert json.load(answer) == {"apiBase": "/api/v1", "portalUrl": "https://portal.example.com/?a=b&c", "localLogin": True}
    with urllib.request.urlopen(url + "/web-manager/some/page") as page:
        assert b'<div id="app">' in page.read()
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(url + "/dbmanage/api/v1/tags/")
    assert refused.value.code == 503 and json.load(refused.value)["code"] == "unreachable"
    logged = podman("logs", console.name).stdout
    assert '"path":"/web-manager/some/page"' in logged


@pytest.mark.parametrize(
    "variable, sentence",
    [
        ("VITE_API_BASE_URL=https://elsewhere.example.com", "VITE_API_BASE_URL must be a path of this origin, like /dbmanage/api/v1, not "),
        ('VITE_API_BASE_URL=/a","x":"', "VITE_API_BASE_URL must be a path of this origin, like /dbmanage/api/v1, not "),
        ("VITE_API_BASE_URL=//elsewhere.example.com", "VITE_API_BASE_URL must be a path of this origin, like /dbmanage/api/v1, not "),
        ("PORTAL_URL=javascript:alert(1)", "PORTAL_URL must be empty or an http(s) address, not "),
        ('PORTAL_URL=https://x.example.com/"', "PORTAL_URL must be empty or an http(s) address, not "),
        ("PORTAL_URL=https://x.example.com/\nhttps://y", "VITE_API_BASE_URL and PORTAL_URL must be single lines"),
        ("LOCAL_LOGIN_ENABLED=yes", "LOCAL_LOGIN_ENABLED must be true or false, not yes"),
    ],
)
def test_the_console_refuses_what_it_cannot_use(variable, sentence):
    refused = run("webui", options=(f"--env={variable}",))
    assert refused.returncode == 2
    assert refused.stderr.startswith("webui: " + sentence), refused.stderr


def test_without_a_writable_tmp_the_console_says_so():
    refused = run("webui", options=("--read-only-tmpfs=false",))
    assert refused.returncode == 2
    assert refused.stderr == "webui: /tmp must be writable: mount an emptyDir or a tmpfs there\n"
