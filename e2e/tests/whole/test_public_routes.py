"""Every public URL that a service's OpenAPI document names reaches that service, under both bases; internal ones reach
nobody."""
import json
import re

import pytest
from access_log import lines_of
from e2e.client.connection import Connection
from e2e.stack import routing
from openapi_spec_validator import validate
from running_stack import PUBLIC_SERVICES

METHODS = ("get", "post", "put", "patch", "delete")
BASES = ("/dbmanage/api/v1", "/api/v1")


def document(stack, service: str) -> dict:
    internal = stack.services(service)[0]["internal"]
    answer = Connection(f"http://127.0.0.1:{internal}").get("/openapi.json")
    assert answer.status == 200, answer
    return answer.json()


def test_every_public_url_reaches_its_service(stack, unique):
    connection, asked = Connection(stack.url), {}
    for service in PUBLIC_SERVICES:
        for path, item in document(stack, service)["paths"].items():
            if not path.startswith("/api/v1/"):
                continue
            for base in BASES:
                for method in METHODS:
                    if method in item:
                        request_id = unique("route")
                        target = base + re.sub(r"\{[^}]+\}", "x", path.removeprefix("/api/v1"))
                        connection.request(method.upper(), target, headers={"X-Request-ID": request_id}, body=b"")
                        asked[request_id] = (service, method, target)
    served = lines_of(stack.logs / "nginx-access.log", set(asked))
    ports = {service: {f"127.0.0.1:{s['public']}" for s in stack.services(service)} for service in PUBLIC_SERVICES}
    health = re.compile(r"/api/v1/health(/ready)?$")  # every service has it; the public one is the administration's
    for request_id, (service, method, target) in asked.items():
        expected = "admin-service" if health.search(target) else service
        assert served[request_id]["upstream"] in ports[expected], (service, method, target, served[request_id])
    assert len(asked) > 80


def test_nginx_lets_through_what_a_route_takes(stack):
    """x-max-body of each route beside the limit of its path in the routing table."""
    table, looked_at = routing.load(), 0
    for service in PUBLIC_SERVICES:
        for path, item in document(stack, service)["paths"].items():
            for operation in (item[method] for method in METHODS if method in item):
                most = operation.get("x-max-body")
                if most is None or not path.startswith("/api/v1/"):
                    continue
                looked_at += 1
                route = table.route_of(path)
                allowed = int(route.kind.max_body.removesuffix("m")) * 1024 * 1024
                assert most <= allowed, f"{service} takes {most} bytes at {path}, nginx {allowed}"
    assert looked_at > 20


def test_internal_paths_reach_nobody(stack):
    connection = Connection(stack.url)
    for service in (*PUBLIC_SERVICES, "session-cache-service"):
        paths = document(stack, service)["paths"]
        for path, item in paths.items():
            if path.startswith("/api/v1/") or "/api/v1" + path in paths:  # public ones, one of them twice (the key set)
                continue
            for target in (path, *(base + path for base in BASES)):
                if target.endswith(("/health", "/health/ready", "/openapi.json")) and target.startswith(BASES):
                    continue
                for method in METHODS:
                    if method in item:
                        answer = connection.request(method.upper(), re.sub(r"\{[^}]+\}", "x", target), body=b"")
                        assert answer.status == 404, (method, target, answer)


@pytest.mark.parametrize("service, at", [("admin-service", ""), ("guard-service", "/guard")])
def test_the_published_documents_show_public_routes_alone(stack, service, at):
    """What programs outside of the cluster read: every route that they reach below it, and how, and nothing else."""
    texts = {Connection(stack.url).get(f"{base}{at}/openapi.json").text for base in BASES}
    assert len(texts) == 1
    text = texts.pop()
    for hidden in ("/internal/", "/metrics", "x-listener", "internal"):
        assert f'"{hidden}' not in text and f"{hidden}/v1" not in text, hidden
    published, own = json.loads(text), document(stack, service)
    validate(published)
    below = f"/api/v1{at}/"
    assert set(published["paths"]) == {path for path in own["paths"] if path.startswith(below)}
    (server,) = published["servers"]
    assert server["url"] == "/dbmanage"
    for path, item in published["paths"].items():
        for method, operation in item.items():
            ways = {name for way in operation["security"] for name in way}
            assert ways <= set(published["components"]["securitySchemes"])
            if {"401"} & set(operation["responses"]):
                assert ways, (method, path)
            assert "`unreachable`" in operation["responses"]["503"]["description"], (method, path)
    assert published["components"]["securitySchemes"]["api_key"] == {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "of an application, or of a service account"}
    assert Connection(stack.url).get(server["url"] + f"/api/v1{at}/health").status == 200
