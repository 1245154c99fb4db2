"""The steps of the chart's backup Job and of the Job that restores, run as their containers run them, on a stack's database and Redis, by
these stores' own clients."""
import os
import shutil
import subprocess
from pathlib import Path

from e2e.stack import databases, options
from e2e.stack.process import PortOpen
from running_stack import wait_until

DATABASE = os.environ.get("E2E_DATABASE", "")
# All that the images of the Jobs must hold.
PROGRAMS = ("bash", "cat", "cut", "date", "du", "find", "grep", "gzip", "head", "ls", "mkdir", "mv", "rm", "sh", "sha256sum", "tail", "tr", "wc", "redis-cli")
CLIENTS = ("mysql", "mysqldump") if DATABASE == "mysql" else ("mariadb", "mariadb-dump")
SCRIPTS = Path(__file__).resolve().parents[3] / "charts/llm-guard-manager/files/backup"


class Job:
    def __init__(self, stack, directory: Path):
        servers = {service["name"]: service for service in stack.description["services"]}
        self._stack, self._redis = stack, servers["redis"]["internal"]
        self.work, self.backups, self._programs = directory / "work", directory / "backups", directory / "bin"
        for path in (self.work, self.backups, self._programs):
            path.mkdir(exist_ok=True)
        for name in (*PROGRAMS, *CLIENTS):
            link = self._programs / name
            if not link.is_symlink():
                link.symlink_to(databases.program(name, DATABASE))

    @property
    def _environment(self):
        secrets = self._stack.state / "secrets"
        return {
            "PATH": str(self._programs), "LANG": "C.UTF-8", "WORK": str(self.work), "BACKUPS": str(self.backups),
            "DATABASE_URL_FILE": str(secrets / "database_url"), "DATABASE_URL_MIGRATE_FILE": str(secrets / "database_url_migrate"), "AUDIT_SEAL_KEY_FILE": str(secrets / "audit_seal_key"),
            "REDIS_HOST": "127.0.0.1", "REDIS_PORT": str(self._redis), "PASSWORD_FILE": str(secrets / "redis_password"),
            "REDIS_PASSWORD_FILE": str(secrets / "redis_password"), "KEEP_DAYS": "14",
            "REDIS_TLS": "required", "REDIS_CA_FILE": str(secrets / "redis_authority.pem"),
        }  # fmt: skip

    def _run(self, command, changes):
        done = subprocess.run([*map(str, command)], env={**self._environment, **changes}, capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout + done.stderr

    def program(self, name, *arguments, **changes):
        """A subcommand of a service: exit code, and what it said."""
        return self._run((options.from_environment().programs / name, *arguments), changes)

    def step(self, name, **changes):
        if name == "options":
            return self.program("admin-service", "client-options", self.work, **changes)
        return self._run(("bash" if name == "database" else "sh", SCRIPTS / f"{name}.sh"), changes)

    def restore(self, action, url: Path | None = None, **changes):
        """restore.sh, under the DATABASE_URL of the stack or of a file."""
        status, said = self.step("options", **(under(url) if url else {}), **changes)
        assert status == 0, said
        return self._run(("bash", SCRIPTS / "restore.sh", action), changes)

    def back_up(self) -> Path:
        """The folder made by a whole Job."""
        for name in ("options", "database", "sessions"):
            status, said = self.step(name)
            assert status == 0, said
        return Path(next(line.removeprefix("backup: ") for line in said.splitlines() if line.startswith("backup: ")))


def under(url: Path) -> dict:
    """The variables of an account that also migrates."""
    return {"DATABASE_URL_FILE": str(url), "DATABASE_URL_MIGRATE_FILE": str(url)}


def as_administrator(stack, sql: str) -> str:
    """What the database's administrators do, by its socket."""
    command = [databases.program("mariadb", DATABASE), "--no-defaults", f"--socket={databases.socket_of(stack.state / 'mariadb')}", "--batch", "--skip-column-names", "--execute", sql]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def make_database(stack, name: str):
    as_administrator(stack, f"CREATE DATABASE {name} CHARACTER SET utf8mb4; GRANT ALL ON {name}.* TO {databases.OWNER}@'127.0.0.1' WITH GRANT OPTION")


def redis_from(snapshot: Path, directory: Path, port: int):
    """Redis' files as someone makes them who loads a snapshot: started with it, then told to append."""
    directory.mkdir(parents=True)
    shutil.copy(snapshot, directory / "dump.rdb")
    server = subprocess.Popen(
        [databases.program("redis-server", DATABASE), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(directory), "--save", ""], stdout=subprocess.DEVNULL
    )

    def ask(*words):
        return subprocess.run([databases.program("redis-cli", DATABASE), "-p", str(port), *words], capture_output=True, text=True, check=True).stdout

    try:
        wait_until(PortOpen(port), 20, "Redis with the snapshot")
        assert int(ask("DBSIZE")) > 0
        ask("CONFIG", "SET", "appendonly", "yes")
        wait_until(lambda: "aof_rewrite_in_progress:0" in ask("INFO", "persistence"), 20, "the appended file")
        assert "aof_last_bgrewrite_status:ok" in ask("INFO", "persistence")
    finally:
        server.terminate()
        server.wait(20)
