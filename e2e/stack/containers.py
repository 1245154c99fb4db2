"""Services that run from their images (IMAGES=1): how podman is called, and how what is left of it is removed.

Containers use the machine's network, so that ports and addresses are those of a stack of programs. They have a
read-only root, no capabilities, and see of the state directory only what is theirs: the secrets that their variables
name and a directory for their data. Their names begin with a digest of the state directory: one stack never touches
another's."""
import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from .failure import StackFailure
from .options import ROOT, Options

USER = 1000  # of every image of ours
FRONTEND = "llmsafe-frontend"


def image(name: str, options: Options) -> str:
    tag = options.image_tag or project_version()
    return f"{name if name == FRONTEND else 'llmsafe-' + name}:{tag}"


def project_version() -> str:
    return re.search(r"project\(llm_guard_manager VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text())[1]


def environment() -> dict[str, str]:
    """podman's own; not what is in the container."""
    kept = {name: os.environ[name] for name in ("HOME", "PATH", "XDG_RUNTIME_DIR") if name in os.environ}
    return {**kept, "CONTAINERS_CONF": os.environ.get("CONTAINERS_CONF", str(ROOT / "tools/image/containers.conf"))}


def check(options: Options):
    """Says before anything starts what is missing."""
    if os.getuid() != 0:
        raise StackFailure("IMAGES=1 needs root, which hands the containers their files.")
    if not shutil.which("podman"):
        raise StackFailure("The program podman is missing; `tools/setup images` installs it.")
    for name in ("session-cache-service", "admin-service", "auth-service", "guard-service", FRONTEND):
        wanted = image(name, options)
        if podman("image", "exists", wanted).returncode:
            raise StackFailure(f"There is no image {wanted}; `make images` builds it.")


def podman(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(["podman", *arguments], env=environment(), capture_output=True, text=True)


def name_of(state: Path, part: str) -> str:
    return f"lgm-{hashlib.sha256(str(state).encode()).hexdigest()[:12]}-{part}"


def run(name: str, of: str, variables: dict[str, str], read_only: dict[Path, str], writable: list[Path],
        arguments: tuple[str, ...] = (), memory: str = "") -> list[str]:  # fmt: skip
    """The command that runs a container until it ends. `read_only`: files and where they are seen; `writable`: files
    and directories of the container's user, seen at their own paths. All of them become the user's."""
    mounts = [f"--volume={source}:{target}:ro" for source, target in read_only.items()]
    mounts += [f"--volume={path}:{path}" for path in writable]
    for path in (*read_only, *writable):
        os.chown(path, USER, USER)
    return [
        "podman", "run", "--rm", "--replace", f"--name={name}", "--network=host", "--pull=never", "--read-only",
        "--cap-drop=all", "--security-opt=no-new-privileges", "--log-driver=none", "--no-healthcheck", *mounts,
        *([f"--memory={memory}"] if memory else []), *[f"--env={key}={value}" for key, value in variables.items()], of, *arguments,
    ]  # fmt: skip


def secret_files(variables: dict[str, str], secrets: Path) -> dict[Path, str]:
    """The files of the directory `secrets` that variables name, seen at the same path."""
    return {Path(value): value for value in variables.values() if Path(value).parent == secrets}


def pid_of(name: str) -> int:
    """The first process in a container; 0 while there is none."""
    text = podman("inspect", "--type=container", "--format={{.State.Pid}}", name).stdout.strip()
    return int(text) if text.isdigit() else 0


def remove(names: list[str]):
    """Whatever podman has left of these: a killed client leaves its container behind."""
    if names:
        podman("rm", "--force", "--ignore", "--time=5", *names)
