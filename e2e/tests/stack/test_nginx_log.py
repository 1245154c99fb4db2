"""nginx's line of a request: which service it was for, who answered it, and by which ids it is found elsewhere."""
import socket

import pytest
import running_nginx
from access_log import lines_of
from running_nginx import SERVICES, Service, say

TRACE = "0af7651916cd43dd8448eb211c80319c"


def answer(handler):
    say(handler, b"{}", 503 if "busy" in handler.path else 200)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Two services answer, guard-service is gone: nobody listens at its port."""
    there = {name: Service(answer) for name in SERVICES if name != "guard-service"}
    with socket.socket() as gone:
        gone.bind(("127.0.0.1", 0))
        ports = {**{name: service.server_port for name, service in there.items()}, "guard-service": gone.getsockname()[1]}
        running = running_nginx.before(tmp_path_factory.mktemp("nginx"), ports)
        yield running
        running.stop()
    for service in there.values():
        service.shutdown()


def line_of(server, request_id):
    return lines_of(server.directory / "access.log", {request_id})[request_id]


ASKED = [
    ("a-1", "/api/v1/sso/health", 200, "auth-service", "service"),
    ("a-2", "/dbmanage/api/v1/tags/?page=1", 200, "admin-service", "service"),
    ("a-3", "/api/v1/tags/busy", 503, "admin-service", "service"),
    ("a-4", "/api/v1/guard/check", 503, "guard-service", "edge"),
    ("a-5", "/web-manager/", 200, "", "edge"),
    ("a-6", "/nothing", 404, "", "edge"),
    ("a-7", "/api/v1/%74ags/", 200, "admin-service", "service"),
]


@pytest.mark.parametrize("request_id, path, status, service, answered_by", ASKED)
def test_a_line_says_whose_request_it_was_and_who_answered(server, request_id, path, status, service, answered_by):
    answer = server.ask(path, headers={"X-Request-ID": request_id})
    line = line_of(server, request_id)
    assert (answer.status, line["status"]) == (status, status)
    assert (line["upstream_name"], line["answered_by"]) == (service, answered_by)


def test_what_is_refused_before_a_service_is_asked_is_the_edges(server):
    too_large = server.ask("/api/v1/tags/", "POST", {"X-Request-ID": "large-1", "Content-Length": str(2 * 1024 * 1024)})
    line = line_of(server, "large-1")
    assert too_large.status == 413
    assert (line["upstream_name"], line["answered_by"]) == ("admin-service", "edge")


@pytest.mark.parametrize("sent", [{"X-Request-ID": "mine-1"}, {}, {"X-Request-ID": "not one of ours"}], ids=["the client's", "none", "a bad one"])
def test_nginxs_own_503_has_one_request_id(server, sent):
    answer = server.ask("/api/v1/guard/check", headers=sent)
    request_id = answer.headers["X-Request-ID"]
    assert answer.status == 503 and answer.headers.get_all("X-Request-ID") == [request_id]
    assert answer.json()["instance"] == f"urn:request:{request_id}"
    assert (request_id == "mine-1") == (sent.get("X-Request-ID") == "mine-1")
    assert line_of(server, request_id)["status"] == 503


NO_TRACES = [f"00-{'0' * 32}-b7ad6b7169203331-01", f"00-{TRACE}-b7ad6b7169203331", f"01-{TRACE}-b7ad6b7169203331-01", f"00-{TRACE.upper()}-b7ad6b7169203331-01"]


def test_a_line_names_the_trace_that_the_client_sent(server):
    server.ask("/api/v1/tags/", headers={"X-Request-ID": "traced-1", "traceparent": f"00-{TRACE}-b7ad6b7169203331-01"})
    assert line_of(server, "traced-1")["trace_id"] == TRACE
    for number, traceparent in enumerate(["", *NO_TRACES]):
        server.ask("/api/v1/tags/", headers={"X-Request-ID": f"untraced-{number}", "traceparent": traceparent})
        assert line_of(server, f"untraced-{number}")["trace_id"] == ""
