"""Another signing key under load, on a stack of its own: nobody's token is refused meanwhile. Then the older key is withdrawn, and its
tokens fail everywhere within a second of when a replica has read that, also those that somebody makes by it later; over restarts and a
store that forgot."""
import os
import signal
import subprocess
import time
import uuid
from pathlib import Path

import jwt
import pytest
from contract.resources import make_scenario
from e2e.client.connection import Connection
from e2e.client.session import BASE
from e2e.faults.stores import redis
from running_stack import OVERRIDES, RunningStack, wait_until
from whole.load import Load
from whole.recovery import again_ready, works
from whole.test_signed_out_everywhere import assert_refused_everywhere

PUBLISH_SECONDS = 3  # in place of 5 minutes
READ_SECONDS = 2  # a replica looks at its files once a second


class Rotating:
    """A stack and the file of its signing keys, which all replicas of auth-service read."""

    def __init__(self, stack: RunningStack):
        self.stack = stack
        self.file = stack.state / "secrets" / "signing_key.pem"
        first = stack.services("auth-service")[0]
        self.program = Path(f"/proc/{first['pid']}/exe").resolve()

    def keys(self, *arguments: str) -> str:
        done = subprocess.run([self.program, "keys", *arguments], env={"JWT_SIGNING_KEY_FILE": str(self.file)}, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def published_by(self, replica: dict) -> list[str]:
        answer = Connection(f"http://127.0.0.1:{replica['public']}", BASE).get("/.well-known/jwks.json")
        return [key["kid"] for key in answer.json()["keys"]]

    def published(self) -> list[list[str]]:
        return [self.published_by(replica) for replica in self.stack.services("auth-service")]

    def told(self) -> set[str]:
        """The keys that the feed says are withdrawn."""
        token = (self.stack.state / "secrets" / "token_auth_to_session_cache").read_text()
        cache = Connection(f"http://127.0.0.1:{self.stack.services('session-cache-service')[0]['internal']}")
        entries = cache.get("/internal/v1/revocations/snapshot", headers={"Authorization": f"Bearer {token}"}).json()["entries"]
        return {entry["id"] for entry in entries if entry["kind"] == "signing_key"}

    def forget(self):
        """The store of sessions and revocations is empty."""
        if self.stack.description["store"] == "real":
            redis(self.stack, "FLUSHALL")
            return
        [cache] = self.stack.services("session-cache-service")
        os.kill(cache["pid"], signal.SIGKILL)
        (self.stack.state / "sessions").unlink()
        again_ready(self.stack, "session-cache-service", cache["replica"], cache["pid"])

    def probes(self, token: str, scenario: str):
        """How to ask each public replica whether a token counts."""
        asks = {
            "admin-service": ("GET", "/users/me/permissions", None),
            "auth-service": ("GET", "/sso/sessions", None),
            "guard-service": ("POST", "/guard/check", {"app_id": scenario, "direction": "INPUT", "text": "hello"}),
        }
        made = []
        for replica in self.stack.public_replicas():
            connection = Connection(f"http://127.0.0.1:{replica['public']}", BASE, {"Authorization": f"Bearer {token}"})
            method, path, body = asks[replica["name"]]
            made.append((f"{replica['name']} {replica['replica']}", lambda c=connection, m=method, p=path, b=body: c.request(m, p, b).status))
        return made

    def assert_good_everywhere(self, token: str, scenario: str):
        for name, ask in self.probes(token, scenario):
            assert (status := ask()) not in (401, 503), (name, status)

    def forged(self, token: str, pem: str) -> str:
        """What who has the key makes of a token: it was issued just now, whatever the feed says of before."""
        claims = jwt.decode(token, options={"verify_signature": False})
        now = int(time.time())
        made = (now * 1000 << 80) | (7 << 76) | (2 << 62) | uuid.uuid4().int & ((1 << 62) - 1)
        claims |= {"iat": now, "nbf": now, "exp": now + 3600, "jti": str(uuid.UUID(int=made))}
        return jwt.encode(claims, pem, algorithm="ES256", headers={"kid": kid_of(token), "typ": "at+jwt"})


def kid_of(token: str) -> str:
    return jwt.get_unverified_header(token)["kid"]


@pytest.fixture(scope="module")
def rotating(tmp_path_factory):
    overrides = {**OVERRIDES, "auth-service": {**OVERRIDES["auth-service"], "JWT_KEY_PUBLISH_SECONDS": str(PUBLISH_SECONDS)}}
    options = {"STORE": os.environ.get("E2E_STORE", "embedded"), "REPLICAS": os.environ.get("E2E_REPLICAS", "1")}
    stack = RunningStack(tmp_path_factory.mktemp("rotating") / "state", overrides, **options).start()
    yield Rotating(stack)
    stack.stop()


def test_a_rotation_under_load_refuses_nobody_and_the_withdrawn_key_fails_everywhere(rotating, unique):
    stack = rotating.stack
    administrator = stack.administrator()
    scenario = make_scenario(administrator.api, unique)["app_id"]
    old_pem, old = rotating.file.read_text(), stack.sign_in("bob")
    old_kid = kid_of(old.access_token)
    assert rotating.published() == [[old_kid]] * len(rotating.published())
    port = int(stack.url.rsplit(":", 1)[1])
    current = {"token": old.access_token}

    def make(_):
        return "GET", f"{BASE}/users/me/permissions", None, {"Authorization": f"Bearer {current['token']}"}

    with Load(port, make, per_second=50, threads=8) as load:
        new_kid = rotating.keys("new").splitlines()[0]
        began = time.monotonic()
        wait_until(lambda: all(kids == [new_kid, old_kid] for kids in rotating.published()), READ_SECONDS + 1, "that every replica publishes the new key")
        refresh_token, signed = old.refresh_token, {}
        while time.monotonic() - began < 60 and signed.get(new_kid, 0) < 3:
            answer = stack.anonymous().post("/sso/refresh", {"refresh_token": refresh_token})
            assert answer.status == 200, answer
            current["token"], refresh_token = answer.json()["access_token"], answer.json()["refresh_token"]
            signed[kid_of(current["token"])] = signed.get(kid_of(current["token"]), 0) + 1
            if kid_of(current["token"]) == new_kid:
                assert time.monotonic() - began >= PUBLISH_SECONDS
            rotating.assert_good_everywhere(current["token"], scenario)
            time.sleep(0.2)
        assert signed.keys() == {old_kid, new_kid}
        rotating.assert_good_everywhere(old.access_token, scenario)  # as it was signed before
    assert load.counts().keys() == {200}, load.counts()

    assert rotating.keys("list").splitlines()[1] == f"{old_kid}  verifies"
    forged = rotating.forged(old.access_token, old_pem)
    asked = rotating.probes(old.access_token, scenario) + rotating.probes(forged, scenario)
    assert all(ask() not in (401, 503) for _, ask in asked)
    rotating.keys("withdraw", old_kid)
    wait_until(lambda: any(kids == [new_kid] for kids in rotating.published()), READ_SECONDS, "that a replica has read the list")
    assert_refused_everywhere(asked)
    rotating.assert_good_everywhere(current["token"], scenario)
    fresh = stack.sign_in("carol").access_token
    assert kid_of(fresh) == new_kid
    rotating.assert_good_everywhere(fresh, scenario)

    # Over a restart of those that know of it, and a store that has forgotten all: it is told again.
    assert rotating.told() == {old_kid}
    rotating.forget()
    wait_until(lambda: works(stack), 60, "that people sign in again")
    wait_until(lambda: rotating.told() == {old_kid}, 10, "that the new feed has it")
    for auth in stack.services("auth-service"):
        os.kill(auth["pid"], signal.SIGKILL)
        again_ready(stack, "auth-service", auth["replica"], auth["pid"])
    forged = rotating.forged(old.access_token, old_pem)
    assert [name for name, ask in rotating.probes(forged, scenario) if ask() != 401] == []
    assert rotating.published() == [[new_kid]] * len(rotating.published())
    assert rotating.keys("list").splitlines() == [f"{new_kid}  signs, once a replica has published it for JWT_KEY_PUBLISH_SECONDS", f"{old_kid}  withdrawn"]
