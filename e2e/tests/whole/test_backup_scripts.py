"""The scripts of the chart's backup CronJob and of `make restore`, on the stack's database and Redis: what they leave, and what they refuse."""
import gzip
import hashlib
import os
import re
import shutil
from urllib.parse import quote, urlsplit

import pytest
from e2e.faults.stores import redis
from e2e.stack import databases
from e2e.stack.credentials import Credentials
from e2e.stack.options import ROOT
from whole.backup_job import SCRIPTS, Job, as_administrator, make_database, under

pytestmark = pytest.mark.real_stores
# What a shell, an option file and SQL take for more than a character.
ODD_PASSWORD = """'$(touch "$WORK/hacked")"#\\ `id`;%s [client] """


@pytest.fixture
def job(stack, tmp_path):
    return Job(stack, tmp_path)


def folders(job):
    return sorted(path.name for path in job.backups.iterdir())


def test_a_backup(job, admin, unique):
    code = unique("BACKUP").replace("-", "_")
    assert admin.post("/tags/", {"tag_code": code, "tag_name": "kept"}).status == 200
    old, other = job.backups / "20200101T000000Z", job.backups / "of-somebody-else"
    for folder in (old, other):
        folder.mkdir()
        os.utime(folder, (0, 0))
    made = job.back_up()
    assert len(folders(job)) == 2 and "of-somebody-else" in folders(job)  # the old one is gone
    assert not made.name.endswith(".partial") and (made.stat().st_mode & 0o077) == 0
    dump = gzip.decompress((made / "database.sql.gz").read_bytes()).decode()
    assert code in dump and "CREATE TABLE `audit_logs`" in dump
    assert (made / "sessions.rdb").read_bytes().startswith(b"REDIS")
    for line in (made / "SHA256SUMS").read_text().splitlines():
        wanted, name = line.split()
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() == wanted


def test_the_stores_own_clients_make_it_and_have_nothing_to_complain_of(stack, job):
    assert job.step("options") == (0, "")
    status, said = job.step("database")
    assert status == 0 and len(said.splitlines()) == 1, said
    [partial] = job.backups.iterdir()
    head = gzip.decompress((partial / "database.sql.gz").read_bytes()).decode()[:200]
    server = re.match(r"[\d.]+", as_administrator(stack, "SELECT VERSION()")).group()
    assert server in re.search(r"-- (?:MySQL|MariaDB) dump .*", head).group()


def test_what_is_not_whole_keeps_its_partial_name(job):
    assert job.step("options")[0] == 0
    assert job.step("database")[0] == 0
    assert job.step("sessions", REDIS_PORT="1")[0] != 0
    assert [name.endswith(".partial") for name in folders(job)] == [True]
    [partial] = folders(job)
    assert f"{partial}  was not finished" in job.restore("list")[1]
    status, said = job.restore("check", BACKUP=partial.removesuffix(".partial"), DATABASE="nothing")
    assert status == 1 and "was not finished; take another one" in said


def test_a_user_of_its_own_copies_redis_and_can_do_nothing_else(stack, job):
    """With the rights that the chart gives it, and docs/operations/secrets-and-keys.md."""
    [rights] = re.findall(r'on ">%s" ([^\\]+)', (SCRIPTS.parents[1] / "templates/redis.yaml").read_text())
    password = job.work / "copying_password"
    password.write_text("password-of-the-copying-user")
    redis(stack, "ACL", "SETUSER", "copying", "reset", "on", f">{password.read_text()}", *rights.split())
    for step in ("options", "database"):
        assert job.step(step)[0] == 0
    status, said = job.step("sessions", REDIS_USER="copying", PASSWORD_FILE=str(password))
    assert status == 0, said
    assert redis(stack, "ACL", "LOG") == []
    with pytest.raises(AssertionError, match="NOPERM"):
        redis(stack, "DBSIZE", user="copying", password=password.read_text())
    assert "user copying on >PASSWORD " + rights in (ROOT / "docs/operations/secrets-and-keys.md").read_text()


def test_a_database_that_is_away_fails_the_job(job):
    assert job.step("options")[0] == 0
    file = job.work / "client.cnf"
    file.write_text(file.read_text().replace("port=", "port=1\n#"))
    assert job.step("database")[0] != 0
    assert job.step("sessions")[0] != 0  # nothing to complete


@pytest.fixture(scope="module")
def made_once(stack, tmp_path_factory):
    return Job(stack, tmp_path_factory.mktemp("backup")).back_up()


@pytest.fixture
def backup(job, made_once):
    """One of this test's own."""
    shutil.copytree(made_once, job.backups / made_once.name)
    return made_once.name


@pytest.fixture
def empty(stack, unique):
    """The name of an empty database, dropped afterwards."""
    name = unique("restore").replace("-", "_")
    make_database(stack, name)
    yield name
    as_administrator(stack, f"DROP DATABASE {name}")


@pytest.fixture
def switched(stack, job, empty):
    """DATABASE_URL as it is once the suite uses the database."""
    url = job.work / "another_url"
    url.write_text((stack.state / "secrets/database_url_migrate").read_text().replace("/llm_safe_db", "/" + empty))
    return url


@pytest.fixture
def account(stack, job, empty, unique):
    """Makes an account for the suite's database and the empty one: the file of its URL."""
    made = []

    def make(password, host="127.0.0.1", demands=""):
        name = unique("odd")
        made.append(name)
        inside = password.replace("\\", "\\\\").replace("'", "\\'")
        as_administrator(stack, f"CREATE USER `{name}`@'127.0.0.1' IDENTIFIED BY '{inside}' {demands}")
        for database in (databases.DATABASE, empty):
            as_administrator(stack, f"GRANT ALL ON {database}.* TO `{name}`@'127.0.0.1'")
        port = urlsplit((stack.state / "secrets/database_url").read_text()).port
        url = job.work / "url"
        url.write_text(f"mysql://{name}:{quote(password, safe='')}@{host}:{port}/{databases.DATABASE}")
        return url

    yield make
    for name in made:
        as_administrator(stack, f"DROP USER `{name}`@'127.0.0.1'")


def test_a_password_is_nothing_but_a_password(stack, job, backup, empty, account):
    url = account(ODD_PASSWORD)
    assert job.step("options", **under(url)) == (0, "")
    status, said = job.step("database")
    assert status == 0, said  # also where no service has signed in by it before: MySQL's server knows it encrypted alone
    status, said = job.program("admin-service", "verify-audit", **under(url))
    assert status == 0, said
    assert job.restore("load", url, BACKUP=backup, DATABASE=empty) == (0, "state: loaded\n")
    assert tables(stack, empty) == tables(stack, databases.DATABASE) | {"restore_of"}
    assert not (job.work / "hacked").exists()


def test_backup_and_restore_by_tls(stack, job, backup, empty, account):
    url = account("secret", demands="REQUIRE SSL")
    trusting = {"DATABASE_TLS": "required", "DATABASE_CA_FILE": str(stack.state / "secrets/database_certificate.pem")}
    assert job.step("options", **under(url), **trusting) == (0, "")
    status, said = job.step("database")
    assert status == 0, said
    assert job.restore("load", url, BACKUP=backup, DATABASE=empty, **trusting) == (0, "state: loaded\n")
    # The server demands it of this account.
    status, said = job.restore("load", url, BACKUP=backup, DATABASE=empty)
    assert status != 0 and "Access denied" in said


@pytest.mark.parametrize("host, own", [("127.0.0.1", False), ("localhost", True)], ids=["another authority's", "another name's"])
def test_another_server_is_not_told_the_password(stack, job, account, tmp_path, host, own):
    authority = stack.state / "secrets/database_certificate.pem" if own else Credentials(tmp_path / "another").certificate("database")[0]
    assert job.step("options", **under(account("secret", host)), DATABASE_TLS="required", DATABASE_CA_FILE=str(authority))[0] == 0
    status, said = job.step("database")
    assert status != 0 and re.search("(?i)certificate|verification", said), said


def tables(stack, database):
    return set(as_administrator(stack, f"SHOW TABLES IN {database}").split())


def test_a_restore_step_by_step(stack, job, backup, empty):
    assert backup in job.restore("list")[1]
    for state in ("empty", "empty"):  # looking changes nothing
        assert job.restore("check", BACKUP=backup, DATABASE=empty) == (0, f"state: {state}\n")
    assert tables(stack, empty) == set()
    assert job.restore("load", BACKUP=backup, DATABASE=empty) == (0, "state: loaded\n")
    assert tables(stack, empty) == tables(stack, "llm_safe_db") | {"restore_of"}
    assert job.restore("check", BACKUP=backup, DATABASE=empty) == (0, "state: loaded\n")
    as_administrator(stack, f"DELETE FROM {empty}.meta_tags")
    assert job.restore("load", BACKUP=backup, DATABASE=empty) == (0, "state: loaded\n")
    assert as_administrator(stack, f"SELECT COUNT(*) FROM {empty}.meta_tags") == "0\n"  # what is loaded is not loaded over


def test_a_load_that_was_cut_off_is_begun_again(stack, job, backup, empty):
    dump = job.backups / backup / "database.sql.gz"
    whole = dump.read_bytes()
    text = gzip.decompress(whole)
    dump.write_bytes(gzip.compress(text[: text.index(b"CREATE TABLE `meta_tags`") + 30]))
    sums = job.backups / backup / "SHA256SUMS"
    kept = sums.read_text()
    sums.write_text(f"{hashlib.sha256(dump.read_bytes()).hexdigest()}  database.sql.gz\n")
    status, said = job.restore("load", BACKUP=backup, DATABASE=empty)
    assert status == 1 and f"Nothing uses {empty}; the same command begins the load again" in said
    assert "audit_logs" in tables(stack, empty)
    dump.write_bytes(whole)
    sums.write_text(kept)
    assert job.restore("check", BACKUP=backup, DATABASE=empty) == (0, "state: begun\n")
    assert job.restore("load", BACKUP=backup, DATABASE=empty) == (0, "state: loaded\n")
    assert tables(stack, empty) == tables(stack, "llm_safe_db") | {"restore_of"}
    counted = "SELECT COUNT(*) FROM {}.audit_logs"
    assert int(as_administrator(stack, counted.format(empty))) > 0


def test_a_database_that_is_not_empty_is_left_alone(stack, job, backup, empty):
    as_administrator(stack, f"CREATE TABLE {empty}.theirs (n INT); INSERT INTO {empty}.theirs VALUES (7)")
    for action in ("check", "load"):
        status, said = job.restore(action, BACKUP=backup, DATABASE=empty)
        assert status == 1 and "is not empty: it holds 1 tables. A restore overwrites nothing" in said
    assert tables(stack, empty) == {"theirs"} and as_administrator(stack, f"SELECT n FROM {empty}.theirs") == "7\n"


def test_the_database_in_use_and_those_of_other_backups_are_left_alone(stack, job, backup, empty, switched):
    status, said = job.restore("load", BACKUP=backup, DATABASE="llm_safe_db")
    assert status == 1 and "is not empty" in said
    assert job.restore("load", BACKUP=backup, DATABASE=empty)[0] == 0
    shutil.copytree(job.backups / backup, job.backups / "20300101T000000Z")
    status, said = job.restore("load", BACKUP="20300101T000000Z", DATABASE=empty)
    assert status == 1 and f"holds another backup ({backup})" in said
    # As it is once the suite has been switched over, or to a load that was cut off.
    used = lambda action: job.restore(action, switched, BACKUP=backup, DATABASE=empty)  # noqa: E731
    for action in ("check", "load", "close", "check"):
        assert used(action) == (0, "state: in-use\n")
    status, said = job.restore("check", BACKUP=backup, DATABASE=empty)  # as after a way back to the older database
    assert status == 1 and "was in use after this backup was loaded into it" in said
    as_administrator(stack, f"UPDATE {empty}.restore_of SET state = 'begun'")
    status, said = used("load")
    assert status == 1 and "is set to use the database" in said


def test_what_the_suite_may_have_written_to_is_loaded_anew(stack, job, backup, empty, switched):
    variables = {"BACKUP": backup, "DATABASE": empty}
    assert job.restore("load", **variables) == (0, "state: loaded\n")
    assert job.restore("try", **variables) == (0, "state: tried\n")
    # Switched over, and written to; a newer version had made a table of its own.
    for action in ("check", "load", "try"):
        assert job.restore(action, switched, **variables) == (0, "state: in-use\n")
    as_administrator(stack, f"DELETE FROM {empty}.meta_tags; CREATE TABLE {empty}.of_a_newer_version (n INT, tag INT); CREATE DEFINER = {databases.OWNER}@'127.0.0.1' VIEW {empty}.seen AS SELECT 1")
    # Taken back.
    assert job.restore("check", **variables) == (0, "state: tried\n")
    status, said = job.restore("try", **variables)
    assert status == 1 and "does not hold the backup" in said and "as it was loaded" in said
    assert job.restore("load", **variables) == (0, "state: loaded\n")
    assert tables(stack, empty) == tables(stack, "llm_safe_db") | {"restore_of"}
    counted = "SELECT COUNT(*) FROM {}.meta_tags"
    assert as_administrator(stack, counted.format(empty)) == as_administrator(stack, counted.format("llm_safe_db")) != "0\n"
    assert job.restore("try", **variables) == (0, "state: tried\n")
    assert job.restore("close", switched, **variables) == (0, "state: in-use\n")
    status, said = job.restore("load", **variables)
    assert status == 1 and "was in use after this backup was loaded into it" in said


def test_what_is_not_loaded_is_not_switched_over_to(stack, job, backup, empty):
    status, said = job.restore("try", BACKUP=backup, DATABASE=empty)
    assert status == 1 and f"{empty} does not hold the backup {backup}" in said and tables(stack, empty) == set()


def test_a_name_that_differs_by_capitals_alone_is_not_another_database(job, backup):
    """To some servers it is the one in use."""
    for action in ("check", "load"):
        status, said = job.restore(action, BACKUP=backup, DATABASE="LLM_safe_db")
        assert status == 1 and "differs from that by capital letters alone" in said


def test_noting_what_is_in_use_needs_nothing_of_the_backup(stack, job, backup, empty, switched):
    """Reading a large one again takes longer than there is."""
    variables = {"BACKUP": backup, "DATABASE": empty}
    assert job.restore("load", **variables)[0] == 0
    shutil.rmtree(job.backups / backup)
    assert job.restore("try", **variables) == (0, "state: tried\n")
    assert job.restore("close", switched, **variables) == (0, "state: in-use\n")
    assert as_administrator(stack, f"SELECT state FROM {empty}.restore_of") == "used\n"


def test_a_database_that_is_not_there_is_named_with_what_makes_it(job, backup):
    status, said = job.restore("check", BACKUP=backup, DATABASE="nowhere")
    assert status == 1 and "CREATE DATABASE nowhere CHARACTER SET utf8mb4" in said


def test_a_damaged_backup_is_refused(job, backup):
    file = job.backups / backup / "database.sql.gz"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    status, said = job.restore("check", BACKUP=backup, DATABASE="nothing")
    assert status == 1 and "is damaged" in said and "database.sql.gz" in said
    (job.backups / backup / "SHA256SUMS").unlink()
    assert "has no checksums" in job.restore("check", BACKUP=backup, DATABASE="nothing")[1]


def test_a_backup_that_is_not_there(job, backup):
    status, said = job.restore("check", BACKUP="20200101T000000Z", DATABASE="nothing")
    assert status == 1 and "There is no backup 20200101T000000Z" in said and backup in said


def test_no_backups_at_all(job):
    assert job.restore("list") == (0, "There is no backup that could be restored.\n")


def test_what_was_restored_from_is_not_in_the_next_backup(stack, job, backup, empty):
    assert job.restore("load", BACKUP=backup, DATABASE=empty)[0] == 0
    (job.work / "database").write_text(empty + "\n")
    status, said = job.step("database")
    assert status == 0, said
    [made] = [folder for folder in job.backups.iterdir() if folder.name.endswith(".partial")]
    assert "restore_of" not in gzip.decompress((made / "database.sql.gz").read_bytes()).decode()
