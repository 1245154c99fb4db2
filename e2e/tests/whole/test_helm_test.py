"""What `helm test` runs in a cluster, run on a local stack: it passes on a suite that is well, and fails on one that is not."""
import os
import re
import subprocess
from pathlib import Path

from e2e.client.connection import Connection
from e2e.client.session import BASE, used_secrets
from running_stack import wait_until
from whole.recovery import nothing_is_away

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "charts/llm-guard-manager/files/helm_test.sh"


def run(stack, tmp_path, **changes):
    services = " ".join(f"http://127.0.0.1:{s['public']}" for s in stack.public_replicas())
    environment = {**os.environ, "TMPDIR": str(tmp_path), "FRONTEND": stack.url, "BACKEND": stack.url, "SERVICES": services, **changes}
    done = subprocess.run(["sh", SCRIPT], env=environment, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


def test_a_suite_that_is_well(stack, tmp_path):
    wait_until(lambda: nothing_is_away(stack), 30, "that what was away before is seen to be back")
    code, said = run(stack, tmp_path)
    assert code == 0, said
    assert said.count("ok      ") >= 20 and said.rstrip().endswith("Everything is as it should be.")


def test_a_service_that_is_away(stack, tmp_path):
    code, said = run(stack, tmp_path, SERVICES="http://127.0.0.1:1", RETRIES="1")
    assert code == 1 and "FAILED  http://127.0.0.1:1 is alive: status none instead of 200" in said.replace("000", "none")


def programs(stack):
    """auth-service's own program and environment: where the signing key is mounted."""
    first = stack.services("auth-service")[0]
    environment = Path(f"/proc/{first['pid']}/environ").read_bytes().decode().split("\0")
    return Path(f"/proc/{first['pid']}/exe").resolve(), dict(entry.split("=", 1) for entry in environment if entry)


def issue(stack, directory):
    program, environment = programs(stack)
    directory.mkdir()
    # As in the test's pod: the signing key, and none of the other secrets.
    given = {name: value for name, value in environment.items() if name.startswith("JWT_")}
    done = subprocess.run([program, "issue-check-token", directory], env=given, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    token = (directory / "authorization").read_text().split()[-1]
    used_secrets.add(token)
    assert token not in done.stdout + done.stderr
    assert {path.name: path.stat().st_mode & 0o777 for path in directory.iterdir()} == {"authorization": 0o600, "tag_code": 0o600}
    return token, (directory / "tag_code").read_text().strip()


def test_the_round_trip_of_a_tag(stack, admin, tmp_path):
    token, code = issue(stack, tmp_path / "token")
    status, said = run(stack, tmp_path, CHECK_TOKEN_DIRECTORY=str(tmp_path / "token"))
    assert status == 0, said
    for step in ("a tag is made", "it is there", "it is changed", "it is deleted", "it is gone", "its token makes no other tag",
                 "its token reads no scenarios", "its token decides no texts", "its token sees no sessions"):  # fmt: skip
        assert f"ok      {step}" in said
    assert token not in said
    rows = [row for row in admin.get("/audit-logs/", query={"resource_type": "META_TAG", "limit": 1000}).json() if row["username"] == f"check token for {code}"]
    assert sorted(row["action"] for row in rows) == ["CREATE", "DELETE", "UPDATE"]


def test_a_token_of_another_key_makes_the_test_fail(stack, tmp_path):
    issue(stack, tmp_path / "token")
    header = (tmp_path / "token/authorization").read_text().strip()
    (tmp_path / "token/authorization").write_text(header[:-6] + ("AAAAAA" if not header.endswith("AAAAAA") else "BBBBBB") + "\n")
    status, said = run(stack, tmp_path, CHECK_TOKEN_DIRECTORY=str(tmp_path / "token"))
    assert status == 1 and "FAILED  a tag is made: status 401" in said


def test_no_service_takes_a_check_token_for_a_person_s(stack, tmp_path):
    token, _ = issue(stack, tmp_path / "token")
    bearer = {"Authorization": f"Bearer {token}"}
    for replica in stack.public_replicas():
        document = Connection(f"http://127.0.0.1:{replica['internal']}").get("/openapi.json").json()
        asked = 0
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                if operation.get("x-listener") != "public" or "bearer" not in str(operation.get("security")) or "check tokens" in operation["description"]:
                    continue
                answer = Connection(f"http://127.0.0.1:{replica['public']}").request(method.upper(), re.sub(r"\{[^}]*\}", "x", path), headers=bearer)
                assert (answer.status, answer.json()["code"]) == (403, "token_limited"), (replica["name"], method, path, answer)
                asked += 1
        assert asked > (0 if replica["name"] == "guard-service" else 5), replica["name"]
    assert Connection(stack.url, BASE).post("/sso/logout", {}, headers=bearer).status == 401
    assert Connection(stack.url, BASE).post("/sso/refresh", {"refresh_token": token}).status in (401, 422)


def test_check_tokens_can_be_revoked(stack, tmp_path):
    token, _ = issue(stack, tmp_path / "token")
    api = Connection(stack.url, BASE, {"Authorization": f"Bearer {token}"})
    assert api.get("/tags/").json() == []
    program, environment = programs(stack)
    done = subprocess.run([program, "revoke-check-tokens"], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    wait_until(lambda: api.get("/tags/").status == 401, 5, "the end of the token")
    another, _ = issue(stack, tmp_path / "another")
    assert Connection(stack.url, BASE, {"Authorization": f"Bearer {another}"}).get("/tags/").status == 200
