"""What older clients send when they write, and what they get back."""
import json

import pytest
from contract.resources import FILLED, GLOBAL_DEFAULT, RESOURCES, SCENARIO, SCENARIO_KEYWORD, TAG, make_scenario, make_tag

each = pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
with_clearable = pytest.mark.parametrize(
    "resource, member", [(r, m) for r in RESOURCES for m in r.clearable], ids=lambda value: getattr(value, "name", value)
)
with_write_once = pytest.mark.parametrize(
    "resource, member", [(r, m) for r in RESOURCES for m in r.write_once], ids=lambda value: getattr(value, "name", value)
)


def without(row, *members):
    return {name: value for name, value in row.items() if name not in members}


@each
def test_success_is_200_with_the_row(resource, admin, unique):
    created = resource.create(admin, unique)
    assert resource.read(admin, created) == created
    changed = admin.put(resource.at(created), resource.change)
    assert changed.status == 200 and changed.json() == resource.read(admin, created)
    assert resource.change.items() <= changed.json().items()
    removed = admin.delete(resource.at(created))
    assert removed.status == 200
    assert removed.json()["id"] == created["id"] or "message" in removed.json()
    assert resource.read(admin, created) is None
    assert admin.delete(resource.at(created)).status == 404


@each
def test_json_is_compact(resource, admin, unique):
    answer = admin.post(resource.path, resource.make(admin, unique))
    assert answer.text == json.dumps(answer.json(), separators=(",", ":"), ensure_ascii=False)
    assert '"id":"' in answer.text
    listed = admin.get(f"{resource.path}" if resource in (TAG, SCENARIO) else "/roles/")
    assert listed.text == json.dumps(listed.json(), separators=(",", ":"), ensure_ascii=False)


@each
def test_defaults(resource, admin, unique):
    created = resource.create(admin, unique)
    assert resource.defaults.items() <= created.items()


@each
def test_booleans_are_booleans_and_modes_are_numbers(resource, admin, unique):
    row = resource.create(admin, unique)
    for name, value in row.items():
        if name.startswith(("is_", "enable_")):
            assert type(value) is bool, name
        if name in ("rule_mode", "category", "level"):
            assert type(value) is int, name


@each
def test_put_changes_only_the_members_present(resource, admin, unique):
    created = resource.create(admin, unique)
    changed = admin.put(resource.at(created), resource.change).json()
    volatile = (*resource.change, "version", "updated_at")
    assert without(changed, *volatile) == without(created, *volatile)
    assert admin.put(resource.at(created), {}).status == 200
    assert without(resource.read(admin, created), "version", "updated_at") == without(changed, "version", "updated_at")


@each
def test_every_member_that_get_returns_is_accepted_back(resource, admin, unique):
    created = resource.create(admin, unique)
    again = admin.put(resource.at(created), resource.read(admin, created))
    assert again.status == 200, again
    assert without(again.json(), "version", "updated_at") == without(created, "version", "updated_at")
    # and the row of an older client, with one member edited
    edited = admin.put(resource.at(created), {**created, **resource.change})
    assert edited.status == 200 and resource.change.items() <= edited.json().items()


@each
@pytest.mark.parametrize("value", ["nonsense", -5, None, [1], {"a": 1}, True], ids=str)
def test_read_only_members_are_ignored_whatever_their_value(resource, value, admin, unique):
    created = resource.create(admin, unique)
    sent = {"id": value, "version": value, "level": value, **resource.change} if resource is TAG else {"id": value, "version": value, **resource.change}
    changed = admin.put(resource.at(created), sent)
    assert changed.status == 200, changed
    assert changed.json()["id"] == created["id"]


@with_write_once
def test_write_once_members_are_ignored_when_equal_and_refused_when_changed(resource, member, admin, unique):
    created = resource.create(admin, unique)
    assert admin.put(resource.at(created), {member: created[member]}).status == 200
    other = make_scenario(admin, unique)["app_id"] if member == "scenario_id" else unique("other")
    refused = admin.put(resource.at(created), {member: other})
    assert (refused.status, refused.json()["code"]) == (400, "immutable"), refused
    assert isinstance(refused.json()["detail"], str) and member in refused.json()["detail"]
    assert resource.read(admin, created)[member] == created[member]


@with_clearable
@pytest.mark.parametrize("nothing", [None, ""], ids=["null", "empty"])
def test_null_and_the_empty_string_clear_a_nullable_member(resource, member, nothing, admin, unique):
    created = resource.create(admin, unique, **{member: FILLED[member](admin, unique)})
    assert created[member]
    cleared = admin.put(resource.at(created), {member: nothing})
    assert cleared.status == 200, cleared
    assert cleared.json().get(member) is None
    assert resource.read(admin, created).get(member) is None


@with_clearable
def test_the_empty_string_means_nothing_in_post_too(resource, member, admin, unique):
    assert resource.create(admin, unique, **{member: ""}).get(member) is None


def test_the_tag_of_a_default_can_be_cleared_where_a_condition_is_left(admin, unique):
    created = GLOBAL_DEFAULT.create(admin, unique, extra_condition=unique("label"))
    cleared = admin.put(GLOBAL_DEFAULT.at(created), {"tag_code": ""})
    assert cleared.status == 200 and cleared.json().get("tag_code") is None


@each
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_unknown_members_are_422_with_their_pointer(resource, method, admin, unique):
    body = {**resource.make(admin, unique), "no_such_member": 1}
    path = resource.path if method == "POST" else resource.at(resource.create(admin, unique))
    refused = admin.request(method, path, body if method == "POST" else {"no_such_member": 1})
    assert refused.status == 422, refused
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/no_such_member"]


@each
def test_428_is_never_answered(resource, admin, unique):
    created = resource.create(admin, unique)
    assert admin.put(resource.at(created), resource.change).status == 200
    assert admin.delete(resource.at(created)).status == 200


@each
def test_a_stale_if_match_is_412_and_a_current_one_passes(resource, admin, unique):
    created = resource.create(admin, unique)
    stale = f'"{created["version"]}"'
    assert admin.put(resource.at(created), resource.change, headers={"If-Match": stale}).status == 200
    refused = admin.put(resource.at(created), resource.change, headers={"If-Match": stale})
    assert refused.status == 412, refused


def test_a_level_that_is_sent_is_accepted_and_ignored(admin, unique):
    parent = make_tag(admin, unique, level=4)
    assert parent["level"] == 1
    child = make_tag(admin, unique, parent_code=parent["tag_code"], level=1)
    assert child["level"] == 2
    assert admin.put(f"/tags/{child['id']}", {"level": 5}).json()["level"] == 2


def test_a_keyword_is_stored_trimmed(admin, unique):
    word = unique("word")
    scenario = make_scenario(admin, unique)["app_id"]
    created = admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": f"  {word} "})
    assert created.status == 200 and created.json()["keyword"] == word


def test_super_mode_and_whitelist_are_zero_not_false(admin, unique):
    row = SCENARIO_KEYWORD.create(admin, unique, rule_mode=0, category=0)
    assert (row["rule_mode"], row["category"]) == (0, 0)
    assert type(row["rule_mode"]) is int and type(row["category"]) is int
