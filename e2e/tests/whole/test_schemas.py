"""The OpenAPI documents are valid 3.1, and the services answer as they say: no 5xx, no status, type or body that is
not in the document; each operation is seen to succeed."""
import os

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from running_stack import OVERRIDES, PUBLIC_SERVICES, RunningStack
from whole import requests_that_succeed as requests
from whole.asked_by_schemathesis import ANYONE, ask, callers, names, operations, selected
from whole.test_public_routes import document

# What ends the session that the rest of the run needs.
ENDING = ("sign_out",)
# Who asks what the internal listeners have.
INTERNAL = {
    "session-cache-service": ("auth", "admin", "guard"), "admin-service": ("auth", "guard"), "guard-service": ("admin",), "auth-service": (ANYONE,),
}  # fmt: skip
# Operations that need not succeed, and why.
NO_PROVIDER = "nobody is sent to a provider and back in this suite"
NEVER_SUCCEED = dict.fromkeys(("begin_redirected_sign_in", "arrive_from_usap", "arrive_from_provider", "complete_redirected_sign_in", "provider_sign_out"), NO_PROVIDER)


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """A suite of its own: what schemathesis leaves behind disturbs nobody, and local accounts are switched on."""
    local = {"LOCAL_LOGIN_ENABLED": "true"}
    overrides = {**OVERRIDES, **{service: {**OVERRIDES[service], **local} for service in ("admin-service", "auth-service")}}
    running = RunningStack(tmp_path_factory.mktemp("asked") / "state", overrides, STORE=os.environ.get("E2E_STORE", "embedded")).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def policy(asked):
    return requests.Policy(asked.administrator().api)


@pytest.mark.parametrize("service", INTERNAL)
def test_the_document_is_openapi_3_1(service, stack):
    spec = document(stack, service)
    assert spec["openapi"].startswith("3.1")
    problems = [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in OpenAPIV31SpecValidator(spec).iter_errors()]
    assert problems == []


@pytest.mark.parametrize("service", INTERNAL)
def test_every_listener_and_caller_is_asked_for(service, stack):
    found = {(operation["x-listener"], caller) for _, _, operation in operations(document(stack, service)) for caller in callers(operation)}
    public = {("public", "user"), ("public", ANYONE)} if service in PUBLIC_SERVICES else set()
    assert found == public | {("internal", caller) for caller in (*INTERNAL[service], ANYONE)}


def answers(stack, spec, service, listener, token, directory, examples, policy):
    port = stack.services(service)[0][listener]
    counts = ask(spec, f"http://127.0.0.1:{port}", token, directory, examples, policy.known)
    succeeded = {name for name, status in counts if 200 <= status < 300}
    assert names(spec) - succeeded - NEVER_SUCCEED.keys() == set(), sorted(counts.items())
    return counts


@pytest.mark.parametrize("service", PUBLIC_SERVICES)
def test_public_routes_answer_as_documented(service, asked, policy, tmp_path):
    session = asked.administrator()
    examples = {
        "admin-service": lambda: requests.of_admin_service(session.api, policy),
        "auth-service": lambda: requests.of_auth_service(asked, session),
        "guard-service": lambda: requests.of_guard_service(policy),
    }[service]()
    spec = selected(document(asked, service), lambda operation: operation["x-listener"] == "public" and operation["operationId"] not in ENDING)
    answers(asked, spec, service, "public", session.access_token, tmp_path, examples, policy)


@pytest.mark.parametrize("operation_id", ENDING)
def test_routes_that_end_the_session_answer_as_documented(operation_id, asked, policy, tmp_path):
    spec = selected(document(asked, "auth-service"), lambda operation: operation["operationId"] == operation_id)
    answers(asked, spec, "auth-service", "public", asked.sign_in("erin").access_token, tmp_path, {}, policy)


@pytest.mark.parametrize(("service", "caller"), [(service, caller) for service in INTERNAL for caller in INTERNAL[service]])
def test_internal_routes_answer_as_documented(service, caller, asked, policy, tmp_path):
    examples = {
        "session-cache-service": lambda: requests.of_session_cache(requests.internal_connection(asked, service, "auth"), caller),
        "admin-service": lambda: requests.of_internal_admin_service(asked.administrator()),
        "guard-service": lambda: requests.of_guard_service(policy),
        "auth-service": dict,
    }[service]()
    token = "" if caller == ANYONE else requests.internal_token(asked, service, caller)
    spec = selected(document(asked, service), lambda operation: operation["x-listener"] == "internal" and callers(operation) & {caller, ANYONE})
    answers(asked, spec, service, "internal", token, tmp_path, examples, policy)
