"""Lists: which are complete, how the others page, and how query strings are read."""
import re

import pytest
from contract.resources import GLOBAL_KEYWORD, make_scenario, make_tag, rows_of

MANY = 130  # more than the default page


def test_lists_of_a_scenario_are_complete_without_a_limit(admin, unique):
    scenario = make_scenario(admin, unique)["app_id"]
    for number in range(MANY):
        assert admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": f"word {number}"}).status == 200
        policy = {"scenario_id": scenario, "match_type": "KEYWORD", "match_value": f"word {number}", "strategy": "BLOCK"}
        assert admin.post("/policies/scenario/", policy).status == 200
    assert len(rows_of(admin, f"/keywords/scenario/{scenario}")) == MANY
    assert len(rows_of(admin, f"/policies/scenario/{scenario}")) == MANY
    assert len(rows_of(admin, f"/keywords/scenario/{scenario}", {"limit": 7, "skip": 3})) == 7
    assert len(rows_of(admin, f"/keywords/scenario/{scenario}", {"q": "WORD 12"})) == 11  # 12, 120 … 129
    for path in ("keywords", "policies"):
        assert admin.get(f"/{path}/scenario/{unique('nowhere')}").status == 404


def test_tags_and_scenarios_are_complete_without_a_limit(admin, unique):
    made_tags = {make_tag(admin, unique)["id"] for _ in range(MANY)}
    made_apps = {make_scenario(admin, unique)["id"] for _ in range(MANY)}
    assert made_tags <= {row["id"] for row in rows_of(admin, "/tags/")}
    assert made_apps <= {row["id"] for row in rows_of(admin, "/apps/")}


@pytest.mark.parametrize("path", ["/tags/", "/tags/tree", "/apps/", "/users/", "/roles/", "/roles/permissions/all", "/audit-logs/", "/keywords/global/"])
def test_lists_are_bare_arrays(path, admin):
    assert isinstance(rows_of(admin, path), list)


def test_global_keywords_default_to_100_and_say_how_many_there_are(admin, unique):
    tag = make_tag(admin, unique)["tag_code"]
    for number in range(MANY):
        body = {"keyword": f"{tag} {number}", "tag_code": tag, "risk_level": "Low"}
        assert admin.post("/keywords/global/", body).status == 200
    first = admin.get("/keywords/global/", query={"tag": tag})
    assert len(first.json()) == 100 and first.headers["X-Total-Count"] == str(MANY)
    seen, answer = [row["id"] for row in first.json()], first
    while following := re.search(r'<([^>]+)>;\s*rel="next"', answer.headers["Link"] or ""):
        target = following.group(1).split(admin.prefix, 1)[1]
        answer = admin.get(target)
        assert answer.status == 200, answer
        seen += [row["id"] for row in answer.json()]
    assert len(seen) == len(set(seen)) == MANY
    assert len(rows_of(admin, "/keywords/global/", {"tag": tag, "skip": 120, "limit": 1000})) == 10


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "limit=-1", "limit=ten", "skip=-1", "limit=", "no_such_filter=1"])
def test_a_wrong_page_is_422_never_a_silent_change(query, admin):
    assert admin.get(f"/keywords/global/?{query}").status == 422


def test_a_plus_is_a_blank(admin, unique):
    word = f"two {unique('words')}"
    created = GLOBAL_KEYWORD.create(admin, unique, keyword=word)
    for query in (word.replace(" ", "+"), word.replace(" ", "%20")):
        answer = admin.get(f"/keywords/global/?q={query}")
        assert [row["id"] for row in answer.json()] == [created["id"]]
    plus = GLOBAL_KEYWORD.create(admin, unique, keyword=word.replace(" ", "+"))
    assert [row["id"] for row in admin.get(f"/keywords/global/?q={word.replace(' ', '%2B')}").json()] == [plus["id"]]


@pytest.mark.parametrize("base", ["/dbmanage/api/v1", "/api/v1"])
@pytest.mark.parametrize("path", ["/tags", "/apps", "/keywords/global", "/policies/defaults", "/roles", "/users", "/audit-logs", "/users/me/permissions"])
def test_both_bases_and_a_trailing_slash_more_or_less(base, path, stack, admin):
    plain = stack.anonymous(base)
    plain.headers.update(admin.headers)
    for form in (path, path + "/"):
        answer = plain.get(form)
        assert answer.status == 200, (form, answer)
    plain.close()


def test_the_bare_base_is_not_a_page(stack):
    for base in ("/dbmanage/api/v1", "/api/v1"):
        connection = stack.anonymous(base)
        for path in ("", "/"):
            assert connection.get(path).status == 404
        connection.close()


def test_roles_are_ordered_by_type_and_code(admin):
    rows = rows_of(admin, "/roles/")
    assert {"SYSTEM_ADMIN", "AUDITOR", "SCENARIO_ADMIN", "ANNOTATOR"} <= {row["role_code"] for row in rows}
    assert [(row["role_type"], row["role_code"]) for row in rows] == sorted((row["role_type"], row["role_code"]) for row in rows)


def test_permissions_are_ordered_by_sort_order(admin):
    every = rows_of(admin, "/roles/permissions/all")
    assert len(every) >= 14
    assert [row["sort_order"] for row in every] == sorted(row["sort_order"] for row in every)
    needed = {"id", "permission_code", "permission_name", "permission_type", "scope", "sort_order"}
    assert all(needed <= row.keys() for row in every)
    role = next(row for row in rows_of(admin, "/roles/") if row["role_code"] == "SCENARIO_ADMIN")
    of_role = rows_of(admin, f"/roles/{role['id']}/permissions")
    assert [row["sort_order"] for row in of_role] == sorted(row["sort_order"] for row in of_role)
    assert {row["permission_code"] for row in of_role} == {
        "smart_labeling", "scenario_basic_info", "scenario_keywords", "scenario_policies", "playground", "performance_test",
    }  # fmt: skip


def test_the_tree_holds_every_tag_once(admin, unique):
    parent = make_tag(admin, unique)
    child = make_tag(admin, unique, parent_code=parent["tag_code"])
    codes = []

    def walk(nodes):
        for node in nodes:
            codes.append(node["tag_code"])
            walk(node["children"])

    walk(rows_of(admin, "/tags/tree"))
    assert sorted(codes) == sorted(row["tag_code"] for row in rows_of(admin, "/tags/"))
    assert child["tag_code"] in codes
