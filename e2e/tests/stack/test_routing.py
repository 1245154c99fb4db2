"""nginx as made from the routing table, in front of fake services that answer with what they were asked."""
import http.client
import json
import socket
from urllib.parse import urlsplit

import pytest

from access_log import lines_of
from e2e.stack import routing

TABLE = routing.load()


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    def json(self):
        return json.loads(self.body)


def ask(stack, path, method="GET", headers=None, body=None):
    address = urlsplit(stack.description()["url"])
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=10)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        return Answer(connection.getresponse())
    finally:
        connection.close()


@pytest.mark.parametrize("base", ["/dbmanage/api/v1", "/api/v1"])
@pytest.mark.parametrize(
    "path, service",
    [
        ("/login/access-token", "auth-service"),
        ("/sso/login", "auth-service"),
        ("/sso", "auth-service"),
        ("/auth/callback?code=1&state=2", "auth-service"),
        ("/.well-known/jwks.json", "auth-service"),
        ("/guard/check", "guard-service"),
        ("/guard/check/batch", "guard-service"),
        ("/guardians", "admin-service"),
        ("/loginx", "admin-service"),
        ("/ssox/login", "admin-service"),
        ("/tags", "admin-service"),
        ("/tags/", "admin-service"),
        ("/keywords/global/?q=a+b&x=%2F", "admin-service"),
        ("/health/ready", "admin-service"),
        ("/", "admin-service"),
    ],
)
def test_each_path_reaches_its_service_as_it_was_sent(fake_stack, base, path, service):
    answer = ask(fake_stack, base + path)
    assert (answer.json()["service"], answer.json()["path"]) == (service, base + path)
    assert TABLE.service_of((base + path).partition("?")[0]) == service


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_methods_pass(fake_stack, method):
    assert ask(fake_stack, "/api/v1/tags/1", method).json()["service"] == "admin-service"


@pytest.mark.parametrize(
    "path",
    ["/internal/v1/revocations", "/metrics", "/health", "/openapi.json", "/dbmanage/internal/v1/x", "/dbmanage/api/v2/tags", "//api/v1/tags", "/api/v1x",
     "/api/v1/../../metrics", "/API/v1/tags"],
)  # fmt: skip
def test_nothing_else_is_routed(fake_stack, path):
    answer = ask(fake_stack, path)
    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "no_such_route"


def test_encoded_paths_are_not_rewritten(fake_stack):
    path = "/api/v1/keywords/scenario/%E9%87%91%E8%9E%8D%20a%2Bb?q=%25+x"
    assert ask(fake_stack, path).json()["path"] == path


def test_forwarded_headers_are_ours_not_the_clients(fake_stack):
    forged = {
        "X-Forwarded-For": "203.0.113.7", "X-Real-IP": "203.0.113.7", "Forwarded": "for=203.0.113.7", "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example",
    }  # fmt: skip
    seen = ask(fake_stack, "/api/v1/tags", headers=forged).json()["headers"]
    assert seen["X-Forwarded-For"] == "127.0.0.1"
    assert seen["X-Real-IP"] == "127.0.0.1"
    assert seen["X-Forwarded-Proto"] == "http"
    assert seen["X-Forwarded-Host"] == seen["Host"] == urlsplit(fake_stack.description()["url"]).netloc
    assert "Forwarded" not in seen


def test_request_ids_are_kept_or_made(fake_stack):
    assert ask(fake_stack, "/api/v1/tags", headers={"X-Request-ID": "abc-1.2:3"}).json()["headers"]["X-Request-ID"] == "abc-1.2:3"
    made = ask(fake_stack, "/api/v1/tags").json()["headers"]["X-Request-ID"]
    assert len(made) == 32
    for wrong in ("a b", "x" * 129, '"><script>'):
        assert ask(fake_stack, "/api/v1/tags", headers={"X-Request-ID": wrong}).json()["headers"]["X-Request-ID"] != wrong


@pytest.mark.parametrize("path, most", [("/api/v1/imports", 1), ("/dbmanage/api/v1/guard/check", 17)])
def test_bodies_up_to_the_paths_limit(fake_stack, path, most):
    for size, status in ((most * 1024 * 1024, 200), (most * 1024 * 1024 + 1, 413)):
        answer = ask(fake_stack, path, "POST", {"Content-Type": "application/octet-stream"}, b"x" * size)
        assert answer.status == status
        if status == 200:
            assert answer.json()["length"] == size
        else:
            assert answer.headers["Content-Type"] == "application/problem+json" and answer.json()["code"] == "too_large"


@pytest.mark.parametrize(
    "old, new",
    [
        ("/", "/web-manager/"),
        ("/web-manager", "/web-manager/"),
        ("/web-manager-java", "/web-manager/"),
        ("/web-manager-java/", "/web-manager/"),
        ("/web-vue?a=1", "/web-manager/?a=1"),
        ("/web-vue/sso/login?ticket=TK_1&return_url=%2Fa%3Fb", "/web-manager/sso/login?ticket=TK_1&return_url=%2Fa%3Fb"),
        ("/web-manager-java/%0d%0aSet-Cookie:x", "/web-manager/%0d%0aSet-Cookie:x"),
        ("/login", "/web-manager/"),
        ("/login/?next=%2Ftags", "/web-manager/?next=%2Ftags"),
        ("/web-vue//evil.example/", "/web-manager//evil.example/"),
    ],
)
def test_older_consoles_redirect_with_their_query(fake_stack, old, new):
    answer = ask(fake_stack, old)
    assert answer.status in (301, 302)
    assert answer.headers["Location"] == new


def test_the_console_and_its_deep_links(fake_stack):
    for path in ("/web-manager/", "/web-manager/tags", "/web-manager/sso/login?ticket=TK_secret"):
        answer = ask(fake_stack, path)
        assert (answer.status, answer.body) == (200, b"<title>console</title>")
        assert answer.headers["Cache-Control"] == "no-cache"
    script = ask(fake_stack, "/web-manager/assets/app.js")
    assert script.status == 200 and "immutable" in script.headers["Cache-Control"]
    assert ask(fake_stack, "/web-manager/assets/gone.js").status == 404


@pytest.mark.parametrize("path", ["/web-manager/", "/web-manager/assets/app.js"])
def test_security_headers_of_the_console(fake_stack, path):
    headers = ask(fake_stack, path).headers
    policy = headers["Content-Security-Policy"]
    for part in ("default-src 'none'", "script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe-eval" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_no_transport_security_on_plain_http(fake_stack):
    for path in ("/", "/web-manager/", "/api/v1/tags", "/nothing"):
        assert ask(fake_stack, path).headers["Strict-Transport-Security"] is None


def test_the_access_log_is_json_without_queries(fake_stack):
    ask(fake_stack, '/web-manager/sso/login?ticket=TK_marked-secret', headers={"X-Request-ID": "logged-1"})
    line = lines_of(fake_stack.state / "logs" / "nginx-access.log", {"logged-1"})["logged-1"]
    assert (line["path"], line["status"], line["client"]) == ("/web-manager/sso/login", 200, "127.0.0.1")
    for log in (fake_stack.state / "logs").iterdir():
        assert "TK_marked-secret" not in log.read_text(), log.name


def test_conflicting_lengths_are_refused(fake_stack):
    address = urlsplit(fake_stack.description()["url"])
    for headers in ("Content-Length: 5\r\nTransfer-Encoding: chunked", "Content-Length: 5\r\nContent-Length: 6"):
        with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
            connection.sendall(f"POST /api/v1/tags HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\n0\r\n\r\n".encode())
            assert b" 400 " in connection.recv(4096).split(b"\r\n")[0]


def test_a_service_that_cannot_be_reached_is_503_with_a_sentence(launch):
    import os
    import signal

    launch("run")
    os.kill(launch.service("guard-service")["pid"], signal.SIGKILL)
    answer = ask(launch, "/api/v1/guard/check", "POST", body=b"{}")
    assert answer.status == 503
    assert answer.headers["Content-Type"] == "application/problem+json" and answer.headers["Retry-After"]
    assert answer.json()["code"] == "unreachable" and answer.json()["detail"]
