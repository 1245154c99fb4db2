"""The suites that are compared: ours, and the two peers with three processes each, on the same MariaDB, Redis and provider."""
import contextlib
import os
import secrets
import subprocess
from dataclasses import dataclass
from pathlib import Path

from e2e.stack.databases import DATABASE, OWNER

from ..load import cpu_seconds
from ..peers import first_answer, free_port, running
from ..stack import WORK, Stack

HERE = Path(__file__).parent
BUILT = WORK / "sign-in"  # by tools/build_bench_peers
CLIENT = "llm-guard-manager"
PROCESSES = ("auth", "admin", "session")


@dataclass(frozen=True)
class Side:
    """A suite under load: where people sign in, its processes, and those of the stores."""

    name: str
    address: str
    own: tuple[int, ...]
    stores: tuple[int, ...]

    def cpu(self) -> tuple[float, float]:
        """Seconds so far, of its processes and of the stores."""
        return sum(map(cpu_seconds, self.own)), sum(map(cpu_seconds, self.stores))


def _stores(stack: Stack) -> tuple[int, ...]:
    return tuple(stack.service(name)["pid"] for name in ("mariadb", "redis"))


def ours(stack: Stack) -> Side:
    services = [stack.service(name) for name in ("auth-service", "admin-service", "session-cache-service")]
    return Side("ours", f"127.0.0.1:{services[0]['public']}", tuple(service["pid"] for service in services), _stores(stack))


def settings(stack: Stack, kind: str, ports: dict[str, int]) -> dict[str, str]:
    """Of all three processes; each reads what is its own."""
    kept = Path(stack.description["state"]) / "secrets"
    return {
        "INTERNAL_TOKEN": secrets.token_urlsafe(32),
        "SECRET": secrets.token_hex(32),
        "ADMIN_URL": f"http://127.0.0.1:{ports['admin']}",
        "SESSION_URL": f"http://127.0.0.1:{ports['session']}",
        "USAP_URL": stack.description["usap"],
        "USAP_CLIENT_ID": CLIENT,
        "USAP_CLIENT_SECRET": (kept / "usap_client_secret").read_text(),
        "CALLBACK_URL": f"{stack.description['url']}/dbmanage/api/v1/auth/callback",
        "SIGNING_KEY_FILE": str(kept / "signing_key.pem"),
        "REDIS_URL": f"rediss://:{(kept / 'redis_password').read_text()}@127.0.0.1:{stack.service('redis')['internal']}/0",
        "REDIS_CA_FILE": str(kept / "redis_authority.pem"),
        "STORE_PREFIX": f"bench:{kind}:",
        "DATABASE_PORT": str(stack.service("mariadb")["internal"]),
        "DATABASE_USER": OWNER,
        "DATABASE_PASSWORD": (kept / "database_owner_password").read_text(),
        "DATABASE_NAME": DATABASE,
        "DATABASE_CA_FILE": str(kept / "database_certificate.pem"),
        "TABLE_PREFIX": f"bench_{kind}_",
        "SCRIPTS": str(HERE / "scripts"),
    }


def _command(kind: str, process: str, port: int) -> list[str]:
    if kind == "go":
        return [str(BUILT / "peer"), process]
    return [
        str(BUILT / "venv/bin/python"), "-m", "uvicorn", f"{process}:app", "--app-dir", str(HERE / "fastapi"), "--port", str(port), "--loop", "uvloop", "--http", "httptools",
        "--no-access-log", "--log-level", "warning",
    ]  # fmt: skip


@contextlib.contextmanager
def peer(name: str, kind: str, stack: Stack):
    """`kind`: go or fastapi. Each process is ready before the next one starts, which asks it."""
    ports = {process: free_port() for process in PROCESSES}
    known = settings(stack, kind, ports)
    logs = WORK / "sign-in-logs"
    logs.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as opened:
        pids = []
        for process in reversed(PROCESSES):
            port = ports[process]
            started = running(_command(kind, process, port), port, logs / f"{kind}-{process}.log", {**known, "PORT": str(port)})
            pids.append(opened.enter_context(started).pid)
        first_answer(f"http://127.0.0.1:{ports['auth']}/health")
        yield Side(name, f"127.0.0.1:{ports['auth']}", tuple(pids), _stores(stack))


def verification(name: str) -> list[str]:
    """The command that prints how long an access token takes to verify."""
    return {
        "ours": [str(Path(os.environ.get("PROGRAMS", WORK.parent / "release/bin")) / "verification_bench")],
        "Go": [str(BUILT / "peer"), "verification"],
        "FastAPI": [str(BUILT / "venv/bin/python"), str(HERE / "fastapi/verification.py")],
    }[name]


def versions() -> str:
    def said(*command: str) -> list[str]:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()

    python = BUILT / "venv/bin/python"
    packages = dict(line.split("==") for line in said(str(python), "-m", "pip", "freeze", "--disable-pip-version-check"))
    chosen = ("fastapi", "uvicorn", "uvloop", "Authlib", "joserfc", "aiohttp", "redis", "SQLAlchemy", "asyncmy")
    toolchain, *modules = said(str(BUILT / "peer"), "versions")
    linked = dict(line.split() for line in modules)
    wanted = {"go-redis": "github.com/redis/go-redis/v9", "golang-jwt": "github.com/golang-jwt/jwt/v5", "go-sql-driver/mysql": "github.com/go-sql-driver/mysql"}
    return (
        f"{said(str(python), '--version')[0]} with " + ", ".join(f"{name} {packages[name]}" for name in chosen)
        + f"; {toolchain} with " + ", ".join(f"{name} {linked[path].lstrip('v')}" for name, path in wanted.items())
    )  # fmt: skip
