"""What `helm test` runs in a cluster, run on a local stack: it passes on a suite that is well, and fails on one that is not."""
import os
import subprocess
from pathlib import Path

import pytest
from running_stack import RunningStack

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "charts/llm-guard-manager/files/helm_test.sh"
PASSWORD = "a-long-first-password-1"


def run(stack, tmp_path, **changes):
    services = " ".join(f"http://127.0.0.1:{s['public']}" for s in stack.public_replicas())
    environment = {**os.environ, "TMPDIR": str(tmp_path), "FRONTEND": stack.url, "BACKEND": stack.url, "SERVICES": services, **changes}
    done = subprocess.run(["sh", SCRIPT], env=environment, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


def test_a_suite_that_is_well(stack, tmp_path):
    code, said = run(stack, tmp_path)
    assert code == 0, said
    assert said.count("ok      ") >= 20 and said.rstrip().endswith("Everything is as it should be.")


def test_a_service_that_is_away(stack, tmp_path):
    code, said = run(stack, tmp_path, SERVICES="http://127.0.0.1:1")
    assert code == 1 and "FAILED  http://127.0.0.1:1 is alive: status none instead of 200" in said.replace("000", "none")


@pytest.fixture(scope="module")
def with_account(tmp_path_factory):
    local = {"LOCAL_LOGIN_ENABLED": "true"}
    overrides = {"auth-service": local, "admin-service": {**local, "ADMIN_USERNAME": "operator", "ADMIN_PASSWORD": PASSWORD}}
    running = RunningStack(tmp_path_factory.mktemp("helm-test") / "state", overrides).start()
    yield running
    running.stop()


def test_the_round_trip_of_a_tag(with_account, tmp_path):
    account = tmp_path / "account"
    account.mkdir()
    (account / "username").write_text("operator")
    (account / "password").write_text(PASSWORD)
    code, said = run(with_account, tmp_path, ACCOUNT_DIRECTORY=str(account))
    assert code == 0, said
    for step in ("an account signs in", "a tag is made", "it is changed", "it is deleted", "it is gone"):
        assert f"ok      {step}" in said
    (account / "password").write_text("wrong")
    code, said = run(with_account, tmp_path, ACCOUNT_DIRECTORY=str(account))
    assert code == 1 and "FAILED  an account signs in" in said
