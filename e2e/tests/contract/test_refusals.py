"""Refusals that a person can mend are 400 with one sentence; what only a program gets wrong is 422 with pointers; strange ids are 404."""
import pytest
from contract.resources import GLOBAL_DEFAULT, RESOURCES, SCENARIO_KEYWORD, make_scenario, make_tag

each = pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)


def assert_sentence(answer, code=None):
    """400 with a `detail` that an older console can show as it is."""
    assert answer.status == 400, answer
    problem = answer.json()
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert isinstance(problem["detail"], str) and len(problem["detail"]) > 10 and "\n" not in problem["detail"]
    if code:
        assert problem["code"] == code, problem


@each
def test_a_duplicate(resource, admin, unique):
    body = resource.make(admin, unique)
    assert admin.post(resource.path, body).status == 200
    assert_sentence(admin.post(resource.path, body), "duplicate")


def test_a_keyword_is_a_duplicate_in_any_case_and_width(admin, unique):
    word, scenario = unique("word"), make_scenario(admin, unique)["app_id"]
    assert admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": word}).status == 200
    full_width = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in word)
    for same in (word.upper(), f" {word} ", full_width):
        assert_sentence(admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": same}), "duplicate")
    # a word cannot be white and black at once
    assert_sentence(admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": word, "category": 0}), "duplicate")
    assert admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": word, "rule_mode": 0}).status == 200


def test_an_unknown_parent(admin, unique):
    assert_sentence(admin.post("/tags/", {"tag_code": unique(), "tag_name": "x", "parent_code": unique("none")}))


@pytest.mark.parametrize("path", ["/keywords/global/", "/keywords/scenario/", "/policies/defaults/", "/policies/scenario/"])
def test_an_unknown_tag(path, admin, unique):
    scenario = make_scenario(admin, unique)["app_id"]
    body = {
        "/keywords/global/": {"keyword": unique(), "risk_level": "High", "tag_code": unique("none")},
        "/keywords/scenario/": {"scenario_id": scenario, "keyword": unique(), "tag_code": unique("none")},
        "/policies/defaults/": {"tag_code": unique("none"), "strategy": "BLOCK"},
        "/policies/scenario/": {"scenario_id": scenario, "match_type": "TAG", "match_value": unique("none"), "strategy": "BLOCK"},
    }[path]
    assert_sentence(admin.post(path, body))


@pytest.mark.parametrize("app_id", ["has blank", "slash/inside", "中文", "quote'", "plus+"])
def test_a_new_app_id_off_the_pattern(app_id, admin):
    assert_sentence(admin.post("/apps/", {"app_id": app_id, "app_name": "x"}))


@pytest.mark.parametrize("body", [{}, {"tag_code": "", "extra_condition": ""}, {"tag_code": None}], ids=str)
def test_a_default_with_neither_tag_nor_condition(body, admin):
    assert_sentence(admin.post("/policies/defaults/", {"strategy": "BLOCK", **body}))


def test_a_default_cannot_lose_both(admin, unique):
    created = GLOBAL_DEFAULT.create(admin, unique)
    assert_sentence(admin.put(GLOBAL_DEFAULT.at(created), {"tag_code": ""}))


STRANGE_IDS = ["r0000001-0000-0000-0000-000000000000", "not-a-uuid", "1", "0" * 36, "x" * 200, "%E4%B8%AD", "a%20b", "..%2e", "null", "-1"]


@each
@pytest.mark.parametrize("strange", STRANGE_IDS)
def test_a_path_id_is_never_refused_for_its_form(resource, strange, admin):
    changed = admin.put(resource.path + strange, resource.change)
    assert changed.status == 404, changed
    assert isinstance(changed.json()["detail"], str)
    assert admin.delete(resource.path + strange).status == 404


@pytest.mark.parametrize("path", ["/apps/", "/keywords/scenario/", "/policies/scenario/"])
def test_an_unknown_app_id_in_a_path(path, admin, unique):
    assert admin.get(path + unique("none")).status == 404


MALFORMED = [
    (b"", "nothing"), (b"{", "cut short"), (b"[]", "an array"), (b'"x"', "a string"), (b"null", "null"), (b"{'a':1}", "single quotes"),
    (b'{"a":1}{"b":2}', "two objects"), (b"\xff\xfe", "not UTF-8"), (b'{"tag_name":"\\ud800"}', "a lone surrogate"), (b"NaN", "NaN"),
    (b'{"tag_name":"\x00"}', "NUL"), (b"[" * 5000, "deep nesting"),
]  # fmt: skip


@each
@pytest.mark.parametrize("body", [body for body, _ in MALFORMED], ids=[name for _, name in MALFORMED])
def test_malformed_json_is_422(resource, body, admin):
    refused = admin.post(resource.path, body=body, headers={"Content-Type": "application/json"})
    assert refused.status == 422, refused
    assert refused.json()["detail"]


@each
def test_each_wrong_member_has_its_pointer(resource, admin, unique):
    body = {name: [] for name in resource.make(admin, unique)}
    refused = admin.post(resource.path, body)
    assert refused.status == 422
    assert {error["pointer"] for error in refused.json()["errors"]} == {f"/{name}" for name in body}
    missing = admin.post(resource.path, {"is_active": True})
    required = {f"/{name}" for name in body} - ({"/tag_code"} if resource is GLOBAL_DEFAULT else set())
    assert missing.status == 400 and {error["pointer"] for error in missing.json()["errors"]} == required


@pytest.mark.parametrize(
    "path, member, longest",
    [("/tags/", "tag_code", 64), ("/tags/", "tag_name", 128), ("/apps/", "app_id", 64), ("/apps/", "app_name", 128)],
)
def test_lengths_are_counted_in_characters(path, member, longest, admin, unique):
    character = "字" if member.endswith("name") else "x"
    base = {"tag_code": unique(), "tag_name": "x"} if path == "/tags/" else {"app_id": unique(), "app_name": "x"}
    fits = unique() if member in ("tag_code", "app_id") else ""
    assert admin.post(path, {**base, member: fits + character * (longest - len(fits))}).status == 200
    refused = admin.post(path, {**base, member: character * (longest + 1)})
    assert refused.status == 400 and refused.json()["errors"][0]["pointer"] == f"/{member}"
    assert str(longest) in refused.json()["detail"]
    assert (refused.json()["errors"][0]["limit"], refused.json()["errors"][0]["actual"]) == (longest, longest + 1)


@pytest.mark.parametrize("word", ["***", " . ", "…", "\u200b", "- -"])
def test_a_keyword_without_letter_digit_or_symbol(word, admin, unique):
    scenario = make_scenario(admin, unique)["app_id"]
    refused = admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": word})
    assert refused.status == 400, refused
    assert refused.json()["errors"][0]["code"] == "keyword_empty" or refused.json()["code"] == "keyword_empty"


@pytest.mark.parametrize("value", [2, -1, True, "1", None, 1.5], ids=str)
def test_rule_mode_takes_0_and_1_only(value, admin, unique):
    refused = admin.post("/keywords/scenario/", {**SCENARIO_KEYWORD.make(admin, unique), "rule_mode": value})
    out_of_range = type(value) is int
    assert refused.status == (400 if out_of_range else 422) and refused.json()["errors"][0]["pointer"] == "/rule_mode"


def test_a_tag_in_use_is_kept(admin, unique):
    tag = make_tag(admin, unique)
    child = make_tag(admin, unique, parent_code=tag["tag_code"])
    refused = admin.delete(f"/tags/{tag['id']}")
    assert refused.status == 409 and isinstance(refused.json()["detail"], str)
    assert refused.json()["facts"] == {"tag": tag["tag_code"], "uses": [{"use": "tags_below", "count": 1}]}
    own_ancestor = admin.put(f"/tags/{tag['id']}", {"parent_code": child["tag_code"]})
    assert own_ancestor.status in (400, 409)
    assert admin.delete(f"/tags/{child['id']}").status == 200
    assert admin.delete(f"/tags/{tag['id']}").status == 200


def test_a_body_that_is_too_large_is_413(admin):
    refused = admin.post("/tags/", body=b'{"tag_name":"' + b"x" * (1024 * 1024) + b'"}', headers={"Content-Type": "application/json"})
    assert refused.status == 413


def test_another_content_type_is_415(admin):
    refused = admin.post("/tags/", body=b"tag_code=a", headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert refused.status == 415


def test_another_method_is_405_and_says_which(admin):
    refused = admin.patch("/tags/", {})
    assert refused.status == 405
    assert {method.strip() for method in refused.headers["Allow"].split(",")} >= {"GET", "POST"}


def test_a_refused_write_leaves_nothing_behind(admin, unique):
    before = admin.get("/tags/").body
    admin.post("/tags/", {"tag_code": unique(), "tag_name": "x" * 500})
    admin.post("/tags/", {"tag_code": unique(), "tag_name": "x", "parent_code": "none-at-all"})
    assert admin.get("/tags/").body == before
