"""After everything else has run: nothing secret stands in any log, nor in the metrics, nor in what the collector was sent."""
import json
import secrets

import pytest
from collector import KEY
from e2e.client.connection import Connection
from e2e.client.session import used_secrets
from log_search import LaterLines, values_in, whole_lines
from running_stack import wait_until

pytestmark = pytest.mark.at_the_end


def test_no_secret_in_logs_metrics_or_spans(stack, admin, unique, tmp_path):
    before = len(stack.collector.bodies) if stack.collector else 0
    marked = unique("marked-prompt")
    app = admin.post("/apps/", {"app_id": unique(), "app_name": "x"}).json()["app_id"]
    admin.post("/playground/input", {"app_id": app, "input_prompt": marked})
    admin.get("/tags/", headers={"Authorization": f"Bearer {marked}"})
    Connection(stack.url).get(f"/web-manager/sso/login?ticket=TK_{marked}")
    secret = set(used_secrets) | {marked, f"TK_{marked}"}
    for file in (stack.state / "secrets").iterdir():
        secret.update(line.strip() for line in file.read_text().splitlines() if len(line.strip()) >= 20 and "-----" not in line and not line.startswith("sqlite:"))
    assert len(secret) > 20
    written = tmp_path / "written"
    written.mkdir()
    if stack.collector:
        wait_until(lambda: any(span["attributes"]["http.response.status_code"] == "401" for span in stack.collector.spans_named("GET /api/v1/tags/", before)), 20, "the span of a refused token")
        (written / "spans").write_bytes(b"\n".join(stack.collector.bodies))
        secret.add(KEY)
    for service in stack.description["services"]:
        if service["name"].endswith("-service"):
            metrics = Connection(f"http://127.0.0.1:{service['internal']}").get("/metrics").body
            (written / f"metrics of {service['name']} {service['replica']}").write_bytes(metrics)
    assert values_in([*stack.logs.iterdir(), *written.iterdir()], secret, tmp_path) == []
    # The launcher shows the first login's password, which is the demonstration portal's.
    assert values_in([stack.state / "launcher.log"], secret - {stack.description["first_login"]["password"]}, tmp_path) == []


def test_no_line_holds_a_name_as_it_was_typed_nor_a_query(stack, admin):
    """People type their password into the field for the name; queries hold what they look for."""
    typed, asked_for = f"Pw-{secrets.token_hex(8)}", f"look-for-{secrets.token_hex(8)}"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    lines = LaterLines(stack.logs)
    before = stack.anonymous().post("/login/access-token", body=f"username={typed}&password=x", headers=form)
    assert before.status in (401, 403), before
    marks = [f"marked-{secrets.token_hex(6)}" for _ in range(3)]
    admin.get("/tags/", query={"q": asked_for}, headers={"X-Request-ID": marks[0]})
    stack.anonymous().get("/tags/", query={"q": asked_for}, headers={"X-Request-ID": marks[1]})
    stack.anonymous().get(f"/{typed}/nowhere", query={"q": asked_for}, headers={"X-Request-ID": marks[2]})
    wait_until(lambda: all(sum(mark in line for line in lines()) >= 2 for mark in marks), 20, "nginx's line and the service's of each request")
    assert [line for line in lines() if asked_for in line] == []
    # nginx logs every path; a service only those of its routes
    assert [line for line in lines() if typed in line and '"service":' in line] == []
    logged = [line for log in stack.logs.iterdir() for line in whole_lines(log) if line.startswith(b"{") and b'"path"' in line]
    assert len(logged) > 0
    assert [path for path in (json.loads(line).get("path", "") for line in logged if b"?" in line) if "?" in path] == []
