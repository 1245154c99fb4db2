"""MariaDB or MySQL, and Redis, of a stack with STORE=real: data in the state directory, loopback only, nothing acknowledged
before it is on disk. Two accounts: the owner migrates, and gives the service's own what it needs and no more."""
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
OWNER = "llmguard_owner"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

STORES = Path(__file__).resolve().parents[2] / "build/stores"


def prefix(database: str) -> Path | None:
    """Where tools/build_stores has unpacked what this machine's Debian does not carry; None: its own programs."""
    if database in ("", "mariadb"):
        return None
    if not (STORES / database / ".packages").exists():
        raise StackFailure(f"DATABASE={database} is not there; `tools/build_stores {database}` unpacks it.")
    return STORES / database


def path(database: str) -> str:
    """PATH with that store's own servers and clients first, where it has them."""
    own = prefix(database)
    return f"{own}/bin:{own}/sbin:{PATH}" if own else PATH


def program(name: str, database: str = "") -> str:
    found = shutil.which(name, path=path(database))
    if not found:
        raise StackFailure(f"The program {name} is missing; `tools/setup run` installs it.")
    return found


def server(database: str) -> str:
    return program("mysqld" if database == "mysql" else "mariadbd", database)


def version(database: str) -> str:
    """What the servers say of themselves, for the head of a log."""
    said = [subprocess.run([each, *words], capture_output=True, text=True, cwd="/").stdout.strip()
            for each, words in ((server(database), ["--no-defaults", "--version"]), (program("redis-server", database), ["--version"]))]  # fmt: skip
    return "; ".join(said)


def _base(database: str) -> list[str]:
    own = prefix(database)
    return [f"--basedir={own}"] if own else []


def mariadb(directory: Path, logs: Path, port: int, credentials: Credentials, replicas: int = 1, database: str = "", accounts: int = 2) -> Process:
    data = directory / "data"
    if not (data / "mysql").is_dir():
        _make_data(directory, data, database)
    # Statements of the init file run at every start, so that a password made anew is known as well.
    initial = credentials.store("database_init.sql", "\n".join(_first_statements(credentials, accounts)) + "\n")
    # With GTIDs, as MySQL is mostly run where it has replicas: a dump must do without what those ask of an account.
    only_mysql = ["--mysqlx=OFF", "--disable-log-bin", "--secure-file-priv=NULL", "--gtid-mode=ON", "--enforce-gtid-consistency=ON"] if database == "mysql" else []
    certificate, key = credentials.certificate("database")  # for who asks for TLS
    return Process(
        name="mariadb",
        command=[
            server(database), "--no-defaults", *_as_root(), *_base(database), *only_mysql, f"--datadir={data}", f"--port={port}",
            f"--bind-address={','.join(_addresses(replicas))}", f"--socket={socket_of(directory)}", f"--pid-file={directory}/mariadb.pid",
            f"--init-file={initial}", f"--ssl-cert={certificate}", f"--ssl-key={key}", "--skip-name-resolve", "--character-set-server=utf8mb4",
            "--innodb-flush-log-at-trx-commit=1", "--innodb-buffer-pool-size=256M", "--max-connections=400",
        ],
        environment={"PATH": PATH, "LANG": "C.UTF-8"},
        log=logs / "mariadb.log",
        ready=PortOpen(port),
        internal=port,
    )  # fmt: skip


def redis(directory: Path, logs: Path, port: int, credentials: Credentials, replicas: int = 1, database: str = "", user: str = "") -> Process:
    """With TLS, and `user`, a line of an ACL, beside the default user; without one in the clear."""
    directory.mkdir(parents=True, exist_ok=True)
    settings = credentials.store(
        "redis.conf",
        f"bind {' '.join(_addresses(replicas))}\n{_listener(port, credentials) if user else f'port {port}'}\n{user}\n"
        f"dir {directory}\nappendonly yes\nappendfsync always\nsave \"\"\n"
        f"daemonize no\nrequirepass {credentials.value('redis_password')}\n",
    )
    return Process(
        name="redis",
        command=[program("redis-server", database), str(settings)],
        environment={"PATH": PATH, "LANG": "C.UTF-8"},
        log=logs / "redis.log",
        ready=PortOpen(port),
        internal=port,
    )


def _listener(port: int, credentials: Credentials) -> str:
    authority, certificate, key = _redis_certificate(credentials)
    return f"port 0\ntls-port {port}\ntls-cert-file {certificate}\ntls-key-file {key}\ntls-ca-cert-file {authority}\ntls-auth-clients no"


def _redis_certificate(credentials: Credentials) -> tuple[Path, Path, Path]:
    """For each address under which a replica may find Redis."""
    return credentials.issued("redis", tuple(_addresses(9)))


def redis_authority(credentials: Credentials) -> Path:
    """The certificate by which a stack's Redis is verified."""
    return _redis_certificate(credentials)[0]


def redis_cli(port: int, authority: Path, *words: str, database: str = "") -> list[str]:
    """The command that asks a stack's Redis; REDISCLI_AUTH says who asks."""
    return [program("redis-cli", database), "-h", "127.0.0.1", "-p", str(port), "--tls", "--cacert", str(authority), *words]


def _first_statements(credentials: Credentials, accounts: int) -> list[str]:
    """They run at every start: what is there already stays as it is."""
    people = {USER: credentials.value("database_password"), OWNER: credentials.value("database_owner_password")}
    statements = [f"CREATE DATABASE IF NOT EXISTS {DATABASE} CHARACTER SET utf8mb4;"]
    for name, password in people.items():
        statements.append(f"CREATE USER IF NOT EXISTS {name}@'127.0.0.1' IDENTIFIED BY '{password}';")
        statements.append(f"ALTER USER {name}@'127.0.0.1' IDENTIFIED BY '{password}';")
    statements.append(f"GRANT ALL ON {DATABASE}.* TO {OWNER}@'127.0.0.1' WITH GRANT OPTION;")
    if accounts == 1:
        statements.append(f"GRANT ALL ON {DATABASE}.* TO {USER}@'127.0.0.1';")
    return statements


def database_url(port: int, credentials: Credentials, address: str = "127.0.0.1", user: str = USER) -> str:
    password = credentials.value("database_password" if user == USER else "database_owner_password")
    return f"mysql://{user}:{password}@{address}:{port}/{DATABASE}?charset=utf8mb4"


def _addresses(replicas: int) -> list[str]:
    return [address_for(number) for number in range(1, replicas + 1)]


def _make_data(directory: Path, data: Path, database: str):
    shutil.rmtree(data, ignore_errors=True)  # left half made
    directory.mkdir(parents=True, exist_ok=True)
    fresh = directory / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    if database == "mysql":
        command = [server(database), "--no-defaults", "--initialize-insecure"]
    else:
        command = [program("mariadb-install-db", database), "--no-defaults", "--skip-test-db", "--skip-name-resolve"]
    command += [*_as_root(), *_base(database), f"--datadir={fresh}"]
    made = subprocess.run(command, capture_output=True, text=True, env={"PATH": PATH, "LANG": "C.UTF-8"}, cwd=directory)
    if made.returncode:
        raise StackFailure(f"{command[0]} failed: {(made.stderr or made.stdout).strip()}")
    fresh.rename(data)


def socket_of(directory: Path) -> str:
    """A Unix socket's path may be 107 bytes; a state directory may lie deeper."""
    wanted = directory / "mariadb.sock"
    return str(wanted) if len(str(wanted)) < 100 else f"/tmp/lgm-{hashlib.sha256(str(directory).encode()).hexdigest()[:16]}.sock"


def _as_root() -> list[str]:
    return ["--user=root"] if os.getuid() == 0 else []
