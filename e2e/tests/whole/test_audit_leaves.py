"""Another system gets the audit log, too: every row leaves as one log line, and refusals can be told apart by theirs."""
import json

import pytest
from contract.resources import RESOURCES, make_scenario, rows_of
from running_stack import wait_until


def lines(stack, service: str, message: str) -> list[dict]:
    found = []
    for log in stack.logs.glob(f"{service}-*.log"):
        # The last line may be on its way.
        for line in log.read_text(errors="replace").rpartition("\n")[0].splitlines():
            if f'"message":"{message}"' in line:
                found.append(json.loads(line))
    return found


def test_each_row_of_the_audit_log_leaves_as_one_line_as_it_stands(stack, admin, unique):
    for resource in RESOURCES:
        row = resource.create(admin, unique)
        assert admin.put(resource.at(row), resource.change).status == 200
        assert admin.delete(resource.at(row)).status == 200
    scenario = make_scenario(admin, unique)["app_id"]
    tried = {"app_id": scenario, "input_prompt": "a"}
    wait_until(lambda: admin.post("/playground/input", tried).status == 200, 10, "the scenario at the guard")
    assert admin.get("/audit-logs/export", query={"scenario_id": scenario}).status == 200
    signed_in = stack.sign_in("carol")
    assert signed_in.api.post("/sso/logout").status == 200

    def arrived() -> dict:
        return {row["id"]: row for row in rows_of(admin, "/audit-logs/", {"limit": 200})}

    wait_until(lambda: {"LOGOUT", "LOGIN"} <= {row["action"] for row in list(arrived().values())[:4]}, 10, "the sign-out in the audit log")
    rows = arrived()
    assert {row["caller"] for row in rows.values()} == {"admin", "auth"}

    def told() -> list[dict]:
        return [line["event"] for line in lines(stack, "admin-service", "audit") if line["event"]["id"] in rows]

    wait_until(lambda: len(told()) >= len(rows), 5, "the lines of all rows")
    events = told()
    assert len(events) == len(rows)
    assert {event["id"]: event for event in events} == rows
    # auth-service has said it at once, with the same id
    own = {line["event"]["id"] for line in lines(stack, "auth-service", "audit")}
    assert {row["id"] for row in rows.values() if row["caller"] == "auth"} <= own


@pytest.mark.parametrize(
    ("path", "headers", "code"),
    [("/users/", {}, "missing_permission"), ("/users/", {"Authorization": "Bearer a.b.c"}, "invalid_token"), ("/nothing/here", {}, "no_such_route")],
)
def test_the_line_of_a_refusal_has_its_code(stack, unique, path, headers, code):
    mark = unique("refused")
    person = stack.sign_in("carol")
    answer = person.api.get(path, headers={"X-Request-ID": mark, **headers})
    assert answer.json()["code"] == code
    wait_until(lambda: [line["code"] for line in lines(stack, "admin-service", "request") if line["request_id"] == mark] == [code], 5, "its line")
