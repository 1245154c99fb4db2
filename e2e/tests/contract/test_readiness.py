"""What monitoring asks of the suite, by the names that the design gives."""
import json

from running_stack import wait_until


def test_the_suites_readiness_has_the_designs_names(stack):
    connection = stack.anonymous("")

    def said(base):
        return connection.get(base + "/health/ready")

    # What the neighbours say comes to each replica by and by.
    for base in ("/dbmanage/api/v1", "/api/v1"):
        for _ in stack.services("admin-service"):
            wait_until(lambda: {"database": True, "usap": True, "redis": True}.items() <= said(base).json()["checks"].items(), 20, "that all is well")  # noqa: B023
            answer = said(base)
            assert (answer.status, answer.json()["status"]) == (200, "ready")


def test_whoever_asks_the_guard_can_ask_whether_it_lives_and_is_ready(stack):
    """At the path that leads there from outside, where `/health` is the suite's."""
    connection = stack.anonymous("")
    for base in ("/dbmanage/api/v1", "/api/v1"):
        alive, ready = connection.get(base + "/guard/health"), connection.get(base + "/guard/health/ready")
        assert (alive.status, alive.json()["status"]) == (200, "healthy")
        assert (ready.status, ready.json()) == (200, {"status": "ready", "checks": {"policy": True, "revocations": True, "admin_service": True}})


def test_each_service_says_its_own_on_its_own_listener(stack):
    from e2e.client.connection import Connection

    names = {service: set(json.loads(Connection(f"http://127.0.0.1:{stack.services(service)[0]['internal']}").get("/health/ready").text)["checks"])
             for service in ("admin-service", "auth-service", "guard-service", "session-cache-service")}  # fmt: skip
    assert "usap" in names["auth-service"] and {"database", "schema"} <= names["admin-service"]
    assert not {"usap", "redis"} & names["admin-service"]
