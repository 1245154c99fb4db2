"""The scripts of the chart's backup CronJob, on the stack's MariaDB and Redis: what they leave, and what they refuse."""
import gzip
import hashlib
import os
import subprocess
from pathlib import Path

import pytest
from e2e.stack import options

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = ROOT / "charts/llm-guard-manager/files/backup"


@pytest.fixture
def job(stack, tmp_path):
    """Runs the steps of the job in order, as its containers do."""
    servers = {service["name"]: service for service in stack.description["services"]}
    if "redis" not in servers:
        pytest.skip("needs MariaDB and Redis (E2E_STORE=real)")
    (tmp_path / "work").mkdir()
    (tmp_path / "backups").mkdir()
    secrets = stack.state / "secrets"
    environment = {
        "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "WORK": str(tmp_path / "work"), "BACKUPS": str(tmp_path / "backups"),
        "DATABASE_URL_FILE": str(secrets / "database_url"), "REDIS_HOST": "127.0.0.1", "REDIS_PORT": str(servers["redis"]["internal"]),
        "PASSWORD_FILE": str(secrets / "redis_password"), "KEEP_DAYS": "14",
    }  # fmt: skip

    def step(*command, **changes):
        done = subprocess.run([*map(str, command)], env={**environment, **changes}, capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout + done.stderr

    steps = {
        "options": (options.from_environment().programs / "admin-service", "client-options", tmp_path / "work"),
        "database": ("bash", SCRIPTS / "database.sh"),
        "sessions": ("sh", SCRIPTS / "sessions.sh"),
    }
    return lambda name, **changes: step(*steps[name], **changes)


def folders(tmp_path):
    return sorted(path.name for path in (tmp_path / "backups").iterdir())


def test_a_backup(job, tmp_path, admin, unique):
    code = unique("BACKUP").replace("-", "_")
    assert admin.post("/tags/", {"tag_code": code, "tag_name": "kept"}).status == 200
    old = tmp_path / "backups/20200101T000000Z"
    old.mkdir()
    os.utime(old, (0, 0))
    other = tmp_path / "backups/of-somebody-else"
    other.mkdir()
    os.utime(other, (0, 0))
    for step in ("options", "database", "sessions"):
        status, said = job(step)
        assert status == 0, said
    assert len(folders(tmp_path)) == 2 and "of-somebody-else" in folders(tmp_path)  # the old one is gone
    made = tmp_path / "backups" / folders(tmp_path)[0]
    assert not made.name.endswith(".partial") and (made.stat().st_mode & 0o077) == 0
    dump = gzip.decompress((made / "database.sql.gz").read_bytes()).decode()
    assert code in dump and "CREATE TABLE `audit_logs`" in dump
    assert (made / "sessions.rdb").read_bytes().startswith(b"REDIS")
    for line in (made / "SHA256SUMS").read_text().splitlines():
        wanted, name = line.split()
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() == wanted


def test_what_is_not_whole_keeps_its_partial_name(job, tmp_path):
    assert job("options")[0] == 0
    assert job("database")[0] == 0
    assert job("sessions", REDIS_PORT="1")[0] != 0
    assert [name.endswith(".partial") for name in folders(tmp_path)] == [True]


def test_a_database_that_is_away_fails_the_job(job, tmp_path):
    assert job("options")[0] == 0
    file = tmp_path / "work/client.cnf"
    file.write_text(file.read_text().replace("port=", "port=1\n#"))
    assert job("database")[0] != 0
    assert job("sessions")[0] != 0  # nothing to complete
