"""guard-service may use so much memory and no more, and then a policy comes that needs more. It never decides by half a
policy: it goes on by the one that it has, and says so; or it ends, and its log says why."""
import resource
from pathlib import Path

import pytest
from contract.resources import make_scenario
from e2e.faults.replica import Replica, metric
from e2e.faults.stores import sql
from running_stack import wait_until
from whole.recovery import decides

KEYWORDS = 150_000
ROOM = 32 * 1024 * 1024  # bytes beyond what it has by then


@pytest.fixture
def large_policy(stack, admin, unique):
    """`large_policy()`: a policy of many words, of which guard-service hears as of one that was restored from elsewhere."""
    tag = unique("tag")
    assert admin.post("/tags/", {"tag_code": tag, "tag_name": "x"}).status == 200
    next_number = ("UPDATE policy_head SET n = n + 1; INSERT INTO policy_changes SELECT n, 'tag', 'drill', NULL, '{half', NOW(6), '' FROM policy_head;")

    def make():
        sql(stack, f"START TRANSACTION; INSERT INTO lib_global_keywords (id, keyword, tag_code, risk_level, is_active, version) "
            f"SELECT UUID(), CONCAT('drill word ', seq, ' ', MD5(seq)), '{tag}', 'High', 1, 1 FROM seq_1_to_{KEYWORDS}; {next_number} COMMIT")  # fmt: skip

    def remove():
        sql(stack, f"START TRANSACTION; DELETE FROM lib_global_keywords WHERE tag_code = '{tag}'; {next_number} COMMIT")

    make.remove = remove
    yield make
    remove()


def address_space(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[0]) * resource.getpagesize()


def test_a_policy_that_does_not_fit(stack, admin, unique, large_policy):
    scenario, word = make_scenario(admin, unique)["app_id"], unique("word")
    assert admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": word}).status == 200
    with Replica(stack, "guard-service", {"POLICY_CACHE_FILE": ""}) as guard:
        guard.until_ready()
        admin_at = stack.administrator().at(guard.public)
        strategy = lambda: decides(admin_at, scenario, word).json()["final_decision"]["strategy"]  # noqa: E731
        wait_until(lambda: decides(admin_at, scenario, word).status == 200 and strategy() == "BLOCK", 5, "the block")
        version = metric(guard.internal, "lgm_guard_policy_version")
        guard.limit(resource.RLIMIT_AS, address_space(guard.pid) + ROOM)
        large_policy()
        failed = lambda: not guard.alive() or "the policy cannot be followed" in guard.log_text()  # noqa: E731
        wait_until(failed, 60, "that the policy does not fit")
        if guard.alive():
            for _ in range(20):
                answer = decides(admin_at, scenario, word)
                assert answer.status == 200 and strategy() == "BLOCK"
            assert metric(guard.internal, "lgm_guard_policy_version") < version + 2, "what LgmPolicySkew looks at"
            guard.limit(resource.RLIMIT_AS, resource.RLIM_INFINITY)
            wait_until(lambda: metric(guard.internal, "lgm_guard_keywords") >= KEYWORDS, 120, "that it decides by the large policy")
            assert strategy() == "BLOCK"
        else:
            assert "bad_alloc" in guard.log_text()
        print("it went on" if guard.alive() else f"it ended with {guard.child.returncode}")
