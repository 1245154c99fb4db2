"""MariaDB and Redis of a stack with STORE=real: data in the state directory, loopback only, nothing acknowledged
before it is on disk."""
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from .credentials import Credentials
from .failure import StackFailure
from .ports import address_for
from .process import PortOpen, Process

DATABASE = "llm_safe_db"
USER = "llmguard"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def program(name: str) -> str:
    found = shutil.which(name, path=PATH)
    if not found:
        raise StackFailure(f"The program {name} is missing; `tools/setup run` installs it.")
    return found


def mariadb(directory: Path, logs: Path, port: int, credentials: Credentials, replicas: int = 1) -> Process:
    data = directory / "data"
    if not (data / "mysql").is_dir():
        _make_data(directory, data)
    # Statements of the init file run at every start, so that a password made anew is known as well.
    password = credentials.value("database_password")
    initial = credentials.store(
        "database_init.sql",
        f"CREATE DATABASE IF NOT EXISTS {DATABASE} CHARACTER SET utf8mb4;\n"
        f"CREATE OR REPLACE USER {USER}@'127.0.0.1' IDENTIFIED BY '{password}';\n"
        f"GRANT ALL ON {DATABASE}.* TO {USER}@'127.0.0.1';\n",
    )
    return Process(
        name="mariadb",
        command=[
            program("mariadbd"), "--no-defaults", *_as_root(), f"--datadir={data}", f"--port={port}",
            f"--bind-address={','.join(_addresses(replicas))}", f"--socket={socket_of(directory)}", f"--pid-file={directory}/mariadb.pid",
            f"--init-file={initial}", "--skip-name-resolve", "--character-set-server=utf8mb4",
            "--innodb-flush-log-at-trx-commit=1", "--innodb-buffer-pool-size=256M", "--max-connections=400",
        ],
        environment={"PATH": PATH, "LANG": "C.UTF-8"},
        log=logs / "mariadb.log",
        ready=PortOpen(port),
        internal=port,
    )  # fmt: skip


def redis(directory: Path, logs: Path, port: int, credentials: Credentials, replicas: int = 1) -> Process:
    directory.mkdir(parents=True, exist_ok=True)
    settings = credentials.store(
        "redis.conf",
        f"bind {' '.join(_addresses(replicas))}\nport {port}\ndir {directory}\nappendonly yes\nappendfsync always\nsave \"\"\n"
        f"daemonize no\nrequirepass {credentials.value('redis_password')}\n",
    )
    return Process(
        name="redis",
        command=[program("redis-server"), str(settings)],
        environment={"PATH": PATH, "LANG": "C.UTF-8"},
        log=logs / "redis.log",
        ready=PortOpen(port),
        internal=port,
    )


def database_url(port: int, credentials: Credentials, address: str = "127.0.0.1") -> str:
    return f"mysql://{USER}:{credentials.value('database_password')}@{address}:{port}/{DATABASE}?charset=utf8mb4"


def _addresses(replicas: int) -> list[str]:
    return [address_for(number) for number in range(1, replicas + 1)]


def _make_data(directory: Path, data: Path):
    shutil.rmtree(data, ignore_errors=True)  # left half made
    directory.mkdir(parents=True, exist_ok=True)
    fresh = directory / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    command = [
        program("mariadb-install-db"), "--no-defaults", *_as_root(), f"--datadir={fresh}", "--skip-test-db",
    ]  # fmt: skip
    made = subprocess.run(command, capture_output=True, text=True, env={"PATH": PATH, "LANG": "C.UTF-8"}, cwd=directory)
    if made.returncode:
        raise StackFailure(f"mariadb-install-db failed: {(made.stderr or made.stdout).strip()}")
    fresh.rename(data)


def socket_of(directory: Path) -> str:
    """A Unix socket's path may be 107 bytes; a state directory may lie deeper."""
    wanted = directory / "mariadb.sock"
    return str(wanted) if len(str(wanted)) < 100 else f"/tmp/lgm-{hashlib.sha256(str(directory).encode()).hexdigest()[:16]}.sock"


def _as_root() -> list[str]:
    return ["--user=root"] if os.getuid() == 0 else []
