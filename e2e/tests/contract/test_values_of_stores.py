"""Stores agree: what SQLite, MariaDB and MySQL treat differently comes out alike for every member of every resource. Members
come from the OpenAPI document, values and answers from store_values."""
import dataclasses
import json
from collections import Counter, defaultdict
from datetime import datetime, timezone

import pytest
from contract.resources import GLOBAL_KEYWORD, RESOURCES, SCENARIO, SCENARIO_POLICY, TAG, a_scenario, a_tag
from contract.store_values import DOCUMENT, LONE_SURROGATE, Member, Refused, body_of, fault, folded, none_of, rows_at, segment, send
from whole.requests_that_succeed import internal_connection
from whole.test_public_routes import document

TAG_POLICY = dataclasses.replace(
    SCENARIO_POLICY, name="scenario policy of a tag",
    make=lambda admin, unique: {**SCENARIO_POLICY.make(admin, unique), "match_type": "TAG", "match_value": a_tag(admin, unique)},
)  # fmt: skip
# What a schema cannot say of a member: (kind,) or ("named", the refusal of an unknown name, what makes a known one).
KINDS = {
    ("tag", "parent_code"): ("named", "unknown_parent", a_tag),
    ("global keyword", "keyword"): ("keyword",),
    ("global keyword", "tag_code"): ("named", "unknown_tag", a_tag),
    ("scenario", "app_id"): ("app_id",),
    ("scenario keyword", "keyword"): ("keyword",),
    ("scenario keyword", "scenario_id"): ("named", "unknown_scenario", a_scenario),
    ("scenario keyword", "tag_code"): ("named", "unknown_tag", a_tag),
    ("scenario policy", "scenario_id"): ("named", "unknown_scenario", a_scenario),
    ("scenario policy", "match_value"): ("keyword",),
    ("scenario policy of a tag", "match_value"): ("named", "unknown_tag", a_tag),
    ("scenario policy", "extra_condition"): ("condition",),
    ("global default", "tag_code"): ("named", "unknown_tag", a_tag),
    ("global default", "extra_condition"): ("condition",),
}  # fmt: skip
# What makes two rows one, the rest being equal; and the member by which rows differ while another one is looked at.
SAME = {
    ("tag", "tag_code"): str, ("scenario", "app_id"): str, ("global keyword", "keyword"): folded, ("scenario keyword", "keyword"): folded,
    ("scenario policy", "match_value"): folded, ("scenario policy", "extra_condition"): str, ("global default", "extra_condition"): str,
}  # fmt: skip
DIFFER = {
    "tag": "tag_code", "scenario": "app_id", "global keyword": "keyword", "scenario keyword": "keyword", "scenario policy": "extra_condition",
    "scenario policy of a tag": "extra_condition", "global default": "extra_condition",
}  # fmt: skip
AUDITED = {
    "tag": "META_TAG", "global keyword": "GLOBAL_KEYWORD", "scenario": "SCENARIO", "scenario keyword": "SCENARIO_KEYWORD", "scenario policy": "SCENARIO_POLICY",
    "scenario policy of a tag": "SCENARIO_POLICY", "global default": "GLOBAL_DEFAULT_POLICY",
}  # fmt: skip


# ---- the description


def member_of(resource, name: str) -> Member:
    kind, unknown, *_ = (*KINDS.get((resource.name, name), ("",)), "")
    return Member(body_of("POST", f"/api/v1{resource.path}")[name], kind, unknown)


MEMBERS = [(resource, name) for resource in RESOURCES for name in body_of("POST", f"/api/v1{resource.path}")] + [(TAG_POLICY, "match_value")]


def test_the_document_is_the_services(stack):
    """What is asked here is what the running service says of itself."""
    running = document(stack, "admin-service")
    assert all(running[part] == DOCUMENT[part] for part in ("paths", "components")), "webui/openapi is stale: tools/generate"


# ---- writing and reading back


class Rows:
    """Rows of one resource that are alike but for the member that is looked at."""

    def __init__(self, resource, name, admin, unique):
        self.resource, self.name, self.admin, self.unique = resource, name, admin, unique
        self.member = member_of(resource, name)
        kind, *more = KINDS.get((resource.name, name), ("",))
        self.stem = more[1](admin, unique) if kind == "named" else unique("vV").replace("-", "x")
        self.known = (self.stem,) if kind == "named" else ()
        self.base = resource.make(admin, unique)
        if resource is SCENARIO_POLICY:
            self.base["match_value"] = a_tag(admin, unique)  # is a keyword, too
        self.same = SAME.get((resource.name, name))

    def body(self, value) -> dict:
        fresh = {} if self.same else {DIFFER[self.resource.name]: self.unique("differs")}
        return {**self.base, **fresh, self.name: value}

    def values(self) -> dict:
        return self.member.values(self.stem)

    def takes(self, value):
        return self.member.take(value, self.known)

    def list(self) -> list[dict]:
        if "scenario_id" in self.base:
            return rows_at(self.admin, f"{self.resource.path}{segment(self.stem if self.name == 'scenario_id' else self.base['scenario_id'])}")
        if self.resource is GLOBAL_KEYWORD:
            return rows_at(self.admin, self.resource.path, tag=self.stem if self.name == "tag_code" else self.base["tag_code"])
        return rows_at(self.admin, self.resource.path)


@pytest.fixture
def rows(request, admin, unique):
    return Rows(*request.param, admin, unique)


each_member = pytest.mark.parametrize("rows", MEMBERS, indirect=True, ids=lambda case: f"{case[0].name}: {case[1]}")


@each_member
def test_a_row_is_made_or_refused_by_rule(rows):
    made, keys, wrong = {}, {}, []
    for said, value in rows.values().items():
        expected = rows.takes(value)
        if rows.same and not isinstance(expected, Refused):
            key = expected if expected is None else rows.same(expected)
            expected = Refused(400, "duplicate") if key in keys else expected
            keys.setdefault(key, said)
        answer = send(rows.admin, "POST", rows.resource.path, rows.body(value))
        wrong += fault(said, answer, expected, rows.name)
        if answer.status == 200:
            made[answer.json()["id"]] = answer.json()
    none_of(wrong)
    listed = [row for row in rows.list() if row["id"] in made]
    assert {row["id"]: row for row in listed} == made
    if rows.resource is SCENARIO:
        for row in made.values():
            assert rows.admin.get(f"/apps/{row['app_id']}").json() == row
    order = {TAG.name: "tag_code", SCENARIO.name: "app_id"}.get(rows.resource.name, "id")
    assert listed == sorted(listed, key=lambda row: row[order])


def changed_to(rows, value, row):
    """What a row's member comes to by a PUT, or the refusal."""
    expected, name = rows.takes(value), rows.name
    if name not in rows.resource.write_once:
        return expected
    if not rows.member.trimmed and isinstance(value, str):  # compared as it is sent
        expected = rows.member.refused("encoding") if LONE_SURROGATE in value else rows.member.fault(value) or value
    if isinstance(expected, Refused) and expected.code != "app_id_pattern":
        return expected
    return expected if expected == row[name] else Refused(400, "immutable")


@each_member
def test_a_row_is_changed_or_left_by_rule(rows):
    since = datetime.now(timezone.utc).isoformat()
    first = next(value for value in rows.values().values() if not isinstance(rows.takes(value), Refused))
    answer = send(rows.admin, "POST", rows.resource.path, rows.body(first))
    assert answer.status == 200, answer
    row, history, wrong = answer.json(), [answer.json()], []
    for said, value in rows.values().items():
        answer = send(rows.admin, "PUT", rows.resource.at(row), {rows.name: value})
        expected = changed_to(rows, value, row)
        wrong += fault(said, answer, expected, rows.name)
        if answer.status == 200 and answer.json() != history[-1]:
            wrong += [] if answer.json()["version"] == history[-1]["version"] + 1 else [f"{said}: version {answer.json()['version']}"]
            history.append(answer.json())
    none_of(wrong)
    assert next(each for each in rows.list() if each["id"] == row["id"]) == history[-1]
    # The log tells what each change found and what it left, as they were answered: members in their order, too.
    logged = rows_at(rows.admin, "/audit-logs/", resource_type=AUDITED[rows.resource.name], start_date=since)
    details = [each["details"] for each in reversed(logged) if each["resource_id"] == row["id"]]
    assert [json.dumps(each["before"]) for each in details] == ["null"] + [json.dumps(each) for each in history[:-1]]
    assert [json.dumps(each["after"]) for each in details] == [json.dumps(each) for each in history]


LISTED = {"tag": "/tags/", "scenario": "/apps/", "global_keyword": "/keywords/global/", "global_default": "/policies/defaults/"}
IN_SCENARIOS = {"scenario_keyword": "/keywords/scenario/", "scenario_policy": "/policies/scenario/"}


def differing(one: dict, other: dict) -> dict:
    return {each: (one.get(each), other.get(each)) for each in one.keys() | other.keys() if one.get(each) != other.get(each)}


def test_the_guard_follows_what_was_answered(stack, admin, unique):
    """All rows that the tests above have left: in the snapshot, and in the changes that lead to it."""
    for resource in RESOURCES:
        resource.create(admin, unique)
    guard = internal_connection(stack, "admin-service", "guard")
    lines = [json.loads(line) for line in guard.get("/internal/v1/policy/snapshot").text.splitlines()]
    rows: dict[str, dict] = defaultdict(dict)
    for line in lines:
        if "kind" in line:
            rows[line["kind"]][line["row"]["id"]] = line["row"]
    for kind, path in LISTED.items():
        assert differing({row["id"]: row for row in rows_at(admin, path)}, rows[kind]) == {}, kind
    for kind, path in IN_SCENARIOS.items():
        scenario, _ = Counter(row["scenario_id"] for row in rows[kind].values()).most_common(1)[0]
        held = {each: row for each, row in rows[kind].items() if row["scenario_id"] == scenario}
        assert differing({row["id"]: row for row in rows_at(admin, f"{path}{segment(scenario)}")}, held) == {}, kind
    changes = guard.get("/internal/v1/policy/changes", query={"after": max(0, lines[0]["version"] - 5000)}).json()["changes"]
    last = {change["row_id"]: change for change in changes if change["n"] <= lines[0]["version"]}
    assert differing({each: change["row"] for each, change in last.items()}, {each: rows[change["kind"]].get(each) for each, change in last.items()}) == {}
