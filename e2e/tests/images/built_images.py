"""The images under test and the few podman calls that the tests share."""
import json
import os
import subprocess
from pathlib import Path

from e2e.stack import containers

TAG = os.environ.get("IMAGE_TAG") or containers.project_version()
SERVICES = ("session-cache-service", "admin-service", "auth-service", "guard-service")
HARDENED = ("--read-only", "--cap-drop=all", "--security-opt=no-new-privileges", "--memory=64m", "--network=host",
            "--no-healthcheck", "--pull=never")  # fmt: skip


def image(name: str) -> str:
    return f"{containers.FRONTEND if name == 'webui' else 'llmsafe-' + name}:{TAG}"


def podman(*arguments: str, ok: bool = True) -> subprocess.CompletedProcess:
    done = containers.podman(*arguments)
    assert not ok or done.returncode == 0, done.stdout + done.stderr
    return done


def inspect(name: str) -> dict:
    return json.loads(podman("image", "inspect", image(name)).stdout)[0]


def run(name: str, *arguments: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess:
    """One command of an image, to its end."""
    return podman("run", "--rm", *HARDENED, *options, image(name), *arguments, ok=False)


def files(root: Path):
    """Every path below root that is no link to elsewhere, without following any."""
    for directory, directories, names in os.walk(root):
        for name in (*directories, *names):
            yield Path(directory) / name


def resident_mib(pid: int) -> float:
    line = next(l for l in Path(f"/proc/{pid}/status").read_text().splitlines() if l.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
