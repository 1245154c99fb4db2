"""`make bench-images`: how large the images are, how soon they are ready, how little they take when idle, beside the same
figures of a FastAPI and a Spring Boot service in images of their own. Writes the section Images of docs/benchmarks.md.

The stack runs from the images on MariaDB and Redis, each container limited to 64 MiB; it is started ROUNDS times, and the
medians are taken. A start is counted from the call of podman to the first ready answer."""
import contextlib
import json
import os
import platform
import secrets
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from e2e.stack import containers

from . import sections
from .load import resident_mb
from .peers import first_answer, free_port

ROOT = Path(__file__).resolve().parents[2]
STATE = ROOT / "build" / "bench" / "images"
SERVICES = ("auth-service", "admin-service", "session-cache-service", "guard-service")


@dataclass(frozen=True)
class Peer:
    name: str
    image: str
    dockerfile: str
    database: str  # asked by no answer that is measured
    arguments: tuple[str, ...] = ()  # {port} is filled in
    prepare: tuple[str, ...] = ()  # makes what the image takes in


PEERS = (
    Peer("FastAPI", "llmsafe-bench-fastapi", "e2e/bench/fastapi.Dockerfile", "mysql+aiomysql://nobody@127.0.0.1:1/none", ("--port", "{port}")),
    Peer("Spring Boot", "llmsafe-bench-spring", "e2e/bench/spring/Dockerfile", "jdbc:mariadb://127.0.0.1:1/none",
         prepare=("mvn", "-q", "-B", "-f", "e2e/bench/spring", "package")),  # fmt: skip
)
ROUNDS = int(os.environ.get("ROUNDS", "5"))


def podman(*arguments: str) -> str:
    done = containers.podman(*arguments)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.strip()


def unpacked_mib(image: str) -> float:
    """The files of an image; a hard link counts once."""
    root = podman("image", "mount", image)
    seen = {}
    for directory, _, names in os.walk(root):
        for name in names:
            found = os.lstat(os.path.join(directory, name))
            seen[found.st_dev, found.st_ino] = found.st_size
    podman("image", "unmount", image)
    return sum(seen.values()) / 2**20


def pid_of(container: str) -> int:
    return int(podman("container", "inspect", "--format", "{{.State.Pid}}", container))


def stack(command: str):
    environment = {**os.environ, "STATE": str(STATE), "STORE": "real", "PORT": "0", "DETACH": "1", "IMAGES": "1", "IMAGE_MEMORY": "64m"}
    # New stores each time: after a restart of Redis session-cache-service first waits for replicas that know its data.
    environment["RESET"] = "1"
    subprocess.run([sys.executable, "-m", "e2e.stack", command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def measure_ours(figures: dict):
    stack("run")
    try:
        for service in json.loads((STATE / "stack.json").read_text())["services"]:
            if service["name"] in SERVICES:
                figures[service["name"]]["ready"].append(service["ready_ms"])
                figures[service["name"]]["resident"].append(resident_mb(pid_of(service["container"])))
    finally:
        stack("stop")


@contextlib.contextmanager
def peer_container(peer: Peer):
    name, port = f"lgm-bench-{secrets.token_hex(6)}", free_port()
    environment = {"BENCH_DATABASE": peer.database, "BENCH_KEY": secrets.token_hex(32), "PORT": str(port)}
    began = time.monotonic()
    podman("run", "--detach", f"--name={name}", "--network=host", "--read-only", "--tmpfs=/tmp", "--cap-drop=all", "--memory=512m", "--pull=never",
           *(f"--env={key}={value}" for key, value in environment.items()), peer.image, *(a.format(port=port) for a in peer.arguments))  # fmt: skip
    try:
        first_answer(f"http://127.0.0.1:{port}/health")
        yield name, (time.monotonic() - began) * 1000
    finally:
        podman("rm", "--force", "--time=2", name)


def measure_peer(peer: Peer, figures: dict):
    with peer_container(peer) as (name, took):
        figures[peer.name]["ready"].append(took)
        figures[peer.name]["resident"].append(resident_mb(pid_of(name)))


def build_peer(peer: Peer):
    if peer.prepare:
        subprocess.run(peer.prepare, cwd=ROOT, check=True)
    command = ["buildah", "bud", "--pull=never", "--layers", "--isolation", "chroot", "--network", "host", "-t", peer.image,
               "-f", peer.dockerfile, "."]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, env=containers.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise RuntimeError(f"{peer.image} was not built:\n{done.stdout[-3000:]}")


def section(sizes: dict, figures: dict) -> str:
    lines = [
        "Made by `make bench-images`. Sizes are unpacked; a start is counted from the call of podman to the first ready answer, with MariaDB and",
        "Redis up, medians of the rounds; resident memory is that of the idle program. Each container of ours is limited to 64 MiB, a peer's to 512.",
        "The peers (`e2e/bench/fastapi_peer.py`, `e2e/bench/spring/`) read tags and keywords from the same tables; each has Debian's slim base and one",
        "process: Python 3.11 with Debian's packages, Java 17 with Spring Boot 3.5. They are ready once they answer, before they have asked their database.",
        "",
        f"Machine: {os.cpu_count()} cores, {platform.machine()}, Linux {platform.release().split('-')[0]}, Debian 12. Rounds: {ROUNDS}.",
        "",
        "| image | size, MiB | start to ready, ms | resident when idle, MiB |",
        "|---|---|---|---|",
    ]
    for name, size in sizes.items():
        taken = figures.get(name)
        ready, resident = (f"{statistics.median(taken[k]):.{d}f}" for k, d in (("ready", 0), ("resident", 1))) if taken else ("", "")
        lines.append(f"| {name} | {size:.1f} | {ready} | {resident} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    for peer in PEERS:
        build_peer(peer)
    figures = {name: {"ready": [], "resident": []} for name in (*SERVICES, *(peer.name for peer in PEERS))}
    for number in range(ROUNDS):
        measure_ours(figures)
        for peer in PEERS:
            measure_peer(peer, figures)
        print(f"round {number + 1} of {ROUNDS} measured", flush=True)
    tag = containers.project_version()
    sizes = {name: unpacked_mib(f"llmsafe-{name}:{tag}") for name in SERVICES}
    sizes["webui"] = unpacked_mib(f"{containers.FRONTEND}:{tag}")
    sizes.update({peer.name: unpacked_mib(peer.image) for peer in PEERS})
    sections.replace("Images", section(sizes, figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
