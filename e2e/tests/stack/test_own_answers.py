"""What nginx answers itself, and what it adds: in a local stack and in the console's image alone."""
import gzip

import pytest
import running_nginx
from access_log import lines_of
from e2e.stack import nginx
from running_nginx import SERVICES, Service, say

JSON = b'{"items":"' + b"x" * 5000 + b'"}'


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    def answer(handler):
        said = {"X_Content_Type_Options": "nosniff", "Content_Security_Policy": "default-src 'self'"} if "headers" in handler.path else {}
        say(handler, JSON, ETag='"3"', **said)

    services = {name: Service(answer) for name in SERVICES}
    running = running_nginx.before(tmp_path_factory.mktemp("local"), {name: service.server_port for name, service in services.items()})
    yield running
    running.stop()
    for service in services.values():
        service.shutdown()


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    running = running_nginx.of_the_image(tmp_path_factory.mktemp("image"))
    yield running
    running.stop()


@pytest.fixture(params=["local", "image"])
def server(request):
    return request.getfixturevalue(request.param)


def check_headers(answer):
    headers = answer.headers
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert headers.get_all("Referrer-Policy") == ["no-referrer"]
    assert len(headers.get_all("Content-Security-Policy")) == 1 and "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Content-Type"].startswith("application/") or headers["Content-Type"].endswith("; charset=utf-8")


def check_problem(answer, status, code):
    """As the services say it: docs/architecture.md."""
    assert answer.status == status
    check_headers(answer)
    problem = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json" and answer.headers["Cache-Control"] == "no-store"
    assert (problem["status"], problem["code"]) == (status, code) and problem["title"] and problem["detail"]
    assert problem["type"] == f"urn:llm-guard-manager:problem:{code}"
    assert problem["instance"] == "urn:request:" + answer.headers["X-Request-ID"]


@pytest.mark.parametrize("path", ["/web-manager/assets/gone.js", "/web-manager/assets/", "/web-manager/assets/app.js/x"])
def test_a_missing_asset_is_not_kept(server, path):
    answer = server.ask(path)
    check_problem(answer, 404, "no_such_route")
    assert answer.headers.get_all("Cache-Control") == ["no-store"]


def test_an_asset_that_comes_later_is_found(server):
    path = "/web-manager/assets/later.js"
    assert server.ask(path).status == 404
    file = next(server.directory.glob("*/web-manager/assets")) / "later.js"
    file.write_text("2")
    answer = server.ask(path)
    assert (answer.status, answer.body) == (200, b"2") and "immutable" in answer.headers["Cache-Control"]
    assert server.ask(path, headers={"If-None-Match": answer.headers["ETag"]}).status == 304


@pytest.mark.parametrize("path", ["LgmGone.html", "LgmServiceDown", "LgmServiceDown.html/x", "runbooks/LgmServiceDown.html"])
def test_a_missing_runbook_is_not_the_console(server, path):
    check_problem(server.ask("/web-manager/runbooks/" + path), 404, "no_such_route")


def test_runbooks(server):
    for path, words in (("", b"index"), ("index.html", b"index"), ("LgmServiceDown.html", b"LgmServiceDown"), ("LgmServiceDown.html?from=mail", b"LgmServiceDown")):
        answer = server.ask("/web-manager/runbooks/" + path)
        assert (answer.status, answer.body) == (200, b"<!doctype html>" + words)
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8" and answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["Content-Security-Policy"] == nginx.CONSOLE_POLICY and answer.headers["X-Frame-Options"] == "DENY"
        check_headers(answer)
    moved = server.ask("/web-manager/runbooks")
    assert (moved.status, moved.headers["Location"]) == (301, "/web-manager/runbooks/")


@pytest.mark.parametrize("path", ["/", "/web-manager", "/web-vue/x?ticket=TK_1", "/login", "/login?next=%2F"])
def test_redirects_have_the_headers(server, path):
    answer = server.ask(path)
    assert answer.status in (301, 302) and answer.headers["Location"].startswith("/web-manager/")
    check_headers(answer)


@pytest.mark.parametrize("path", ["/web-manager/", "/web-manager/tags", "/web-manager/assets/app.js"])
def test_files_have_the_headers(server, path):
    answer = server.ask(path)
    assert answer.status == 200
    check_headers(answer)


def test_the_console_is_alone_in_its_window(server):
    headers = server.ask("/web-manager/").headers
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin" and "camera=()" in headers["Permissions-Policy"]


BROKEN = {
    "both lengths": b"POST /api/v1/tags HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": b"POST /api/v1/guard/check HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
    "a folded line": b"GET /api/v1/tags HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n folded: yes\r\n\r\n",
    "a blank before the colon": b"POST /api/v1/tags HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\nContent-Length: 1\r\n\r\nx",
    "a bare CR": b"GET /api/v1/tags HTTP/1.1\r\nHost: x\r\nX-A: a\rb\r\n\r\n",
    "a zero byte": b"GET /api/v1/tags HTTP/1.1\r\nHost: x\r\nX-A: a\0b\r\n\r\n",
    "two hosts": b"GET /api/v1/tags HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    "no host": b"GET /api/v1/tags HTTP/1.1\r\n\r\n",
    "no request": b"\x16\x03\x01 nothing of the kind\r\n\r\n",
    "a large head": b"GET /api/v1/tags HTTP/1.1\r\nHost: x\r\nX-Large: " + b"a" * 20_000 + b"\r\n\r\n",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_broken_requests(server, broken):
    check_problem(server.say(broken), 400, "malformed_request")


def test_a_bare_line_feed_is_one_reading(local):
    """nginx takes it for a line's end, as RFC 9112 lets it, and writes the request anew: the service sees no other request than nginx did."""
    answer = local.say(b"GET /api/v1/bare HTTP/1.1\nHost: x\nX-A: 1\n\n")
    assert (answer.status, answer.body) == (200, JSON)


def test_other_refusals(server):
    for hidden in ("/.git/config", "/web-manager/assets/.htaccess", "/webui/image/nginx.conf"):
        check_problem(server.ask(hidden), 404, "no_such_route")
    check_problem(server.ask("/nothing"), 404, "no_such_route")
    check_problem(server.ask("/.problem"), 404, "no_such_route")
    check_problem(server.ask("/api/v1/tags", "TRACE"), 405, "method_not_allowed")
    check_problem(server.ask("/web-manager/assets/app.js", "DELETE"), 405, "method_not_allowed")
    check_problem(server.say(b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n"), 414, "malformed_request")
    check_problem(server.say(b"POST /api/v1/tags HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: br\r\n\r\n"), 501, "malformed_request")
    listing = server.ask("/web-manager/assets/", headers={"X-Request-ID": "asked-1"})
    assert listing.json()["instance"] == "urn:request:asked-1"


def test_the_log_has_the_method_that_was_sent(server):
    server.ask("/api/v1/tags", "TRACE", {"X-Request-ID": "traced-1"})
    line = lines_of(server.directory / "access.log", {"traced-1"})["traced-1"]
    assert (line["method"], line["status"]) == ("TRACE", 405)


@pytest.mark.parametrize("path, limit", [("/api/v1/tags", "1m"), ("/dbmanage/api/v1/sso/login", "1m"), ("/web-manager/", "1m"), ("/dbmanage/api/v1/guard/check", "17m")])
def test_each_path_says_how_large_a_body_may_be(server, path, limit):
    most = int(limit[:-1]) * 1024 * 1024
    answer = server.say(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {most + 1}\r\n\r\n".encode())
    check_problem(answer, 413, "too_large")
    assert f"larger than the {limit} " in answer.json()["detail"]


def test_the_image_alone_says_what_it_lacks(image):
    answer = image.ask("/api/v1/tags")
    check_problem(answer, 503, "unreachable")
    assert "is to be mounted" in answer.json()["detail"] and answer.headers["Retry-After"] == "1"


def test_what_a_service_says_is_not_said_twice(local):
    headers = local.ask("/api/v1/with-headers").headers
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"] and headers.get_all("Content-Security-Policy") == ["default-src 'self'"]
    assert local.ask("/api/v1/without").headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


COMPRESSED = {"/api/v1/tags": "gzip", "/dbmanage/api/v1/guard/check": "gzip", "/api/v1/sso/me": None, "/api/v1/auth/callback": None, "/api/v1/.well-known/jwks.json": None}


@pytest.mark.parametrize("path, encoding", COMPRESSED.items())
def test_json_is_compressed_where_no_secret_stands_in_it(local, path, encoding):
    answer = local.ask(path, headers={"Accept-Encoding": "gzip", "Via": "1.1 proxy"})
    assert answer.headers["Content-Encoding"] == encoding
    assert (gzip.decompress(answer.body) if encoding else answer.body) == JSON
    # Compression makes it a weak one, which If-Match takes: it names a row's version.
    assert answer.headers["ETag"] == ('W/"3"' if encoding else '"3"')
    if encoding:
        assert "Accept-Encoding" in answer.headers["Vary"] and "Accept-Encoding" in local.ask(path).headers["Vary"]


def test_what_was_compressed_beforehand_is_sent(server):
    file = next(server.directory.glob("*/web-manager/assets")) / "large.js"
    file.write_bytes(b"a" * 5000)
    file.with_name("large.js.gz").write_bytes(gzip.compress(b"b" * 5000))  # other content: it shows which was sent
    answer = server.ask("/web-manager/assets/large.js", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(answer.body) == b"b" * 5000
    assert answer.headers["Vary"] == "Accept-Encoding" and "javascript" in answer.headers["Content-Type"]
    plain = server.ask("/web-manager/assets/large.js")
    assert plain.body == b"a" * 5000 and plain.headers["Vary"] == "Accept-Encoding"
