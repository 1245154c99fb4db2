"""The OpenAPI documents are valid 3.1, and the services answer as they say: no 5xx, no status, type or body that is
not in the document."""
import json
import os
import subprocess
import sys

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from running_stack import PUBLIC_SERVICES
from whole.test_public_routes import document

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"
EXAMPLES = os.environ.get("E2E_SCHEMA_EXAMPLES", "10")
# What ends the session or takes away the rights that the rest of the run needs; asked by a run of its own.
ENDING = r"/sso/logout|/sso/sessions"
# Long polls wait for news up to the time that they are told.
INTERNAL_CALLERS = {"session-cache-service": "auth", "admin-service": "auth", "guard-service": "admin"}


@pytest.mark.parametrize("service", (*PUBLIC_SERVICES, "session-cache-service"))
def test_the_document_is_openapi_3_1(service, stack):
    spec = document(stack, service)
    assert spec["openapi"].startswith("3.1")
    problems = [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in OpenAPIV31SpecValidator(spec).iter_errors()]
    assert problems == []


def schemathesis(spec: dict, url: str, token: str, tmp_path, *arguments: str):
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(spec))
    (tmp_path / "schemathesis.toml").write_text("")
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", str(file), "--url", url, "--header", f"Authorization: Bearer {token}", "--checks", CHECKS,
        "--max-examples", EXAMPLES, "--seed", "1", "--phases", "examples,coverage,fuzzing", "--request-timeout", "30", "--generation-database", "none",
        "--no-color", *arguments,
    ]  # fmt: skip
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=1200)
    assert run.returncode == 0, run.stdout[-20000:] + run.stderr[-4000:]
    return run.stdout


@pytest.mark.parametrize("service", PUBLIC_SERVICES)
def test_public_routes_answer_as_documented(service, stack, tmp_path):
    port = stack.services(service)[0]["public"]
    session = stack.administrator()
    spec = document(stack, service)
    schemathesis(spec, f"http://127.0.0.1:{port}", session.access_token, tmp_path, "--include-path-regex", "^/api/v1/", "--exclude-path-regex", ENDING)


def test_routes_that_end_sessions_answer_as_documented(stack, tmp_path):
    port = stack.services("auth-service")[0]["public"]
    session = stack.sign_in("erin")
    schemathesis(document(stack, "auth-service"), f"http://127.0.0.1:{port}", session.access_token, tmp_path, "--include-path-regex", ENDING)


@pytest.mark.parametrize("service", INTERNAL_CALLERS)
def test_internal_routes_answer_as_documented(service, stack, tmp_path):
    callee = {"session-cache-service": "session_cache", "admin-service": "admin", "guard-service": "guard"}[service]
    token = (stack.state / "secrets" / f"token_{INTERNAL_CALLERS[service]}_to_{callee}").read_text()
    port = stack.services(service)[0]["internal"]
    schemathesis(document(stack, service), f"http://127.0.0.1:{port}", token, tmp_path, "--include-path-regex", "^/(internal|health|metrics|openapi)")
