"""Whether the suite works, and waiting until it does again."""
from http.client import HTTPException

import pytest
from e2e.client.connection import Connection
from e2e.client.session import ticket
from e2e.stack.process import HttpReady, start_time
from running_stack import PASSWORDS, wait_until


def works(stack) -> bool:
    """Somebody signs in, reads what admin-service has and what session-cache-service has."""
    try:
        session = stack.administrator()
        return session.api.get("/tags/").status == 200 and session.api.get("/sso/sessions").status == 200
    except (OSError, HTTPException, AssertionError):
        return False


def all_ready(stack) -> bool:
    services = [service for service in stack.description["services"] if service["name"].endswith("-service")]
    return all(HttpReady(service["internal"], "/health/ready")() for service in services)


def nothing_is_away(stack) -> bool:
    """No replica says that it goes on without something. They look at each other in turns: for some seconds each says what it saw last."""
    replicas = [Connection(f"http://127.0.0.1:{service['public']}") for service in stack.public_replicas()]
    return all(replica.get("/api/v1/health/ready").json()["status"] == "ready" for replica in replicas)


def again_ready(stack, name, replica, old_pid, seconds=30):
    """Waits until the program runs anew and says that it is ready."""

    def is_up():
        service = next(s for s in stack.services(name) if s["replica"] == replica)
        return service["pid"] != old_pid and HttpReady(service["internal"], "/health/ready")()

    return wait_until(is_up, seconds, f"{name} {replica}")


def signs_in(stack, who):
    """The answer to a ticket that is good."""
    return stack.anonymous().post("/sso/login", {"ticket": ticket(stack.description["usap"], who, PASSWORDS[who])})


def sign_out(stack, session, seconds=1) -> None:
    """Signs out, and waits until each replica that decides about the token knows of it: the feed brings it to each in its own time."""
    assert session.api.post("/sso/logout").status == 200
    for replica in stack.services("admin-service"):
        wait_until(lambda: session.at(replica["public"]).get("/tags/").status == 401, seconds, f"that admin-service {replica['replica']} refuses it")  # noqa: B023


def decides(connection, scenario: str, text: str = "hello"):
    """guard-service's answer to a text."""
    return connection.post("/guard/check", {"app_id": scenario, "direction": "INPUT", "text": text})


@pytest.fixture
def recovered_by_itself(stack):
    """After the test everything works, by the same programs, each of them ready."""
    before = {service["pid"] for service in stack.description["services"] if service["name"].endswith("-service")}
    yield
    wait_until(lambda: works(stack) and all_ready(stack), 60, "the suite's recovery")
    assert all(start_time(pid) for pid in before), "a service has ended"
