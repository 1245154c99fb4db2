"""What one user may do, over all replicas together: counted, not timed. The bound follows from how long it took."""
import contextlib
import threading
import time
from collections import Counter

from contract.resources import make_scenario
from e2e.faults.replica import Replica

PER_MINUTE, BURST, BLOCK = 1200, 200, 20  # the defaults, and what a replica may admit beyond the rule
SECONDS = 12
LIMITS = {"RATE_LIMIT_PER_MINUTE": str(PER_MINUTE), "RATE_LIMIT_BURST": str(BURST)}
WORDS = 1_100  # a hundred more than may be written at once


@contextlib.contextmanager
def limited_replicas(stack, count: int):
    with contextlib.ExitStack() as opened:
        replicas = [opened.enter_context(Replica(stack, "admin-service", LIMITS)) for _ in range(count)]
        for replica in replicas:
            replica.until_ready()
        yield replicas


def says_when_and_why(refusal) -> bool:
    names = (f"More than {BURST} requests at once", f"More than {PER_MINUTE} requests a minute")
    return int(refusal.headers["Retry-After"]) >= 1 and refusal.json()["detail"].startswith(names)


def at_full_speed(replicas, session) -> tuple[Counter, float]:
    """Answers by status, and how long it took from before the first request until after the last answer."""
    counts, lock = Counter(), threading.Lock()
    began = time.monotonic()

    def ask(replica):
        connection, own = session.at(replica.public), Counter()
        while time.monotonic() < began + SECONDS:
            answer = connection.get("/tags/", query={"limit": 1})
            own[answer.status] += 1
            if answer.status == 429 and not says_when_and_why(answer):
                own[str(answer)] += 1
        connection.close()
        with lock:
            counts.update(own)

    threads = [threading.Thread(target=ask, args=(replica,)) for replica in replicas for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counts, time.monotonic() - began


def test_replicas_admit_the_rule_together_and_at_most_a_block_each_beyond_it(stack):
    with limited_replicas(stack, 3) as replicas:
        for count, username in ((1, "bob"), (2, "carol"), (3, "erin")):
            session = stack.sign_in(username)
            counts, seconds = at_full_speed(replicas[:count], session)
            rule = BURST + PER_MINUTE / 60 * seconds
            print(f"{count} replicas, {seconds:.1f} s: {counts[200]} admitted, {counts[429]} refused; the rule gives {rule:.0f}")
            assert set(counts) == {200, 429}, counts
            assert BURST <= counts[200] <= rule + count * BLOCK, (count, counts, rule)


def test_a_script_that_adds_words_one_by_one_is_served_and_then_held_back(stack, admin_session, admin, unique):
    scenario, words = make_scenario(admin, unique)["app_id"], unique("word")
    with limited_replicas(stack, 1) as (replica,):
        script = admin_session.at(replica.public)
        began = time.monotonic()
        for number in range(WORDS):
            answer = script.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": f"{words} {number}", "category": 1, "rule_mode": 0})
            assert answer.status == 200, (number, answer)
        # A thousand at once, and twenty a second: the rest had to wait for its tokens, and was not refused.
        assert 1_000 + 20 * (time.monotonic() - began) >= WORDS
        assert answer.headers["RateLimit-Policy"] == '"classic-writes";q=1200;w=60'
        script.close()
