"""Rights as consoles read them, and what is refused to whom."""
import re

import pytest
from contract.resources import RESOURCES, make_scenario, rows_of

ALL_PERMISSIONS = {
    "smart_labeling", "annotator_stats", "user_management", "role_management", "audit_logs", "app_management", "tag_management", "global_keywords",
    "global_policies", "scenario_basic_info", "scenario_keywords", "scenario_policies", "playground", "performance_test",
}  # fmt: skip
PARSED = re.compile(r"Missing permission: (\w+) for scenario: (.+)|No access to scenario|Not authorized")


def local_id(admin, username):
    return next(row["id"] for row in rows_of(admin, "/users/") if row["username"] == username)


def role_id(admin, code):
    return next(row["id"] for row in rows_of(admin, "/roles/") if row["role_code"] == code)


@pytest.fixture
def grant(stack, admin):
    """Gives someone a role, for this test alone: `grant("carol", "SCENARIO_ADMIN", app_id)`."""
    given = []

    def give(username, code, scenario=None):
        stack.sign_in(username)  # a first sign-in makes the user
        path = f"/users/{local_id(admin, username)}/roles"
        body = {"role_id": role_id(admin, code), **({"scenario_id": scenario} if scenario else {})}
        answer = admin.post(path, body)
        assert answer.status == 200, answer
        given.append(f"{path}/{answer.json()['id']}")
        return answer.json()

    yield give
    for path in given:
        admin.delete(path)


def test_a_system_administrator_has_all_permissions(admin, admin_session):
    rights = admin.get("/users/me/permissions").json()
    assert rights["user_id"] == admin_session.user_id
    assert ALL_PERMISSIONS <= set(rights["global_permissions"])
    assert isinstance(rights["scenario_permissions"], dict)


def test_permissions_me_names_the_local_id(admin):
    mine = admin.get("/permissions/me").json()
    assert {"user_id", "username", "role", "scenarios"} <= mine.keys()
    assert mine["user_id"] == local_id(admin, mine["username"])


def test_an_annotators_rights(stack):
    session = stack.sign_in("bob")
    rights = session.api.get("/users/me/permissions").json()
    assert rights["user_id"] == "bob"
    assert "tag_management" not in rights["global_permissions"]
    for method, path, body in (
        ("POST", "/tags/", {"tag_code": "a", "tag_name": "b"}),
        ("POST", "/apps/", {"app_id": "a", "app_name": "b"}),
        ("GET", "/users/", None),
        ("GET", "/audit-logs/", None),
        ("POST", "/policies/defaults/", {"extra_condition": "unsafe", "strategy": "PASS"}),
    ):
        refused = session.api.request(method, path, body)
        assert refused.status == 403, (path, refused)
        assert isinstance(refused.json()["detail"], str)


def test_what_every_signed_in_user_may_read(stack, admin):
    session = stack.sign_in("bob")
    for path in ("/tags/", "/tags/tree", "/keywords/global/", "/apps/", "/roles/", "/roles/permissions/all", f"/roles/{role_id(admin, 'ANNOTATOR')}/permissions"):
        assert session.api.get(path).status == 200, path


def test_the_inside_of_a_scenario_needs_access_and_the_refusal_can_be_parsed(stack, admin, unique, grant):
    scenario = make_scenario(admin, unique)["app_id"]
    session = stack.sign_in("bob")
    for path in (f"/keywords/scenario/{scenario}", f"/policies/scenario/{scenario}"):
        refused = session.api.get(path)
        assert refused.status == 403 and PARSED.search(refused.json()["detail"]), refused
    grant("bob", "ANNOTATOR", scenario)
    inside = stack.sign_in("bob")
    body = {"scenario_id": scenario, "keyword": unique()}
    refused = inside.api.post("/keywords/scenario/", body)
    assert refused.status == 403
    found = re.search(r"Missing permission: (\w+) for scenario: (.+)", refused.json()["detail"])
    assert found and found.groups() == ("scenario_keywords", scenario)


def test_a_scenario_administrator_has_the_inside_of_that_scenario_only(stack, admin, unique, grant):
    mine, other = make_scenario(admin, unique)["app_id"], make_scenario(admin, unique)["app_id"]
    grant("carol", "SCENARIO_ADMIN", mine)
    session = stack.sign_in("carol")
    assert session.api.post("/keywords/scenario/", {"scenario_id": mine, "keyword": unique()}).status == 200
    refused = session.api.post("/keywords/scenario/", {"scenario_id": other, "keyword": unique()})
    assert refused.status == 403 and PARSED.search(refused.json()["detail"])
    theirs = admin.post("/keywords/scenario/", {"scenario_id": other, "keyword": unique()}).json()
    for method in ("PUT", "DELETE"):
        assert session.api.request(method, f"/keywords/scenario/{theirs['id']}", {"category": 0} if method == "PUT" else None).status in (403, 404)
    rights = session.api.get("/users/me/permissions").json()
    assert {"scenario_keywords", "scenario_policies", "playground"} <= set(rights["scenario_permissions"][mine])
    assert other not in rights["scenario_permissions"]
    assert "smart_labeling" in rights["global_permissions"]  # held anywhere, it counts everywhere


def test_permission_check_by_post_and_by_query(stack, admin, unique, grant):
    mine, other = make_scenario(admin, unique)["app_id"], make_scenario(admin, unique)["app_id"]
    grant("carol", "SCENARIO_ADMIN", mine)
    api = stack.sign_in("carol").api
    for scenario, expected in ((mine, True), (other, False), (unique("none"), False)):
        asked = {"scenario_id": scenario, "permission": "scenario_keywords"}
        for answer in (api.post("/permissions/check", asked), api.get("/permissions/check", query=asked)):
            assert answer.status == 200 and answer.json() == {"has_permission": expected}


def test_roles_of_a_user_are_for_oneself_and_user_management(stack, admin):
    session = stack.sign_in("bob")
    assert isinstance(rows_of(session.api, f"/users/{local_id(admin, 'bob')}/roles"), list)
    assert session.api.get(f"/users/{local_id(admin, admin.get('/permissions/me').json()['username'])}/roles").status == 403


def test_assignments_name_role_and_scenario(stack, admin, unique, grant):
    stack.sign_in("carol")
    scenario = make_scenario(admin, unique)["app_id"]
    made = grant("carol", "SCENARIO_ADMIN", scenario)
    row = next(r for r in rows_of(admin, f"/users/{local_id(admin, 'carol')}/roles") if r["id"] == made["id"])
    assert {"id", "user_id", "scenario_id", "role_id", "role_code", "role_name", "role_type", "created_at"} <= row.keys()
    assert (row["scenario_id"], row["role_code"], row["role_type"]) == (scenario, "SCENARIO_ADMIN", "SCENARIO")


def test_scenario_roles_need_a_scenario_and_global_ones_take_none(stack, admin, unique):
    stack.sign_in("carol")
    path = f"/users/{local_id(admin, 'carol')}/roles"
    for body in (
        {"role_id": role_id(admin, "SCENARIO_ADMIN")},
        {"role_id": role_id(admin, "SCENARIO_ADMIN"), "scenario_id": ""},
        {"role_id": role_id(admin, "AUDITOR"), "scenario_id": make_scenario(admin, unique)["app_id"]},
    ):
        refused = admin.post(path, body)
        assert refused.status == 400 and isinstance(refused.json()["detail"], str), refused


def test_older_grants_of_a_scenario(stack, admin, unique):
    stack.sign_in("erin")
    scenario, path = make_scenario(admin, unique)["app_id"], f"/users/{local_id(admin, 'erin')}/scenarios"
    made = admin.post(path, {"scenario_id": scenario, "role": "SCENARIO_ADMIN"})
    assert made.status == 200 and {"id", "user_id", "scenario_id", "role", "created_at"} <= made.json().keys()
    assert admin.post(path, {"scenario_id": scenario, "role": "SCENARIO_ADMIN"}).status == 400
    unknown = admin.post(path, {"scenario_id": unique("nowhere"), "role": "SCENARIO_ADMIN"})
    assert (unknown.status, unknown.json()["code"]) == (400, "unknown_scenario")
    five = {"scenario_basic_info": True, "scenario_keywords": False, "scenario_policies": True, "playground": False, "performance_test": False}
    changed = admin.put(f"{path}/{scenario}/permissions", five)
    assert changed.status == 200 and five.items() <= changed.json().items()
    row = next(r for r in rows_of(admin, path) if r["scenario_id"] == scenario)
    assert five.items() <= row["permissions"].items()
    assert admin.delete(f"{path}/{scenario}").status == 200
    assert scenario not in {r["scenario_id"] for r in rows_of(admin, path)}


def test_a_role_changes_by_put_and_a_status_by_patch(stack, admin):
    stack.sign_in("erin")
    who = local_id(admin, "erin")
    answer = admin.put(f"/users/{who}/role", {"role": "AUDITOR"})
    assert answer.status == 200 and answer.json()["message"] and answer.json()["role"] == "AUDITOR"
    assert admin.put(f"/users/{who}/role", {"role": "ANNOTATOR"}).status == 200
    for active in (False, True):
        answer = admin.patch(f"/users/{who}/status", {"is_active": active})
        assert answer.status == 200 and answer.json()["message"]


def test_nobody_changes_their_own_role_or_status_or_deletes_themselves(admin):
    me = admin.get("/permissions/me").json()["user_id"]
    for refused in (
        admin.put(f"/users/{me}/role", {"role": "ANNOTATOR"}),
        admin.patch(f"/users/{me}/status", {"is_active": False}),
        admin.delete(f"/users/{me}"),
    ):
        assert refused.status == 400 and isinstance(refused.json()["detail"], str), refused


def test_users_are_listed_newest_first_with_their_members(stack, admin):
    for name in ("bob", "carol", "erin"):
        stack.sign_in(name)
    rows = rows_of(admin, "/users/")
    assert [row["created_at"] for row in rows] == sorted((row["created_at"] for row in rows), reverse=True)
    needed = {"id", "user_id", "username", "display_name", "email", "role", "is_active", "created_at", "updated_at", "last_login_at"}
    assert needed <= rows[0].keys()


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_an_auditor_reads_everything_and_writes_nothing(resource, stack, admin, unique, grant):
    row = resource.create(admin, unique)
    stack.sign_in("carol")
    grant("carol", "AUDITOR")
    api = stack.sign_in("carol").api
    assert resource.read(api, row)["id"] == row["id"]
    assert api.post(resource.path, resource.make(admin, unique)).status == 403
    assert api.put(resource.at(row), resource.change).status == 403
    assert api.delete(resource.at(row)).status == 403
    assert api.get("/audit-logs/").status == 200
