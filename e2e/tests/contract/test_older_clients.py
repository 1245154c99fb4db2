"""docs/older-clients.md: what of the older consoles, the portal and scripts works."""
import json
import re

import pytest
from contract.resources import RESOURCES, SCENARIO_KEYWORD, TAG, make_scenario, make_tag, rows_of
from contract.test_audit_and_playground import FLAGS, await_block
from contract.test_rights import grant, local_id, role_id  # noqa: F401  # grant is a fixture
from e2e.client.connection import Connection
from running_stack import RunningStack, wait_until

WORDS = 1000


# ---- what writes and rights do to those who cannot refresh


def audited(admin, row_id: str) -> int:
    """How many of the newest audit rows are about this row."""
    return sum(row["resource_id"] == row_id for row in rows_of(admin, "/audit-logs/", {"limit": 1000}))


@pytest.fixture
def replicas(stack):
    """How each public replica answers to a token: `replicas(session)` gives the statuses, by its name."""
    asks = {"admin-service": "/users/me/permissions", "auth-service": "/sso/sessions"}

    def answers(session) -> dict:
        found = {}
        for replica in stack.public_replicas():
            if replica["name"] in asks:
                found[f"{replica['name']} {replica['replica']}"] = session.at(replica["public"]).get(asks[replica["name"]]).status
        return found

    return answers


def holds(stack, session, scenario, permission) -> bool:
    """On every replica of admin-service: what the feed brought has come to all of them."""
    asked = {"scenario_id": scenario, "permission": permission}
    answers = [session.at(replica["public"]).post("/permissions/check", asked) for replica in stack.services("admin-service")]
    assert all(answer.status in (200, 401) for answer in answers), answers
    return all(answer.status == 200 and answer.json()["has_permission"] for answer in answers)


def test_an_administrators_no_op_signs_nobody_out(stack, admin, unique, replicas, grant):  # noqa: F811
    session = stack.sign_in("carol")
    who, scenario = local_id(admin, "carol"), make_scenario(admin, unique)["app_id"]
    assignment = f"/users/{who}/scenarios"
    assert admin.post(assignment, {"scenario_id": scenario, "role": "SCENARIO_ADMIN"}).status == 200
    wait_until(lambda: holds(stack, session, scenario, "playground"), 10, "the assignment at every replica")
    before = next(row for row in rows_of(admin, "/users/") if row["id"] == who)
    count = audited(admin, who)
    booleans = next(row for row in rows_of(admin, assignment) if row["scenario_id"] == scenario)["permissions"]
    for _ in range(2):
        assert admin.put(f"/users/{who}/role", {"role": before["role"]}).status == 200
        assert admin.patch(f"/users/{who}/status", {"is_active": True}).status == 200
        assert admin.put(f"{assignment}/{scenario}/permissions", booleans).status == 200
        assert admin.put(f"{assignment}/{scenario}/permissions", {}).status == 200
    # What follows in the feed has come everywhere, and so has what those writes would have sent.
    later = make_scenario(admin, unique)["app_id"]
    grant("carol", "SCENARIO_ADMIN", later)
    wait_until(lambda: holds(stack, session, later, "playground"), 10, "the later gift at every replica")
    assert set(replicas(session).values()) == {200}, replicas(session)
    assert next(row for row in rows_of(admin, "/users/") if row["id"] == who)["version"] == before["version"]
    assert audited(admin, who) == count
    assert admin.delete(f"{assignment}/{scenario}").status == 200


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_a_row_that_is_saved_as_it_is_stays_as_it_is(resource, admin, unique):
    row = resource.create(admin, unique)
    count = audited(admin, row["id"])
    for body in ({}, row, {**resource.change, **row}):
        answer = admin.put(resource.at(row), body)
        assert answer.status == 200 and answer.json() == row, answer
        assert answer.headers["ETag"] == f'"{row["version"]}"'
    assert admin.put(resource.at(row), {}, headers={"If-Match": '"99"'}).status == 412
    assert audited(admin, row["id"]) == count


def test_a_gained_right_signs_nobody_out(stack, admin, unique, replicas, grant):  # noqa: F811
    session = stack.sign_in("bob")
    who = local_id(admin, "bob")
    by_role, by_assignment = make_scenario(admin, unique)["app_id"], make_scenario(admin, unique)["app_id"]
    given = grant("bob", "SCENARIO_ADMIN", by_role)
    wait_until(lambda: holds(stack, session, by_role, "scenario_keywords"), 10, "the role at every replica")
    path = f"/users/{who}/scenarios"
    assert admin.post(path, {"scenario_id": by_assignment, "role": "SCENARIO_ADMIN"}).status == 200
    wait_until(lambda: holds(stack, session, by_assignment, "playground"), 10, "the assignment at every replica")
    assert admin.put(f"{path}/{by_assignment}/permissions", {"scenario_policies": True}).status == 200
    wait_until(lambda: holds(stack, session, by_assignment, "scenario_policies"), 10, "the boolean at every replica")
    assert set(replicas(session).values()) == {200}, replicas(session)
    # Taking one away does sign out, everywhere.
    assert admin.delete(f"/users/{who}/roles/{given['id']}").status == 200
    wait_until(lambda: set(replicas(session).values()) == {401}, 10, "the refusal at every replica")
    again = stack.sign_in("bob")
    assert admin.delete(f"{path}/{by_assignment}").status == 200
    wait_until(lambda: set(replicas(again).values()) == {401}, 10, "the refusal at every replica")


def test_an_assigned_administrator_is_shown_as_one_everywhere(stack, admin, grant):  # noqa: F811
    stack.sign_in("carol")
    grant("carol", "SYSTEM_ADMIN")
    session = stack.sign_in("carol")
    assert session.role == "SYSTEM_ADMIN"
    assert session.api.get("/sso/user-info").json()["role"] == "SYSTEM_ADMIN"
    assert session.api.get("/permissions/me").json()["role"] == "SYSTEM_ADMIN"
    assert len(session.api.get("/users/me/permissions").json()["global_permissions"]) >= 14
    assert next(row for row in rows_of(admin, "/users/") if row["username"] == "carol")["role"] == "SYSTEM_ADMIN"
    assert "carol" in {row["username"] for row in rows_of(admin, "/users/", {"role": "SYSTEM_ADMIN"})}
    assert "carol" not in {row["username"] for row in rows_of(admin, "/users/", {"role": "ANNOTATOR"})}


# ---- what people type


def typed_wrong(admin, unique):
    tag = make_tag(admin, unique)["tag_code"]
    scenario = make_scenario(admin, unique)["app_id"]
    keyword = {"keyword": unique(), "tag_code": tag, "risk_level": "High"}
    word = {"scenario_id": scenario, "keyword": unique()}
    policy = {"scenario_id": scenario, "match_type": "KEYWORD", "match_value": unique(), "strategy": "BLOCK"}
    return [
        ("POST", "/tags/", {"tag_code": "", "tag_name": "x"}, "tag_code"),
        ("POST", "/tags/", {"tag_code": "x" * 65, "tag_name": "x"}, "tag_code"),
        ("POST", "/tags/", {"tag_code": "two words", "tag_name": "x"}, "tag_code"),
        ("POST", "/tags/", {"tag_code": "unseen\u200b", "tag_name": "x"}, "tag_code"),
        ("POST", "/tags/", {"tag_code": unique(), "tag_name": ""}, "tag_name"),
        ("POST", "/tags/", {"tag_name": "x"}, "tag_code"),
        ("POST", "/keywords/global/", {**keyword, "keyword": ""}, "keyword"),
        ("POST", "/keywords/global/", {**keyword, "keyword": "，。"}, "keyword"),
        ("POST", "/keywords/global/", {**keyword, "keyword": "x" * 256}, "keyword"),
        ("POST", "/keywords/global/", {**keyword, "tag_code": ""}, "tag_code"),
        ("POST", "/keywords/global/", {**keyword, "risk_level": "Severe"}, "risk_level"),
        ("POST", "/keywords/scenario/", {**word, "rule_mode": 2}, "rule_mode"),
        ("POST", "/keywords/scenario/", {**word, "keyword": "***"}, "keyword"),
        ("POST", "/apps/", {"app_id": "x" * 65, "app_name": "x"}, "app_id"),
        ("POST", "/apps/", {"app_id": unique(), "app_name": "x" * 129}, "app_name"),
        ("POST", "/apps/", {"app_id": unique(), "app_name": ""}, "app_name"),
        ("POST", "/policies/scenario/", {**policy, "match_value": ""}, "match_value"),
        ("POST", "/policies/scenario/", {**policy, "strategy": "FORBID"}, "strategy"),
        ("POST", "/policies/defaults/", {"tag_code": tag, "strategy": "BLOCK", "extra_condition": "a b"}, "extra_condition"),
        ("POST", "/playground/input", {"app_id": scenario, "input_prompt": "", **FLAGS}, "input_prompt"),
    ]


def test_what_a_person_typed_wrong_is_400_with_one_sentence(admin, unique):
    for method, path, body, member in typed_wrong(admin, unique):
        refused = admin.request(method, path, body)
        assert refused.status == 400, (path, body, refused)
        problem = refused.json()
        assert problem["detail"].startswith(f"{member} ") and "\n" not in problem["detail"], problem
        assert f"/{member}" in {error["pointer"] for error in problem["errors"]}
        changed = admin.request(method, path, {**body, member: ["not", "a", "text"]})
        assert changed.status == 422, (path, member, changed)


def test_codes_are_trimmed_and_labels_folded(admin, unique):
    code = unique("tag")
    made = admin.post("/tags/", {"tag_code": f" {code}\u3000", "tag_name": "x"}).json()
    assert made["tag_code"] == code
    for again in (code, f"{code} ", f"\t{code}", f"\u00a0{code}"):
        refused = admin.post("/tags/", {"tag_code": again, "tag_name": "x"})
        assert (refused.status, refused.json()["code"]) == (400, "duplicate"), (again, refused)
    assert TAG.create(admin, unique, parent_code=f"{code} ")["parent_code"] == code
    word = {"keyword": unique(), "tag_code": f" {code}", "risk_level": "Low"}
    assert admin.post("/keywords/global/", word).json()["tag_code"] == code
    assert len(rows_of(admin, "/keywords/global/", {"tag": code})) == 1
    assert rows_of(admin, "/keywords/global/", {"tag": f"{code} "}) == []
    scenario = make_scenario(admin, unique)["app_id"]
    policy = {"scenario_id": f"{scenario} ", "match_type": "TAG", "match_value": f"{code} ", "strategy": "PASS", "extra_condition": " SAFE"}
    row = admin.post("/policies/scenario/", policy).json()
    assert (row["scenario_id"], row["match_value"], row["extra_condition"]) == (scenario, code, "safe")
    assert admin.post("/policies/scenario/", {**policy, "extra_condition": "safe"}).json()["code"] == "duplicate"


@pytest.mark.parametrize("nothing", [{"exemptions": None}, {"exemptions": []}, {"exemptions": [], "match": "LITERAL", "options": {}, "replacement": "", "expires_at": None}], ids=str)
def test_whole_rows_of_branches_pass_where_their_own_members_are_empty(nothing, admin, unique):
    row = SCENARIO_KEYWORD.create(admin, unique, **nothing)
    changed = admin.put(SCENARIO_KEYWORD.at(row), {**row, **nothing, "category": 0})
    assert changed.status == 200 and changed.json()["category"] == 0, changed
    refused = admin.put(SCENARIO_KEYWORD.at(row), {**row, "exemptions": ["not lost"]})
    assert refused.status == 400 and refused.json()["detail"] == "exemptions is not in this version: leave it empty", refused


# ---- the rest of the page


def test_the_playgrounds_history_has_whole_milliseconds(admin, unique):
    word, scenario = unique("word"), make_scenario(admin, unique)["app_id"]
    assert admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": word}).status == 200
    await_block(lambda: admin.post("/playground/input", {"app_id": scenario, "input_prompt": word, **FLAGS}))
    for row in rows_of(admin, "/playground/history", {"app_id": scenario}):
        assert type(row["latency"]) is int and type(row["upstream_latency"]) is int, row
        assert abs(row["latency_us"] / 1000 - row["latency"]) <= 0.5
        assert abs(row["upstream_latency_us"] / 1000 - row["upstream_latency"]) <= 0.5


def test_the_older_guard_path_decides(stack, admin, unique):
    word, scenario = unique("word"), make_scenario(admin, unique)["app_id"]
    assert admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": word}).status == 200
    body = {"request_id": "r1", "app_id": scenario, "apikey": "any", "input_prompt": f"please {word}", **FLAGS}

    def decided():
        answers = [
            Connection(f"http://127.0.0.1:{replica['public']}").post("/api/input/instance/rule/run", body) for replica in stack.services("guard-service")
        ]
        return all(answer.status == 200 and answer.json()["final_decision"]["score"] == 100 for answer in answers)

    wait_until(decided, 10, "the word at every replica of the guard")


LACKING = [
    ("GET", "/staging/keywords"), ("GET", "/staging/rules?my_tasks=true"), ("PATCH", "/staging/keywords/7"), ("POST", "/staging/keywords/sync"),
    ("POST", "/staging/claim"), ("POST", "/staging/release-expired"), ("GET", "/staging/stats/annotators"), ("GET", "/staging/overview"),
    ("DELETE", "/staging/rules/7"), ("POST", "/performance/dry-run"), ("POST", "/performance/start"), ("GET", "/performance/status"),
    ("GET", "/performance/history/7"), ("POST", "/roles/"), ("PUT", "/roles/7"), ("DELETE", "/roles/7"), ("PUT", "/roles/7/permissions"),
    ("POST", "/playground/compare"),
]  # fmt: skip


@pytest.mark.parametrize("method, path", LACKING, ids=lambda value: value)
def test_what_is_not_in_this_version_says_so(method, path, admin):
    answer = admin.request(method, path, {} if method not in ("GET", "DELETE") else None)
    assert (answer.status, answer.json()["code"]) == (404, "not_in_this_version"), answer
    assert answer.json()["detail"].endswith(" is not in this version")


@pytest.fixture(scope="module")
def defaults(tmp_path_factory):
    """A stack of its own with the limits that an installation has, and local accounts."""
    local = {"LOCAL_LOGIN_ENABLED": "true"}
    running = RunningStack(tmp_path_factory.mktemp("defaults") / "state", {"auth-service": local, "admin-service": local}).start()
    yield running
    running.stop()


def test_a_script_adds_1000_words_one_by_one(defaults):
    api = defaults.administrator().api
    assert api.post("/apps/", {"app_id": "script", "app_name": "A script's"}).status == 200
    statuses = [api.post("/keywords/scenario/", {"scenario_id": "script", "keyword": f"word {number}"}).status for number in range(WORDS)]
    assert statuses == [200] * WORDS, f"refused at {statuses.index(next(status for status in statuses if status != 200))}"
    assert len(rows_of(api, "/keywords/scenario/script")) == WORDS


def test_a_password_sign_in_answers_what_scripts_and_consoles_read(defaults):
    admin = defaults.administrator().api
    made = admin.post("/users/", {"username": "operator", "password": "a long enough phrase", "role": "ANNOTATOR"}).json()

    def sign_in(password="a long enough phrase", **more):
        form = "&".join(f"{name}={value.replace(' ', '+')}" for name, value in {"username": "operator", "password": password, **more}.items())
        return defaults.anonymous().post("/login/access-token", body=form, headers={"Content-Type": "application/x-www-form-urlencoded"})

    answer = sign_in(grant_type="password", scope="")
    assert answer.status == 200, answer
    assert {"access_token", "token_type", "expires_in", "user_id", "role"} <= answer.json().keys()
    assert (answer.json()["token_type"], answer.json()["role"]) == ("bearer", "ANNOTATOR")
    assert re.search(r'"access_token":"[^"]+"', answer.text)  # scripts cut it out with grep
    assert answer.text == json.dumps(answer.json(), separators=(",", ":"), ensure_ascii=False)
    assert sign_in(password="another phrase").status == 401
    assert sign_in(password="").status == 400
    # An administrator by assignment is told the word that older consoles test.
    assert admin.post(f"/users/{made['id']}/roles", {"role_id": role_id(admin, "SYSTEM_ADMIN")}).status == 200
    assert sign_in().json()["role"] == "ADMIN"
    assert admin.patch(f"/users/{made['id']}/status", {"is_active": False}).status == 200
    wait_until(lambda: sign_in().status == 403, 10, "the disabled account")


def test_local_accounts_are_made_and_get_passwords(defaults):
    admin = defaults.administrator().api
    made = admin.post("/users/", {"username": "night-shift", "display_name": "Night shift", "role": "ANNOTATOR"})
    assert made.status == 200 and made.json()["username"] == "night-shift" and len(made.json()["password"]) >= 12, made
    who = made.json()["id"]
    assert "password" not in next(row for row in rows_of(admin, "/users/") if row["id"] == who)
    reset = admin.post(f"/users/{who}/reset-password")
    assert reset.status == 200 and reset.json().keys() == {"username", "password"} and reset.json()["username"] == "night-shift"
    assert reset.json()["password"] != made.json()["password"]
    assert admin.put(f"/users/{who}/password", {"password": "a long enough phrase"}).status == 200
    assert admin.post("/users/", {"username": "night-shift"}).status == 400
