"""After everything else has run: nothing secret stands in any log, nor in the metrics, nor in what the collector was sent."""
import pytest
from collector import KEY
from e2e.client.connection import Connection
from e2e.client.session import used_secrets
from running_stack import wait_until

pytestmark = pytest.mark.at_the_end


def test_no_secret_in_logs_metrics_or_spans(stack, admin, unique):
    marked = unique("marked-prompt")
    app = admin.post("/apps/", {"app_id": unique(), "app_name": "x"}).json()["app_id"]
    admin.post("/playground/input", {"app_id": app, "input_prompt": marked})
    admin.get("/tags/", headers={"Authorization": f"Bearer {marked}"})
    Connection(stack.url).get(f"/web-manager/sso/login?ticket=TK_{marked}")
    secret = set(used_secrets) | {marked, f"TK_{marked}"}
    for file in (stack.state / "secrets").iterdir():
        secret.update(line.strip() for line in file.read_text().splitlines() if len(line.strip()) >= 20 and "-----" not in line and not line.startswith("sqlite:"))
    assert len(secret) > 20
    texts = {str(path): path.read_text(errors="replace") for path in stack.logs.iterdir()}
    texts["launcher"] = (stack.state / "launcher.log").read_text()
    if stack.collector:
        wait_until(lambda: any(span["name"] == "GET /api/v1/tags/" and span["attributes"]["http.response.status_code"] == "401" for span in stack.collector.spans()), 20, "a span of a refused token")
        texts["spans"] = "\n".join(stack.collector.bodies)
        secret.add(KEY)
    # the launcher shows the first login's password, which is the demonstration portal's
    secret_for = {"launcher": secret - {stack.description["first_login"]["password"]}}
    for service in stack.description["services"]:
        if service["name"].endswith("-service"):
            texts[f"metrics of {service['name']}"] = Connection(f"http://127.0.0.1:{service['internal']}").get("/metrics").text
    found = [(name, value[:12] + "…") for name, text in texts.items() for value in secret_for.get(name, secret) if value in text]
    assert found == []
