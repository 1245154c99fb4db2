"""Access tokens are read by others' libraries, each configured as its README says: PyJWT, jose (npm), golang-jwt. They find the key by what
is published, and refuse what is not ours."""
import json
import subprocess
import sys
from pathlib import Path

import pytest
from e2e.client.session import BASE

ROOT = Path(__file__).resolve().parents[3]
PYJWT = [sys.executable, ROOT / "e2e/verifiers/with_pyjwt.py"]
JOSE = ["node", ROOT / "build/verifiers/jose/verify.js"]
GOLANG_JWT = [ROOT / "build/verifiers/golang-jwt"]
ISSUER = AUDIENCE = "llm-guard-manager"


@pytest.fixture(scope="module", autouse=True)
def built():
    done = subprocess.run([ROOT / "tools/build_verifiers"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(params=[PYJWT, JOSE, GOLANG_JWT], ids=["PyJWT", "jose", "golang-jwt"])
def verify(request, stack):
    """What the library says of some tokens."""

    def ask(*tokens, issuer=ISSUER, audience=AUDIENCE):
        command = [*request.param, f"{stack.url.rstrip('/')}{BASE}/.well-known/jwks.json", issuer, audience]
        done = subprocess.run(command, input="\n".join(tokens) + "\n", capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return ask


def test_it_takes_our_tokens_and_reads_their_claims(verify, stack):
    sessions = [stack.sign_in("bob"), stack.administrator()]
    answers = verify(*(session.access_token for session in sessions))
    for session, answer in zip(sessions, answers, strict=True):
        claims = answer["claims"]
        assert (claims["iss"], claims["aud"], claims["sub"]) == (ISSUER, AUDIENCE, session.user_id)
        assert claims["exp"] - claims["iat"] == 8 * 3600
        assert {"uid", "sid", "jti", "client_id", "role", "nbf"} <= claims.keys()


def test_it_refuses_what_was_changed_and_what_is_for_others(verify, stack):
    token = stack.sign_in("bob").access_token
    head, body, signature = token.split(".")
    changed = [f"{head}.{body}.{signature[:-8]}{'A' * 8}", f"{head}.{body[:-4]}{'A' * 4}.{signature}", f"{head}.{body}."]
    assert all("refused" in answer for answer in verify(*changed))
    assert "refused" in verify(token, audience="another")[0] and "refused" in verify(token, issuer="another")[0]
