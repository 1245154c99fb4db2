"""Who changed what, and what the playground leaves behind."""
import csv
import io
import json
from datetime import datetime, timedelta, timezone

import pytest
from contract.resources import RESOURCES, make_scenario, rows_of
from running_stack import wait_until

SHANGHAI = timezone(timedelta(hours=8))
WORDS = {
    "tag": "META_TAG", "global keyword": "GLOBAL_KEYWORD", "scenario": "SCENARIO", "scenario keyword": "SCENARIO_KEYWORD",
    "scenario policy": "SCENARIO_POLICY", "global default": "GLOBAL_DEFAULT_POLICY",
}  # fmt: skip
FLAGS = {"use_customize_white": True, "use_customize_words": True, "use_customize_rule": True, "use_vip_black": False, "use_vip_white": False}


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_every_write_leaves_its_row(resource, admin, unique):
    row = resource.create(admin, unique)
    admin.put(resource.at(row), resource.change)
    admin.delete(resource.at(row))
    rows = [r for r in rows_of(admin, "/audit-logs/", {"resource_type": WORDS[resource.name]}) if r["resource_id"] in (row["id"], row.get("app_id"))]
    assert [r["action"] for r in rows] == ["DELETE", "UPDATE", "CREATE"]  # newest first
    needed = {"id", "user_id", "username", "action", "resource_type", "resource_id", "details", "ip_address", "user_agent", "created_at", "request_id"}
    assert needed <= rows[0].keys()
    changed = rows[1]["details"]
    details = changed if isinstance(changed, dict) else json.loads(changed)
    member, value = next(iter(resource.change.items()))
    assert details["before"][member] != value and details["after"][member] == value


def test_the_address_is_the_clients_and_not_what_it_claims(stack, admin, unique):
    scenario = admin.post("/apps/", {"app_id": unique(), "app_name": "x"}, headers={"X-Forwarded-For": "203.0.113.9"}).json()
    row = next(r for r in rows_of(admin, "/audit-logs/", {"resource_type": "SCENARIO"}) if r["resource_id"] in (scenario["id"], scenario["app_id"]))
    assert row["ip_address"] == "127.0.0.1"


def test_count_and_filters(admin, unique):
    make_scenario(admin, unique)
    name = admin.get("/permissions/me").json()["username"]
    every = admin.get("/audit-logs/count").json()["count"]
    mine = admin.get("/audit-logs/count", query={"username": name[1:4]}).json()["count"]  # a part of the name is enough
    assert 0 < mine <= every
    assert admin.get("/audit-logs/count", query={"username": unique("nobody")}).json() == {"count": 0}
    assert {r["action"] for r in rows_of(admin, "/audit-logs/", {"action": "CREATE", "limit": 20})} == {"CREATE"}


def test_dates_without_an_offset_are_read_in_the_older_time_zone(admin, unique):
    make_scenario(admin, unique)
    now = datetime.now(SHANGHAI)

    def count(**query):
        answer = admin.get("/audit-logs/count", query=query)
        assert answer.status == 200, answer
        return answer.json()["count"]

    plain = "%Y-%m-%d %H:%M:%S"
    minute = timedelta(minutes=1)
    assert count(start_date=(now - minute).strftime(plain)) > 0
    assert count(start_date=(now + minute).strftime(plain)) == 0
    assert count(end_date=(now + minute).strftime(plain)) > 0
    assert count(start_date=now.strftime("%Y-%m-%d")) > 0
    assert count(start_date=(now + timedelta(days=1)).strftime("%Y-%m-%d")) == 0
    assert count(start_date=(now - minute).isoformat()) > 0  # with an offset: an instant
    assert count(start_date=(now + minute).astimezone(timezone.utc).isoformat().replace("+00:00", "Z")) == 0
    assert admin.get("/audit-logs/", query={"start_date": "yesterday"}).status == 422


def test_the_audit_log_cannot_be_edited(admin):
    row = rows_of(admin, "/audit-logs/")[0]
    for method in ("PUT", "PATCH", "DELETE"):
        assert admin.request(method, f"/audit-logs/{row['id']}", {}).status in (404, 405)


def test_the_file_for_spreadsheets(admin, unique):
    name = "＝" + unique("名称")
    scenario = make_scenario(admin, unique)
    assert admin.put(f"/apps/{scenario['id']}", {"app_name": name}).status == 200
    answer = admin.get("/audit-logs/export", query={"format": "csv", "scenario_id": scenario["app_id"]})
    assert answer.body.startswith(b"\xef\xbb\xbfid,created_at (UTC),")  # without the mark Excel reads UTF-8 as its country's code page
    rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))
    changed = next(row for row in rows if row["action"] == "UPDATE")
    before, after = json.loads(changed["before"]), json.loads(changed["after"])
    assert (before["app_name"], after["app_name"]) == (scenario["app_name"], name)
    assert changed["details"] == "" and changed["caller"] == "admin"
    assert datetime.fromisoformat(changed["created_at (UTC)"].replace("Z", "+00:00")).utcoffset() == timedelta(0)
    exported = admin.get("/audit-logs/export", query={"format": "csv", "action": "EXPORT", "username": name[:1]})
    assert exported.body.decode("utf-8-sig").count("\r\n") == 1  # nobody is called so: the head alone
    lines = admin.get("/audit-logs/export", query={"format": "jsonl", "scenario_id": scenario["app_id"]})
    assert lines.body.startswith(b"{")


def await_block(tried):
    """One edit decides everywhere within 2 s: whichever replica of the guard is asked. Until then one may not even know the
    scenario."""

    def blocked() -> bool:
        answer = tried()
        assert answer.status in (200, 404), answer
        return answer.status == 200 and answer.json()["final_decision"]["score"] == 100

    wait_until(lambda: all(blocked() for _ in range(6)), 2, "the block by the new keyword")


def test_a_playground_input_and_its_history(admin, unique):
    word, scenario = unique("word"), make_scenario(admin, unique)["app_id"]
    made = admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": word})
    assert made.status == 200

    def tried():
        return admin.post("/playground/input", {"app_id": scenario, "input_prompt": f"please {word} now", **FLAGS})

    await_block(tried)
    answer = tried().json()
    assert answer["final_decision"]["strategy"] == "BLOCK"
    (decisions,) = answer["all_decision_dict"].values()
    assert all("-" in key for key in decisions)
    assert word in json.dumps(answer["hits"], ensure_ascii=False)
    history = rows_of(admin, "/playground/history", {"app_id": scenario, "page": 1, "size": 10})
    assert len(history) <= 10
    newest = history[0]
    needed = {"id", "request_id", "playground_type", "app_id", "input_data", "config_snapshot", "output_data", "score", "latency", "upstream_latency", "created_at"}
    assert needed <= newest.keys()
    assert (newest["playground_type"], newest["app_id"], newest["score"]) == ("INPUT", scenario, 100)
    assert newest["input_data"] == {"input_prompt": f"please {word} now"}
    assert newest["config_snapshot"] == FLAGS
    assert newest["output_data"]["final_decision"] == answer["final_decision"]
    assert [r["created_at"] for r in history] == sorted((r["created_at"] for r in history), reverse=True)


def test_a_missing_flag_is_false(admin, unique):
    word, scenario = unique("word"), make_scenario(admin, unique)["app_id"]
    admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": word})

    def tried(**flags):
        return admin.post("/playground/input", {"app_id": scenario, "input_prompt": word, **flags})

    await_block(lambda: tried(use_customize_words=True))
    assert tried().json()["final_decision"]["score"] == 0


def test_a_playground_of_an_unknown_scenario(admin, unique):
    assert admin.post("/playground/input", {"app_id": unique("none"), "input_prompt": "x", **FLAGS}).status == 404


@pytest.mark.parametrize("query", ["size=101", "size=0", "page=0", "page=x"])
def test_pages_of_the_history_have_limits(query, admin):
    assert admin.get(f"/playground/history?{query}").status == 422
