"""One bad message among good ones: it is counted and logged, and what comes after it goes on."""
import time

import pytest
from contract.resources import make_scenario
from contract.test_rights import local_id
from e2e.client.session import ticket
from e2e.faults.replica import metric
from e2e.faults.stores import redis, sql
from running_stack import PASSWORDS, wait_until
from whole.recovery import decides

pytestmark = [pytest.mark.faults, pytest.mark.real_stores, pytest.mark.usefixtures("recovered_by_itself")]
PREFIX = "lgm:"


def logged(stack, service: str, text: str) -> bool:
    return any(text in log.read_text(errors="replace") for log in stack.logs.glob(f"{service}-*.log"))


def store_errors(stack, operation: str) -> float:
    return sum(metric(cache["internal"], "lgm_store_errors_total", f'operation="{operation}"') for cache in stack.services("session-cache-service"))


def test_in_the_revocation_feed_it_costs_older_tokens_and_the_feed_goes_on(stack, signed_in_again):
    staying, leaving = stack.sign_in("bob"), stack.sign_in("carol")
    assert leaving.api.post("/sso/logout").status == 200
    before = store_errors(stack, "read_feed") + store_errors(stack, "feed_snapshot")
    time.sleep(1.1)  # tokens carry whole seconds: older than the new epoch means an earlier one
    # At once, as the store appends: who reads between the two would take the number for read.
    script = "local seq = redis.call('HINCRBY', KEYS[1], 'seq', 1); redis.call('ZADD', KEYS[2], seq, seq .. '|session|not a time|what was this?')"
    redis(stack, "EVAL", script, "2", PREFIX + "feed", PREFIX + "fz")
    for replica in stack.services("admin-service"):
        for session in (staying, leaving):
            wait_until(lambda: session.at(replica["public"]).get("/tags/").status == 401, 5, "that older tokens are refused")  # noqa: B023
    assert store_errors(stack, "read_feed") + store_errors(stack, "feed_snapshot") > before, "what LgmSessionStoreErrors looks at"
    assert logged(stack, "session-cache-service", "entries of the revocation feed cannot be read")
    assert stack.anonymous().post("/sso/refresh", {"refresh_token": leaving.refresh_token}).status == 401
    assert stack.anonymous().post("/sso/refresh", {"refresh_token": staying.refresh_token}).status == 200, "its session is none of that"
    fresh = stack.sign_in("carol")
    assert fresh.api.get("/tags/").status == 200
    assert fresh.api.post("/sso/logout").status == 200
    for replica in stack.services("admin-service"):
        wait_until(lambda: fresh.at(replica["public"]).get("/tags/").status == 401, 1, "that the feed goes on")  # noqa: B023


def test_among_the_audit_events_it_holds_up_no_other(stack, admin, unique):
    before = store_errors(stack, "read_events")
    script = "redis.call('HSET', KEYS[2], 'poison', '{half'); redis.call('ZADD', KEYS[1], '-1', 'poison')"
    redis(stack, "EVAL", script, "2", PREFIX + "ez:audit", PREFIX + "ed:audit")
    marker = unique("agent")
    stack.anonymous().post("/sso/login", {"ticket": ticket(stack.description["usap"], "bob", PASSWORDS["bob"])}, headers={"User-Agent": marker})
    wait_until(lambda: store_errors(stack, "read_events") > before, 10, "that it is counted")
    assert logged(stack, "session-cache-service", "events of the stream audit cannot be read")
    wait_until(lambda: redis(stack, "ZCARD", PREFIX + "ez:audit") == 0, 10, "that those behind it are handed over")
    agents = {row["user_agent"] for row in admin.get("/audit-logs/", query={"action": "LOGIN", "limit": "20"}).json()}
    assert marker in agents


def test_among_the_policy_changes_the_next_policy_decides(stack, admin, unique):
    scenario, word = make_scenario(admin, unique)["app_id"], unique("word")
    blocked = lambda text: decides(admin, scenario, text).json().get("final_decision", {}).get("strategy") == "BLOCK"  # noqa: E731
    # A change whose row is no JSON: a number of its own, as every change has.
    sql(stack, "START TRANSACTION; UPDATE policy_head SET n = n + 1;"
        "INSERT INTO policy_changes SELECT n, 'tag', 'poison', NULL, '{half', NOW(6), '' FROM policy_head; COMMIT")  # fmt: skip
    assert admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": word}).status == 200
    wait_until(lambda: blocked(word), 10, "that the next change decides")
    assert logged(stack, "guard-service", "the policy cannot be followed")


def test_in_the_outbox_it_holds_up_no_other(stack, admin, unique):
    bad = "0" * 36
    sql(stack, f"INSERT INTO outbox (id, kind, target_id, not_before_ms) VALUES ('{bad}', 'user', '', 1)")
    try:
        session = stack.sign_in("erin")
        who = local_id(admin, "erin")
        # As if the one that the change made had not been delivered.
        sql(stack, f"INSERT INTO outbox (id, kind, target_id, not_before_ms) VALUES ('{'1' * 36}', 'user', '{who}', {int(time.time() * 1000) + 500})")
        wait_until(lambda: session.api.get("/tags/").status == 401, 15, "that the one behind it is delivered")
        assert logged(stack, "admin-service", "refuses a revocation of the outbox")
        depth = max(metric(one["internal"], "lgm_outbox_depth") for one in stack.services("admin-service"))
        assert depth >= 1, "what LgmOutboxStuck looks at"
    finally:
        sql(stack, f"DELETE FROM outbox WHERE id = '{bad}'")
    wait_until(lambda: sql(stack, "SELECT COUNT(*) FROM outbox") == "0", 5, "that the outbox is empty")
