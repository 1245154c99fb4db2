"""`make bench-images`: how large the images are, how soon they are ready, how little they take when idle, beside the same
figures of a FastAPI service in an image of its own. Writes docs/images.md.

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
from pathlib import Path

from e2e.stack import containers

from .load import resident_mb
from .peers import first_answer, free_port

ROOT = Path(__file__).resolve().parents[2]
STATE = ROOT / "build" / "bench" / "images"
SERVICES = ("auth-service", "admin-service", "session-cache-service", "guard-service")
PEER = "llmsafe-bench-fastapi"
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
def peer_container():
    name, port = f"lgm-bench-{secrets.token_hex(6)}", free_port()
    began = time.monotonic()
    podman("run", "--detach", f"--name={name}", "--network=host", "--read-only", "--cap-drop=all", "--memory=256m", "--pull=never",
           "--env=BENCH_DATABASE=mysql+aiomysql://nobody@127.0.0.1:1/none", "--env=BENCH_KEY=unused", PEER, "--port", str(port))  # fmt: skip
    try:
        first_answer(f"http://127.0.0.1:{port}/health")
        yield name, (time.monotonic() - began) * 1000
    finally:
        podman("rm", "--force", "--time=2", name)


def measure_peer(figures: dict):
    with peer_container() as (name, took):
        figures["FastAPI"]["ready"].append(took)
        figures["FastAPI"]["resident"].append(resident_mb(pid_of(name)))


def build_peer():
    command = ["buildah", "bud", "--pull=never", "--layers", "--isolation", "chroot", "--network", "host", "-t", PEER,
               "-f", "e2e/bench/fastapi.Dockerfile", "."]  # fmt: skip
    subprocess.run(command, cwd=ROOT, env=containers.environment(), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


ABOUT = """\
# Images

Made by `make bench-images`; the text stands in `e2e/bench/images.py`.

`make images` builds `llmsafe-auth-service`, `llmsafe-admin-service`, `llmsafe-session-cache-service`, `llmsafe-guard-service` and `llmsafe-frontend`, each
tagged with the project's version, from the Dockerfiles beside the sources; `tools/images` names its variables (`VERSION`, `COMMIT`, `REGISTRY`, `BUILDER`, …).
Where no registry is in reach, the base image is made from Debian's packages.

| | services | frontend |
|---|---|---|
| base | none: the program, the libraries that it loads, CA certificates, one user, licences; admin-service also time zones and MariaDB's sign-in plugins | Debian, nginx |
| user | 1000:1000, no shell, nothing setuid | 1000:1000, nothing setuid |
| root file system | may be read-only; data where a variable says (`SESSION_STORE_FILE`, `POLICY_CACHE_FILE`, `DATABASE_URL`) | may be read-only; `/tmp` must be writable |
| health command | `/usr/bin/NAME health`: 0 ready, 1 not, and one line | `/usr/local/bin/health` |
| stop signal | SIGTERM: drains | SIGQUIT: drains |
| configuration | environment, `NAME_FILE` for mounted secrets | `VITE_API_BASE_URL`, `PORTAL_URL`, `LOCAL_LOGIN_ENABLED`; `/etc/llmsafe/console/config.json` where that is mounted; routes: mount `/etc/nginx/nginx.conf` |
| list of contents | SPDX 2.3: `/usr/share/sbom/NAME.spdx.json`, also named by the label `io.llm-guard-manager.sbom`, and beside the build in `build/images/` | likewise (`webui`), npm packages included |

`make run IMAGES=1` runs the suite from them; `make test-images` tests them.
"""


def page(sizes: dict, figures: dict) -> str:
    lines = [
        ABOUT,
        "Sizes are unpacked; a start is counted from the call of podman to the first ready answer, with MariaDB and",
        "Redis up, medians of the rounds; resident memory is that of the idle program. Each container of ours is limited to 64 MiB. The FastAPI service",
        "(`e2e/bench/fastapi_peer.py`) has Debian's slim base, Debian's packages and one worker; it is ready once it answers, before it has asked its database.",
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
    build_peer()
    figures = {name: {"ready": [], "resident": []} for name in (*SERVICES, "FastAPI")}
    for number in range(ROUNDS):
        measure_ours(figures)
        measure_peer(figures)
        print(f"round {number + 1} of {ROUNDS} measured", flush=True)
    tag = containers.project_version()
    sizes = {name: unpacked_mib(f"llmsafe-{name}:{tag}") for name in SERVICES}
    sizes["webui"] = unpacked_mib(f"{containers.FRONTEND}:{tag}")
    sizes["FastAPI"] = unpacked_mib(PEER)
    (ROOT / "docs" / "images.md").write_text(page(sizes, figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
